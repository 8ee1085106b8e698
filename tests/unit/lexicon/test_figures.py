"""Numbers, dates, times and references in running text, by value."""

from __future__ import annotations

import pytest

from tmkit.lexicon import Date, figures_in, negation_facts_of, quantity_facts_of
from tmkit.text import fold


def said(text: str, tag: str, kind: str) -> list[list[str]]:
    """The readings of the figures of a kind, in the order of the text."""
    found = sorted(figures_in(text, tag), key=lambda each: (each.start, each.end))
    return [
        [" ".join(map(str, reading)) for reading in each.readings]
        for each in found
        if each.kind == kind
    ]


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("2.5 million", "en", [["2500000"]]),
        ("1 tỷ 250 triệu", "vi", [["1250000000"]]),
        ("3 triệu rưỡi", "vi", [["3500000"]]),
        ("3-4 million", "en", [["3", "3000000"], ["4000000"]]),
        ("5k", "en", [["5000", "5"]]),
        ("1990s", "en", [["1990", "90", "3890"]]),
        ("35 phần trăm", "vi", [["35"]]),
        ("44th", "en", [["44"]]),
    ],
)
def test_a_number_has_what_multiplies_it(text: str, tag: str, expected: list[list[str]]) -> None:
    assert said(text, tag, "number") == expected


@pytest.mark.parametrize(
    ("text", "tag", "value"),
    [
        ("one hundred and twenty-five", "en", "125"),
        ("twenty-two thousand five hundred", "en", "22500"),
        ("one and a half", "en", "3/2"),
        ("half past", "en", "30"),
        ("hai mươi mốt", "vi", "21"),
        ("mười lăm", "vi", "15"),
        ("một trăm linh năm", "vi", "105"),
        ("hai nghìn không trăm hai mươi ba", "vi", "2023"),
        ("ba triệu rưỡi", "vi", "3500000"),
        ("thế kỷ XXI", "vi", "21"),
    ],
)
def test_number_words_are_worth_what_they_make_together(text: str, tag: str, value: str) -> None:
    assert [value] in said(text, tag, "word")


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("September 25th, 2023", "en", (25, 9, 2023)),
        ("25 Sept. 2023", "en", (25, 9, 2023)),
        ("the 5th of May", "en", (5, 5, 0)),
        ("May 8-10, 2024", "en", (10, 5, 2024)),
        ("in June", "en", (0, 6, 0)),
        ("ngày 25 tháng 9 năm 2023", "vi", (25, 9, 2023)),
        ("ngày 25/9", "vi", (25, 9, 0)),
        ("tháng 9/2023", "vi", (0, 9, 2023)),
        ("tháng Giêng", "vi", (0, 1, 0)),
        ("2023-09-25", "vi", (25, 9, 2023)),
        ("25.9.2023", "en", (25, 9, 2023)),
    ],
)
def test_a_date_has_a_day_a_month_and_a_year(
    text: str, tag: str, expected: tuple[int, int, int]
) -> None:
    assert [each.dates for each in figures_in(text, tag) if each.dates] == [(Date(*expected),)]


@pytest.mark.parametrize(
    "text", ["He may come", "March forward!", "they march on", "Sun. and rain"]
)
def test_words_that_are_also_names_of_months_are_no_dates(text: str) -> None:
    assert said(text, "en", "date") == []


@pytest.mark.parametrize(
    ("text", "tag", "reading"),
    [
        ("5:30 p.m.", "en", "17 30"),
        ("4.40 am", "en", "4 40"),
        ("at 5 o'clock", "en", "5"),
        ("17h30", "vi", "17 30"),
        ("5 giờ 30 chiều", "vi", "17 30"),
        ("5.30 chiều", "vi", "17 30"),
    ],
)
def test_a_time_may_be_told_in_twelve_hours(text: str, tag: str, reading: str) -> None:
    (readings,) = said(text, tag, "time")
    assert reading in readings


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("15/2021/NĐ-CP", "15/2021/ND-CP"),
        ("1000/QĐ-TTg", "1000/QD-TTG"),
        ("36-NQ/TW", "36-NQ/TW"),
        ("12/2017/QH14", "12/2017/QH14"),
        ("TCVN 7699-2-1:2007", "TCVN7699-2-1:2007"),
    ],
)
def test_a_reference_is_one_thing_whatever_its_marks(text: str, key: str) -> None:
    assert [each.key for each in figures_in(text, "vi") if each.kind == "reference"] == [key]


def test_numbers_in_code_and_number_words_are_weak() -> None:
    assert not any(each.is_strong for each in figures_in("`x = 5` in two steps", "en"))


@pytest.mark.parametrize("tag", ["en", "vi"])
def test_the_facts_are_written_as_texts_are_compared(tag: str) -> None:
    facts = quantity_facts_of(tag)
    words = [*facts.words, *facts.magnitudes, *facts.parts, *facts.months, *facts.names_alike]
    assert words == [fold(word) for word in words]


def test_both_languages_know_the_same_units() -> None:
    names = [
        {
            (unit.name, unit.worth)
            for units in quantity_facts_of(tag).unit_of.values()
            for unit in units
        }
        for tag in ("en", "vi")
    ]
    assert names[0] - names[1] == set()
    assert {name for name, _ in names[1] - names[0]} == {"quintal"}


def test_a_language_without_files_has_no_facts() -> None:
    assert (quantity_facts_of("de").words, negation_facts_of("de")) == ({}, None)
