"""tmkit import: experts send back tables and TBX, and nothing of theirs or ours is lost."""

from __future__ import annotations

import csv
import json
import subprocess
import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result
from conftest import MakeProject, Run

TIDE = """\
# Asked for by the harbour office.
id = "tide-gauge"
subject = "harbours"
status = "approved"
definition.en = "instrument that records the water level"
related = ["mean-sea-level"]

[[term]]
lang = "en"
term = "tide gauge"
type = "fullForm"
status = "preferred"
context = "The tide gauge was repaired."

# Checked against the decree.
[[term]]
lang = "vi"
term = "máy đo triều"
type = "fullForm"
status = "preferred"

[[term]]
lang = "vi"
term = "trạm triều"
type = "variant"
status = "admitted"
note = "Seen in old reports."  # which ones?

[[history]]
date = "2026-03-04"
by = "Trần Thị Ví Dụ"
action = "approved"
"""
SEA = """\
id = "mean-sea-level"
subject = "harbours"
status = "review"
note = "For the north only."

[[term]]
lang = "en"
term = "mean sea level"
type = "fullForm"
status = "preferred"

[[term]]
lang = "en"
term = "MSL"
type = "acronym"
status = "preferred"
full = "mean sea level"

[[term]]
lang = "vi"
term = "mực nước biển trung bình"
type = "fullForm"
status = "preferred"

[[history]]
date = "2026-03-01"
by = "tmkit"
action = "proposed"
"""
WRECK = (
    SEA.replace("mean-sea-level", "wreck")
    .replace('"review"', '"draft"')
    .replace("mean sea level", "wreck")
    .replace("MSL", "WR")
    .replace("mực nước biển trung bình", "tàu đắm")
)

pytestmark = pytest.mark.usefixtures("root")


def git(root: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.email=lan@example.org", *arguments]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    return done.stdout


def commit(root: Path) -> str:
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x")
    return git(root, "rev-parse", "HEAD").strip()


@pytest.fixture
def root(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_project(
        {
            "glossaries/port/tide-gauge.toml": TIDE,
            "glossaries/port/mean-sea-level.toml": SEA,
            "glossaries/port/wreck.toml": WRECK,
            "tmkit.toml": "",
        }
    )
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795046400")  # 2026-11-19
    git(folder, "init", "-q")
    git(folder, "config", "user.name", "Lê Văn Mẫu")
    commit(folder)
    return folder


def concept(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(f"glossaries/port/{name}.toml").read_text(encoding="utf-8"))


def terms(name: str) -> list[tuple[str, str, str]]:
    return [(each["lang"], each["term"], each["status"]) for each in concept(name)["term"]]


def returned(name: str, *edits: tuple[str, str]) -> Path:
    """A TBX or text table that came back with passages replaced."""
    path = Path(name)
    text = path.read_text(encoding="utf-8-sig")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path


def edited_workbook(name: str, edit: Callable[[list[list[Any]]], list[list[Any]]]) -> None:
    workbook = openpyxl.load_workbook(name)
    sheet = workbook.worksheets[0]
    rows = edit([list(row) for row in sheet.iter_rows(values_only=True)])
    sheet.delete_rows(1, sheet.max_row)
    for row in rows:
        sheet.append(row)
    workbook.save(name)


def column(rows: list[list[Any]], heading: str) -> int:
    return next(n for n, cell in enumerate(rows[0]) if str(cell).startswith(heading))


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "tsv", "tbx", "v3.tbx", "utf8"])
def test_a_glossary_that_comes_back_untouched_changes_nothing(
    run: Run, root: Path, suffix: str
) -> None:
    run("convert", "glossaries/port", f"out.{suffix}")
    result = run("import", f"out.{suffix}", "--into", "glossaries/port")
    assert (result.exit_code, result.stdout) == (0, "added=0 changed=0 unchanged=2 conflicts=0\n")
    assert git(root, "status", "--short", "glossaries") == ""


def expert(rows: list[list[Any]]) -> list[list[Any]]:
    """A term corrected, one rejected, one added, rows sorted, a column out, one of their own in."""
    vi, avoid = column(rows, "Term (Vietnamese)"), column(rows, "Do not use (Vietnamese)")
    id_, context = column(rows, "Concept ID"), column(rows, "Context (English)")
    for row in rows[1:]:
        if row[vi] == "máy đo triều":
            row[vi] = "máy đo thủy triều"
        elif row[vi] == "trạm triều":
            row[vi], row[avoid] = None, row[vi]
    added: list[Any] = [None] * len(rows[0])
    added[id_], added[vi] = "tide-gauge", "triều ký"
    head, *body = [*rows, added]
    body.sort(key=lambda row: str(row[vi]), reverse=True)
    rows = [[*head, "My doubts"], *([*row, "?"] for row in body)]
    return [[cell for number, cell in enumerate(row) if number != context] for row in rows]


def test_an_expert_corrects_rejects_and_adds_terms_in_a_workbook(run: Run) -> None:
    run("convert", "glossaries/port", "out.xlsx")
    edited_workbook("out.xlsx", expert)
    result = run("import", "out.xlsx", "--into", "glossaries/port")
    assert result.stdout == "added=0 changed=1 unchanged=1 conflicts=0\n"
    assert result.exit_code == 0
    assert "My doubts" in result.stderr
    assert terms("tide-gauge") == [
        ("en", "tide gauge", "preferred"),
        ("vi", "máy đo thủy triều", "preferred"),
        ("vi", "trạm triều", "forbidden"),
        ("vi", "triều ký", "preferred"),
    ]
    changed = concept("tide-gauge")
    assert changed["term"][0]["context"] == "The tide gauge was repaired."
    assert changed["status"] == "review"
    assert changed["history"][1:] == [
        {"date": "2026-11-19", "by": "Lê Văn Mẫu", "action": "edited", "note": "out.xlsx"}
    ]
    text = Path("glossaries/port/tide-gauge.toml").read_text(encoding="utf-8")
    assert text.startswith("# Asked for by the harbour office.\n")
    assert "# Checked against the decree.\n[[term]]" in text
    assert 'note = "Seen in old reports."  # which ones?' in text
    assert run("fmt", "--check").exit_code == 0


@pytest.mark.parametrize("committed", [False, True])
def test_importing_a_file_twice_changes_nothing_the_second_time(
    run: Run, root: Path, *, committed: bool
) -> None:
    run("convert", "glossaries/port", "out.xlsx")
    edited_workbook("out.xlsx", expert)
    run("import", "out.xlsx", "--into", "glossaries/port")
    before = Path("glossaries/port/tide-gauge.toml").read_bytes()
    if committed:
        commit(root)
    result = run("import", "out.xlsx", "--into", "glossaries/port")
    assert result.stdout == "added=0 changed=0 unchanged=2 conflicts=0\n"
    assert Path("glossaries/port/tide-gauge.toml").read_bytes() == before


def test_a_dry_run_shows_the_diff_and_changes_nothing(run: Run, root: Path) -> None:
    run("convert", "glossaries/port", "out.csv")
    returned("out.csv", ("mực nước biển trung bình", "mực nước biển bình quân"))
    result = run("import", "out.csv", "--into", "glossaries/port", "--dry-run")
    assert '-term = "mực nước biển trung bình"\n+term = "mực nước biển bình quân"' in result.stdout
    assert "1 changed" in result.stderr
    assert git(root, "status", "--short", "glossaries") == ""
    Path("x.patch").write_text(result.stdout, encoding="utf-8")
    git(root, "apply", "x.patch")
    assert terms("mean-sea-level")[2][1] == "mực nước biển bình quân"


def test_decomposed_letters_blanks_and_line_ends_are_no_change(run: Run) -> None:
    run("convert", "glossaries/port", "out.csv")
    text = Path("out.csv").read_text(encoding="utf-8-sig")
    text = unicodedata.normalize("NFD", text).replace(",tide gauge,", ",tide gauge ,")
    Path("out.csv").write_text(text, encoding="utf-8", newline="\r\n")
    result = run("import", "out.csv", "--into", "glossaries/port")
    assert result.stdout == "added=0 changed=0 unchanged=2 conflicts=0\n"


@pytest.mark.parametrize("heading", ["Do not use (Vietnamese)", "Term (Vietnamese)"])
def test_a_column_that_was_taken_out_removes_no_term(run: Run, root: Path, heading: str) -> None:
    worked_on("tide-gauge.toml", 'status = "admitted"', 'status = "forbidden"')
    commit(root)
    run("convert", "glossaries/port", "out.xlsx")

    def without(rows: list[list[Any]]) -> list[list[Any]]:
        place = column(rows, heading)
        return [[cell for number, cell in enumerate(row) if number != place] for row in rows]

    edited_workbook("out.xlsx", without)
    run("import", "out.xlsx", "--into", "glossaries/port")
    assert git(root, "status", "--short", "glossaries") == ""


def worked_on(path: str, old: str, new: str) -> None:
    file = Path("glossaries/port") / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("suffix", ["csv", "tbx"])
def test_work_of_both_sides_comes_together(run: Run, root: Path, suffix: str) -> None:
    run("convert", "glossaries/port", f"out.{suffix}")
    worked_on("mean-sea-level.toml", "For the north only.", "For north and centre.")
    worked_on("tide-gauge.toml", "The tide gauge was repaired.", "The tide gauge was moved.")
    commit(root)
    returned(f"out.{suffix}", ("máy đo triều", "máy đo thủy triều"))
    result = run("import", f"out.{suffix}", "--into", "glossaries/port")
    assert result.stdout == "added=0 changed=1 unchanged=1 conflicts=0\n"
    assert concept("mean-sea-level")["note"] == "For north and centre."
    assert concept("tide-gauge")["term"][0]["context"] == "The tide gauge was moved."
    assert terms("tide-gauge")[1][1] == "máy đo thủy triều"


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_conflict_is_told_whole_and_ours_stays(run: Run, root: Path, language: str) -> None:
    run("convert", "glossaries/port", "out.csv")
    worked_on("mean-sea-level.toml", "For the north only.", "For north and centre.")
    commit(root)
    returned("out.csv", ("For the north only.", "For the whole coast."))
    arguments = ("import", "out.csv", "--into", "glossaries/port", "--messages", language)
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (
        1,
        "added=0 changed=0 unchanged=2 conflicts=1\n",
    )
    line = next(line for line in result.stderr.splitlines() if "TG841" in line)
    assert line.startswith("glossaries/port/mean-sea-level.toml:4:8: TG841")
    assert all(text in line for text in ("the north only", "north and centre", "the whole coast"))
    assert concept("mean-sea-level")["note"] == "For north and centre."
    told = json.loads(run(*arguments, "--json").stdout)
    assert told["conflicts"] == [
        {
            "id": "mean-sea-level",
            "field": "note",
            "label": "note",
            "ours": "For north and centre.",
            "theirs": "For the whole coast.",
            "base": "For the north only.",
        }
    ]
    assert (told["unchanged"], told["diff"]) == (["mean-sea-level", "tide-gauge"], "")


def test_a_correction_in_tbx_takes_the_long_form_with_it(run: Run) -> None:
    run("convert", "glossaries/port", "out.tbx")
    returned("out.tbx", (">mean sea level<", ">average sea level<"))
    run("import", "out.tbx", "--into", "glossaries/port")
    english = concept("mean-sea-level")["term"][:2]
    assert [term.get("full", term["term"]) for term in english] == ["average sea level"] * 2


def test_a_term_that_is_gone_from_the_table_is_removed_and_told(run: Run) -> None:
    run("convert", "glossaries/port", "out.xlsx")

    def without_acronym(rows: list[list[Any]]) -> list[list[Any]]:
        return [row for row in rows if "MSL" not in row]

    edited_workbook("out.xlsx", without_acronym)
    result = run("import", "out.xlsx", "--into", "glossaries/port")
    assert "TG848" in result.stderr
    assert "MSL" not in [text for _, text, _ in terms("mean-sea-level")]


def test_a_concept_that_is_gone_from_the_table_stays_and_is_told(run: Run) -> None:
    run("convert", "glossaries/port", "out.xlsx")
    edited_workbook("out.xlsx", lambda rows: [row for row in rows if row[0] != "tide-gauge"])
    result = run("import", "out.xlsx", "--into", "glossaries/port")
    assert (result.exit_code, result.stdout[:18]) == (0, "added=0 changed=0 ")
    assert "TG842 info: 1 concepts are not in this file" in result.stderr
    assert Path("glossaries/port/tide-gauge.toml").is_file()


def test_without_a_base_nothing_is_removed_and_two_values_are_a_conflict(run: Run) -> None:
    Path("own.csv").write_text(
        "Concept ID,English,Vietnamese,Note\n"
        "mean-sea-level,mean sea level,mực biển trung bình,For the whole coast.\n",
        encoding="utf-8",
    )
    result = run("import", "own.csv", "--into", "glossaries/port")
    assert result.exit_code == 1
    assert "TG847" in result.stderr
    assert "TG841" in result.stderr
    assert [text for _, text, _ in terms("mean-sea-level")] == [
        "mean sea level", "MSL", "mực nước biển trung bình", "mực biển trung bình",
    ]  # fmt: skip
    assert concept("mean-sea-level")["note"] == "For the north only."


@pytest.mark.parametrize("kind", ["file", "folder", "commit"])
def test_the_base_can_be_named(run: Run, root: Path, kind: str) -> None:
    run("convert", "glossaries/port", "out.csv")
    Path("sent.csv").write_bytes(Path("out.csv").read_bytes())
    git(root, "worktree", "add", "-q", "../sent", "HEAD")
    base = {"file": "sent.csv", "folder": "../sent/glossaries/port", "commit": "HEAD"}[kind]
    returned("out.csv", ("For the north only.", "For the whole coast."))
    result = run("import", "out.csv", "--into", "glossaries/port", "--base", base)
    assert result.exit_code == 0
    assert concept("mean-sea-level")["note"] == "For the whole coast."


def test_a_base_that_is_neither_file_nor_commit_is_an_error(run: Run) -> None:
    run("convert", "glossaries/port", "out.csv")
    result = run("import", "out.csv", "--into", "glossaries/port", "--base=--all")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)


def test_an_import_approves_nothing(run: Run) -> None:
    run("convert", "glossaries/port", "out.csv")
    with Path("out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    for row in rows[1:]:
        row[column(rows, "Status of the concept")] = "approved"
    with Path("out.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    result = run("import", "out.csv", "--into", "glossaries/port")
    assert result.stdout == "added=0 changed=0 unchanged=2 conflicts=0\n"
    assert 'TG845 warning: says "approved" of mean-sea-level' in result.stderr
    assert concept("mean-sea-level")["status"] == "review"


def test_a_person_can_reject_a_concept_in_a_table(run: Run) -> None:
    run("convert", "glossaries/port", "out.csv")
    returned("out.csv", ("in review / đang xem xét", "rejected"))
    run("import", "out.csv", "--into", "glossaries/port", "--by", "Nguyễn Thị Thử")
    rejected = concept("mean-sea-level")
    assert rejected["status"] == "rejected"
    assert (rejected["history"][-1]["by"], rejected["history"][-1]["action"]) == (
        "Nguyễn Thị Thử",
        "rejected",
    )


def test_a_word_that_is_in_no_list_empties_nothing(run: Run) -> None:
    run("convert", "glossaries/port", "out.csv")
    returned("out.csv", ("admitted / được chấp nhận", "so so"))
    result = run("import", "out.csv", "--into", "glossaries/port")
    assert "TG811" in result.stderr
    assert terms("tide-gauge")[2] == ("vi", "trạm triều", "admitted")


OWN = "Mã,Tiếng Anh,Tiếng Việt,Lĩnh vực\n{rows}"


def imported(run: Run, rows: str) -> Result:
    Path("own.csv").write_text(OWN.format(rows=rows), encoding="utf-8")
    return run("import", "own.csv", "--into", "glossaries/port")


def test_new_concepts_are_drafts_with_an_id_of_their_file_or_of_the_english_term(run: Run) -> None:
    result = imported(run, "sluice,sluice,cửa cống,ports\n,storm surge,nước dâng do bão,seas\n")
    assert result.stdout == "added=2 changed=0 unchanged=0 conflicts=0\n"
    surge = concept("storm-surge")
    assert (surge["status"], surge["subject"]) == ("draft", "seas")
    assert surge["history"] == [
        {"date": "2026-11-19", "by": "Lê Văn Mẫu", "action": "proposed", "note": "own.csv"}
    ]
    assert concept("sluice")["id"] == "sluice"
    again = imported(run, "sluice,sluice,cửa cống,ports\n,storm surge,nước dâng do bão,seas\n")
    assert again.stdout == "added=0 changed=0 unchanged=2 conflicts=0\n"


def test_a_concept_without_a_subject_gets_the_name_of_the_glossary(run: Run) -> None:
    Path("own.csv").write_text("English,Vietnamese\nsluice,cửa cống\n", encoding="utf-8")
    result = run("import", "own.csv", "--into", "glossaries/port")
    assert "TG854" in result.stderr
    assert concept("sluice")["subject"] == "port"


@pytest.mark.parametrize(
    ("row", "read"),
    [
        ("MEAN-SEA-LEVEL,mean sea level,mực nước biển trung bình,harbours", "mean-sea-level"),
        ("Mean_Sea_Level,mean sea level,mực nước biển trung bình,harbours", "mean-sea-level"),
        (",Mean sea level,Mực nước biển trung bình,harbours", "mean-sea-level"),
        ("../../evil,breakwater,đê chắn sóng,ports", "evil"),
        ("/etc/passwd,breakwater,đê chắn sóng,ports", "etc-passwd"),
        ("..,breakwater,đê chắn sóng,ports", "breakwater"),
        ("Đê chắn,breakwater,đê chắn sóng,ports", "de-chan"),
        ("a" * 300 + ",breakwater,đê chắn sóng,ports", "a" * 80),
    ],
)
def test_an_id_that_cannot_stand_is_read_as_one_that_can(
    run: Run, root: Path, row: str, read: str
) -> None:
    result = imported(run, f"{row}\n")
    assert result.exit_code == 0
    assert f"→ {read}" in result.stderr
    assert Path(f"glossaries/port/{read}.toml").is_file()
    assert {path.parent.name for path in root.rglob("*.toml")} == {"port", "project"}


def test_an_id_that_names_another_concept_is_not_imported(run: Run) -> None:
    before = Path("glossaries/port/tide-gauge.toml").read_bytes()
    result = imported(run, "tide-gauge,lighthouse,hải đăng,ports\n")
    assert (result.exit_code, "TG844" in result.stderr) == (1, True)
    assert Path("glossaries/port/tide-gauge.toml").read_bytes() == before


def test_a_second_entry_of_a_concept_is_told(run: Run) -> None:
    result = imported(run, "sluice,sluice,cửa cống,ports\nSluice,sluice gate,cửa cống,ports\n")
    assert (result.exit_code, "TG851" in result.stderr) == (1, True)
    assert terms("sluice")[0][1] == "sluice"


def test_a_row_that_can_be_any_of_two_concepts_is_not_imported(run: Run) -> None:
    twin = SEA.replace("mean-sea-level", "sea-level")
    Path("glossaries/port/sea-level.toml").write_text(twin, encoding="utf-8")
    result = imported(run, ",mean sea level,mực nước biển trung bình,harbours\n")
    assert result.exit_code == 1
    assert "TG855" in result.stderr
    assert "mean-sea-level, sea-level" in result.stderr


def test_a_broken_concept_file_is_not_touched(run: Run) -> None:
    run("convert", "glossaries/port", "out.csv")
    returned("out.csv", ("tide gauge", "tidal gauge"), ("mean sea level", "average sea level"))
    Path("glossaries/port/tide-gauge.toml").write_text("id = ", encoding="utf-8")
    result = run("import", "out.csv", "--into", "glossaries/port")
    assert (result.exit_code, "TG101" in result.stderr, "TG852" in result.stderr) == (1, True, True)
    assert Path("glossaries/port/tide-gauge.toml").read_text(encoding="utf-8") == "id = "
    assert terms("mean-sea-level")[0][1] == "average sea level"


def test_a_new_glossary_is_made_where_its_folder_can_be(run: Run) -> None:
    Path("own.csv").write_text("English,Vietnamese\nsluice,cửa cống\n", encoding="utf-8")
    assert run("import", "own.csv", "--into", "glossaries/locks").exit_code == 0
    assert Path("glossaries/locks/sluice.toml").is_file()


@pytest.mark.parametrize("into", ["glosaries/port", "own.csv", "glossaries"])
def test_a_place_that_is_no_glossary_is_an_error(run: Run, into: str) -> None:
    Path("own.csv").write_text("English,Vietnamese\nsluice,cửa cống\n", encoding="utf-8")
    result = run("import", "own.csv", "--into", into)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)


def test_languages_with_a_region_are_read_as_ours(run: Run) -> None:
    run("convert", "glossaries/port", "out.tbx")
    returned(
        "out.tbx", ('xml:lang="en"', 'xml:lang="en-US"'), ('xml:lang="vi"', 'xml:lang="vi-VN"')
    )
    result = run("import", "out.tbx", "--into", "glossaries/port")
    assert result.stdout == "added=0 changed=0 unchanged=2 conflicts=0\n"
    assert "TG853" in result.stderr


def test_outside_of_git_two_glossaries_are_merged_all_the_same(
    run: Run, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("convert", "glossaries/port", "out.csv")
    (root / ".git").rename(tmp_path / "git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    returned("out.csv", ("tide gauge", "tidal gauge"))
    result = run("import", "out.csv", "--into", "glossaries/port", "--by", "Lan")
    assert result.exit_code == 0
    assert [text for _, text, _ in terms("tide-gauge")][:2] == ["tide gauge", "tidal gauge"]


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"PK\x03\x04", b"English,Vietnamese\n"])
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "tbx", "utf8"])
def test_a_file_that_holds_nothing_is_one_error(
    run: Run, root: Path, suffix: str, content: bytes
) -> None:
    Path(f"x.{suffix}").write_bytes(content)
    result = run("import", f"x.{suffix}", "--into", "glossaries/port")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr
    assert git(root, "status", "--short", "glossaries") == ""
