"""A concept that both sides worked on: what is taken, what stays, what is a conflict."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tmkit.model import Concept, Event, HistoryEntry, Term
from tmkit.tasks.threeway import held_of, merge, restricted

Ids = tuple[str, ...]
Terms = tuple[Term, ...]
EN = Term("en", "tide gauge", part_of_speech="noun", context="The tide gauge stands.", note="n")
VI = Term("vi", "trạm đo triều", source="harbour#4")
OLD = Term("vi", "trạm triều", "variant", "deprecated")
BASE = Concept(
    id="tide-gauge",
    subject="harbours",
    status="review",
    terms=(EN, VI, OLD),
    definition={"en": "gauge that measures tides"},
    definition_source={"en": "Harbour Act"},
    broader=("gauge",),
    related=("tide", "harbour"),
    event=Event("renamed", "2026-01-01"),
    history=(HistoryEntry("2026-01-02", "Lan", "proposed"),),
    note="old note",
)
ALL = held_of([BASE]) | {
    *("allow", "replaced_by", "definition.vi", "term.full", "term.usage", "term.authority"),
    *("term.valid_from", "term.valid_until", "lang.fr"),
}


def changed(concept: Concept, values: dict[str, Any]) -> Concept:
    return replace(concept, **values)


def with_term(concept: Concept, number: int, **changed: str) -> Concept:
    terms = list(concept.terms)
    terms[number] = replace(terms[number], **changed)
    return replace(concept, terms=tuple(terms))


# Field → what one side makes of it, what the other side does, and the place of a conflict.
FIELDS: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"subject": "seas"}, {"subject": "ports"}, "subject"),
    ({"note": "new note"}, {"note": "other note"}, "note"),
    ({"note": ""}, {"note": "other note"}, "note"),
    ({"event": Event("abolished", "2026-02-02")}, {"event": None}, "event"),
    ({"definition": {"en": "a"}}, {"definition": {"en": "b"}}, "definition.en"),
    ({"definition": {}}, {"definition": {"en": "b"}}, "definition.en"),
    (
        {"definition": {**BASE.definition, "vi": "a"}},
        {"definition": {**BASE.definition, "vi": "b"}},
        "definition.vi",
    ),
    ({"definition_source": {"en": "x"}}, {"definition_source": {}}, "definition_source.en"),
]
TERM_FIELDS: list[tuple[str, str, str, str]] = [
    ("text", "tidal gauge", "tide gage", "term"),
    ("kind", "variant", "phrase", "type"),
    ("status", "admitted", "forbidden", "status"),
    ("part_of_speech", "other", "", "pos"),
    ("full", "a", "b", "full"),
    ("usage", "GB", "US", "usage"),
    ("authority", "legal", "press", "authority"),
    ("source", "a", "b", "source"),
    ("context", "a", "", "context"),
    ("note", "a", "b", "note"),
    ("valid_from", "2020-01-01", "2021-01-01", "from"),
    ("valid_until", "2020-01-01", "2021-01-01", "until"),
]
CASES = [
    *((changed(BASE, one), changed(BASE, other), place) for one, other, place in FIELDS),
    *(
        (with_term(BASE, 0, **{name: one}), with_term(BASE, 0, **{name: other}), f"term[0].{key}")
        for name, one, other, key in TERM_FIELDS
    ),
]
NAMES = [place for _, _, place in CASES]
CHANGED = [case for one, other, _ in CASES for case in (one, other)]


@pytest.mark.parametrize("ours", CHANGED)
def test_what_only_we_changed_stays(ours: Concept) -> None:
    merged = merge(ours, BASE, BASE, held=ALL)
    assert (merged.concept, merged.conflicts) == (ours, ())


@pytest.mark.parametrize("theirs", CHANGED)
def test_what_only_they_changed_is_taken(theirs: Concept) -> None:
    merged = merge(BASE, theirs, BASE, held=ALL)
    assert (merged.concept, merged.conflicts) == (theirs, ())


@pytest.mark.parametrize("one", CHANGED)
def test_what_both_changed_alike_is_no_conflict(one: Concept) -> None:
    merged = merge(one, one, BASE, held=ALL)
    assert (merged.concept, merged.conflicts) == (one, ())


@pytest.mark.parametrize(("one", "other", "place"), CASES, ids=NAMES)
def test_what_both_changed_differently_is_a_conflict_and_stays_ours(
    one: Concept, other: Concept, place: str
) -> None:
    merged = merge(one, other, BASE, held=ALL)
    assert merged.concept == one
    assert [conflict.field for conflict in merged.conflicts] == [place]
    assert merged.conflicts[0].ours != merged.conflicts[0].theirs


@pytest.mark.parametrize(
    ("theirs", "place"), [(one, place) for one, _, place in CASES if place != "term[0].term"]
)
def test_what_their_format_cannot_hold_is_no_change(theirs: Concept, place: str) -> None:
    name = {"type": "kind", "pos": "part_of_speech", "from": "valid_from", "until": "valid_until"}
    key = place.removeprefix("term[0].")
    field = f"term.{name.get(key, key)}" if place.startswith("term") else place
    merged = merge(BASE, theirs, BASE, held=ALL - {field})
    assert (merged.concept, merged.conflicts) == (BASE, ())


@pytest.mark.parametrize("name", ["broader", "related", "replaced_by", "allow"])
@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        (("a", "b"), ("a", "b"), ("b",), ("b",)),
        (("a", "b"), ("b",), ("a", "b"), ("b",)),
        (("a",), ("a", "c"), ("d", "a"), ("a", "c", "d")),
        (("a", "b"), ("b",), ("a",), ()),
        ((), ("b",), ("b",), ("b",)),
        (("a", "b"), ("a", "b"), ("b", "a"), ("a", "b")),
    ],
)
def test_lists_are_merged_one_by_one_in_our_order(
    name: str, base: Ids, ours: Ids, theirs: Ids, merged: Ids
) -> None:
    versions = (changed(BASE, {name: value}) for value in (ours, theirs, base))
    found = merge(*versions, held=ALL)
    assert (getattr(found.concept, name), found.conflicts) == (merged, ())


NEW = Term("vi", "thủy chí", status="admitted")


@pytest.mark.parametrize(
    ("ours", "theirs", "merged"),
    [
        ((EN, VI, OLD), (EN, VI, OLD, NEW), (EN, VI, OLD, NEW)),
        ((EN, VI, OLD), (NEW, OLD, VI, EN), (EN, VI, OLD, NEW)),
        ((EN, VI, OLD), (EN, VI), (EN, VI)),
        ((EN, VI), (EN, VI, OLD), (EN, VI)),
        ((EN, VI, OLD, NEW), (EN, VI, OLD, NEW), (EN, VI, OLD, NEW)),
        ((VI, EN), (EN, VI, replace(EN, text="gauge")), (VI, EN, replace(EN, text="gauge"))),
        ((), (EN, VI, OLD), ()),
        ((EN, VI, OLD), (), (EN, VI, OLD)),
    ],
)
def test_terms_are_added_and_removed_one_by_one_in_our_order(
    ours: Terms, theirs: Terms, merged: Terms
) -> None:
    found = merge(replace(BASE, terms=ours), replace(BASE, terms=theirs), BASE, held=ALL)
    assert (found.concept.terms, found.conflicts) == (merged, ())


def test_a_corrected_spelling_is_the_same_term() -> None:
    ours = with_term(BASE, 1, note="checked")
    theirs = with_term(BASE, 1, text="trạm đo thủy triều")
    merged = merge(ours, theirs, BASE, held=ALL)
    assert merged.concept.terms[1] == replace(VI, text="trạm đo thủy triều", note="checked")
    assert merged.origins == (0, 1, 2)


def test_several_corrections_are_told_apart_by_how_alike_the_texts_are() -> None:
    base = replace(BASE, terms=(VI, NEW))
    theirs = replace(BASE, terms=(replace(NEW, text="thủy trí"), replace(VI, text="trạm đo tr")))
    merged = merge(base, theirs, base, held=ALL)
    assert [term.text for term in merged.concept.terms] == ["trạm đo tr", "thủy trí"]
    assert merged.origins == (0, 1)


def test_texts_that_are_not_alike_are_terms_removed_and_added() -> None:
    base = replace(BASE, terms=(VI, NEW))
    theirs = replace(BASE, terms=(replace(VI, text="xyz"), replace(VI, text="uvw")))
    merged = merge(base, theirs, base, held=ALL)
    assert merged.concept.terms == theirs.terms
    assert merged.origins == (None, None)


def test_a_term_that_they_removed_and_we_changed_is_a_conflict_and_stays() -> None:
    ours = with_term(BASE, 2, status="forbidden")
    theirs = replace(BASE, terms=(EN, VI))
    merged = merge(ours, theirs, BASE, held=ALL)
    assert merged.concept == ours
    assert [(each.field, each.theirs) for each in merged.conflicts] == [("term[2]", "")]


def test_a_term_that_we_removed_and_they_changed_is_a_conflict_that_quotes_it() -> None:
    ours = replace(BASE, terms=(EN, VI))
    theirs = with_term(BASE, 2, status="forbidden")
    merged = merge(ours, theirs, BASE, held=ALL)
    assert merged.concept == ours
    assert merged.conflicts[0].ours == ""
    assert "forbidden" in merged.conflicts[0].theirs
    assert "trạm triều" in merged.conflicts[0].theirs


def test_a_language_that_their_file_does_not_have_at_all_is_not_removed() -> None:
    theirs = replace(BASE, terms=(EN,))
    assert merge(BASE, theirs, BASE, held=ALL - {"lang.vi", "avoid.vi"}).concept == BASE


def test_terms_not_to_be_used_stay_where_the_column_for_them_is_gone() -> None:
    theirs = replace(BASE, terms=(EN, VI))
    assert merge(BASE, theirs, BASE, held=ALL - {"avoid.vi"}).concept == BASE
    assert merge(BASE, theirs, BASE, held=ALL).concept.terms == (EN, VI)


def test_one_term_that_both_sides_came_to_in_different_ways_stands_there_once() -> None:
    ours = replace(BASE, terms=(*BASE.terms, NEW))
    theirs = with_term(BASE, 1, text=NEW.text)
    merged = merge(ours, theirs, BASE, held=ALL)
    assert [term.text for term in merged.concept.terms_in("vi")] == ["trạm triều", "thủy chí"]
    assert [each.label for each in merged.conflicts] == ['vi "thủy chí": status']


def test_a_long_form_follows_the_correction_of_its_term() -> None:
    base = replace(BASE, terms=(EN, Term("en", "TG", "acronym", full=EN.text)))
    theirs = with_term(base, 0, text="tidal gauge")
    merged = merge(base, theirs, base, held=ALL - {"term.full"})
    assert merged.concept.terms[1].full == "tidal gauge"
    assert merge(base, theirs, base, held=ALL).concept.terms[1].full == "tide gauge"


def test_without_a_base_what_only_one_side_has_is_kept_from_both() -> None:
    ours = replace(BASE, note="", terms=(EN, OLD))
    theirs = replace(BASE, definition={}, related=("sea",), terms=(replace(EN, note=""), VI))
    merged = merge(ours, theirs, None, held=ALL)
    assert merged.conflicts == ()
    assert merged.concept == replace(
        BASE, terms=(EN, OLD, VI), related=("tide", "harbour", "sea"), definition=BASE.definition
    )


def test_without_a_base_two_values_of_one_field_are_a_conflict() -> None:
    theirs = with_term(replace(BASE, note="theirs", definition={"en": "d"}), 0, status="forbidden")
    merged = merge(BASE, theirs, None, held=ALL)
    assert merged.concept == BASE
    places = [each.field for each in merged.conflicts]
    assert places == ["note", "definition.en", "term[0].status"]


@pytest.mark.parametrize("field", ["subject", "status", "kind"])
def test_an_empty_cell_of_what_a_concept_must_have_says_nothing(field: str) -> None:
    theirs = replace(BASE, subject="") if field == "subject" else with_term(BASE, 0, **{field: ""})
    assert merge(BASE, theirs, BASE, held=ALL).concept == BASE


def test_a_field_that_cannot_be_used_says_nothing() -> None:
    theirs = with_term(replace(BASE, note=""), 0, part_of_speech="")
    unsaid = frozenset({"note", "term[0].pos"})
    assert merge(BASE, theirs, BASE, held=ALL, unsaid=unsaid).concept == BASE


def test_what_a_file_holds_is_told_by_what_stands_in_it() -> None:
    bare = Concept("a", "", "review", (Term("en", "a"), Term("vi", "b", note="n")), {"vi": "d"})
    assert held_of([bare]) == {"lang.en", "lang.vi", "term.note", "definition.vi"}
    seen = restricted(BASE, held_of([bare]))
    assert seen.terms[0] == Term("en", "tide gauge", note="n")
    assert (seen.definition, seen.note, seen.history) == ({}, "", ())
