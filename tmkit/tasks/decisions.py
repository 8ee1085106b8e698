"""What reviewers decided of an alignment: `corpus/decisions/<document id>.jsonl`.

A line is a bead as a person sees it: {"source": ["…"], "target": ["…"]}, with one side empty for
segments that stand alone; other keys (reviewer, date, note) are free. It is known by its texts,
white space aside, and so survives other segmentation rules.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tmkit import codes
from tmkit.model import Bead, Finding, Place

__all__ = ["Decided", "decided", "strays"]

_Lines = Iterator[tuple[int, tuple[str, str]]]


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
    found: list[Bead] = []
    alone: tuple[set[int], set[int]] = (set(), set())
    sides = [_Search(side) for side in texts]
    for number, wanted in _lines(path, language, on_finding):
        one, other = (side.find(text) for side, text in zip(sides, wanted, strict=True))
        bead = Bead(tuple(one or ()), tuple(other or ()), 1.0)
        if one is None or other is None or not (one or other) or _crosses(bead, found):
            on_finding(codes.finding("TD208", Place(str(path), number), language))
            continue
        for side, run in zip(sides, (one, other), strict=True):
            side.take(run)
        if one and other:
            found.append(bead)
        else:
            alone[0].update(one)
            alone[1].update(other)
    found.sort(key=lambda bead: bead.source)
    return Decided(tuple(found), (frozenset(alone[0]), frozenset(alone[1])))


def strays(folder: Path, ids: Collection[str]) -> list[Path]:
    """The files of decisions that belong to no document pair."""
    files = sorted(folder.glob("**/*.jsonl")) if folder.is_dir() else []
    return [
        path for path in files if path.relative_to(folder).with_suffix("").as_posix() not in ids
    ]


def _lines(path: Path, language: str, on_finding: Callable[[Finding], None]) -> _Lines:
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        on_finding(codes.finding("TD209", Place(str(path)), language))
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield number, (_plain(row["source"]), _plain(row["target"]))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            on_finding(codes.finding("TD209", Place(str(path), number), language))


def _plain(texts: list[str]) -> str:
    """The signs of texts, without white space."""
    if not isinstance(texts, list):
        raise TypeError(texts)
    return "".join("".join(text.split()) for text in texts)


class _Search:
    """Runs of segments by their text, each found once."""

    def __init__(self, texts: Sequence[str]) -> None:
        plain = [_plain([text]) for text in texts]
        self._whole = "".join(plain)
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        place = 0
        for number, text in enumerate(plain):
            self._starts.setdefault(place, number)
            place += len(text)
            self._ends[place] = number + 1
        self._taken: set[int] = set()

    def take(self, run: range) -> None:
        """Some segments are decided: they are not found again."""
        self._taken.update(run)

    def find(self, text: str) -> range | None:
        """The segments whose text this is; empty for none, None where they are not found."""
        if not text:
            return range(0)
        start = self._whole.find(text)
        while start >= 0:
            if start in self._starts and start + len(text) in self._ends:
                run = range(self._starts[start], self._ends[start + len(text)])
                if self._taken.isdisjoint(run):
                    return run
            start = self._whole.find(text, start + 1)
        return None


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
