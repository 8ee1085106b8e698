"""`tmkit qa`: a delivery is checked, cleaned, and handed on as people and programs read it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree
from openpyxl import load_workbook

import tmkit
from tmkit.cli import main
from tmkit.model import TranslationUnit, Variant

ROWS = """\
id\ten\tvi
good\tOpen the valve slowly.\tMở van từ từ.
lost\tPress {key} to stop.\tNhấn phím để dừng.
again\tThe seal of the scale\tNiêm phong của của cái cân
same\tClose the valve and wait.\tClose the valve and wait.
"""
XLIFF = """\
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.txt" source-language="en" target-language="vi" datatype="plaintext"><body>
<trans-unit id="1"><source>Press <x id="7"/> now.</source><target>Nhấn ngay.</target></trans-unit>
<trans-unit id="2"><source>Press it now.</source></trans-unit>
</body></file></xliff>
"""
CONCEPT = """\
id = "seal"
subject = "testing"
status = "approved"

[[term]]
lang = "en"
term = "seal"
type = "fullForm"
status = "preferred"

[[term]]
lang = "vi"
term = "niêm phong"
type = "fullForm"
status = "preferred"

[[term]]
lang = "vi"
term = "dấu niêm"
type = "variant"
status = "forbidden"

[[history]]
date = "2026-01-05"
by = "Lan"
action = "proposed"
"""


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("delivery.tsv")
    path.write_text(ROWS, encoding="utf-8")
    return path


def qa(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["qa", *map(str, arguments)])


def codes_of(result: Result) -> list[tuple[str, str]]:
    return [(each["id"], each["code"]) for each in json.loads(result.stdout)]


def test_a_finding_names_its_unit_and_shows_both_texts(memory: Path) -> None:
    result = qa(memory)
    assert result.exit_code == 1
    assert result.stdout.startswith(
        "delivery.tsv lost: TQ402 error: placeholders, code, links or bold print are not those of"
        " the source: −{key}.\n"
        "  = help: Put in what is missing (−) and take out what is too much (+).\n"
        "  en: Press {key} to stop.\n"
        "  vi: Nhấn phím để dừng.\n\n"
    )
    assert result.stderr == (
        "4 units checked, 3 of them with findings: 2 errors, 1 warnings, 0 infos.\n"
    )


def test_what_is_right_is_no_finding(memory: Path) -> None:
    memory.write_text("\n".join(ROWS.splitlines()[:2]), encoding="utf-8")
    result = qa(memory)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 units checked: nothing found.\n"


def test_findings_are_said_in_vietnamese_too(memory: Path) -> None:
    result = qa(memory, "--messages", "vi")
    assert "TQ406 cảnh báo: “của của”: lặp lại hai lần liền nhau." in result.stdout
    assert result.stderr.startswith("Đã kiểm tra 4 đơn vị")


def test_rules_can_be_switched_off(memory: Path) -> None:
    result = qa(memory, "--json", "--off", "TQ402", "--off", "tq202")
    assert codes_of(result) == [("again", "TQ406")]
    assert result.exit_code == 0


def test_warnings_count_where_that_is_wanted(memory: Path) -> None:
    assert qa(memory, "--off", "TQ402", "--off", "TQ202", "--strict").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--off", "TQ4O2"], "TQ4O2"),
        (["--keep", "clean.docx"], "clean.docx"),
        (["--keep", "delivery.tsv"], "delivery.tsv"),
        (["-o", "found.docx"], "found.docx"),
        (["--glossary", "nowhere"], "nowhere"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    memory: Path, arguments: list[str], said: str
) -> None:
    result = qa(memory, *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert [path.name for path in Path().iterdir()] == ["delivery.tsv"]


def test_a_table_is_parted_into_what_is_kept_and_what_is_removed_with_the_reason(
    memory: Path,
) -> None:
    result = qa(memory, "--keep", "clean.tsv")
    assert result.stderr.endswith("2 units kept, 2 set aside → clean.tsv\n")
    assert Path("clean.tsv").read_text(encoding="utf-8").splitlines() == [
        "id\ten\tvi\tscore",
        "good\tOpen the valve slowly.\tMở van từ từ.\t",
        "again\tThe seal of the scale\tNiêm phong của của cái cân\t",
    ]
    removed = Path("clean.removed.tsv").read_text(encoding="utf-8").splitlines()
    assert removed[0] == "id\ten\tvi\tscore\treason"
    assert [line.split("\t")[0] for line in removed[1:]] == ["lost", "same"]
    assert removed[1].split("\t")[4].startswith("TQ402 placeholders")


def test_a_memory_is_parted_with_all_that_its_units_hold(memory: Path) -> None:
    assert CliRunner().invoke(main, ["convert", str(memory), "whole.tmx"]).exit_code == 0
    qa("whole.tmx", "--keep", "clean.tmx")
    kept = list(tmkit.read_tmx("clean.tmx"))
    removed = list(tmkit.read_tmx("clean.removed.tmx"))
    whole = {unit.id: unit for unit in tmkit.read_tmx("whole.tmx")}
    assert [unit.id for unit in kept] == ["good", "again"]
    assert all(unit == whole[unit.id] for unit in kept)
    assert [unit.id for unit in removed] == ["lost", "same"]
    assert dict(removed[0].props)["reason"].startswith("TQ402 ")
    assert qa("clean.tmx", "--json").exit_code == 0


def test_of_a_unit_without_a_translation_nothing_else_is_said(memory: Path) -> None:
    rows = "id\ten\tvi\n1\tArticle 5\tĐiều 5\n2\tArticle 5\t\n3\tArticle 5\tĐiều 5\n"
    memory.write_text(rows, encoding="utf-8")
    assert codes_of(qa(memory, "--json")) == [("2", "TQ204")]


def test_what_a_table_cannot_hold_of_the_units_kept_is_said(memory: Path) -> None:
    memory.with_name("work.xlf").write_text(XLIFF, encoding="utf-8")
    result = qa("work.xlf", "--keep", "clean.tsv")
    assert "clean.tsv: TG803 warning: left out of .tsv: inline codes, 1 in all." in result.stderr
    assert "TG803" not in qa("work.xlf", "--keep", "clean.tmx").stderr


def test_a_store_is_checked_by_its_name_as_a_file_or_that_of_the_settings(memory: Path) -> None:
    add = ["memory", "add", str(memory), "--store", "memory.db"]
    assert CliRunner().invoke(main, add).exit_code == 0
    expected = [("lost", "TQ402"), ("again", "TQ406"), ("same", "TQ202")]
    for arguments in (["memory.db"], ["--store", "memory.db"], []):
        result = qa(*arguments, "--json")
        assert codes_of(result) == expected
        assert {each["path"] for each in json.loads(result.stdout)} == {"memory.db"}
    assert len(codes_of(qa(memory, "--store", "memory.db", "--json"))) == 2 * len(expected)


def test_without_files_and_without_a_store_nothing_is_checked(memory: Path) -> None:
    result = qa()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "memory.db" in result.stderr
    assert [path.name for path in Path().iterdir()] == [memory.name]


def test_nothing_is_written_where_a_file_breaks(memory: Path) -> None:
    memory.write_text(ROWS + "broken\n", encoding="utf-8")
    assert qa(memory, "--keep", "clean.tsv").exit_code == 2
    assert [path.name for path in Path().iterdir()] == ["delivery.tsv"]


def test_inline_codes_and_missing_translations_of_a_bilingual_file_are_found(memory: Path) -> None:
    memory.with_name("work.xlf").write_text(XLIFF, encoding="utf-8")
    assert codes_of(qa("work.xlf", "--json")) == [("1", "TQ401"), ("2", "TQ204")]


def test_the_other_direction_is_checked_as_well(memory: Path) -> None:
    rows = "id\tvi\ten\nlost\tNhấn {phím} để dừng.\tPress the key to stop.\n"
    memory.write_text(rows, encoding="utf-8")
    assert codes_of(qa(memory, "--json")) == [("lost", "TQ402")]


def test_several_files_are_held_against_each_other(memory: Path) -> None:
    rows = "id\ten\tvi\nx\tOpen the valve slowly.\tHãy mở van thật chậm.\n"
    memory.with_name("other.tsv").write_text(rows, encoding="utf-8")
    found = codes_of(qa(memory, "other.tsv", "--json"))
    assert ("x", "TQ501") in found
    assert codes_of(qa("other.tsv", "--json")) == []


def test_the_terms_of_a_glossary_are_to_be_used(memory: Path) -> None:
    folder = Path("terms")
    folder.mkdir()
    (folder / "seal.toml").write_text(CONCEPT, encoding="utf-8")
    rows = "id\ten\tvi\n1\ttwo Seals\thai dấu niêm\n2\tthe seal\tcon dấu\n3\tthe seal\tniêm phong\n"
    memory.write_text(rows, encoding="utf-8")
    found = codes_of(qa(memory, "--json", "--glossary", folder, "--off", "TQ501"))
    assert found == [("1", "TQ601"), ("2", "TQ602")]


@pytest.mark.parametrize("form", ["github", "gitlab", "sarif", "junit"])
def test_programs_are_told_the_unit_before_the_message(memory: Path, form: str) -> None:
    result = qa(memory, "--format", form)
    assert result.exit_code == 1
    assert "[lost] placeholders" in result.stdout
    if form == "junit":
        suite = etree.fromstring(result.stdout_bytes)[0]
        assert suite.get("name") == "tmkit qa"
    elif form != "github":
        json.loads(result.stdout)


def test_the_page_shows_each_unit_with_marks(memory: Path) -> None:
    result = qa(memory, "-o", "found.html")
    assert (result.exit_code, result.stdout) == (1, "")
    page = Path("found.html").read_text(encoding="utf-8")
    assert "<mark>của của</mark>" in page
    assert "http://" not in page
    assert qa(memory, "--format", "html").stdout == page


def test_the_workbook_has_a_row_for_each_finding(memory: Path) -> None:
    result = qa(memory, "--format", "xlsx")
    sheet = load_workbook(io.BytesIO(result.stdout_bytes)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[:4] for row in rows[1:]] == [
        ("delivery.tsv", "lost", "TQ402", "error"),
        ("delivery.tsv", "again", "TQ406", "warning"),
        ("delivery.tsv", "same", "TQ202", "error"),
    ]
    assert rows[1][6:] == ("Press {key} to stop.", "Nhấn phím để dừng.")


def test_the_library_checks_units_from_anywhere() -> None:
    def units() -> list[TranslationUnit]:
        texts = [("Press {key}.", "Nhấn phím."), ("Open the valve.", "Mở van.")]
        return [
            TranslationUnit(str(number), (Variant("en", (one,)), Variant("vi", (other,))))
            for number, (one, other) in enumerate(texts)
        ]

    found = tmkit.check_units(units())
    assert [(each.code, each.place.id, each.place.field) for each in found] == [
        ("TQ402", "0", "target")
    ]
    assert tmkit.check_units(iter(units())) == found


def test_the_same_texts_give_the_same_findings_again(memory: Path) -> None:
    assert qa(memory, "--json").stdout == qa(memory, "--json").stdout
