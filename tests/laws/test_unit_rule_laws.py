"""Laws of the rules of translation units."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit import codes
from tmkit.lint import UNIT_RULES, Pair, Survey
from tmkit.lint.marks import marks_of, words_alone
from tmkit.model import Concept, Place, Term

PIECES = st.sampled_from(
    [
        *'()[]{}“”"«».,:;?!`*_<>%$ \n\u00a0\u200b0123aàđðoóủy',
        *(
            "hoá",
            "hóa",
            "của",
            "the",
            "and",
            "valve",
            "scale",
            "cái cân",
            "{0}",
            "%s",
            "**",
            "](x)",
        ),
        *("https://a.vn/b", "a@b.vn", "</b>", "е", "Ã", "á»\u0091", "e\u0301", "。", "打开"),
    ]
)
TEXTS = st.lists(PIECES, max_size=24).map("".join) | st.text(max_size=30)
LANGUAGES = st.sampled_from([("en", "vi"), ("vi", "en"), ("en-US", "zh-Hant"), ("und", "und")])
CONCEPTS = (
    Concept("scale", "s", "approved", (Term("en", "scale"), Term("vi", "cái cân"))),
    Concept("valve", "s", "approved", (Term("en", "valve"), Term("vi", "của", status="forbidden"))),
)


@given(TEXTS, TEXTS, LANGUAGES)
def test_whatever_the_texts_each_finding_can_be_said_and_points_into_its_text(
    source: str, target: str, languages: tuple[str, str]
) -> None:
    pair = Pair(source, target, languages, ((source,), (target,)), date="2031-01-01")
    survey = Survey(CONCEPTS)
    survey.add(pair)
    context = survey.context()
    for rule in UNIT_RULES:
        for hit, found in rule.findings(pair, context, Place("a", id="1"), "vi"):
            assert found.message
            assert found.place.field == hit.side
            if hit.span:
                start, end = hit.span
                assert 0 <= start <= end <= len(pair.text(hit.side))
    for remark in survey.remarks():
        assert codes.finding(remark.code, Place("a"), **remark.details).message


@given(TEXTS, TEXTS)
def test_the_same_pair_twice_is_no_other_translation(source: str, target: str) -> None:
    survey = Survey()
    pair = Pair(source, target)
    survey.add(pair)
    survey.add(pair)
    context = survey.context()
    assert context.repeats.first_target(pair) is None
    assert context.repeats.first_source(pair) is None


@pytest.mark.parametrize("code", ["TQ301", "TQ303", "TQ304"])
@given(target=TEXTS)
def test_what_a_fix_makes_has_nothing_to_fix(code: str, target: str) -> None:
    rule = next(rule for rule in UNIT_RULES if rule.code == code)
    context = Survey().context()
    for hit in rule.check(Pair("", target), context):
        if hit.fix is not None:
            assert not list(rule.check(Pair("", hit.fix), context))


@given(TEXTS)
def test_marks_come_in_their_order_and_words_alone_keep_their_places(text: str) -> None:
    starts = [mark.span[0] for mark in marks_of(text)]
    assert starts == sorted(starts)
    alone = words_alone(text)
    assert len(alone) == len(text)
    assert all(one in (other, "\ufffc") for one, other in zip(alone, text, strict=True))


@given(TEXTS)
def test_a_text_beside_itself_in_composed_form_has_the_brackets_and_marks_of_itself(
    text: str,
) -> None:
    whole = unicodedata.normalize("NFC", text)
    context = Survey().context()
    found = {rule.code for rule in UNIT_RULES if list(rule.check(Pair(whole, whole), context))}
    assert found.isdisjoint({"TQ401", "TQ402", "TQ403", "TQ404", "TQ405", "TQ407"})
