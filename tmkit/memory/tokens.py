"""Texts → the tokens by which a memory compares and finds them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple
from zlib import crc32

from tmkit.model import Tag
from tmkit.text import fold_loosely, unmarked

__all__ = [
    "NUMBER",
    "NUMBER_DIGEST",
    "PLACEHOLDER",
    "Tokens",
    "Word",
    "cased_tokens",
    "checksum",
    "digest_of",
    "key_of",
    "marked",
    "plain_tokens",
    "tokens_and_breaks",
    "tokens_of",
    "visible",
    "word_of",
    "words_of",
]

PLACEHOLDER = "\ufffc"
"""Stands for an inline code where texts are compared: which code it is does not matter."""

NUMBER = "# "
_TOKEN = re.compile(r"\w+|[^\w\s]")
_TOKEN_OR_BREAK = re.compile(r"\w+|[^\w\s]|\n")
# What is not seen would tear a word in two.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# What is one number or date to the reader is several tokens: 1,500,000; 12/05/2024.
_NUMBERS = re.compile(f"(?:{NUMBER}){{2,}}")
# Distinct words remembered; each takes some 500 bytes.
_REMEMBERED = 1 << 16


class Word(NamedTuple):
    """What a token stands for.

    key: as `fold_loosely`. part: what it gives to the skeleton of its text, with a space behind:
    nothing for signs, "#" for a number. bare: the key without diacritics and a space, "" for signs.
    digest: of the part, 0 for nothing.
    """

    key: str
    part: str
    bare: str
    digest: int


class _Words(dict[str, Word]):
    def __missing__(self, token: str) -> Word:
        key = fold_loosely(token) or token
        if token.isdecimal():
            word = Word(key, NUMBER, key + " ", NUMBER_DIGEST)
        elif token[0].isalnum() or token[0] == "_":
            part = key.replace(" ", "") + " "
            word = Word(key, part, unmarked(key) + " ", digest_of(part))
        else:
            word = Word(key, "", "", 0)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[token] = word
        return word


def digest_of(text: str) -> int:
    """64 bits of BLAKE2, as good as random; not 0."""
    data = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(data.digest(), "little") or 1


NUMBER_DIGEST = digest_of(NUMBER)
word_of = _Words().__getitem__


class Tokens(NamedTuple):
    """The tokens of a text: lower-cased as they stand, and of each what `Word` says."""

    plain: Sequence[str]
    keys: Sequence[str]
    parts: Sequence[str]
    bares: Sequence[str]
    digests: Sequence[int]

    @property
    def bare(self) -> str:
        """The words without diacritics and signs, with spaces between them."""
        return "".join(self.bares).rstrip()


_NONE = Tokens((), (), (), (), ())


def marked(content: str | Iterable[str | Tag]) -> str:
    """The text of a segment with a placeholder for each inline code; text inside `hi` stays."""
    if isinstance(content, str):
        return content
    return "".join([part if isinstance(part, str) else _placed(part) for part in content])


def _placed(tag: Tag) -> str:
    return f"{PLACEHOLDER}{tag.text}{PLACEHOLDER}" if tag.kind == "hi" else PLACEHOLDER


def visible(text: str) -> str:
    """The text in NFC, without what is not seen."""
    return text if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def plain_tokens(text: str) -> list[str]:
    """Runs of letters and digits, and every other sign by itself, of the lower-cased text in NFC.

    Nothing is left out: numbers, punctuation and placeholders count.
    """
    return _TOKEN.findall(visible(text).lower())


def tokens_and_breaks(lines: str) -> list[str]:
    """The plain tokens of each line, as if it stood alone, with a line break between lines."""
    return _TOKEN_OR_BREAK.findall(visible(lines).lower())


def tokens_of(text: str) -> Tokens:
    """The plain tokens of a text, and what each stands for."""
    plain = plain_tokens(text)
    return Tokens(plain, *zip(*map(word_of, plain), strict=True)) if plain else _NONE


def key_of(token: str) -> str:
    """The key under which the spellings of a plain token meet."""
    return word_of(token).key


def cased_tokens(text: str) -> list[str]:
    """The tokens with their capitals."""
    return _TOKEN.findall(visible(text))


def words_of(parts: Iterable[str]) -> str:
    """The words alone, of the parts of tokens: texts that share them differ in none.

    They differ in numbers, codes, case, punctuation, spaces and spellings of one word at most.
    """
    text = "".join(parts)
    return _NUMBERS.sub(NUMBER, text) if NUMBER in text else text


def checksum(text: str) -> int:
    """32 bits of a text, to tell neighbours by; 0 for a blank one."""
    return crc32(visible(text).encode("utf-8", "surrogatepass"))
