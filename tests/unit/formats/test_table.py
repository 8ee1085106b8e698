"""Glossary tables: which terms make a row, and what stands in its comment."""

from __future__ import annotations

import io

import pytest

from tmkit.formats import table
from tmkit.model import Concept, Event, Glossary, Term

SCHOOL = Term("en", "harbour school")
SHORT = Term("en", "HS", "acronym")
TRUONG = Term("vi", "trường cảng")
TC = Term("vi", "TC", "abbreviation")


def lines_of(glossary: Glossary) -> list[str]:
    file = io.BytesIO()
    table.write(glossary, file, source="en", target="vi")
    return file.getvalue().decode("utf-8").splitlines()


def rows(*terms: Term, status: str = "approved") -> list[list[str]]:
    concept = Concept("harbour-school", "sea", status, terms)
    return [line.split("\t") for line in lines_of(Glossary("", [concept]))]


def pairs(*terms: Term) -> list[tuple[str, str]]:
    return [(source, target) for source, target, _ in rows(*terms)]


def test_short_forms_are_paired_with_short_forms() -> None:
    assert pairs(SCHOOL, SHORT, TRUONG, TC) == [("harbour school", "trường cảng"), ("HS", "TC")]


def test_a_short_form_without_counterpart_takes_what_is_preferred() -> None:
    admitted = Term("vi", "trường ở cảng", status="admitted")
    assert pairs(SHORT, TRUONG, admitted) == [("HS", "trường cảng")]


def test_every_usable_translation_makes_a_row() -> None:
    admitted = Term("vi", "trường ở cảng", status="admitted")
    assert pairs(SCHOOL, TRUONG, admitted) == [
        ("harbour school", "trường cảng"),
        ("harbour school", "trường ở cảng"),
    ]


@pytest.mark.parametrize("status", ["forbidden", "deprecated", "superseded"])
def test_a_term_to_avoid_stands_only_in_the_comment(status: str) -> None:
    avoided = Term("vi", "học đường bến", status=status)
    assert rows(SCHOOL, TRUONG, avoided) == [
        ["harbour school", "trường cảng", "sea; không dùng: học đường bến"]
    ]


def test_the_comment_of_an_ended_body_says_since_when() -> None:
    event = Event("merged", "2024-05-06", "Act 7")
    ended = Concept("harbour-school", "sea", "approved", (SCHOOL, TRUONG), event=event)
    assert lines_of(Glossary("", [ended])) == [
        "harbour school\ttrường cảng\tsea; không còn từ ngày 2024-05-06"
    ]


def test_a_source_term_to_avoid_makes_no_row() -> None:
    assert rows(Term("en", "port school", status="deprecated"), TRUONG) == []


def test_a_concept_in_review_says_so_in_the_target_language() -> None:
    assert rows(SCHOOL, TRUONG, status="review")[0][2] == "sea; đang xem xét"


def test_the_header_is_a_comment() -> None:
    glossary = Glossary("harbours", [], "tmkit:0.1", ("approved only",))
    assert lines_of(glossary) == ["# harbours", "# tmkit:0.1", "# approved only"]


def test_tabs_and_line_ends_in_a_term_make_no_new_column_or_row() -> None:
    assert pairs(Term("en", "harbour\tschool\nhouse"), TRUONG) == [
        ("harbour school house", "trường cảng")
    ]


def test_a_no_break_space_in_a_term_stays() -> None:
    assert pairs(Term("en", "40\u00a0ft container"), TRUONG)[0][0] == "40\u00a0ft container"
