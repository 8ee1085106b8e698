"""Concepts as rows of a complete glossary table: nothing is left out, and what is read comes back.

A row holds a term of each language, full forms beside full forms and short forms beside short
forms, and the id of its concept; what is said of the concept stands in its first row. What must not
be used never stands where a tool would read a translation: it has a column and a row of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tmkit import lang
from tmkit.formats.cell_words import (
    event_cell,
    event_of,
    history_cell,
    history_of,
    ids_cell,
    ids_of,
    word,
)
from tmkit.formats.columns import CORE, Column, layout
from tmkit.model import Concept, Glossary, Term

__all__ = ["AVOIDED", "FIELDS", "SHORT", "columns_of", "kept", "rows_of"]

AVOIDED = ("deprecated", "superseded", "forbidden")
SHORT = ("acronym", "abbreviation", "shortForm")
FIELDS = {
    "type": "kind",
    "term_status": "status",
    "context": "context",
    "source": "source",
    "term_note": "note",
    "pos": "part_of_speech",
    "full": "full",
    "usage": "usage",
    "authority": "authority",
    "from": "valid_from",
    "until": "valid_until",
}
"""Columns about a term → the field of Term; those with words of a list are named in cell_words."""

_WORDS = ("type", "term_status", "pos", "authority")
# How far rows of the other language may lie apart and still be put side by side.
_NEAR = 8
Pair = dict[str, Term]


def columns_of(glossary: Glossary, pair: tuple[str, str]) -> list[Column]:
    """The columns of a table: those of CORE for the pair, and all that the glossary has a use for.

    Source and target stand first, other languages follow as they come. Reads the glossary once.
    """
    tags = dict.fromkeys(map(lang.canonical, pair))
    core = {Column(role, tag) for role in CORE for tag in ("", *tags)}
    used: set[Column] = set()
    for concept in glossary:
        for row in rows_of(concept):
            used.update(column for column, text in row.items() if text)
        tags |= dict.fromkeys(_languages_of(concept))
    return [column for column in layout(list(tags)) if column in core or column in used]


def _languages_of(concept: Concept) -> Iterator[str]:
    tags = (term.lang for term in concept.terms)
    yield from map(lang.canonical, (*tags, *concept.definition, *concept.definition_source))


def rows_of(concept: Concept) -> Iterator[dict[Column, str]]:
    """The rows of a concept, at least one; the order of its terms is kept in each language."""
    first = _about(concept)
    for pair in _side_by_side(concept) or [{}]:
        row = {Column("id"): concept.id, **first}
        first = {}
        for tag, term in pair.items():
            row |= _about_term(tag, term)
        yield row


def _about(concept: Concept) -> dict[Column, str]:
    texts = {
        Column("subject"): concept.subject,
        Column("status"): word("status", concept.status),
        Column("note"): concept.note,
        Column("broader"): ids_cell(concept.broader),
        Column("related"): ids_cell(concept.related),
        Column("replaced_by"): ids_cell(concept.replaced_by),
        Column("event"): event_cell(concept.event),
        Column("allow"): ids_cell(concept.allow),
        Column("history"): history_cell(concept.history),
    }
    for tag, text in concept.definition.items():
        texts[Column("definition", lang.canonical(tag))] = text
    for tag, text in concept.definition_source.items():
        texts[Column("definition_source", lang.canonical(tag))] = text
    return texts


def _about_term(tag: str, term: Term) -> dict[Column, str]:
    place = "avoid" if term.status in AVOIDED else "term"
    cells = {Column(place, tag): term.text}
    for role, field in FIELDS.items():
        value = getattr(term, field)
        cells[Column(role, tag)] = word(role, value) if value and role in _WORDS else value
    return cells


def _side_by_side(concept: Concept) -> list[Pair]:
    """The terms of a concept as rows, a term of each language at most."""
    rows: list[Pair] = []
    terms: dict[str, list[Term]] = {}
    for term in concept.terms:
        terms.setdefault(lang.canonical(term.lang), []).append(term)
    for tag, column in terms.items():
        rows = _merged(rows, tag, column)
    return rows


def _merged(rows: Sequence[Pair], tag: str, terms: Sequence[Term]) -> list[Pair]:
    """Rows with the terms of one more language, each beside the next row of its kind."""
    merged: list[Pair] = []
    at = 0
    for number, term in enumerate(terms):
        skip = _next_alike(rows[at : at + _NEAR], term, terms[number + 1 : number + _NEAR])
        if skip is None:
            merged.append({tag: term})
            continue
        merged += rows[at : at + skip]
        merged.append({**rows[at + skip], tag: term})
        at += skip + 1
    return [*merged, *rows[at:]]


def _next_alike(rows: Sequence[Pair], term: Term, after: Sequence[Term]) -> int | None:
    """How many rows to pass over to one of the term's kind.

    None where there is none, or where one of the terms after it fits a nearer row.
    """
    kinds = [_kind_of(next(iter(row.values()))) for row in rows]
    if _kind_of(term) not in kinds:
        return None
    skip = kinds.index(_kind_of(term))
    nearer = (number + 1 for number, other in enumerate(after) if _kind_of(other) == kinds[0])
    return None if skip and next(nearer, skip + 1) < skip else skip


def _kind_of(term: Term) -> tuple[bool, bool]:
    return term.status in AVOIDED, term.kind in SHORT


def kept(concept: Concept, languages: Sequence[str] = ()) -> Concept:
    """The concept as it comes back when it is written as a table and read again.

    Terms come back by language, `languages` first. Not kept are texts of blanks alone, acts of the
    history without a date or a person, and the letter case of language tags.
    """
    terms = [replace(_kept_term(term), lang=lang.canonical(term.lang)) for term in concept.terms]
    order = list(dict.fromkeys([*languages, *(term.lang for term in terms)]))
    said = {tag: text for tag, text in concept.definition.items() if text.strip()}
    sources = {tag: text for tag, text in concept.definition_source.items() if text.strip()}
    return replace(
        concept,
        id=concept.id.strip(),
        subject=_held(concept.subject),
        terms=tuple(sorted(filter(_has_text, terms), key=lambda term: order.index(term.lang))),
        definition={lang.canonical(tag): text for tag, text in said.items()},
        definition_source={lang.canonical(tag): text for tag, text in sources.items()},
        broader=ids_of(ids_cell(concept.broader)),
        related=ids_of(ids_cell(concept.related)),
        replaced_by=ids_of(ids_cell(concept.replaced_by)),
        event=event_of(event_cell(concept.event)) if concept.event else None,
        history=history_of(history_cell(concept.history))[0],
        note=_held(concept.note),
        allow=ids_of(ids_cell(concept.allow)),
    )


def _has_text(term: Term) -> bool:
    return bool(term.text.strip())


def _held(text: str) -> str:
    return text if text.strip() else ""


def _kept_term(term: Term) -> Term:
    fields = [field for role, field in FIELDS.items() if role not in _WORDS]
    return replace(term, **{field: _held(getattr(term, field)) for field in fields})
