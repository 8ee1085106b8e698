"""Segments as the keys and anchors of their words."""

from __future__ import annotations

import pytest

from tmkit.lexicon import keys_of, words_of


def test_the_words_of_a_text_stand_segment_by_segment() -> None:
    words = words_of(["The seal, the lid.", "", "A seal!"], "en")
    assert words.starts.tolist() == [0, 4, 4, 7]
    assert words.of(0, 1).tolist() == keys_of("the seal the lid", "en")
    assert words.of(0, 3).tolist() == [
        *keys_of("the seal the lid", "en"),
        *keys_of("a seal !", "en"),
    ]
    assert sorted(words.keys.tolist()) == words.keys.tolist()


@pytest.mark.parametrize(
    ("one", "other", "tag"),
    [
        ("Standards measured", "standard measuring", "en"),
        ("hoá đơn", "Hóa Đơn", "vi"),
        ("“x”", '"x"', "en"),
        ("1,250", "1250", "en"),
        ("Messungen gemessen", "Messung gemesse", "de"),
    ],
)
def test_forms_of_one_word_have_one_key(one: str, other: str, tag: str) -> None:
    assert keys_of(one, tag) == keys_of(other, tag)


def test_a_vietnamese_syllable_is_never_cut() -> None:
    assert keys_of("nghiêng", "vi") != keys_of("nghiên", "vi")


def test_a_name_has_its_anchor_in_both_languages() -> None:
    english, vietnamese = words_of(["Ha Tinh 7"], "en"), words_of(["Hà Tĩnh 07"], "vi")
    anchors = [{int(each) for each in words.anchors} - {0} for words in (english, vietnamese)]
    assert anchors[0] == anchors[1]
    assert len(anchors[0]) == 3


def test_no_text_has_no_words() -> None:
    words = words_of([], "en")
    assert (words.keys.tolist(), words.starts.tolist()) == ([], [0])
