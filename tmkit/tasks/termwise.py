"""The terms of three versions of a concept, brought together one by one."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import Any, NamedTuple

from tmkit.model import Term

__all__ = ["FIELDS", "Conflict", "Scales", "Terms", "likeness", "pairs_of", "place_of"]

# From here on two texts in a language are taken for the same term with a correction.
_ALIKE = 0.5
# An empty cell of these says nothing: a concept file cannot be without.
_NEEDED = ("subject", "type", "status", "term")
_KEYS = {
    "text": "term",
    "kind": "type",
    "part_of_speech": "pos",
    "valid_from": "from",
    "valid_until": "until",
}
_AVOIDED = ("deprecated", "superseded", "forbidden")
FIELDS = tuple(each.name for each in fields(Term) if each.name not in ("lang", "text"))
"""What is said of a term."""


def place_of(term: Term) -> str:
    """Where a file has terms such as this: "lang.vi", or "avoid.vi" for those not to be used."""
    return f"avoid.{term.lang}" if term.status in _AVOIDED else f"lang.{term.lang}"


class Conflict(NamedTuple):
    """A value that both sides changed, or that differs where there is no base.

    field: where it stands in our file, "definition.vi", "term[2].pos"; label: the same for people.
    An empty value says that the side has none.
    """

    field: str
    label: str
    ours: str
    theirs: str
    base: str


@dataclass(frozen=True, slots=True)
class Scales:
    """Weighs three values and notes conflicts. known: whether there is a base."""

    known: bool
    found: list[Conflict]

    def weigh(self, place: str, label: str, base: Any, ours: Any, theirs: Any) -> Any:  # noqa: ANN401 # texts, or an event
        """The value to keep."""
        name = place.rpartition(".")[2]
        if ours == theirs or (self.known and theirs == base):
            return ours
        if not theirs and (not self.known or name in _NEEDED):
            return ours
        if (self.known and ours == base) or (not self.known and not ours):
            return theirs
        self.conflict(place, label, base, ours, theirs)
        return ours

    def conflict(self, place: str, label: str, base: object, ours: object, theirs: object) -> None:
        """Note a conflict."""
        said = (_said(value) for value in (ours, theirs, base))
        self.found.append(Conflict(place, label, *said))


def _said(value: object) -> str:
    """A value, whole, as text."""
    if isinstance(value, str) or not value:
        return str(value or "")
    named = ((each.name, getattr(value, each.name)) for each in fields(value))  # type: ignore[arg-type] # a Term or an Event
    return ", ".join(f"{_KEYS.get(name, name)} = {text!r}" for name, text in named if text)


def pairs_of(
    old: Sequence[Term], new: Sequence[Term], elsewhere: Mapping[int, Term] | None = None
) -> dict[int, int]:
    """Which term of `new` each term of `old` became; numbers of both.

    Terms are known by language and text. One that is gone and one of its language that is new are
    the same with a correction if their texts are alike, the most alike first, or if no other of the
    language is gone or new. elsewhere: what terms of `old` became in another version, and so
    perhaps here.
    """
    pairs = _alike(old, new)
    there = {(new[each].lang, new[each].text): each for each in _free(new, pairs)}
    for number, term in (elsewhere or {}).items():
        same = there.pop((term.lang, term.text), None)
        if number not in pairs and same is not None:
            pairs[number] = same
    left = [number for number in range(len(old)) if number not in pairs]
    right = [number for number in there.values() if number not in pairs.values()]
    for tag in dict.fromkeys(term.lang for term in old):
        sides = [
            [number for number in numbers if terms[number].lang == tag]
            for terms, numbers in ((old, left), (new, right))
        ]
        pairs.update(_corrected(old, new, *sides))
    return pairs


def _alike(old: Sequence[Term], new: Sequence[Term]) -> dict[int, int]:
    """The terms of two versions with the same text, of the same kind first."""
    pairs: dict[int, int] = {}
    for key in (attrgetter("lang", "text", "kind"), attrgetter("lang", "text")):
        right: dict[object, list[int]] = {}
        for number in _free(new, pairs):
            right.setdefault(key(new[number]), []).append(number)
        for number, term in enumerate(old):
            if number not in pairs and right.get(key(term)):
                pairs[number] = right[key(term)].pop(0)
    return pairs


def _free(new: Sequence[Term], pairs: Mapping[int, int]) -> list[int]:
    taken = set(pairs.values())
    return [number for number in range(len(new)) if number not in taken]


def _corrected(
    old: Sequence[Term], new: Sequence[Term], left: Sequence[int], right: Sequence[int]
) -> dict[int, int]:
    """The pairs of terms gone and new in a language that are the same with a correction."""
    likely = [
        (-likeness(old[one].text, new[other].text), one, other) for one in left for other in right
    ]
    pairs: dict[int, int] = {}
    for unlikeness, one, other in sorted(likely):
        is_likely = len(likely) == 1 or -unlikeness >= _ALIKE
        if is_likely and one not in pairs and other not in pairs.values():
            pairs[one] = other
    return pairs


def likeness(one: str, other: str) -> float:
    """How alike two texts are letter by letter, 0 to 1."""
    return difflib.SequenceMatcher(None, one, other).ratio()


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of three versions. rows: merged terms with their number in ours."""

    base: tuple[Term, ...]
    ours: tuple[Term, ...]
    theirs: tuple[Term, ...]
    held: frozenset[str]
    unsaid: frozenset[str]
    scales: Scales
    rows: list[tuple[Term, int | None]] = field(default_factory=list)

    def merged(self) -> list[tuple[Term, int | None]]:
        """The merged terms, ours in their order, new ones after the last of their language."""
        if not self.theirs:
            return [(term, number) for number, term in enumerate(self.ours)]
        to_theirs = self._to_theirs()
        new = set(_free(self.theirs, to_theirs))
        # New on both sides: no term of the base that was corrected.
        alike = {
            number: other
            for number, other in _alike(self.ours, self.theirs).items()
            if other in new
        }
        numbers = [number for number in range(len(self.ours)) if number not in alike]
        known = {number: self.theirs[other] for number, other in to_theirs.items()}
        found = pairs_of(self.base, [self.ours[number] for number in numbers], known)
        to_ours = {number: numbers[other] for number, other in found.items()}
        from_ours = {number: base for base, number in to_ours.items()}
        for number in range(len(self.ours)):
            origin = from_ours.get(number)
            other = alike.get(number) if origin is None else to_theirs.get(origin)
            self._take_ours(number, origin, other)
        for origin in (origin for origin in range(len(self.base)) if origin not in to_ours):
            self._take_deleted(origin, to_theirs.get(origin))
        used = {*to_theirs.values(), *alike.values()}
        for number, term in enumerate(self.theirs):
            if number not in used:
                self._add(term)
        if not self.rows:
            for term in self.ours:
                self.scales.conflict("term", f'{term.lang} "{term.text}"', term, term, None)
            return [(term, number) for number, term in enumerate(self.ours)]
        return list(self._followed())

    def _to_theirs(self) -> dict[int, int]:
        """What the terms of the base became in theirs; not what we have beside the old one."""
        there = {(term.lang, term.text) for term in self.ours}
        pairs = pairs_of(self.base, self.theirs)

        def is_beside(base: Term, theirs: Term) -> bool:
            both = {(base.lang, base.text), (theirs.lang, theirs.text)}
            return len(both) == 2 and both <= there

        return {
            number: other
            for number, other in pairs.items()
            if not is_beside(self.base[number], self.theirs[other])
        }

    def _take_ours(self, number: int, origin: int | None, other: int | None) -> None:
        ours = self.ours[number]
        base = None if origin is None else self.base[origin]
        if other is not None:
            place = f"term[{number}]"
            self.rows.append((self._one(place, base, ours, self.theirs[other], other), number))
        elif base is None or not {place_of(base), place_of(ours)} <= self.held:
            self.rows.append((ours, number))
        elif not self._is_same(base, ours):
            self._conflict(number, base, ours, None)
            self.rows.append((ours, number))

    def _take_deleted(self, origin: int, other: int | None) -> None:
        """A term that we deleted: it stays so unless they changed it."""
        base = self.base[origin]
        if other is not None and not self._is_same(base, self.theirs[other]):
            self._conflict(None, base, None, self.theirs[other])

    def _conflict(
        self, number: int | None, base: Term, ours: Term | None, theirs: Term | None
    ) -> None:
        place = "term" if number is None else f"term[{number}]"
        self.scales.conflict(place, f'{base.lang} "{base.text}"', base, ours, theirs)

    def _is_same(self, one: Term, other: Term) -> bool:
        names = ["text", *(name for name in FIELDS if f"term.{name}" in self.held)]
        return all(getattr(one, name) == getattr(other, name) for name in names)

    def _one(self, place: str, base: Term | None, ours: Term, theirs: Term, number: int) -> Term:
        """A term that both sides have; base: None where the two are weighed without one."""
        scales = replace(self.scales, known=base is not None)
        before = base or Term(ours.lang, "", "", "")
        changed = {}
        for name in ("text", *FIELDS):
            key = _KEYS.get(name, name)
            said = name == "text" or f"term.{name}" in self.held
            if said and f"term[{number}].{key}" not in self.unsaid:
                label = f'{ours.lang} "{ours.text}": {key}'
                values = (getattr(each, name) for each in (before, ours, theirs))
                changed[name] = scales.weigh(f"{place}.{key}", label, *values)
        return replace(ours, **changed)

    def _add(self, term: Term) -> None:
        same = [row for row, (each, _) in enumerate(self.rows) if each.lang == term.lang]
        self.rows.insert(same[-1] + 1 if same else len(self.rows), (term, None))

    def _followed(self) -> Iterator[tuple[Term, int | None]]:
        """The rows; where their file says nothing of long forms, these follow corrections."""
        there = {(term.lang, term.text) for term, _ in self.rows}
        now = {
            (term.lang, self.ours[number].text): term.text
            for term, number in self.rows
            if number is not None
        }
        for term, number in self.rows:
            full = (term.lang, term.full)
            follows = "term.full" not in self.held and full in now and full not in there
            yield (replace(term, full=now[full]) if follows else term), number
