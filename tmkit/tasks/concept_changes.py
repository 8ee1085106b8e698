"""Two glossaries compared: which concepts were added, removed and changed, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tmkit.formats.diff_page import Change, Part
from tmkit.lang import written
from tmkit.model import Concept, Term
from tmkit.tasks.edits import are_alike, edits

__all__ = ["changes_of_concepts"]

# A field as a file names it, its language, the text of the term it belongs to, and how many such
# there are before.
_Field = tuple[str, str, str, int]
_Fields = dict[_Field, str]
_Side = tuple[str, str]

_ORDER = (
    *("subject", "status", "definition", "definition_source", "broader", "related", "replaced_by"),
    *("note", "allow", "term", "history", "event"),
)
_TERM_FIELDS = {
    "type": "kind",
    "status": "status",
    "pos": "part_of_speech",
    "full": "full",
    "context": "context",
    "source": "source",
    "from": "valid_from",
    "until": "valid_until",
    "note": "note",
    "usage": "usage",
    "authority": "authority",
}
"""The fields of a term beside its text: as a file names them, as the model does."""


def changes_of_concepts(old: Iterable[Concept], new: Iterable[Concept]) -> Iterator[Change]:
    """Concepts of `new` that were changed or added, in its order, then those that were removed.

    Concepts belong together by their ids; where an id is missing, or stands in one glossary only,
    by their terms: those with most of them in common. Of a term the text and its language tell
    which it is; two that are left over in a language are one when they share half of their words.
    The order of terms is not compared. Both glossaries are held in memory.
    """
    left, right = list(old), list(new)
    partners = _by_id(left, right)
    _add_by_terms(left, right, partners)
    for number, concept in enumerate(right):
        place = partners.get(number)
        parts = _parts(None if place is None else left[place], concept)
        if place is None:
            yield Change("added", concept.id, parts)
        elif parts:
            yield Change("changed", concept.id or left[place].id, parts)
    taken = set(partners.values())
    for place, concept in enumerate(left):
        if place not in taken:
            yield Change("removed", concept.id, _parts(concept, None))


def _by_id(left: list[Concept], right: list[Concept]) -> dict[int, int]:
    """Number of the new concept → number of the old one with its id, each once."""
    places: dict[str, list[int]] = {}
    for place, concept in enumerate(left):
        places.setdefault(concept.id, []).append(place)
    partners: dict[int, int] = {}
    for number, concept in enumerate(right):
        if concept.id and places.get(concept.id):
            partners[number] = places[concept.id].pop(0)
    return partners


def _add_by_terms(left: list[Concept], right: list[Concept], partners: dict[int, int]) -> None:
    """Add the pairs that have terms in common; those with most of them choose first."""
    taken = set(partners.values())
    places: dict[_Side, list[int]] = {}
    for place, concept in enumerate(left):
        if place not in taken:
            for side in _sides(concept):
                places.setdefault(side, []).append(place)
    shared: dict[tuple[int, int], int] = {}
    for number, concept in enumerate(right):
        if number not in partners:
            for side in _sides(concept):
                for place in places.get(side, ()):
                    shared[number, place] = shared.get((number, place), 0) + 1
    for (number, place), _ in sorted(shared.items(), key=lambda row: (-row[1], row[0])):
        if number not in partners and place not in taken:
            partners[number] = place
            taken.add(place)


def _sides(concept: Concept) -> set[_Side]:
    return {_side(term) for term in concept.terms}


def _side(term: Term) -> _Side:
    return written(term.lang), term.text


def _parts(old: Concept | None, new: Concept | None) -> tuple[Part, ...]:
    """The fields that differ, as a file orders them; of one concept alone, all that say something.

    What a term of one side alone leaves at its default says nothing.
    """
    renamed = _renamed(old, new) if old and new else {}
    before = _fields(old, renamed) if old else {}
    after = _fields(new, {}) if new else {}
    terms = [{field for field in side if field[0] == "term"} for side in (before, after)]
    both = {field[1:] for field in terms[0] & terms[1]}
    parts: list[Part] = []
    for field in dict.fromkeys([*after, *before]):
        one, other = (side.get(field, "") for side in (before, after))
        name, lang, term, _ = field
        default = "" if field[1:] in both else _DEFAULTS.get(name, "")
        if one != other and (one or other) != default:
            owner = term if name.startswith("term.") else ""
            parts.append(Part(tuple(edits(one, other)), lang, name, owner))
    # The fields that only the old one has came last.
    return tuple(sorted(parts, key=lambda part: _ORDER.index(part.field.partition(".")[0])))


_DEFAULTS = {
    f"term.{name}": getattr(Term("", ""), attribute) for name, attribute in _TERM_FIELDS.items()
}


def _renamed(old: Concept, new: Concept) -> dict[_Side, str]:
    """What the terms of the old concept are called in the new one, where that is not the same."""
    kept = _sides(old) & _sides(new)
    free = [term for term in new.terms if _side(term) not in kept]
    names: dict[_Side, str] = {}
    for term in old.terms:
        side = _side(term)
        if side in kept or side in names:
            continue
        others = (each for each in free if written(each.lang) == side[0])
        found = next((each for each in others if are_alike(term.text, each.text)), None)
        if found:
            names[side] = found.text
            free.remove(found)
    return names


def _fields(concept: Concept, renamed: dict[_Side, str]) -> _Fields:
    """All that a concept says, by field. renamed: other names under which its terms stand."""
    fields: _Fields = {}

    def put(text: str, field: str, lang: str = "", term: str = "") -> None:
        number = 0
        while (field, lang, term, number) in fields:
            number += 1
        fields[field, lang, term, number] = text

    put(concept.subject, "subject")
    put(concept.status, "status")
    for name in ("definition", "definition_source"):
        for tag, text in getattr(concept, name).items():
            put(text, name, written(tag))
    for name in ("broader", "related", "replaced_by", "allow"):
        put(_line(*getattr(concept, name)), name)
    put(concept.note, "note")
    for term in concept.terms:
        lang, known = written(term.lang), renamed.get(_side(term), term.text)
        put(term.text, "term", lang, known)
        for name, attribute in _TERM_FIELDS.items():
            put(getattr(term, attribute), f"term.{name}", lang, known)
    for entry in concept.history:
        line = _line(entry.date, entry.by, entry.action, entry.lang, entry.note)
        put(line, "history", term=line)
    if concept.event:
        put(_line(concept.event.kind, concept.event.date, concept.event.act), "event")
    return fields


def _line(*words: str) -> str:
    return ", ".join(filter(None, words))
