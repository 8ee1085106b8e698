"""What a bead is worth: the logarithm of how much likelier its segments are together than apart.

Three parts: how often beads of its kind occur; how well the lengths fit (Gale & Church 1993, with
lengths as logarithms); how many anchors of one side are explained by the other, both ways, against
how common they are in the document. An anchor that the other document does not have at all says
nothing: unknown must be neutral, or every rare word pulls segments apart.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["WHOLE", "Side", "Weights", "bead_scores"]

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """Fitted coefficients (tests/bench/alignment.py says on what).

    prior: move → natural logarithm of how often its bead occurs.
    noise: standard deviation of ln(target length / source length) for long segments; growth: how
    much wider it is for short ones, per character. spread: the same over unrelated segments.
    link: what every bead of two sides costs beside its prior, against chance resemblance.
    trust: how probable it is that an anchor of a bead has its twin on the other side.
    anchors: weight of the mean of both directions.
    order: how probable it is that a bead's sides begin at the same kind of place.
    recurring: what it costs to pair a line that recurs in the corpus with one that does not.
    """

    prior: tuple[tuple[tuple[int, int], float], ...] = (
        ((1, 1), 0.0),
        ((1, 0), -1.5),
        ((0, 1), -1.5),
        ((1, 2), -2.6),
        ((2, 1), -2.6),
        ((2, 2), -5.0),
    )
    link: float = -1.0
    noise: float = 0.18
    growth: float = 2.0
    spread: float = 1.5
    trust: float = 0.8
    anchors: float = 2.0
    order: float = 0.9
    recurring: float = 3.0


@dataclass(frozen=True, slots=True)
class Side:
    """One text as it is compared: for each segment its length in characters, its anchors, its mark.

    mark: what kind of place the segment has, "heading" for one; texts without structure have none.
    recurring: whether the segment stands in many documents of the corpus.
    """

    lengths: Sequence[int]
    anchors: Sequence[Sequence[str]]
    marks: Sequence[str]
    recurring: Sequence[bool]

    def window(self, start: int, stop: int) -> Side:
        """Some of its segments."""
        part = slice(start, stop)
        return Side(self.lengths[part], self.anchors[part], self.marks[part], self.recurring[part])


WHOLE = Weights(
    prior=tuple((move, -5.0 if 0 in move else prior) for move, prior in Weights().prior)
)
"""For paragraphs that stand side by side: hardly a segment there is without a counterpart."""


def bead_scores(
    source: Side, target: Side, weights: Weights, *, ratio: float = 1.0
) -> dict[tuple[int, int], Matrix]:
    """Scores of all beads of two texts, as `tmkit.align.search` takes them.

    ratio: target characters per source character.
    """
    lengths = [np.maximum(np.array(side.lengths, dtype=float), 1) for side in (source, target)]
    recurs = [np.array(side.recurring, dtype=float) for side in (source, target)]
    shared = set().union(*source.anchors) & set().union(*target.anchors)
    columns = {anchor: column for column, anchor in enumerate(sorted(shared))}
    counts = [_counts(side.anchors, columns) for side in (source, target)]
    alike = _alike(source.marks, target.marks, weights.order)
    forward = {a: _explained(_merged(counts[0], a), counts[1], weights.trust) for a in (1, 2)}
    backward = {b: _explained(_merged(counts[1], b), counts[0], weights.trust).T for b in (1, 2)}
    scores: dict[tuple[int, int], Matrix] = {}
    for (a, b), prior in weights.prior:
        if not (a and b):
            scores[a, b] = np.full(len(lengths[0] if a else lengths[1]), prior)
            continue
        lexical = _merged(forward[a].T, b).T + _merged(backward[b], a)
        place = alike[: len(alike) - a + 1, : alike.shape[1] - b + 1]
        fit = _length_fit(_merged(lengths[0], a) * ratio, _merged(lengths[1], b), weights)
        known = weights.recurring * _differ(_merged(recurs[0], a), _merged(recurs[1], b))
        scores[a, b] = prior + weights.link + fit + place - known + 0.5 * weights.anchors * lexical
    return scores


def _counts(anchors: Sequence[Sequence[str]], columns: dict[str, int]) -> Matrix:
    counts = np.zeros((len(anchors), len(columns)))
    for row, found in enumerate(anchors):
        for anchor, count in Counter(found).items():
            if anchor in columns:
                counts[row, columns[anchor]] = count
    return counts


def _merged(rows: Matrix, size: int) -> Matrix:
    """Sums of `size` neighbouring rows."""
    return rows if size == 1 else rows[:-1] + rows[1:]


def _explained(given: Matrix, other: Matrix, trust: float) -> Matrix:
    """[i, j]: how much better given[i] explains the anchors of other[j] than the document.

    ln((1 - trust) + trust · p(anchor | given) / p(anchor | document)), summed over the anchors.
    """
    if not given.shape[1]:
        return np.zeros((len(given), len(other)))
    background = other.sum(axis=0) + 1.0
    background /= background.sum()
    totals = np.maximum(given.sum(axis=1, keepdims=True), 1.0)
    worth = np.log((1 - trust) + trust * (given / totals) / background)
    explained: Matrix = worth @ other.T
    return explained


def _alike(source: Sequence[str], target: Sequence[str], order: float) -> Matrix:
    """[i, j]: how much better the mark of source i explains that of target j than chance does.

    Nothing where all marks are one.
    """
    kinds = sorted({*source, *target})
    rows, columns = (
        np.array([kinds.index(mark) for mark in side], dtype=np.intp) for side in (source, target)
    )
    usual = np.bincount(columns, minlength=len(kinds)) + 0.5
    usual /= usual.sum()
    same = rows[:, None] == columns[None, :]
    alike: Matrix = np.log((1 - order) + order * same / usual[columns][None, :])
    return alike


def _differ(source: Matrix, target: Matrix) -> Matrix:
    """[i, j]: 1 where one side recurs in the corpus and the other does not, else 0."""
    differ: Matrix = ((source > 0)[:, None] != (target > 0)[None, :]).astype(float)
    return differ


def _length_fit(expected: Matrix, length: Matrix, weights: Weights) -> Matrix:
    """[i, j]: ln of how much likelier target length j is for source i than for any segment."""
    difference = np.log(length)[None, :] - np.log(expected)[:, None]
    shorter = np.minimum(length[None, :], expected[:, None])
    width = np.sqrt(weights.noise**2 + weights.growth / shorter)
    # A text of one segment has no two neighbours to merge, and an empty mean is no number.
    usual = np.log(length).mean() if length.size else 0.0
    alone = (np.log(length) - usual) / weights.spread
    related = -0.5 * (difference / width) ** 2 - np.log(width)
    unrelated = -0.5 * alone**2 - math.log(weights.spread)
    fit: Matrix = related - unrelated[None, :]
    return fit
