"""The terms of a glossary in texts: which stand where, whatever their inflection and spelling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from tmkit.lang import primary
from tmkit.lexicon import facts_of
from tmkit.model import Concept, Term
from tmkit.text import fold_loosely, unmarked

__all__ = ["Found", "Terminology"]

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}\p{N}]*(?:[-&/.’'][\p{L}\p{N}]+)*|\d+(?:[.,:-]\d+)*")
# What ends a sentence or a clause parts words, unless the term itself has it: TP. Hồ Chí Minh.
_PARTING = regex.compile(r"[.,!?;:]\s|[()\[\]]")
_SHORT_KINDS = ("acronym", "abbreviation")
Keys = tuple[str, ...]


class _Word(NamedTuple):
    text: str
    key: str
    plain: str
    span: tuple[int, int]


class Found(NamedTuple):
    """Terms of one spelling where they stand in a text; several concepts may have the same."""

    uses: tuple[tuple[Concept, Term], ...]
    span: tuple[int, int]


class Terminology:
    """The terms of concepts, found by what all their forms have in common.

    Plurals, the case of letters, the places of tone marks and, in names, diacritics do not matter;
    an acronym stands as it is, or with a plural s.
    """

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._uses: dict[tuple[str, Keys], list[tuple[Concept, Term]]] = defaultdict(list)
        self._longest: dict[tuple[str, str], int] = {}
        for concept in concepts:
            for term in concept.terms:
                self._add(concept, term)

    def _add(self, concept: Concept, term: Term) -> None:
        language = primary(term.lang)
        words = _words(term.text, language)
        forms = {tuple(word.key for word in words)}
        if _is_name(term):
            forms.add(tuple(f"={word.plain}" for word in words))
        for form in filter(None, forms):
            self._uses[language, form].append((concept, term))
            start = language, form[0]
            self._longest[start] = max(self._longest.get(start, 0), len(form))

    def found_in(self, text: str, language: str) -> list[Found]:
        """The terms of a language in a text, in their order; of those that overlap the longest."""
        words = _words(text, language)
        found: list[Found] = []
        place = 0
        while place < len(words):
            uses, length = self._at(words, place, language, text)
            if uses:
                span = (words[place].span[0], words[place + length - 1].span[1])
                found.append(Found(tuple(uses), span))
            place += max(length, 1)
        return found

    def all_in(self, text: str, language: str) -> Iterator[tuple[Concept, Term]]:
        """Every use of every term in a text, those inside others too."""
        words = _words(text, language)
        for place in range(len(words)):
            for length in range(1, self._reach(words[place], language) + 1):
                yield from self._exactly(words[place : place + length], language, text)

    def _at(
        self, words: Sequence[_Word], place: int, language: str, text: str
    ) -> tuple[list[tuple[Concept, Term]], int]:
        for length in range(self._reach(words[place], language), 0, -1):
            if uses := self._exactly(words[place : place + length], language, text):
                return uses, min(length, len(words) - place)
        return [], 0

    def _reach(self, word: _Word, language: str) -> int:
        forms = (word.key, f"={word.plain}")
        return max(self._longest.get((language, form), 0) for form in forms)

    def _exactly(
        self, words: Sequence[_Word], language: str, text: str
    ) -> list[tuple[Concept, Term]]:
        """The terms that some words in a row are."""
        between = text[words[0].span[0] : words[-1].span[1]]
        parted = _PARTING.search(between) is not None
        uses = list(self._uses.get((language, tuple(word.key for word in words)), ()))
        plain = tuple(f"={word.plain}" for word in words)
        uses += [use for use in self._uses.get((language, plain), ()) if use not in uses]
        return [
            use
            for use in uses
            if _fits(use[1], words) and not (parted and not _PARTING.search(use[1].text))
        ]


def _fits(term: Term, words: Sequence[_Word]) -> bool:
    """Whether the letters are in the case that the term wants: a name's and an acronym's."""
    first = words[0].text
    if term.kind in _SHORT_KINDS and len(words) == 1 and any(map(str.isupper, term.text)):
        return first.removesuffix("s").removesuffix("’").removesuffix("'") == term.text or (
            first == term.text
        )
    return not _is_name(term) or any(word.text[0].isupper() for word in words)


def _is_name(term: Term) -> bool:
    """Whether a term is a name: capitalised, and no acronym."""
    return term.text[:1].isupper() and term.kind not in _SHORT_KINDS


def _words(text: str, language: str) -> list[_Word]:
    return [
        _Word(match.group(), *_keys(match.group(), language), match.span())
        for match in _WORD.finditer(text)
    ]


@lru_cache(maxsize=1 << 16)
def _keys(word: str, language: str) -> tuple[str, str]:
    """What a word shares with its inflections, and that without diacritics."""
    folded = fold_loosely(word.removesuffix("'s").removesuffix("’s"))
    return facts_of(language).singular(folded), unmarked(folded)
