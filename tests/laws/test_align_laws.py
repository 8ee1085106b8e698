"""The search against all paths written out, and what holds of the beads of any two texts."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.align import align, search
from tmkit.align.search import MOVES, Path, Scores

SIZES = st.integers(0, 4)
SEEDS = st.integers(0, 2**32 - 1)
SIDES = st.lists(st.text(max_size=30) | st.sampled_from(["Tem 120.", "Seal 120."]), max_size=6)
TEXTS = st.lists(st.integers(1000, 999_999), min_size=1, max_size=12, unique=True)


def random_scores(n: int, m: int, seed: int) -> dict[tuple[int, int], search.Vector]:
    random = np.random.default_rng(seed)
    shapes = {(a, b): (max(n - a + 1, 0), max(m - b + 1, 0)) for a, b in MOVES}
    two_sided = {move: random.normal(0, 3, shape) for move, shape in shapes.items() if all(move)}
    return {**two_sided, (1, 0): random.normal(0, 3, n), (0, 1): random.normal(0, 3, m)}


def all_paths(n: int, m: int, i: int = 0, j: int = 0) -> Iterator[Path]:
    if (i, j) == (n, m):
        yield []
    for a, b in MOVES:
        if i + a <= n and j + b <= m:
            yield from ([(i, j, a, b), *rest] for rest in all_paths(n, m, i + a, j + b))


def worth_of(scores: Scores, path: Path) -> float:
    return sum(search.worth(scores, *move) for move in path)


@given(SIZES, SIZES, SEEDS)
def test_the_best_path_is_worth_most_of_all_paths(n: int, m: int, seed: int) -> None:
    scores = random_scores(n, m, seed)
    most = max(worth_of(scores, path) for path in all_paths(n, m))
    assert worth_of(scores, search.best_path(scores, n, m)) == pytest.approx(most)


@given(SIZES, SIZES, SEEDS)
def test_a_path_covers_both_texts_without_a_gap(n: int, m: int, seed: int) -> None:
    path = search.best_path(random_scores(n, m, seed), n, m)
    begins = [(i, j) for i, j, _, _ in path]
    ends = [(i + a, j + b) for i, j, a, b in path]
    assert [*begins, (n, m)] == [(0, 0), *ends]


@given(SIZES, SIZES, SEEDS)
def test_a_posterior_is_the_share_of_the_paths_that_hold_the_bead(
    n: int, m: int, seed: int
) -> None:
    scores = random_scores(n, m, seed)
    weighed = [(path, math.exp(worth_of(scores, path))) for path in all_paths(n, m)]
    total = sum(weight for _, weight in weighed)
    best = search.best_path(scores, n, m)
    shares = [sum(weight for path, weight in weighed if move in path) / total for move in best]
    assert search.posteriors(scores, n, m, best) == pytest.approx(shares)


@given(st.integers(0, 20), st.integers(0, 20), SEEDS)
def test_posteriors_are_probabilities(n: int, m: int, seed: int) -> None:
    scores = random_scores(n, m, seed)
    found = search.posteriors(scores, n, m, search.best_path(scores, n, m))
    assert all(0 <= posterior <= 1 for posterior in found)


@given(SIDES, SIDES)
def test_every_segment_stands_in_exactly_one_bead_and_in_order(
    source: list[str], target: list[str]
) -> None:
    beads = align(source, target)
    assert list(chain.from_iterable(bead.source for bead in beads)) == list(range(len(source)))
    assert list(chain.from_iterable(bead.target for bead in beads)) == list(range(len(target)))


@given(SIDES, SIDES)
def test_a_score_is_a_probability_with_four_decimals(source: list[str], target: list[str]) -> None:
    scores = [bead.score for bead in align(source, target)]
    assert all(0 <= score <= 1 and score == round(score, 4) for score in scores)


@given(SIDES, SIDES)
def test_aligning_twice_gives_the_same(source: list[str], target: list[str]) -> None:
    assert align(source, target) == align(source, target)


@given(TEXTS)
def test_identical_texts_are_aligned_segment_by_segment(numbers: list[int]) -> None:
    text = [f"The scale {number} was verified." for number in numbers]
    beads = align(text, text, languages=("en", "en"))
    assert [(bead.source, bead.target) for bead in beads] == [
        ((number,), (number,)) for number in range(len(text))
    ]
