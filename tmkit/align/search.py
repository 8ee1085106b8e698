"""The best way through two texts: dynamic programming over beads, and how sure each bead is.

It knows only what beads are worth. A node (i, j) stands before source segment i and target segment
j; a move (a, b) makes a bead of a source and b target segments. Nodes exist within a band: for each
row i a window of columns. Rows are whole numpy vectors; the one move inside a row, (0, 1), is a
running maximum (or logarithm of sums) along it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "LINKS",
    "MOVES",
    "Path",
    "Table",
    "best_path",
    "keep_apart",
    "posteriors",
    "worth",
]

LINKS = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2))
MOVES = (*LINKS, (1, 0), (0, 1))
_NUMBERS = {link: number for number, link in enumerate(LINKS)}

Vector = NDArray[np.float64]
Path = list[tuple[int, int, int, int]]
"""Beads as (i, j, a, b), from the first to the last."""


@dataclass(frozen=True, slots=True)
class Table:
    """What beads are worth: natural logarithms of ratios, better above 0.

    links: for each row, a source segment, an array [LINKS, window] of the beads that begin there;
    -inf for one that would run over an end. lows: for each row of nodes, one more, the first column
    of its window; the last has the window of the row before. nulls: what a source and a target
    segment without a counterpart are worth. columns: target segments. The first window holds column
    0, the last one `columns`, and windows of neighbours overlap.
    """

    links: Sequence[NDArray[np.float32]]
    lows: Sequence[int]
    nulls: tuple[float, float]
    columns: int

    def width(self, row: int) -> int:
        """How many nodes a row has."""
        return (
            self.links[min(row, len(self.links) - 1)].shape[1] if self.links else self.columns + 1
        )


def best_path(table: Table) -> Path:
    """The path from the first node to the last that is worth most; ties go to earlier MOVES."""
    best = _forward(table, np.maximum)
    path: Path = []
    i, j = len(table.links), table.columns
    while i or j:
        i, j, a, b = _last_move(table, best, i, j)
        path.append((i, j, a, b))
    return path[::-1]


def _last_move(table: Table, best: list[Vector], i: int, j: int) -> tuple[int, int, int, int]:
    """The move by which the best path comes to a node: where it begins, and its size."""
    reached = best[i][j - table.lows[i]]
    for a, b in MOVES:
        column = j - b - table.lows[i - a] if a <= i else -1
        if 0 <= column < len(best[i - a]):
            came = best[i - a][column] + worth(table, i - a, j - b, a, b)
            # Within a row sums are made another way round: they differ in their last digits.
            if came >= reached - _EQUAL:
                return i - a, j - b, a, b
    raise AssertionError("a node that no move reaches")


def posteriors(table: Table, path: Path) -> list[float]:
    """How probable each bead of a path is, among all paths of the band: 0 to 1."""
    forward, backward = _forward(table, np.logaddexp), _backward(table)
    total = forward[-1][table.columns - table.lows[-1]]
    probable = []
    for i, j, a, b in path:
        before = forward[i][j - table.lows[i]]
        after = backward[i + a][j + b - table.lows[i + a]]
        probable.append(float(np.exp(min(before + worth(table, i, j, a, b) + after - total, 0.0))))
    return probable


def worth(table: Table, i: int, j: int, a: int, b: int) -> float:
    """What the bead of a source and b target segments that begins at (i, j) is worth."""
    if a and b:
        return float(table.links[i][_NUMBERS[a, b], j - table.lows[i]])
    return table.nulls[0 if a else 1]


def keep_apart(
    links: Sequence[NDArray[np.float32]],
    lows: Sequence[int],
    alone: tuple[Collection[int], Collection[int]],
) -> None:
    """Make every link that holds one of these source or target segments worth nothing."""
    rows, columns = alone
    for row in rows:
        for i in range(max(row - _MARGIN + 1, 0), row + 1):
            for number, (a, _) in enumerate(LINKS):
                if i + a > row:
                    links[i][number] = -np.inf
    for column in columns:
        for low, worths in zip(lows, links, strict=False):
            for number, (_, b) in enumerate(LINKS):
                worths[number, max(column - b + 1 - low, 0) : max(column + 1 - low, 0)] = -np.inf


def _forward(table: Table, join: np.ufunc) -> list[Vector]:
    """What each node is worth when the paths from the first one to it are joined.

    join: np.maximum for the best of them, np.logaddexp for the logarithm of their sum.
    """
    rows: list[Vector] = []
    ring = _Ring(_STEPS, -1)
    for i, low in enumerate(table.lows):
        row = join.reduce(ring.arrivals(i, low, table.width(i)), axis=0)
        if not i:
            row[0] = 0.0
        # Within the row: row[j] joins all row[k] + (j - k) nulls with k ≤ j.
        skipped = table.nulls[1] * np.arange(len(row))
        row = join.accumulate(row - skipped) + skipped
        rows.append(row)
        if i < len(table.links):
            into = ring.row(i)
            np.add(row, table.links[i], out=into[:-1])
            np.add(row, table.nulls[0], out=into[-1])
    return rows


def _backward(table: Table) -> list[Vector]:
    """For each node the logarithm of the sum of all paths from it to the last one."""
    rows: list[Vector] = []
    ring = _Ring(_STEPS, 1)
    for i in range(len(table.links), -1, -1):
        row = ring.arrivals(i, table.lows[i], table.width(i))
        if i < len(table.links):
            row[:-1] += table.links[i]
            row[-1] += table.nulls[0]
        else:
            row[0, table.columns - table.lows[i]] = 0.0
        joined = np.logaddexp.reduce(row, axis=0)
        skipped = table.nulls[1] * np.arange(len(joined))
        joined = np.logaddexp.accumulate((joined + skipped)[::-1])[::-1] - skipped
        rows.append(joined)
        ring.row(i)[:] = joined
    return rows[::-1]


_EQUAL = 1e-6
_STEPS = (*LINKS, (1, 0))
# The longest move, before a row and behind it: what lies there is no node.
_MARGIN = 3


class _Ring:
    """The last rows of a sweep, with a value for each step from each node.

    direction: -1 when the sweep goes from the first row on, and a row asks what arrives from above;
    1 when it goes from the last one, and a row asks what lies below. The margins hold what the
    windows of the rows before had there, or -inf.
    """

    def __init__(self, steps: tuple[tuple[int, int], ...], direction: int) -> None:
        self._steps, self._direction = steps, direction
        self._low = 0
        self._values = np.full((_MARGIN + 1, len(steps), 2 * _MARGIN), -np.inf)
        self._places: list[NDArray[np.intp]] = []

    def arrivals(self, row: int, low: int, width: int) -> Vector:
        """[steps, width]: for each step the value that lies at its other end."""
        if low != self._low or not self._places or width != self._places[0].shape[1]:
            self._move(low, width)
        arrivals: Vector = self._values.take(self._places[row % (_MARGIN + 1)])
        return arrivals

    def row(self, number: int) -> Vector:
        """[steps, width]: where the values of a row are to be written."""
        values: Vector = self._values[number % (_MARGIN + 1)]
        values.fill(-np.inf)
        return values[:, _MARGIN:-_MARGIN]

    def _move(self, low: int, width: int) -> None:
        """Turn to another window: what both hold goes along."""
        size = len(self._steps)
        values = np.full((_MARGIN + 1, size, width + 2 * _MARGIN), -np.inf)
        shift = self._low - low
        first, last = max(shift, 0), min(self._values.shape[2] + shift, values.shape[2])
        if last > first:
            values[:, :, first:last] = self._values[:, :, first - shift : last - shift]
        self._low, self._values = low, values
        self._places = _places(self._steps, self._direction, width)


@lru_cache(64)
def _places(
    steps: tuple[tuple[int, int], ...], direction: int, width: int
) -> list[NDArray[np.intp]]:
    """For each row of a ring, [steps, width]: where the values at the other ends of steps lie."""
    stride = width + 2 * _MARGIN
    down, right = np.array(steps).T[:, :, None] * direction
    columns = np.arange(width) + _MARGIN + right
    numbers = np.arange(len(steps))[:, None]
    return [
        ((row + down) % (_MARGIN + 1) * len(steps) + numbers) * stride + columns
        for row in range(_MARGIN + 1)
    ]
