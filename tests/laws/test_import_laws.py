"""Laws of the three-way merge: nothing of either side is lost unless the other one removed it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tmkit.formats import concept as concepts
from tmkit.model import Concept, Event, HistoryEntry, Term
from tmkit.tasks.threeway import held_of, merge, restricted

SHORT = st.sampled_from(["", "a", "b", "c"])
LANGS = st.sampled_from(["en", "vi"])
TERMS = st.builds(
    Term,
    lang=LANGS,
    text=st.sampled_from(["tide", "gauge", "sea", "port"]),
    kind=st.sampled_from(["fullForm", "acronym"]),
    status=st.sampled_from(["preferred", "admitted", "forbidden"]),
    part_of_speech=st.sampled_from(["", "noun"]),
    full=SHORT,
    context=SHORT,
    note=SHORT,
    valid_from=st.sampled_from(["", "2020-01-01"]),
)
LISTS = st.lists(st.sampled_from(["a", "b", "c"]), unique=True, max_size=3).map(tuple)
TEXTS = st.dictionaries(LANGS, SHORT.filter(bool), max_size=2)
# A term stands once in a concept of a sound glossary; what the merge does with others is not lost.
UNIQUE = st.lists(TERMS, min_size=1, max_size=4, unique_by=lambda term: (term.lang, term.text))
CONCEPTS = st.builds(
    Concept,
    id=st.just("x"),
    subject=st.sampled_from(["seas", "ports"]),
    status=st.just("review"),
    terms=UNIQUE.map(tuple),
    definition=TEXTS,
    definition_source=TEXTS,
    broader=LISTS,
    related=LISTS,
    event=st.sampled_from([None, Event("renamed", "2026-01-01")]),
    history=st.just((HistoryEntry("2026-01-02", "Lan", "proposed"),)),
    note=SHORT,
    allow=st.sampled_from([(), ("TG501",)]),
)
HELD = frozenset(
    {
        *("subject", "note", "event", "broader", "related", "replaced_by", "allow"),
        *(f"{name}.{tag}" for name in ("definition", "definition_source") for tag in ("en", "vi")),
        *(f"term.{name}" for name in Term.__dataclass_fields__),
        *("lang.en", "lang.vi", "avoid.en", "avoid.vi"),
    }
)


def texts_of(concept: Concept) -> set[tuple[str, str]]:
    return {(term.lang, term.text) for term in concept.terms}


@given(base=CONCEPTS, ours=CONCEPTS)
def test_what_they_did_not_touch_stays_as_we_have_it(base: Concept, ours: Concept) -> None:
    merged = merge(ours, base, base, held=HELD)
    assert (merged.concept, merged.conflicts) == (ours, ())
    assert merged.origins == tuple(range(len(ours.terms)))


@given(base=CONCEPTS, theirs=CONCEPTS)
def test_what_we_did_not_touch_becomes_theirs(base: Concept, theirs: Concept) -> None:
    merged = merge(base, theirs, base, held=HELD)
    assert merged.conflicts == ()
    assert Counter(merged.concept.terms) == Counter(theirs.terms)
    bare = replace(theirs, terms=(), broader=(), related=())
    assert replace(merged.concept, terms=(), broader=(), related=()) == bare
    for name in ("broader", "related"):
        assert set(getattr(merged.concept, name)) == set(getattr(theirs, name))


@given(base=CONCEPTS, theirs=CONCEPTS, held=st.sets(st.sampled_from(sorted(HELD))))
def test_what_their_format_does_not_hold_is_never_changed(
    base: Concept, theirs: Concept, held: set[str]
) -> None:
    seen = restricted(theirs, frozenset(held))
    merged = merge(base, seen, base, held=frozenset(held))
    for name in ("subject", "note", "event", "broader", "related", "allow"):
        if name not in held:
            assert getattr(merged.concept, name) == getattr(base, name)
    for name in ("definition", "definition_source"):
        for tag in ("en", "vi"):
            if f"{name}.{tag}" not in held:
                kept = getattr(merged.concept, name).get(tag)
                assert kept == getattr(base, name).get(tag)
    for tag in ("en", "vi"):
        if not {f"lang.{tag}", f"avoid.{tag}"} & held:
            assert merged.concept.terms_in(tag) == base.terms_in(tag)


@settings(max_examples=500)
@given(ours=CONCEPTS, theirs=CONCEPTS, base=st.one_of(st.none(), CONCEPTS))
def test_no_term_vanishes_unless_the_other_side_removed_it(
    ours: Concept, theirs: Concept, base: Concept | None
) -> None:
    merged = merge(ours, theirs, base, held=HELD)
    known = texts_of(base) if base else set()
    there = texts_of(merged.concept)
    quoted = repr(merged.conflicts)
    for tag, text in texts_of(ours) - there:
        assert (tag, text) in known
        assert (tag, text) not in texts_of(theirs)
    for tag, text in texts_of(theirs) - there:
        assert (tag, text) in known or text in quoted


@settings(max_examples=500)
@given(ours=CONCEPTS, theirs=CONCEPTS, base=st.one_of(st.none(), CONCEPTS))
def test_merging_the_same_file_again_changes_nothing(
    ours: Concept, theirs: Concept, base: Concept | None
) -> None:
    once = merge(ours, theirs, base, held=HELD)
    again = merge(once.concept, theirs, base, held=HELD)
    assert again.concept == once.concept


@settings(max_examples=500)
@given(ours=CONCEPTS, theirs=CONCEPTS, base=st.one_of(st.none(), CONCEPTS))
def test_a_term_that_both_sides_have_stands_there_once(
    ours: Concept, theirs: Concept, base: Concept | None
) -> None:
    merged = merge(ours, theirs, base, held=HELD).concept
    assert len(texts_of(merged)) == len(merged.terms)


@given(ours=CONCEPTS, base=st.one_of(st.none(), CONCEPTS))
def test_two_equal_sides_are_no_conflict(ours: Concept, base: Concept | None) -> None:
    merged = merge(ours, ours, base, held=HELD)
    assert (merged.concept, merged.conflicts) == (ours, ())


@given(ours=CONCEPTS, theirs=CONCEPTS)
def test_without_a_base_every_text_is_kept_or_quoted(ours: Concept, theirs: Concept) -> None:
    merged = merge(ours, theirs, None, held=held_of([theirs]))
    said = repr(merged)
    for concept in (ours, theirs):
        texts = [concept.note, *concept.definition.values(), *(term.note for term in concept.terms)]
        assert all(text in said for text in texts)


@given(concept=CONCEPTS)
def test_a_concept_that_is_written_and_read_is_the_same(concept: Concept) -> None:
    text = concepts.rewritten("", concept)
    assert concepts.parse(text, Path("x.toml")).concept == concept
    assert concepts.canonical(text) == text
