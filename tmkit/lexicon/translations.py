"""How probable it is that a word translates another: IBM model 1, both ways, from beads.

Brown et al. 1993, §4: each word of a target segment was made by one of the words of its source
segment; expectation maximisation finds by which. There is no empty word: what no word explains is
left to the background by those who use this.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Bitext", "Translations", "train"]

Keys = NDArray[np.int64]
Numbers = NDArray[np.intp]
Weights = NDArray[np.float64]

# Pairs of words in the training; more cost time and gain nothing (measured).
_MOST_CELLS = 1_500_000
_ITERATIONS = 7
# After so many iterations a pair that neither side believes in is dropped.
_PRUNED_AFTER = 2
_LEAST = 0.03


@dataclass(frozen=True, slots=True)
class Bitext:
    """Beads as the keys of their words, those of all beads in one row.

    source, target: keys; source_lengths, target_lengths: how many belong to each bead; weights: for
    how many each bead counts.
    """

    source: Keys
    source_lengths: Numbers
    target: Keys
    target_lengths: Numbers
    weights: Weights

    @classmethod
    def of(cls, beads: list[tuple[Keys, Keys]], weight: float = 1.0) -> Bitext:
        """Beads with words on both sides."""
        full = [(one, other) for one, other in beads if len(one) and len(other)]
        empty = np.zeros(0, dtype=np.int64)
        return cls(
            np.concatenate([empty, *(one for one, _ in full)]),
            np.array([len(one) for one, _ in full], dtype=np.intp),
            np.concatenate([empty, *(other for _, other in full)]),
            np.array([len(other) for _, other in full], dtype=np.intp),
            np.full(len(full), weight),
        )

    @classmethod
    def joined(cls, parts: Sequence[Bitext]) -> Bitext:
        """One or more texts, one after the other."""
        return cls(
            np.concatenate([part.source for part in parts]),
            np.concatenate([part.source_lengths for part in parts]),
            np.concatenate([part.target for part in parts]),
            np.concatenate([part.target_lengths for part in parts]),
            np.concatenate([part.weights for part in parts]),
        )

    def __add__(self, other: Bitext) -> Bitext:
        return Bitext.joined([self, other])

    @property
    def cells(self) -> int:
        """How many pairs of words stand in a bead together."""
        return int(self.source_lengths @ self.target_lengths)

    def sampled(self, cells: int = _MOST_CELLS) -> Bitext:
        """So many cells and one bead: of too many beads those whose words hash lowest.

        A sample of the sum is the sum of samples, sampled, whatever the order. Beads of more than a
        tenth of the cells are left out.
        """
        if self.cells <= cells:
            return self
        order = np.argsort(self._hashes(), kind="stable")
        sizes = (self.source_lengths * self.target_lengths)[order]
        # Whole pages taken for a segment teach nothing, and would fill the table.
        sizes[sizes > cells // 10] = 0
        kept = np.zeros(len(sizes), dtype=bool)
        kept[order[(np.cumsum(sizes) - sizes < cells) & (sizes > 0)]] = True
        return Bitext(
            self.source[np.repeat(kept, self.source_lengths)],
            self.source_lengths[kept],
            self.target[np.repeat(kept, self.target_lengths)],
            self.target_lengths[kept],
            self.weights[kept],
        )

    def _hashes(self) -> Keys:
        sums = [
            np.add.reduceat(keys, np.cumsum(lengths) - lengths)
            for keys, lengths in (
                (self.source, self.source_lengths),
                (self.target, self.target_lengths),
            )
        ]
        hashes: Keys = (sums[0] * 31 + sums[1]) * 0x9E3779B97F4A7C1
        return hashes


@dataclass(frozen=True, slots=True)
class Translations:
    """A table of word pairs.

    sources, targets: keys, ascending; source_counts, target_counts: how often each was seen. The
    pairs of source number k are those from starts[k] to starts[k + 1]: partners are numbers of
    targets, ascending; forward is p(target | source), backward p(source | target).
    """

    sources: Keys
    source_counts: Weights
    targets: Keys
    target_counts: Weights
    starts: Numbers
    partners: Numbers
    forward: Weights
    backward: Weights

    @classmethod
    def none(cls) -> Translations:
        """A table that knows no word."""
        keys, numbers, weights = np.zeros(0, np.int64), np.zeros(0, np.intp), np.zeros(0)
        return cls(keys, weights, keys, weights, np.zeros(1, np.intp), numbers, weights, weights)


def train(bitext: Bitext) -> Translations:
    """What beads tell of the translations of their words; the same whatever the machine."""
    if not len(bitext.weights):
        return Translations.none()
    sources, source_types = np.unique(bitext.source, return_inverse=True)
    targets, target_types = np.unique(bitext.target, return_inverse=True)
    one, other, weights = _cells(bitext)
    codes = source_types[one] * len(targets) + target_types[other]
    pairs, cells = np.unique(codes, return_inverse=True)
    ends = (pairs // len(targets), pairs % len(targets))
    tables = [np.ones(len(pairs)), np.ones(len(pairs))]
    for iteration in range(_ITERATIONS):
        for way, words in ((0, other), (1, one)):
            tables[way] = _step(tables[way], cells, words, weights, ends[way])
        if iteration + 1 == _PRUNED_AFTER:
            kept = (tables[0] >= _LEAST) | (tables[1] >= _LEAST)
            stays = kept[cells]
            cells = (np.cumsum(kept) - 1)[cells[stays]]
            one, other, weights = one[stays], other[stays], weights[stays]
            ends = (ends[0][kept], ends[1][kept])
            tables = [table[kept] for table in tables]
    return Translations(
        sources,
        _counts(source_types, bitext.source_lengths, bitext.weights),
        targets,
        _counts(target_types, bitext.target_lengths, bitext.weights),
        np.searchsorted(ends[0], np.arange(len(sources) + 1)),
        ends[1],
        tables[0],
        tables[1],
    )


def _cells(bitext: Bitext) -> tuple[Numbers, Numbers, Weights]:
    """For each pair of words in a bead: the number of the one, of the other, and the weight."""
    beads = np.repeat(np.arange(len(bitext.weights)), bitext.source_lengths)
    sizes = bitext.target_lengths[beads]
    one = np.repeat(np.arange(len(beads)), sizes)
    # The target words of the bead, once for each of its source words.
    starts = np.cumsum(bitext.target_lengths) - bitext.target_lengths
    shift = starts[beads] - (np.cumsum(sizes) - sizes)
    return one, np.arange(len(one)) + shift[one], bitext.weights[beads][one]


def _step(
    table: Weights, cells: Numbers, words: Numbers, weights: Weights, givens: Numbers
) -> Weights:
    """One iteration: share out each word among those that may have made it, and count.

    words: for each cell the word that is shared out; givens: for each pair who makes it.
    """
    probable = table[cells]
    whole = np.bincount(words, probable)
    shares = weights * probable / np.maximum(whole[words], 1e-300)
    counts = np.bincount(cells, shares, minlength=len(table))
    stepped: Weights = counts / np.maximum(np.bincount(givens, counts)[givens], 1e-300)
    return stepped


def _counts(types: Numbers, lengths: Numbers, weights: Weights) -> Weights:
    counts: Weights = np.bincount(types, np.repeat(weights, lengths)).astype(float)
    return counts
