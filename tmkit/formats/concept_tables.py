"""Complete glossary tables, .csv, .tsv and .xlsx: a row for each pair of terms, nothing left out.

Read is also what people make themselves: see `columns` for headings. What is not understood is a
finding with its row and column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from tmkit import lang
from tmkit.codes import finding
from tmkit.errors import FormatError
from tmkit.formats import cells, workbooks, xlsx
from tmkit.formats.columns import Column, heading, known
from tmkit.formats.concept_drafts import Drafts
from tmkit.formats.concept_rows import columns_of, rows_of
from tmkit.model import Finding, Glossary, Place

__all__ = ["SUFFIXES", "has_heading", "read", "write"]

SUFFIXES = (".csv", ".tsv", ".xlsx")
_DELIMITERS = {".csv": ",", ".tsv": "\t"}
# How far down a row of headings may stand.
_TITLE = 20
_BEGINNING = 1 << 16
_SIDES = ("source", "target")


def write(glossary: Glossary, file: BinaryIO, languages: tuple[str, str], suffix: str) -> int:
    """Write a glossary as a complete table; returns the number of concepts. suffix: of SUFFIXES.

    Raises FormatError for what a workbook cannot hold.
    """
    if suffix == ".xlsx":
        return xlsx.write(glossary, file, source=languages[0], target=languages[1])
    columns = columns_of(glossary, languages)
    count = 0

    def table() -> Iterator[list[str]]:
        nonlocal count
        yield [heading(column) for column in columns]
        for concept in glossary:
            count += 1
            yield from ([row.get(column, "") for column in columns] for row in rows_of(concept))

    cells.write_rows(table(), file, _DELIMITERS[suffix])
    return count


@dataclass(slots=True)
class _Table:
    """A sheet, or the one table of a text. name: of the sheet, "" for a text."""

    name: str
    rows: list[cells.Row]
    repeated: set[tuple[int, int]] = field(default_factory=set)
    unread: Mapping[str, str] = field(default_factory=dict)

    def top(self, languages: tuple[str, str]) -> int | None:
        """The number of the row of headings, None where there is none."""
        for number, (_, row) in enumerate(self.rows[:_TITLE]):
            columns, _ = known(row, languages)
            if len(columns) > 1 and any(column.role == "term" for column in columns.values()):
                return number
        return None


def read(
    path: Path,
    languages: tuple[str, str],
    on_finding: Callable[[Finding], object] = lambda _finding: None,
    *,
    language: str = "en",
) -> Glossary:
    """The glossary in a table; on_finding is told at once of all that is wrong or not read.

    languages: source and target, where headings do not name them. Rows with one id are one concept,
    wherever they stand; a row without is a concept of its own, whose id is "". A concept without a
    status is a draft. Raises FormatError for a file that cannot be read or has no headings.
    """

    def report(code: str, place: Place, **details: object) -> None:
        on_finding(finding(code, place, language, **details))

    about, tables = _tables_of(path, languages, report)
    drafts = Drafts(str(path), report)
    for table in tables:
        _take_in(table, languages, drafts)
    drafts.finish()
    return Glossary(
        about.get("xlsx-name", [""])[0],
        tuple(drafts),
        about.get("xlsx-signature", [""])[0],
        tuple(about.get("xlsx-filter", ())),
    )


def has_heading(path: Path, languages: tuple[str, str], *, of_terms: bool = False) -> bool:
    """Whether a text begins with a row of headings with a column for terms.

    of_terms: one that says so, and not a bare language tag as tables of segments have.
    Raises FormatError where the file cannot be opened.
    """
    table = _text_table(path, languages, most=_BEGINNING)
    top = table.top(languages)
    if top is None:
        return False
    names = table.rows[top][1]
    terms = [names[number] for number, column in known(names, languages)[0].items()
             if column.role == "term"]  # fmt: skip
    return not of_terms or any(not _is_bare(name.strip()) for name in terms)


def _is_bare(name: str) -> bool:
    return lang.is_tag(name) or name.casefold() in _SIDES


def _tables_of(
    path: Path, languages: tuple[str, str], report: Callable[..., None]
) -> tuple[dict[str, list[str]], list[_Table]]:
    """What a file says of the glossary, by keys of messages, and its tables with headings."""
    if path.suffix.lower() != ".xlsx":
        table = _text_table(path, languages)
        if table.top(languages) is None:
            raise FormatError("no-heading", str(path))
        return {}, [table]
    about: dict[str, list[str]] = {}
    tables = []
    for sheet in workbooks.sheets(path):
        table = _Table(sheet.name, sheet.rows, sheet.repeated, sheet.unread)
        said = xlsx.about_of(row for _, row in sheet.rows)
        if sheet.shown and table.top(languages) is not None:
            tables.append(table)
        elif sheet.shown and said:
            about = about or said
        elif sheet.rows:
            report("TG836", Place(str(path), field=sheet.name), what=sheet.name)
    if not tables:
        raise FormatError("no-heading", str(path))
    return about, tables


def _text_table(path: Path, languages: tuple[str, str], *, most: int = -1) -> _Table:
    """The table in a text, parted by what gives the most headings; of `most` bytes its first rows.

    A long memory may be a table too: it is looked at, and not held.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(most)
    except OSError as error:
        raise FormatError("unreadable", str(path), details={"reason": error.strerror}) from error
    text = cells.decoded(raw, str(path), errors="strict" if most < 0 else "ignore")
    usual = _DELIMITERS.get(path.suffix.lower(), "\t")
    order = [usual, *(each for each in cells.DELIMITERS if each != usual)]
    best = max(order, key=lambda delimiter: _headings_in(text, delimiter, languages))
    rows = _first_rows(text, best) if most >= 0 else list(cells.rows(text, best, str(path)))
    return _Table("", rows)


def _first_rows(text: str, delimiter: str) -> list[cells.Row]:
    """The rows among which headings are looked for; fewer where a quotation mark stays open."""
    rows: list[cells.Row] = []
    with suppress(FormatError):
        rows.extend(islice(cells.rows(text, delimiter), _TITLE))
    return rows


def _headings_in(text: str, delimiter: str, languages: tuple[str, str]) -> int:
    rows = _first_rows(text, delimiter)
    return max((len(known(row, languages)[0]) for _, row in rows), default=0)


def _take_in(table: _Table, languages: tuple[str, str], drafts: Drafts) -> None:
    """Read the rows of a table below its headings, and name what is not read."""
    top = table.top(languages)
    assert top is not None
    line, names = table.rows[top]
    columns, guessed = known(names, languages)
    for above, row in table.rows[:top]:
        drafts.report("TG836", drafts.place(above), what=" ".join(row.values())[:200])
    for number in sorted(guessed):
        place = drafts.place(line, number, field=names[number])
        drafts.report("TQ801", place, tag=columns[number].lang)
    _name_the_unknown(table, top, columns, drafts)
    drafts.languages |= dict.fromkeys(column.lang for column in columns.values() if column.lang)
    for cell, value in table.unread.items():
        place = Place(str(drafts.path), field=f"{table.name}!{cell}")
        drafts.report("TG837", place, cell=cell, value=value)
    has_ids = Column("id") in columns.values()
    for below, row in table.rows[top + 1 :]:
        texts = {
            columns[number]: (number, text)
            for number, text in row.items()
            if number in columns
            and text.strip()
            # Where rows have ids, what a merged area repeats has been said in its first row.
            and not (
                has_ids and (below, number) in table.repeated and columns[number] != Column("id")
            )
        }
        if texts:
            drafts.add(below, texts, names)


def _name_the_unknown(
    table: _Table, top: int, columns: Mapping[int, Column], drafts: Drafts
) -> None:
    """Report each column that is not read: one with a heading, or with anything below."""
    line, names = table.rows[top]
    numbers = {number for _, row in table.rows[top:] for number in row if row[number].strip()}
    for number in sorted(numbers - columns.keys()):
        name = names.get(number, "").strip() or workbooks.cell_name(line, number)
        drafts.report("TG832", drafts.place(line, number), name=name)
