"""What holds of acronyms in any text and any corpus."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.lexicon.shapes import acronyms_in
from tmkit.terms import (
    AcronymLedger,
    KnownNames,
    Sighting,
    definitions_of,
    find_acronyms,
    find_names,
    known_from,
    same_name,
)
from tmkit.text import unmarked

PARTS = (
    *("Văn phòng", "Đo lường", "Office of", "Seals", "tổ chức", "and", "MoU", "KH&CN", "QUATEST 3"),
    *(
        "(OS)",
        "(VPĐL)",
        "(“SMEs”)",
        "( MoU )",
        "(",
        ")",
        ".",
        ",",
        "’s",
        "s",
        "\n",
        " ",
        "15/2021/NĐ-CP",
        "=",
        "–",
        "stands for",
        "là",
        "(sau đây gọi là OS)",
        "LG-Seals",
        "TS.",
        "p.m.",
        "OS - VPĐL",
    ),
)
TEXTS = st.text() | st.lists(st.sampled_from(PARTS), max_size=20).map(" ".join)
NAME_PARTS = (
    *("Bộ", "Bộ trưởng", "Con dấu", "Đo lường", "và", "của", "thành phố", "Lam Giang", "đã họp"),
    *("Ministry", "Director", "of", "for", "and", "the", "Seals", "Viet Nam", "Nguyễn Văn Mẫu"),
    *(",", "-", "/", "(KĐLG)", "(", ".", "\n", "3", "TP.", "’s", "&", "\u0301", "BỘ"),
)
NAME_TEXTS = st.text() | st.lists(st.sampled_from(NAME_PARTS), max_size=20).map(" ".join)
NAMES = st.lists(
    st.lists(st.sampled_from(NAME_PARTS), min_size=1, max_size=6).map(" ".join), max_size=5
)
BOTH = pytest.mark.parametrize("lang", ["en", "vi"])

SEEN = st.lists(
    st.tuples(
        st.sampled_from(["MOST", "KH&CN", "LGMO", "MoU"]), st.sampled_from(["", "Form A", "Form B"])
    ),
    max_size=3,
).map(tuple)
CORPUS = st.lists(st.tuples(SEEN, SEEN), max_size=8).map(
    lambda units: [
        Sighting(f"a#{number}", (("en", source), ("vi", target)))
        for number, (source, target) in enumerate(units, start=1)
    ]
)


def ledger_of(corpus: list[Sighting]) -> AcronymLedger:
    ledger = AcronymLedger("en", "vi")
    for sighting in corpus:
        ledger.add(sighting)
    return ledger


@given(TEXTS)
def test_acronyms_stand_in_order_and_do_not_overlap(text: str) -> None:
    borders = [border for span in acronyms_in(text) for border in span]
    assert borders == sorted(set(borders))


@BOTH
@given(text=TEXTS)
def test_a_long_form_stands_apart_from_its_acronym_and_both_are_words(lang: str, text: str) -> None:
    for mention in find_acronyms(text, lang):
        start, end = mention.short
        assert 0 <= start < end <= len(text)
        assert text[start].isalnum()
        if mention.long:
            first, last = mention.long
            assert 0 <= first < last < start or end < first < last <= len(text)
            assert text[first:last] == text[first:last].strip()


@BOTH
@given(text=TEXTS)
def test_mentions_stand_in_order_and_do_not_overlap(lang: str, text: str) -> None:
    borders = [border for mention in find_acronyms(text, lang) for border in mention.short]
    assert borders == sorted(set(borders))


@BOTH
@given(text=TEXTS)
def test_without_foreign_long_forms_the_acronyms_are_the_same(lang: str, text: str) -> None:
    native = find_acronyms(text, lang, foreign=False)
    assert [mention.short for mention in native] == [
        mention.short for mention in find_acronyms(text, lang)
    ]


@BOTH
@given(texts=st.lists(TEXTS, max_size=4))
def test_definitions_add_up_in_any_order_and_serve_their_own_texts(
    lang: str, texts: list[str]
) -> None:
    counts = [definitions_of(text, lang) for text in texts]
    merged = sum(counts, Counter())
    assert merged == sum(reversed(counts), Counter())
    known = known_from(merged)
    for text in texts:
        shorts = [mention.short for mention in find_acronyms(text, lang, known=known)]
        for start, end in (mention.short for mention in find_acronyms(text, lang)):
            assert any(first <= start and end <= last for first, last in shorts)


@given(CORPUS)
def test_every_term_was_seen_in_its_language(corpus: list[Sighting]) -> None:
    seen = {
        (lang, text)
        for each in corpus
        for lang, found in each.shorts
        for pair in found
        for text in pair
    }
    terms = {
        (term.lang, term.text) for each in ledger_of(corpus).candidates() for term in each.terms
    }
    assert terms <= seen


@given(CORPUS)
def test_an_explained_acronym_stands_in_exactly_one_candidate(corpus: list[Sighting]) -> None:
    ledger = ledger_of(corpus)
    proposed = [
        (term.lang, term.text)
        for each in ledger.candidates()
        for term in each.terms
        if term.kind == "acronym"
    ]
    open_ones = [
        (each.lang, each.acronym) for each in ledger.entries() if "unexplained" in each.doubts
    ]
    seen = {(lang, short) for each in corpus for lang, found in each.shorts for short, _ in found}
    assert sorted(proposed + open_ones) == sorted(seen)


@given(CORPUS)
def test_candidates_come_best_first_with_scores_from_0_to_1(corpus: list[Sighting]) -> None:
    scores = [each.score for each in ledger_of(corpus).candidates()]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


@BOTH
@given(text=NAME_TEXTS, names=st.none() | NAMES, form=st.sampled_from(["NFC", "NFD"]))
def test_names_stand_in_order_and_do_not_overlap(
    lang: str, text: str, names: list[str] | None, form: Literal["NFC", "NFD"]
) -> None:
    text = unicodedata.normalize(form, text)
    known = None if names is None else KnownNames(names)
    mentions = find_names(text, lang, known=known)
    borders = [border for mention in mentions for border in mention.span]
    assert borders == sorted(borders)
    assert all(0 <= mention.span[0] < mention.span[1] <= len(text) for mention in mentions)
    for mention in mentions:
        assert (mention.known is None) == (mention.how is None)
        assert mention.known is None or mention.known in (names or ())


@given(st.lists(st.sampled_from(["Viện", "Con", "dấu", "Lam", "Giang"]), min_size=3, max_size=6))
def test_a_known_name_is_found_alone_and_without_its_marks(words: list[str]) -> None:
    name = " ".join(words)
    known = KnownNames([name])
    for text, how in ((name, "exact"), (unmarked(name), "variant"), (name.upper(), "variant")):
        (mention,) = find_names(text, "vi", known=known)
        assert mention.span == (0, len(text))
        assert mention.how == how or text == name


@given(st.lists(st.sampled_from(["Bộ", "Đo lường", "Văn", "Mẫu"]), min_size=1).map(" ".join))
def test_a_name_is_the_same_without_marks_and_in_other_case(name: str) -> None:
    assert same_name(name, unmarked(name))
    assert same_name(unmarked(name).upper(), name)
