"""What holds of the segments of any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from tmkit.model import LanguageRules, SrxRule, SrxRules
from tmkit.segment import Segmenter
from tmkit.tasks.segmenting import segment_text

PARTS = (
    *(
        "Tem",
        "niêm phong",
        "scale",
        "iCan",
        "TP",
        "No",
        "etc",
        "v.v",
        "Dr",
        "TS",
        "Điều 4",
        "A",
        "1",
    ),
    *(
        ".",
        "...",
        "…",
        "!",
        "?",
        ";",
        ":",
        ")",
        "(",
        "“",
        "”",
        '"',
        " ",
        "  ",
        "\n",
        "\u00a0",
        "– ",
    ),
)
TEXTS = st.text() | st.lists(st.sampled_from(PARTS), max_size=25).map("".join)
BOTH = pytest.mark.parametrize("lang", ["en", "vi"])

PATTERNS = st.sampled_from(
    [
        "",
        "a",
        "b",
        r"\.",
        "[ab]",
        "a+b",
        "^a",
        "b$",
        r"\s",
        "(?:a|b).",
        "(a)|(b)",
        "[^a]",
        "(?=a).",
        "a?b",
        "[b.-]",
    ]
)
RULES = st.lists(st.builds(SrxRule, st.booleans(), PATTERNS, PATTERNS), max_size=5)


@BOTH
@given(text=TEXTS)
def test_a_segment_is_an_exact_slice_of_its_text(lang: str, text: str) -> None:
    assert all(each.text == text[each.start : each.end] for each in segment_text(text, lang))


@BOTH
@given(text=TEXTS)
def test_segments_stand_in_order_and_do_not_overlap(lang: str, text: str) -> None:
    segments = segment_text(text, lang)
    borders = [border for each in segments for border in (each.start, each.end)]
    assert borders == sorted(borders)
    assert [each.number for each in segments] == list(range(len(segments)))


@BOTH
@given(text=TEXTS)
def test_segments_hold_every_sign_that_is_not_white(lang: str, text: str) -> None:
    held = "".join(each.text for each in segment_text(text, lang))
    assert "".join(held.split()) == "".join(text.split())


@BOTH
@given(text=TEXTS)
def test_a_segment_neither_begins_nor_ends_with_white_space(lang: str, text: str) -> None:
    segments = segment_text(text, lang)
    assert all(each.text == each.text.strip() != "" for each in segments)


@BOTH
@given(text=TEXTS)
@example(text="1.\nA")
def test_no_segment_runs_over_a_line_end(lang: str, text: str) -> None:
    assert not any("\n" in each.text for each in segment_text(text, lang))


def places(rules: list[SrxRule], text: str) -> list[int]:
    """Where the text is cut, said as SRX 2.0 says it: at each place the first rule that fits."""
    found = []
    for place in range(len(text) + 1):
        for rule in rules:
            fits = regex.compile(f"(?<={rule.before})(?={rule.after})").match(text, place)
            if fits:
                found += [place] if rule.breaks else []
                break
    return found


@given(RULES, st.text(alphabet="ab. \n", max_size=30))
def test_at_each_place_the_first_rule_that_fits_decides(rules: list[SrxRule], text: str) -> None:
    cuts = [0, *places(rules, text), len(text)]
    slow = [text[one:other].strip() for one, other in pairwise(cuts)]
    srx = SrxRules(
        cascade=False, maps=((".*", "all"),), languages=(LanguageRules("all", (*rules,)),)
    )
    fast = [text[start:end] for start, end in Segmenter(srx, "vi").spans(text)]
    assert fast == [piece for piece in slow if piece]
