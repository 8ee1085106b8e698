"""What a corpus of any size tells of acronyms, names and terms → candidates, best first.

The texts lie in a file. Some thousand of them at a time are counted by themselves; what is counted
of one source term in all parts meets in one bucket, by its hash, and is ranked there; the ranked
buckets are merged. No process holds more than a part or a bucket.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import NamedTuple
from zlib import crc32

from tmkit.lexicon import bands_of, facts_of
from tmkit.model import Candidate, Evidence, TranslationUnit
from tmkit.tasks.holdings import TermKey, key_of
from tmkit.tasks.parallel import Map
from tmkit.tasks.spills import Shelf, Spill
from tmkit.terms import (
    AcronymLedger,
    NameLedger,
    RankedTerm,
    RunCount,
    Sighting,
    TermCounts,
    Texts,
    cells_of,
    count_terms,
    in_order,
    is_part,
    rank_terms,
    texts_of,
)

__all__ = ["Harvest", "TextRow", "row_of"]

# Parts whose counts lie in one bucket: what a process then holds is as much as a part.
_PARTS_A_BUCKET = 4
# In so many parts what is linked but once is chance, and there is more of it than of all else.
_MANY_PARTS = 16
# Candidates of a bucket that are held when the buckets are merged.
_AT_ONCE = 20


class TextRow(NamedTuple):
    """A unit as it is searched for terms, and how many pairs of words it has at most."""

    texts: Texts
    cells: int


def row_of(unit: TranslationUnit, languages: tuple[str, str]) -> TextRow | None:
    """What of a unit is searched for terms; None where nothing is."""
    texts = texts_of(unit, in_order(languages))
    return TextRow(texts, cells_of(texts)) if texts else None


class Harvest:
    """Takes in the units of a corpus and what is seen in them; then gives the candidates.

    pool: where they are counted; spill: where they lie meanwhile. units: how many it took in.
    """

    def __init__(self, languages: tuple[str, str], pool: Map, spill: Spill) -> None:
        self.units = 0
        self._languages, self._pool, self._spill = languages, pool, spill
        self._ledger = AcronymLedger(*languages)
        self._names = NameLedger(*languages)
        self._shelf = Shelf(spill.folder / "texts", new=True)
        self._starts = [0]
        self._count = self._cells = 0

    def add(self, rows: Iterable[TextRow | None], sightings: Iterable[Sighting]) -> None:
        """Take in units, and the acronyms and names seen in them and beside them."""
        for row in rows:
            self.units += 1
            if row is None:
                continue
            self._shelf.append(row.texts)
            self._count += 1
            self._cells += row.cells
            if is_part(self._count - self._starts[-1], self._cells):
                self._starts.append(self._count)
                self._cells = 0
        for sighting in sightings:
            self._ledger.add(sighting)
            self._names.add(sighting)

    def close(self) -> None:
        """Read the texts no more."""
        self._shelf.close()

    def candidates(self) -> Iterator[Candidate]:
        """Acronyms, names and term pairs, best first; what two of these hold, the first one has."""
        found = self._ledger.candidates()
        seen = {key_of(term) for each in found for term in each.terms}
        shorts = {key_of(term) for each in found for term in each.terms if term.kind == "acronym"}
        names = [each for each in self._names.candidates() if not seen.issuperset(_keys(each))]
        seen |= {key for each in names for key in _keys(each)}
        pairs = (
            each
            for each in self._pairs()
            if shorts.isdisjoint(_keys(each)) and not seen.issuperset(_keys(each))
        )
        others = sorted([*found, *names], key=lambda each: -each.score)
        yield from heapq.merge(others, pairs, key=lambda each: -each.score)

    def _pairs(self) -> Iterator[Candidate]:
        """The term pairs, best first, where they were seen filled in."""
        self._shelf.flush()
        starts = self._starts if self._starts[-1] < self._count else self._starts[:-1]
        stops = [*starts[1:], self._count][: len(starts)]
        parts = [*zip(range(len(starts)), starts, stops, strict=True)]
        buckets = range(-(-len(parts) // _PARTS_A_BUCKET))
        job = _Job(self._spill, self._languages, len(parts), len(buckets))
        words: tuple[set[str], set[str]] = (set(), set())
        for some in self._pool(job.count_part, parts):
            for side in (0, 1):
                words[side].update(some[side])
        self._spill.write("words", words)
        for function in (job.join, job.rank):
            for _ in self._pool(function, buckets):
                pass
        ranked = [_each(self._spill, f"ranked-{bucket}") for bucket in buckets]
        for each in heapq.merge(*ranked, key=lambda each: (-each.candidate.score, each.keys)):
            yield replace(each.candidate, evidence=tuple(map(self._evidence, each.places)))

    def _evidence(self, place: int) -> Evidence:
        ((reference, *texts),) = self._shelf.rows(place, place + 1)
        return Evidence(reference, tuple(zip(in_order(self._languages), texts, strict=True)))


class _Job(NamedTuple):
    """What every process has to know to count and rank a part of the terms."""

    spill: Spill
    languages: tuple[str, str]
    parts: int
    buckets: int

    def count_part(self, part: tuple[int, int, int]) -> tuple[set[str], set[str]]:
        """Count a part, its number and its rows, into the buckets.

        Returns the words of both sides that stand by themselves and are not generally known.
        """
        number, start, stop = part
        ordered = in_order(self.languages)
        if self.spill.has(f"terms-{number}"):
            words: tuple[set[str], set[str]] = self.spill.read_part(
                f"terms-{number}", 2 * self.buckets
            )
            return words
        shelf = Shelf(self.spill.folder / "texts")
        texts = [Texts(*row) for row in shelf.rows(start, stop)]
        shelf.close()
        counts = count_terms(texts, ordered, first=start)
        sources = [TermCounts() for _ in range(self.buckets)]
        targets: list[dict[str, tuple[RunCount, set[int]]]] = [{} for _ in range(self.buckets)]
        for pair, count in counts.pairs.items():
            bucket = sources[self._bucket(pair[0])]
            bucket.pairs[pair] = count
            bucket.sources[pair[0]] = counts.sources[pair[0]]
            _, wanted = targets[self._bucket(pair[1])].setdefault(
                pair[1], (counts.targets[pair[1]], set())
            )
            wanted.add(self._bucket(pair[0]))
        words = (_words(counts.sources, ordered[0]), _words(counts.targets, ordered[1]))
        self.spill.write_parts(f"terms-{number}", [*sources, *targets, words])
        return words

    def join(self, bucket: int) -> None:
        """Add up the targets of a bucket, and put them where their sources are."""
        if self.spill.has(f"targets-{bucket}"):
            return
        whole: dict[str, RunCount] = {}
        wanted: dict[str, set[int]] = defaultdict(set)
        for number in range(self.parts):
            targets = self.spill.read_part(f"terms-{number}", self.buckets + bucket)
            for key, (run, places) in targets.items():
                whole.setdefault(key, RunCount()).add(run)
                wanted[key] |= places
        self.spill.write_parts(
            f"targets-{bucket}",
            [
                {key: run for key, run in whole.items() if other in wanted[key]}
                for other in range(self.buckets)
            ],
        )

    def rank(self, bucket: int) -> None:
        """Add up the sources of a bucket and what they are linked with, and keep the candidates."""
        if self.spill.has(f"ranked-{bucket}"):
            return
        counts = TermCounts()
        for number in range(self.parts):
            counts.add(self.spill.read_part(f"terms-{number}", bucket))
        if self.parts > _MANY_PARTS:
            counts.pairs = {pair: count for pair, count in counts.pairs.items() if count.count > 1}
        for other in range(self.buckets):
            counts.targets |= self.spill.read_part(f"targets-{other}", bucket)
        ranked = rank_terms(counts, self.languages, self.spill.read("words"))
        self.spill.write_parts(
            f"ranked-{bucket}",
            [ranked[start : start + _AT_ONCE] for start in range(0, len(ranked), _AT_ONCE)],
        )

    def _bucket(self, key: str) -> int:
        return crc32(key.encode()) % self.buckets


def _words(runs: Iterable[str], tag: str) -> set[str]:
    """Of the runs those of one word that the general vocabulary has not."""
    bands, stem = bands_of(tag), facts_of(tag).stem
    return {key for key in runs if " " not in key and stem(key) not in bands}


def _each(spill: Spill, name: str) -> Iterator[RankedTerm]:
    return chain.from_iterable(spill.parts(name))


def _keys(candidate: Candidate) -> set[TermKey]:
    return set(map(key_of, candidate.terms))
