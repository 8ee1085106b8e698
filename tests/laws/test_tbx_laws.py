"""Laws of TBX: what a dialect holds comes back, and what it does not hold is named."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmkit.formats import tbx, tbx_parts
from tmkit.model import Concept, Event, Finding, Glossary, HistoryEntry, Term

LANGUAGES = ("vi", "en")
# What XML 1.0 can hold, the characters that it escapes or normalises first.
XML = st.text(
    st.one_of(
        st.sampled_from("<>&\"'\r\n\t ]đ"),
        st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"),
    ),
    max_size=8,
)
TEXT = XML.filter(bool)
LINES = st.sampled_from(
    [
        'tbx: <termNote type="grammaticalGender">neuter</termNote>',
        'tbx: <termNote type="grammaticalGender">Neuter</termNote>',
        'tbx: <termNote type="register">slangRegister</termNote>',
        'tbx: <admin type="customerSubset">a &amp; b&#10;c</admin>',
        'tbx: <admin type="source">S</admin>',
        'tbx: <descripGrp><descrip type="context">c</descrip><note>n</note></descripGrp>',
        'tbx: <descrip type="definition" xml:lang="en">d</descrip>',
        'tbx: <ref type="crossReference" target="sea">x</ref>',
        'tbx: <xref type="xGraphic" target="https://tide.example/g">x</xref>',
        'tbx: <langSec xml:lang="en"><note>n</note><descrip type="definition"/></langSec>',
        'tbx: <langSec xml:lang="en"><descrip type="definition">d</descrip></langSec>',
        'tbx: <langSec xml:lang="vi"><admin type="source">S</admin></langSec>',
        'tbx: <langSec xml:lang="fr"><note>n</note></langSec>',
        "tbx: <broken",
        "tbx: <br/>",
        "status: review",
        "valid: 2020-01-01/",
        "note: valid: 2020-01-01/",
        "tmkit:status=forbidden",
        "2026-03-04 edited by Lan",
        "",
    ]
)
NOTES = st.one_of(XML, st.lists(LINES, max_size=3).map("\n".join))
DATES = st.dates().map(str)
IDS = st.sampled_from(["sea", "5-hour-tide", "tide"])
TARGETS = st.lists(IDS, unique=True, max_size=2).map(tuple)
LANGS = st.sampled_from(["en", "vi", "fr"])
DAYS = st.one_of(st.just(""), DATES)

TERMS = st.builds(
    Term,
    lang=LANGS,
    text=TEXT,
    kind=st.sampled_from(["fullForm", "acronym", "variant", "phrase"]),
    status=st.sampled_from(["preferred", "admitted", "deprecated", "superseded", "forbidden"]),
    part_of_speech=st.sampled_from(["", "noun", "properNoun", "other"]),
    full=XML,
    usage=st.sampled_from(["", "GB"]),
    authority=st.sampled_from(["", "legal"]),
    source=XML,
    context=XML,
    note=NOTES,
    valid_from=DAYS,
    valid_until=DAYS,
)
ACTS = st.builds(
    HistoryEntry,
    DATES,
    TEXT,
    st.sampled_from(["edited", "reviewed", "approved", "rejected"]),
    XML,
    st.sampled_from(["", "vi"]),
)
HISTORIES = st.lists(ACTS, max_size=2).map(
    lambda acts: (HistoryEntry("2026-03-04", "Lan", "proposed"), *acts)
)
TEXTS = st.dictionaries(LANGS, XML, max_size=2)
CONCEPTS = st.builds(
    Concept,
    id=IDS,
    subject=XML,
    status=st.sampled_from(["draft", "review", "approved", "deprecated", "rejected"]),
    terms=st.lists(TERMS, max_size=4).map(tuple),
    definition=TEXTS,
    definition_source=TEXTS,
    broader=TARGETS,
    related=TARGETS,
    replaced_by=TARGETS,
    event=st.sampled_from([None, Event("renamed", "2026-01-01")]),
    history=HISTORIES,
    note=NOTES,
    allow=st.sampled_from([(), ("TG501",)]),
)


def back(
    *concepts: Concept, dialect: str, findings: list[Finding] | None = None
) -> tuple[Concept, ...]:
    """What comes back of concepts that are written and read."""
    told = findings if findings is not None else []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "law.tbx"
        with path.open("wb") as file:
            tbx.write(Glossary("law", concepts), file, languages=LANGUAGES, dialect=dialect)
        return tuple(tbx.read(path, told.append))


@pytest.mark.parametrize("dialect", tbx.DIALECTS)
@settings(max_examples=100, deadline=None)
@given(concept=CONCEPTS)
def test_what_a_dialect_holds_comes_back(dialect: str, concept: Concept) -> None:
    held = tbx.kept(concept, dialect, languages=LANGUAGES, ids={concept.id})
    assert back(concept, dialect=dialect) == (held,)


@pytest.mark.parametrize("dialect", tbx.DIALECTS)
@settings(max_examples=100, deadline=None)
@given(concept=CONCEPTS)
def test_what_is_held_once_is_held_for_good(dialect: str, concept: Concept) -> None:
    held = tbx.kept(concept, dialect, languages=LANGUAGES, ids={concept.id})
    assert tbx.kept(held, dialect, languages=LANGUAGES, ids={concept.id}) == held
    assert tbx.loss(held, dialect, languages=LANGUAGES, ids={concept.id}) == []


def without(concept: Concept, field: str) -> Concept:
    """The concept without the value that a loss names."""
    name, _, rest = field.partition(".")
    if name.startswith("term["):
        number = int(name[5:-1])
        terms = list(concept.terms)
        value = "noun" if rest == "part_of_speech" else ""
        terms[number] = replace(terms[number], **{rest: value})
        return replace(concept, terms=tuple(terms))
    if name.startswith("history["):
        acts = list(concept.history)
        number = int(name[8:-1])
        acts[number] = replace(acts[number], lang="")
        return replace(concept, history=tuple(acts))
    name, _, _ = name.partition("[")
    left: Any = None if name == "event" else ()
    if rest:
        left = {tag: text for tag, text in getattr(concept, name).items() if tag != rest}
    elif name in ("broader", "related", "replaced_by"):
        left = tuple(each for each in getattr(concept, name) if each == concept.id)
    return replace(concept, **{name: left})


@pytest.mark.parametrize("dialect", tbx.DIALECTS)
@settings(max_examples=100, deadline=None)
@given(concept=CONCEPTS)
def test_a_concept_without_what_its_losses_name_loses_nothing(
    dialect: str, concept: Concept
) -> None:
    poorer = concept
    for lost in tbx.loss(concept, dialect, languages=LANGUAGES, ids={concept.id}):
        poorer = without(poorer, lost.field)
    assert tbx.loss(poorer, dialect, languages=LANGUAGES, ids={concept.id}) == []
    held = tbx.kept(concept, dialect, languages=LANGUAGES, ids={concept.id})
    assert tbx.kept(poorer, dialect, languages=LANGUAGES, ids={concept.id}) == held


@settings(max_examples=200, deadline=None)
@given(st.one_of(NOTES, st.lists(LINES, max_size=4).map("\n".join)))
def test_a_note_that_is_split_into_text_and_parts_is_joined_again(note: str) -> None:
    assert tbx_parts.joined(*tbx_parts.split(note)) == note


NAMES = st.sampled_from(
    [
        *("descrip", "descripGrp", "admin", "adminGrp", "transacGrp", "note", "ref", "xref"),
        *("termNote", "termNoteGrp", "transac", "transacNote", "date", "term", "descripNote"),
        *("hi", "unheard", "basic:definition", "min:subjectField", "termCompList", "termComp"),
    ]
)
TYPES = st.sampled_from(
    [
        *("definition", "subjectField", "context", "source", "crossReference", "termType"),
        *("transactionType", "responsibility", "administrativeStatus", "geographicalUsage"),
        *("grammaticalGender", "broaderConceptGeneric", "unheard", ""),
    ]
)


@st.composite
def entries(draw: st.DrawFn) -> tuple[str, int]:
    """An entry of known and unknown elements in any nesting, and how many words it holds.

    Each text and each attribute is a word of its own: w1w, w2w …
    """
    count = 0

    def word() -> str:
        nonlocal count
        count += 1
        return f"w{count}w"

    def element(depth: int) -> str:
        name, kind = draw(NAMES), draw(TYPES)
        attributes = f' type="{kind}"' if kind else ""
        for attribute in draw(st.lists(st.sampled_from(["target", "datatype"]), unique=True)):
            attributes += f' {attribute}="{word()}"'
        inner = word() if draw(st.booleans()) else ""
        if depth:
            inner += "".join(element(depth - 1) for _ in range(draw(st.integers(0, 2))))
        return f"<{name}{attributes}>{inner}</{name}>"

    def level() -> str:
        return "".join(element(2) for _ in range(draw(st.integers(0, 3))))

    top, section = level(), level()
    term = f"<term>{word()}</term>" if draw(st.booleans()) else ""
    section += f"<termSec>{term}{level()}</termSec>"
    return f"<conceptEntry>{top}<langSec xml:lang='en'>{section}</langSec></conceptEntry>", count


@settings(max_examples=150, deadline=None)
@given(entries())
def test_no_word_of_an_entry_is_dropped_silently(drawn: tuple[str, int]) -> None:
    entry, count = drawn
    findings: list[Finding] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "words.tbx"
        path.write_text(
            '<tbx type="TBX-Basic" style="dca" xmlns="urn:iso:std:iso:30042:ed-2" '
            'xmlns:min="http://www.tbxinfo.net/ns/min" '
            'xmlns:basic="http://www.tbxinfo.net/ns/basic">'
            f"<text><body>{entry}</body></text></tbx>",
            encoding="utf-8",
        )
        said = repr(list(tbx.read(path, findings.append)))
    said += "".join(finding.message for finding in findings if finding.code == "TG818")
    assert [f"w{n}w" for n in range(1, count + 1) if f"w{n}w" not in said] == []
