"""Columns of the dashboard: as high as their counts, on a ground of 100."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tmkit.web.review_dashboard import columns


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        ([], []),
        ([[0], [0]], [(), ()]),
        ([[5], [10]], [(("sure", 50.0, 50.0),), (("sure", 0.0, 100.0),)]),
        ([[1], [1000]], [(("sure", 98.5, 1.5),), (("sure", 0.0, 100.0),)]),
    ],
)
def test_a_column_is_as_high_as_its_count_beside_the_greatest(
    rows: Sequence[Sequence[int]], parts: list[tuple[tuple[str, float, float], ...]]
) -> None:
    assert [column.parts for column in columns(rows, ["sure"])] == parts


def test_parts_lie_on_one_another() -> None:
    (column,) = columns([[1, 3]], ["sure", "decided"])
    assert column.parts == (("sure", 75.0, 25.0), ("decided", 0.0, 75.0))


def test_columns_stand_beside_one_another() -> None:
    places = [(column.x, column.width) for column in columns([[1], [1], [1]], ["sure"])]
    assert places == [(1.0, 8.0), (11.0, 8.0), (21.0, 8.0)]
