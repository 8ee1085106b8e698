"""The build report: what stands in the page, in which words, and what may never stand in it."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from lxml import html

from tmkit import messages
from tmkit.formats import report
from tmkit.formats.report import LeftOverRow, Report, ReportDocument, ReportRow
from tmkit.model import Candidate, Evidence, Finding, Place, Severity, Term

ROWS = (
    ReportRow(("The pier opens.", "It is new."), ("Bến tàu mở cửa và còn mới.",), 0.934, kept=True),
    ReportRow(("The crane",), ("Chiếc cần cẩu",), 0.4999, kept=False),
    ReportRow((), ("Phụ lục.",), 0.88, kept=False),
)
CANDIDATE = Candidate(
    (
        Term("en", "HS", "acronym", full="harbour school"),
        Term("en", "harbour school"),
        Term("vi", "trường cảng"),
    ),
    0.95,
    "same-acronym",
    (
        Evidence("pier#3", (("en", "harbour school (HS)"),)),
        Evidence("quay#9", (("en", "harbour school (HS)"),)),
        Evidence("pier#3", (("vi", "trường cảng (HS)"),)),
    ),
)
EMPTY = Report(
    title="Harbours",
    languages=("en", "vi"),
    signature="tmkit:0.1|seg:en-1a2b,vi-3c4d",
    at_least=0.5,
    counts={"documents": 2, "paired": 2, "beads": 1250, "units": 1200},
    kinds={},
    histogram=(0,) * 10,
    documents=(),
    documents_total=0,
    left_over=(),
    left_over_total=0,
    candidates=(),
    candidates_total=0,
    unpaired=(),
    unpaired_total=0,
    findings=(),
)
FULL = replace(
    EMPTY,
    kinds={"1-1": 1, "2-1": 3, "0-1": 1},
    histogram=(0, 0, 0, 0, 1, 0, 0, 0, 0, 3),
    documents=(ReportDocument("pier", 0.717, ROWS, 3), ReportDocument("quay", 0.9, ROWS[:1], 1)),
    documents_total=2,
    left_over=(
        LeftOverRow("pier#3", 0.4999, "The crane", "Chiếc cần cẩu"),
        LeftOverRow("pier#4", 0.88, "", "Phụ lục."),
    ),
    left_over_total=2,
    candidates=(CANDIDATE,),
    candidates_total=1,
    unpaired=(("mole", "vi"),),
    unpaired_total=1,
    findings=(
        Finding("TD201", Severity.INFO, Place("corpus/vi/mole.txt"), "has no twin in en."),
        Finding("TD103", Severity.ERROR, Place("a.txt", 7, 3), "is not UTF-8.", "Save it again."),
    ),
)


def source_of(page: Report, language: str = "en") -> str:
    file = io.BytesIO()
    report.write(page, file, language=language)
    return file.getvalue().decode("utf-8")


def tree_of(page: Report, language: str = "en") -> html.HtmlElement:
    return html.document_fromstring(source_of(page, language))


def said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def section(page: Report, name: str, language: str = "en") -> html.HtmlElement:
    found = tree_of(page, language).find(f".//section[@aria-labelledby='{name}']")
    assert found is not None
    return found


def rows_of(element: html.HtmlElement) -> list[list[str]]:
    return [[said(cell) for cell in row.xpath("td")] for row in element.xpath(".//tbody/tr")]


@pytest.mark.parametrize("page", [EMPTY, FULL], ids=["empty", "full"])
@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_element_is_closed_and_every_id_stands_once(page: Report, language: str) -> None:
    source = source_of(page, language)
    void = {"meta"}
    open_: list[str] = []
    for closing, name in re.findall(r"<(/?)([a-z][a-z0-9]*)\b[^>]*?(?<!/)>", source):
        if closing:
            assert open_.pop() == name
        elif name not in void:
            open_.append(name)
    assert open_ == []
    ids = tree_of(page).xpath("//@id")
    assert len(ids) == len(set(ids))
    known = set(ids)
    references = " ".join(tree_of(page).xpath("//@aria-labelledby")).split()
    assert {*references, *(link[1:] for link in tree_of(page).xpath("//a/@href"))} <= known


def test_texts_are_shown_and_never_run() -> None:
    attack = '<script>alert("1")</script>\' onclick="x" &amp; </td></style>'
    row = ReportRow((attack,), (attack,), 0.9, kept=True)
    candidate = Candidate(
        (Term("en", attack, attack),), 0.9, attack, (Evidence(attack, (("en", attack),)),)
    )
    page = replace(
        FULL,
        title=attack,
        signature=attack,
        kinds={attack: 1},
        documents=(ReportDocument(attack, 0.9, (row,), 1),),
        left_over=(LeftOverRow(attack, 0.1, attack, attack),),
        candidates=(candidate,),
        unpaired=((attack, attack),),
        findings=(Finding(attack, Severity.ERROR, Place(attack), attack, attack),),
    )
    tree = tree_of(page)
    assert len(tree.xpath("//script")) == 1
    assert tree.xpath("//@onclick") == []
    assert said(tree.xpath("//h1")[0]) == attack
    assert said(tree.xpath("//details//td[@class='source']")[0]) == attack


def test_nothing_is_loaded_from_anywhere() -> None:
    source = source_of(FULL)
    assert not re.search(r"https?://|\bsrc=|@import|url\(|<link|<img|<iframe", source)
    (policy,) = tree_of(FULL).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none';")


def test_the_same_report_gives_the_same_bytes() -> None:
    assert source_of(FULL) == source_of(replace(FULL))


@pytest.mark.parametrize("page", [EMPTY, FULL], ids=["empty", "full"])
def test_every_text_of_the_page_stands_there_in_all_languages(page: Report) -> None:
    for element in tree_of(page).xpath("//*[@data-en or @data-vi]"):
        assert element.get("data-en")
        assert element.get("data-vi")
        assert element.text_content() == element.get("data-en")


def test_pages_that_open_in_different_languages_differ_only_in_what_is_shown_first() -> None:
    english, vietnamese = tree_of(FULL, "en"), tree_of(FULL, "vi")
    assert (english.get("lang"), vietnamese.get("lang")) == ("en", "vi")
    assert said(vietnamese.xpath("//h2")[0]) == "Tổng quan"
    pairs = zip(english.iter(), vietnamese.iter(), strict=True)
    assert all(one.get("data-vi") == other.get("data-vi") for one, other in pairs)


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_button_of_the_language_shown_is_the_pressed_one(language: str) -> None:
    (pressed,) = tree_of(FULL, language).xpath("//button[@aria-pressed='true']")
    assert pressed.get("data-switch") == pressed.get("lang") == language


def test_numbers_follow_the_language() -> None:
    assert "1,200 of 1,250" in said(section(EMPTY, "summary"))
    assert "1.200 trong số 1.250" in said(section(EMPTY, "summary", "vi"))
    assert rows_of(section(FULL, "candidates", "vi"))[0][2] == "0,95"


def test_source_and_target_cells_say_their_language_and_empty_ones_speak_the_pages() -> None:
    cells = section(FULL, "pairs").xpath(".//td[@class='source' or @class='target']")
    assert [cell.get("lang") for cell in cells[:6]] == ["en", "vi", "en", "vi", None, "vi"]


def test_a_row_shows_its_segments_kind_and_score_and_why_it_was_left_out() -> None:
    assert rows_of(section(FULL, "pairs"))[:3] == [
        ["The pier opens.It is new.", "2-1 · 0.93", "Bến tàu mở cửa và còn mới."],
        ["The crane", "1-1 · 0.49 not in the memory score below 0.50", "Chiếc cần cẩu"],
        ["no counterpart", "0-1 · 0.88 not in the memory", "Phụ lục."],
    ]


def test_a_link_has_a_dot_for_each_segment_and_is_dashed_when_left_out() -> None:
    drawings = section(FULL, "pairs").xpath(".//td[@class='link']/svg")
    assert [len(each.xpath("circle")) for each in drawings[:3]] == [3, 2, 1]
    assert ["dashed" in each.get("class") for each in drawings[:3]] == [False, True, True]


@pytest.mark.parametrize(
    ("score", "step"), [(0.0, 0), (0.4999, 0), (0.5, 1), (0.7, 2), (0.85, 3), (0.95, 4), (1.0, 4)]
)
def test_a_better_score_has_a_stronger_colour(score: float, step: int) -> None:
    row = ReportRow(("x",), ("y",), score, kept=True)
    page = replace(FULL, documents=(ReportDocument("pier", score, (row,), 1),))
    (drawing,) = section(page, "pairs").xpath(".//td[@class='link']/svg")
    assert drawing.get("class") == f"link step{step}"


def test_the_first_document_is_open_and_the_others_wait() -> None:
    assert [each.get("open") is not None for each in section(FULL, "pairs").xpath("details")] == [
        True,
        False,
    ]


def test_what_was_left_over_says_why() -> None:
    reasons = [row[:3] for row in rows_of(section(FULL, "left-over"))]
    assert reasons == [
        ["pier#3", "score below 0.50", "0.49"],
        ["pier#4", "no counterpart", "0.88"],
    ]


def test_a_reason_that_the_page_cannot_tell_is_not_made_up() -> None:
    page = replace(FULL, left_over=(LeftOverRow("pier#1", 0.9, "x", "y"),))
    assert rows_of(section(page, "left-over"))[0][1] == "left out"


def test_a_candidate_shows_terms_method_in_words_and_each_quote_once() -> None:
    source, target, score, method, evidence = rows_of(section(FULL, "candidates"))[0]
    assert source == "HS acronym harbour school full form"
    assert target == "trường cảng full form"
    assert (score, method) == ("0.95", "the same acronym in aligned segments")
    assert evidence == "harbour school (HS) pier#3, quay#9 trường cảng (HS) pier#3"


def test_a_method_or_language_without_a_word_is_named_as_it_is() -> None:
    page = replace(
        FULL, languages=("en", "lo"), candidates=(replace(CANDIDATE, method="seen-in-dream"),)
    )
    assert rows_of(section(page, "candidates"))[0][3] == "seen-in-dream"
    assert "Target (lo)" in said(section(page, "pairs"))


def test_errors_stand_in_sight_and_information_can_be_opened() -> None:
    found = section(FULL, "findings")
    assert rows_of(found.xpath("table")[0]) == [
        ["error TD103", "a.txt:7:3", "is not UTF-8. Save it again."]
    ]
    assert "For information: 1" in said(found.xpath("details/summary")[0])


def test_without_findings_there_is_no_section_of_findings() -> None:
    assert tree_of(EMPTY).xpath("//*[@id='findings']") == []


def test_charts_say_their_numbers_in_words() -> None:
    scores, kinds = section(FULL, "charts").xpath(".//svg/desc")
    assert said(scores).startswith("0.9–1.0: 3; 0.8–0.9: 0;")
    assert said(kinds) == "2-1: 3; 0-1: 1; 1-1: 1"


def test_empty_sections_say_that_there_is_nothing() -> None:
    assert "No bead has both sides." in said(section(EMPTY, "charts"))
    assert "No document has a translation" in said(section(EMPTY, "pairs"))
    assert "every segment stands in the memory" in said(section(EMPTY, "left-over"))
    assert "every document has its counterpart" in said(section(EMPTY, "unpaired"))


@pytest.mark.parametrize(
    ("name", "page", "note"),
    [
        (
            "pairs",
            replace(FULL, documents_total=1500),
            "2 of 1,500 documents shown, the least sure first.",
        ),
        (
            "pairs",
            replace(FULL, documents=(ReportDocument("pier", 0.7, ROWS, 40),)),
            "First 3 of 40 rows.",
        ),
        ("left-over", replace(FULL, left_over_total=9), "First 2 of 9."),
        ("candidates", replace(FULL, candidates_total=9), "First 1 of 9."),
        ("unpaired", replace(FULL, unpaired_total=9), "First 1 of 9."),
    ],
    ids=["documents", "rows", "left-over", "candidates", "unpaired"],
)
def test_what_was_cut_is_said(name: str, page: Report, note: str) -> None:
    assert note in said(section(page, name))
    assert note not in said(section(FULL, name))


def test_an_unpaired_document_names_the_language_that_is_missing() -> None:
    assert rows_of(section(FULL, "unpaired")) == [["mole", "Vietnamese", "English"]]


def test_tables_have_captions_and_headers_that_survive_the_narrow_layout() -> None:
    tables = tree_of(FULL).xpath("//table")
    assert tables
    for table in tables:
        assert said(table.xpath("caption")[0])
        assert {head.get("scope") for head in table.xpath(".//th")} == {"col"}
        assert table.get("role") == "table"
        columns = [head.get("class") for head in table.xpath(".//th")]
        for row in table.xpath(".//tbody/tr"):
            assert [cell.get("class") for cell in row.xpath("td")] == columns


def test_labels_of_the_narrow_layout_are_written_in_letters() -> None:
    assert '[lang="vi"] td.source::before { content: "Nguồn (tiếng Anh)"; }' in source_of(FULL)


def test_a_file_name_that_is_no_utf_8_does_not_end_the_build() -> None:
    finding = Finding("TD101", Severity.ERROR, Place("b\udcff.txt"), "cannot be read.")
    assert r"b\udcff.txt" in source_of(replace(FULL, findings=(finding,)))


def test_the_signature_stands_at_the_foot() -> None:
    assert said(tree_of(FULL).xpath("//footer")[0]).endswith(FULL.signature)
