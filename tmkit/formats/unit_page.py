"""The page of a check of translation units: each unit with what is wrong in it, for translators.

It stays small however much is wrong: the first units of each weight stand in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from tmkit import messages
from tmkit.formats import page
from tmkit.formats.page import Words, say
from tmkit.model import Finding, Severity

__all__ = ["SHOWN", "Checked", "Fault", "Faulty", "Piece", "pieces_of", "write"]

SHOWN = 300
"""Units of one weight that the page has at most."""
# Characters of the units of one weight from which on the page has no further one.
_LONG = 300_000


class Fault(NamedTuple):
    """A finding in a unit, and where: "source" or "target" and a half-open span of its text.

    span: None for the text as a whole.
    """

    finding: Finding
    side: str
    span: tuple[int, int] | None = None


class Faulty(NamedTuple):
    """A unit in which something was found. languages, texts: of source and target.

    What is said of a file as a whole is said as of a unit without texts.
    """

    path: str
    id: str
    languages: tuple[str, str]
    texts: tuple[str, str]
    faults: tuple[Fault, ...]

    @property
    def severity(self) -> Severity:
        """The weight of the weightiest finding."""
        order = list(Severity)
        return min((fault.finding.severity for fault in self.faults), key=order.index)


class Checked:
    """What a page shows; takes in the faulty units one by one, and keeps no more than it shows."""

    def __init__(self) -> None:
        self.remarks: list[Finding] = []
        self.codes: Counter[str] = Counter()
        self.counts: dict[Severity, int] = dict.fromkeys(Severity, 0)
        self.shown: dict[Severity, list[Faulty]] = {severity: [] for severity in Severity}
        self._room = dict.fromkeys(Severity, _LONG)

    def add(self, unit: Faulty) -> None:
        """Take in a unit."""
        severity = unit.severity
        if not any(unit.texts):
            self.remarks += [fault.finding for fault in unit.faults]
            return
        self.codes.update(fault.finding.code for fault in unit.faults)
        self.counts[severity] += 1
        shown = self.shown[severity]
        self._room[severity] -= sum(map(len, unit.texts))
        if not shown or (len(shown) < SHOWN and self._room[severity] >= 0):
            shown.append(unit)


class Piece(NamedTuple):
    """A stretch of a text; is_marked: whether a finding points at it."""

    text: str
    is_marked: bool


def pieces_of(unit: Faulty, side: int) -> Iterator[Piece]:
    """The text of a side, 0 or 1, in stretches that findings point at and others."""
    text, name = unit.texts[side], ("source", "target")[side]
    marked = [False] * len(text)
    for fault in unit.faults:
        if fault.side == name and fault.span:
            start, end = fault.span
            marked[start:end] = [True] * len(marked[start:end])
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or marked[place] != marked[start]:
            yield Piece(text[start:place], marked[start])
            start = place


def write(
    checked: Checked, file: BinaryIO, *, title: str, units: int, language: str = "en"
) -> None:
    """Write the page; the same findings give the same bytes.

    title: what was checked; units: how many. language: in which the page opens, one of
    `messages.LANGUAGES`.
    """
    groups = {each.value: units for each, units in checked.shown.items() if units}
    page.write(
        page.template("unit_page.html.j2", pieces=pieces_of, reason=_reason),
        file,
        language=language,
        page=say("qa-page"),
        title=title,
        prefix="qa-",
        sections=[*(["kinds"] if checked.codes else []), *groups],
        groups=groups,
        counts={each.value: count for each, count in checked.counts.items()},
        kinds=sorted(checked.codes.items(), key=lambda kind: (-kind[1], kind[0])),
        units=units,
        remarks=checked.remarks,
    )


def _reason(code: str) -> Words:
    return {tongue: messages.template(code, tongue, "why") for tongue in messages.LANGUAGES}
