"""What a reviewer sees of an alignment: the document pairs, and the beads of one, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tmkit.model.findings import Finding

__all__ = [
    "BEAD_ACTS",
    "WEAK",
    "BeadAct",
    "BeadOutcome",
    "BeadPage",
    "BeadState",
    "DrawnBead",
    "PairRow",
    "PairState",
    "PairTable",
]

BeadAct = Literal[
    "accept",
    "unlink",
    "merge-previous",
    "merge-next",
    "split",
    "source-previous",
    "source-next",
    "target-previous",
    "target-next",
]
BEAD_ACTS: tuple[BeadAct, ...] = (
    *("accept", "unlink", "merge-previous", "merge-next", "split"),
    *("source-previous", "source-next", "target-previous", "target-next"),
)
"""What can be decided of a bead: that it is right; that its segments stand alone; that it is one
with the bead before or after it; that it is two; that its first or last segment of a side belongs
to the bead before or after it."""

WEAK = 0.8
"""Beads of a smaller score, on which nobody has decided, are looked at first."""

BeadState = Literal["decided", "weak", "sure"]
PairState = Literal["ready", "waiting", "alone", "unread"]


@dataclass(frozen=True, slots=True)
class DrawnBead:
    """A bead with the texts of its segments.

    number: from 0, in the order of the texts. key: to be given back with an act; another one when
    the bead or one of its neighbours is another. source, target: segments as number from 0 and
    text. places: where it can be split, as (source, target) segments of the first part.
    """

    number: int
    key: str
    source: tuple[tuple[int, str], ...]
    target: tuple[tuple[int, str], ...]
    score: float
    state: BeadState
    acts: frozenset[BeadAct] = frozenset()
    places: tuple[tuple[int, int], ...] = ()

    @property
    def kind(self) -> str:
        """The kind of bead, "2-1"."""
        return f"{len(self.source)}-{len(self.target)}"


@dataclass(frozen=True, slots=True)
class BeadPage:
    """A page of the beads of a pair. number: of the bead in question; page and pages: from 1.

    weak: the numbers of all weak beads of the pair. counts: beads by state. findings: of the
    documents and of decisions that were not obeyed. learning: what the corpus tells is not known
    yet, scores may change. confidential: shown here, and never exported.
    """

    id: str
    names: tuple[str, str]
    languages: tuple[str, str]
    beads: tuple[DrawnBead, ...]
    number: int
    page: int
    pages: int
    total: int
    weak: tuple[int, ...]
    counts: dict[BeadState, int]
    findings: tuple[Finding, ...] = ()
    learning: bool = False
    confidential: bool = False
    bilingual: bool = False

    @property
    def next_weak(self) -> int | None:
        """The weak bead after the one in question, from the end on the first; None without one."""
        others = [number for number in self.weak if number != self.number]
        return next((number for number in others if number > self.number), next(iter(others), None))


@dataclass(frozen=True, slots=True)
class PairRow:
    """A document pair. state: whether it is aligned, waits for it, has no twin, or is not readable.

    weak, decided: of its beads. sure: mean score of the beads, 0 to 1. segments: source and target.
    linked: how many of them stand in beads with both sides. histogram: beads in ten classes of
    score. names: of the files.
    """

    id: str
    names: tuple[str, ...]
    state: PairState = "waiting"
    beads: int = 0
    weak: int = 0
    decided: int = 0
    sure: float = 0.0
    segments: int = 0
    linked: int = 0
    histogram: tuple[int, ...] = (0,) * 10
    confidential: bool = False
    bilingual: bool = False


@dataclass(frozen=True, slots=True)
class PairTable:
    """The pairs of a project, those with the most weak beads first. waiting: how many come yet.

    problem: why there are none, one line.
    """

    rows: tuple[PairRow, ...]
    waiting: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class BeadOutcome:
    """What an act did. number: of the bead to look at now; path: of the file of decisions."""

    number: int
    act: str
    path: str
