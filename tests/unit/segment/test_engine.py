"""The SRX engine, with rules made for each fact."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tmkit.errors import FormatError
from tmkit.model import LanguageRules, SrxRule, SrxRules
from tmkit.segment import Segmenter

STOP = SrxRule(breaks=True, before=r"\.", after=r"\s")
SEMICOLON = SrxRule(breaks=True, before=";", after=r"\s")
NUMBER = SrxRule(breaks=False, before=r"No\.", after=r"\s\d")
TEXT = "Seal No. 4; set. Paid."


def rules_of(*rules: SrxRule) -> SrxRules:
    return SrxRules(cascade=False, maps=((".*", "all"),), languages=(LanguageRules("all", rules),))


def mapped(*, cascade: bool) -> SrxRules:
    """English: the full stop; any language: the semicolon."""
    languages = (LanguageRules("stop", (STOP,)), LanguageRules("semicolon", (SEMICOLON,)))
    return SrxRules(cascade, (("en.*", "stop"), (".*", "semicolon")), languages)


def pieces(rules: SrxRules, tag: str = "en") -> list[str]:
    return [TEXT[start:end] for start, end in Segmenter(rules, tag).spans(TEXT)]


def test_a_breaking_rule_cuts_wherever_it_fits() -> None:
    assert pieces(rules_of(STOP)) == ["Seal No.", "4; set.", "Paid."]


def test_an_exception_before_the_breaking_rule_wins() -> None:
    assert pieces(rules_of(NUMBER, STOP)) == ["Seal No. 4; set.", "Paid."]


def test_an_exception_after_the_breaking_rule_is_too_late() -> None:
    assert pieces(rules_of(STOP, NUMBER)) == pieces(rules_of(STOP))


def test_without_rules_a_text_is_one_segment() -> None:
    assert pieces(rules_of()) == [TEXT]


def test_exceptions_alone_cut_nothing() -> None:
    assert pieces(rules_of(NUMBER)) == [TEXT]


def test_an_empty_pattern_fits_everywhere() -> None:
    after_semicolon = SrxRule(breaks=True, before=";", after="")
    assert pieces(rules_of(after_semicolon)) == ["Seal No. 4;", "set. Paid."]


def test_white_space_around_a_segment_belongs_to_none() -> None:
    assert Segmenter(rules_of(STOP), "en").spans(" \tA.  B. \n") == [(2, 4), (6, 8)]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("en-GB", ["Seal No.", "4; set.", "Paid."]), ("vi", ["Seal No. 4;", "set. Paid."])],
)
def test_the_first_map_that_fits_the_language_gives_the_rules(
    tag: str, expected: list[str]
) -> None:
    assert pieces(mapped(cascade=False), tag) == expected


def test_with_cascade_all_maps_that_fit_give_their_rules() -> None:
    assert pieces(mapped(cascade=True)) == ["Seal No.", "4;", "set.", "Paid."]


def test_a_language_that_no_map_fits_has_no_rules() -> None:
    rules = SrxRules(cascade=False, maps=(("en", "all"),), languages=rules_of(STOP).languages)
    assert pieces(rules, "vi") == [TEXT]


def test_a_map_to_rules_that_do_not_exist_is_refused() -> None:
    rules = SrxRules(cascade=False, maps=((".*", "none"),), languages=())
    with pytest.raises(FormatError, match="none") as caught:
        Segmenter(rules, "en")
    assert caught.value.key == "srx-map"


def test_a_group_in_a_pattern_changes_nothing() -> None:
    grouped = SrxRule(breaks=False, before=r"(N(o|r))\.", after=r"(\s)\d")
    assert pieces(rules_of(grouped, STOP)) == ["Seal No. 4; set.", "Paid."]
    assert pieces(rules_of(grouped, replace(STOP, before=r"(\.)"), SEMICOLON)) == [
        "Seal No. 4;",
        "set.",
        "Paid.",
    ]


@pytest.mark.parametrize(
    "pattern",
    [
        *("(", "[", "*", ")", r"\p{Nothing}", r"(a)\1", "(?P<name>a)", "(?<name>a)", r"\\(a)\1"),
        *(r"(A)?(?(1)\.|z)", "(?0)", r"(?V0)\.", r"(?x)\. # dot"),
    ],
)
def test_a_bad_pattern_or_a_named_group_is_refused(pattern: str) -> None:
    for rule in (replace(STOP, before=pattern), replace(STOP, after=pattern)):
        with pytest.raises(FormatError) as caught:
            Segmenter(rules_of(STOP, rule), "en")
        assert (caught.value.key, caught.value.details["pattern"]) == ("srx-pattern", pattern)


def test_a_bad_language_pattern_is_refused() -> None:
    rules = SrxRules(cascade=False, maps=(("(en", "all"),), languages=rules_of(STOP).languages)
    with pytest.raises(FormatError):
        Segmenter(rules, "en")


@pytest.mark.parametrize(
    "before", [r"\.\z|\.", r"\.\G|\.", r"\X|\.", r"x{,2}|\.", r"\N{FULL STOP}"]
)
def test_what_an_expression_ends_with_need_not_be_known(before: str) -> None:
    assert any(piece.endswith("No.") for piece in pieces(rules_of(replace(STOP, before=before))))
