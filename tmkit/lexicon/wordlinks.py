"""Which word of a segment translates which of the other: IBM model 2 with a diagonal prior.

Dyer, Chahuneau & Smith 2013: as in IBM model 1 each word was made by one of the other segment or by
none, the likelier by one that stands at the same part of its segment. Both directions are trained
and joined by grow-diag-final-and (Koehn, Och & Marcu 2003; Koehn et al. 2005).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
# Pairs of words that are held at a time before that: the others are made again when they are due.
_AT_ONCE = 1 << 18
_NEIGHBOURS = ((-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1))


def link_words(bitext: Bitext, known: Bitext) -> Links:
    """The links between the words of beads, by place in `bitext.source` and `bitext.target`.

    known: beads that teach and are not linked, a seed lexicon say. Links ascend by the first place.
    """
    cells, ways = _trained(bitext + known)
    ours = (len(bitext.source), len(bitext.target))
    links = _grown(*({*_best(way, side, cells, ours)} for side, way in enumerate(ways)))
    places = np.array(sorted(links), dtype=np.intp).reshape(-1, 2)
    return places[:, 0], places[:, 1]


@dataclass(slots=True)
class _Cells:
    """Pairs of words of some beads: their places, counted from `start`, and their type.

    start, stop: half-open, the words of the two sides that they are about. priors: of each pair,
    where the word of the source makes that of the target, and the other way round.
    """

    start: tuple[int, int]
    stop: tuple[int, int]
    one: Numbers
    other: Numbers
    types: Numbers
    priors: list[NDArray[np.float32]]


@dataclass(slots=True)
class _Way:
    """One direction: every word was made by one of the givens or by none.

    makers: for each type of pair the type of its maker; made: for each word its own type, weights:
    what its bead counts. table: of each type of pair, p(made | maker); none: of each type of word,
    p(made | none).
    """

    makers: Numbers
    made: Numbers
    weights: Weights
    table: Weights
    none: Weights

    @classmethod
    def of(cls, makers: Numbers, made: NDArray[np.intp], weights: Weights) -> _Way:
        """All are as probable as any."""
        kinds = int(made.max(initial=-1)) + 1
        share = 1 / max(kinds, 1)
        return cls(
            makers,
            made.astype(np.int32),
            weights,
            np.full(len(makers), share),
            np.full(kinds, share),
        )


@dataclass(slots=True)
class _Block:
    """Some beads, and the types of their pairs; all else is made again when it is asked for.

    start: of their words on both sides.
    """

    bitext: Bitext
    start: tuple[int, int]
    types: Numbers

    def cells(self) -> _Cells:
        """Their pairs."""
        one, other = _places(self.bitext)
        nearness = _nearness(self.bitext, one, other)
        sizes = len(self.bitext.source), len(self.bitext.target)
        priors = [_prior(nearness, other, sizes[1]), _prior(nearness, one, sizes[0])]
        stop = self.start[0] + sizes[0], self.start[1] + sizes[1]
        return _Cells(self.start, stop, one, other, self.types, priors)


def _blocks(bitext: Bitext) -> tuple[list[_Block], NDArray[np.intp]]:
    """The beads, some at a time, and for each type of pair its two words, as one number."""
    _, source_types = np.unique(bitext.source, return_inverse=True)
    targets, target_types = np.unique(bitext.target, return_inverse=True)
    blocks, known = [], [np.zeros(0, dtype=np.intp)]
    for part, start in _parted(bitext):
        one, other = _places(part)
        codes = source_types[one + start[0]] * len(targets) + target_types[other + start[1]]
        some, numbers = np.unique(codes, return_inverse=True)
        known.append(some)
        blocks.append(_Block(part, start, numbers.astype(np.int32)))
    pairs = np.sort(np.concatenate(known))
    pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])] if len(pairs) else pairs
    for block, some in zip(blocks, known[1:], strict=True):
        block.types = np.searchsorted(pairs, some).astype(np.int32)[block.types]
    return blocks, pairs


def _parted(bitext: Bitext) -> Iterator[tuple[Bitext, tuple[int, int]]]:
    """The beads, some at a time, and where their words begin on both sides."""
    cells = np.cumsum(bitext.source_lengths * bitext.target_lengths)
    ends = [np.cumsum(lengths) for lengths in (bitext.source_lengths, bitext.target_lengths)]
    first = 0
    while first < len(cells):
        before = int(cells[first - 1]) if first else 0
        last = max(int(np.searchsorted(cells, before + _AT_ONCE, "right")), first + 1)
        one, other = (int(end[first - 1]) if first else 0 for end in ends)
        part = Bitext(
            bitext.source[one : ends[0][last - 1]],
            bitext.source_lengths[first:last],
            bitext.target[other : ends[1][last - 1]],
            bitext.target_lengths[first:last],
            bitext.weights[first:last],
        )
        yield part, (one, other)
        first = last


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


def _prior(nearness: NDArray[np.float32], words: Numbers, count: int) -> NDArray[np.float32]:
    whole = np.bincount(words, nearness, minlength=count) / (1 - _NONE)
    prior: NDArray[np.float32] = nearness / whole.astype(np.float32)[words]
    return prior


def _trained(bitext: Bitext) -> tuple[_Cells, tuple[_Way, _Way]]:
    """Both directions, and the pairs of words that one of them believes in."""
    blocks, pairs = _blocks(bitext)
    types = [np.unique(keys, return_inverse=True)[1] for keys in (bitext.source, bitext.target)]
    kinds = int(types[1].max(initial=-1)) + 1
    makers = pairs // max(kinds, 1), pairs % max(kinds, 1)
    del pairs
    lengths = bitext.source_lengths, bitext.target_lengths
    ways = (
        _Way.of(makers[0].astype(np.int32), types[1], np.repeat(bitext.weights, lengths[1])),
        _Way.of(makers[1].astype(np.int32), types[0], np.repeat(bitext.weights, lengths[0])),
    )
    for _ in range(_PRUNED_AFTER):
        _step(ways, (block.cells() for block in blocks))
    likely = (ways[0].table >= _LEAST) | (ways[1].table >= _LEAST)
    cells = _joined([_kept(block.cells(), likely) for block in blocks])
    for way in ways:
        way.makers, way.table = way.makers[likely], way.table[likely]
    for _ in range(_PRUNED_AFTER, _ITERATIONS):
        _step(ways, [cells])
    return cells, ways


def _kept(cells: _Cells, likely: NDArray[np.bool_]) -> _Cells:
    """The pairs of likely types, numbered among these, with places in the whole."""
    stays = likely[cells.types]
    numbers = (np.cumsum(likely) - 1).astype(np.int32)
    return _Cells(
        (0, 0),
        cells.stop,
        cells.one[stays] + np.int32(cells.start[0]),
        cells.other[stays] + np.int32(cells.start[1]),
        numbers[cells.types[stays]],
        [prior[stays] for prior in cells.priors],
    )


def _joined(parts: Sequence[_Cells]) -> _Cells:
    nothing = np.zeros(0, dtype=np.int32)
    return _Cells(
        (0, 0),
        parts[-1].stop if parts else (0, 0),
        np.concatenate([nothing, *(part.one for part in parts)]),
        np.concatenate([nothing, *(part.other for part in parts)]),
        np.concatenate([nothing, *(part.types for part in parts)]),
        [
            np.concatenate([np.zeros(0, np.float32), *(part.priors[side] for part in parts)])
            for side in (0, 1)
        ],
    )


def _step(ways: tuple[_Way, _Way], blocks: Iterable[_Cells]) -> None:
    """One iteration of expectation maximisation in both directions."""
    counts = [np.zeros(len(way.table)) for way in ways]
    nothing = [_NONE * way.none[way.made] for way in ways]
    whole = [each.copy() for each in nothing]
    for cells in blocks:
        for side, (way, words) in enumerate(zip(ways, (cells.other, cells.one), strict=True)):
            span = slice(cells.start[1 - side], cells.stop[1 - side])
            probable = way.table[cells.types]
            probable *= cells.priors[side]
            whole[side][span] += np.bincount(words, probable, minlength=span.stop - span.start)
            probable *= (way.weights[span] / whole[side][span])[words]
            # In the order of the pairs, as one sum over all of them.
            np.add.at(counts[side], cells.types, probable)
    for side, way in enumerate(ways):
        sums = np.bincount(way.makers, counts[side])
        way.table = counts[side] / np.maximum(sums[way.makers], 1e-300)
        shares = way.weights * nothing[side] / whole[side]
        alone = np.bincount(way.made, shares, minlength=len(way.none))
        way.none = alone / max(alone.sum(), 1e-300)


def _best(way: _Way, side: int, cells: _Cells, ours: tuple[int, int]) -> list[tuple[int, int]]:
    """For each word its best maker, where one is better than none; words to be linked alone."""
    words = cells.one if side else cells.other
    probable = way.table[cells.types] * cells.priors[side]
    most = _NONE * way.none[way.made]
    np.maximum.at(most, words, probable)
    found = probable == most[words]
    found &= (cells.one < ours[0]) & (cells.other < ours[1])
    # Of equals the first.
    _, first = np.unique(words[found], return_index=True)
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
