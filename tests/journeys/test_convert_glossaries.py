"""tmkit convert: every glossary format into every other, and a word on what is lost."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from conftest import MakeProject, Run

from tmkit import read_tbx
from tmkit.tasks.glossaries import read_glossary

OUTPUTS = ("a.tbx", "a.v3.tbx", "a.csv", "a.tsv", "a.xlsx", "a.utf8", "a.tab", "a.txt")
LOSSLESS = ("a.csv", "a.tsv", "a.xlsx")
TIDE = """\
id = "tide"
subject = "sea"
status = "review"
definition.en = "rise and fall of the sea"
note = "See the charts."

[[term]]
lang = "en"
term = "tide"
type = "fullForm"
status = "preferred"
context = "The tide rises."

[[term]]
lang = "vi"
term = "thủy triều"
type = "fullForm"
status = "preferred"

[[term]]
lang = "vi"
term = "nước lớn"
type = "fullForm"
status = "forbidden"

[[history]]
date = "2026-03-04"
by = "tmkit"
action = "proposed"
"""
DRAFT = TIDE.replace('"tide"', '"ebb"').replace('"review"', '"draft"')


@pytest.fixture
def root(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_project({"glossaries/g/tide.toml": TIDE, "glossaries/g/ebb.toml": DRAFT})
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("folder", [".", "glossaries/g"])
def test_a_folder_of_concepts_becomes_every_glossary(
    run: Run, root: Path, folder: str, output: str
) -> None:
    result = run("convert", folder, output)
    assert (result.exit_code, result.stdout) == (0, "units=1\n"), result.stderr
    assert "concepts neither approved nor in review, 1 in all" in result.stderr
    assert ("definitions, 1" in result.stderr) is (output in ("a.utf8", "a.tab", "a.txt"))
    (concept,) = read_glossary(root / output, ("en", "vi"))
    assert [term.text for term in concept.terms][:2] == ["tide", "thủy triều"]


@pytest.mark.parametrize("output", ["b.tbx", "b.csv", "b.tsv", "b.xlsx", "b.utf8"])
@pytest.mark.parametrize("given", OUTPUTS)
def test_every_glossary_becomes_every_other(run: Run, root: Path, given: str, output: str) -> None:
    run("convert", root, given)
    result = run("convert", given, output)
    assert (result.exit_code, result.stdout) == (0, "units=1\n"), result.stderr
    (concept,) = read_glossary(root / output, ("en", "vi"))
    assert {"tide", "thủy triều"} <= {term.text for term in concept.terms}


@pytest.mark.parametrize("between", LOSSLESS)
def test_a_complete_table_between_loses_nothing(run: Run, root: Path, between: str) -> None:
    run("convert", root, "one.tbx")
    assert run("convert", "one.tbx", between).stderr == ""
    assert run("convert", between, "two.tbx").stderr == ""
    assert list(read_tbx(root / "two.tbx")) == list(read_tbx(root / "one.tbx"))


def test_the_repository_s_own_glossaries_come_back_whole(
    run: Run, repository: Path, tmp_path: Path
) -> None:
    known = {concept.id: concept for concept in read_glossary(repository, ("en", "vi"))}
    for name in LOSSLESS:
        run("convert", repository, tmp_path / name)
        read = list(read_glossary(tmp_path / name, ("en", "vi")))
        assert len(read) > 150
        assert [known[concept.id] for concept in read] == read


def test_v3_is_written_where_the_name_says_so(run: Run, root: Path) -> None:
    run("convert", root, "a.v3.tbx")
    run("convert", root, "a.tbx")
    assert '<tbx type="TBX-Basic" style="dca"' in (root / "a.v3.tbx").read_text(encoding="utf-8")
    assert "<martif" in (root / "a.tbx").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "output", "told"),
    [
        ("a.tbx", "out.tmx", "is a glossary and cannot become .tmx"),
        ("a.xlsx", "out.jsonl", "is a glossary and cannot become .jsonl"),
        (".", "out.tmx", "is a glossary and cannot become .tmx"),
        ("a.tmx", "out.tbx", "is a translation memory and cannot become .tbx"),
        ("a.jsonl", "out.xlsx", "is a translation memory and cannot become .xlsx"),
        ("a.tbx", "out.doc", "no writer for .doc"),
        ("a.tbx", "a.tbx", "a.tbx: exists already"),
        ("bad.xlsx", "out.tbx", "is not a sound .xlsx file"),
        ("bad.csv", "out.tbx", "no row of headings"),
        ("cp1258.csv", "out.tbx", "cp1258.csv:2: is not UTF-8"),
        ("gone.xlsx", "out.tbx", "there is no such file"),
    ],
)
def test_what_cannot_be_converted_is_one_line(
    run: Run, root: Path, given: str, output: str, told: str
) -> None:
    (root / "m.tsv").write_text("The sea.\tBiển.\n", encoding="utf-8")
    run("convert", "m.tsv", "a.tmx")
    run("convert", "m.tsv", "a.jsonl")
    for name in ("a.tbx", "a.xlsx"):
        run("convert", root, name)
    for name in ("bad.xlsx", "bad.csv"):
        (root / name).write_text("one,two\nthree,four\n", encoding="utf-8")
    (root / "cp1258.csv").write_bytes("English,Vietnamese\ntide,triều\n".encode("cp1252", "replace")
                                      .replace(b"?", b"\xea"))  # fmt: skip
    before = sorted(path.name for path in root.iterdir())
    result = run("convert", given, output)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert told in result.stderr
    assert sorted(path.name for path in root.iterdir()) == before


@pytest.mark.parametrize(
    ("text", "exit_code"),
    [
        ("English\tVietnamese\ntide\ttriều\n", 2),
        ("Tiếng Anh\tTiếng Việt\tGhi chú\ntide\ttriều\tbiển\n", 2),
        ("# harbours\ntide\ttriều\tbiển\n", 2),
        ("id\ten\tvi\tscore\n1\ttide\ttriều\t0.9\n", 0),
        ("source\ttarget\ntide\ttriều\n", 0),
        ("tide\ttriều\n", 0),
    ],
)
@pytest.mark.parametrize("name", ["t.tsv", "t.tab"])
def test_headings_tell_a_table_of_terms_from_one_of_segments(
    run: Run, root: Path, name: str, text: str, exit_code: int
) -> None:
    (root / name).write_text(text, encoding="utf-8")
    assert run("convert", name, "out.tmx").exit_code == exit_code
    result = run("convert", name, "out.tbx")
    assert (result.exit_code, result.stdout) == (0, "units=1\n"), result.stderr


def test_the_languages_are_those_of_the_file(run: Run, root: Path) -> None:
    (root / "sea.csv").write_text(
        'Term (fr),"Term (English, en-GB)"\nmarée,tide\n', encoding="utf-8"
    )
    run("convert", "sea.csv", "sea.utf8")
    assert (
        (root / "sea.utf8").read_text(encoding="utf-8").splitlines()[-1].startswith("tide\tmarée")
    )


def test_the_pair_turns_the_columns_round(run: Run, root: Path) -> None:
    run("convert", root, "turned.csv", "--pair", "vi-en")
    heads = (root / "turned.csv").read_text(encoding="utf-8-sig").split(",")
    assert heads[3] == "Term (Vietnamese) / Thuật ngữ (tiếng Việt)"


def test_what_people_s_own_headings_leave_open_is_told(run: Run, root: Path) -> None:
    (root / "own.csv").write_text(
        "STT;English;Tiếng Việt;Định nghĩa;Màu\n1;tide;triều;nước lên xuống;xanh\n",
        encoding="utf-8",
    )
    result = run("convert", "own.csv", "own.tbx", "--messages", "vi")
    assert result.exit_code == 0
    assert ' id="' not in (root / "own.tbx").read_text(encoding="utf-8")
    told = sorted(line.split(" ")[1] for line in result.stderr.splitlines())
    assert told == ["TG832", "TG832", "TG833", "TQ801"]
    assert "cột Màu không được đọc" in result.stderr


def test_counts_come_as_json(run: Run, root: Path) -> None:
    result = run("convert", root, "a.utf8", "--json")
    said = json.loads(result.stdout)
    assert (said["units"], said["losses"]["definitions"]) == (1, 1)


def test_an_expert_s_changes_in_a_spreadsheet_program_are_read(run: Run, root: Path) -> None:
    run("convert", root, "a.xlsx")
    book = openpyxl.load_workbook(root / "a.xlsx")
    sheet = book.worksheets[0]
    columns = {
        str(cell.value).split(" / ")[0]: number for number, cell in enumerate(sheet[1], start=1)
    }
    sheet.cell(2, columns["Term (Vietnamese)"]).value = "con nước"
    sheet.cell(2, columns["Status of the term (English)"]).value = "Admitted"
    sheet.cell(2, columns["Definition (Vietnamese)"]).value = "nước biển lên xuống"
    sheet.delete_cols(columns["Subject field"])
    sheet.insert_rows(2)
    book.save(root / "a.xlsx")
    (concept,) = read_glossary(root / "a.xlsx", ("en", "vi"))
    assert [(term.text, term.status) for term in concept.terms] == [
        ("tide", "admitted"),
        ("con nước", "preferred"),
        ("nước lớn", "forbidden"),
    ]
    assert (concept.subject, concept.definition["vi"]) == ("", "nước biển lên xuống")
