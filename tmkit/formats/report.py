"""The build report: one HTML page without network that shows what a build made and how sure it is.

Its reader is a translator or terminologist who has just built a memory: how much of the corpus
became translation units, which pairs to distrust, what was left out and why. The page speaks all
languages of `messages`, one at a time; a button switches. Without JavaScript it stays in its first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from tmkit import messages
from tmkit.formats import page
from tmkit.formats.page import Words, figures, say
from tmkit.lang import primary
from tmkit.model import Candidate, Finding, Severity, Term

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["LeftOverRow", "Report", "ReportDocument", "ReportRow", "write"]

_COUNTS = (
    *("documents", "paired", "source_segments", "target_segments"),
    *("beads", "units", "candidates", "concepts"),
)
_SECTIONS = ("charts", "pairs", "left-over", "candidates", "unpaired")
# Characters of both texts that a quotation may have beside another one.
_LONGEST_QUOTE = 120
# Where a colour of the scale ends: closer together at the top, where most scores lie.
_STEPS = (0.5, 0.7, 0.85, 0.95)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A bead with the texts of its segments; a side may be empty.

    kept: whether it became a translation unit.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    score: float
    kept: bool


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A document pair. score: mean score of its two-sided beads; rows: the first of rows_total."""

    id: str
    score: float
    rows: tuple[ReportRow, ...]
    rows_total: int


@dataclass(frozen=True, slots=True)
class LeftOverRow:
    """A bead that did not become a translation unit. reference: `document#n`, n from 1."""

    reference: str
    score: float
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Report:
    """What the page shows; each *_total counts also what was cut.

    languages: tags of source and target. at_least: the score from which a bead is kept. counts: by
    the words of a build's summary. kinds: beads by kind. histogram: two-sided beads by score, in
    ten bins from 0 to 1. unpaired: (id, language in which the document exists).
    """

    title: str
    languages: tuple[str, str]
    signature: str
    at_least: float
    counts: Mapping[str, int]
    kinds: Mapping[str, int]
    histogram: tuple[int, ...]
    documents: tuple[ReportDocument, ...]
    documents_total: int
    left_over: tuple[LeftOverRow, ...]
    left_over_total: int
    candidates: tuple[Candidate, ...]
    candidates_total: int
    unpaired: tuple[tuple[str, str], ...]
    unpaired_total: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Bar:
    """A bar of a chart. length: 0 to 1, of the longest."""

    label: Words
    count: int
    length: float


@dataclass(frozen=True, slots=True)
class _Link:
    """How a bead is drawn. source, target: heights of its segments' dots; middle: of the knot."""

    kind: str
    step: int
    height: int
    middle: int
    source: tuple[int, ...]
    target: tuple[int, ...]


def write(report: Report, file: BinaryIO, *, language: str = "en") -> None:
    """Write the page; the same report gives the same bytes.

    language: in which the page opens, one of `messages.LANGUAGES`; the findings' own too.
    """
    ranks = list(Severity)
    findings = sorted(report.findings, key=lambda finding: ranks.index(finding.severity))
    page.write(
        _template(),
        file,
        language=language,
        report=report,
        counts=[(name, report.counts.get(name, 0)) for name in _COUNTS],
        problems=[each for each in findings if each.severity is not Severity.INFO],
        notes=[each for each in findings if each.severity is Severity.INFO],
        scores=_score_bars(report.histogram),
        kinds=_kind_bars(report.kinds),
        sides=lambda candidate: _sides(candidate, report.languages[0]),
        reason=lambda row: _reason(row, report.at_least),
        title=report.title,
        page=say("report-page"),
        prefix="report-",
        sections=[*(["findings"] if report.findings else []), *_SECTIONS],
    )


def _template() -> Template:
    return page.template(
        "report.html.j2", link=_link, quotes=_quotes, rivals=_rivals, place=messages.place
    )


def _score_bars(histogram: Sequence[int]) -> list[_Bar]:
    """The bins with the best on top; none where there is nothing to count."""
    most = max(histogram, default=0)
    width = len(histogram)
    labels = [figures(f"{bin_ / width:.1f}–{(bin_ + 1) / width:.1f}") for bin_ in range(width)]
    bars = [_Bar(*row, row[1] / most) for row in zip(labels, histogram, strict=True) if most]
    return bars[::-1]


def _kind_bars(kinds: Mapping[str, int]) -> list[_Bar]:
    """The kinds of beads, the most frequent first."""
    ordered = sorted(kinds.items(), key=lambda row: (-row[1], row[0]))
    return [
        _Bar(dict.fromkeys(messages.LANGUAGES, kind), count, count / ordered[0][1])
        for kind, count in ordered
        if count
    ]


def _link(row: ReportRow) -> _Link:
    """The drawing of a bead: a dot for each segment, on a grid of 14 units, joined in a knot."""
    sides = (len(row.source), len(row.target))
    height = 14 * max(*sides, 1)
    source, target = (
        tuple(height * (2 * number + 1) // (2 * count) for number in range(count))
        for count in sides
    )
    step = sum(row.score >= end for end in _STEPS)
    return _Link(f"{sides[0]}-{sides[1]}", step, height, height // 2, source, target)


def _reason(row: ReportRow | LeftOverRow, at_least: float) -> Words:
    """Why a bead did not become a translation unit."""
    if not (row.source and row.target):
        return say("report-reason-empty")
    if row.score < at_least:
        return say("report-reason-low", at_least=at_least)
    return say("report-reason-other")


def _sides(candidate: Candidate, source: str) -> tuple[list[Term], list[Term]]:
    """The terms of a candidate for the two columns: of the source language, and all others."""
    sides: tuple[list[Term], list[Term]] = ([], [])
    for term in candidate.terms:
        sides[primary(term.lang) != primary(source)].append(term)
    return sides


def _rivals(candidate: Candidate) -> str:
    """The other translations with their shares: "hình ảnh 25 %, bức ảnh 12 %"."""
    return ", ".join(f"{text} {share:.0%}".replace("%", " %") for text, share in candidate.rivals)


def _quotes(candidate: Candidate) -> dict[tuple[tuple[str, str], ...], list[str]]:
    """The texts in which a candidate was seen, each with its references.

    Where there are long ones, the shortest is shown, and of the others the references.
    """
    quotes: dict[tuple[tuple[str, str], ...], list[str]] = {}
    lengths = [sum(len(text) for _, text in each.spans) for each in candidate.evidence]
    longest = max(_LONGEST_QUOTE, min(lengths, default=0))
    seen = sorted(zip(candidate.evidence, lengths, strict=True), key=lambda row: row[1] > longest)
    for each, length in seen:
        quotes.setdefault(each.spans if length <= longest else (), []).append(each.reference)
    return quotes
