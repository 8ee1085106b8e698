"""Tables: cells row by row, whatever separates them, and files that are refused."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit import ingest
from tmkit.errors import FormatError
from tmkit.ingest import sheet
from tmkit.model import Block
from tmkit.tasks.reading import read_bilingual

Rows = list[list[object]]
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(sheets: dict[str, Rows], hidden: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        page.sheet_state = "hidden" if name == hidden else "visible"
        for row in rows:
            page.append(row)
    file = io.BytesIO()
    book.save(file)
    book.close()
    return file.getvalue()


def changed(raw: bytes, name: str, old: str, new: str) -> bytes:
    """The package with one text of one part changed."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for each in before.namelist():
            part = before.read(each)
            if each == name:
                assert old.encode() in part
                part = part.replace(old.encode(), new.encode())
            after.writestr(each, part)
    return file.getvalue()


def with_sheet(rows: str) -> bytes:
    """A workbook whose one sheet has these rows, as XML."""
    raw = workbook({"Sheet1": [["x"]]})
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        part = package.read("xl/worksheets/sheet1.xml").decode()
    data = part[part.index("<sheetData>") : part.index("</sheetData>")]
    return changed(raw, "xl/worksheets/sheet1.xml", data, f"<sheetData>{rows}")


def read_xlsx(raw: bytes) -> list[Block]:
    return sheet.read_xlsx(raw, "fees.xlsx").blocks


def read_csv(text: str) -> list[tuple[int, str]]:
    return [(block.place, block.text) for block in sheet.read_csv(text.encode(), "a.csv").blocks]


def error_of(raw: bytes, name: str = "fees.xlsx") -> FormatError:
    reader = ingest.READERS[Path(name).suffix]
    with pytest.raises(FormatError) as caught:
        reader(raw, name)
    assert caught.value.path == name
    assert str(caught.value).startswith(name)
    return caught.value


# Workbooks


def test_cells_are_read_row_by_row_under_the_name_of_their_sheet() -> None:
    blocks = read_xlsx(workbook({"Phí": [["Dịch vụ", "Service"], ["kiểm định", "verification"]]}))
    assert [(block.kind, block.text, block.place) for block in blocks] == [
        ("heading", "Phí", 0),
        *(("cell", "Dịch vụ", 1), ("cell", "Service", 1)),
        *(("cell", "kiểm định", 2), ("cell", "verification", 2)),
    ]


@pytest.mark.parametrize("name", ["Sheet1", "Sheet", "Trang tính2", "Trang_tính1", "sheet 3"])
def test_a_name_that_the_program_gave_is_no_heading(name: str) -> None:
    assert [block.kind for block in read_xlsx(workbook({name: [["kiểm định"]]}))] == ["cell"]


def test_what_stands_on_a_hidden_sheet_is_boilerplate() -> None:
    blocks = read_xlsx(workbook({"Phí": [["a"]], "Nháp": [["b"]]}, hidden="Nháp"))
    assert [(block.kind, block.text) for block in blocks] == [
        *(("heading", "Phí"), ("cell", "a"), ("boilerplate", "b")),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (85_000, "85000"),
        (0.1 + 0.2, "0.3"),
        (dt.datetime(2024, 3, 1), "2024-03-01"),  # noqa: DTZ001 # a workbook knows no zones
        (dt.datetime(2024, 3, 1, 9, 30), "2024-03-01 09:30"),  # noqa: DTZ001 # as above
        (dt.time(9, 30), "09:30:00"),
        (True, "TRUE"),
        ("  cân bàn \n", "cân bàn"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_a_value_is_read_as_it_is_stored(value: object, text: str) -> None:
    assert [block.text for block in read_xlsx(workbook({"Sheet1": [[value]]}))] == [text]


def test_a_formula_is_read_as_its_result_and_an_error_not_at_all() -> None:
    rows = '<row r="2"><c r="A2" t="str"><f>A1&amp;"x"</f><v>fee</v></c></row>'
    rows += '<row r="3"><c r="A3"><f>1/0</f></c><c r="B3" t="e"><v>#DIV/0!</v></c></row>'
    assert [(block.text, block.place) for block in read_xlsx(with_sheet(rows))] == [("fee", 2)]


def test_a_sheet_that_lies_about_its_size_is_read_whole() -> None:
    raw = workbook({"Sheet1": [["a", "b"], ["c", "d"]]})
    raw = changed(raw, "xl/worksheets/sheet1.xml", 'ref="A1:B2"', 'ref="A1"')
    assert [block.text for block in read_xlsx(raw)] == ["a", "b", "c", "d"]


def test_few_bytes_that_make_many_cells_are_refused() -> None:
    row = '<row><c r="XFD{0}" t="str"><v>x</v></c></row>'
    raw = with_sheet("".join(row.format(number) for number in range(1, 1500)))
    assert error_of(raw).key == "TD106"


def test_a_workbook_that_unpacks_to_more_than_a_document_is_refused() -> None:
    assert error_of(with_sheet(" " * 40_000_000)).key == "TD106"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_declaration_is_refused(encoding: str) -> None:
    raw = workbook({"Sheet1": [["x"]]})
    file = io.BytesIO(raw)
    with zipfile.ZipFile(file, "a") as package:
        part = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><sst {MAIN}/>'
        package.writestr("xl/more.xml", part.encode(encoding))
    assert error_of(file.getvalue()).details == {"reason": "DOCTYPE"}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html><table><tr><td>x</td></tr></table></html>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
        workbook({"Sheet1": [["x"]]})[:-40],
        changed(workbook({"Sheet1": [["x"]]}), "xl/workbook.xml", "</workbook>", ""),
        changed(workbook({"Sheet1": [["x"]]}), "xl/worksheets/sheet1.xml", "</sheetData>", ""),
    ],
    ids=["empty", "html", "encrypted or .xls", "cut", "no workbook", "no sheet"],
)
def test_a_file_that_is_no_workbook_is_damaged(raw: bytes) -> None:
    assert error_of(raw).key == "TD125"


def test_a_word_document_by_another_name_is_no_workbook() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    assert error_of(file.getvalue()).key == "TD125"


# Text with separators


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_keeps_rows_equally_long(separator: str) -> None:
    rows = [["Dịch vụ", "Service"], ["phí, lệ phí; thuế", "fee | tax"], ["cân", "scale"]]
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows(rows)
    assert [text for _, text in read_csv(file.getvalue())] == [cell for row in rows for cell in row]


def test_a_cell_in_quotes_may_hold_line_ends_and_the_row_knows_where_it_begins() -> None:
    assert read_csv('a,"one\ntwo"\nb,c\n') == [(1, "a"), (1, "one\ntwo"), (3, "b"), (3, "c")]


def test_the_separator_may_be_declared_in_the_first_line() -> None:
    assert read_csv("sep=|\r\na,b|c\r\n") == [(2, "a,b"), (2, "c")]


def test_a_text_without_separator_is_one_column() -> None:
    assert read_csv("cân bàn\ncột đo xăng dầu\n") == [(1, "cân bàn"), (2, "cột đo xăng dầu")]


def test_commas_in_a_file_with_tabs_are_text() -> None:
    blocks = sheet.read_tsv("cân, bàn\tscale, table\n".encode(), "a.tsv").blocks
    assert [block.text for block in blocks] == ["cân, bàn", "scale, table"]


def test_a_quote_that_is_never_closed_is_named_by_the_row_it_begins_in() -> None:
    error = error_of(('a,b\nc,"' + "d\n" * 100_000).encode(), "a.csv")
    assert (error.key, error.line) == ("TD126", 2)


@pytest.mark.parametrize("unit", ["a", "a,", ","])
def test_a_line_longer_than_any_table_is_refused(unit: str) -> None:
    raw = (unit * (17_000_000 // len(unit))).encode()
    assert error_of(raw, "a.csv").key == "TD126"


@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_bytes_that_are_no_text_are_refused(name: str) -> None:
    assert error_of(b"PK\x03\x04\0\0", name).key == "TD102"


@pytest.mark.parametrize("name", ["fees.xlsx", "fees.csv", "fees.tsv"])
def test_a_table_of_two_languages_is_taken_apart_by_rows(tmp_path: Path, name: str) -> None:
    rows: Rows = [["Kiểm định cân", "Verification of scales"], ["Thử nghiệm", "Testing of goods"]]
    path = tmp_path / name
    if name.endswith("xlsx"):
        path.write_bytes(workbook({"Sheet1": rows}))
    else:
        separator = "\t" if name.endswith("tsv") else ","
        path.write_text("".join(separator.join(map(str, row)) + "\n" for row in rows), "utf-8")
    source, target, groups = read_bilingual(path, "fees", ("vi", "en"))
    assert [block.text for block in source.blocks] == [row[0] for row in rows]
    assert [block.text for block in target.blocks] == [row[1] for row in rows]
    assert groups == ((1, 1), (1, 1))


CELL = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=9)


@given(st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n))))
def test_every_cell_that_was_written_comes_back(rows: list[list[str]]) -> None:
    file = io.StringIO()
    csv.writer(file, delimiter="\t", quoting=csv.QUOTE_ALL).writerows(rows)
    blocks = sheet.read_tsv(b"x\n" + file.getvalue().encode(), "a.tsv").blocks
    assert [block.text for block in blocks] == ["x", *(cell for row in rows for cell in row)]
