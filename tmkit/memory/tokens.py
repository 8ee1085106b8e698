"""Texts → the tokens by which a memory compares and finds them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple
from zlib import crc32

from tmkit.lang import primary
from tmkit.model import Tag
from tmkit.text import fold_loosely, unmarked

__all__ = [
    "NUMBER",
    "PLACEHOLDER",
    "Run",
    "Tokens",
    "cased_tokens",
    "checksum",
    "key_of",
    "marked",
    "plain_tokens",
    "runs_of",
    "skeleton_of",
    "tokens_and_breaks",
    "tokens_of",
    "visible",
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
# Distinct words and runs remembered; each takes some 400 bytes. Texts without spaces are long runs.
_REMEMBERED = 1 << 16
_LONGEST = 40


class Word(NamedTuple):
    """What a token stands for.

    key: as `fold_loosely`. part: what it gives to the skeleton of its text, with a space behind:
    nothing for signs, "#" for a number. bare: the key without diacritics and a space, "" for signs.
    """

    key: str
    part: str
    bare: str


class _Words(dict[str, Word]):
    def __missing__(self, token: str) -> Word:
        key = fold_loosely(token) or token
        if token.isdecimal():
            word = Word(key, NUMBER, key + " ")
        elif token[0].isalnum() or token[0] == "_":
            word = Word(key, key + " ", unmarked(key) + " ")
        else:
            word = Word(key, "", "")
        if len(self) >= _REMEMBERED:
            self.clear()
        self[token] = word
        return word


_word_of = _Words().__getitem__


class Tokens(NamedTuple):
    """The tokens of a text: lower-cased as they stand, and of each what `Word` says."""

    plain: Sequence[str]
    keys: Sequence[str]
    parts: Sequence[str]
    bares: Sequence[str]

    @property
    def bare(self) -> str:
        """The words without diacritics and signs, with spaces between them."""
        return "".join(self.bares).rstrip()


_NONE = Tokens((), (), (), ())


@dataclass(slots=True, eq=False)
class Run:
    """What stands between two spaces, where tokens end: the same few make up a million texts.

    keys: of its tokens; words, bare: what these give to the skeleton and to the words of a text.
    A run is equal to itself alone, which is what makes it fast to count.
    """

    keys: Sequence[str]
    words: str
    bare: str


class _Runs(dict[str, Run]):
    def __missing__(self, text: str) -> Run:
        words = list(map(_word_of, plain_tokens(text)))
        run = Run(
            tuple([word.key for word in words]),
            "".join([word.part for word in words]),
            "".join([word.bare for word in words]),
        )
        if len(self) >= _REMEMBERED:
            self.clear()
        if len(text) <= _LONGEST:
            self[text] = run
        return run


_run_of = _Runs().__getitem__


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
    return Tokens(plain, *zip(*map(_word_of, plain), strict=True)) if plain else _NONE


def runs_of(text: str) -> list[Run]:
    """A text cut at its spaces; its tokens are those of the runs."""
    return list(map(_run_of, text.split()))


def key_of(token: str) -> str:
    """The key under which the spellings of a plain token meet."""
    return _word_of(token).key


def cased_tokens(text: str) -> list[str]:
    """The tokens with their capitals."""
    return _TOKEN.findall(visible(text))


def skeleton_of(words: Iterable[str], lang: str) -> int | None:
    """A key of the words alone, which are the parts of tokens: texts that share it differ in none.

    They differ in numbers, codes, case, punctuation, spaces and spellings of one word at most.
    None for a text without words and numbers. 64 bits of BLAKE2, signed as databases keep them.
    """
    text = "".join(words)
    if not text:
        return None
    if NUMBER in text:
        text = _NUMBERS.sub(NUMBER, text)
    data = blake2b(f"{primary(lang)} {text}".encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(data.digest(), "little", signed=True)


def checksum(text: str) -> int:
    """32 bits of a text, to tell neighbours by; 0 for a blank one."""
    return crc32(visible(text).encode("utf-8", "surrogatepass"))
