"""The search for texts that are alike: exact, whatever the memory holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from tmkit.lang import primary
from tmkit.memory.database import Database, chosen
from tmkit.memory.indexing import ranks_of
from tmkit.memory.ladder import Query, scores
from tmkit.memory.prefix import Part, candidates, occurrences, prefix_length

__all__ = ["Hit", "look_up", "same_words"]

# High similarities first: their prefixes are short, and most searches end there.
_STEPS = (90, 70)


class Hit(NamedTuple):
    """A variant that is alike. unit: its number; score, plain: as `ladder.scores` gives them."""

    side: int
    unit: int
    lang: str
    text: str
    score: int
    plain: int


def look_up(database: Database, query: Query, at_least: int) -> Iterator[tuple[int, list[Hit]]]:
    """The variants in the language of a query whose score is `at_least` or more, in steps.

    Yields a percent, lower each time, and what was found new: all that has that score is found by
    then. Who has enough need not go on.
    """
    length = len(query.tokens.words)
    search = _Search(database, query)
    seen: set[int] = set()
    for percent in (*(step for step in _STEPS if step > at_least), at_least):
        parts = search.parts(prefix_length(length, percent))
        new = [each for each in candidates(parts, length, percent).tolist() if each not in seen]
        seen.update(new)
        yield percent, [hit for hit in _hits(database, query, new) if hit.score >= at_least]


def same_words(database: Database, query: Query) -> Iterator[Hit]:
    """The variants that differ from a query in no word, as far as their numbers may be apart."""
    if query.skeleton is None:
        return
    statement = "SELECT id, tu, lang, text FROM side WHERE skeleton = ?"
    for identifier, unit, lang, text in database.rows(statement, (query.skeleton,)):
        yield Hit(identifier, unit, lang, text, *scores(query, text))


def _hits(database: Database, query: Query, ids: Iterable[int]) -> Iterator[Hit]:
    statement = "SELECT id, tu, lang, text FROM side WHERE id IN (…)"
    for identifier, unit, lang, text in chosen(database, statement, ids):
        yield Hit(identifier, unit, lang, text, *scores(query, text))


class _Search:
    """The entries of the tokens of a query, rarest first, read when they are asked for."""

    def __init__(self, database: Database, query: Query) -> None:
        names = occurrences(query.tokens.keys)
        known = ranks_of(database, primary(query.lang), names)
        # What the memory has never seen is rarer than all that it has.
        self._ranks = sorted((known.get(name, 0) for name in names), key=_rarest_first)
        self._database = database
        self._parts: dict[int, list[Part]] = {}
        self._read = 0

    def parts(self, count: int) -> list[Part]:
        """The entries of the first tokens."""
        places = {
            rank: place
            for place, rank in enumerate(self._ranks[self._read : count], start=self._read)
            if rank
        }
        self._read = max(self._read, count)
        statement = "SELECT rank, entries FROM post WHERE rank IN (…)"
        for rank, data in chosen(self._database, statement, places):
            part = Part(places[rank], np.frombuffer(data, dtype="<i8"))
            self._parts.setdefault(part.place, []).append(part)
        return [
            part for place in sorted(self._parts) if place < count for part in self._parts[place]
        ]


def _rarest_first(rank: int) -> float:
    return -rank if rank else float("-inf")
