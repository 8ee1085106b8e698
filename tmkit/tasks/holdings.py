"""Which concepts hold which terms: what the glossary has already is not asked again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from tmkit import lang
from tmkit.lexicon import facts_of
from tmkit.model import Term
from tmkit.text import fold

__all__ = ["Holdings", "TermKey", "key_of", "wanted_of"]

TermKey = tuple[str, str]
"""Language and words of a term."""


class Holdings:
    """The terms that concepts hold, by whatever names these go.

    A concept holds a candidate if it has all its acronyms or, where there are none, all its terms,
    whatever their number, case and tone style.
    """

    def __init__(self) -> None:
        self._keys: dict[str, frozenset[TermKey]] = {}
        self._places: dict[TermKey, set[str]] = {}

    def put(self, name: str, keys: Iterable[TermKey]) -> None:
        """Take in the terms of a concept, in the place of those that it had."""
        self.drop(name)
        self._keys[name] = frozenset(keys)
        for key in self._keys[name]:
            self._places.setdefault(key, set()).add(name)

    def drop(self, name: str) -> None:
        """Forget a concept."""
        for key in self._keys.pop(name, ()):
            self._places[key].discard(name)

    def sharing(self, keys: Iterable[TermKey]) -> set[str]:
        """The names of the concepts that have any of some terms."""
        return set().union(*(self._places.get(key, ()) for key in keys))

    def holding(self, wanted: Collection[TermKey]) -> tuple[bool, set[str]]:
        """Whether a concept has all of some terms, and the names of those that have any."""
        near = self.sharing(wanted)
        return any(self._keys[name].issuperset(wanted) for name in near), near


def wanted_of(terms: Sequence[Term], keys: Sequence[TermKey]) -> frozenset[TermKey]:
    """What of the terms of a candidate a concept must have to hold it. keys: theirs."""
    shorts = [key for term, key in zip(terms, keys, strict=True) if term.kind == "acronym"]
    return frozenset(shorts or keys)


def key_of(term: Term) -> TermKey:
    """By what a term is known again: its language, and its words whatever their number and case."""
    singular = facts_of(term.lang).singular
    words = fold(term.text).replace("-", " ").split()
    return lang.primary(term.lang), " ".join(map(singular, words))
