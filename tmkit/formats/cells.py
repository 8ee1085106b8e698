"""Rows of cells as text: CSV (RFC 4180), and the same with tabs, as spreadsheets write and read it.

A cell that a spreadsheet would take for a formula gets an apostrophe before it, and loses it again
when it is read: nothing else is ever changed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from tmkit.errors import FormatError

__all__ = ["DELIMITERS", "FORMULA", "Row", "decoded", "rows", "write_rows"]

Row = tuple[int, Mapping[int, str]]
"""The line that a row begins on, from 1, and its cells by their numbers, from 0; none is empty."""

DELIMITERS = ",;\t|"

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
"""How a text begins that a spreadsheet takes for a formula, at the latest when it is edited."""

_GUARDED = re.compile(rf"'+(?:{FORMULA.pattern})")
_TO_GUARD = re.compile(rf"'*(?:{FORMULA.pattern})")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Excel's own way to say it, in the first line.
_DECLARED = re.compile(r"sep=([^\r\n])(\r\n|\r|\n)", re.IGNORECASE)


def decoded(raw: bytes, path: str, *, errors: str = "strict") -> str:
    """The text of a table in UTF-8, or in UTF-16 as Excel's "Unicode text" is.

    errors: "ignore" for the beginning of a file, which may end within a letter. Otherwise raises
    FormatError with the line of the first byte that is none.
    """
    encoding, start = next(
        ((name, len(mark)) for mark, name in _MARKS if raw.startswith(mark)), ("utf-8", 0)
    )
    if not start and b"\0" in raw[:2]:
        # A first letter of ASCII in UTF-16: its zero stands before it or behind it.
        encoding = "utf-16-be" if raw[:1] == b"\0" else "utf-16-le"
    try:
        return raw[start:].decode(encoding, errors)
    except UnicodeDecodeError as error:
        before = raw[start : start + error.start].decode(encoding, "replace")
        byte = f"0x{raw[start + error.start]:02X}"
        line = before.count("\n") + 1
        raise FormatError("TD103", path, line, details={"byte": byte}) from error


def rows(text: str, delimiter: str, path: str = "") -> Iterator[Row]:
    """The rows of a table that have a cell with something in it.

    A cell begins with a quotation mark and ends with one, or it is taken as it stands. A first line
    "sep=;" says the delimiter. Raises FormatError for a quotation mark that is never closed.
    """
    declared = _DECLARED.match(text)
    place, line = (declared.end(), 2) if declared else (0, 1)
    pattern = _cell_pattern(declared[1] if declared else delimiter)
    begins, number, cells = line, 0, dict[int, str]()
    while place < len(text):
        found = pattern.match(text, place)
        assert found is not None
        quoted, plain, end = found.groups()
        if plain and plain[0] == '"' and plain.count('"') % 2:
            raise FormatError("pairs-row", path, begins, details={"reason": plain[:60]})
        cell = plain if quoted is None else quoted.replace('""', '"')
        if cell:
            cells[number] = cell[1:] if _GUARDED.match(cell) else cell
        number += 1
        place = found.end()
        line += _line_ends(found.group())
        if end in ("\r\n", "\r", "\n", ""):
            if cells:
                yield begins, cells
            begins, number, cells = line, 0, {}
    if cells:
        yield begins, cells


def _cell_pattern(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    end = rf"{mark}|\r\n|\r|\n|\Z"
    return re.compile(rf'(?:"([^"]*+(?:""[^"]*+)*+)"(?={end})|([^{mark}\r\n]*))({end})')


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def write_rows(table: Iterable[Iterable[str]], file: BinaryIO, delimiter: str) -> int:
    """Write rows in UTF-8, with the mark by which spreadsheets know it; returns their number."""
    special = re.compile(rf'["\r\n{re.escape(delimiter)}]')
    file.write(codecs.BOM_UTF8)
    count = 0
    for row in table:
        cells = (f"'{cell}" if _TO_GUARD.match(cell) else cell for cell in row)
        quoted = (
            '"' + cell.replace('"', '""') + '"' if special.search(cell) else cell for cell in cells
        )
        file.write((delimiter.join(quoted) + "\r\n").encode())
        count += 1
    return count
