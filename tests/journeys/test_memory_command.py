"""tmkit memory: a store is filled, asked, exported, emptied."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from conftest import MakeProject, Run

from tmkit import open_memory

TABLE = (
    "u1\tThe tide gate is open.\tCửa ngăn triều đang mở.\n"
    "u2\tThe inspector shall assess the gate.\tThanh tra viên phải đánh giá cửa ngăn triều.\n"
    "u3\tPay 1,500,000 VND.\tNộp 1.500.000 đồng.\n"
)
FRENCH = (
    '{"id": "u9", "variants": [{"lang": "en", "text": "The gate."},'
    ' {"lang": "fr", "text": "La porte."}]}\n'
)


@pytest.fixture
def root(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_project({"a.tsv": TABLE, "fr.jsonl": FRENCH})
    monkeypatch.chdir(folder)
    return folder


def test_what_was_added_is_found_with_its_differences(run: Run, root: Path) -> None:
    added = run("memory", "add", "a.tsv")
    assert (added.exit_code, added.stdout) == (0, "units=3\n")
    assert added.stderr == "3 new units, 0 with other notes, properties or dates, 0 there already\n"
    assert (root / "memory.db").is_file()
    found = run("memory", "search", "The tide gate is shut.")
    assert found.stdout == (
        "83 % u1\n  en: The tide gate is [-open-]{+shut+}.\n  vi: Cửa ngăn triều đang mở.\n"
    )


@pytest.mark.usefixtures("root")
def test_numbers_are_put_right_and_penalties_named_in_the_language_of_the_user(run: Run) -> None:
    run("memory", "add", "a.tsv")
    found = run("memory", "search", "Pay 2,700,000 VND.", "--messages", "vi")
    assert found.stdout.startswith("99 % u3 (khác số)\n")
    assert "  vi: Nộp 2.700.000 đồng.\n" in found.stdout


@pytest.mark.usefixtures("root")
def test_json_has_an_object_for_each_match(run: Run) -> None:
    run("memory", "add", "a.tsv", "--store", "other.db")
    found = run("memory", "search", "Nộp 1.500.000 đồng", "--json", "--store", "other.db")
    (row,) = map(json.loads, found.stdout.splitlines())
    assert {key: row[key] for key in ("percent", "kind", "lang", "id", "penalties")} == {
        "percent": 99, "kind": "fuzzy", "lang": "vi", "id": "u3", "penalties": {"punctuation": 1},
    }  # fmt: skip


@pytest.mark.usefixtures("root")
def test_a_concordance_works_without_diacritics(run: Run) -> None:
    run("memory", "add", "a.tsv")
    found = run("memory", "concordance", "danh gia cua")
    assert found.stdout == (
        "u2\n  en: The inspector shall assess the gate.\n"
        "  vi: Thanh tra viên phải đánh giá cửa ngăn triều.\n"
    )
    (row,) = map(json.loads, run("memory", "concordance", "gia cua", "--json").stdout.splitlines())
    assert [row["texts"]["vi"][slice(*span)] for span in row["spans"]] == ["giá cửa"]


def test_what_is_exported_is_what_was_added(run: Run, root: Path) -> None:
    run("convert", "a.tsv", "a.tmx")
    run("memory", "add", "a.tmx")
    assert run("memory", "add", "a.tmx").stdout == "units=0\n"
    assert run("memory", "optimise").stdout == "units=3\n"
    assert run("memory", "export", "out.tmx").stdout == "units=3\n"
    assert run("diff", "a.tmx", "out.tmx").stdout == ""
    assert (root / "out.tmx").read_text() == (root / "a.tmx").read_text()


@pytest.mark.usefixtures("root")
def test_units_are_deleted_by_their_ids(run: Run) -> None:
    run("memory", "add", "a.tsv")
    assert run("memory", "delete", "u1", "u7").stdout == "units=1\n"
    assert run("memory", "search", "The tide gate is open.", "--at-least", 100).stdout == ""


@pytest.mark.usefixtures("root")
def test_a_file_without_a_wanted_language_is_a_warning(run: Run) -> None:
    added = run("memory", "add", "fr.jsonl")
    assert (added.exit_code, added.stdout) == (0, "units=1\n")
    assert "TQ810 warning: no text in it is vi." in added.stderr


@pytest.mark.usefixtures("root")
def test_a_unit_that_no_tmx_can_hold_is_left_out_and_the_rest_is_kept(run: Run) -> None:
    Path("bad.tsv").write_text(TABLE + "u4\tThe \0 gate.\tCửa.\nu5\tShut.\tĐóng \x07.\n")
    added = run("memory", "add", "bad.tsv")
    assert (added.exit_code, added.stdout) == (1, "units=3\n")
    told = [line for line in added.stderr.splitlines() if "TQ812 error" in line]
    assert [line.split()[4] for line in told] == ["u4", "u5"]
    assert run("memory", "export", "out.tmx").stdout == "units=3\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("search", " "), "there is nothing to look up"),
        (("concordance", ""), "there is nothing to look up"),
        (("search", "gate", "--store", "gone.db"), "gone.db: there is no memory here"),
        (("optimise", "--store", "gone.db"), "gone.db: there is no memory here"),
        (("add", "gone.tmx"), "gone.tmx: there is no such file"),
        (("add", "a.tsv", "--store", "a.tsv"), "a.tsv: is no memory of tmkit"),
        (("add", "a.tsv", "--store", "mysql://h/db"), "mysql:// is no store"),
        (("add", "a.tsv", "--store", "."), ".: "),
        (("export", "out.csv"), "out.csv: no writer for .csv"),
        (("export", "out.tmx", "--store", "gone.db"), "gone.db: there is no memory here"),
    ],
)
def test_bad_usage_is_one_line_and_exit_code_2(
    run: Run, root: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = run("memory", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (root / "gone.db").exists()


# Runs a command that may write files of so many bytes at most, as on a disk that is nearly full.
CRAMPED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from tmkit.cli import main
main(["memory", *sys.argv[2:]])
"""


@pytest.mark.parametrize("command", [("add", "many.tsv"), ("optimise",), ("export", "out.tmx")])
def test_a_full_disk_is_one_line_and_leaves_what_was_there(
    run: Run, root: Path, command: tuple[str, ...]
) -> None:
    rows = (f"n{number}\tGate {number} of lock.\tCửa số {number}.\n" for number in range(4000))
    (root / "many.tsv").write_text("".join(rows), encoding="utf-8")
    first = "a.tsv" if command[0] == "add" else "many.tsv"
    assert run("memory", "add", first).exit_code == 0
    before = list(open_memory("memory.db"))
    done = subprocess.run(
        [sys.executable, "-c", CRAMPED, "150000", *command],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert list(open_memory("memory.db")) == before
    assert run("memory", *command).exit_code == 0
    assert not list(root.glob(".*.tmp"))


def test_a_store_that_another_program_writes_to_is_read_and_refused_in_one_line(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tmkit.memory.sqlite._WAIT", 0.01)  # a person waits longer
    assert run("memory", "add", "a.tsv").exit_code == 0
    with closing(sqlite3.connect(root / "memory.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for command in (("add", "fr.jsonl"), ("delete", "u1"), ("optimise",)):
            refused = run("memory", *command)
            assert refused.exit_code == 2
            assert refused.stderr.splitlines()[-1].startswith("memory.db: is being written by")
        assert run("memory", "search", "The tide gate is open.").stdout.startswith("100 % u1")
        assert run("memory", "export", "out.tmx").stdout == "units=3\n"
    assert run("memory", "add", "fr.jsonl").stdout == "units=1\n"


def test_the_settings_name_the_store(run: Run, root: Path) -> None:
    (root / "tmkit.toml").write_text('store = "memories/house.db"\n')
    run("memory", "add", "a.tsv")
    assert (root / "memories" / "house.db").is_file()
