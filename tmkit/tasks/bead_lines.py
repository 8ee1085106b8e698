"""A file of decisions changed by one more decision: a bead a line, about in the order of the texts.

Lines that a person wrote otherwise, or that are not understood, stay as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tmkit.model import Bead
from tmkit.tasks.decisions import Line, lines_found

__all__ = ["Change", "Signed", "changed"]

Texts = tuple[Sequence[str], Sequence[str]]
_Segments = tuple[frozenset[int], frozenset[int]]


class Signed(NamedTuple):
    """Who decides, and on which day, YYYY-MM-DD."""

    reviewer: str
    date: str


class Change(NamedTuple):
    """Lines that take the place of others. start: how many lines stand before them."""

    start: int
    old: tuple[str, ...]
    new: tuple[str, ...]

    def applied(self, text: str) -> str:
        """The text with the new lines."""
        lines = text.split("\n")
        lines[self.start : self.start + len(self.old)] = self.new
        return "\n".join(lines)

    @property
    def reverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.start, self.new, self.old)


def changed(text: str, texts: Texts, beads: Sequence[Bead], signed: Signed) -> Change:
    """How a file of decisions changes when beads are decided.

    texts: of the segments of both sides. What was decided of their segments before is taken out;
    segments that were said to stand alone in one line with them go on standing alone.
    """
    lines = text.split("\n")
    found = list(lines_found(text, texts, lambda _code, _line: None))
    segments = _segments(beads)
    gone = [line for line in found if line.bead and _touches(line.bead, segments)]
    numbers = {line.number - 1 for line in gone}
    new = [
        *(_line(bead, texts, signed._asdict()) for bead in beads),
        *(rest for line in gone for rest in _rest(line, lines[line.number - 1], texts, segments)),
    ]
    at = _insertion(lines, found, numbers, texts, beads[0])
    after = [line for number, line in enumerate(lines[:at]) if number not in numbers]
    after += new
    after += [line for number, line in enumerate(lines[at:], at) if number not in numbers]
    return _between(lines, [*after, ""] if after[-1] else after)


def _segments(beads: Iterable[Bead]) -> _Segments:
    beads = list(beads)
    return (
        frozenset(number for bead in beads for number in bead.source),
        frozenset(number for bead in beads for number in bead.target),
    )


def _touches(bead: Bead, segments: _Segments) -> bool:
    return not (segments[0].isdisjoint(bead.source) and segments[1].isdisjoint(bead.target))


def _rest(line: Line, written: str, texts: Texts, segments: _Segments) -> Iterator[str]:
    """What a line said of other segments that stand alone, in the same words."""
    bead = line.bead
    if not bead or (bead.source and bead.target):
        return
    said = {
        key: value
        for key, value in json.loads(written).items()
        if key not in ("source", "target", "at")
    }
    for number in bead.source:
        if number not in segments[0]:
            yield _line(Bead((number,), (), 1.0), texts, said)
    for number in bead.target:
        if number not in segments[1]:
            yield _line(Bead((), (number,), 1.0), texts, said)


def _line(bead: Bead, texts: Texts, said: dict[str, object]) -> str:
    sides = bead.source, bead.target
    one, other = (
        [text[number] for number in side] for side, text in zip(sides, texts, strict=True)
    )
    at = [side[0] + 1 if side else 0 for side in sides]
    row = {"source": one, "target": other, "at": at, **said}
    return json.dumps(row, ensure_ascii=False)


def _insertion(
    lines: list[str], found: list[Line], gone: set[int], texts: Texts, bead: Bead
) -> int:
    """The line before which those of a bead come: the first of a later place in the texts."""
    place = _place(bead, texts)
    for line in found:
        if line.bead and line.number - 1 not in gone and _place(line.bead, texts) > place:
            return line.number - 1
    # Before the end of the file, and what blank lines there are.
    return len("\n".join(lines).rstrip().split("\n")) if found else 0


def _place(bead: Bead, texts: Texts) -> float:
    """Where a bead stands, 0 to 1; of a side without segments there is no number to compare."""
    side = 0 if bead.source else 1
    numbers = (bead.source, bead.target)[side]
    return numbers[0] / len(texts[side])


def _between(before: list[str], after: list[str]) -> Change:
    """The change between two lists of lines, without what is the same at both ends."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    same = 0
    while (
        same < min(len(before), len(after)) - start
        and before[len(before) - 1 - same] == after[len(after) - 1 - same]
    ):
        same += 1
    return Change(
        start, tuple(before[start : len(before) - same]), tuple(after[start : len(after) - same])
    )
