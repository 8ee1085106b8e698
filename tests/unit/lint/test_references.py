"""Ids that are unique and references that lead somewhere."""

from __future__ import annotations

import pytest
from lint_cases import findings_in, places_in

from tmkit.lint.rule import term

BOTH = term("en", "{0}") + term("vi", "{0} (vi)")


def glossary(**tops: str) -> dict[str, str]:
    """Concepts by id with terms of their own; tops: what stands above their terms."""
    return {id_: f"{top}\n{BOTH.format(id_)}" for id_, top in tops.items()}


def test_an_id_is_one_across_glossaries_and_both_files_hear_of_the_other() -> None:
    found = findings_in({**glossary(scale=""), "other/scale": 'id = "scale"\n' + BOTH})
    assert [(each.code, each.place.line) for each in found] == [("TG401", 1), ("TG401", 3)]
    assert "other/scale.toml" in found[0].message


@pytest.mark.parametrize("key", ["broader", "related", "replaced_by"])
def test_a_reference_that_leads_nowhere_says_what_is_near(key: str) -> None:
    found = findings_in(glossary(scale=f'{key} = ["balence"]', balance=""))
    assert [(each.code, each.place.field) for each in found] == [("TG410", key)]
    assert "balance" in found[0].help


def test_a_reference_to_a_broken_file_leads_somewhere() -> None:
    found = findings_in(glossary(scale='related = ["balance"]', balance='status = "new"'))
    assert [each.code for each in found] == ["TG104"]


@pytest.mark.parametrize(
    ("tops", "expected"),
    [
        ({"a": 'broader = ["a"]'}, {"a": "a → a"}),
        ({"a": 'related = ["a"]'}, {"a": "a → a"}),
        (
            {"a": 'broader = ["b"]', "b": 'broader = ["c"]', "c": 'broader = ["a"]'},
            {"a": "a → b → c → a", "b": "b → c → a → b", "c": "c → a → b → c"},
        ),
        # What only leads into a circle is no part of it.
        (
            {"a": 'broader = ["b"]', "b": 'broader = ["c"]', "c": 'broader = ["b"]'},
            {"b": "b → c → b", "c": "c → b → c"},
        ),
        ({"a": 'broader = ["b", "c"]', "b": 'broader = ["c"]', "c": ""}, {}),
        ({"a": 'related = ["b"]', "b": 'related = ["a"]'}, {}),
    ],
)
def test_a_circle_is_told_by_its_way(tops: dict[str, str], expected: dict[str, str]) -> None:
    found = findings_in(glossary(**tops))
    assert {each.code for each in found} <= {"TG411"}
    assert {each.place.id: each.message.split(": ")[1].rstrip(".") for each in found} == expected


ENDED = 'status = "deprecated"\n'
APPROVED = 'status = "approved"\n'


def event(kind: str) -> str:
    return f'[event]\ntype = "{kind}"\ndate = "2025-03-01"\n'


@pytest.mark.parametrize(
    ("top", "below", "successor", "expected"),
    [
        (ENDED, "", "", {"TG413 old status"}),
        (ENDED, event("abolished"), "", set()),
        (APPROVED, event("merged"), "", {"TG413 old event.type"}),
        (APPROVED + 'replaced_by = ["new"]\n', event("merged"), APPROVED, set()),
        (APPROVED + 'replaced_by = ["new"]\n', event("merged"), "", {"TG413 old replaced_by"}),
        # Both are still looked at.
        ('replaced_by = ["new"]\n', event("renamed"), "", set()),
        (ENDED + 'replaced_by = ["new"]\n', "", 'status = "rejected"\n', {"TG413 old replaced_by"}),
        ('replaced_by = ["new"]\n', "", 'status = "rejected"\n', {"TG413 old replaced_by"}),
    ],
)
def test_what_has_ended_names_an_approved_successor(
    top: str, below: str, successor: str, expected: set[str]
) -> None:
    files = glossary(old=top, new=successor)
    files["old"] += below
    found = {each for each in places_in(files) if each.startswith("TG4")}
    assert found == expected
