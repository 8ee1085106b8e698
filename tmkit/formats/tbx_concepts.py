"""An entry of TBX as a concept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from tmkit.formats import tbx_marks as marks
from tmkit.formats.tbx_checking import Report, check, is_date, language_of
from tmkit.formats.tbx_parts import Part, joined, markup
from tmkit.formats.tbx_terms import attributes_left, attributes_of_group_left, head_of, term_of
from tmkit.model import Concept, HistoryEntry, Term

__all__ = ["concept_of", "content_id"]

_RELATIONS = {"broader": "broader", "related": "related", "replaced by": "replaced_by"}
# TBX-Default says relations in categories of their own.
_RELATING = {
    **dict.fromkeys(("broaderConceptGeneric", "broaderConceptPartitive"), "broader"),
    **dict.fromkeys(("superordinateConceptGeneric", "superordinateConceptPartitive"), "broader"),
    "relatedConceptBroader": "broader",
    **dict.fromkeys(("relatedConcept", "associatedConcept"), "related"),
}
_ACTIONS = {
    "origination": "proposed",
    "proposal": "proposed",
    "modification": "edited",
    "check": "reviewed",
    "approval": "approved",
}


@dataclass(slots=True)
class _Draft:
    lang: str
    subject: str = ""
    status: str = ""
    definition: dict[str, str] = field(default_factory=dict)
    definition_source: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[str]] = field(
        default_factory=lambda: {name: [] for name in _RELATIONS.values()}
    )
    transactions: list[HistoryEntry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    kept: list[Part] = field(default_factory=list)
    sections: dict[str, list[Part]] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)


def concept_of(entry: Part, lang: str, report: Report) -> Concept:
    """The concept of an entry; its id is "" where the entry has none.

    lang: of the file, for definitions that say no language of their own. A concept of which no
    note says another status is approved: TBX has no category for it.
    """
    draft = _Draft(lang)
    attributes_left(entry, ("id",), report)
    # A definition of a language section goes before one of the entry.
    for section in entry.children:
        if section.name == "langSec":
            _take_section(section, draft, report)
    for part in entry.children:
        if part.name != "langSec":
            check(part, "concept", report)
            _take(part, draft, report)
    if not draft.terms:
        report("TG820", entry.order, "term", lang="*")
    history = _history_of(draft)
    kept = [*draft.kept, *_kept_sections(draft.sections)]
    return Concept(
        id=_id_of(entry.attribute("id").strip()),
        subject=draft.subject,
        status=draft.status or "approved",
        terms=tuple(draft.terms),
        definition=draft.definition,
        definition_source=draft.definition_source,
        history=history,
        note=joined("\n".join(map(marks.plain, draft.notes)), kept),
        broader=tuple(draft.relations["broader"]),
        related=tuple(draft.relations["related"]),
        replaced_by=tuple(draft.relations["replaced_by"]),
    )


def _id_of(said: str) -> str:
    return said[1:] if said[:1] == "_" and said[1:2].isdigit() else said


def content_id(entry: Part) -> str:
    """An id made of what the entry says."""
    bare = entry._replace(attributes=())
    return f"c-{hashlib.sha256(markup(bare).encode()).hexdigest()[:10]}"


def _kept_sections(sections: dict[str, list[Part]]) -> Iterable[Part]:
    for lang, parts in sections.items():
        yield Part("langSec", attributes=(("xml:lang", lang),), children=tuple(parts))


def _take_section(section: Part, draft: _Draft, report: Report) -> None:
    lang = language_of(section, report)
    attributes_left(section, ("xml:lang", "lang"), report)
    for part in section.children:
        if part.name == "termSec":
            term = term_of(part, lang, report)
            draft.terms += [term] if term else []
            if term is None and any(each.name != "term" or each.text for each in part.children):
                draft.sections.setdefault(lang, []).append(part._replace(attributes=()))
            continue
        check(part, "lang", report)
        rest = _rest_of_definition(part, lang, draft, report)
        if rest:
            draft.sections.setdefault(lang, []).extend(rest)


def _rest_of_definition(part: Part, lang: str, draft: _Draft, report: Report) -> tuple[Part, ...]:
    """What is left of a part when the first definition in its language was taken from it."""
    head, rest = head_of(part)
    if (head.name, head.type) != ("descrip", "definition") or lang in draft.definition:
        return (part,)
    attributes_of_group_left(part, ("xml:lang",), report)
    if not head.text:
        return rest
    draft.definition[lang] = head.text
    left = []
    for each in rest:
        bound = (each.name, each.type) == ("admin", "source")
        if bound and each.text and lang not in draft.definition_source:
            draft.definition_source[lang] = each.text
            attributes_left(each, (), report)
        else:
            left.append(each)
    return tuple(left)


def _take(part: Part, draft: _Draft, report: Report) -> None:
    """Put a part of the entry's own level where the model has its field, or keep it."""
    head, rest = head_of(part)
    if part.name == "note":
        _take_note(part.text, draft)
        attributes_left(part, (), report)
    elif (head.name, head.type) == ("descrip", "definition"):
        _take_definition(part, head, draft, report)
    elif (head.name, head.type) == ("descrip", "subjectField") and not draft.subject:
        draft.subject = head.text
        attributes_of_group_left(part, (), report)
        for each in rest:
            _take(each, draft, report)
    elif _is_relation(part):
        _take_relation(part, draft, report)
    elif part.name == "transacGrp" and (entry := _transaction_of(part, report)):
        draft.transactions.append(entry)
    else:
        draft.kept.append(part)


def _take_note(text: str, draft: _Draft) -> None:
    status = marks.marked_status(text)
    if status and not draft.status:
        draft.status = status
    elif text:
        draft.notes.append(text)


def _take_definition(part: Part, head: Part, draft: _Draft, report: Report) -> None:
    lang = head.attribute("xml:lang") or draft.lang
    rest = _rest_of_definition(part, lang, draft, report)
    if rest == (part,):
        # What is kept says its language, for another file may be in another.
        said = head._replace(attributes=tuple(sorted({*head.attributes, ("xml:lang", lang)})))
        rest = (said if part is head else part._replace(children=(said, *part.children[1:])),)
    draft.kept += rest


def _is_relation(part: Part) -> bool:
    target = part.attribute("target")
    known = (part.name, part.type) == ("ref", "crossReference") or (
        part.name == "descrip" and part.type in _RELATING
    )
    return known and bool(target) and "://" not in target


def _take_relation(part: Part, draft: _Draft, report: Report) -> None:
    target = _id_of(part.attribute("target"))
    word, _, named = part.text.partition(": ")
    if named == target and word in _RELATIONS:
        relation = _RELATIONS[word]
    else:
        relation = _RELATING.get(part.type, "related")
        if part.text.strip() and part.text.strip() != target:
            report.dropped(part.type, part.text, part.order)
    attributes_left(part, ("target",), report)
    draft.relations[relation].append(target)
    if report.listens:
        report.targets.append((report.id, report.number, part.order, target))


def _transaction_of(part: Part, report: Report) -> HistoryEntry | None:
    """The act of a transaction; None where the model has no place for something in it."""
    said = {(each.name, each.type): each for each in part.children}
    known = {("transac", "transactionType"), ("transacNote", "responsibility"), ("date", "")}
    if not said.keys() <= known or len(said) != len(part.children):
        return None
    kind = said.get(("transac", "transactionType"), Part(""))
    by = said.get(("transacNote", "responsibility"), Part(""))
    date = said.get(("date", ""), Part("")).text.strip()
    if kind.text.strip() not in _ACTIONS or not is_date(date[:10]):
        return None
    if date[10:]:
        report.dropped("date", date[10:], part.order)
    for each in (part, *part.children):
        attributes_left(each, ("target",) if each is by and not by.text else (), report)
    who = by.text or by.attribute("target")
    return HistoryEntry(date[:10], who, _ACTIONS[kind.text.strip()])


def _history_of(draft: _Draft) -> tuple[HistoryEntry, ...]:
    """The transactions with what notes tell of them; such notes are used up."""
    return tuple(_told(entry, draft.notes) for entry in draft.transactions)


def _told(entry: HistoryEntry, notes: list[str]) -> HistoryEntry:
    """The act that the first fitting note tells of a transaction, the bare one without a note."""
    for note in notes:
        told = marks.act_in(note, entry.date, entry.by)
        if told and (told.action == "proposed") == (entry.action == "proposed"):
            notes.remove(note)
            return told
    return entry
