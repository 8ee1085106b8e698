"""Dates as bylines write them, in both languages."""

from __future__ import annotations

import datetime as dt

import pytest

from tmkit.ingest.dates import is_date, iso_date

MONTHS = (
    *("Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười"),
    *("Mười Một", "Mười Hai"),
)
NAMES = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T10:00:00+07:00", "2024-03-05"),
        ("2024/03/05", "2024-03-05"),
        ("5/3/2024", "2024-03-05"),
        ("05.03.2024", "2024-03-05"),
        ("05 - 03 - 2024", "2024-03-05"),
        ("Wednesday, Mar 5, 2024 | 17:11", "2024-03-05"),
        ("5th March 2024", "2024-03-05"),
        ("Sept. 5th, 2024", "2024-09-05"),
        ("Hà Nội, ngày 5 tháng 3 năm 2024", "2024-03-05"),
        ("5 tháng 3, 2024", "2024-03-05"),
        ("ngày 5 tháng Ba năm 2024", "2024-03-05"),
        ("Thứ Hai, Tháng 3 5, 2024 | 9:03", "2024-03-05"),
        ("tháng Giêng 5, 2024", "2024-01-05"),
        ("tháng Chạp 5, 2024", "2024-12-05"),
        ("tháng Bốn 5, 2024", "2024-04-05"),
    ],
)
def test_a_date_is_read_in_either_language(text: str, date: str) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_word(month: int) -> None:
    expected = dt.date(2023, month, 8).isoformat()
    assert iso_date(f"Thứ Hai, Tháng {MONTHS[month - 1]} 8, 2023 | 12:11") == expected
    assert iso_date(f"ngày 8 tháng {MONTHS[month - 1].lower()} năm 2023") == expected
    assert iso_date(f"{NAMES[month - 1]} 8, 2023") == expected
    assert iso_date(f"8 {NAMES[month - 1][:3].upper()} 2023") == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "31/2/2024", "29/02/2023", "0/1/2024", "12/31/2024", "Feb 30, 2024"),
        *("5 tháng 13 năm 2024", "tháng 3 năm 2024", "March 2024", "5/3/24", "5/3/1824"),
        # Numbers of documents.
        *("112/3/2024", "Decision 15, 2024", "Market 5 2024", "5/3/20245", "12024-03-05"),
    ],
)
def test_what_no_calendar_has_is_no_date(text: str) -> None:
    assert iso_date(text) == ""


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("June 3, 2024, updated 2024-07-01", "2024-06-03"),
        ("31/2/2024, i.e. March 2, 2024", "2024-03-02"),
    ],
)
def test_the_first_possible_date_is_taken(text: str, date: str) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize(
    "text",
    [
        *("5/3/2024", "Thứ Ba, 05/03/2024, 10:30 (GMT+7)", "Monday, January 8, 2024 at 9:05 am"),
        *("Chủ nhật, ngày 5 tháng 3 năm 2024 lúc 10h30", "2024-03-05T10:00:00"),
    ],
)
def test_a_date_may_have_its_weekday_and_time(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize(
    "text", ["", "10:30", "Monday", "5/3/2024 rules apply", "Quyết định ngày 5/3/2024"]
)
def test_a_date_with_other_words_is_a_sentence(text: str) -> None:
    assert not is_date(text)
