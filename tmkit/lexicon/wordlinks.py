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
# Neighbours change places at no cost, adjective and noun say.
_FREE = 1.5
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
    cells, ways = _trained(whole)
    ours = (len(bitext.source), len(bitext.target))
    links = _grown(*({*_best(way, cells, ours)} for way in ways))
    places = np.array(sorted(links), dtype=np.intp).reshape(-1, 2)
    return places[:, 0], places[:, 1]


@dataclass(slots=True)
class _Cells:
    """Pairs of words of one bead: their places and their type."""

    one: Numbers
    other: Numbers
    types: Numbers


@dataclass(slots=True)
class _Way:
    """One direction: every word was made by one of the givens or by none.

    words: for each cell the place of the word that is made; makers: for each type of pair the type
    of its maker; made: for each word its own type, weights: what its bead counts. prior: of each
    cell. table: of each type of pair, p(made | maker); none: of each type of word, p(made | none).
    """

    words: Numbers
    makers: Numbers
    made: Numbers
    weights: Weights
    prior: NDArray[np.float32]
    table: Weights
    none: Weights


def _places(bitext: Bitext) -> tuple[Numbers, Numbers]:
    """The places of all pairs of words of one bead, ascending by the first."""
    beads = np.repeat(np.arange(len(bitext.weights)), bitext.source_lengths)
    sizes = bitext.target_lengths[beads]
    starts = np.cumsum(bitext.target_lengths) - bitext.target_lengths
    one = np.repeat(np.arange(len(beads), dtype=np.int32), sizes)
    shift = (starts[beads] - (np.cumsum(sizes) - sizes)).astype(np.int32)
    other = np.arange(len(one), dtype=np.int32) + shift[one]
    return one, other


def _nearness(bitext: Bitext, one: Numbers, other: Numbers) -> NDArray[np.float32]:
    """How near each pair is to the diagonal of its bead, 0 to 1."""
    parts = [_parts(lengths) for lengths in (bitext.source_lengths, bitext.target_lengths)]
    longer = np.maximum(bitext.source_lengths, bitext.target_lengths)
    free = np.repeat(_FREE / longer, bitext.source_lengths).astype(np.float32)
    apart = np.abs(parts[0][one] - parts[1][other]) - free[one]
    nearness: NDArray[np.float32] = np.exp(-_TENSION * np.maximum(apart, 0))
    return nearness


def _parts(lengths: NDArray[np.intp]) -> NDArray[np.float32]:
    """For each word at which part of its segment it stands, 0 to 1."""
    starts = np.cumsum(lengths) - lengths
    numbers = np.arange(int(lengths.sum())) - np.repeat(starts, lengths)
    return ((numbers + 0.5) / np.repeat(lengths, lengths)).astype(np.float32)


def _trained(bitext: Bitext) -> tuple[_Cells, tuple[_Way, _Way]]:
    _, source_types = np.unique(bitext.source, return_inverse=True)
    targets, target_types = np.unique(bitext.target, return_inverse=True)
    one, other = _places(bitext)
    pairs, types = np.unique(
        source_types[one] * len(targets) + target_types[other], return_inverse=True
    )
    cells = _Cells(one, other, types.astype(np.int32))
    del types
    nearness = _nearness(bitext, one, other)
    ends = (pairs // len(targets)).astype(np.int32), (pairs % len(targets)).astype(np.int32)
    weights = [
        np.repeat(bitext.weights, lengths)
        for lengths in (bitext.source_lengths, bitext.target_lengths)
    ]
    ways = (
        _way(nearness, other, ends[0], target_types, weights[1]),
        _way(nearness, one, ends[1], source_types, weights[0]),
    )
    del nearness
    for iteration in range(_ITERATIONS):
        for way in ways:
            _step(way, cells.types)
        if iteration + 1 == _PRUNED_AFTER:
            kept = (ways[0].table >= _LEAST) | (ways[1].table >= _LEAST)
            stays = kept[cells.types]
            numbers = (np.cumsum(kept) - 1).astype(np.int32)
            cells = _Cells(cells.one[stays], cells.other[stays], numbers[cells.types[stays]])
            for way in ways:
                way.words, way.prior = way.words[stays], way.prior[stays]
                way.makers, way.table = way.makers[kept], way.table[kept]
    return cells, ways


def _way(
    nearness: NDArray[np.float32],
    words: Numbers,
    makers: Numbers,
    made: NDArray[np.intp],
    weights: Weights,
) -> _Way:
    whole = np.bincount(words, nearness, minlength=len(made)) / (1 - _NONE)
    kinds = int(made.max(initial=-1)) + 1
    return _Way(
        words,
        makers,
        made.astype(np.int32),
        weights,
        nearness / whole.astype(np.float32)[words],
        np.full(len(makers), 1 / max(kinds, 1)),
        np.full(kinds, 1 / max(kinds, 1)),
    )


def _step(way: _Way, types: Numbers) -> None:
    """One iteration of expectation maximisation. types: of the cells."""
    probable = way.table[types]
    probable *= way.prior
    nothing = _NONE * way.none[way.made]
    whole = np.bincount(way.words, probable, minlength=len(way.made)) + nothing
    probable *= (way.weights / whole)[way.words]
    counts = np.bincount(types, probable, minlength=len(way.table))
    sums = np.bincount(way.makers, counts)
    way.table = counts / np.maximum(sums[way.makers], 1e-300)
    alone = np.bincount(way.made, way.weights * nothing / whole, minlength=len(way.none))
    way.none = alone / max(alone.sum(), 1e-300)


def _best(way: _Way, cells: _Cells, ours: tuple[int, int]) -> list[tuple[int, int]]:
    """For each word its best maker, where one is better than none; words to be linked alone."""
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
