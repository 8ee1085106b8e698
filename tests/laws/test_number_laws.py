"""Laws of the rules that compare numbers."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tmkit.lexicon.numerals import numeral
from tmkit.lint import Pair, Survey, citations, measures, negation, numbers

RULES = (*numbers.RULES, *measures.RULES, *negation.RULES, *citations.RULES)
SIGNS = st.sampled_from([".", ","])
# Texts of what the rules look for, and of anything.
PIECES = st.sampled_from(
    ["5", "1.500", "3,5", "năm", "ngày", "five", "May", "%", "km", "/", " ", "-", "không", "not"]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join))


def codes_in(pair: Pair) -> set[str]:
    survey = Survey()
    survey.add(pair)
    context = survey.context()
    return {rule.code for rule in RULES if any(True for _ in rule.check(pair, context))}


def written(value: int, places: int, sign: str) -> str:
    """A number with thousands grouped and with places, as a document with that sign writes it."""
    other = "." if sign == "," else ","
    whole = f"{value:,}".replace(",", other)
    return f"{whole}{sign}{value % 10**places:0{places}}" if places else whole


@given(st.integers(0, 10**12), st.integers(0, 5), SIGNS)
def test_a_number_is_worth_what_was_written(value: int, places: int, sign: str) -> None:
    worth = Fraction(value) + (Fraction(value % 10**places, 10**places) if places else 0)
    assert numeral(written(value, places, sign), sign).readings[0] == (worth,)


@given(st.integers(1000, 10**12), st.integers(1, 5))
def test_two_languages_may_write_a_number_each_in_its_way(value: int, places: int) -> None:
    one, other = written(value, places, "."), written(value, places, ",")
    assert codes_in(Pair(f"It is {one} wide", f"Rộng {other}")) == set()


@given(st.integers(40, 10**6), st.integers(40, 10**6))
def test_a_number_that_changed_is_found(one: int, other: int) -> None:
    found = codes_in(Pair(f"the value {one} is read", f"đọc giá trị {other}"))
    assert found == (set() if one == other else {"TQ101"})


@given(TEXTS)
def test_a_text_says_what_it_says_itself(text: str) -> None:
    for languages in (("en", "en"), ("vi", "vi"), ("de", "fr")):
        assert codes_in(Pair(text, text, languages)) <= {"TQ106"}


@given(TEXTS, TEXTS)
def test_any_texts_can_be_compared_and_hits_stand_inside_them(source: str, target: str) -> None:
    pair = Pair(source, target)
    survey = Survey()
    survey.add(pair)
    for rule in RULES:
        for hit in rule.check(pair, survey.context()):
            if hit.span is not None:
                start, end = hit.span
                assert 0 <= start < end <= len(pair.text(hit.side))
