"""Counts over the results of all document pairs; findings are passed on as they arise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from tmkit.model import BuildResult, Finding, Severity
from tmkit.tasks.aligning import PairResult

__all__ = ["PairCounts", "Tally"]

_BINS = 10


class PairCounts:
    """What is counted of document pairs, to be added up.

    counts: by the words of the summary; kinds: beads by kind; histogram: two-sided beads by score,
    in ten bins from 0 to 1.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.histogram = [0] * _BINS

    def count(self, result: PairResult) -> None:
        """Count what came of a pair, its findings apart."""
        self.counts["documents"] += result.documents
        self.counts["paired"] += 2 * (result.documents == 2)
        self.counts["source_segments"] += result.segments[0]
        self.counts["target_segments"] += result.segments[1]
        self.counts["beads"] += len(result.rows)
        self.counts["units"] += len(result.units)
        for row in result.rows:
            self.kinds[row.kind] += 1
            if row.source and row.target:
                self.histogram[min(int(row.score * _BINS), _BINS - 1)] += 1

    def merge(self, other: PairCounts) -> None:
        """Add the counts of other pairs."""
        self.counts.update(other.counts)
        self.kinds.update(other.kinds)
        self.histogram = [sum(pair) for pair in zip(self.histogram, other.histogram, strict=True)]


class Tally(PairCounts):
    """What a build counts; on_finding: told of each finding."""

    def __init__(self, on_finding: Callable[[Finding], None]) -> None:
        super().__init__()
        self._findings: Counter[Severity] = Counter()
        self._on_finding = on_finding

    def report(self, findings: Iterable[Finding]) -> None:
        """Count findings and pass them on."""
        for finding in findings:
            self._findings[finding.severity] += 1
            self._on_finding(finding)

    def add(self, result: PairResult) -> None:
        """Count what came of a pair."""
        self.report(result.findings)
        self.count(result)

    def result(self, output: Path, **more: int) -> BuildResult:
        """The summary. more: counts of what does not come from pairs."""
        kinds = dict(sorted(self.kinds.items()))
        return BuildResult(output, {**self.counts, **more}, kinds, dict(self._findings))
