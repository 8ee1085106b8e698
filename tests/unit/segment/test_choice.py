"""Which rules of a file hold for a language, alone and with a project's abbreviations."""

from __future__ import annotations

from tmkit.model import LanguageRules, SrxRule, SrxRules
from tmkit.segment import Segmenter, narrowed

STOP = SrxRule(breaks=True, before=r"\.", after=r"\s")
LINE = SrxRule(breaks=True, before=r"\n", after="")
OTHER = SrxRule(breaks=True, before=";", after="")
RULES = SrxRules(
    cascade=True,
    maps=(("vi.*", "stop"), (".*", "line"), ("en", "other")),
    languages=(
        LanguageRules("stop", (STOP,)),
        LanguageRules("line", (LINE,)),
        LanguageRules("other", (OTHER,)),
    ),
    digest="0a0a",
)


def pieces(text: str, *abbreviations: str) -> list[str]:
    segmenter = Segmenter(narrowed(RULES, "vi", abbreviations), "vi-VN")
    return [text[start:end] for start, end in segmenter.spans(text)]


def test_all_rules_of_a_language_come_into_one_list_in_their_order() -> None:
    rules = narrowed(RULES, "vi-VN")
    assert rules.languages == (LanguageRules("vi", (STOP, LINE)),)
    assert (rules.maps, rules.cascade, rules.digest) == (
        (("[Vv][Ii](?:[-_].*)?", "vi"),),
        False,
        "0a0a",
    )


def test_a_language_that_no_map_names_has_no_rules() -> None:
    only = SrxRules(cascade=False, maps=(("vi", "stop"),), languages=RULES.languages)
    assert narrowed(only, "fr", ["Fr."]).languages == ()


def test_an_abbreviation_ends_no_segment() -> None:
    assert pieces("Trường CĐ. Nghề. Hết.") == ["Trường CĐ.", "Nghề.", "Hết."]
    assert pieces("Trường CĐ. Nghề. Hết.", "CĐ.") == ["Trường CĐ. Nghề.", "Hết."]


def test_the_end_of_another_word_is_no_abbreviation() -> None:
    assert pieces("Bộ NCĐ. Hết.", "CĐ.") == ["Bộ NCĐ.", "Hết."]


def test_a_line_ends_after_an_abbreviation() -> None:
    assert pieces("Trường CĐ.\nNghề.", "CĐ.") == ["Trường CĐ.", "Nghề."]


def test_a_sign_in_an_abbreviation_means_itself() -> None:
    assert pieces("Bộ K+H. Nam. Hết.", "K+H.") == ["Bộ K+H. Nam.", "Hết."]
    assert pieces("Bộ KKH. Nam. Hết.", "K+H.") == ["Bộ KKH.", "Nam.", "Hết."]


def test_the_digest_tells_the_abbreviations_whatever_their_order() -> None:
    one, other = (narrowed(RULES, "vi", words).digest for words in (("A.", "B."), ("B.", "A.")))
    assert one == other != RULES.digest
