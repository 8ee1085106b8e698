"""Where terms and quotations stand in texts: whole words, whatever their case and inflection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import regex

from tmkit.lang import primary
from tmkit.lexicon.facts import facts_of
from tmkit.lexicon.shapes import is_acronym
from tmkit.text import fold

__all__ = ["Mention", "Mentions", "Quotations", "is_mentioned", "longest"]

# Words, and the signs that part them. A hyphen joins: cross-validation is cross validation.
_TOKEN = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*|[^\s\p{L}\p{M}\p{N}'’&/_\u2010\u2011-]")
_POSSESSIVE = regex.compile(r"['’]s\b")
_CUT = regex.compile(r"\[?(?:\u2026|\.\.\.)\]?")
# Distinct words of a large corpus; each takes some 300 bytes.
_REMEMBERED = 1 << 18
# So many words of a quotation are looked up, the others compared.
_LOOKED_UP = 3


class _Word(NamedTuple):
    """A word as it is compared. stem, singular: of a sign that parts words the sign itself."""

    folded: str
    singular: str
    stem: str


class _Words(dict[str, _Word]):
    """Word as written → what is compared; made when asked for."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        facts = facts_of(tag)
        self._singular, self._stem = facts.singular, facts.stem

    def __missing__(self, raw: str) -> _Word:
        if len(self) > _REMEMBERED:
            self.clear()
        folded = fold(raw)
        base = fold(_without_plural(raw))
        word = _Word(folded, self._singular(base), self._stem(base))
        self[raw] = word
        return word


_KNOWN: dict[str, _Words] = {}


def _known(tag: str) -> _Words:
    return _KNOWN.setdefault(primary(tag), _Words(tag))


def _without_plural(raw: str) -> str:
    """An acronym without the s of its plural: MoUs."""
    return raw[:-1] if len(raw) > 2 and raw.endswith("s") and raw[-2].isupper() else raw


def _raw_words(text: str) -> list[str]:
    return _TOKEN.findall(_POSSESSIVE.sub("", text) if "'" in text or "’" in text else text)


class Mention(NamedTuple):
    """A term in a text: its number, and its first word and the one after its last, from 0.

    is_same: whether the words are the term's own but for the plural; otherwise they are other forms
    of them, "measured" for "measuring".
    """

    term: int
    start: int
    end: int
    is_same: bool


@dataclass(slots=True)
class _Node:
    """What follows in the terms that begin with the same words, and the terms that end here."""

    children: dict[str, _Node] = field(default_factory=dict)
    terms: list[int] = field(default_factory=list)


class Mentions:
    """Finds terms of one language in texts."""

    def __init__(self, terms: Iterable[str], tag: str) -> None:
        self._words = _known(tag)
        self._root = _Node()
        self._exact: list[str] = []
        self._singulars: list[list[str]] = []
        for number, term in enumerate(terms):
            raws = _raw_words(term)
            # Letters alone are a word too: MOST and most, WHO and who.
            self._exact.append(raws[0] if len(raws) == 1 and is_acronym(term) else "")
            words = [self._words[raw] for raw in raws]
            self._singulars.append([word.singular for word in words])
            node = self._root
            for word in words:
                node = node.children.setdefault(word.stem, _Node())
            if words:
                node.terms.append(number)

    def find(self, text: str) -> list[Mention]:
        """All mentions, one inside the other as well, by their first word."""
        raws = _raw_words(text)
        words = [self._words[raw] for raw in raws]
        beginnings = self._root.children
        return [
            mention
            for start, word in enumerate(words)
            if word.stem in beginnings
            for mention in self._from(start, raws, words)
        ]

    def _from(self, start: int, raws: list[str], words: list[_Word]) -> Iterator[Mention]:
        node: _Node | None = self._root
        for end in range(start, len(words)):
            node = node.children.get(words[end].stem) if node else None
            if node is None:
                return
            for number in node.terms:
                exact = self._exact[number]
                if exact and raws[start] != exact and _without_plural(raws[start]) != exact:
                    continue
                singulars = [word.singular for word in words[start : end + 1]]
                yield Mention(number, start, end + 1, singulars == self._singulars[number])


def longest(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that stand inside no longer one."""
    return [
        one
        for one in mentions
        if not any(
            other.start <= one.start
            and one.end <= other.end
            and other.end - other.start > one.end - one.start
            for other in mentions
        )
    ]


def is_mentioned(term: str, text: str, tag: str) -> bool:
    """Whether a text in the language of a BCP 47 tag has a term, in any form of its words.

    Signs between words do not count, nor what stands between the parts of a list that share a word:
    "testing and calibration laboratories" has testing laboratory.
    """
    # As it is written, which is the rule; the rest takes a hundred times as long.
    if _stands_so(term, text) or (term[1:].islower() and _stands_so(term.lower(), text.lower())):
        return True
    if Mentions([term], tag).find(text):
        return True
    words = _known(tag)
    wanted, found = ([words[raw] for raw in _raw_words(each)] for each in (term, text))
    needed = [word.stem for word in wanted if word.stem[:1].isalnum()]
    if len(needed) < 2:
        return False
    stems = [word.stem for word in found if word.stem[:1].isalnum()]
    shared = facts_of(tag).conjunctions
    return any(_has_in_turn(stems[start:], needed, shared) for start in range(len(stems)))


def _stands_so(term: str, text: str) -> bool:
    at = text.find(term)
    end = at + len(term)
    return at >= 0 and not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum()


def _has_in_turn(stems: list[str], needed: list[str], shared: frozenset[str]) -> bool:
    """Whether words begin with others, in their order; what stands between is a part of a list."""
    if stems[0] != needed[0]:
        return False
    at = 1
    for stem in needed[1:]:
        window = stems[at : at + 2 * len(needed) + 1]
        if stem not in window:
            return False
        gap = window[: window.index(stem)]
        if gap and shared.isdisjoint(gap):
            return False
        at += len(gap) + 1
    return True


class Quotations:
    """Finds quotations of one language in texts; a cut in one, …, stands for anything."""

    def __init__(self, quotations: Iterable[str], tag: str) -> None:
        self._words = _known(tag)
        self._parts: list[list[tuple[str, ...]]] = []
        self._at: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for number, quotation in enumerate(quotations):
            parts = [self._folded(part) for part in _CUT.split(quotation)]
            parts = [part for part in parts if part]
            self._parts.append(parts)
            if parts:
                key = max(parts, key=len)[:_LOOKED_UP]
                self._at.setdefault(key[0], []).append((key, number))

    def find(self, text: str) -> list[int]:
        """The numbers of the quotations that stand in a text, ascending."""
        words = self._folded(text)
        found = {
            number
            for start, word in enumerate(words)
            for key, number in self._at.get(word, ())
            if words[start : start + len(key)] == key
        }
        return sorted(number for number in found if _stands(self._parts[number], words))

    def _folded(self, text: str) -> tuple[str, ...]:
        words = (self._words[raw].folded for raw in _raw_words(text))
        return tuple(word for word in words if word[:1].isalnum())


def _stands(parts: Sequence[tuple[str, ...]], words: tuple[str, ...]) -> bool:
    at = 0
    for part in parts:
        places = range(at, len(words) - len(part) + 1)
        found = next((place for place in places if words[place : place + len(part)] == part), None)
        if found is None:
            return False
        at = found + len(part)
    return True
