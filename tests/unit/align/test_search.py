"""The search, on tables small enough to see the path."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tmkit.align.search import LINKS, Table, best_path, posteriors


def flat(n: int, m: int, favoured: tuple[tuple[int, int], float] = ((1, 1), 0.0)) -> Table:
    """Every bead is worth nothing but those of the favoured link."""
    links = np.zeros((n, len(LINKS), m + 1), dtype=np.float32)
    for number, (a, b) in enumerate(LINKS):
        links[:, number] = favoured[1] if (a, b) == favoured[0] else 0.0
        links[max(n - a + 1, 0) :, number] = -np.inf
        links[:, number, max(m - b + 1, 0) :] = -np.inf
    return Table([*links], [0] * (n + 1), (0.0, 0.0), m)


def test_two_empty_texts_have_an_empty_path() -> None:
    assert best_path(flat(0, 0)) == []


def test_a_tie_goes_to_the_earlier_move() -> None:
    assert best_path(flat(2, 2)) == [(0, 0, 1, 1), (1, 1, 1, 1)]


@pytest.mark.parametrize("move", LINKS)
def test_the_link_that_is_worth_most_is_taken(move: tuple[int, int]) -> None:
    path = best_path(flat(3, 3, (move, 9.0)))
    assert move in [(a, b) for _, _, a, b in path]


@pytest.mark.parametrize(("n", "m"), [(3, 0), (0, 3)])
def test_the_only_path_is_certain(n: int, m: int) -> None:
    table = flat(n, m)
    assert posteriors(table, best_path(table)) == [1.0, 1.0, 1.0]


def test_two_paths_of_one_worth_share_the_probability() -> None:
    # Together, worth 2; apart in either order, worth 1 each.
    table = flat(1, 1, ((1, 1), math.log(2)))
    assert posteriors(table, [(0, 0, 1, 1)]) == pytest.approx([0.5])
