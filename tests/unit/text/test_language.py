"""Which language a text is in: its letters first, then its small words."""

from __future__ import annotations

import pytest

from tmkit.text import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Chuyến phà cuối rời bến lúc chín giờ tối.", "vi"),
        ("Chuye\u0302\u0301n pha\u0300 cuo\u0302\u0301i ro\u031b\u0300i be\u0302\u0301n.", "vi"),
        ("The last ferry leaves the pier at nine in the evening.", "en"),
        ("On the way to the pier she met Mr Lê and two of his old friends at a café.", "en"),
        ("và Patrick Anderson", "vi"),
        ("các fan MU", "vi"),
        ("Nghe “The Old Pier” trong đêm", "vi"),
        ("Phở and bún chả are sold at Bến Đá market", "en"),
        ("said Mr Nguyễn Nam Hải", "en"),
        ("QUYẾT ĐỊNH VỀ VIỆC", "vi"),
        ("Bến Đá", "vi"),
        ("THE OLD PIER", "en"),
        ("Annual Report On Harbours", "en"),
        ("Skipper’s log", "en"),
    ],
)
def test_the_letters_and_small_words_tell_the_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Chuyen pha cuoi roi ben luc chin gio toi.",
        "Nguoi lai do khong nho ten ben cu",
        "Dieu 5. Trach nhiem cua cac ben",
        "DIEU 5. TRACH NHIEM CUA CAC BEN",
        "trong mot ngay",
    ],
)
def test_vietnamese_typed_without_marks_is_vietnamese(text: str) -> None:
    assert language_of(text) == "vi"


@pytest.mark.parametrize(
    "text", ["She can sing that song", "ten men on a bay", "this is the man", "to go in", "hit it"]
)
def test_english_words_that_look_like_syllables_are_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    "text", ["", "12/5 – 30 %", "7 m × 4 m", "ISO 9001", "Elin Marsh", "HMS Rose 7", "— “ ” —"]
)
def test_numbers_codes_and_names_have_no_language(text: str) -> None:
    assert language_of(text) is None
