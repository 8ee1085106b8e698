"""Which words of a language stand side by side: in the shipped lexicon, in other concepts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex

from tmkit.lang import primary
from tmkit.lexicon import facts_of, phrases_of
from tmkit.lint.context import Context, Index
from tmkit.text import fold, fold_loosely, unmarked

__all__ = [
    "NEVER",
    "RARE",
    "Lexicon",
    "Pair",
    "has_i",
    "is_attested",
    "is_likelier",
    "is_syllabic",
    "lexicon_of",
    "look_alikes_of",
    "pairs_of",
    "spellings_of",
    "words_in",
]

Pair = tuple[str, str]
_WORD = regex.compile(r"[^\W\d_]+")
_I = regex.compile(r"[hklmst][iyìíỉĩịỳýỷỹỵ]")
# Languages of one index, and those of the one before it.
_KEPT = 4
_PAIR = 2
RARE = 3
"""In more phrases than this a word stands at its place by custom."""
NEVER = -1


class Lexicon(NamedTuple):
    """The shipped words and phrases of a language, folded.

    names: as they are written, by folded text, those with capitals. pairs_by_plain,
    words_by_plain: by their spelling without marks. places: in how many phrases of two words a word
    is the first (0) or the second (1).
    """

    phrases: frozenset[str]
    words: frozenset[str]
    pairs: frozenset[Pair]
    pairs_by_plain: Mapping[str, tuple[Pair, ...]]
    words_by_plain: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    places: Mapping[tuple[str, int], int]


@cache
def lexicon_of(lang: str) -> Lexicon:
    """The lexicon of a language; empty where none is shipped."""
    phrases = {fold(phrase): phrase for phrase in phrases_of(lang)}
    pairs: set[Pair] = set()
    words: set[str] = set()
    places: Counter[tuple[str, int]] = Counter()
    for phrase in phrases:
        parts = words_in(phrase)
        if len(parts) == _PAIR:
            places.update((part, side) for side, part in enumerate(parts))
        words.update(parts)
        pairs.update(pairwise(parts))
    pairs_by_plain: dict[str, list[Pair]] = defaultdict(list)
    for pair in sorted(pairs):
        pairs_by_plain[unmarked(" ".join(pair))].append(pair)
    words_by_plain: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        words_by_plain[unmarked(word)].append(word)
    return Lexicon(
        frozenset(phrases),
        frozenset(words),
        frozenset(pairs),
        {plain: tuple(found) for plain, found in pairs_by_plain.items()},
        {plain: tuple(found) for plain, found in words_by_plain.items()},
        {key: phrase for key, phrase in phrases.items() if any(map(str.isupper, phrase))},
        places,
    )


@cache
def is_syllabic(lang: str) -> bool:
    """Whether the words of a language are written in syllables, as those of Vietnamese are."""
    return facts_of(lang).syllable != ".*"


def is_attested(pair: Pair, lang: str, concept: str, context: Context) -> bool:
    """Whether two words stand side by side in the lexicon, in another concept or in the corpus."""
    elsewhere = pairs_of(context.index, lang).get(pair, frozenset()) - {concept}
    if elsewhere or pair in lexicon_of(lang).pairs:
        return True
    return bool(context.evidence and context.evidence.count(lang, " ".join(pair)))


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
    """The pairs of words by what is one but for i and y: kĩ thuật, kỹ thuật."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs_of(index, lang):
        if any(map(has_i, pair)):
            found[fold_loosely(" ".join(pair))].append(pair)
    return found


def has_i(word: str) -> bool:
    """Whether a folded syllable may be written with i or with y."""
    return bool(_I.fullmatch(word))


def words_in(text: str) -> list[str]:
    """The words of a text, syllables where a language writes them apart; no numbers, no signs."""
    return _WORD.findall(text)
