"""The search for texts that are alike: exact, whatever the memory holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np

from tmkit.lang import primary
from tmkit.memory.database import Database, chosen
from tmkit.memory.indexing import ranks_of
from tmkit.memory.ladder import Query
from tmkit.memory.prefix import Entries, candidates, occurrences, prefix_length
from tmkit.memory.tokens import plain_tokens

__all__ = ["Hit", "hits_of", "look_up", "same_words"]

# High similarities first: their prefixes are short, and most searches end there.
_STEPS = (90, 70)
# Texts with the same words that are looked at.
_ALIKE = 500


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


def look_up(database: Database, query: Query, at_least: int) -> Iterator[tuple[int, list[Hit]]]:
    """The variants in the language of a query whose score is `at_least` or more, in steps.

    Yields a percent, lower each time, and what was found new: all that has that score is found by
    then. Who has enough need not go on.
    """
    length = len(query.tokens.plain)
    search = _Search(database, query)
    seen: set[int] = set()
    for percent in (*(step for step in _STEPS if step > at_least), at_least):
        parts = search.parts(prefix_length(length, percent))
        new = [each for each in candidates(*parts, length, percent).tolist() if each not in seen]
        seen.update(new)
        rows = chosen(database, "SELECT id, tu, lang, text FROM side WHERE id IN (…)", new)
        yield percent, list(hits_of(query, rows, at_least))


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
    rows = database.rows(statement, (query.skeleton, query.text, max(limit, _ALIKE)))
    yield from hits_of(query, rows, 0)


def hits_of(query: Query, rows: Iterable[tuple[Any, ...]], at_least: int) -> Iterator[Hit]:
    """The variants among rows whose score is `at_least` or more."""
    for identifier, unit, lang, text in rows:
        tokens = plain_tokens(text)
        score = query.codes.score(tokens)
        if score >= at_least:
            yield Hit(identifier, unit, lang, text, score, query.plain_codes.score(tokens))


class _Search:
    """The entries of the tokens of a query, rarest first, read when they are asked for."""

    def __init__(self, database: Database, query: Query) -> None:
        names = occurrences(query.tokens.keys)
        known = ranks_of(database, primary(query.lang), names)
        # What the memory has never seen is rarer than all that it has.
        self._ranks = sorted((known.get(name, 0) for name in names), key=_rarest_first)
        self._database = database
        self._read = 0
        self._places = np.empty(0, np.int64)
        self._entries = np.empty(0, np.int64)

    def parts(self, count: int) -> tuple[Entries, Entries]:
        """The entries of the first tokens of the query, and the place of the token of each."""
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
        return self._entries, self._places


def _rarest_first(rank: int) -> float:
    return -rank if rank else float("-inf")
