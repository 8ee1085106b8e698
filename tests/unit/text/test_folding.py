"""What is compared: keys under which spellings of one text meet."""

from __future__ import annotations

import pytest

from tmkit.text import fold, unmarked


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("khoẻ mạnh", "khỏe mạnh"),
        ("thuỷ triều", "thủy triều"),
        ("HOẠ SĨ", "họa sĩ"),
        ("Harbour’s", "harbour's"),
        ("“ferry”", '"ferry"'),
        ("2019–2024", "2019-2024"),
        ("40\u00a0km", "40 km"),
        ("ＡＢＣ", "abc"),
        ("tide\t\n table ", "tide table"),
        ("o\u0302\u0301", "ố"),
    ],
)
def test_spellings_of_one_word_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("quà", "qua"),
        ("hòa", "hỏa"),
        ("m²", "m2"),
        ("½", "1/2"),
        ("đò", "do"),
        ("quý", "qúy"),
        ("hoàn", "hòan"),  # a closed syllable has one right spelling
        ("re-cover", "recover"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("name", "plain"),
    [("Hà Nội", "Ha Noi"), ("Đắk Lắk", "Dak Lak"), ("Nguyễn", "Nguyen"), ("Leeds", "Leeds")],
)
def test_an_unmarked_name_stands_as_in_english_prose(name: str, plain: str) -> None:
    assert unmarked(name) == plain
