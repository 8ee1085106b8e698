"""The search against all paths written out, and what holds of the beads of any two texts."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.align import align, search
from tmkit.align.search import LINKS, MOVES, Path, Table

SIDES = st.lists(st.text(max_size=30) | st.sampled_from(["Tem 120.", "Seal 120."]), max_size=6)
TEXTS = st.lists(st.integers(1000, 999_999), min_size=1, max_size=12, unique=True)


@dataclass(frozen=True)
class Band:
    """A table of random worths, and the nodes of its band."""

    table: Table
    nodes: frozenset[tuple[int, int]]


def random_band(n: int, m: int, seed: int, *, whole: bool) -> Band:
    """Windows that begin and end no earlier than those of the row before, and overlap them."""
    random = np.random.default_rng(seed)
    lows, highs = [0], [m if whole or not n else int(random.integers(0, m + 1))]
    for _ in range(n - 1):
        lows.append(0 if whole else int(random.integers(lows[-1], highs[-1] + 1)))
        highs.append(m if whole else int(random.integers(highs[-1], m + 1)))
    highs[-1] = m
    links = [
        np.array(
            [
                [
                    random.normal(0, 3) if i + a <= n and j + b <= m else -np.inf
                    for j in range(lows[i], highs[i] + 1)
                ]
                for a, b in LINKS
            ],
            dtype=np.float32,
        )
        for i in range(n)
    ]
    last = [*lows[:n], lows[-1]], [*highs[:n], highs[-1]]
    nodes = frozenset((i, j) for i in range(n + 1) for j in range(last[0][i], last[1][i] + 1))
    nulls = float(random.normal(0, 3)), float(random.normal(0, 3))
    return Band(Table(links, last[0], nulls, m), nodes)


BANDS = st.builds(
    random_band,
    st.integers(0, 4),
    st.integers(0, 4),
    st.integers(0, 2**32 - 1),
    whole=st.booleans(),
)


def all_paths(band: Band, i: int = 0, j: int = 0) -> Iterator[Path]:
    if (i, j) == (len(band.table.links), band.table.columns):
        yield []
    for a, b in MOVES:
        if (i + a, j + b) in band.nodes:
            yield from ([(i, j, a, b), *rest] for rest in all_paths(band, i + a, j + b))


def worth_of(table: Table, path: Path) -> float:
    return sum(search.worth(table, *move) for move in path)


@given(BANDS)
def test_the_best_path_is_worth_most_of_all_paths(band: Band) -> None:
    most = max(worth_of(band.table, path) for path in all_paths(band))
    assert worth_of(band.table, search.best_path(band.table)) == pytest.approx(most, abs=1e-5)


@given(BANDS)
def test_a_path_covers_both_texts_without_a_gap(band: Band) -> None:
    path = search.best_path(band.table)
    begins = [(i, j) for i, j, _, _ in path]
    ends = [(i + a, j + b) for i, j, a, b in path]
    assert [*begins, (len(band.table.links), band.table.columns)] == [(0, 0), *ends]


@given(BANDS)
def test_a_posterior_is_the_share_of_the_paths_that_hold_the_bead(band: Band) -> None:
    weighed = [(path, math.exp(worth_of(band.table, path))) for path in all_paths(band)]
    total = sum(weight for _, weight in weighed)
    best = search.best_path(band.table)
    shares = [sum(weight for path, weight in weighed if move in path) / total for move in best]
    assert search.posteriors(band.table, best) == pytest.approx(shares, abs=1e-5)


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


@st.composite
def delimited_texts(draw: st.DrawFn) -> tuple[list[str], list[str], list[tuple[int, int]]]:
    source, target = draw(SIDES), draw(SIDES)
    rows = sorted(draw(st.lists(st.integers(0, len(source)), max_size=3)))
    columns = sorted(
        draw(st.lists(st.integers(0, len(target)), min_size=len(rows), max_size=len(rows)))
    )
    return source, target, list(zip(rows, columns, strict=True))


@given(delimited_texts())
def test_no_bead_runs_over_a_delimiter(
    texts: tuple[list[str], list[str], list[tuple[int, int]]],
) -> None:
    source, target, delimiters = texts
    beads = align(source, target, delimiters=delimiters)
    assert list(chain.from_iterable(bead.source for bead in beads)) == list(range(len(source)))
    for row, column in delimiters:
        before = [bead for bead in beads if min((*bead.source, row)) < row]
        assert all(number < column for bead in before for number in bead.target)
        assert all(number < row for bead in before for number in bead.source)
        behind = [bead for bead in beads if max((*bead.source, row - 1)) >= row]
        assert all(number >= column for bead in behind for number in bead.target)
