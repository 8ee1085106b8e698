"""What reviewers decided of an alignment: `corpus/decisions/<document id>.jsonl`.

A line is a bead as a person sees it: {"source": ["…"], "target": ["…"]}, with one side empty for
segments that stand alone; other keys (reviewer, date, note) are free. It is known by its texts,
white space aside, and so survives other segmentation rules. "at": [12, 14] says at which segments
it was decided, counted from 1: of texts that stand more than once, the nearest there is meant.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

from tmkit import codes
from tmkit.model import Bead, Finding, Place

__all__ = ["Decided", "Line", "decided", "lines_found", "strays"]


class Line(NamedTuple):
    """A line of a file of decisions: its number from 1, and what it decides.

    bead: None where it decides nothing; of segments that stand alone one side is empty.
    """

    number: int
    bead: Bead | None


class _Wanted(NamedTuple):
    number: int
    texts: tuple[str, str]
    near: tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions found again in two lists of segments.

    beads: with segments on both sides, in order, none across another. alone: source and target
    segments that stand in no link.
    """

    beads: tuple[Bead, ...] = ()
    alone: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())

    def within(self, source: range, target: range) -> Decided:
        """Those within a part of both texts, numbered from its beginning."""
        return Decided(
            tuple(
                _moved(bead, source.start, target.start)
                for bead in self.beads
                if {*bead.source} <= {*source} and {*bead.target} <= {*target}
            ),
            (
                frozenset(number - source.start for number in self.alone[0] if number in source),
                frozenset(number - target.start for number in self.alone[1] if number in target),
            ),
        )

    @property
    def delimiters(self) -> list[tuple[int, int]]:
        """The places before and behind each bead."""
        return [
            place
            for bead in self.beads
            for place in (
                (bead.source[0], bead.target[0]),
                (bead.source[-1] + 1, bead.target[-1] + 1),
            )
        ]

    def obeyed(self, beads: Sequence[Bead]) -> list[Bead]:
        """The beads of an alignment with the decided ones in their place, with score 1."""
        source = {number for bead in self.beads for number in bead.source}
        target = {number for bead in self.beads for number in bead.target}
        others = [
            bead
            for bead in beads
            if source.isdisjoint(bead.source) and target.isdisjoint(bead.target)
        ]
        # A segment alone stands where its neighbours are; others come in the order of the texts.
        merged = [*others]
        for bead in self.beads:
            before = sum(
                1
                for other in merged
                if max((*other.source, -1)) < bead.source[0]
                and max((*other.target, -1)) < bead.target[0]
            )
            merged.insert(before, bead)
        return merged


def decided(
    path: Path,
    texts: tuple[Sequence[str], Sequence[str]],
    language: str,
    on_finding: Callable[[Finding], None],
) -> Decided:
    """The decisions of a file as they stand in the segments of both documents; none without one.

    A line that is no decision, whose texts are not found, or that crosses one before it, is a
    finding and is left out.
    """
    if not path.is_file():
        return Decided()
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        on_finding(codes.finding("TD209", Place(str(path)), language))
        return Decided()

    def report(code: str, line: int) -> None:
        on_finding(codes.finding(code, Place(str(path), line), language))

    beads = [line.bead for line in lines_found(text, texts, report) if line.bead]
    linked = sorted((bead for bead in beads if bead.source and bead.target), key=_source)
    alone = [bead for bead in beads if not (bead.source and bead.target)]
    return Decided(
        tuple(linked),
        (
            frozenset(number for bead in alone for number in bead.source),
            frozenset(number for bead in alone for number in bead.target),
        ),
    )


def lines_found(
    text: str, texts: tuple[Sequence[str], Sequence[str]], report: Callable[[str, int], None]
) -> Iterator[Line]:
    """The lines of a file of decisions that are not blank, in order, as its segments have them.

    report: gets the code of a finding and the line for each that is left out.
    """
    found: list[Bead] = []
    sides = [_Search(side) for side in texts]
    for number, wanted in _lines(text, report):
        if wanted is None:
            yield Line(number, None)
            continue
        asked = zip(sides, wanted.texts, wanted.near, strict=True)
        runs = [side.find(text, near) for side, text, near in asked]
        bead = Bead(tuple(runs[0] or ()), tuple(runs[1] or ()), 1.0)
        if None in runs or not any(runs) or _crosses(bead, found):
            report("TD208", number)
            yield Line(number, None)
            continue
        for side, run in zip(sides, runs, strict=True):
            side.take(run or range(0))
        if all(runs):
            found.append(bead)
        yield Line(number, bead)


def strays(folder: Path, ids: Collection[str]) -> list[Path]:
    """The files of decisions that belong to no document pair."""
    files = sorted(folder.glob("**/*.jsonl")) if folder.is_dir() else []
    return [
        path for path in files if path.relative_to(folder).with_suffix("").as_posix() not in ids
    ]


def _lines(text: str, report: Callable[[str, int], None]) -> Iterator[tuple[int, _Wanted | None]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            wanted = _Wanted(number, (_plain(row["source"]), _plain(row["target"])), _near(row))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            report("TD209", number)
            yield number, None
        else:
            yield number, wanted


def _near(row: Mapping[str, object]) -> tuple[int | None, int | None]:
    """Where the segments stood, from 0; None where the line does not say it in a usable way."""
    match row.get("at"):
        case [int(one), int(other)]:
            return max(one - 1, 0), max(other - 1, 0)
    return None, None


def _plain(texts: list[str]) -> str:
    """The signs of texts, without white space."""
    if not isinstance(texts, list):
        raise TypeError(texts)
    return "".join("".join(text.split()) for text in texts)


class _Index(NamedTuple):
    """The segments of a side as one text without white space; where each begins and ends."""

    whole: str
    places: list[int]
    starts: dict[int, int]
    ends: dict[int, int]


# Both sides of two documents: a reviewer decides many times on the same ones.
@lru_cache(4)
def _index(texts: tuple[str, ...]) -> _Index:
    plain = [_plain([text]) for text in texts]
    places = [*accumulate(map(len, plain), initial=0)]
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for number, (start, end) in enumerate(pairwise(places)):
        starts.setdefault(start, number)
        ends[end] = number + 1
    return _Index("".join(plain), places, starts, ends)


class _Search:
    """Runs of segments by their text, each found once."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._whole, self._places, self._starts, self._ends = _index(tuple(texts))
        self._taken: set[int] = set()

    def take(self, run: range) -> None:
        """Some segments are decided: they are not found again."""
        self._taken.update(run)

    def find(self, text: str, near: int | None) -> range | None:
        """The segments whose text this is; empty for none, None where they are not found.

        near: of several, the run that begins nearest to this segment; None for the first.
        """
        if not text:
            return range(0)
        begin = self._places[min(near or 0, len(self._places) - 1)]
        forward = self._next(text, begin)
        if not near:
            return forward
        back = self._last(text, begin)
        if forward and back:
            return back if near - back.start < forward.start - near else forward
        return forward or back

    def _next(self, text: str, begin: int) -> range | None:
        start = self._whole.find(text, begin)
        while start >= 0:
            if run := self._run(start, start + len(text)):
                return run
            start = self._whole.find(text, start + 1)
        return None

    def _last(self, text: str, end: int) -> range | None:
        """The last run that begins before a place."""
        start = self._whole.rfind(text, 0, end - 1 + len(text)) if end else -1
        while start >= 0:
            if run := self._run(start, start + len(text)):
                return run
            start = self._whole.rfind(text, 0, start - 1 + len(text)) if start else -1
        return None

    def _run(self, start: int, end: int) -> range | None:
        """The segments between two places, where both are their ends and none is taken."""
        if start in self._starts and end in self._ends:
            run = range(self._starts[start], self._ends[end])
            if self._taken.isdisjoint(run):
                return run
        return None


def _source(bead: Bead) -> tuple[int, ...]:
    return bead.source


def _crosses(bead: Bead, others: Sequence[Bead]) -> bool:
    return bool(bead.source and bead.target) and any(
        (bead.source < other.source) != (bead.target < other.target) for other in others
    )


def _moved(bead: Bead, source: int, target: int) -> Bead:
    return Bead(
        tuple(number - source for number in bead.source),
        tuple(number - target for number in bead.target),
        bead.score,
    )
