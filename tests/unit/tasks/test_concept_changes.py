"""Two glossaries compared: which concepts belong together, and what is said of each field."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.formats.diff_page import Change
from tmkit.model import Concept, HistoryEntry, Term
from tmkit.tasks.concept_changes import changes_of_concepts

SEAL = Concept("seal", "ports", "review", (Term("en", "seal"), Term("vi", "con dấu niêm phong")))
LID = Concept("lid", "ports", "review", (Term("en", "lid"), Term("vi", "nắp")))


def shown(changes: list[Change]) -> list[tuple[str, str, list[str]]]:
    """The changes with their parts in short: field, language, [-old-] and {+new+} words."""
    marks = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    return [
        (
            each.kind,
            each.id,
            [
                f"{part.field} {part.lang} {part.term}".rstrip()
                + ": "
                + "".join(marks[edit.kind].format(edit.text) for edit in part.edits)
                for part in each.parts
            ],
        )
        for each in changes
    ]


def changes(old: list[Concept], new: list[Concept]) -> list[tuple[str, str, list[str]]]:
    return shown(list(changes_of_concepts(old, new)))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"status": "approved"}, ["status: [-review-]{+approved+}"]),
        ({"definition": {"vi": "vật để khoá"}}, ["definition vi: {+vật để khoá+}"]),
        ({"related": ("lid", "tag")}, ["related: {+lid, tag+}"]),
        (
            {"history": (HistoryEntry("2026-05-04", "An Ví Dụ", "approved"),)},
            ["history: {+2026-05-04, An Ví Dụ, approved+}"],
        ),
        (
            {"terms": (SEAL.terms[0], replace(SEAL.terms[1], status="admitted"))},
            ["term.status vi con dấu niêm phong: [-preferred-]{+admitted+}"],
        ),
        ({"terms": (*SEAL.terms, Term("en", "stamp"))}, ["term en: {+stamp+}"]),
        (
            {"terms": (*SEAL.terms, Term("en", "STP", "acronym"))},
            ["term en: {+STP+}", "term.type en STP: {+acronym+}"],
        ),
        (
            {"terms": (SEAL.terms[0], Term("vi", "con dấu kẹp chì"))},
            ["term vi: con dấu [-niêm-]{+kẹp+} [-phong-]{+chì+}"],
        ),
        ({"terms": SEAL.terms[:1]}, ["term vi: [-con dấu niêm phong-]"]),
        ({"terms": SEAL.terms[::-1]}, []),
        ({"terms": (Term("en-GB", "seal"), SEAL.terms[1])}, []),
    ],
)
def test_a_changed_concept_shows_the_fields_that_differ(
    changed: dict[str, object], said: list[str]
) -> None:
    expected = [("changed", "seal", said)] if said else []
    assert changes([SEAL, LID], [replace(SEAL, **changed), LID]) == expected  # type: ignore[arg-type] # fields of a concept


def test_an_id_makes_a_pair_whatever_the_terms_are() -> None:
    other = replace(SEAL, terms=(Term("en", "stopper"),))
    assert [each[:2] for each in changes([SEAL], [other])] == [("changed", "seal")]


@pytest.mark.parametrize("id_", ["", "concept-1"])
def test_without_a_common_id_the_terms_in_common_make_a_pair(id_: str) -> None:
    bare = replace(SEAL, id=id_, status="approved")
    expected = [("changed", id_ or "seal", ["status: [-review-]{+approved+}"])]
    assert changes([LID, SEAL], [LID, bare]) == expected


def test_of_several_concepts_that_share_a_term_the_one_that_shares_most_is_the_partner() -> None:
    homonym = Concept("", "zoology", "review", (Term("en", "seal"), Term("vi", "hải cẩu")))
    nameless = replace(SEAL, id="")
    said = changes([homonym, nameless], [replace(nameless, note="x"), homonym])
    assert said == [("changed", "", ["note: {+x+}"])]


def test_a_term_in_another_script_is_another_term() -> None:
    latin, cyrillic = (replace(SEAL, terms=(Term(tag, "a"),)) for tag in ("sr-Latn", "sr-Cyrl"))
    assert changes([latin], [cyrillic]) == [
        ("changed", "seal", ["term sr-cyrl: {+a+}", "term sr-latn: [-a-]"])
    ]


def test_added_concepts_stand_in_the_new_order_and_removed_ones_come_last() -> None:
    kinds = [each[:2] for each in changes([LID], [SEAL])]
    assert kinds == [("added", "seal"), ("removed", "lid")]


CONCEPTS = st.lists(
    st.builds(
        lambda id_, texts: Concept(id_, "s", "review", tuple(Term("en", each) for each in texts)),
        st.sampled_from(["", "a", "b", "c"]),
        st.lists(st.sampled_from(["one", "two", "one two"]), min_size=1, max_size=3),
    ),
    max_size=5,
)


@given(CONCEPTS, CONCEPTS)
def test_every_concept_is_told_of_once_at_most_and_the_difference_counts(
    old: list[Concept], new: list[Concept]
) -> None:
    kinds = [each.kind for each in changes_of_concepts(old, new)]
    assert len(new) - len(old) == kinds.count("added") - kinds.count("removed")


@given(CONCEPTS)
def test_a_glossary_does_not_differ_from_itself(concepts: list[Concept]) -> None:
    assert list(changes_of_concepts(concepts, concepts)) == []
