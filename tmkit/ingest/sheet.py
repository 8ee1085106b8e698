"""Tables: workbooks (.xlsx, ISO/IEC 29500) and text with separators (.csv, .tsv).

Every cell is a block, row by row: a table of two languages alternates. Numbers and dates are cells
like any other, as the file stores them and not as a program would show them.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import warnings
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import regex

from tmkit.errors import FormatError
from tmkit.ingest.furniture import Page
from tmkit.ingest.package import Package
from tmkit.ingest.plain import decode
from tmkit.model import Block, BlockKind

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

__all__ = ["read_csv", "read_tsv", "read_xlsx"]

# A row may name a cell at column 16,384, and all before it are made: a small file, many cells.
_MOST_CELLS = 20_000_000
# The names that Excel and LibreOffice give a sheet say nothing.
_DEFAULT_NAME = regex.compile(r"(?:sheet|trang[ _]?tính|bảng[ _]?tính)\s*\d*", regex.I)
_SEPARATORS = ",;\t|"
# How much of a file shows its separator.
_SAMPLE_ROWS = 50
_LONGEST_LINE = 16_000_000
# Excel's own way to say it, in the first line.
_DECLARED = regex.compile(r"sep=(.)[\r\n]+", regex.I)


def read_xlsx(raw: bytes, path: str) -> Page:
    """The cells of a workbook, results and not formulas; the names of the sheets are headings.

    place is the row. What stands on hidden sheets is boilerplate. Raises FormatError for a file
    that is no workbook, is damaged, or unpacks to more than a document.
    """
    package = Package(raw, path, damaged="TD125")
    package.check()
    if "xl/workbook.xml" not in package.names and not package.related("", "officeDocument"):
        raise package.damage("no workbook")
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # It warns of what it does not keep: drawings, validation, styles. None of it is read.
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            try:
                return Page(list(_sheets(book, path)))
            finally:
                book.close()
        except FormatError:
            raise
        except Exception as error:  # it raises whatever a damaged file leads it to
            raise package.damage(f"{type(error).__name__}: {error}") from error


def _sheets(book: Workbook, path: str) -> Iterator[Block]:
    cells = 0
    for sheet in book.worksheets:
        is_shown = sheet.sheet_state == "visible"
        kind: BlockKind = "cell" if is_shown else "boilerplate"
        if is_shown and not _DEFAULT_NAME.fullmatch(sheet.title):
            yield Block("heading", sheet.title)
        # What a sheet says of its own size is only a claim, and a wrong one hides cells.
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(), start=1):
            cells += len(row) + 1
            if cells > _MOST_CELLS:
                raise FormatError("TD106", path, details={"size": f"> {_MOST_CELLS // 1_000_000}"})
            for cell in row:
                if cell.value is not None and cell.data_type != "e":
                    yield Block(kind, _shown(cell.value), number)


def _shown(value: Any) -> str:  # noqa: ANN401 # whatever openpyxl makes of a cell
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time()
        return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        # Excel itself keeps 15 digits.
        return format(value, ".15g")
    return str(value).strip()


def read_tsv(raw: bytes, path: str) -> Page:
    """The cells of a text with tabs between them; place is the line where the row begins.

    Raises FormatError for bytes that are not text and for a cell longer than any text.
    """
    return _read(raw, path, lambda _text: "\t")


def read_csv(raw: bytes, path: str) -> Page:
    """The cells of a text with commas between them, or what else keeps its rows equally long.

    place is the line where the row begins. Raises FormatError as `read_tsv` does.
    """
    return _read(raw, path, _separator)


def _read(raw: bytes, path: str, separator_of: Callable[[str], str]) -> Page:
    text = decode(raw, path)
    declared = _DECLARED.match(text)
    start = declared.end() if declared else 0
    separator = declared[1] if declared else separator_of(text)
    return Page(list(_rows(text[start:], separator, path, 1 if declared else 0)))


def _rows(text: str, separator: str, path: str, before: int) -> Iterator[Block]:
    rows = csv.reader(_lines(text, path), delimiter=separator)
    line = 1
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            details = {"reason": error}
            raise FormatError("TD126", path, before + line, details=details) from error
        if row is None:
            return
        yield from (Block("cell", cell.strip(), before + line) for cell in row if cell.strip())
        line = rows.line_num + 1


def _lines(text: str, path: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > _LONGEST_LINE:
            reason = f"{len(line)} > {_LONGEST_LINE}"
            raise FormatError("TD126", path, number, details={"reason": reason})
        yield line


def _separator(text: str) -> str:
    """The separator that gives most of the first rows one length of two cells or more."""
    sample = text[: 1 << 16].splitlines()[:_SAMPLE_ROWS]
    scores = []
    for order, separator in enumerate(_SEPARATORS):
        widths = _widths(sample, separator)
        common = max(set(widths), key=widths.count, default=1) if widths else 1
        scores.append((widths.count(common) * (common > 1), -order, separator))
    best, _, separator = max(scores)
    return separator if best else _SEPARATORS[0]


def _widths(lines: list[str], separator: str) -> list[int]:
    try:
        return [len(row) for row in csv.reader(lines, delimiter=separator) if row]
    except csv.Error:
        return []
