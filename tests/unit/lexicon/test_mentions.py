"""Terms and quotations in texts: whole words, in any form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.lexicon import Mentions, Quotations, is_mentioned, longest


@pytest.mark.parametrize(
    ("tag", "term", "text"),
    [
        ("en", "weighbridge", "Both Weighbridges were closed."),
        ("en", "calibrate", "The scale was calibrated on Friday."),
        ("en", "cross-validation", "They used cross validation."),
        ("en", "MoU", "Two MoUs were signed."),
        ("en", "KH&CN", "the KH&CN office"),
        ("en", "ISO/IEC 17025:2017", "under ISO/IEC 17025:2017, clause 6"),
        ("en", "owner", "the owner's seal"),
        ("en", "testing laboratory", "testing and calibration laboratories"),
        ("en", "testing laboratory", "testing, inspection or calibration laboratories"),
        ("vi", "Uỷ ban", "ủy ban nhân dân xã"),
        ("vi", "cơ sở sản xuất", "các cơ sở nhập khẩu và sản xuất"),
        ("vi", "độ không đảm bảo đo", "Độ không\u00a0đảm bảo đo là 2 mg."),
    ],
)
def test_a_term_stands_in_a_text_in_any_form(tag: str, term: str, text: str) -> None:
    assert is_mentioned(term, text, tag)


@pytest.mark.parametrize(
    ("tag", "term", "text"),
    [
        ("en", "MOST", "Most of the scales are new."),
        ("en", "IT", "Repair it."),
        ("en", "scale", "They escalate."),
        ("en", "testing laboratory", "Testing is done. A laboratory is near."),
        ("en", "lead seal", "The clerk leads them to the seal."),
        ("vi", "đo", "Nó đó."),
        ("vi", "kiểm định", "giám định và kiểm tra"),
    ],
)
def test_other_words_are_no_mention(tag: str, term: str, text: str) -> None:
    assert not is_mentioned(term, text, tag)


def test_the_longest_mention_stands_for_itself() -> None:
    terms = ["standard", "measurement standard", "measurement"]
    found = Mentions(terms, "en").find("A measurement standard is no standard of conduct.")
    assert [terms[each.term] for each in longest(found)] == ["measurement standard", "standard"]


def test_a_plural_is_the_same_term_and_another_form_of_the_verb_is_not() -> None:
    found = Mentions(["meeting", "meet"], "en").find("Meetings")
    assert [(each.term, each.is_same) for each in found] == [(0, True), (1, False)]


@pytest.mark.parametrize(
    "quotation",
    [
        "The seal is broken.",
        "… seal is …",
        "The … broken …",
        "the  SEAL is",
        "[…] is broken, by the owner",
    ],
)
def test_a_quotation_is_found_whatever_is_cut_out_of_it(quotation: str) -> None:
    assert Quotations([quotation], "en").find("The seal is broken by the owner.") == [0]


@pytest.mark.parametrize("quotation", ["…", "broken … seal", "The seals are", "seal was broken"])
def test_what_a_text_does_not_say_is_no_quotation_of_it(quotation: str) -> None:
    assert Quotations([quotation], "en").find("The seal is broken by the owner.") == []


WORDS = st.lists(
    st.sampled_from(["niêm", "phong", "công", "tơ", "the", "lead", "seal"]), min_size=1
)


@given(WORDS, WORDS, WORDS)
def test_each_part_of_a_text_is_a_quotation_of_it(
    before: list[str], inside: list[str], after: list[str]
) -> None:
    text = " ".join([*before, *inside, *after])
    assert Quotations([" ".join(inside)], "vi").find(text) == [0]
    cut = f"{' '.join(before)} … {' '.join(after)}"
    assert Quotations([cut], "vi").find(text) == [0]


@given(WORDS, WORDS)
def test_mentions_are_those_of_the_slow_search(term: list[str], text: list[str]) -> None:
    places = [n for n in range(len(text)) if text[n : n + len(term)] == term]
    found = Mentions([" ".join(term)], "vi").find(" ".join(text))
    assert [each.start for each in found] == places
