"""Glossary workbooks: what stands in which cell, that it stays text, and that bytes repeat."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from tmkit.errors import FormatError
from tmkit.formats import xlsx
from tmkit.model import Concept, Glossary, Term

TIDE = Concept(
    id="tide",
    subject="sea",
    status="review",
    terms=(
        Term("en", "tide", context="The tide rises."),
        Term("vi", "thủy triều", context="Thủy triều lên."),
        Term("vi", "triều", "shortForm", "admitted"),
        Term("vi", "nước lớn", status="forbidden"),
    ),
    definition={"en": "rise and fall of the sea", "vi": "nước biển lên xuống"},
)


def bytes_of(*concepts: Concept, source: str = "en", target: str = "vi") -> bytes:
    file = io.BytesIO()
    glossary = Glossary("tides", concepts, "tmkit:0.1|seg:x", ("approved and in review",))
    xlsx.write_pairs(glossary, file, source=source, target=target)
    return file.getvalue()


def sheets_of(content: bytes) -> tuple[Worksheet, Worksheet]:
    terms, about = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    return terms, about


def rows_of(content: bytes) -> list[list[str]]:
    terms, _ = sheets_of(content)
    return [[str(cell or "") for cell in row] for row in terms.iter_rows(values_only=True)]


def one_pair(text: str) -> Concept:
    return Concept("x", "sea", "approved", (Term("en", text), Term("vi", "thủy triều")))


def test_each_usable_pair_has_a_row_that_says_all_in_both_languages() -> None:
    _, *rows = rows_of(bytes_of(TIDE))
    assert rows == [
        [
            *("tide", "sea", "tide", "full form / dạng đầy đủ"),
            *("thủy triều", "full form / dạng đầy đủ"),
            *("in review / đang xem xét", "preferred / được ưu tiên"),
            *("rise and fall of the sea", "nước biển lên xuống"),
            "đang xem xét; không dùng: nước lớn",
            *("The tide rises.", "Thủy triều lên."),
        ]
    ]


def test_headings_name_the_languages_of_the_pair_in_their_order() -> None:
    heading = rows_of(bytes_of(source="vi", target="en"))[0]
    assert heading[2] == "Vietnamese term / Thuật ngữ tiếng Việt"
    assert heading[4] == "English term / Thuật ngữ tiếng Anh"


def test_a_language_that_tmkit_has_no_name_for_is_called_by_its_tag() -> None:
    heading = rows_of(bytes_of(source="fr", target="vi"))[0]
    assert heading[2] == "fr term / Thuật ngữ fr"


def test_the_heading_stays_in_view_and_the_rows_can_be_filtered() -> None:
    terms, _ = sheets_of(bytes_of(TIDE))
    assert (terms.freeze_panes, terms.auto_filter.ref) == ("A2", "A1:M2")


def test_the_second_sheet_says_how_the_glossary_was_made() -> None:
    _, about = sheets_of(bytes_of(TIDE))
    said = {str(row[0]): row[1] for row in about.iter_rows(values_only=True)}
    assert list(said.values()) == ["tides", "en → vi", "tmkit:0.1|seg:x", "approved and in review"]


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5 °C", "@here", '=HYPERLINK("http://x")'])
def test_a_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    terms, _ = sheets_of(bytes_of(one_pair(text)))
    cell = terms["C2"]
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (text, "s", True)


def test_the_same_glossary_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert bytes_of(TIDE) == bytes_of(TIDE)
    with zipfile.ZipFile(io.BytesIO(bytes_of(TIDE))) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time[0] for entry in archive.infolist()} == {2000}


@pytest.mark.parametrize(("epoch", "year"), [("1700000000", 2023), ("0", 1980)])
def test_dates_are_those_of_the_source_never_of_the_clock(
    monkeypatch: pytest.MonkeyPatch, epoch: str, year: int
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with zipfile.ZipFile(io.BytesIO(bytes_of(TIDE))) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {year}


@pytest.mark.parametrize("text", ["tide\x00", "tide\x0b", "tide\ufffe"])
def test_a_character_that_xml_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match="U\\+"):
        bytes_of(one_pair(text))


def test_a_text_longer_than_a_cell_is_refused_rather_than_cut() -> None:
    with pytest.raises(FormatError) as caught:
        bytes_of(one_pair("x" * 32_768))
    assert caught.value.key == "xlsx-long"


# Any text of XML 1.0; a carriage return is a line end to every reader of XML.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\t"), min_size=1
)


@given(TEXTS)
def test_a_text_comes_back_as_it_was(text: str) -> None:
    assert rows_of(bytes_of(one_pair(text)))[1][2] == text
