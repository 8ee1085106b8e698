"""The search for texts that are alike: exact, whatever the memory holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, Protocol

import numpy as np

from tmkit.lang import primary
from tmkit.memory.database import Database, chosen
from tmkit.memory.indexing import ranks_of
from tmkit.memory.ladder import EXACT, Query
from tmkit.memory.prefix import candidates, occurrences, sought_length, within
from tmkit.memory.tokens import plain_tokens

__all__ = ["ALIKE", "Hit", "LookUp", "Search", "SingleSearch", "hits_of", "same_words", "steps_of"]

# High similarities first: their prefixes are short, and many searches end there.
_STEPS = (85, 65)
# Percent from a step to the last one, at least: a shorter way is gone at once.
_NEAR = 10
ALIKE = 500
"""Texts with the same words that are looked at, where no more are asked for."""


class Hit(NamedTuple):
    """A variant that is alike. unit: its number.

    score: how alike by keys, in percent; plain: by tokens as they stand, which is never more.
    """

    side: int
    unit: int
    lang: str
    text: str
    score: int
    plain: int


class Search(Protocol):
    """The search for the variants in the language of a query."""

    def new(self, percent: int, worth: int) -> list[Hit]:
        """The variants found now whose score is `worth` or more.

        With those of earlier calls they are all that are alike to `percent`, of that worth.
        """


LookUp = Callable[[Query], Search]


def steps_of(at_least: int, reached: Callable[[], int]) -> Iterator[int]:
    """Percents for `Search.new`, down to `at_least` or until what was found is worth as much.

    reached: the percent of the last match that counts, 0 where there are too few; what is worth
    less need not be found.
    """
    percent = EXACT + 1
    steps = [step for step in _STEPS if step >= at_least + _NEAR]
    while percent > at_least and (worth := reached()) < percent:
        step = next((step for step in steps if step < percent), at_least)
        percent = max(step, worth, at_least)
        yield percent


def same_words(database: Database, query: Query, limit: int) -> Iterator[Hit]:
    """The variants that differ from a query in no word, however far their numbers are apart.

    Those with the very text first. Where more than `limit` and hundreds differ in numbers, as all
    captions do, they are worth the same and the oldest stand for all.
    """
    if query.skeleton is None:
        return
    statement = (
        "SELECT id, tu, lang, text FROM side WHERE skeleton = ? "
        "ORDER BY CASE WHEN text = ? THEN 0 ELSE 1 END, id LIMIT ?"
    )
    rows = database.rows(statement, (query.skeleton, query.text, max(limit, ALIKE)))
    yield from hits_of(query, rows, 0)


def hits_of(query: Query, rows: Iterable[tuple[Any, ...]], at_least: int) -> Iterator[Hit]:
    """The variants among rows whose score is `at_least` or more."""
    for identifier, unit, lang, text in rows:
        tokens = plain_tokens(text)
        score = query.codes.score(tokens)
        if score >= at_least:
            yield Hit(identifier, unit, lang, text, score, query.plain_codes.score(tokens))


class SingleSearch:
    """The search that reads what it needs, when it needs it."""

    def __init__(self, database: Database, query: Query) -> None:
        """A search in a database, which reads nothing but the ranks of the tokens yet."""
        names = occurrences(query.tokens.keys)
        known = ranks_of(database, primary(query.lang), names)
        # What the memory has never seen is rarer than all that it has.
        self._ranks = sorted((known.get(name, 0) for name in names), key=_rarest_first)
        self._database = database
        self._query = query
        self._seen: set[int] = set()
        self._read = 0
        self._places = np.empty(0, np.int64)
        self._entries = np.empty(0, np.int64)

    def new(self, percent: int, worth: int) -> list[Hit]:
        """See `Search`."""
        length = len(self._ranks)
        self._read_up_to(sought_length(length, percent))
        fits = within(self._entries, length, percent)
        found = candidates(self._entries[fits], self._places[fits], length, percent).tolist()
        new = [each for each in found if each not in self._seen]
        self._seen.update(new)
        statement = "SELECT id, tu, lang, text FROM side WHERE id IN (…)"
        return list(hits_of(self._query, chosen(self._database, statement, new), worth))

    def _read_up_to(self, count: int) -> None:
        """Read the entries of the first tokens of the query, rarest first."""
        new = range(self._read, count)
        places = {self._ranks[place]: place for place in new if self._ranks[place]}
        self._read = max(self._read, count)
        statement = "SELECT rank, entries FROM post WHERE rank IN (…) ORDER BY rank DESC, first"
        rows = list(chosen(self._database, statement, places))
        data = b"".join([bytes(entries) for _, entries in rows])
        counts = [len(entries) // 8 for _, entries in rows]
        at = np.repeat(np.array([places[rank] for rank, _ in rows], np.int64), counts)
        self._places = np.concatenate([self._places, at])
        self._entries = np.concatenate([self._entries, np.frombuffer(data, "<i8")])


def _rarest_first(rank: int) -> float:
    return -rank if rank else float("-inf")
