"""The cells of a workbook (XLSX, ISO/IEC 29500) as text, read as a stream within bounds.

A formula is its last value. A date is YYYY-MM-DD, a number has the 15 digits that Excel keeps: the
format of a cell is not applied beyond that. Merged cells all have the text of the first one.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from lxml import etree

from tmkit.errors import FormatError
from tmkit.formats.cells import Row
from tmkit.formats.outline import outlined

__all__ = ["Sheet", "cell_name", "sheets"]

# The text of a thousand pages is about 20 MB of XML; a bomb is far beyond, and packed far tighter.
_MOST = 200_000_000
_FREE = 16_000_000
_RATIO = 300
_MOST_REPEATED = 1_000_000
_CHUNK = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError, LookupError)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
# ST_Xstring: how a character stands that XML cannot hold; and what only looks so.
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# Codes of ISO/IEC 29500-1 §18.8.30 that are days or times.
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_NO_DATE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(slots=True)
class Sheet:
    """A sheet of a workbook. repeated: line and column of the cells that a merged area fills.

    unread: the cells that have no text to read, and what they hold.
    """

    name: str
    shown: bool
    rows: list[Row] = field(default_factory=list)
    repeated: set[tuple[int, int]] = field(default_factory=set)
    unread: dict[str, str] = field(default_factory=dict)


def cell_name(line: int, column: int) -> str:
    """What people call a cell: "B7" of row 7, counted from 1, and column 1, counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{line}"


def sheets(path: Path) -> list[Sheet]:
    """The sheets of a workbook, in its order.

    Raises FormatError for a file that is no workbook, is damaged or locked, or unpacks to more than
    a glossary does.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(_OLE)) == _OLE:
                raise _damage(str(path), "encrypted, or of a format before 2007")
            with zipfile.ZipFile(file) as package:
                return _Workbook(package, str(path)).sheets()
    except FormatError as error:
        # A line within a part of the package says nothing to people.
        if error.key == "xml-syntax":
            raise _damage(str(path), error.details["reason"]) from error
        raise
    except _DAMAGE as error:
        raise _damage(str(path), getattr(error, "strerror", None) or error) from error


def _damage(path: str, reason: object) -> FormatError:
    said = " ".join(str(reason).split())[:200] or type(reason).__name__
    return FormatError("TD125", path, details={"reason": said})


@dataclass(slots=True)
class _Bounded:
    """A part of the package as a file, for lxml; reading ends in an error beyond the budget."""

    stream: BinaryIO
    packed: int
    path: str
    spent: Callable[[int], int]
    size: int = 0

    def read(self, wanted: int = -1) -> bytes:
        """The next bytes."""
        chunk = self.stream.read(wanted if 0 < wanted < 1 << 16 else 1 << 16)
        self.size += len(chunk)
        tight = self.size > _FREE and self.size > _RATIO * self.packed
        total = self.spent(len(chunk))
        if tight or total > _MOST:
            raise FormatError("packed-too-tight", self.path, details={"size": total // 1_000_000})
        return chunk


class _Workbook:
    """A package that is read part by part, each as a stream."""

    def __init__(self, package: zipfile.ZipFile, path: str) -> None:
        self._package, self._path = package, path
        self._spent = 0

    def sheets(self) -> list[Sheet]:
        book = self._related("", "officeDocument")
        if not book:
            raise _damage(self._path, "no workbook")
        targets = self._relationships(book)
        found, epoch = [], dt.datetime(1899, 12, 30)  # noqa: DTZ001 # a cell knows no time zone
        for element in self._elements(book, ("workbookPr", "sheet")):
            if element.get("date1904") in ("1", "true"):
                epoch = dt.datetime(1904, 1, 1)  # noqa: DTZ001 # as above
            relation = element.get(_RELATION) or element.get(_STRICT_RELATION) or ""
            if relation in targets and targets[relation][0] == "worksheet":
                shown = element.get("state", "visible") == "visible"
                found.append((Sheet(element.get("name", ""), shown), targets[relation][1]))
        reader = _Cells(self._shared(book), self._dates(book), epoch)
        for sheet, part in found:
            self._fill(sheet, part, reader)
        return [sheet for sheet, _ in found]

    def _fill(self, sheet: Sheet, part: str, cells: _Cells) -> None:
        """Read the rows of a sheet."""
        line, column = 0, -1
        rows: dict[int, dict[int, str]] = {}
        merged: list[str] = []
        for event, element in self._events(part, ("row", "c", "mergeCell")):
            name = etree.QName(element).localname
            if event == "start":
                if name == "row":
                    line, column = int(element.get("r") or line + 1), -1
                continue
            if name == "c":
                place = _REFERENCE.fullmatch(element.get("r") or "")
                column = _number_of(place[1]) if place else column + 1
                text = cells.text_of(element)
                if text is None:
                    sheet.unread[cell_name(line, column)] = cells.formula_of(element)
                elif text:
                    rows.setdefault(line, {})[column] = text
            elif name == "mergeCell":
                merged.append(element.get("ref") or "")
        for area in merged:
            _spread(area, rows, sheet.repeated)
            if len(sheet.repeated) > _MOST_REPEATED:
                raise _damage(self._path, f"{len(merged)} merged areas")
        sheet.rows = sorted((number, found) for number, found in rows.items() if found)

    def _shared(self, book: str) -> list[str]:
        """The texts that cells share; what is read above letters (rPh) is none of them."""
        part = self._related(book, "sharedStrings")
        texts: list[str] = []
        pieces: list[str] = []
        phonetic = 0
        for event, element in self._events(part, ("si", "t", "rPh")) if part else ():
            name = etree.QName(element).localname
            if name == "rPh":
                phonetic += 1 if event == "start" else -1
            elif event == "end" and name == "t" and not phonetic:
                pieces.append(element.text or "")
            elif event == "end" and name == "si":
                texts.append(_uncoded("".join(pieces)))
                pieces = []
        return texts

    def _dates(self, book: str) -> set[int]:
        """The numbers of the cell styles that show a number as a day or a time."""
        part = self._related(book, "styles")
        custom: set[int] = set()
        dates: set[int] = set()
        inside = False
        count = 0
        for event, element in self._events(part, ("numFmt", "cellXfs", "xf")) if part else ():
            name = etree.QName(element).localname
            if name == "cellXfs":
                inside = event == "start"
            elif event == "start" and name == "numFmt":
                code = _NO_DATE.sub("", element.get("formatCode") or "").lower()
                if re.search("[dyhs]|m", code) and not re.search("[0#?]", code.split(".")[0]):
                    custom.add(int(element.get("numFmtId") or 0))
            elif event == "start" and inside:
                kind = int(element.get("numFmtId") or 0)
                if kind in custom or kind in _DATE_FORMATS:
                    dates.add(count)
                count += 1
        return dates

    def _related(self, source: str, kind: str) -> str:
        """The name of the part that another one refers to by a kind of relationship, or ""."""
        return next((part for of, part in self._relationships(source).values() if of == kind), "")

    def _relationships(self, source: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: id → kind and name; source: "" for the package itself."""
        folder, _, name = source.rpartition("/")
        base = f"{folder}/" if folder else ""
        part = f"{base}_rels/{name}.rels"
        if part not in self._package.namelist():
            return {}
        found = {}
        for element in self._elements(part, ("Relationship",)):
            target = element.get("Target") or ""
            kind = (element.get("Type") or "").rpartition("/")[2]
            if element.get("TargetMode") != "External":
                whole = target[1:] if target.startswith("/") else _joined(base, target)
                found[element.get("Id") or ""] = (kind, whole)
        return found

    def _elements(self, part: str, names: tuple[str, ...]) -> Iterator[etree._Element]:
        return (element for event, element in self._events(part, names) if event == "start")

    def _events(self, part: str, names: tuple[str, ...]) -> Iterator[tuple[str, etree._Element]]:
        """Start and end of the elements of some names; each is forgotten when it has ended."""
        with self._opened(part) as file:
            seen = False
            chunks = iter(lambda: file.read(_CHUNK), b"")
            for event, element in outlined(chunks, self._path, [f"{{*}}{name}" for name in names]):
                if not seen and element.getroottree().docinfo.doctype:
                    # ECMA-376 Part 2 forbids it; only an attack needs one.
                    raise _damage(self._path, "DOCTYPE")
                seen = True
                yield event, element
                if event == "end":
                    _forget(element)

    @contextmanager
    def _opened(self, part: str) -> Iterator[BinaryIO]:
        try:
            member = self._package.getinfo(part)
        except KeyError:
            raise _damage(self._path, f"{part}: missing") from None
        with self._package.open(member) as stream:
            bounded = _Bounded(cast(BinaryIO, stream), member.compress_size, self._path, self._take)
            yield cast(BinaryIO, bounded)

    def _take(self, size: int) -> int:
        """Add to what has been unpacked so far; returns all of it."""
        self._spent += size
        return self._spent


@dataclass(frozen=True, slots=True)
class _Cells:
    """What the cells of a workbook share. dates: numbers of the styles that show days."""

    shared: list[str]
    dates: set[int]
    epoch: dt.datetime

    def text_of(self, cell: etree._Element) -> str | None:
        """The text of a cell, None for an error and for a formula without a value."""
        kind = cell.get("t") or "n"
        value = cell.findtext("{*}v")
        if kind == "inlineStr":
            texts = (
                each.text or "" for each in cell.iterfind("{*}is//{*}t") if not _is_aside(each)
            )
            return _uncoded("".join(texts))
        if kind == "e" or value is None or (kind == "n" and not value.strip()):
            is_formula = cell.find("{*}f") is not None
            return None if kind == "e" or is_formula else ""
        if kind == "s":
            return self.shared[max(int(value), 0)]
        if kind == "n":
            return self._number(value, int(cell.get("s") or 0))
        if kind == "b":
            return "TRUE" if value.strip() == "1" else "FALSE"
        return _uncoded(value)

    def _number(self, value: str, style: int) -> str:
        number = float(value)
        if style not in self.dates:
            return format(number, ".15g")
        try:
            moment = self.epoch + dt.timedelta(days=round(number * 86_400) / 86_400)
        except OverflowError:
            return format(number, ".15g")
        is_day = moment.time() == dt.time()
        return moment.date().isoformat() if is_day else moment.isoformat(" ", "minutes")

    @staticmethod
    def formula_of(cell: etree._Element) -> str:
        """What a cell holds that has no text to read."""
        formula = cell.findtext("{*}f")
        return f"={formula}" if formula else cell.findtext("{*}v") or "="


def _joined(base: str, target: str) -> str:
    """A target beside its source: "xl/" and "../xl/a.xml" are "xl/a.xml"."""
    parts: list[str] = []
    for part in (base + target).split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _is_aside(element: etree._Element) -> bool:
    return any(etree.QName(each).localname == "rPh" for each in element.iterancestors())


def _forget(element: etree._Element) -> None:
    element.clear(keep_tail=False)
    parent = element.getparent()
    while parent is not None and (previous := element.getprevious()) is not None:
        parent.remove(previous)


def _number_of(letters: str) -> int:
    """The number of a column from 0: "A" is 0, "AA" is 26."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _spread(area: str, rows: dict[int, dict[int, str]], repeated: set[tuple[int, int]]) -> None:
    """Give the text of the first cell of a merged area to those below it that have a row."""
    first, _, last = area.partition(":")
    one, other = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if not one or not other:
        return
    column, top, bottom = _number_of(one[1]), int(one[2]), int(other[2])
    text = rows.get(top, {}).get(column)
    for line in range(top + 1, min(bottom, max(rows)) + 1) if text else ():
        if line in rows and column not in rows[line]:
            rows[line][column] = cast(str, text)
            repeated.add((line, column))


def _uncoded(text: str) -> str:
    """A text with what Excel writes as _x000D_ as the character that it is."""
    if "_x" not in text:
        return text
    read = _CODED.sub(lambda found: chr(int(found[1], 16)), text)
    # Halves of a pair are one character; a half without the other one is none.
    return read.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
