"""The search, on tables small enough to see the path."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tmkit.align.search import MOVES, Vector, best_path, posteriors


def flat_scores(
    n: int, m: int, favoured: tuple[tuple[int, int], float] = ((1, 1), 0.0)
) -> dict[tuple[int, int], Vector]:
    """Every bead is worth nothing but those of the favoured move."""
    shapes = {(a, b): (max(n - a + 1, 0), max(m - b + 1, 0)) for a, b in MOVES if a and b}
    flat: dict[tuple[int, int], Vector] = {move: np.zeros(shape) for move, shape in shapes.items()}
    flat |= {(1, 0): np.zeros(n), (0, 1): np.zeros(m)}
    move, value = favoured
    return {**flat, move: np.full_like(flat[move], value)}


def test_two_empty_texts_have_an_empty_path() -> None:
    assert best_path(flat_scores(0, 0), 0, 0) == []


def test_a_tie_goes_to_the_earlier_move() -> None:
    assert best_path(flat_scores(2, 2), 2, 2) == [(0, 0, 1, 1), (1, 1, 1, 1)]


@pytest.mark.parametrize("move", [(1, 2), (2, 1), (2, 2)])
def test_the_move_that_is_worth_most_is_taken(move: tuple[int, int]) -> None:
    path = best_path(flat_scores(2, 3, (move, 9.0)), 2, 3)
    assert [(a, b) for _, _, a, b in path].count(move) == 1


def test_the_only_path_is_certain() -> None:
    scores = flat_scores(3, 0)
    assert posteriors(scores, 3, 0, best_path(scores, 3, 0)) == [1.0, 1.0, 1.0]


def test_two_paths_of_one_worth_share_the_probability() -> None:
    scores = flat_scores(1, 1, ((1, 1), math.log(2)))
    # Together, worth 2; apart in either order, worth 1 each.
    assert posteriors(scores, 1, 1, [(0, 0, 1, 1)]) == pytest.approx([0.5])
