"""Tables of segment pairs whose empty targets are filled in; all other rows stay byte for byte.

Where the table has a heading, two columns say percent and origin of what was filled in; where it
has none, a third cell says how alike the texts are, from 0 to 1, as a score of `pairs` does.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tmkit.errors import FormatError
from tmkit.formats import pairs
from tmkit.formats.slots import Filling, Slot
from tmkit.lang import primary

__all__ = ["FillableTable", "opened", "written"]

_SAID = ["match", "match origin"]
_MARK = "\ufeff"


class _Row(NamedTuple):
    """A row as it is written, and its cells."""

    raw: str
    cells: list[str]
    line: int


@dataclass(frozen=True, slots=True)
class FillableTable:
    """A table. slots: one for each row with a source text, `places`: which row that is.

    columns: of source and target. delimiter: of a CSV; a tab for a TSV.
    """

    mark: str
    rows: tuple[_Row, ...]
    delimiter: str
    has_heading: bool
    columns: tuple[int, int]
    languages: tuple[str, str]
    slots: tuple[Slot, ...]
    places: tuple[int, ...]

    def filled(self, fillings: Sequence[Filling | None]) -> bytes:
        """The table with a filling for each slot, or None for nothing."""
        by_row = {place: each for place, each in zip(self.places, fillings, strict=True) if each}
        lines = [row.raw for row in self.rows]
        if by_row and self.has_heading:
            lines[0] = self._written(self.rows[0], [*self.rows[0].cells, *_SAID])
        for place, each in by_row.items():
            lines[place] = self._written(self.rows[place], self._cells(place, each))
        return (self.mark + "".join(lines)).encode()

    def _cells(self, place: int, filling: Filling) -> list[str]:
        width = len(self.rows[0].cells) if self.has_heading else 2
        cells = self.rows[place].cells
        cells = [*cells, *[""] * (width - len(cells))]
        cells[self.columns[1]] = filling.text
        if self.has_heading:
            return [*cells, str(filling.percent), filling.origin]
        return [*cells, f"{min(filling.percent, 100) / 100:.2f}"] if len(cells) == 2 else cells

    def _written(self, row: _Row, cells: list[str]) -> str:
        end = row.raw[len(row.raw.rstrip("\r\n")) :]
        return _joined(cells, self.delimiter) + end


def opened(path: Path, languages: tuple[str, str]) -> FillableTable:
    """The rows of a table. languages: source and target, where no heading names them.

    Raises FormatError, for a CSV that breaks and for a table without two columns too.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        details = {"reason": getattr(error, "strerror", None) or error}
        raise FormatError("unreadable", str(path), details=details) from error
    mark = _MARK if text.startswith(_MARK) else ""
    text = text.removeprefix(_MARK)
    delimiter = pairs.delimiter_of(text.partition("\n")[0]) if pairs.is_csv(path) else "\t"
    rows = tuple(_csv_rows(text, delimiter, path) if pairs.is_csv(path) else _tsv_rows(text))
    first = next((row.cells for row in rows if any(row.cells)), ["", ""])
    named = pairs.heading(first, languages)
    known = named or pairs.by_place(first, languages)
    source, target = (_column(known.langs, tag) for tag in languages)
    if source is None or target is None or not (named or len(first) > 1):
        raise FormatError("no-columns", str(path), 1)
    found = [
        (
            place,
            Slot(str(row.line), row.line, (row.cells[source],), is_empty=_is_empty(row, target)),
        )
        for place, row in enumerate(rows)
        if len(row.cells) > source and not (named and row.cells == first)
    ]
    places = tuple(place for place, _ in found)
    slots = tuple(slot for _, slot in found)
    columns = source, target
    return FillableTable(mark, rows, delimiter, bool(named), columns, languages, slots, places)


def written(
    slots: Sequence[Slot],
    fillings: Sequence[Filling | None],
    languages: tuple[str, str],
    suffix: str,
) -> bytes:
    """A table of segments with their fillings. suffix: ".csv" or that of a TSV."""
    delimiter = "," if suffix.lower() == ".csv" else "\t"
    end = "\r\n" if delimiter == "," else "\n"
    rows = [["id", *languages, *_SAID]]
    for slot, each in zip(slots, fillings, strict=True):
        text = "".join(part for part in slot.source if isinstance(part, str))
        said = [each.text, str(each.percent), each.origin] if each else ["", "", ""]
        rows.append([slot.id, text, *said])
    return "".join(_joined(cells, delimiter) + end for cells in rows).encode()


def _column(langs: dict[int, str], tag: str) -> int | None:
    return next((at for at, each in langs.items() if primary(each) == primary(tag)), None)


def _is_empty(row: _Row, target: int) -> bool:
    return len(row.cells) <= target or not row.cells[target].strip()


def _joined(cells: list[str], delimiter: str) -> str:
    if delimiter == "\t":
        return "\t".join(pairs.BREAKS.sub(" ", cell) for cell in cells)
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="").writerow(cells)
    return text.getvalue()


def _tsv_rows(text: str) -> Iterator[_Row]:
    for number, line in enumerate(_lines(text), 1):
        yield _Row(line, line.rstrip("\r\n").split("\t"), number)


def _lines(text: str) -> list[str]:
    """The lines with their ends; a no-break separator inside a cell ends none."""
    return io.StringIO(text, newline="\n").readlines()


def _csv_rows(text: str, delimiter: str, path: Path) -> Iterator[_Row]:
    lines = _lines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    start = 0
    try:
        for cells in reader:
            yield _Row("".join(lines[start : reader.line_num]), cells, start + 1)
            start = reader.line_num
    except csv.Error as error:
        details = {"reason": error}
        raise FormatError("pairs-row", str(path), start + 1, details=details) from error
