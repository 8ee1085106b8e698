"""Glossary workbooks (XLSX, ISO/IEC 29500) for people and for tools that take no TBX.

The first sheet is the complete table of `concept_rows`, or has a row for each usable term pair; the
second one says how the glossary was made. Headings and words stand in all languages of tmkit.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

from tmkit import lang, messages
from tmkit.errors import FormatError
from tmkit.formats import table, xml
from tmkit.formats.cells import FORMULA
from tmkit.formats.columns import Column, heading
from tmkit.formats.concept_rows import columns_of, rows_of
from tmkit.model import Concept, Glossary

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["about_of", "language_name", "write", "write_pairs"]

# What a reader takes for a character that XML cannot hold (ST_Xstring), though it is text.
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# ISO/IEC 29500-1 §18.3.1.4 leaves it to the program; Excel holds no more, and openpyxl cuts it off.
_CELL_LENGTH = 32_767
# Without SOURCE_DATE_EPOCH: the same glossary gives the same bytes.
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 # core properties are UTC without saying so
_CORE = "docProps/core.xml"
_NARROW, _MIDDLE, _WIDE = 18, 32, 60
_ABOUT = ("xlsx-name", "xlsx-direction", "xlsx-signature", "xlsx-filter")


def write(glossary: Glossary, file: BinaryIO, *, source: str, target: str) -> int:
    """Write a glossary as a workbook from which it can be read again; returns how many concepts.

    A cell is always text, never a formula. Raises FormatError for a character that XML cannot hold
    and for a text longer than a cell.
    """
    columns = columns_of(glossary, (source, target))
    headings = [(heading(column), _width(column)) for column in columns]
    count = 0

    def rows() -> Iterator[list[str]]:
        nonlocal count
        for concept in glossary:
            count += 1
            yield from ([row.get(column, "") for column in columns] for row in rows_of(concept))

    _write(glossary, file, headings, rows(), f"{source} → {target}")
    return count


def write_pairs(glossary: Glossary, file: BinaryIO, *, source: str, target: str) -> int:
    """Write the usable term pairs alone, a row each, for tools that take columns as they stand.

    Returns the number of rows. Raises as `write` does.
    """
    rows = (row for concept in glossary for row in _rows(concept, source, target))
    return _write(glossary, file, _columns(source, target), rows, f"{source} → {target}")


def _write(
    glossary: Glossary,
    file: BinaryIO,
    headings: list[tuple[str, int]],
    rows: Iterable[list[str]],
    direction: str,
) -> int:
    """Write a sheet of terms and one about the glossary; returns the number of rows of the first.

    headings: with the width of their columns.
    """
    from openpyxl import Workbook

    # Not in openpyxl's write-only mode: an error would leave its temporary files and streams open.
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    terms = _sheet(workbook, "xlsx-terms", [width for _, width in headings])
    terms.freeze_panes = "A2"
    terms.append(_cells(terms, [text for text, _ in headings], bold=True))
    count = 0
    for row in rows:
        terms.append(_cells(terms, row))
        count += 1
    terms.auto_filter.ref = f"A1:{_letter(len(headings))}{count + 1}"
    about = _sheet(workbook, "xlsx-about", [_MIDDLE, 2 * _WIDE])
    for row in _about(glossary, direction):
        about.append(_cells(about, row))
    _save(workbook, file)
    return count


def about_of(rows: Iterable[Mapping[int, str]]) -> dict[str, list[str]]:
    """What the second sheet says, by keys of messages; nothing where the rows are no such sheet."""
    labels = {_both(key): key for key in _ABOUT}
    said: dict[str, list[str]] = {}
    for row in rows:
        key = labels.get(row.get(0, ""))
        if key:
            said.setdefault(key, []).append(row.get(1, ""))
    return said if _ABOUT[0] in said else {}


def _width(column: Column) -> int:
    if column.role in ("definition", "context", "note", "history"):
        return _WIDE
    return _MIDDLE if column.role in ("term", "avoid", "full", "source", "term_note") else _NARROW


def language_name(tag: str, language: str) -> str:
    """What a language is called in a language of `messages.LANGUAGES`; the tag where unknown."""
    key = f"language-{lang.primary(tag)}"
    known = messages.keys()
    return messages.message(key, language) if key in known else tag


def _columns(source: str, target: str) -> list[tuple[str, int]]:
    """Heading and width of each column."""
    return [
        (_both("xlsx-id"), _NARROW),
        (_both("xlsx-subject"), _NARROW),
        (_both("xlsx-term", source), _MIDDLE),
        (_both("xlsx-type", source), _NARROW),
        (_both("xlsx-term", target), _MIDDLE),
        (_both("xlsx-type", target), _NARROW),
        (_both("xlsx-status"), _NARROW),
        (_both("xlsx-term-status", target), _NARROW),
        (_both("xlsx-definition", source), _WIDE),
        (_both("xlsx-definition", target), _WIDE),
        (_both("xlsx-comment"), _MIDDLE),
        (_both("xlsx-context", source), _WIDE),
        (_both("xlsx-context", target), _WIDE),
    ]


def _rows(concept: Concept, source: str, target: str) -> Iterator[list[str]]:
    for term, translation in table.rows(concept, source, target):
        yield [
            concept.id,
            concept.subject,
            term.text,
            _both(f"term-type-{term.kind}"),
            translation.text,
            _both(f"term-type-{translation.kind}"),
            _both(f"xlsx-status-{concept.status}"),
            _both(f"xlsx-term-status-{translation.status}"),
            concept.definition.get(source, ""),
            concept.definition.get(target, ""),
            table.remarks(concept, target),
            term.context,
            translation.context,
        ]


def _about(glossary: Glossary, direction: str) -> Iterator[list[str]]:
    said = (glossary.name, direction, glossary.signature)
    for key, text in zip(_ABOUT, said, strict=False):
        yield [_both(key), text]
    for note in glossary.notes:
        yield [_both(_ABOUT[-1]), note]


def _both(key: str, tag: str = "") -> str:
    """A message in every language that tmkit speaks; tag: of the language that it names."""
    said = (
        messages.message(key, language, language=language_name(tag, language))
        for language in messages.LANGUAGES
    )
    return " / ".join(said)


def _sheet(workbook: Workbook, key: str, widths: Iterable[int]) -> Worksheet:
    # Excel allows no slash in the name of a sheet.
    sheet: Worksheet = workbook.create_sheet(_both(key).replace(" / ", " – "))
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[_letter(number)].width = width
    return sheet


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(number)


def _cells(sheet: Worksheet, texts: Iterable[str], *, bold: bool = False) -> list[Cell | None]:
    """The cells of a row; an empty text makes none."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    alignment, font = Alignment(vertical="top", wrap_text=True), Font(bold=True)
    cells: list[Cell | None] = []
    for text in texts:
        if not text:
            cells.append(None)
            continue
        xml.text(text)  # raises for what no XML can hold
        if len(text) > _CELL_LENGTH:
            raise FormatError("xlsx-long", details={"limit": _CELL_LENGTH, "text": text[:60]})
        cell = WriteOnlyCell(sheet, _CODED.sub("_x005F_", text).replace("\r", "_x000D_"))
        cell.data_type = "s"
        cell.quotePrefix = FORMULA.match(text) is not None
        cell.alignment = alignment
        if bold:
            cell.font = font
        cells.append(cell)
    return cells


def _save(workbook: Workbook, file: BinaryIO) -> None:
    """Write a workbook so that its bytes depend on its cells alone.

    openpyxl puts the clock's time into the properties and on each part of the archive.
    """
    from openpyxl.xml.functions import tostring

    raw = io.BytesIO()
    workbook.save(raw)
    created = _created()
    properties = workbook.properties
    properties.creator = "tmkit"
    properties.created = properties.modified = created
    core = tostring(properties.to_tree())
    # The archive format begins in 1980.
    stamp = max(created.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(raw) as parts, zipfile.ZipFile(file, "w") as archive:
        # Some programs tell the type of the file by its first part.
        names = sorted(parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            content = core if name == _CORE else parts.read(name)
            archive.writestr(entry, content)


def _created() -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch.isdigit():
        return _EPOCH
    return datetime.fromtimestamp(int(epoch), UTC).replace(tzinfo=None)
