"""Where in long texts beads are looked for."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tmkit.align.coarse import band
from tmkit.lexicon import Translations, words_of


def text(numbers: range) -> list[str]:
    return [f"Number{number:x} {number}" for number in numbers]


def windows_of(source: list[str], target: list[str]) -> list[tuple[range, range]]:
    return band(words_of(source, "en"), words_of(target, "vi"), Translations.none())


def assert_sound(windows: list[tuple[range, range]], rows: int, columns: int) -> None:
    """Rows follow one another; the windows begin at 0, end at the end, and overlap."""
    assert [row for each, _ in windows for row in each] == list(range(rows))
    assert windows[0][1].start == 0
    assert windows[-1][1].stop == columns + 1
    for (_, one), (_, other) in pairwise(windows):
        assert one.start <= other.start < one.stop <= other.stop


def test_short_texts_are_searched_whole() -> None:
    windows = windows_of(text(range(100)), text(range(130)))
    assert {columns for _, columns in windows} == {range(131)}
    assert_sound(windows, 100, 130)


@pytest.mark.parametrize("gap", [0, 40, 600])
def test_the_band_holds_the_way_around_a_gap(gap: int) -> None:
    source = text(range(2000))
    target = text(range(700)) + text(range(700 + gap, 2000))
    windows = windows_of(source, target)
    assert_sound(windows, len(source), len(target))
    for rows, columns in windows:
        for row in rows:
            if not 700 <= row < 700 + gap:
                assert (row if row < 700 else row - gap) in columns
    assert sum(len(rows) * len(columns) for rows, columns in windows) < 0.2 * 2000 * 2000


@pytest.mark.parametrize(("rows", "columns"), [(900, 300), (300, 900), (1, 300_000), (200_000, 1)])
def test_texts_without_a_shared_word_have_a_sound_band(rows: int, columns: int) -> None:
    assert_sound(windows_of(["abc"] * rows, ["đèn"] * columns), rows, columns)
