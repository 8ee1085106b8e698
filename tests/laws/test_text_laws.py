"""Laws of text: cleaning, folding and language tags."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from legacy import encoded

from tmkit import lang
from tmkit.text import ENCODINGS, clean, decode, fold, fold_loosely, guess, unmarked

# Letters that change, and neighbours that decide whether they do.
TRICKY = st.sampled_from(
    [
        *"ðÐɖƉđaàãoũ \r\n\t\v\u0301\u0302\u0306\u0323\u200b\ufeff\u00ad\u00a0’“–²ﬁİſΣQÐ.)",
        *(
            "hoà",
            "thuỷ",
            "quý",
            "kỹ",
            "\ud83d",
            "\ude00",
            "👩",
            "\u200d",
            "🏴",
            "\U000e0067\U000e007f",
        ),
        *(
            "Ã",
            "ª",
            "Ä\u0090",
            "á»\u0091",
            "â€œ",
            "Ã\u200bªu",
            "TiÃªu",
            "c",
            "\u094d",
            "क",
            "\u0340",
        ),
    ]
)
ANY = st.text(alphabet=st.characters(exclude_categories=[]))
TEXTS = st.one_of(ANY, st.lists(TRICKY).map("".join))
VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđbchngt"


@given(TEXTS)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(TEXTS)
def test_cleaned_text_can_be_written(text: str) -> None:
    assert clean(text).encode("utf-8").decode("utf-8") == clean(text)


@given(st.text(VIETNAMESE + " ,.“”"))
def test_vietnamese_in_nfc_is_clean(text: str) -> None:
    assert clean(text) == text


@given(st.text(VIETNAMESE + VIETNAMESE.upper() + " ,.“”–"))
def test_a_misread_text_comes_back_whole_where_one_word_of_it_is_certain(text: str) -> None:
    meant = f"{text} đò"
    assert clean(meant.encode("utf-8").decode("latin-1")) == meant


@given(TEXTS)
def test_cleaned_text_is_nfc(text: str) -> None:
    assert unicodedata.is_normalized("NFC", clean(text))


@given(st.text(alphabet=st.characters(codec="ascii", exclude_categories=["Cc"])))
def test_printable_ascii_is_clean(text: str) -> None:
    assert clean(text) == text


@given(TEXTS)
@example("\uff40")
@example("hoạ\u0300")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_the_loose_key_is_a_key_of_the_key(text: str) -> None:
    assert fold_loosely(fold_loosely(text)) == fold_loosely(text) == fold_loosely(fold(text))


@pytest.mark.parametrize("name", ENCODINGS)
@given(st.text(VIETNAMESE + " ,.\n0123456789"))
def test_what_an_encoding_can_write_is_read_back(name: str, text: str) -> None:
    assert decode(encoded(text, name), name) == text


@given(st.binary())
def test_any_bytes_can_be_guessed_at(raw: bytes) -> None:
    told = guess(raw)
    assert told is None or (told.words > 0 and 0 <= told.rival_share <= told.share <= 1)


@given(TEXTS)
def test_composed_and_decomposed_text_have_one_key(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(TEXTS)
def test_an_unmarked_text_has_no_marks(text: str) -> None:
    assert not any(map(unicodedata.combining, unmarked(text)))


@given(st.from_regex(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-[A-Za-z]{2})?", fullmatch=True))
def test_the_case_of_a_tag_is_settled_once(tag: str) -> None:
    assert lang.canonical(lang.canonical(tag)) == lang.canonical(tag.swapcase())
