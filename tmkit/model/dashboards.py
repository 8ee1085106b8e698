"""What the dashboard of a review shows: counts, nothing that would have to be decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["CodeCount", "Dashboard", "DayCount", "Share"]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of all. name: segments, beads or concepts."""

    name: str
    count: int
    total: int

    @property
    def share(self) -> float:
        """From 0 to 1; 0 of nothing."""
        return self.count / self.total if self.total else 0.0


class DayCount(NamedTuple):
    """Decisions of a day, YYYY-MM-DD: on concepts, and on beads."""

    day: str
    concepts: int
    beads: int


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How many concepts and candidates have a finding. severity: error, warning or info."""

    code: str
    severity: str
    count: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The state of a review.

    coverage: segments with a counterpart; beads that a person decided on; concepts approved.
    candidates, beads: how many have a score in each tenth, from 0 on. days: those with decisions
    and the days between them, the last ones. findings: the gravest first. subjects: terms by
    subject, most first. statuses: concepts by status. waiting: pairs that are still to be aligned;
    checking: findings are not known yet.
    """

    coverage: tuple[Share, ...]
    candidates: tuple[int, ...]
    beads: tuple[int, ...]
    days: tuple[DayCount, ...]
    findings: tuple[CodeCount, ...]
    subjects: tuple[tuple[str, int], ...]
    statuses: tuple[tuple[str, int], ...]
    waiting: int = 0
    checking: bool = False
