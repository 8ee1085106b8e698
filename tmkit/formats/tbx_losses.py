"""What a dialect of TBX holds of a concept, and what it does not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import fields, replace
from typing import NamedTuple

from tmkit import lang
from tmkit.formats.tbx_categories import DIALECTS
from tmkit.formats.tbx_checking import is_date
from tmkit.formats.tbx_parts import Part, joined, split
from tmkit.formats.tbx_terms import head_of
from tmkit.model import Concept, Term

__all__ = ["RULES", "Loss", "concept_parts", "kept", "languages_of", "loss", "term_parts"]

RULES = {"basic-v2": "TBX-Basic 2008", "basic-v3-dca": "TBX-Basic"}
"""Dialects that are written → the rules of tbx_categories that hold in them."""

NOUNS = {"basic-v3-dca": {"properNoun": "noun"}}
"""Parts of speech that a dialect lacks → what stands for them."""

# Group → the element it is about; and what may stand beside that.
_GROUPS = {"descripGrp": "descrip", "adminGrp": "admin", "transacGrp": "transac"}
_BESIDE = {
    "descripGrp": ("admin", "note", "ref", "xref", "transacGrp"),
    "adminGrp": ("note", "ref", "xref"),
    "transacGrp": ("transacNote", "date", "note", "ref", "xref"),
}
_LOOSE = ("termNote", "descrip", "admin", "ref", "xref")
# What the writer always says itself at a term.
_SAID = ("termType", "partOfSpeech", "administrativeStatus", "geographicalUsage")


class Loss(NamedTuple):
    """What is lost. field: "term[0].full", counting from 0; value: what stood there."""

    field: str
    value: str


def kept(
    concept: Concept,
    dialect: str,
    *,
    languages: tuple[str, ...] = (),
    ids: Collection[str] | None = None,
) -> Concept:
    """The concept as it comes back when it is written in a dialect and read again.

    ids: of the concepts of the same file; None when all that it refers to are there.
    Terms come back by language, `languages` first.
    """
    there = [lang_ for lang_ in languages_of(concept, languages) if concept.terms_in(lang_)]
    terms = [term for lang_ in there for term in concept.terms_in(lang_)]
    definition = {tag: text for tag, text in concept.definition.items() if text}
    note, parts = concept_parts(concept, dialect, ids)
    return replace(
        concept,
        terms=tuple(_kept_term(term, dialect, ids) for term in terms),
        definition=definition,
        definition_source={
            tag: text
            for tag, text in concept.definition_source.items()
            if text and tag in definition
        },
        broader=_present(concept.broader, ids),
        related=_present(concept.related, ids),
        replaced_by=_present(concept.replaced_by, ids),
        event=None,
        history=tuple(replace(entry, lang="") for entry in concept.history),
        note=joined(note, sorted(parts, key=lambda part: _section_number(part, there))),
        allow=(),
    )


def loss(
    concept: Concept,
    dialect: str,
    *,
    languages: tuple[str, ...] = (),
    ids: Collection[str] | None = None,
) -> list[Loss]:
    """What of the concept does not come back, field by field; the order of languages is no loss."""
    rest = kept(concept, dialect, languages=languages, ids=ids)
    order = languages_of(concept, languages)
    numbered = sorted(enumerate(concept.terms), key=lambda pair: order.index(pair[1].lang))
    lost = list(_differences("", concept, rest, skip=("terms", "note")))
    if sorted(concept.note.split("\n")) != sorted(rest.note.split("\n")):
        lost.append(Loss("note", concept.note))
    for (number, term), other in zip(numbered, rest.terms, strict=True):
        lost += _differences(f"term[{number}].", term, other, skip=("note",))
    return lost


def _differences(
    prefix: str, one: Concept | Term, other: Concept | Term, *, skip: tuple[str, ...]
) -> Iterator[Loss]:
    for name in (field.name for field in fields(one) if field.name not in skip):
        before, after = getattr(one, name), getattr(other, name)
        if before == after:
            continue
        if isinstance(before, tuple):
            for number, each in enumerate(before):
                if number >= len(after) or each not in after:
                    yield Loss(f"{prefix}{name}[{number}]", str(each))
        elif isinstance(before, dict):
            for key in before.keys() - after.keys():
                yield Loss(f"{prefix}{name}.{key}", before[key])
        else:
            yield Loss(prefix + name, str(before))


def languages_of(concept: Concept, languages: Iterable[str]) -> list[str]:
    """The languages of a concept's sections in their order: those asked for, then as they come."""
    return list(dict.fromkeys([*languages, *(term.lang for term in concept.terms)]))


def _present(targets: tuple[str, ...], ids: Collection[str] | None) -> tuple[str, ...]:
    return targets if ids is None else tuple(each for each in targets if each in ids)


def _kept_term(term: Term, dialect: str, ids: Collection[str] | None) -> Term:
    note, parts = term_parts(term, dialect, ids)
    return replace(
        term,
        part_of_speech=NOUNS.get(dialect, {}).get(term.part_of_speech, term.part_of_speech),
        full="",
        authority="",
        note=joined(note, parts),
    )


def term_parts(
    term: Term, dialect: str, ids: Collection[str] | None = None
) -> tuple[str, list[Part]]:
    """The note of a term, and the kept parts that the dialect has, term notes first."""

    def fits(part: Part) -> bool:
        head = head_of(part)[0]
        if part.type in _SAID or (part.type == "source" and not term.source):
            return False
        if head.type == "context" and not term.context:
            return False
        return _is_allowed(part, "term", dialect, ids)

    note, parts = _sorted_out(term.note, fits)
    return note, sorted(parts, key=lambda part: part.name != "termNote")


def concept_parts(
    concept: Concept, dialect: str, ids: Collection[str] | None = None
) -> tuple[str, list[Part]]:
    """The note of a concept, and the kept parts that the dialect has.

    A part `langSec` holds those of the section of its language.
    """
    taken: set[str] = set()

    def fits(part: Part) -> bool:
        if part.name != "langSec":
            return _fits_entry(part, concept) and _is_allowed(part, "concept", dialect, ids)
        tag = part.attribute("xml:lang")
        if tag in taken or not concept.terms_in(tag) or len(part.attributes) != 1:
            return False
        good = bool(part.children) and all(
            _fits_section(each, tag, concept)
            and (_is_note(each) or _is_allowed(each, "lang", dialect, ids))
            for each in part.children
        )
        taken.update([tag] if good else [])
        return good

    return _sorted_out(concept.note, fits)


def _sorted_out(note: str, fits: Callable[[Part], bool]) -> tuple[str, list[Part]]:
    plain, parts = split(note)
    good = [(part, fits(part)) for part in parts]
    return joined(plain, [part for part, fit in good if not fit]), [p for p, fit in good if fit]


def _section_number(part: Part, languages: list[str]) -> int:
    return languages.index(part.attribute("xml:lang")) + 1 if part.name == "langSec" else 0


def _fits_entry(part: Part, concept: Concept) -> bool:
    """Whether the part would be read as one that is kept, not as what the model has a field for."""
    head = head_of(part)[0]
    if head.type == "definition":
        return bool(concept.definition.get(head.attribute("xml:lang")))
    if head.type == "subjectField":
        return bool(concept.subject)
    return part.name not in ("transacGrp", "ref")


def _fits_section(part: Part, tag: str, concept: Concept) -> bool:
    return head_of(part)[0].type != "definition" or bool(concept.definition.get(tag))


def _is_allowed(part: Part, level: str, dialect: str, ids: Collection[str] | None) -> bool:
    """Whether the dialect has a part at a level."""
    if part.name not in _GROUPS:
        return part.name in _LOOSE and _is_right(part, level, dialect, ids)
    if part.attributes or not part.children or part.children[0].name != _GROUPS[part.name]:
        return False
    if not _is_right(part.children[0], level, dialect, ids):
        return False
    return all(
        each.name in _BESIDE[part.name]
        and (
            _is_note(each)
            or (each.name == "date" and is_date(each.text) and not each.attributes)
            or (each.name == "transacGrp" and _is_allowed(each, level, dialect, ids))
            or _is_right(each, level, dialect, ids)
        )
        for each in part.children[1:]
    )


def _is_note(part: Part) -> bool:
    return part.name == "note" and not (part.type or part.attributes or part.children)


def _is_right(part: Part, level: str, dialect: str, ids: Collection[str] | None) -> bool:
    """Whether element, category, level, word and attributes are those of the dialect."""
    category = DIALECTS[RULES[dialect]].get(part.type)
    if category is None or category.element != part.name or level not in category.levels:
        return False
    if part.children or (category.values and part.text not in category.values):
        return False
    attributes = dict(part.attributes)
    target = attributes.pop("target", None)
    tag = attributes.pop("xml:lang", None)
    return (
        not attributes
        and (tag is None or lang.is_tag(tag))
        and (target is not None or part.name not in ("ref", "xref"))
        and (target is None or _leads_somewhere(target, ids))
    )


def _leads_somewhere(target: str, ids: Collection[str] | None) -> bool:
    web = target.startswith(("http://", "https://"))
    return web or (ids is not None and target.removeprefix("_") in ids)
