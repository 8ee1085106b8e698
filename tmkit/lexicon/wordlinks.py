"""Which word of a segment translates which of the other: IBM model 2 with a diagonal prior.

Dyer, Chahuneau & Smith 2013: as in IBM model 1 each word was made by one of the other segment or by
none, the likelier by one that stands at the same part of its segment. Both directions are trained
and joined by grow-diag-final-and (Koehn, Och & Marcu 2003; Koehn et al. 2005).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tmkit.lexicon.translations import Bitext

__all__ = ["link_words"]

Numbers = NDArray[np.int32]
Weights = NDArray[np.float64]
Links = tuple[NDArray[np.intp], NDArray[np.intp]]

# How fast the prior falls from the diagonal, and how probable a word without a counterpart is.
_TENSION = 4.0
_NONE = 0.2
_ITERATIONS = 5
# After so many iterations a pair that neither direction believes in is dropped.
_PRUNED_AFTER = 2
_LEAST = 0.001
_NEIGHBOURS = ((-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1))


def link_words(bitext: Bitext, known: Bitext) -> Links:
    """The links between the words of beads, by place in `bitext.source` and `bitext.target`.

    known: beads that teach and are not linked, a seed lexicon say. Links ascend by the first place.
    """
    whole = bitext + known
    cells = _cells(whole)
    forward, backward = _trained(whole, cells)
    ours = (len(bitext.source), len(bitext.target))
    links = _grown(*({*_best(way, ours)} for way in (forward, backward)))
    places = np.array(sorted(links), dtype=np.intp).reshape(-1, 2)
    return places[:, 0], places[:, 1]


@dataclass(slots=True)
class _Cells:
    """Pairs of words of one bead: their places, how near they are to the diagonal, their type."""

    one: Numbers
    other: Numbers
    nearness: Weights
    types: Numbers
    weights: Weights

    def kept(self, mask: NDArray[np.bool_], renumbered: Numbers) -> _Cells:
        """Those of some types, which get new numbers."""
        stays = mask[self.types]
        return _Cells(
            self.one[stays],
            self.other[stays],
            self.nearness[stays],
            renumbered[self.types[stays]],
            self.weights[stays],
        )


@dataclass(slots=True)
class _Way:
    """One direction: every word was made by one of the givens or by none.

    words: for each cell the place of the word that is made; makers: for each type of pair the type
    of its maker; made: for each word its own type. table: of each type of pair, p(made | maker);
    none: of each type of word, p(made | nothing). prior: of each cell.
    """

    words: Numbers
    makers: Numbers
    made: Numbers
    prior: Weights
    table: Weights
    none: Weights


def _cells(bitext: Bitext) -> _Cells:
    beads = np.repeat(np.arange(len(bitext.weights)), bitext.source_lengths)
    sizes = bitext.target_lengths[beads]
    starts = np.cumsum(bitext.target_lengths) - bitext.target_lengths
    one = np.repeat(np.arange(len(beads), dtype=np.int32), sizes)
    shift = starts[beads] - (np.cumsum(sizes) - sizes)
    other = (np.arange(len(one)) + np.repeat(shift, sizes)).astype(np.int32)
    parts = [
        _parts(lengths).astype(np.float32)
        for lengths in (bitext.source_lengths, bitext.target_lengths)
    ]
    nearness = np.exp(-_TENSION * np.abs(parts[0][one] - parts[1][other])).astype(float)
    return _Cells(one, other, nearness, one, bitext.weights[beads[one]])


def _parts(lengths: NDArray[np.intp]) -> Weights:
    """For each word at which part of its segment it stands, 0 to 1."""
    starts = np.cumsum(lengths) - lengths
    numbers = np.arange(int(lengths.sum())) - np.repeat(starts, lengths)
    parts: Weights = (numbers + 0.5) / np.repeat(lengths, lengths)
    return parts


def _trained(bitext: Bitext, cells: _Cells) -> tuple[tuple[_Cells, _Way], tuple[_Cells, _Way]]:
    _, source_types = np.unique(bitext.source, return_inverse=True)
    targets, target_types = np.unique(bitext.target, return_inverse=True)
    codes = source_types[cells.one] * len(targets) + target_types[cells.other]
    pairs, numbers = np.unique(codes, return_inverse=True)
    del codes
    cells.types = numbers.astype(np.int32)
    ends = (pairs // len(targets)).astype(np.int32), (pairs % len(targets)).astype(np.int32)
    ways = [
        _way(cells, cells.other, ends[0], target_types, len(pairs)),
        _way(cells, cells.one, ends[1], source_types, len(pairs)),
    ]
    for iteration in range(_ITERATIONS):
        for way in ways:
            _step(way, cells)
        if iteration + 1 == _PRUNED_AFTER:
            kept = (ways[0].table >= _LEAST) | (ways[1].table >= _LEAST)
            stays = kept[cells.types]
            cells = cells.kept(kept, (np.cumsum(kept) - 1).astype(np.int32))
            for way in ways:
                way.words, way.prior = way.words[stays], way.prior[stays]
                way.makers, way.table = way.makers[kept], way.table[kept]
    return (cells, ways[0]), (cells, ways[1])


def _way(
    cells: _Cells, words: Numbers, makers: Numbers, made: NDArray[np.intp], pairs: int
) -> _Way:
    whole = np.bincount(words, cells.nearness, minlength=len(made))
    kinds = int(made.max(initial=-1)) + 1
    return _Way(
        words,
        makers,
        made.astype(np.int32),
        cells.nearness / whole[words] * (1 - _NONE),
        np.full(pairs, 1 / max(kinds, 1)),
        np.full(kinds, 1 / max(kinds, 1)),
    )


def _step(way: _Way, cells: _Cells) -> None:
    """One iteration of expectation maximisation."""
    probable = way.table[cells.types] * way.prior
    nothing = _NONE * way.none[way.made]
    whole = np.bincount(way.words, probable, minlength=len(way.made)) + nothing
    probable *= cells.weights / whole[way.words]
    counts = np.bincount(cells.types, probable, minlength=len(way.table))
    sums = np.bincount(way.makers, counts)
    way.table = counts / np.maximum(sums[way.makers], 1e-300)
    alone = np.bincount(way.made, nothing / whole, minlength=len(way.none))
    way.none = alone / max(alone.sum(), 1e-300)


def _best(trained: tuple[_Cells, _Way], ours: tuple[int, int]) -> list[tuple[int, int]]:
    """For each word its best maker, where one is better than none; words to be linked alone."""
    cells, way = trained
    probable = way.table[cells.types] * way.prior
    most = _NONE * way.none[way.made]
    np.maximum.at(most, way.words, probable)
    found = probable == most[way.words]
    found &= (cells.one < ours[0]) & (cells.other < ours[1])
    # Of equals the first.
    _, first = np.unique(way.words[found], return_index=True)
    one, other = cells.one[found][first], cells.other[found][first]
    return list(zip(one.tolist(), other.tolist(), strict=True))


def _grown(forward: set[tuple[int, int]], backward: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """What both directions say; what one says beside it; and what is left for words without any."""
    union, links = forward | backward, forward & backward
    rows, columns = {one for one, _ in links}, {other for _, other in links}

    def take(cell: tuple[int, int]) -> None:
        links.add(cell)
        rows.add(cell[0])
        columns.add(cell[1])

    fresh = sorted(links)
    while fresh:
        grown = []
        for one, other in fresh:
            for step, side in _NEIGHBOURS:
                cell = (one + step, other + side)
                is_open = cell[0] not in rows or cell[1] not in columns
                if is_open and cell in union and cell not in links:
                    take(cell)
                    grown.append(cell)
        fresh = grown
    for way in (forward, backward):
        for cell in sorted(way - links):
            if cell[0] not in rows and cell[1] not in columns:
                take(cell)
    return links
