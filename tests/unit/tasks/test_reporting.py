"""What of a build stands in the report: the doubtful first, and never more than a page holds."""

from __future__ import annotations

import io

import pytest

from tmkit import codes
from tmkit.formats import report
from tmkit.formats.report import Report
from tmkit.model import Candidate, Finding, Glossary, Place, Term
from tmkit.settings import Settings
from tmkit.tasks.aligning import PairResult, Row
from tmkit.tasks.reporting import ReportDraft
from tmkit.tasks.tally import Tally

CANDIDATE = Candidate((Term("vi", "TTĐL"),), 0.3, "gloss", ())
ENGLISH = "The centre verified {} weighing scales for markets and ports, and sealed each of them."
VIETNAMESE = "Trung tâm đã kiểm định {} chiếc cân cho các chợ và cảng, và kẹp chì từng chiếc một."


def row_of(id_: str, number: int, score: float, *, kept: bool = True) -> Row:
    sides = (ENGLISH.format(number),), (VIETNAMESE.format(number),)
    return Row(f"{id_}#{number + 1}", *sides, (sides[0][0], sides[1][0]), score, kept)


def result_of(id_: str, *scores: float, kept: bool = True) -> PairResult:
    rows = tuple(row_of(id_, number, score, kept=kept) for number, score in enumerate(scores))
    return PairResult(id_, 2, (len(rows), len(rows)), rows)


def report_of(
    *results: PairResult, findings: tuple[Finding, ...] = (), candidates: int = 0
) -> Report:
    draft = ReportDraft()
    tally = Tally(draft.find)
    tally.report(findings)
    for result in results:
        tally.add(result)
        draft.add(result)
    glossary = Glossary("đo lường", (), "tmkit:0.1", ())
    found = [CANDIDATE] * candidates
    return draft.finish(
        glossary, Settings(), tally, found, {"candidates": candidates, "concepts": 0}
    )


def finding_of(code: str, number: int = 0) -> Finding:
    details = {"source": 1, "target": 1, "other": "x", "suffix": ".x", "lang": "vi"}
    return codes.finding(code, Place(f"law{number}.txt"), "en", **details)


def test_the_least_sure_documents_come_first() -> None:
    page = report_of(result_of("a", 0.9), result_of("b", 0.2, 0.6), result_of("c", 0.7))
    assert [(each.id, each.score) for each in page.documents] == [
        *(("b", 0.4), ("c", 0.7), ("a", 0.9))
    ]


def test_documents_that_are_equally_sure_keep_their_order() -> None:
    page = report_of(*(result_of(id_, 0.5) for id_ in "cab"))
    assert [each.id for each in page.documents] == ["c", "a", "b"]


def test_a_document_without_a_bead_of_two_sides_is_the_least_sure() -> None:
    alone = PairResult("x", 2, (1, 0), (Row("x#1", ("One.",), (), ("One.", ""), 0.9, kept=False),))
    assert [each.id for each in report_of(result_of("a", 0.1), alone).documents] == ["x", "a"]


def test_of_many_documents_the_least_sure_are_kept_whenever_they_come() -> None:
    scores = [(37 * number % 100) / 100 for number in range(100)]
    page = report_of(*(result_of(str(number), score) for number, score in enumerate(scores)))
    assert [each.score for each in page.documents] == sorted(scores)[:20]
    assert page.documents_total == 100


def test_what_is_cut_is_counted() -> None:
    results = [result_of(str(number), *[0.3] * 100, kept=False) for number in range(30)]
    unpaired = [PairResult(f"u{number}", 1, (1, 0), alone="en") for number in range(120)]
    page = report_of(*results, *unpaired, candidates=200)
    assert (len(page.documents), page.documents_total) == (20, 30)
    assert {(len(each.rows), each.rows_total) for each in page.documents} == {(40, 100)}
    assert (len(page.left_over), page.left_over_total) == (150, 3000)
    assert (len(page.candidates), page.candidates_total) == (150, 200)
    assert (len(page.unpaired), page.unpaired_total) == (100, 120)
    text = html(page)
    for note in ("20 of 30 documents shown", "First 40 of 100 rows", "First 150 of 3,000"):
        assert note in text


def html(page: Report) -> str:
    file = io.BytesIO()
    report.write(page, file)
    return file.getvalue().decode()


def test_the_page_stays_small_however_large_the_corpus_is() -> None:
    results = [result_of(f"2026/law-{number}", *[0.4] * 200, kept=False) for number in range(200)]
    findings = tuple(finding_of("TD202", number) for number in range(1000))
    assert len(html(report_of(*results, findings=findings, candidates=1000))) < 1_000_000


@pytest.mark.parametrize("code", ["TD203", "TD204", "TD107", "TD104"])
def test_what_is_more_than_a_note_finds_room_among_many_notes(code: str) -> None:
    notes = tuple(finding_of("TD201", number) for number in range(300))
    page = report_of(findings=(*notes, finding_of(code)))
    assert page.findings[-1].code == code
    assert len(page.findings) == 201


def test_not_even_the_name_of_a_confidential_document_stands_in_the_report() -> None:
    page = report_of(PairResult("secret", 2, findings=(finding_of("TD205"),)))
    assert "law0" not in html(page)
    assert "secret" not in html(page)


def test_the_counts_and_the_histogram_are_those_of_all_documents() -> None:
    page = report_of(result_of("a", 0.05, 1.0), result_of("b", 0.99, 0.5))
    assert page.histogram == (1, 0, 0, 0, 0, 1, 0, 0, 0, 2)
    assert page.counts["beads"] == 4
    assert page.kinds == {"1-1": 4}
