"""How a Vietnamese syllable is built."""

from __future__ import annotations

import pytest

from tmkit.text import is_syllable
from tmkit.text.syllables import is_unmarked_syllable

SYLLABLES = """
    nghiêng thuyền gì gìn giếng giữ quốc quỳnh khuya ươm ý yêu Đò HOÀ hòa khoẻ quý qúy kỹ kĩ xoong
    uống ngoằn bịch nghỉ ghế cặp rượu
"""


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_a_syllable_has_an_onset_a_rhyme_and_a_tone(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    [
        *("đat", "cap", "tíchh"),  # closed by a stop without its tone; a letter too many
        *("tàt", "cảp"),  # closed by a stop with another tone
        *("cê", "kà", "gế", "ngỉ", "nghà"),  # the other spelling of the onset
        *("café", "Đắk", "êkip", "QĐ", "bến\u0301", "", "q", "th\u0301"),
    ],
)
def test_other_words_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_a_syllable_may_have_lost_its_marks() -> None:
    assert all(map(is_unmarked_syllable, ["duong", "Thuyen", "nghieng", "quoc", "do"]))
    assert not any(map(is_unmarked_syllable, ["street", "wharf", "fan", "cê", "nghang"]))
