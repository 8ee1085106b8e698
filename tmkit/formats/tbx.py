"""TBX-Basic, in the dialect that CAT tools read today and in that of the present standard.

v2: `martif`, LISA 2008, ISO 30042:2008. v3: `tbx`, ISO 30042:2019, style DCA.
The source language stands first in a concept: some importers take languages by position.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from tmkit.formats import xml
from tmkit.model import Concept, Glossary, HistoryEntry, Term

__all__ = ["DIALECTS", "write"]


@dataclass(frozen=True, slots=True)
class _Dialect:
    """In what the dialects differ: the names of elements, and words that a picklist lacks."""

    root: str
    attributes: str
    header: str
    encoding: str
    concept: str
    language: str
    term: str
    parts_of_speech: Mapping[str, str] = field(default_factory=dict)


_DIALECTS = {
    "basic-v2": _Dialect(
        root="martif",
        attributes='type="TBX-Basic"',
        header="martifHeader",
        encoding='<encodingDesc>\n<p type="XCSURI">TBXBasicXCSV02.xcs</p>\n</encodingDesc>\n',
        concept="termEntry",
        language="langSet",
        term="tig",
    ),
    "basic-v3-dca": _Dialect(
        root="tbx",
        attributes='type="TBX-Basic" style="dca" xmlns="urn:iso:std:iso:30042:ed-2"',
        header="tbxHeader",
        encoding="",
        concept="conceptEntry",
        language="langSec",
        term="termSec",
        parts_of_speech={"properNoun": "noun"},
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
_FORBIDDEN = "tmkit:status=forbidden"
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
    the same file alone. Not written: `full`, `authority`, `event`, `allow`; and v3 has no proper
    nouns, there they are nouns.
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
    yield f"<{names.concept} id={xml.attribute(_xml_id(concept.id))}>\n"
    yield _field("descrip", "subjectField", concept.subject)
    for entry in concept.history:
        yield _transaction(entry)
    yield from _references(concept, ids)
    notes = [] if concept.status == "approved" else [f"status: {concept.status}"]
    notes += [concept.note, *map(_act, concept.history)]
    yield from (f"<note>{xml.text(note)}</note>\n" for note in notes if note)
    present = dict.fromkeys([*languages, *(term.lang for term in concept.terms)])
    # A language section cannot be without a term, so here; the attribute says the language.
    for lang in concept.definition:
        if not concept.terms_in(lang):
            yield _definition(concept, lang, tag=f" xml:lang={xml.attribute(lang)}")
    for lang in present:
        terms = concept.terms_in(lang)
        if terms:
            yield f"<{names.language} xml:lang={xml.attribute(lang)}>\n"
            yield _definition(concept, lang)
            for term in terms:
                yield from _term(term, names)
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


def _act(entry: HistoryEntry) -> str:
    """What the transaction cannot say: any act but the first, and what was noted with it."""
    if entry.action in _TRANSACTION and not entry.note:
        return ""
    act = f"{entry.date} {entry.action} by {entry.by}"
    return f"{act}: {entry.note}" if entry.note else act


def _definition(concept: Concept, lang: str, *, tag: str = "") -> str:
    definition = concept.definition.get(lang, "")
    if not definition:
        return ""
    source = concept.definition_source.get(lang, "")
    return _grouped("definition", definition, source, tag=tag)


def _term(term: Term, names: _Dialect) -> Iterator[str]:
    yield f"<{names.term}>\n<term>{xml.text(term.text)}</term>\n"
    yield _field("termNote", "termType", term.kind)
    part_of_speech = names.parts_of_speech.get(term.part_of_speech, term.part_of_speech)
    yield _field("termNote", "partOfSpeech", part_of_speech)
    yield _field("termNote", "administrativeStatus", _STATUS[term.status])
    yield _field("termNote", "geographicalUsage", term.usage)
    yield _grouped("context", term.context, term.source) if term.context else ""
    if term.source and not term.context:
        yield _field("admin", "source", term.source)
    if term.status == "forbidden":
        yield f"<note>{_FORBIDDEN}</note>\n"
    validity = f"{term.valid_from}/{term.valid_until}"
    if validity != "/":
        yield f"<note>{xml.text(f'valid: {validity}')}</note>\n"
    if term.note:
        yield f"<note>{xml.text(term.note)}</note>\n"
    yield f"</{names.term}>\n"


def _grouped(kind: str, value: str, source: str, *, tag: str = "") -> str:
    """A description bound to its source in one group; loose beside it, a source says nothing."""
    both = _field("descrip", kind, value, tag=tag) + _field("admin", "source", source)
    return f"<descripGrp>\n{both}</descripGrp>\n"


def _field(element: str, kind: str, value: str, *, tag: str = "") -> str:
    return f'<{element} type="{kind}"{tag}>{xml.text(value)}</{element}>\n' if value else ""
