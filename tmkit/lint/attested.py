"""Which words of a language stand side by side: in the shipped lexicon, in other concepts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import chain, pairwise

import regex

from tmkit.lang import primary
from tmkit.lexicon import facts_of, phrases_of
from tmkit.lint.context import Context, Index
from tmkit.model import Concept
from tmkit.text import fold, fold_loosely, unmarked

__all__ = [
    "NEVER",
    "RARE",
    "Lexicon",
    "Pair",
    "has_i",
    "is_attested",
    "is_likelier",
    "is_seen",
    "is_syllabic",
    "lexicon_of",
    "look_alikes_of",
    "pairs_of",
    "spelling_of",
    "spellings_of",
    "words_in",
]

Pair = tuple[str, str]
_WORD = regex.compile(r"[^\W\d_]+")
_I = regex.compile(r"(?:[hklmst]|qu)[iyìíỉĩịỳýỷỹỵ]")
_QUI = regex.compile(r"(?<=\bqu)[iìíỉĩị]\b")
_Y_OF = dict(zip("iìíỉĩị", "yỳýỷỹỵ", strict=True))
# Languages of one index, and those of the one before it.
_KEPT = 4
_PAIR = 2
RARE = 3
"""In more phrases than this a word stands at its place by custom."""
NEVER = -1


class Lexicon:
    """The shipped words and phrases of a language, folded; each view is made when it is wanted."""

    def __init__(self, phrases: Collection[str]) -> None:
        self._written = {fold(phrase): phrase for phrase in phrases}
        self._parts = [words_in(phrase) for phrase in self._written]

    @property
    def phrases(self) -> Collection[str]:
        """All of them."""
        return self._written

    @cached_property
    def words(self) -> frozenset[str]:
        """The words in them."""
        return frozenset(chain.from_iterable(self._parts))

    @cached_property
    def pairs(self) -> frozenset[Pair]:
        """Words that stand side by side."""
        return frozenset(chain.from_iterable(map(pairwise, self._parts)))

    @cached_property
    def pairs_by_plain(self) -> Mapping[str, Sequence[Pair]]:
        """The pairs by their spelling without marks."""
        found: dict[str, list[Pair]] = defaultdict(list)
        for pair in sorted(self.pairs):
            found[unmarked(" ".join(pair))].append(pair)
        return found

    @cached_property
    def words_by_plain(self) -> Mapping[str, Sequence[str]]:
        """The words by their spelling without marks."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self.words):
            found[unmarked(word)].append(word)
        return found

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Those with capitals as they are written, by folded text."""
        written = self._written.items()
        return {key: phrase for key, phrase in written if any(map(str.isupper, phrase))}

    @cached_property
    def places(self) -> Mapping[tuple[str, int], int]:
        """In how many phrases of two words a word is the first (0) or the second (1)."""
        two = (parts for parts in self._parts if len(parts) == _PAIR)
        return Counter((part, side) for parts in two for side, part in enumerate(parts))


@cache
def lexicon_of(lang: str) -> Lexicon:
    """The lexicon of a language; empty where none is shipped."""
    return Lexicon(phrases_of(lang))


@cache
def is_syllabic(lang: str) -> bool:
    """Whether the words of a language are written in syllables, as those of Vietnamese are."""
    return facts_of(lang).syllable != ".*"


def is_attested(pair: Pair, lang: str, concept: str, context: Context) -> bool:
    """Whether two words stand side by side in the lexicon or in another concept."""
    elsewhere = pairs_of(context.index, lang).get(pair, frozenset()) - {concept}
    return bool(elsewhere) or pair in lexicon_of(lang).pairs


def is_seen(number: int, concept: Concept, context: Context) -> bool:
    """Whether the corpus has a term of a concept as it is written."""
    told = context.evidence.of(concept) if context.evidence else None
    return told is not None and told.counts[number] > 0


def look_alikes_of(pair: Pair, lang: str, concept: str, context: Context) -> list[Pair]:
    """The attested pairs that differ from a pair only by their marks; those of concepts first."""
    plain = unmarked(" ".join(pair))
    pairs = pairs_of(context.index, lang)
    concepts = (each for each in _by_plain(context.index, lang).get(plain, ()))
    found = [each for each in concepts if pairs[each] - {concept}]
    found += lexicon_of(lang).pairs_by_plain.get(plain, ())
    return [each for each in dict.fromkeys(found) if each != pair]


def is_likelier(
    alike: Pair, pair: Pair, lang: str, concept: str, context: Context, *, at_most: int
) -> bool:
    """Whether an attested pair is meant by one that is not.

    Another concept has it; or the lexicon has it as a word, and what differs is rare at its place.
    """
    if pairs_of(context.index, lang).get(alike, frozenset()) - {concept}:
        return True
    lexicon = lexicon_of(lang)
    differing = (each for each in zip(pair, (0, 1), alike, strict=True) if each[0] != each[2])
    is_rare = any(lexicon.places.get((word, side), 0) <= at_most for word, side, _ in differing)
    return is_rare and " ".join(alike) in lexicon.phrases


@lru_cache(maxsize=_KEPT)
def pairs_of(index: Index, lang: str) -> Mapping[Pair, frozenset[str]]:
    """Words side by side in the terms of a language, folded, with the ids of their concepts."""
    found: dict[Pair, set[str]] = defaultdict(set)
    for (tag, text), uses in index.uses.items():
        if tag == primary(lang):
            for pair in pairwise(words_in(text)):
                found[pair].update(use.concept.id for use in uses)
    return {pair: frozenset(ids) for pair, ids in found.items()}


@lru_cache(maxsize=_KEPT)
def _by_plain(index: Index, lang: str) -> Mapping[str, Sequence[Pair]]:
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs_of(index, lang):
        found[unmarked(" ".join(pair))].append(pair)
    return found


@lru_cache(maxsize=_KEPT)
def spellings_of(index: Index, lang: str) -> Mapping[str, Sequence[Pair]]:
    """The pairs of words by what is one but for i and y: kĩ thuật, kỹ thuật; qui định, quy định."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs_of(index, lang):
        if any(map(has_i, pair)):
            found[spelling_of(pair)].append(pair)
    return found


def spelling_of(pair: Pair) -> str:
    """What is the same for two words, whether they are written with i or with y."""
    loosely = fold_loosely(" ".join(pair))
    return _QUI.sub(lambda letter: _Y_OF[letter.group()], loosely)


def has_i(word: str) -> bool:
    """Whether a folded syllable may be written with i or with y."""
    return bool(_I.fullmatch(word))


def words_in(text: str) -> list[str]:
    """The words of a text, syllables where a language writes them apart; no numbers, no signs."""
    return _WORD.findall(text)
