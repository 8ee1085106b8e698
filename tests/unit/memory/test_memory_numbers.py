"""Numbers that are put into a translation."""

from __future__ import annotations

import pytest

from tmkit.memory.numbers import with_numbers


@pytest.mark.parametrize(
    ("old", "new", "translation", "wanted"),
    [
        ("Article 5", "Article 6", "Điều 5", "Điều 6"),
        ("1,500,000 VND", "2,500,000 VND", "1.500.000 đồng", "2.500.000 đồng"),
        ("1,500 VND", "2,500 VND", "1.500 đồng", "2.500 đồng"),
        ("900 VND", "12,500 VND", "900 đồng", "12.500 đồng"),
        ("1.5 m of 2 m", "2.25 m of 3 m", "1,5 m trong 2 m", "2,25 m trong 3 m"),
        ("In 2023", "In 2024", "Năm 2023", "Năm 2024"),
        ("5 of 5", "6 of 6", "5 trong 5", "6 trong 6"),
    ],
)
def test_numbers_are_written_as_the_target_writes_them(
    old: str, new: str, translation: str, wanted: str
) -> None:
    assert with_numbers(old, new, translation, source="en", target="vi") == wanted


@pytest.mark.parametrize(
    ("old", "new", "translation"),
    [
        ("Article 5", "Article 5", "Điều 5"),  # nothing differs
        ("Article 5", "Article 5, 6", "Điều 5"),  # one more
        ("Article 5", "Article 6", "Điều năm"),  # not there
        ("Article 5", "Article 6", "Điều 5, khoản 5"),  # there twice
        ("5 of 5", "6 of 7", "5 trong 5"),  # which is which
        ("Form A4", "Form A5", "Mẫu A4"),  # no number
    ],
)
def test_what_is_not_certain_is_left_to_the_translator(
    old: str, new: str, translation: str
) -> None:
    assert with_numbers(old, new, translation, source="en", target="vi") == ""


def test_it_works_in_the_other_direction() -> None:
    found = with_numbers("Phí 1.500,5", "Phí 22.500,5", "Fee 1,500.5", source="vi", target="en")
    assert found == "Fee 22,500.5"
