"""TG2: what a reader does not see in a text, and what only looks right."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.formats import concept
from tmkit.lint import Case
from tmkit.lint.fields import texts_of
from tmkit.lint.rule import term
from tmkit.model import Finding
from tmkit.settings import Settings
from tmkit.tasks.checking import findings_of


def findings_in(fragment: str) -> list[Finding]:
    text = Case({"level": fragment}).texts()["level"]
    file = concept.parse(text, Path("house", "level.toml"))
    assert file.concept is not None, file.findings
    return [each for each in findings_of([file], Settings()) if each.code.startswith("TG2")]


def of_term(text: str, lang: str = "vi", kind: str = "fullForm") -> dict[str, str | None]:
    """Codes found in a term, each with the text that its fix gives."""
    other = term("vi" if lang == "en" else "en", "STAMEQ", "shortForm")
    found = findings_in(other + term(lang, text, kind))
    return {each.code: each.fix.text if each.fix else None for each in found}


@pytest.mark.parametrize(
    ("written", "code", "fixed"),
    [
        # NFC
        ("ti\\u00eau chu\\u00e2\\u0309n", "TG201", "tiêu chuẩn"),
        ("kilo\\u212bngstrom", "TG201", "kiloÅngstrom"),
        # Spaces
        (" đo lường", "TG202", "đo lường"),
        ("đo lường ", "TG202", "đo lường"),
        ("đo  lường", "TG202", "đo lường"),
        ("đo\\tlường", "TG202", "đo lường"),
        ("đo\\nlường", "TG202", "đo lường"),
        # Unseen
        ("đo\\u00a0lường", "TG203", "đo lường"),
        ("hiệu chuẩn\\u200b", "TG203", "hiệu chuẩn"),
        ("hiệu ch\\u00aduẩn", "TG203", "hiệu chuẩn"),
        ("\\ufeffhiệu chuẩn", "TG203", "hiệu chuẩn"),
        ("hiệu chuẩn\\u0007", "TG203", "hiệu chuẩn"),
        ("độ\\u2003ẩm", "TG203", "độ ẩm"),
        # Look-alikes
        ("Viện \\u00d0LVN", "TG204", "Viện ĐLVN"),
        ("\\u0189o lường", "TG204", "Đo lường"),
        ("\\u00f0o lường", "TG204", "đo lường"),
        ("mứ\\u0441 nước", "TG204", "mức nước"),
        ("\\u0422CVN", "TG204", "TCVN"),
        ("\\u0422\\u0421\\u041e", "TG204", "TCO"),
        ("\\u0391SEAN", "TG204", "ASEAN"),
        ("\\uff29\\uff33\\uff2f", "TG204", "ISO"),
        # Garbled
        ("tiÃªu chuáº©n", "TG205", "tiêu chuẩn"),
        ("TiÕng ViÖt", "TG205", "Tiếng Việt"),
        ("Tieâu chuaån", "TG205", "Tiêu chuẩn"),
        ("T?ng c?c", "TG205", None),
        ("tiêu chu\\ufffdn", "TG205", None),
        # Markup
        ("Viện Đo lường &amp; Thử nghiệm", "TG206", "Viện Đo lường & Thử nghiệm"),
        ("<b>đo lường</b>", "TG206", "đo lường"),
        ("đo lường&nbsp;pháp định", "TG206", "đo lường pháp định"),
        # Punctuation
        ("mã số , mã vạch", "TG207", "mã số, mã vạch"),
        ("đo lường ( pháp định)", "TG207", "đo lường (pháp định)"),
        ("độ ẩm :", "TG207", "độ ẩm:"),
        ("đo lường (pháp định", "TG208", None),
        ("đo lường pháp định)", "TG208", None),
        ("đo lường.", "TG209", "đo lường"),
        ("đo lường;", "TG209", "đo lường"),
    ],
)
def test_a_fault_in_a_text_is_found_and_mended(written: str, code: str, fixed: str | None) -> None:
    found = of_term(written)
    assert code in found
    assert found[code] == fixed


@pytest.mark.parametrize(
    "text",
    [
        *("đo lường", "Đắk Lắk", "ĐKĐBĐ", "góc α", "sinα", "νmax", "kΩ", "μm", "µm", "ΔT", "°C"),
        *("m²", "CO₂", "tỷ lệ 1 : 2", "ISO/IEC 17025 : 2017", "mã số, mã vạch", "v.v.", "TP."),
        *("AT&T", "CL&CS", "R&D;", "a < b", "độ ẩm < 5 %", "5 %", ".NET", "điểm a)", "«cá»"),
        *("Sigurðsson", "Москва", "“chuẩn”", "α-amylaza", "β2", "café", "P&L", "Ø 5", "№ 5"),
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert not {code for code in of_term(text, kind="phrase") if code.startswith("TG2")}


@pytest.mark.parametrize("text", ["Measuring Instruments Co., Ltd.", "e.g.", "St.", "U.S."])
def test_the_stop_of_an_abbreviation_is_its_own(text: str) -> None:
    assert "TG209" not in of_term(text, "en")


def test_a_quotation_keeps_its_spaces_and_its_stops() -> None:
    quoted = {"context": "« Đo lường » : khoa học về phép đo\\u00a0.", "source": "news#3"}
    assert findings_in(term("en", "metrology") + term("vi", "đo lường", **quoted)) == []


def test_in_a_definition_a_no_break_space_holds_a_number_and_its_unit() -> None:
    terms = term("en", "litre") + term("vi", "lít")
    assert findings_in('definition.vi = "thể tích của 1\\u00a0kg nước"\n' + terms) == []
    (found,) = findings_in('definition.vi = "thể tích\\u00a0nước"\n' + terms)
    assert found.code == "TG203"


def test_a_finding_stands_at_the_value() -> None:
    (found,) = findings_in('note = "Old ."\n' + term("en", "level") + term("vi", "mức"))
    assert (found.place.field, found.place.line) == ("note", 4)


@pytest.mark.parametrize(
    ("text", "is_safe"),
    [("đo\\u200blường", False), ("đo \\u200blường", True), ("10<sup>3</sup>", False)],
)
def test_a_fix_that_may_change_what_is_meant_is_not_safe(text: str, is_safe: bool) -> None:  # noqa: FBT001 # a column
    found = findings_in(term("en", "STAMEQ", "shortForm") + term("vi", text))
    assert [each.fix.is_safe for each in found if each.fix] == [is_safe]


def test_every_text_of_a_concept_is_named_by_its_field() -> None:
    text = Case(
        {
            "level": 'definition.en = "d"\ndefinition_source.en = "s"\nnote = "n"\n'
            + term("en", "level", context="c", full="f", source="s", note="n")
        }
    ).texts()["level"]
    file = concept.parse(text, Path("house", "level.toml"))
    assert file.concept
    fields = [each.field for each in texts_of(file.concept)]
    assert set(fields) <= set(file.places)
    assert fields[:4] == ["subject", "definition.en", "definition_source.en", "note"]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_a_text_that_was_mended_is_not_mended_again_by_the_same_rule(text: str) -> None:
    toml = text.replace("\\", "").replace('"', "").strip()
    fixes = {code: fixed for code, fixed in of_term(toml).items() if fixed} if toml else {}
    for code, fixed in fixes.items():
        if fixed and fixed.strip() and "\\" not in fixed:
            again = of_term("".join(f"\\U{ord(sign):08x}" for sign in fixed))
            assert again.get(code) in (None, fixed) or code == "TG206"
