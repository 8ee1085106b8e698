"""How probable it is that a bead is right: what the search thinks of it, and what is around it.

The posterior of a bead says how it fares against the other paths of the same search; it is too sure
of itself where two lines merely resemble one another, and knows nothing of a pair of texts that do
not translate one another at all. A logistic model puts that right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tmkit.align import search
from tmkit.align.scoring import Side

__all__ = ["Whole", "confidences", "features"]

Matrix = NDArray[np.float64]

# Fitted on development documents and on pairs of texts that are no translations
# (tests/bench/alignment.py): the constant, then one for each of `features`.
_CONSTANT = -8.215
_COEFFICIENTS = (0.578, -0.256, 2.349, 1.622, 0.320, 2.043, -0.937, -0.933, 1.599, -0.387, 0.602)
# Headings and cells are no less often right than short sentences (the development set has none).
_SHORT = 55.0
# A few segments cannot refute what the user says by pairing them: so much is believed of one alone,
# less of more, nothing beyond from so many on.
_BELIEVED = 3.0
_FEW = 8
# Posteriors nearer to 0 and 1 differ by chance.
_NEAREST = 1e-4


@dataclass(frozen=True, slots=True)
class Whole:
    """What is known of a pair as a whole, whatever parts it is searched in.

    mean: posterior of its links; share: how much of the shorter text stands in them; shorter: how
    many segments that has.
    """

    mean: float
    share: float
    shorter: int

    @classmethod
    def of(cls, found: Iterable[tuple[search.Path, Matrix]], shorter: int) -> Whole:
        """The paths of all parts, with their posteriors."""
        linked = [
            float(sure)
            for path, posteriors in found
            for (_, _, a, b), sure in zip(path, posteriors, strict=True)
            if a and b
        ]
        return cls(sum(linked) / max(len(linked), 1), sum(linked) / max(shorter, 1), shorter)


def confidences(
    table: search.Table, path: search.Path, sure: Matrix, sides: tuple[Side, Side], whole: Whole
) -> list[float]:
    """The score of each bead of a path, 0 to 1 with four decimals.

    sure: their posteriors; for a segment that stands alone the posterior is the score.
    """
    scores = sure.copy()
    linked = np.array([bool(a and b) for _, _, a, b in path], dtype=bool)
    if linked.any():
        believed = _BELIEVED * max(1 - whole.shorter / _FEW, 0.0)
        found = features(table, path, sure, sides, whole)
        evidence = _CONSTANT + believed + found @ np.array(_COEFFICIENTS)
        scores[linked] = 1 / (1 + np.exp(-evidence))
    return [round(float(each), 4) for each in scores]


def features(
    table: search.Table, path: search.Path, sure: Matrix, sides: tuple[Side, Side], whole: Whole
) -> Matrix:
    """[links, 11]: what tells whether a link is right.

    The logit of its posterior; its worth; that by the root of its length; the logarithm of its
    length; whether it is more than 1-1; the posteriors of its neighbours; how many of these are
    links; in the pair the mean posterior of links, and how much of the shorter text stands in them;
    how far its lengths are from the ratio of the pair; its worth by its length.
    """
    moves = np.array(path, dtype=np.intp).reshape(-1, 4)
    linked = (moves[:, 2] > 0) & (moves[:, 3] > 0)
    chance = np.clip(sure, _NEAREST, 1 - _NEAREST)
    link_sure = np.where(linked, sure, 0.0)
    around = np.concatenate([[0.5], link_sure, [0.5]])
    links = np.concatenate([[1.0], linked.astype(float), [1.0]])
    lengths = [np.concatenate([[0.0], np.cumsum(side.lengths)]) for side in sides]
    one, other = (
        sums[moves[:, k] + moves[:, k + 2]] - sums[moves[:, k]] for k, sums in enumerate(lengths)
    )
    length = 0.5 * (one + other)
    ratio = (other[linked].sum() + 1) / (one[linked].sum() + 1)
    unequal = np.abs(np.log(np.maximum(other, 1)) - np.log(np.maximum(one, 1) * ratio))
    worth = np.clip([search.worth(table, *move) for move in path], -10.0, 25.0)
    each = np.ones(len(path))
    columns = (
        np.log(chance / (1 - chance)),
        worth,
        np.clip(worth / np.sqrt(np.maximum(length, 1.0)), -2.0, 2.0),
        np.log(np.maximum(length, _SHORT)),
        (moves[:, 2] + moves[:, 3] > 2).astype(float),
        around[:-2] + around[2:],
        links[:-2] + links[2:],
        each * whole.mean,
        each * whole.share,
        np.minimum(unequal * np.sqrt(length), 8.0),
        np.clip(worth / np.maximum(length, 1) * 20, -2, 2),
    )
    found: Matrix = np.stack(columns, axis=1)[linked]
    return found
