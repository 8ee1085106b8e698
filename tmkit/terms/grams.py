"""Segments → tokens and runs of words, the stuff that terms are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import regex
from numpy.typing import NDArray

from tmkit.lexicon import facts_of, keys_of
from tmkit.text import fold

__all__ = ["Grams", "Tokens", "tokens_of"]

Numbers = NDArray[np.intp]
Mask = NDArray[np.bool_]

# A hyphen inside a compound parts its words and is no token: "cross-validation", "nơ-ron". A
# possessive s is no part of its word.
_TOKEN = regex.compile(
    r"\p{L}[\p{L}\p{M}\p{N}]*(?:(?!['’]s\b)[&.'’_/][\p{L}\p{M}\p{N}]+)*|\p{N}+(?:[.,]\p{N}+)*"
    r"|(?<=[\p{L}\p{M}\p{N}])[-\u2010\u2011](?=[\p{L}\p{N}])|(\S)\1*"
)
_HYPHENS = frozenset("-\u2010\u2011")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of some segments, all in one row.

    texts: the segments; starts: where the tokens of each begin, one more at the end; spans:
    [tokens, 2], half-open, in code points of the segment; types: the number of each token's word in
    `words`, which are folded and in the singular; keys: as `tmkit.lexicon` has them; raw: as they
    are written.
    """

    texts: Sequence[str]
    starts: Numbers
    spans: Numbers
    types: Numbers
    words: list[str]
    keys: NDArray[np.int64]
    raw: list[str]

    @property
    def segments(self) -> Numbers:
        """The number of each token's segment."""
        return np.repeat(np.arange(len(self.texts)), np.diff(self.starts))

    def text(self, first: int, count: int, segment: int) -> str:
        """What stands from one token on, as many tokens long."""
        return self.texts[segment][self.spans[first, 0] : self.spans[first + count - 1, 1]]


def tokens_of(texts: Sequence[str], tag: str) -> Tokens:
    """The tokens of segments in the language of a BCP 47 tag."""
    singular = facts_of(tag).singular
    known: dict[str, tuple[int, int]] = {}
    words: dict[str, int] = {}
    raw: list[str] = []
    found: list[tuple[int, int]] = []
    spans: list[tuple[int, int]] = []
    starts = [0]
    for text in texts:
        for token in _TOKEN.finditer(text):
            word = token.group()
            if word in _HYPHENS and token.start():
                continue
            if word not in known:
                folded = fold(word)
                keys = keys_of(word, tag)
                # What the lexicon has no key for gets one of its own.
                number = words.setdefault(singular(folded), len(words))
                known[word] = number, keys[0] if keys else -1 - number
            found.append(known[word])
            raw.append(word)
            spans.append(token.span())
        starts.append(len(found))
    table = np.array(found, dtype=np.int64).reshape(-1, 2)
    return Tokens(
        texts,
        np.array(starts, dtype=np.intp),
        np.array(spans, dtype=np.intp).reshape(-1, 2),
        table[:, 0].astype(np.intp),
        list(words),
        table[:, 1],
        raw,
    )


@dataclass(frozen=True, slots=True)
class Grams:
    """The runs of words of some tokens, by length.

    tokens: theirs; runs: how many words stand in a row from each token on; ids: for each length
    from 1 on the number of the run at each token, -1 where there is none; counts: how often each
    occurs; places: where it occurs first. begins, ends: whether a term may begin or end with the
    word at each token.
    """

    tokens: Tokens
    runs: Numbers
    ids: list[Numbers]
    counts: list[Numbers]
    places: list[Numbers]
    begins: Mask
    ends: Mask

    @classmethod
    def of(cls, tokens: Tokens, tag: str) -> Grams:
        """All runs as long as terms are; a language without a list has no function words."""
        facts = facts_of(tag)
        is_word = np.array([word[:1].isalpha() for word in tokens.words], dtype=bool)
        runs = _runs(is_word[tokens.types], tokens.starts)
        long_enough = np.array([len(word) > 1 for word in tokens.words], dtype=bool)
        begins, ends = (
            np.array([word not in some for word in tokens.words], dtype=bool)
            & is_word
            & long_enough
            for some in (facts.not_first, facts.not_last)
        )
        ids: list[Numbers] = []
        counts: list[Numbers] = []
        places: list[Numbers] = []
        codes = tokens.types.copy()
        for length in range(1, facts.longest_term + 1):
            if length > 1:
                # The run before and the word that follows it.
                codes = np.full(len(tokens.types), -1)
                at = np.flatnonzero(runs >= length)
                codes[at] = ids[-1][at] * len(tokens.words) + tokens.types[at + length - 1]
            at = np.flatnonzero(runs >= length)
            _, first, numbers, count = np.unique(
                codes[at], return_index=True, return_inverse=True, return_counts=True
            )
            level = np.full(len(tokens.types), -1)
            level[at] = numbers
            ids.append(level)
            counts.append(count)
            places.append(at[first])
        return cls(tokens, runs, ids, counts, places, begins[tokens.types], ends[tokens.types])

    def usable(self, length: int, at_least: int = 2) -> Mask:
        """For each run of so many words whether it may be a term and occurs often enough."""
        first = self.places[length - 1]
        often = self.counts[length - 1] >= at_least
        usable: Mask = often & self.begins[first] & self.ends[first + length - 1]
        return usable

    def nested(self, masks: list[Mask]) -> list[Numbers]:
        """By length [3, runs]: how often inside longer ones, inside how many, the most frequent's.

        masks: by length, which runs count. What C-value needs (Frantzi, Ananiadou & Mima 2000).
        """
        sums = [np.zeros((3, len(count)), dtype=np.intp) for count in self.counts]
        for length in range(2, len(self.ids) + 1):
            chosen = np.flatnonzero(masks[length - 1])
            first = self.places[length - 1][chosen]
            weights = self.counts[length - 1][chosen]
            for inner in range(1, length):
                for shift in range(length - inner + 1):
                    numbers = self.ids[inner - 1][first + shift]
                    total, kinds, most = sums[inner - 1]
                    np.add.at(total, numbers, weights)
                    np.add.at(kinds, numbers, 1)
                    np.maximum.at(most, numbers, weights)
        return sums


def _runs(is_word: Mask, starts: Numbers) -> Numbers:
    """How many words stand in a row from each token on, inside its segment."""
    count = len(is_word)
    stops = np.flatnonzero(~is_word)
    ends = np.sort(np.concatenate([stops, starts[1:]]))
    places = np.arange(count)
    runs: Numbers = ends[np.searchsorted(ends, places, "right")] - places if count else places
    runs[~is_word] = 0
    return runs
