"""The best path through a lattice of beads, and how sure each bead on it is.

A node (i, j) says: i source and j target segments are aligned. A move (a, b) leads from (i, j) to
(i + a, j + b) and is a bead of a source and b target segments. Rows are whole numpy vectors; the
one move inside a row, (0, 1), is a running maximum (or logarithm of sums) along it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["MOVES", "Scores", "best_path", "posteriors", "worth"]

Vector = NDArray[np.float64]
Scores = Mapping[tuple[int, int], Vector]
"""Move → what its bead is worth, logarithm of a ratio; [i, j] for the bead that begins at (i, j).

(0, 1) has shape [m], (1, 0) shape [n]: a segment without a counterpart is worth the same wherever
it is left out.
"""

MOVES = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (2, 2))
_DOWN = tuple(move for move in MOVES if move[0])

Path = list[tuple[int, int, int, int]]
"""Beads as (i, j, a, b), from the first to the last."""


def best_path(scores: Scores, n: int, m: int) -> Path:
    """The path from (0, 0) to (n, m) that is worth most in sum; ties go to earlier MOVES."""
    table = _table(scores, n, m, np.maximum)
    return _trace(table, scores, n, m)


def posteriors(scores: Scores, n: int, m: int, path: Path) -> list[float]:
    """How probable each bead of a path is, among all paths: forward–backward, 0 to 1."""
    forward = _table(scores, n, m, np.logaddexp)
    backward = _table(_reversed(scores), n, m, np.logaddexp)[::-1, ::-1]
    total = forward[n, m]
    return [
        float(
            np.exp(
                min(forward[i, j] + worth(scores, i, j, a, b) + backward[i + a, j + b] - total, 0.0)
            )
        )
        for i, j, a, b in path
    ]


def _table(scores: Scores, n: int, m: int, join: np.ufunc) -> Vector:
    """What each node is worth when the paths from (0, 0) to it are joined.

    join: np.maximum for the best of them, np.logaddexp for the logarithm of their sum.
    """
    skipped = np.concatenate([[0.0], np.cumsum(scores[0, 1])])
    table = np.full((n + 1, m + 1), -np.inf)
    table[0] = skipped
    for i in range(1, n + 1):
        row = np.full(m + 1, -np.inf)
        for a, b in _DOWN:
            if a <= i:
                join(row[b:], _arrivals(table, scores, i, a, b), out=row[b:])
        # Within the row: row[j] joins all row[k] + skipped[j] - skipped[k] with k ≤ j.
        table[i] = join.accumulate(row - skipped) + skipped
    return table


def _arrivals(table: Vector, scores: Scores, i: int, a: int, b: int) -> Vector:
    """What each column from b on is worth when reached in row i by the move (a, b)."""
    width = table.shape[1] - b
    row = scores[a, b][i - a] if b else np.full(width, scores[a, b][i - a])
    return table[i - a, :width] + row


def worth(scores: Scores, i: int, j: int, a: int, b: int) -> float:
    """What the bead of a source and b target segments that begins at (i, j) is worth."""
    if a == 0:
        return float(scores[a, b][j])
    return float(scores[a, b][i, j] if b else scores[a, b][i])


def _trace(table: Vector, scores: Scores, n: int, m: int) -> Path:
    path: Path = []
    i, j = n, m
    while i or j:
        options = [
            (table[i - a, j - b] + worth(scores, i - a, j - b, a, b), -rank, a, b)
            for rank, (a, b) in enumerate(MOVES)
            if a <= i and b <= j
        ]
        _, _, a, b = max(options)
        i, j = i - a, j - b
        path.append((i, j, a, b))
    return path[::-1]


def _reversed(scores: Scores) -> Scores:
    """The scores of both texts read backwards."""
    return {
        move: array[::-1, ::-1] if array.ndim == 2 else array[::-1]
        for move, array in scores.items()
    }
