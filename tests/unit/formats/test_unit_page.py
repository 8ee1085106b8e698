"""The page of a check of units: what it marks, and that it stays small."""

from __future__ import annotations

import io

import pytest

from tmkit.formats import unit_page, unit_sheet
from tmkit.formats.unit_page import SHOWN, Checked, Fault, Faulty, Piece, pieces_of
from tmkit.model import Finding, Place, Severity


def fault(
    side: str = "target",
    span: tuple[int, int] | None = None,
    severity: Severity = Severity.ERROR,
) -> Fault:
    return Fault(Finding("TQ402", severity, Place("a.tmx"), "wrong <b>", "mend"), side, span)


def faulty(*faults: Fault, source: str = "a seal", target: str = "niêm phong") -> Faulty:
    return Faulty("a.tmx", "7", ("en", "vi"), (source, target), faults)


def page(checked: Checked, language: str = "en") -> str:
    file = io.BytesIO()
    unit_page.write(checked, file, title="a.tmx", units=9, language=language)
    return file.getvalue().decode()


@pytest.mark.parametrize(
    ("spans", "pieces"),
    [
        ([None], ["niêm phong"]),
        ([(0, 4)], ["*niêm", " phong"]),
        ([(5, 10), (7, 9)], ["niêm ", "*phong"]),
        ([(8, 99)], ["niêm pho", "*ng"]),
        ([(3, 3)], ["niêm phong"]),
    ],
)
def test_what_findings_point_at_is_marked(
    spans: list[tuple[int, int] | None], pieces: list[str]
) -> None:
    unit = faulty(*(fault(span=span) for span in spans))
    wanted = [Piece(each.lstrip("*"), each.startswith("*")) for each in pieces]
    assert list(pieces_of(unit, 1)) == wanted
    assert list(pieces_of(unit, 0)) == [Piece("a seal", is_marked=False)]


def test_a_unit_stands_with_the_weightiest_of_its_findings() -> None:
    unit = faulty(fault(severity=Severity.WARNING), fault(severity=Severity.ERROR))
    assert unit.severity is Severity.ERROR


def test_texts_and_messages_are_no_markup() -> None:
    checked = Checked()
    checked.add(faulty(fault(), target="<script>alert(1)</script>"))
    text = page(checked)
    assert "wrong &lt;b&gt;" in text
    assert "<script>alert" not in text


def test_a_page_of_very_many_units_stays_small_and_says_how_many_are_left_out() -> None:
    checked = Checked()
    for _ in range(SHOWN + 25):
        checked.add(faulty(fault()))
    text = page(checked)
    assert text.count('<p class="part" lang="vi">') == SHOWN
    assert "25 more units are not shown here" in text
    checked.add(faulty(fault(severity=Severity.INFO), target="x" * 1_000_000))
    checked.add(faulty(fault(severity=Severity.INFO)))
    assert len(checked.shown[Severity.INFO]) == 1


def test_what_is_said_of_a_file_as_a_whole_stands_above_its_units() -> None:
    checked = Checked()
    checked.add(faulty(fault(side="", severity=Severity.WARNING), source="", target=""))
    text = page(checked, "vi")
    assert "wrong &lt;b&gt;" in text
    assert '<p class="part"' not in text
    assert "Kiểm tra đơn vị dịch" in text


def test_the_workbook_holds_what_no_cell_can_hold() -> None:
    file = io.BytesIO()
    units = [faulty(fault(), target="=1+1\x00" + "y" * 40_000)]
    assert unit_sheet.write(units, file, title="a.tmx") == 1
