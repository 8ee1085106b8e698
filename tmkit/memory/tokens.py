"""Texts → the tokens by which a memory compares and finds them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

from tmkit.lang import primary
from tmkit.model import Tag
from tmkit.text import fold_loosely, unmarked

__all__ = ["PLACEHOLDER", "Tokens", "Word", "digest", "marked", "skeleton_of", "tokens_of"]

PLACEHOLDER = "\ufffc"
"""Stands for an inline code where texts are compared: which code it is does not matter."""

NUMBER = "#"
_TOKEN = re.compile(r"\w+|[^\w\s]")
# What is not seen would tear a word in two.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# What is one number or date to the reader is several tokens: 1,500,000; 12/05/2024.
_NUMBERS = re.compile(f"{NUMBER}(?: {NUMBER})+")
# Distinct words remembered; each takes some 400 bytes.
_REMEMBERED = 1 << 16


class Word(NamedTuple):
    """What a token stands for.

    key: as `fold_loosely`. part: what it gives to the skeleton of its text: nothing for signs, "#"
    for a number. bare: the key without diacritics, "" for signs.
    """

    key: str
    part: str
    bare: str


class _Words(dict[str, Word]):
    def __missing__(self, token: str) -> Word:
        key = fold_loosely(token) or token
        if token.isdecimal():
            word = Word(key, NUMBER, key)
        elif token[0].isalnum() or token[0] == "_":
            word = Word(key, key, unmarked(key))
        else:
            word = Word(key, "", "")
        if len(self) >= _REMEMBERED:
            self.clear()
        self[token] = word
        return word


_WORDS = _Words()


class Tokens(NamedTuple):
    """The tokens of a text: lower-cased as they stand, and what each stands for."""

    plain: list[str]
    words: list[Word]

    @property
    def keys(self) -> list[str]:
        """The tokens under which spellings of one word meet."""
        return [word.key for word in self.words]


def marked(content: str | Iterable[str | Tag]) -> str:
    """The text of a segment with a placeholder for each inline code; text inside `hi` stays."""
    if isinstance(content, str):
        return content
    return "".join(part if isinstance(part, str) else _placed(part) for part in content)


def _placed(tag: Tag) -> str:
    return f"{PLACEHOLDER}{tag.text}{PLACEHOLDER}" if tag.kind == "hi" else PLACEHOLDER


def visible(text: str) -> str:
    """The text in NFC, without what is not seen."""
    return text if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def tokens_of(text: str) -> Tokens:
    """Runs of letters and digits, and every other sign by itself, of the lower-cased text in NFC.

    Nothing is left out: numbers, punctuation and placeholders count.
    """
    plain = _TOKEN.findall(visible(text).lower())
    return Tokens(plain, [_WORDS[token] for token in plain])


def cased_tokens(text: str) -> list[str]:
    """The tokens with their capitals."""
    return _TOKEN.findall(visible(text))


def skeleton_of(words: Sequence[Word], lang: str) -> int | None:
    """A key of the words alone: texts that share it differ in no word.

    They differ in numbers, codes, case, punctuation, spaces and spellings of one word at most.
    None for a text without words and numbers.
    """
    text = " ".join([word.part for word in words if word.part])
    if not text:
        return None
    return digest(f"{primary(lang)} {_NUMBERS.sub(NUMBER, text)}")


def digest(text: str) -> int:
    """64 bits of BLAKE2, signed as databases keep them."""
    data = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(data, "little", signed=True)
