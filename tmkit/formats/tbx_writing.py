"""TBX-Basic, in the dialect that CAT tools read today and in that of the present standard.

v2: `martif`, LISA 2008, ISO 30042:2008. v3: `tbx`, ISO 30042:2019, style DCA.
The source language stands first in a concept: some importers take languages by position.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tmkit.formats import tbx_marks as marks
from tmkit.formats import xml
from tmkit.formats.tbx_losses import NOUNS, concept_parts, languages_of, term_parts
from tmkit.formats.tbx_parts import markup
from tmkit.model import Concept, Glossary, HistoryEntry, Term

__all__ = ["DIALECTS", "write"]


@dataclass(frozen=True, slots=True)
class _Dialect:
    """In what the dialects differ: the names of elements."""

    key: str
    root: str
    attributes: str
    header: str
    encoding: str
    concept: str
    language: str
    term: str


_DIALECTS = {
    "basic-v2": _Dialect(
        key="basic-v2",
        root="martif",
        attributes='type="TBX-Basic"',
        header="martifHeader",
        encoding='<encodingDesc>\n<p type="XCSURI">TBXBasicXCSV02.xcs</p>\n</encodingDesc>\n',
        concept="termEntry",
        language="langSet",
        term="tig",
    ),
    "basic-v3-dca": _Dialect(
        key="basic-v3-dca",
        root="tbx",
        attributes='type="TBX-Basic" style="dca" xmlns="urn:iso:std:iso:30042:ed-2"',
        header="tbxHeader",
        encoding="",
        concept="conceptEntry",
        language="langSec",
        term="termSec",
    ),
}
DIALECTS = tuple(_DIALECTS)
"""What can be written, the default first."""

_STATUS = {
    "preferred": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "deprecated": "deprecatedTerm-admn-sts",
    "superseded": "supersededTerm-admn-sts",
    # TBX-Basic has no "forbidden"; the note tells it from deprecated.
    "forbidden": "deprecatedTerm-admn-sts",
}
# The picklist of TBX-Basic knows two kinds of transaction; a note says the act itself.
_TRANSACTION = {"proposed": "origination"}


def write(
    glossary: Glossary, file: BinaryIO, *, languages: tuple[str, ...], dialect: str = DIALECTS[0]
) -> int:
    """Write a glossary as TBX-Basic; returns the number of concepts.

    languages: in the order of the language sections, source first; others follow as they come.
    dialect: one of DIALECTS; KeyError for another.
    A note keeps what has no element of its own: the status of a concept in review, the validity of
    a term, that it is forbidden (written as deprecated), the acts of its history. Broader, related
    and succeeding concepts are cross-references whose text says which they are, to concepts of
    the same file alone. What a note keeps of another TBX file is an element again where the
    dialect has it. Not written: `full`, `authority`, `event`, `allow`, the language of an act; and
    v3 has no proper nouns, there they are nouns: `loss` names it.
    """
    names = _DIALECTS[dialect]
    file.write(_head(glossary, languages[0], names).encode("utf-8"))
    ids = {concept.id for concept in glossary}
    count = 0
    for concept in glossary:
        file.write("".join(_concept(concept, languages, names, ids)).encode("utf-8"))
        count += 1
    file.write(f"</body>\n</text>\n</{names.root}>\n".encode())
    return count


def _head(glossary: Glossary, lang: str, names: _Dialect) -> str:
    says = [glossary.signature, *glossary.notes]
    paragraphs = "".join(f"<p>{xml.text(line)}</p>\n" for line in says if line) or "<p>tmkit</p>\n"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<{names.root} {names.attributes} xml:lang={xml.attribute(lang)}>\n"
        f"<{names.header}>\n<fileDesc>\n"
        f"<titleStmt>\n<title>{xml.text(glossary.name)}</title>\n</titleStmt>\n"
        f"<sourceDesc>\n{paragraphs}</sourceDesc>\n</fileDesc>\n"
        f"{names.encoding}</{names.header}>\n<text>\n<body>\n"
    )


def _concept(
    concept: Concept, languages: tuple[str, ...], names: _Dialect, ids: Collection[str]
) -> Iterator[str]:
    # A table need not name its concepts; an empty id would be none.
    named = f" id={xml.attribute(_xml_id(concept.id))}" if concept.id else ""
    yield f"<{names.concept}{named}>\n"
    yield _field("descrip", "subjectField", concept.subject)
    for entry in concept.history:
        yield _transaction(entry)
    yield from _references(concept, ids)
    note, parts = concept_parts(concept, names.key, ids)
    notes = [] if concept.status == "approved" else [f"status: {concept.status}"]
    notes += [marks.shielded(note), *map(marks.act, concept.history)]
    yield from map(_note, notes)
    # A language section cannot be without a term, so here; the attribute says the language.
    for lang in concept.definition:
        if not concept.terms_in(lang):
            yield _definition(concept, lang, tag=f" xml:lang={xml.attribute(lang)}")
    yield from (f"{markup(part)}\n" for part in parts if part.name != "langSec")
    sections = {part.attribute("xml:lang"): part for part in parts if part.name == "langSec"}
    for lang in languages_of(concept, languages):
        terms = concept.terms_in(lang)
        if terms:
            yield f"<{names.language} xml:lang={xml.attribute(lang)}>\n"
            yield _definition(concept, lang)
            if lang in sections:
                yield from (f"{markup(part)}\n" for part in sections[lang].children)
            for term in terms:
                yield from _term(term, names, ids)
            yield f"</{names.language}>\n"
    yield f"</{names.concept}>\n"


def _xml_id(concept_id: str) -> str:
    # An XML id cannot begin with a digit; "_" cannot stand in a concept id, so nothing collides.
    return f"_{concept_id}" if concept_id[:1].isdigit() else concept_id


def _references(concept: Concept, ids: Collection[str]) -> Iterator[str]:
    relations = (
        ("broader", concept.broader),
        ("related", concept.related),
        ("replaced by", concept.replaced_by),
    )
    for relation, targets in relations:
        for target in targets:
            if target in ids:
                yield (
                    f'<ref type="crossReference" target={xml.attribute(_xml_id(target))}>'
                    f"{xml.text(f'{relation}: {target}')}</ref>\n"
                )


def _transaction(entry: HistoryEntry) -> str:
    kind = _TRANSACTION.get(entry.action, "modification")
    return (
        f'<transacGrp>\n<transac type="transactionType">{kind}</transac>\n'
        f'<transacNote type="responsibility">{xml.text(entry.by)}</transacNote>\n'
        f"<date>{xml.text(entry.date)}</date>\n</transacGrp>\n"
    )


def _definition(concept: Concept, lang: str, *, tag: str = "") -> str:
    definition = concept.definition.get(lang, "")
    if not definition:
        return ""
    source = concept.definition_source.get(lang, "")
    return _grouped("definition", definition, source, tag=tag)


def _term(term: Term, names: _Dialect, ids: Collection[str]) -> Iterator[str]:
    note, parts = term_parts(term, names.key, ids)
    yield f"<{names.term}>\n<term>{xml.text(term.text)}</term>\n"
    yield _field("termNote", "termType", term.kind)
    part_of_speech = NOUNS.get(names.key, {}).get(term.part_of_speech, term.part_of_speech)
    yield _field("termNote", "partOfSpeech", part_of_speech)
    yield _field("termNote", "administrativeStatus", _STATUS[term.status])
    yield _field("termNote", "geographicalUsage", term.usage)
    yield from (f"{markup(part)}\n" for part in parts if part.name == "termNote")
    yield _grouped("context", term.context, term.source) if term.context else ""
    if term.source and not term.context:
        yield _field("admin", "source", term.source)
    marked = marks.FORBIDDEN if term.status == "forbidden" else ""
    for each in (marked, marks.validity(term), marks.shielded(note)):
        yield _note(each)
    yield from (f"{markup(part)}\n" for part in parts if part.name != "termNote")
    yield f"</{names.term}>\n"


def _note(note: str) -> str:
    return f"<note>{xml.text(note)}</note>\n" if note else ""


def _grouped(kind: str, value: str, source: str, *, tag: str = "") -> str:
    """A description bound to its source in one group; loose beside it, a source says nothing."""
    both = _field("descrip", kind, value, tag=tag) + _field("admin", "source", source)
    return f"<descripGrp>\n{both}</descripGrp>\n"


def _field(element: str, kind: str, value: str, *, tag: str = "") -> str:
    return f'<{element} type="{kind}"{tag}>{xml.text(value)}</{element}>\n' if value else ""
