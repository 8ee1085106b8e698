"""The workbook of a check of translation units: a row for each finding, to sort and to filter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

from tmkit import messages
from tmkit.formats import xlsx, xml
from tmkit.formats.unit_page import Faulty

__all__ = ["ROWS", "write"]

# Excel holds no more in a cell.
_CELL_LENGTH = 32_767
_NARROW, _MIDDLE, _WIDE = 14, 32, 60
_COLUMNS = (
    ("qa-file", _MIDDLE),
    ("qa-unit", _NARROW),
    ("qa-code", _NARROW),
    ("qa-weight", _NARROW),
    ("qa-what", _WIDE),
    ("qa-do", _WIDE),
    ("qa-source", _WIDE),
    ("qa-target", _WIDE),
)


ROWS = 200_000
"""Findings that a workbook has at most; Excel itself ends at a million."""


def write(units: Iterable[Faulty], file: BinaryIO, *, title: str, language: str = "en") -> int:
    """Write a row for each finding, with both texts of its unit; returns the number of rows.

    Of more than ROWS findings the first are written. title: what was checked. language: of the
    weights. What no cell can hold is cut, or left out.
    """
    headings = [(xlsx.both(key), width) for key, width in _COLUMNS]
    about = [[xlsx.both("xlsx-name"), _held(title)]]
    return xlsx.write_sheets(
        file, "qa-findings", headings, islice(_rows(units, language), ROWS), about
    )


def _rows(units: Iterable[Faulty], language: str) -> Iterator[list[str]]:
    for unit in units:
        for finding, _, _ in unit.faults:
            weight = messages.message(finding.severity, language)
            texts = (unit.path, unit.id, finding.code, weight, finding.message, finding.help)
            yield [_held(text) for text in (*texts, *unit.texts)]


def _held(text: str) -> str:
    return xml.legal(text)[: _CELL_LENGTH - 1]
