"""Two versions of a concept that come from a third one, brought together field by field.

What one side changed is taken; what both changed in different ways is a conflict and stays ours.
Without the third version nothing counts as deleted: what either side has is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, NamedTuple

from tmkit.model import Concept, Term
from tmkit.tasks.termwise import FIELDS, Conflict, Scales, Terms, place_of

__all__ = ["Merged", "held_of", "merge", "parts_of", "restricted"]

_TEXTS = ("subject", "note", "event")
_BY_LANGUAGE = ("definition", "definition_source")
_LISTS = ("broader", "related", "replaced_by", "allow")
_DEFAULTS: dict[str, Any] = {each.name: each.default for each in fields(Term)}


class Merged(NamedTuple):
    """A merged concept; its id, status and history are ours.

    origins: for each of its terms the number of the term of ours that it was, None for a new one.
    """

    concept: Concept
    origins: tuple[int | None, ...]
    conflicts: tuple[Conflict, ...]


def held_of(concepts: Iterable[Concept]) -> frozenset[str]:
    """What a file has a place for, as far as its concepts show: "note", "definition.vi".

    "term.context" is a field of terms; "lang.vi" says that there are terms in a language,
    "avoid.vi" that some are not to be used. A field that is empty, or as it is by default, in all
    concepts cannot be told from a column that was taken out.
    """
    held: set[str] = set()
    for concept in concepts:
        held.update(name for name in (*_TEXTS, *_LISTS, "history") if getattr(concept, name))
        for name in _BY_LANGUAGE:
            held.update(f"{name}.{tag}" for tag, text in getattr(concept, name).items() if text)
        for term in concept.terms:
            held.add(place_of(term))
            said = (name for name in FIELDS if getattr(term, name) not in ("", _DEFAULTS[name]))
            held.update(f"term.{name}" for name in said)
    return frozenset(held)


def restricted(concept: Concept, held: frozenset[str]) -> Concept:
    """The concept without what a file has no place for, and without status and history."""
    empty = Concept(concept.id, "", "", ())
    said: dict[str, Any] = {
        name: getattr(concept, name) for name in (*_TEXTS, *_LISTS) if name in held
    }
    said |= {
        name: {tag: text for tag, text in getattr(concept, name).items() if f"{name}.{tag}" in held}
        for name in _BY_LANGUAGE
    }
    unheld = {name: _DEFAULTS[name] for name in FIELDS if f"term.{name}" not in held}
    terms = (term for term in concept.terms if place_of(term) in held)
    return replace(empty, **said, terms=tuple(replace(term, **unheld) for term in terms))


def parts_of(concept: Concept) -> Counter[object]:
    """The single values of a concept, to count how many of them two versions share."""
    parts: Counter[object] = Counter(
        (name, getattr(concept, name)) for name in (*_TEXTS, *_LISTS) if getattr(concept, name)
    )
    for name in _BY_LANGUAGE:
        parts.update((name, *pair) for pair in getattr(concept, name).items())
    for term in concept.terms:
        at = (term.lang, term.text)
        said = (name for name in FIELDS if getattr(term, name))
        parts.update([at, *((*at, name, getattr(term, name)) for name in said)])
    return parts


def merge(
    ours: Concept,
    theirs: Concept,
    base: Concept | None,
    *,
    held: frozenset[str],
    unsaid: frozenset[str] = frozenset(),
) -> Merged:
    """Our concept with what they changed since the base; None: with what we do not have.

    held: what their file has a place for, see `held_of`. unsaid: fields of their concept that say
    nothing, "term[0].pos", numbers from 0.
    """
    found: list[Conflict] = []
    scales = Scales(base is not None, found)
    silent = {name for name in (*_TEXTS, *_LISTS) if name not in held} | unsaid
    before = base or Concept(ours.id, "", "", ())
    changed: dict[str, Any] = {
        name: scales.weigh(name, name, *(getattr(each, name) for each in (before, ours, theirs)))
        for name in _TEXTS
        if name not in silent
    }
    for name in (name for name in _LISTS if name not in silent):
        changed[name] = _joined(*(getattr(each, name) for each in (before, ours, theirs)))
    for name in _BY_LANGUAGE:
        maps = (getattr(before, name), getattr(ours, name), getattr(theirs, name))
        changed[name] = _texts(name, *maps, scales, lambda place: place in held - unsaid)
    terms = Terms(before.terms, ours.terms, theirs.terms, held, unsaid, scales).merged()
    changed["terms"] = tuple(term for term, _ in terms)
    return Merged(replace(ours, **changed), tuple(number for _, number in terms), tuple(found))


def _joined(
    base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]
) -> tuple[str, ...]:
    gone = {each for each in base if each not in theirs}
    kept = [each for each in ours if each not in gone]
    return (*kept, *(each for each in theirs if each not in (*base, *ours)))


def _texts(
    name: str,
    base: Mapping[str, str],
    ours: Mapping[str, str],
    theirs: Mapping[str, str],
    scales: Scales,
    is_said: Callable[[str], bool],
) -> dict[str, str]:
    texts = {}
    for tag in dict.fromkeys([*ours, *theirs]):
        place = f"{name}.{tag}"
        values = (each.get(tag, "") for each in (base, ours, theirs))
        text = scales.weigh(place, place, *values) if is_said(place) else ours.get(tag, "")
        if text:
            texts[tag] = text
    return texts
