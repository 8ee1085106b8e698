"""Translation units → counts of the runs of words that translate one another, to be added up.

A pair of runs is counted where no word of either is linked outside the other (Och & Ney 2004 call
that consistent); a word without a link may stand at an end of the target's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

import numpy as np
import regex
from numpy.typing import NDArray

from tmkit.lexicon import Bitext, facts_of, link_words, seed_of
from tmkit.terms.grams import Grams, Tokens, tokens_of

__all__ = ["PairCount", "RunCount", "TermCounts", "Texts", "consistent", "count_terms"]

Numbers = NDArray[np.intp]

# Places kept for each pair; the counts go on.
_MOST_PLACES = 5
_BRACKETED = regex.compile(r"\((?P<inside>[^()]{2,80})\)")


class Texts(NamedTuple):
    """A translation unit as it is searched: where it comes from, its two texts."""

    reference: str
    source: str
    target: str


@dataclass(slots=True)
class RunCount:
    """A run of words of one language: how often and in how many units it stands.

    nested, kinds, whole: how often inside longer candidates, inside how many of them, and how often
    the commonest of them stands. nouns, verbs: how often after a word that stands before those.
    capitals, inside: how often with a capital inside a segment, of how many. glossed: how often the
    other language has it in brackets. forms: spellings.
    """

    count: int = 0
    units: int = 0
    nested: int = 0
    kinds: int = 0
    whole: int = 0
    nouns: int = 0
    verbs: int = 0
    capitals: int = 0
    inside: int = 0
    glossed: int = 0
    forms: Counter[str] = field(default_factory=Counter)

    def add(self, other: RunCount) -> None:
        """Add the counts of another part; of kinds the part that has more."""
        for name in (
            "count",
            "units",
            "nested",
            "whole",
            "nouns",
            "verbs",
            "capitals",
            "inside",
            "glossed",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.kinds = max(self.kinds, other.kinds)
        self.forms.update(other.forms)


@dataclass(slots=True)
class PairCount:
    """Two runs: how often they are linked, in how many units both stand, in which by number."""

    count: int = 0
    together: int = 0
    places: tuple[int, ...] = ()

    def add(self, other: PairCount) -> None:
        """Add the counts of another part."""
        self.count += other.count
        self.together += other.together
        self.places = (*self.places, *other.places)[:_MOST_PLACES]


@dataclass(slots=True)
class TermCounts:
    """Runs and pairs of runs by their words, folded and in the singular."""

    sources: dict[str, RunCount] = field(default_factory=dict)
    targets: dict[str, RunCount] = field(default_factory=dict)
    pairs: dict[tuple[str, str], PairCount] = field(default_factory=dict)

    def add(self, other: TermCounts) -> None:
        """Add the counts of another part of a corpus, in the parts' order."""
        for ours, theirs in ((self.sources, other.sources), (self.targets, other.targets)):
            for key, run in theirs.items():
                ours.setdefault(key, RunCount()).add(run)
        for pair, count in other.pairs.items():
            self.pairs.setdefault(pair, PairCount()).add(count)

    def forget(self) -> None:
        """Drop the rarest half of the pairs, and the runs that are in no other."""
        rarest_first = sorted(self.pairs.items(), key=lambda pair: (pair[1].count, pair[0]))
        self.pairs = dict(rarest_first[len(rarest_first) // 2 :])
        for side, runs in enumerate((self.sources, self.targets)):
            kept = {pair[side] for pair in self.pairs}
            for key in [key for key in runs if key not in kept]:
                del runs[key]


def count_terms(
    texts: Sequence[Texts], languages: tuple[str, str], *, first: int = 0
) -> TermCounts:
    """The counts of some units with text on both sides, in the languages of two BCP 47 tags.

    first: the number of the first of them among all units.

    The words are linked by what these units tell, and the seed lexicon; ten thousand units tell
    more than a hundred.
    """
    sides = [tokens_of([text[1 + side] for text in texts], languages[side]) for side in (0, 1)]
    grams = [Grams.of(tokens, tag) for tokens, tag in zip(sides, languages, strict=True)]
    links = link_words(_bitext(*sides), seed_of(*languages))
    found = _Found.of(consistent(grams[0], grams[1], links))
    counts = TermCounts()
    runs = [
        _runs(grams[side], {code[side] for code in found.pairs}, languages[side]) for side in (0, 1)
    ]
    _gloss(texts, runs[0], languages, 0)
    _gloss(texts, runs[1], languages, 1)
    counts.sources = {run.key: run.counts for run in runs[0].values()}
    counts.targets = {run.key: run.counts for run in runs[1].values()}
    for pair, segments in found.pairs.items():
        one, other = runs[0][pair[0]], runs[1][pair[1]]
        both = sorted(one.segments & other.segments)
        # Where they are linked first; where both stand they are seen as well.
        places = [*dict.fromkeys([*segments, *both])][:_MOST_PLACES]
        counts.pairs[one.key, other.key] = PairCount(
            len(segments), len(both), tuple(first + place for place in places)
        )
    return counts


def _bitext(one: Tokens, other: Tokens) -> Bitext:
    return Bitext(
        one.keys,
        np.diff(one.starts),
        other.keys,
        np.diff(other.starts),
        np.ones(len(one.texts)),
    )


Code = tuple[int, int]
"""A run of words: its length and its number among the runs of that length."""


@dataclass(slots=True)
class _Found:
    """The pairs of runs, with the segments they are linked in, once for each time."""

    pairs: dict[tuple[Code, Code], list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Iterable[tuple[int, Numbers, Numbers, Numbers, Numbers]]) -> _Found:
        pairs: dict[tuple[Code, Code], list[int]] = {}
        for length, ones, lengths, others, segments in found:
            rows = (ones.tolist(), lengths.tolist(), others.tolist(), segments.tolist())
            for one, size, other, segment in zip(*rows, strict=True):
                pairs.setdefault(((length, one), (size, other)), []).append(segment)
        return cls(pairs)


def consistent(
    one: Grams, other: Grams, links: tuple[Numbers, Numbers]
) -> Iterator[tuple[int, Numbers, Numbers, Numbers, Numbers]]:
    """By length of the source's run: its numbers, lengths and numbers of the target's, segments."""
    sizes = len(one.tokens.types), len(other.tokens.types)
    first, last = _reach(links[0], links[1], sizes[0])
    back = _reach(links[1], links[0], sizes[1])
    windows = [*_windows(*back, len(other.ids))]
    lows, highs = (np.stack([window[k] for window in windows]) for k in (0, 1))
    unlinked = back[1] < 0
    segments = one.tokens.segments
    for length, (low, high) in enumerate(_windows(first, last, len(one.ids)), start=1):
        at = np.flatnonzero(one.runs >= length)
        usable = one.usable(length)[one.ids[length - 1][at]]
        at = at[usable]
        at = at[(high[at] >= 0) & (high[at] - low[at] < len(other.ids))]
        size = high[at] - low[at]
        fits = (lows[size, low[at]] >= at) & (highs[size, low[at]] < at + length)
        at = at[fits]
        for before, after in product((0, 1), (0, 1)):
            start, end = low[at] - before, high[at] + 1 + after
            fits = _fits(other, start, end)
            if before:
                fits &= unlinked[np.maximum(start, 0)]
            if after:
                fits &= unlinked[np.minimum(end, sizes[1]) - 1]
            start, count = start[fits], (end - start)[fits]
            numbers = np.zeros(len(start), dtype=np.intp)
            for width in range(1, len(other.ids) + 1):
                numbers[count == width] = other.ids[width - 1][start[count == width]]
            here = at[fits]
            yield length, one.ids[length - 1][here], count, numbers, segments[here]


def _fits(grams: Grams, start: Numbers, end: Numbers) -> NDArray[np.bool_]:
    """Whether a term may stand from one token to before another."""
    inside = (start >= 0) & (end <= len(grams.runs)) & (end - start <= len(grams.ids))
    first, last = np.maximum(start, 0), np.minimum(end, len(grams.runs)) - 1
    fits: NDArray[np.bool_] = (
        inside & (grams.runs[first] >= end - start) & grams.begins[first] & grams.ends[last]
    )
    return fits


def _reach(places: Numbers, partners: Numbers, count: int) -> tuple[Numbers, Numbers]:
    """The first and the last partner of each place; of one without any -1 is the last."""
    first, last = np.full(count, np.iinfo(np.intp).max), np.full(count, -1)
    np.minimum.at(first, places, partners)
    np.maximum.at(last, places, partners)
    return first, last


def _windows(first: Numbers, last: Numbers, longest: int) -> Iterator[tuple[Numbers, Numbers]]:
    """The first and the last partner of the tokens from each on, one of them, two and so on."""
    low, high = first.copy(), last.copy()
    for shift in range(longest):
        if shift:
            low[:-shift] = np.minimum(low[:-shift], first[shift:])
            high[:-shift] = np.maximum(high[:-shift], last[shift:])
        yield low.copy(), high.copy()


class _Run(NamedTuple):
    key: str
    counts: RunCount
    segments: set[int]


def _runs(grams: Grams, wanted: set[Code], tag: str) -> dict[Code, _Run]:
    """What there is to count of some runs."""
    facts = facts_of(tag)
    tokens = grams.tokens
    masks = [grams.usable(length) for length in range(1, len(grams.ids) + 1)]
    nested = grams.nested(masks)
    segments = tokens.segments
    is_first = np.zeros(len(tokens.types), dtype=bool)
    is_first[tokens.starts[:-1][np.diff(tokens.starts) > 0]] = True
    runs: dict[Code, _Run] = {}
    for length, ids in enumerate(grams.ids, start=1):
        numbers = {number for size, number in wanted if size == length}
        order = np.argsort(ids, kind="stable")
        bounds = np.searchsorted(ids[order], np.arange(len(grams.counts[length - 1]) + 1))
        for number in sorted(numbers):
            places = order[bounds[number] : bounds[number + 1]].tolist()
            words = tokens.types[places[0] : places[0] + length].tolist()
            total, kinds, whole = nested[length - 1][:, number].tolist()
            count = RunCount(len(places), nested=total, kinds=kinds, whole=whole)
            for place in places:
                before = "" if is_first[place] else tokens.raw[place - 1].lower()
                count.nouns += before in facts.before_nouns
                count.verbs += before in facts.before_verbs
                if not is_first[place]:
                    count.inside += 1
                    count.capitals += tokens.raw[place][0].isupper()
                count.forms[tokens.text(place, length, int(segments[place]))] += 1
            where = {int(segments[place]) for place in places}
            count.units = len(where)
            key = " ".join(tokens.words[word] for word in words)
            runs[length, number] = _Run(key, count, where)
    return runs


def _gloss(
    texts: Sequence[Texts], runs: dict[Code, _Run], languages: tuple[str, str], side: int
) -> None:
    """Count which runs of a side the other side's text has in brackets: "hàm mất mát (loss)"."""
    insides = [found["inside"] for text in texts for found in _BRACKETED.finditer(text[2 - side])]
    tokens = tokens_of(insides, languages[side])
    glossed = Counter(
        " ".join(tokens.words[word] for word in tokens.types[start:stop])
        for start, stop in zip(tokens.starts[:-1], tokens.starts[1:], strict=True)
    )
    for run in runs.values():
        run.counts.glossed = glossed[run.key]
