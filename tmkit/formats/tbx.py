"""TBX-Basic v2 (`martif`, LISA 2008; ISO 30042:2008): the TBX that CAT tools read today.

The source language's langSet stands first: some importers take them by position.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from tmkit.formats import xml
from tmkit.model import Concept, Glossary, HistoryEntry, Term

__all__ = ["write"]

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


def write(glossary: Glossary, file: BinaryIO, *, languages: tuple[str, ...]) -> int:
    """Write a glossary as TBX-Basic v2; returns the number of concepts.

    languages: in the order of the langSets, source first; others follow as they come.
    """
    file.write(_head(glossary, languages[0]).encode("utf-8"))
    count = 0
    for concept in glossary:
        file.write("".join(_concept(concept, languages)).encode("utf-8"))
        count += 1
    file.write(b"</body>\n</text>\n</martif>\n")
    return count


def _head(glossary: Glossary, lang: str) -> str:
    says = [glossary.signature, *glossary.notes]
    paragraphs = "".join(f"<p>{xml.text(line)}</p>\n" for line in says if line) or "<p>tmkit</p>\n"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<martif type="TBX-Basic" xml:lang={xml.attribute(lang)}>\n<martifHeader>\n<fileDesc>\n'
        f"<titleStmt>\n<title>{xml.text(glossary.name)}</title>\n</titleStmt>\n"
        f"<sourceDesc>\n{paragraphs}</sourceDesc>\n</fileDesc>\n"
        '<encodingDesc>\n<p type="XCSURI">TBXBasicXCSV02.xcs</p>\n</encodingDesc>\n'
        "</martifHeader>\n<text>\n<body>\n"
    )


def _concept(concept: Concept, languages: tuple[str, ...]) -> Iterator[str]:
    # An XML id cannot begin with a digit; "_" cannot stand in a concept id, so nothing collides.
    mark = "_" if concept.id[:1].isdigit() else ""
    yield f"<termEntry id={xml.attribute(mark + concept.id)}>\n"
    yield _field("descrip", "subjectField", concept.subject)
    for entry in concept.history:
        yield _transaction(entry)
    notes = [] if concept.status == "approved" else [f"status: {concept.status}"]
    notes += [concept.note, *map(_act, concept.history)]
    yield from (f"<note>{xml.text(note)}</note>\n" for note in notes if note)
    present = dict.fromkeys([*languages, *(term.lang for term in concept.terms)])
    for lang in present:
        terms = concept.terms_in(lang)
        if terms:
            yield f"<langSet xml:lang={xml.attribute(lang)}>\n"
            yield _definition(concept, lang)
            for term in terms:
                yield from _term(term)
            yield "</langSet>\n"
    yield "</termEntry>\n"


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


def _definition(concept: Concept, lang: str) -> str:
    definition = concept.definition.get(lang, "")
    if not definition:
        return ""
    source = concept.definition_source.get(lang, "")
    return _grouped("definition", definition, source)


def _term(term: Term) -> Iterator[str]:
    yield f"<tig>\n<term>{xml.text(term.text)}</term>\n"
    yield _field("termNote", "termType", term.kind)
    yield _field("termNote", "partOfSpeech", term.part_of_speech)
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
    yield "</tig>\n"


def _grouped(kind: str, value: str, source: str) -> str:
    """A description bound to its source in one group; loose beside it, a source says nothing."""
    both = _field("descrip", kind, value) + _field("admin", "source", source)
    return f"<descripGrp>\n{both}</descripGrp>\n"


def _field(element: str, kind: str, value: str) -> str:
    return f'<{element} type="{kind}">{xml.text(value)}</{element}>\n' if value else ""
