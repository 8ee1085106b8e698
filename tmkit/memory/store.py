"""A translation memory that is kept: units in, matches and occurrences out."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Self

from tmkit.memory import writing
from tmkit.memory.bands import Sought, banded
from tmkit.memory.concordance import Phrase, Place, holding
from tmkit.memory.database import Database, chosen
from tmkit.memory.ladder import Query
from tmkit.memory.lookup import Hit, LookUp, SingleSearch, steps_of
from tmkit.memory.matching import Graded, Matches, best_of
from tmkit.memory.mirror import Mirror
from tmkit.memory.prefix import LOWEST
from tmkit.memory.records import unit_of
from tmkit.memory.tokens import PLACEHOLDER, marked
from tmkit.memory.writing import Added
from tmkit.model import (
    Match,
    Memory,
    MemoryHeader,
    Occurrence,
    Tag,
    TranslationUnit,
)

__all__ = ["MemoryStore"]

Content = str | Sequence[str | Tag]
"""A segment to look up: its text, or its text and inline codes."""

_BATCH = 10_000


class MemoryStore:
    """The units of a database; a context manager that closes it.

    A unit is what its texts are: adding it again changes nothing. Every method raises UsageError
    or OutputError where the database cannot be used; then what was added before is still there.
    """

    def __init__(self, database: Database, mirror: Mirror | None = None) -> None:
        """A store of a database. mirror: by which texts are looked up instead."""
        self._database = database
        self._look_up: LookUp = mirror.search if mirror else partial(SingleSearch, database)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the connection to the database."""
        self._database.close()

    @contextmanager
    def mirrored(self) -> Iterator[MemoryStore]:
        """The store as it is now, for look-ups by the thousand: the same matches, sooner.

        What one look-up reads is kept in memory for the next.
        """
        with self._database.reading():
            yield MemoryStore(self._database, Mirror(self._database))

    def __len__(self) -> int:
        """How many units there are."""
        return int(self._database.rows("SELECT count(*) FROM tu")[0][0])

    def __iter__(self) -> Iterator[TranslationUnit]:
        """The units, as they were added, in that order."""
        last = 0
        statement = "SELECT id FROM tu WHERE id > ? ORDER BY id LIMIT ?"
        while True:
            with self._database.reading():
                ids = [row[0] for row in self._database.rows(statement, (last, _BATCH))]
                units = self._units(ids)
            if not ids:
                return
            yield from (units[identifier] for identifier in ids)
            last = ids[-1]

    @property
    def header(self) -> MemoryHeader:
        """The header of the memory as a file: the source language of what was added first."""
        (source,) = self._database.rows("SELECT value FROM meta WHERE name = 'source'")[0]
        return MemoryHeader(source or "*all*")

    @property
    def languages(self) -> list[str]:
        """The languages of the texts, without regions, sorted."""
        return [
            row[0] for row in self._database.rows("SELECT DISTINCT lang FROM term ORDER BY lang")
        ]

    def add(self, units: Memory | Iterable[TranslationUnit], *, replace: bool = False) -> Added:
        """Add units. Those next to one another in a document are the context of one another.

        A unit whose texts are there gets the id, notes, props and dates of the new one. replace:
        a unit with an id that is there takes the place of the one that has it.
        """
        if isinstance(units, Memory) and self.header.source_lang == "*all*":
            with self._database.writing():
                row = (units.header.source_lang,)
                self._database.write("UPDATE meta SET value = ? WHERE name = 'source'", [row])
        return writing.add(self._database, units, replace=replace)

    def delete(self, ids: Iterable[str]) -> int:
        """Delete the units with these ids; returns how many there were."""
        return writing.delete(self._database, ids)

    def optimise(self) -> int:
        """Make look-ups as fast as they can be after many changes; returns the number of units."""
        return writing.optimise(self._database)

    def search(  # all but the text by keyword
        self,
        text: Content,
        *,
        lang: str = "",
        at_least: int = 70,
        limit: int = 5,
        previous: str = "",
        following: str = "",
    ) -> list[Match]:
        """The units with a text like the one given, best first; of equals those added first.

        lang: of the text, "" for any of the memory. at_least: percent; less than 50 is 50.
        previous, following: the segments beside it, for matches in context. Nothing is missed:
        what is left out is worth no more than the last one. A blank text has no matches.
        """
        context = writing.context_of(previous, following)
        at_least = max(at_least, LOWEST)
        with self._database.reading():
            found = [
                each
                for tag in ([lang] if lang else self.languages)
                for each in self._best(Query(marked(text), tag), at_least, limit, context)
            ]
            # A unit may be found in both of its languages: what is worth most comes last.
            best = {each.hit.unit: each for each in sorted(found, key=lambda each: each.rank)[::-1]}
            found = sorted(best.values(), key=lambda each: each.rank)[:limit]
            units = self._units([each.hit.unit for each in found])
        return [each.match(units[each.hit.unit]) for each in found]

    def plain_search(
        self, text: Content, *, lang: str, at_least: int = LOWEST, limit: int = 5
    ) -> list[tuple[TranslationUnit, int]]:
        """The units by the share of tokens alone that need no edit: percent, floored; best first.

        The reference value that look-ups of different programs can be compared by.
        """
        hits: list[Hit] = []
        at_least = max(at_least, LOWEST)

        def reached() -> int:
            best = heapq.nlargest(limit, [hit.plain for hit in hits])
            return best[-1] if best and len(best) == limit else 0

        with self._database.reading():
            search = self._look_up(Query(marked(text), lang))
            for percent in steps_of(at_least, reached):
                new = search.new(percent, max(at_least, reached()))
                hits += (hit for hit in new if hit.plain >= at_least)
            kept = sorted(hits, key=lambda hit: (-hit.plain, hit.side))[:limit]
            units = self._units([hit.unit for hit in kept])
        return [(units[hit.unit], hit.plain) for hit in kept]

    def analyse(self, segments: Iterable[Content | Sought], *, lang: str) -> Iterator[str]:
        """The band of each segment, in their order: how much of a text the memory knows.

        "context": in the memory between the same neighbours, as only `Sought` can say;
        "repetitions": the text came before; "100": in the memory; "internal": like a segment that
        came before, to `INTERNAL` percent or more, and less like any of the memory; else by the
        percent of the best match of the memory: "95-99", "85-94", "75-84", "50-74", "new".
        lang: of the segments.
        """
        sought = [
            each
            if isinstance(each, Sought)
            else Sought((each,) if isinstance(each, str) else tuple(each))
            for each in segments
        ]
        with self._database.reading():
            yield from banded(self._database, sought, lang)

    def concordance(self, text: str, *, limit: int = 50) -> list[Occurrence]:
        """The units that hold the words of a text in a row, in any language, oldest first.

        A word without diacritics stands for any with the same letters: "danh gia" finds "đánh giá".
        """
        phrase = Phrase(text)
        if not phrase.keys:
            return []
        with self._database.reading():
            places = list(islice(holding(self._database, phrase), limit))
            units = self._units([place.unit for place in places])
        return [_occurrence(units[place.unit], phrase, place) for place in places]

    def _best(self, query: Query, at_least: int, limit: int, context: int | None) -> list[Graded]:
        matches = Matches(self._database, query, at_least, context=context)
        return best_of(matches, self._look_up, at_least, limit)

    def _units(self, ids: Sequence[int]) -> dict[int, TranslationUnit]:
        """Units by their numbers."""
        sides: dict[int, list[tuple[str, str]]] = {}
        statement = "SELECT id, name, sides, rest FROM tu WHERE id IN (…)"
        rows = list(chosen(self._database, statement, ids))
        numbers = [unit + number for unit, _, count, _ in rows for number in range(count)]
        statement = "SELECT id, tu, lang, text FROM side WHERE id IN (…)"
        for _, unit, lang, text in sorted(chosen(self._database, statement, numbers)):
            sides.setdefault(unit, []).append((lang, text))
        return {unit: unit_of(name, rest, sides.get(unit, [])) for unit, name, _, rest in rows}


def _occurrence(unit: TranslationUnit, phrase: Phrase, place: Place) -> Occurrence:
    """The place in the text that a reader sees: codes are no part of it."""
    spans = place.spans
    if PLACEHOLDER in place.text:
        texts = (each.text for each in unit.variants if marked(each.content) == place.text)
        spans = phrase.spans_in(next(texts, ""))
    return Occurrence(unit, place.lang, spans)
