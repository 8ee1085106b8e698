"""Where the texts of a memory hold a phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tmkit.memory.database import Database
from tmkit.memory.tokens import Word, tokens_of
from tmkit.model import Span

__all__ = ["holding", "phrase_of", "spans_of"]

# A word as it stands, before it is brought to NFC: marks and what is not seen belong to it.
_RUN = re.compile("(?:\\w[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]*)+")


def phrase_of(text: str) -> list[Word]:
    """The words of a text, without signs."""
    return [word for word in tokens_of(text).words if word.bare]


def holding(database: Database, phrase: Sequence[Word]) -> Iterator[tuple[int, str]]:
    """The units and languages of the texts that hold the words of a phrase in a row, by age.

    A word without diacritics stands for any with the same letters.
    """
    for _, lang, text, unit in database.with_words([word.bare for word in phrase]):
        if _starts(phrase, phrase_of(text)):
            yield unit, lang


def spans_of(phrase: Sequence[Word], text: str) -> tuple[Span, ...]:
    """Where a text holds the words of a phrase in a row, in its code points as they are."""
    runs = [(run.span(), word) for run in _RUN.finditer(text) for word in phrase_of(run.group())]
    return tuple(
        (runs[start][0][0], runs[start + len(phrase) - 1][0][1])
        for start in _starts(phrase, [word for _, word in runs])
    )


def _starts(phrase: Sequence[Word], words: Sequence[Word]) -> list[int]:
    """At which words the phrase begins."""
    first, width = phrase[0].bare, len(phrase)
    return [
        start
        for start, word in enumerate(words)
        if word.bare == first
        and len(words) >= start + width
        and all(map(_is_met, phrase, words[start : start + width]))
    ]


def _is_met(wanted: Word, word: Word) -> bool:
    return wanted.bare == word.bare and wanted.key in (wanted.bare, word.key)
