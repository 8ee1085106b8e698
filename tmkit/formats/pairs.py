"""Tables of segment pairs, TSV and CSV (RFC 4180): source, target and perhaps a score a row.

Without a heading a row is source, target[, score] or reference, source, target[, score]. A heading
names the columns: id (or reference), source and target or their language tags, score; what else it
names becomes a prop. TSV knows no quoting: a cell there holds no tab and no line break.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

from tmkit import lang
from tmkit.errors import FormatError
from tmkit.model import Memory, MemoryHeader, TranslationUnit, Variant

__all__ = [
    "BREAKS",
    "SUFFIXES",
    "by_place",
    "delimiter_of",
    "heading",
    "is_csv",
    "read",
    "score_of",
    "variant_in",
    "write",
    "writer",
]

SUFFIXES = (".tsv", ".csv", ".tab")
BREAKS = re.compile(r"[\t\r\n]+")
"""What a cell of a TSV cannot hold."""

_IDS = ("id", "reference", "ref", "key", "mã", "tham chiếu")
_SCORES = ("score", "điểm")
_SIDES = {"source": 0, "nguồn": 0, "bản gốc": 0, "target": 1, "đích": 1, "bản dịch": 1}
_NUMBER = re.compile(r"\d+(?:\.\d*)?|\.\d+")
Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class _Columns:
    """What each column holds: a language, the id, the score; the others by name."""

    langs: dict[int, str]
    id: int | None
    score: int | None
    others: dict[int, str]


def read(path: Path, languages: tuple[str, str]) -> Memory:
    """The pairs of a table, read from the file anew at each iteration.

    languages: source and target, where no heading names them. A unit bears its reference, or the
    line it begins on. An empty cell is no variant. Raises FormatError with the line.
    """
    rows = _rows(path)
    with closing(rows):
        first = next(rows, None)
    named = first and heading(first[1], languages)
    source = next(iter(named.langs.values())) if named else languages[0]
    return Memory(MemoryHeader(source), _Units(path, languages))


@dataclass(frozen=True, slots=True)
class _Units:
    path: Path
    languages: tuple[str, str]

    def __iter__(self) -> Iterator[TranslationUnit]:
        columns: _Columns | None = None
        for number, (line, cells) in enumerate(_rows(self.path)):
            if number == 0:
                columns = heading(cells, self.languages)
                if columns:
                    continue
            known = columns or by_place(cells, self.languages)
            if len(cells) <= max(known.langs):
                raise FormatError("no-columns", str(self.path), line)
            yield _unit(cells, known, line)


def _rows(path: Path) -> Generator[Row, None, None]:
    """The rows that are not empty, each with the line it begins on."""
    try:
        with path.open(encoding="utf-8-sig", newline="" if is_csv(path) else "\n") as file:
            for line, cells in (_csv_rows if is_csv(path) else _tsv_rows)(file, str(path)):
                if any(cell.strip() for cell in cells):
                    yield line, cells
    except (OSError, UnicodeDecodeError) as error:
        details = {"reason": getattr(error, "strerror", None) or error}
        raise FormatError("unreadable", str(path), details=details) from error


def is_csv(path: Path) -> bool:
    """Whether a table is one of comma-separated values, by its suffix."""
    return path.suffix.lower() == ".csv"


def _tsv_rows(file: TextIO, _path: str) -> Iterator[Row]:
    for number, line in enumerate(file, start=1):
        yield number, line.rstrip("\r\n").split("\t")


def _csv_rows(file: TextIO, path: str) -> Iterator[Row]:
    start = file.readline()
    file.seek(0)
    reader = csv.reader(file, delimiter=delimiter_of(start), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise FormatError("pairs-row", path, line, details={"reason": error}) from error


def delimiter_of(line: str) -> str:
    """What parts the cells of a CSV, by its first line."""
    # Spreadsheets of countries that write decimals with a comma part cells by semicolons.
    start = re.sub(r'"[^"]*"', "", line)
    return ";" if ";" in start and "," not in start else ","


def heading(cells: list[str], languages: tuple[str, str]) -> _Columns | None:
    """What the first row names, or None where it is a pair of segments."""
    names = [cell.strip().casefold() for cell in cells]
    primaries = [lang.primary(tag) for tag in languages]
    langs = {
        column: languages[_SIDES[name]] if name in _SIDES else lang.canonical(cells[column].strip())
        for column, name in enumerate(names)
        if name in _SIDES or (lang.is_tag(name) and name not in _IDS)
    }
    id_ = next((column for column, name in enumerate(names) if name in _IDS), None)
    score = next((column for column, name in enumerate(names) if name in _SCORES), None)
    is_known = {lang.primary(tag) for tag in langs.values()} >= set(primaries)
    # Two short words may look like language tags: then another heading has to stand beside them.
    if len(langs) < 2 or not (is_known or (id_ is not None and score is not None)):
        return None
    others = {
        column: cells[column].strip() or f"column {column + 1}"
        for column in range(len(cells))
        if column not in langs and column not in (id_, score)
    }
    return _Columns(langs, id_, score, others)


def by_place(cells: list[str], languages: tuple[str, str]) -> _Columns:
    """What the cells of a row hold where no heading says it."""
    # A third cell is a score where the first two are the texts, as `tmkit align` writes them.
    first = 1 if len(cells) > 2 and not _NUMBER.fullmatch(cells[2]) else 0
    after = first + 2
    has_score = len(cells) > after and _NUMBER.fullmatch(cells[after])
    return _Columns(
        {first: languages[0], first + 1: languages[1]},
        0 if first else None,
        after if has_score else None,
        {},
    )


def _unit(cells: list[str], columns: _Columns, line: int) -> TranslationUnit:
    variants = tuple(
        Variant(tag, (cells[column],)) for column, tag in columns.langs.items() if cells[column]
    )
    name = cells[columns.id] if columns.id is not None else ""
    props = [
        ("score" if column == columns.score else columns.others.get(column, f"column {column + 1}"),
         cell)
        for column, cell in enumerate(cells)
        if cell and column != columns.id and column not in columns.langs
    ]  # fmt: skip
    return TranslationUnit(name or str(line), variants, props=tuple(props))


def write(
    units: Iterable[TranslationUnit], file: BinaryIO, languages: tuple[str, str], suffix: str
) -> int:
    """Write the pairs of a memory with a heading; returns their number. suffix: ".csv" or a TSV's.

    In a TSV tabs and line breaks become blanks.
    """
    put = writer(file, languages, suffix)
    count = 0
    for unit in units:
        put(unit)
        count += 1
    return count


def writer(
    file: BinaryIO, languages: tuple[str, str], suffix: str, props: tuple[str, ...] = ()
) -> Callable[[TranslationUnit], None]:
    """A function that appends the pair of a unit to a table, whose heading it has written.

    props: those that have a column each.
    """
    row = _csv_writer(file) if suffix == ".csv" else _tsv_writer(file)
    row(["id", *languages, "score", *props])

    def put(unit: TranslationUnit) -> None:
        sides = (variant_in(unit, tag) for tag in languages)
        texts = (side.text if side else "" for side in sides)
        said = dict(unit.props)
        row([unit.id, *texts, score_of(unit), *(said.get(name, "") for name in props)])

    return put


def variant_in(unit: TranslationUnit, tag: str) -> Variant | None:
    """The variant of a unit in a language; in one of its regions where there is none in the tag."""
    alike = (each for each in unit.variants if lang.primary(each.lang) == lang.primary(tag))
    exact = (each for each in unit.variants if each.lang == tag)
    return next(exact, next(alike, None))


def score_of(unit: TranslationUnit) -> str:
    """The score of a unit as it is written, "" where it has none."""
    return f"{unit.origin.score:.4f}" if unit.origin else dict(unit.props).get("score", "")


def _tsv_writer(file: BinaryIO) -> Callable[[list[str]], object]:
    return lambda cells: file.write(
        ("\t".join(BREAKS.sub(" ", cell) for cell in cells) + "\n").encode()
    )


class _Encoded:
    """A text file as csv.writer wants it, above one of bytes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        return self._file.write(text.encode())


def _csv_writer(file: BinaryIO) -> Callable[[list[str]], object]:
    return csv.writer(_Encoded(file), lineterminator="\r\n").writerow
