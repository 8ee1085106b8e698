"""Workbooks as experts and attackers make them: cells as text, or one clear error."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tides import GLOSSARY

from tmkit.errors import FormatError
from tmkit.formats import concept_tables, workbooks
from tmkit.model import Concept, Finding, Glossary
from tmkit.tasks.glossaries import read_glossary

LANGUAGES = ("en", "vi")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def saved(path: Path, fill: Callable[[Worksheet], object]) -> Path:
    """A workbook with one sheet of headings and a row, filled further."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["id", "English", "Vietnamese", "Note"])
    fill(sheet)
    book.save(path)
    return path


def read(path: Path) -> tuple[list[Concept], list[str]]:
    findings: list[Finding] = []
    concepts = list(concept_tables.read(path, LANGUAGES, findings.append))
    return concepts, [finding.code for finding in findings]


def parts_of(sheet: str, *, shared: str = "", prolog: str = "") -> dict[str, str | bytes]:
    """The parts of the smallest workbook with a sheet of such XML."""
    relation = f'<Relationship Id="r{{}}" Type="{TYPES}/{{}}" Target="{{}}"/>'
    relations = f'<Relationships xmlns="{RELS}">{{}}</Relationships>'
    return {
        "_rels/.rels": relations.format(relation.format(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{TYPES}"><sheets>'
        '<sheet name="Terms" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations.format(
            relation.format(1, "worksheet", "worksheets/a.xml")
            + relation.format(2, "sharedStrings", "/xl/shared.xml")
        ),
        "xl/worksheets/a.xml": f'{prolog}<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData>'
        "</worksheet>",
        "xl/shared.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
    }


def packed(path: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def inline(*texts: str) -> str:
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f"<row>{cells}</row>"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7, "7"),
        (0.1 + 0.2, "0.3"),
        (1250, "1250"),
        (dt.date(2026, 3, 4), "2026-03-04"),
        (dt.datetime(2026, 3, 4, 5, 6), "2026-03-04 05:06"),  # noqa: DTZ001 # a cell has no zone
        (True, "TRUE"),
        (" two\nlines ", " two\nlines "),
    ],
)
def test_a_cell_is_its_text(tmp_path: Path, value: object, text: str) -> None:
    path = saved(tmp_path / "a.xlsx", lambda sheet: sheet.append(["a", "tide", "triều", value]))
    (concept,), _ = read(path)
    assert concept.note == text


def test_a_formula_is_its_last_value_and_without_one_a_finding(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", lambda sheet: sheet.append(["a", "tide", "triều", "=A1&B1"]))
    (concept,), codes = read(path)
    assert (concept.note, codes) == ("", ["TG837"])
    row = '<row r="2"><c t="str"><f>A1</f><v>ebb</v></c><c t="e"><f>B1</f><v>#REF!</v></c></row>'
    packed(path, parts_of(inline("English", "Vietnamese") + row))
    (concept,), codes = read(path)
    assert ([term.text for term in concept.terms], codes) == (["ebb"], ["TG837", "TG833"])


def test_a_merged_id_is_the_id_of_all_its_rows_and_a_merged_term_stands_once(
    tmp_path: Path,
) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["a", "tide", "triều", ""])
        sheet.append([None, None, "thủy triều", ""])
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B2:B3")

    (concept,), codes = read(saved(tmp_path / "a.xlsx", fill))
    assert [term.text for term in concept.terms] == ["tide", "triều", "thủy triều"]
    assert codes == []


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_not_read_and_is_told(tmp_path: Path, state: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["a", "tide", "triều", ""])
        assert sheet.parent is not None
        other = sheet.parent.create_sheet("Old")
        other.append(["English", "Vietnamese"])
        other.append(["ebb", "triều rút"])
        other.sheet_state = state

    concepts, codes = read(saved(tmp_path / "a.xlsx", fill))
    assert ([concept.id for concept in concepts], codes) == (["a"], ["TG836"])


def test_terms_on_several_sheets_are_one_glossary(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["a", "tide", "triều", ""])
        assert sheet.parent is not None
        other = sheet.parent.create_sheet("B")
        other.append(["Vietnamese", "id", "English"])
        other.append(["triều rút", "b", "ebb"])

    concepts, codes = read(saved(tmp_path / "a.xlsx", fill))
    assert [concept.id for concept in concepts] == ["a", "b"]
    assert [term.lang for term in concepts[1].terms] == ["en", "vi"]
    assert codes == []


def test_shared_texts_are_read_without_what_stands_above_their_letters(tmp_path: Path) -> None:
    shared = "<si><r><t>ti</t></r><r><t>de_x000D__x005F_x0041_</t></r><rPh><t>no</t></rPh></si>"
    row = '<row><c t="s"><v>0</v></c></row>'
    path = packed(
        tmp_path / "a.xlsx", parts_of(inline("English", "Vietnamese") + row, shared=shared)
    )
    (concept,), _ = read(path)
    assert concept.terms[0].text == "tide\r_x0041_"


def test_a_saved_copy_of_ours_says_the_same(tmp_path: Path, repository: Path) -> None:
    concepts = tuple(read_glossary(repository, LANGUAGES))
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        concept_tables.write(Glossary("g", concepts), file, LANGUAGES, ".xlsx")
    openpyxl.load_workbook(path).save(tmp_path / "b.xlsx")
    assert tuple(read_glossary(tmp_path / "b.xlsx", LANGUAGES)) == concepts


def test_a_cell_at_the_far_end_costs_nothing(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(2, 5000))
    path = packed(tmp_path / "a.xlsx", parts_of(inline("English", "Vietnamese") + rows))
    assert read(path) == ([], ["TG832"])
    assert workbooks.cell_name(1, 16_383) == "XFD1"


SOUND = parts_of(inline("English", "Vietnamese") + inline("tide", "triều"))
HOSTILE: dict[str, dict[str, str | bytes]] = {
    "no workbook": {"a.txt": "x"},
    "no relationships": {**SOUND, "_rels/.rels": "<x/>"},
    "missing sheet": {name: part for name, part in SOUND.items() if "a.xml" not in name},
    "sheet of nothing": {**SOUND, "xl/worksheets/a.xml": ""},
    "sheet cut off": {**SOUND, "xl/worksheets/a.xml": SOUND["xl/worksheets/a.xml"][:-30]},
    "text of no number": parts_of('<row><c t="s"><v>9</v></c></row>'),
    "text of a negative number": parts_of('<row><c t="s"><v>-1</v></c></row>'),
    "number that is none": parts_of("<row><c><v>one</v></c></row>"),
    "doctype": parts_of(inline("a"), prolog='<!DOCTYPE worksheet [<!ENTITY e "x">]>'),
    "outside entity": parts_of(
        inline("&e;"), prolog='<!DOCTYPE worksheet [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    ),
    "undeclared entity": parts_of(inline("&e;")),
    "bad bytes": {**SOUND, "xl/worksheets/a.xml": b"<worksheet>\xff\xfe</worksheet>"},
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_workbook_that_is_none_is_one_clear_error(tmp_path: Path, kind: str) -> None:
    path = packed(tmp_path / "hostile.xlsx", HOSTILE[kind])
    with pytest.raises(FormatError) as caught:
        read(path)
    said = str(caught.value)
    assert "hostile.xlsx" in said
    assert "\n" not in said
    assert len(said) < 500


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    space = f'<worksheet xmlns="{MAIN}"><sheetData><row>' + " " * 60_000_000
    path = packed(tmp_path / "bomb.xlsx", {**SOUND, "xl/worksheets/a.xml": space})
    with pytest.raises(FormatError) as caught:
        read(path)
    assert caught.value.key in ("packed-too-tight", "TD125")


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"English,Vietnamese"],
    ids=["empty", "cut off", "encrypted", "text"],
)
def test_what_is_no_package_is_one_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(FormatError, match=r"not a sound \.xlsx"):
        read(path)


def test_a_package_cut_off_is_one_clear_error(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.xlsx", SOUND)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(FormatError, match=r"not a sound \.xlsx"):
        read(path)


def test_a_million_merged_areas_are_refused(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"/><c r="B{n}"><v>1</v></c></row>' for n in range(1, 9))
    parts = parts_of(rows)
    merged = "".join(f'<mergeCell ref="B1:B{1_048_576}"/>' for _ in range(1000))
    sheet = str(parts["xl/worksheets/a.xml"]).replace(
        "</sheetData>", f"</sheetData><mergeCells>{merged}</mergeCells>"
    )
    path = packed(tmp_path / "a.xlsx", {**parts, "xl/worksheets/a.xml": sheet})
    with pytest.raises(FormatError):
        read(path)


def test_the_bytes_of_a_workbook_repeat() -> None:
    files = [io.BytesIO(), io.BytesIO()]
    for file in files:
        concept_tables.write(GLOSSARY, file, LANGUAGES, ".xlsx")
    assert files[0].getvalue() == files[1].getvalue()
