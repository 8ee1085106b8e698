"""What of a build goes into the report: the page stays small, however large the corpus is."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

from tmkit.formats.report import LeftOverRow, Report, ReportDocument, ReportRow
from tmkit.model import Candidate, Finding, Glossary, Severity
from tmkit.settings import Settings
from tmkit.tasks.aligning import PairResult
from tmkit.tasks.tally import Tally

__all__ = ["ReportDraft"]

# What a person looks through; the files beside the report hold everything.
_DOCUMENTS, _ROWS, _LEFT_OVER, _CANDIDATES, _UNPAIRED, _FINDINGS = 20, 40, 150, 150, 100, 200
# Errors and warnings as well.
_WEIGHTY = 1_000


class ReportDraft:
    """Collects while a build runs: the pairs that are least sure, the first of all else."""

    def __init__(self) -> None:
        # A heap of the least sure; the surest of them is at hand to give way.
        self._documents: list[tuple[float, int, ReportDocument]] = []
        self._pairs = 0
        self._left_over: list[LeftOverRow] = []
        self._left_over_total = 0
        self._unpaired: list[tuple[str, str]] = []
        self._unpaired_total = 0
        self._findings: list[Finding] = []

    def find(self, finding: Finding) -> None:
        """Keep a finding, as long as there is room; what is more than a note finds more of it.

        Not even the name of a confidential document leaves the project in the page.
        """
        if finding.code == "TD205":
            return
        room = _FINDINGS if finding.severity is Severity.INFO else _WEIGHTY
        if len(self._findings) < room:
            self._findings.append(finding)

    def add(self, result: PairResult) -> None:
        """Take in what came of a pair."""
        if result.alone:
            self._unpaired_total += 1
            if len(self._unpaired) < _UNPAIRED:
                self._unpaired.append((result.id, result.alone))
        for row in result.rows:
            if not row.kept:
                self._left_over_total += 1
                if len(self._left_over) < _LEFT_OVER:
                    self._left_over.append(LeftOverRow(row.reference, row.score, *row.text))
        if result.rows:
            self._pairs += 1
            document = _document(result)
            self._keep(-document.score, -self._pairs, document)

    def merge(self, other: ReportDraft) -> None:
        """Take in what came of the pairs that follow."""
        self._left_over += other._left_over[: _LEFT_OVER - len(self._left_over)]
        self._left_over_total += other._left_over_total
        self._unpaired += other._unpaired[: _UNPAIRED - len(self._unpaired)]
        self._unpaired_total += other._unpaired_total
        for score, number, document in other._documents:
            self._keep(score, number - self._pairs, document)
        self._pairs += other._pairs

    def _keep(self, score: float, number: int, document: ReportDocument) -> None:
        heapq.heappush(self._documents, (score, number, document))
        if len(self._documents) > _DOCUMENTS:
            heapq.heappop(self._documents)

    def finish(
        self,
        glossary: Glossary,
        settings: Settings,
        tally: Tally,
        candidates: Sequence[Candidate],
        more: Mapping[str, int],
    ) -> Report:
        """The report. candidates: the best; more: counts of what does not come from pairs."""
        # Surest first in the heap: the least sure are its greatest.
        documents = [document for _, _, document in sorted(self._documents, reverse=True)]
        return Report(
            title=glossary.name,
            languages=settings.languages,
            signature=glossary.signature,
            at_least=settings.at_least,
            counts={**tally.counts, **more},
            kinds=dict(sorted(tally.kinds.items())),
            histogram=tuple(tally.histogram),
            documents=tuple(documents),
            documents_total=self._pairs,
            left_over=tuple(self._left_over),
            left_over_total=self._left_over_total,
            candidates=tuple(candidates[:_CANDIDATES]),
            candidates_total=more["candidates"],
            unpaired=tuple(self._unpaired),
            unpaired_total=self._unpaired_total,
            findings=tuple(self._findings),
        )


def _document(result: PairResult) -> ReportDocument:
    scores = [row.score for row in result.rows if row.source and row.target]
    rows = tuple(
        ReportRow(row.source, row.target, row.score, row.kept) for row in result.rows[:_ROWS]
    )
    mean = sum(scores) / len(scores) if scores else 0.0
    return ReportDocument(result.id, mean, rows, len(result.rows))
