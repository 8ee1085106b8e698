"""What one process leaves for another."""

from __future__ import annotations

import os
import pickle
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from tmkit.errors import OutputError, UsageError
from tmkit.model import Place, Segment
from tmkit.settings import Settings
from tmkit.tasks.spills import Shelf, Spill

HARMLESS = [
    Segment("law", 0, 1, 0, 4, "Weir"),
    Settings("vi", "en"),
    Place("law.txt", 3),
    {"counts": Counter("weir"), "set": {1, 2}, "frozen": frozenset("a")},
    [None, "đập tràn", b"\0", 1.5, (1, "x")],
    Path("corpus/en"),
]


@pytest.mark.parametrize("content", HARMLESS, ids=str)
def test_what_is_written_is_read(tmp_path: Path, content: object) -> None:
    spill = Spill(tmp_path)
    assert not spill.has("x")
    spill.write("x", content)
    assert spill.has("x")
    assert spill.read("x") == content
    spill.remove("x")
    spill.remove("x")
    assert not spill.has("x")


@pytest.mark.parametrize("array", [np.arange(5), np.zeros((2, 3), np.float32), np.zeros(0)])
def test_arrays_are_read(tmp_path: Path, array: np.ndarray[tuple[int, ...]]) -> None:
    Spill(tmp_path).write("x", array)
    assert np.array_equal(Spill(tmp_path).read("x"), array)


class Trap:
    """What is called when it is read."""

    def __init__(self, function: object, *arguments: object) -> None:
        self.call = (function, arguments)

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return self.call


@pytest.mark.parametrize(
    "trap",
    [
        Trap(os.system, "true"),
        Trap(eval, "1"),
        Trap(Spill, Trap(os.system, "true")),
        Trap(ThreadPoolExecutor, 1),
    ],
)
def test_nothing_that_a_stranger_left_is_called(tmp_path: Path, trap: Trap) -> None:
    (tmp_path / "x").write_bytes(pickle.dumps(trap))
    with pytest.raises(UsageError, match="Delete it"):
        Spill(tmp_path).read("x")


@pytest.mark.parametrize("content", [b"", b"weir", b"\x80\x05", pickle.dumps("weir")[:-2]])
def test_what_a_power_failure_left_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(UsageError, match="Delete it"):
        Spill(tmp_path).read("x")


def test_a_name_of_tmkit_that_is_another_module_s_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\x80\x04\x8c\x12tmkit.tasks.spills\x8c\x09os.system\x93.")
    with pytest.raises(UsageError, match="Delete it"):
        Spill(tmp_path).read("x")


PARTS: list[list[object]] = [[], ["a"], [["a", "b"], [], {"c": 1}]]


@pytest.mark.parametrize("parts", PARTS)
def test_one_part_is_read_without_the_others(tmp_path: Path, parts: list[object]) -> None:
    spill = Spill(tmp_path)
    spill.write_parts("x", parts)
    assert [spill.read_part("x", number) for number in range(len(parts))] == parts
    assert [*spill.parts("x")] == parts


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    spill = Spill(tmp_path / "gone")
    with pytest.raises(OutputError):
        spill.write("x", 1)
    with pytest.raises((pickle.PicklingError, AttributeError)):
        Spill(tmp_path).write("x", lambda: None)
    assert [*tmp_path.iterdir()] == []


ROWS = [["law#1", "The weir\nis low.", "Đập\0 thấp."], ["law#2", "", "\ud800"], ["", "a", "b"]]


def test_rows_are_read_by_number_here_and_elsewhere(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "rows", new=True)
    for row in ROWS:
        shelf.append(row)
    shelf.flush()
    for each in (shelf, Shelf(tmp_path / "rows")):
        assert each.rows(0, 3) == ROWS
        assert each.rows(1, 2) == ROWS[1:2]
        assert each.rows(2, 9) == ROWS[2:]
        assert each.rows(3, 9) == each.rows(1, 1) == []
        each.close()
