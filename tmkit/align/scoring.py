"""What a bead is worth: the logarithm of how much likelier its segments are together than apart.

Three parts: how often beads of its kind occur; how well the lengths fit (Gale & Church 1993, with
lengths as logarithms); how well the words of one side explain those of the other, both ways,
against how common they are in the document (Brown et al. 1993, model 1). A word of which nothing is
known says nothing: unknown must be neutral, or every rare word pulls segments apart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tmkit.align.meaning import Meaning
from tmkit.align.search import LINKS
from tmkit.lexicon import Translations, Words

__all__ = ["WHOLE", "Lexical", "Scorer", "Side", "Weights"]

Matrix = NDArray[np.float64]
# Less probable translations are noise, and many: half of all pairs belong to function words.
_LEAST_SHARE = 0.002
# Columns that are scored at once: their words are counted in a table.
_WIDEST = 1_000
Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Weights:
    """Fitted coefficients (tests/bench/alignment.py says on what).

    prior: for each of `search.LINKS` the natural logarithm of how often its bead occurs; null: of a
    segment without a counterpart. link: what every bead of two sides costs beside its prior,
    against chance resemblance. noise: standard deviation of ln(target length / source length) for
    long segments; growth: how much wider it is for short ones, per character. spread: the same over
    unrelated segments. words: weight of the mean of both directions. trust: how probable it is that
    a well-known word of a bead has a known translation on the other side; seen: how often a word
    must have been seen for half of that trust; anchor: the same for what stands in both languages
    alike, and how probable it makes its twin. order: how probable it is that a bead's sides begin
    at the same kind of place. recurring: what it costs to pair a line that recurs in the corpus
    with one that does not, and to pair two that do. meaning: what a standard deviation of nearness
    is worth, where there is an encoder.
    """

    prior: tuple[float, ...] = (0.0, -2.3, -2.3, -4.3, -3.8, -3.8, -7.0, -7.0)
    null: float = -1.5
    link: float = -1.5
    noise: float = 0.12
    growth: float = 2.0
    spread: float = 1.5
    words: float = 1.0
    trust: float = 0.5
    seen: float = 5.0
    anchor: tuple[float, float] = (0.9, 0.8)
    order: float = 0.9
    recurring: tuple[float, float] = (3.0, 2.0)
    meaning: float = 1.0


WHOLE = Weights(null=-5.0)
"""For paragraphs that stand side by side: hardly a segment there is without a counterpart."""


@dataclass(frozen=True, slots=True)
class Side:
    """One text as it is compared: for each segment its length in characters, its words, its mark.

    usual: mean of the logarithms of the lengths. marks: what kind of place a segment has, a number
    for each kind; recurring: whether it stands in many documents of the corpus.
    """

    lengths: Matrix
    usual: float
    words: Words
    marks: Numbers
    recurring: NDArray[np.bool_]

    @classmethod
    def of(cls, lengths: Sequence[int], words: Words, marks: Sequence[int]) -> Side:
        """A text of which no segment recurs; an empty segment is as long as one character."""
        sizes = np.maximum(np.array(lengths, dtype=float), 1.0)
        usual = float(np.log(sizes).mean()) if len(sizes) else 0.0
        return cls(
            sizes, usual, words, np.array(marks, dtype=np.intp), np.zeros(len(sizes), dtype=bool)
        )

    def part(self, start: int, stop: int) -> Side:
        """The segments from `start` to `stop`."""
        return Side(
            self.lengths[start:stop],
            self.usual,
            self.words.part(start, stop),
            self.marks[start:stop],
            self.recurring[start:stop],
        )

    def with_recurring(self, recurring: Sequence[bool]) -> Side:
        """The same text, of which some segments recur."""
        return replace(self, recurring=np.array(recurring, dtype=bool))


@dataclass(frozen=True, slots=True)
class _Way:
    """How one text explains the words of the other.

    The types of the other that type k of the one may become are `types[starts[k]:starts[k + 1]]`,
    with their probabilities in `shares`. odds: for each type of the other what a share of 1 adds
    to its likelihood; silence: for each of its segments what all its words cost when nothing
    explains them. places: room for `_found`, -1 wherever it is not at work.
    """

    given: Words
    other: Words
    starts: Numbers
    types: Numbers
    shares: Matrix
    odds: Matrix
    silence: Matrix
    places: Numbers

    def explained(self, rows: range, columns: range) -> NDArray[np.float32]:
        """[3, rows, columns]: how well 1, 2 and 3 segments from a row on explain a segment.

        The logarithm of the likelihood of its words against that in the whole document, in sum.
        """
        local, counts = _counted(self.other, columns)
        found = self._found(rows, local)
        lengths = np.diff(self.given.starts)[rows.start : rows.stop + 2]
        lengths = np.concatenate([lengths, np.zeros(len(rows) + 2 - len(lengths), np.intp)])
        merged = np.zeros((3, len(rows), len(local)), dtype=np.float32)
        sums, words = np.zeros_like(merged[0]), np.zeros(len(rows))
        for size in range(3):
            sums = sums + found[size : size + len(rows)]
            words = words + lengths[size : size + len(rows)]
            merged[size] = sums / np.maximum(words, 1)[:, None]
        worth = np.log1p(merged * self.odds[local].astype(np.float32))
        sides = worth.reshape(3 * len(rows), len(local)) @ counts
        explained: NDArray[np.float32] = sides.reshape(3, len(rows), len(columns))
        explained += self.silence[columns.start : columns.stop].astype(np.float32)
        return explained

    def _found(self, rows: range, local: Numbers) -> NDArray[np.float32]:
        """[rows + 2, local]: with what probability each row's words become each type."""
        starts = self.given.starts
        stop = min(rows.stop + 2, len(starts) - 1)
        types = self.given.types[starts[rows.start] : starts[stop]]
        row = np.repeat(np.arange(stop - rows.start), np.diff(starts[rows.start : stop + 1]))
        sizes = self.starts[types + 1] - self.starts[types]
        cells = np.repeat(self.starts[types], sizes) + _within(sizes)
        self.places[local] = np.arange(len(local))
        place = self.places.take(self.types.take(cells))
        self.places[local] = -1
        held = np.flatnonzero(place >= 0)
        where = np.repeat(row, sizes).take(held) * len(local) + place.take(held)
        size = (len(rows) + 2) * len(local)
        sums = np.bincount(where, self.shares.take(cells.take(held)), minlength=size)
        return sums.reshape(len(rows) + 2, len(local)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Lexical:
    """What is known of the words of two texts, from the source and from the target."""

    forward: _Way
    backward: _Way

    @classmethod
    def of(cls, source: Words, target: Words, known: Translations, weights: Weights) -> Lexical:
        """The pairs of words of two texts that a table or their anchors tell."""
        one, other, forward, backward = _pairs(source, target, known)
        anchored = _anchored(source, target)
        sure = np.full(len(anchored[0]), weights.anchor[1])
        trusts = [
            _trust(words.keys, keys, counts, weights)
            for words, keys, counts in (
                (source, known.sources, known.source_counts),
                (target, known.targets, known.target_counts),
            )
        ]
        for trust, types in zip(trusts, anchored, strict=True):
            trust[types] = weights.anchor[0]
        one, other = np.concatenate([one, anchored[0]]), np.concatenate([other, anchored[1]])
        forward, backward = np.concatenate([forward, sure]), np.concatenate([backward, sure])
        return cls(
            _way(source, target, (one, other, forward), trusts[1]),
            _way(target, source, (other, one, backward), trusts[0]),
        )


@dataclass(frozen=True, slots=True)
class Scorer:
    """What the links of two texts are worth. ratio: target characters per source character.

    meaning: of an encoder, where there is one.
    """

    sides: tuple[Side, Side]
    lexical: Lexical
    weights: Weights
    ratio: float = 1.0
    meaning: Meaning | None = None

    def links(self, rows: range, columns: range) -> NDArray[np.float32]:
        """The links that begin in a window, [rows, LINKS, columns]; -inf for one over an end.

        rows: source segments; columns: nodes of the target, of which the last may be its end.
        """
        if len(columns) > _WIDEST:
            starts = range(columns.start, columns.stop, _WIDEST)
            parts = [range(start, min(start + _WIDEST, columns.stop)) for start in starts]
            return np.concatenate([self.links(rows, part) for part in parts], axis=2)
        source, target = self.sides
        size, length = len(source.lengths), len(target.lengths)
        forward = self.lexical.forward.explained(
            rows, range(columns.start, min(columns.stop + 2, length))
        )
        backward = self.lexical.backward.explained(
            range(columns.start, min(columns.stop, length)),
            range(rows.start, min(rows.stop + 2, size)),
        )
        place = _alike(source.marks, target.marks, self.weights.order, (rows, columns))
        scores = np.full((len(rows), len(LINKS), len(columns)), -np.inf, dtype=np.float32)
        for number, (a, b) in enumerate(LINKS):
            # Of beads that end within the texts.
            height = min(len(rows), size - a + 1 - rows.start)
            width = min(len(columns), length - b + 1 - columns.start)
            if height <= 0 or width <= 0:
                continue
            words = forward[a - 1, :height, :width] + backward[b - 1, :width, :height].T
            for k in range(1, b):
                words += forward[a - 1, :height, k : k + width]
            for k in range(1, a):
                words += backward[b - 1, :width, k : k + height].T
            window = (
                range(rows.start, rows.start + height),
                range(columns.start, columns.start + width),
            )
            worth = self._apart_from_words(window, (a, b)) + place[:height, :width]
            worth += 0.5 * self.weights.words * words
            scores[:height, number, :width] = worth + self.weights.prior[number]
        return scores

    def _apart_from_words(self, window: tuple[range, range], move: tuple[int, int]) -> Matrix:
        """[rows, columns]: the worth of one kind of link by length, recurrence and meaning."""
        (rows, columns), (a, b) = window, move
        source, target = self.sides
        worth = self.weights.link + _length_fit(
            _merged(source.lengths, rows, a) * self.ratio,
            _merged(target.lengths, columns, b),
            self.weights,
            target.usual,
        )
        if source.recurring.any() or target.recurring.any():
            one = _merged(source.recurring, rows, a)[:, None] > 0
            other = _merged(target.recurring, columns, b)[None, :] > 0
            worth -= self.weights.recurring[0] * (one != other)
            worth -= self.weights.recurring[1] * (one & other)
        if self.meaning:
            worth += self.weights.meaning * self.meaning.worth(rows, columns, move)
        return worth


def _pairs(
    source: Words, target: Words, known: Translations
) -> tuple[Numbers, Numbers, Matrix, Matrix]:
    """Of a table the pairs of types of two texts, with both probabilities."""
    types, rows = _common(source.keys, known.sources)
    held, columns = _common(target.keys, known.targets)
    type_of = np.full(len(known.targets) + 1, -1, dtype=np.intp)
    type_of[columns] = held
    sizes = known.starts[rows + 1] - known.starts[rows]
    cells = np.repeat(known.starts[rows], sizes) + _within(sizes)
    other = type_of[known.partners[cells]]
    kept = other >= 0
    cells = cells[kept]
    return np.repeat(types, sizes)[kept], other[kept], known.forward[cells], known.backward[cells]


def _anchored(source: Words, target: Words) -> tuple[Numbers, Numbers]:
    """The pairs of types that have one anchor."""
    order = np.argsort(source.anchors, kind="stable")
    ascending = source.anchors[order]
    first = np.searchsorted(ascending, target.anchors, "left")
    sizes = np.searchsorted(ascending, target.anchors, "right") - first
    sizes[target.anchors == 0] = 0
    one = order[np.repeat(first, sizes) + _within(sizes)]
    return one, np.repeat(np.arange(len(sizes)), sizes)


def _way(given: Words, other: Words, pairs: tuple[Numbers, Numbers, Matrix], trust: Matrix) -> _Way:
    likely = pairs[2] >= _LEAST_SHARE
    one, into, shares = pairs[0][likely], pairs[1][likely], pairs[2][likely]
    order = np.argsort(one, kind="stable")
    usual = np.bincount(other.types, minlength=len(other.keys)) + 0.5
    usual /= max(usual.sum(), 1.0)
    silence = np.log1p(-trust)[other.types]
    sums = np.concatenate([[0.0], np.cumsum(silence)])
    return _Way(
        given,
        other,
        np.searchsorted(one[order], np.arange(len(given.keys) + 1)),
        into[order],
        shares[order],
        trust / (1 - trust) / usual,
        np.diff(sums[other.starts]),
        np.full(len(other.keys), -1, dtype=np.intp),
    )


def _trust(
    keys: NDArray[np.int64], known: NDArray[np.int64], counts: Matrix, weights: Weights
) -> Matrix:
    """For each type how probable it is that a known word explains it; 0 for an unknown one."""
    types, places = _common(keys, known)
    trust = np.zeros(len(keys))
    trust[types] = weights.trust * counts[places] / (counts[places] + weights.seen)
    return trust


def _common(keys: NDArray[np.int64], known: NDArray[np.int64]) -> tuple[Numbers, Numbers]:
    """Which keys are known, and where; both ascend."""
    if not len(known):
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    places = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    types = np.flatnonzero(known[places] == keys)
    return types, places[types]


def _counted(words: Words, columns: range) -> tuple[Numbers, NDArray[np.float32]]:
    """The types in some segments, ascending, and [type, segment] how often each stands there."""
    starts = words.starts[columns.start : columns.stop + 1]
    types = words.types[starts[0] : starts[-1]] if len(starts) else words.types[:0]
    local, numbers = np.unique(types, return_inverse=True)
    column = np.repeat(np.arange(len(columns)), np.diff(starts))
    size = len(local) * len(columns)
    counts = np.bincount(numbers * len(columns) + column, minlength=size)
    return local, counts.reshape(len(local), len(columns)).astype(np.float32)


def _within(sizes: Numbers) -> Numbers:
    """0, 1, … within each of several runs."""
    return np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)


def _merged(values: NDArray[Any], where: range, size: int) -> Matrix:
    """Sums of `size` neighbours, from each of the places on."""
    merged: Matrix = values[where.start : where.stop].astype(float)
    for k in range(1, size):
        merged += values[where.start + k : where.stop + k]
    return merged


def _alike(source: Numbers, target: Numbers, order: float, window: tuple[range, range]) -> Matrix:
    """[i, j]: how much better the mark of source i explains that of target j than chance does.

    Nothing where all marks are one.
    """
    rows, columns = window
    kinds = int(max(source.max(initial=0), target.max(initial=0))) + 1
    if kinds == 1:
        return np.zeros((len(rows), len(columns)))
    usual = np.bincount(target, minlength=kinds) + 0.5
    usual = usual / usual.sum()
    marks = target[columns.start : columns.stop]
    same = source[rows.start : rows.stop, None] == marks[None, :]
    alike: Matrix = np.log((1 - order) + order * same / usual[marks][None, :])
    return alike


def _length_fit(expected: Matrix, length: Matrix, weights: Weights, usual: float) -> Matrix:
    """[i, j]: ln of how much likelier target length j is for source i than for any segment."""
    logarithms = np.log(length)
    variance = weights.noise**2 + weights.growth / np.minimum(length[None, :], expected[:, None])
    fit: Matrix = logarithms[None, :] - np.log(expected)[:, None]
    fit *= fit
    fit /= variance
    fit += np.log(variance)
    fit *= -0.5
    alone = (logarithms - usual) / weights.spread
    fit += 0.5 * alone**2 + math.log(weights.spread)
    return fit
