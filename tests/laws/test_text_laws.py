"""Laws of text: cleaning, folding and language tags."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from tmkit import lang
from tmkit.text import clean, fold, unmarked

# Letters that change, and neighbours that decide whether they do.
TRICKY = st.sampled_from(
    [*"ðÐɖƉđaàãoũ \r\n\t\u0301\u0302\u0323\u200b\ufeff\u00ad\u00a0’“–²ﬁİſΣ", "hoà", "thuỷ", "quý"]
)
TEXTS = st.one_of(st.text(), st.lists(TRICKY).map("".join))


@given(TEXTS)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


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
def test_composed_and_decomposed_text_have_one_key(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(TEXTS)
def test_an_unmarked_text_has_no_marks(text: str) -> None:
    assert not any(map(unicodedata.combining, unmarked(text)))


@given(st.from_regex(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-[A-Za-z]{2})?", fullmatch=True))
def test_the_case_of_a_tag_is_settled_once(tag: str) -> None:
    assert lang.canonical(lang.canonical(tag)) == lang.canonical(tag.swapcase())
