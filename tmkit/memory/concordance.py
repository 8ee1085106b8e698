"""Where the texts of a memory hold a phrase."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from tmkit.memory.database import Database
from tmkit.memory.tokens import key_of, tokens_of, visible
from tmkit.model import Span
from tmkit.text import unmarked

__all__ = ["Phrase", "Place", "holding"]

_WORD = re.compile(r"\w+")
# What belongs to a letter, or is not seen, where a text is not in NFC; the first stands for all.
_MARKS = "\u0300\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_MARK = _MARKS[0]


class Place(NamedTuple):
    """A text that holds a phrase. unit: its number."""

    unit: int
    lang: str
    text: str
    spans: tuple[Span, ...]


class _Letters(dict[int, str]):
    """Code point → the letter without diacritics, lower case, one for one; marks are one."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        is_mark = unicodedata.combining(sign) or sign in _MARKS
        self[code] = letter = _MARK if is_mark else unmarked(sign.lower())[0]
        return letter


_LETTERS = _Letters()


class Phrase:
    """Words that are looked for, in a row. One without diacritics stands for any like it."""

    def __init__(self, text: str) -> None:
        tokens = tokens_of(text)
        pairs = [pair for pair in zip(tokens.keys, tokens.bares, strict=True) if pair[1]]
        self.keys = [key for key, _ in pairs]
        self.bares = [bare.rstrip() for _, bare in pairs]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(r"(?<!\w)" + r"[\W_]+?".join(map(re.escape, self.bares)) + r"(?!\w)")

    @cached_property
    def _loose_pattern(self) -> re.Pattern[str]:
        """The pattern for texts with letters whose marks stand behind them."""
        spelled = (
            "".join(re.escape(letter) + _MARK + "*" for letter in bare) for bare in self.bares
        )
        return re.compile(r"(?<!\w)" + r"[\W_]+?".join(spelled) + r"(?!\w)")

    @cached_property
    def _marked(self) -> list[tuple[int, str]]:
        pairs = enumerate(zip(self.keys, self.bares, strict=True))
        return [(number, key) for number, (key, bare) in pairs if key != bare]

    def spans_in(self, text: str) -> tuple[Span, ...]:
        """Where a text holds the phrase, in its code points as they are."""
        bare = text.lower() if text.isascii() else text.translate(_LETTERS)
        pattern = self._loose_pattern if _MARK in bare else self._pattern
        spans = (found.span() for found in pattern.finditer(bare))
        return tuple(span for span in spans if self._has_marks(text[slice(*span)]))

    def _has_marks(self, text: str) -> bool:
        """Whether the words that are asked for with diacritics have them."""
        if not self._marked:
            return True
        words = [key_of(word) for word in _WORD.findall(visible(text).lower())]
        return len(words) == len(self.keys) and all(words[at] == key for at, key in self._marked)


def holding(database: Database, phrase: Phrase) -> Iterator[Place]:
    """The texts that hold a phrase, in the order in which they were added."""
    for _, lang, text, unit in database.with_words(phrase.bares):
        if spans := phrase.spans_in(text):
            yield Place(unit, lang, text, spans)
