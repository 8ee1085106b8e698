"""Concepts that stand in one another's way, and homonyms, which do not."""

from __future__ import annotations

import pytest
from lint_cases import findings_in, places_in

from tmkit.lint.rule import term


def concept(english: str, vietnamese: str, top: str = "") -> str:
    return top + term("en", english) + term("vi", vietnamese)


MUSIC = 'subject = "music"\n'


@pytest.mark.parametrize(
    ("one", "other", "code", "field"),
    [
        (concept("scale", "cân"), concept("Scale", "cân"), "TG402", "term[0].term"),
        (concept("health", "sức khỏe"), concept("health", "sức khoẻ"), "TG402", "term[0].term"),
        (concept("scale", "cân"), concept("scale", "thang"), "TG403", "term[1].term"),
        (concept("scale", "cân"), concept("balance", "cân"), "TG404", "term[1].term"),
    ],
)
def test_each_of_two_concepts_that_clash_names_the_other(
    one: str, other: str, code: str, field: str
) -> None:
    found = findings_in({"one": one, "other": other})
    assert [(each.code, each.place.id, each.place.field) for each in found] == [
        (code, "one", field),
        (code, "other", field),
    ]
    assert "other" in found[0].message
    assert "one" in found[1].message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Homonyms of two subjects.
        (concept("scale", "cân"), concept("scale", "cân", MUSIC)),
        (concept("scale", "cân"), concept("scale", "âm giai", MUSIC)),
        # A concept that is no longer, or never was.
        (concept("scale", "cân"), concept("scale", "cân", 'status = "rejected"\n')),
        # One name after the other, of two bodies.
        (
            term("en", "Bureau", until="2025-03-01") + term("vi", "Cục", until="2025-03-01"),
            term("en", "Bureau", **{"from": "2025-03-01"})
            + term("vi", "Cục", **{"from": "2025-03-01"}),
        ),
        (
            concept("Bureau", "Cục") + '[event]\ntype = "abolished"\ndate = "2025-03-01"\n',
            term("en", "Bureau", **{"from": "2025-03-01"})
            + term("vi", "Cục", **{"from": "2025-03-01"}),
        ),
        # A synonym here that is the name there, or a short form of both.
        (
            concept("scale", "cân") + term("en", "balance", "variant", "admitted"),
            concept("balance", "cân phân tích"),
        ),
        (
            concept("scale mark", "vạch") + term("en", "SM", "acronym", full="scale mark"),
            concept("stop mark", "dấu") + term("en", "mark", "shortForm"),
        ),
    ],
)
def test_homonyms_and_successors_do_not_clash(one: str, other: str) -> None:
    assert places_in({"one": one, "other": other}) == set()


def test_several_rivals_are_one_finding() -> None:
    files = {id_: concept("scale", id_) for id_ in ("can", "thang", "vach")}
    found = findings_in(files)
    assert [each.code for each in found] == ["TG403"] * 3
    assert "“thang” (thang), “vach” (vach)" in found[0].message


FORBIDS = concept("scale mark", "vạch chia")


@pytest.mark.parametrize(
    ("word", "other", "expected"),
    [
        (
            "thang",
            concept("ladder", "thang"),
            {"TG408 one term[2].term", "TG408 other term[1].term"},
        ),
        # In another subject a single word may be right, two words are hardly two things.
        ("thang", concept("ladder", "thang", MUSIC), set()),
        (
            "thang âm",
            concept("range", "thang âm", MUSIC),
            {"TG408 one term[2].term", "TG408 other term[1].term"},
        ),
        (
            "thang",
            concept("scale mark", "thang", MUSIC),
            {"TG408 one term[2].term", "TG408 other term[1].term"},
        ),
        (
            "thang",
            concept("ladder", "cái thang") + term("vi", "thang", "variant", "admitted"),
            set(),
        ),
    ],
)
def test_a_word_is_not_forbidden_here_and_preferred_there(
    word: str, other: str, expected: set[str]
) -> None:
    one = FORBIDS + term("vi", word, "variant", "forbidden")
    assert places_in({"one": one, "other": other}) == expected
