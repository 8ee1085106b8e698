"""Letters and the words they stand for; what finds names in running text is tested there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.lexicon.initials import is_short_for

INNER = {"of", "for", "and", "to"}
WORDS = st.lists(st.text("abcđe", min_size=1, max_size=6), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("letters", "words", "expected"),
    [
        ("stameq", "directorate for standards metrology and quality", True),
        ("boa", "bureau of accreditation", True),
        ("html", "hypertext markup language", True),
        ("xml", "extensible markup language", True),
        ("oiml", "international organization of legal metrology", True),
        ("bipm", "international bureau of weights and measures", True),
        ("tbr", "technical barriers to trade", False),
        ("who", "world trade organization", False),
        ("gtim", "global trade item number", False),
    ],
)
def test_letters_may_stand_for_words(letters: str, words: str, *, expected: bool) -> None:
    assert is_short_for(letters, words.split(), INNER, by_syllables=False) is expected


@pytest.mark.parametrize(
    ("letters", "expected"), [("tcđl", True), ("tcdl", True), ("đltc", False), ("tcn", False)]
)
def test_syllables_give_their_initials_in_order(letters: str, *, expected: bool) -> None:
    words = ["tiêu", "chuẩn", "đo", "lường"]
    assert is_short_for(letters, words, set(), by_syllables=True) is expected


@given(WORDS, st.booleans())
def test_the_initials_of_words_always_stand_for_them(words: list[str], by_syllables: bool) -> None:  # noqa: FBT001 # a strategy
    letters = "".join(word[0] for word in words)
    assert is_short_for(letters, words, INNER, by_syllables=by_syllables)


@given(WORDS, st.text("xyz", min_size=1, max_size=4))
def test_letters_that_no_word_has_stand_for_nothing(words: list[str], letters: str) -> None:
    assert not is_short_for(letters, words, INNER, by_syllables=False)
