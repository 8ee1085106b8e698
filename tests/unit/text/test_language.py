"""Which language a text is in, by its letters."""

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
    ],
)
def test_the_letters_tell_the_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "12/5 – 30 %", "7 m × 4 m"])
def test_a_text_without_words_has_no_language(text: str) -> None:
    assert language_of(text) is None
