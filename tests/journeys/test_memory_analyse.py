"""tmkit memory analyse: what of a text the memory knows."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from conftest import Run

TEXT = (
    "The fee is fixed. It is paid once. The form of May is sent to the office in town.\n\n"
    "The fee is fixed. The form of June is sent to the office in town. The fees are fixed.\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """A folder with a memory of three units and a text."""
    monkeypatch.chdir(tmp_path)
    Path("known.tsv").write_text(
        "id\ten\tvi\n1\tThe fee is fixed.\tPhí cố định.\n2\tIt is paid once.\tNộp một lần.\n"
        "3\tThe fee is not fixed.\tPhí không cố định.\n",
        encoding="utf-8",
    )
    Path("text.txt").write_text(TEXT, encoding="utf-8")
    assert run("memory", "add", "known.tsv").exit_code == 0
    return tmp_path


def test_each_segment_counts_in_one_band(folder: Path, run: Run) -> None:
    assert folder.is_dir()
    counts = json.loads(run("memory", "analyse", "text.txt", "--json").stdout)
    found = {band: each["segments"] for band, each in counts["total"]["bands"].items()}
    assert found == {
        "context": 1,
        "repetitions": 1,
        "100": 1,
        "95-99": 0,
        "85-94": 0,
        "75-84": 0,
        "50-74": 1,
        "internal": 1,
        "new": 1,
    }
    assert counts["total"]["segments"] == sum(found.values())


def test_words_are_weighed_as_the_settings_say(folder: Path, run: Run) -> None:
    before = json.loads(run("memory", "analyse", "text.txt", "--json").stdout)
    Path("tmkit.toml").write_text("[analysis.weights]\nnew = 200\n", encoding="utf-8")
    after = json.loads(run("memory", "analyse", "text.txt", "--json").stdout)
    new = before["total"]["bands"]["new"]["words"]
    assert after["total"]["weighted"] == before["total"]["weighted"] + new
    assert folder.is_dir()


def test_what_follows_in_the_memory_too_is_a_match_in_context(folder: Path, run: Run) -> None:
    counts = json.loads(run("memory", "analyse", "known.tsv", "--json").stdout)
    assert counts["total"]["bands"]["context"]["segments"] == 3
    assert folder.is_dir()


def test_files_are_counted_one_by_one_and_together(folder: Path, run: Run) -> None:
    said = run("memory", "analyse", "text.txt", "known.tsv", "--messages", "vi").stdout
    assert [line for line in said.splitlines() if line and not line.startswith(" ")] == [
        "text.txt",
        "known.tsv",
        "Toàn bộ các tệp",
    ]
    assert folder.is_dir()


def test_a_table_holds_every_band_of_every_file(folder: Path, run: Run) -> None:
    assert run("memory", "analyse", "text.txt", "known.tsv", "-o", "out.csv").exit_code == 0
    with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3 * 10
    assert {row["file"] for row in rows} == {"text.txt", "known.tsv", ""}


def test_a_page_stands_alone_and_is_the_same_each_time(folder: Path, run: Run) -> None:
    for name in ("one.html", "two.html"):
        assert run("memory", "analyse", "text.txt", "-o", name).exit_code == 0
    page = (folder / "one.html").read_text(encoding="utf-8")
    assert page == (folder / "two.html").read_text(encoding="utf-8")
    assert "Internal matches" in page
    assert "Tương tự trong tệp" in page
    assert "http" not in page.replace("http-equiv", "")


def test_a_file_that_cannot_be_read_is_a_finding_and_the_rest_goes_on(
    folder: Path, run: Run
) -> None:
    Path("empty.docx").write_bytes(b"")
    result = run("memory", "analyse", "empty.docx", "text.txt", "--json")
    assert result.exit_code == 1
    assert "empty.docx" in result.stderr
    assert len(json.loads(result.stdout)["files"]) == 1
    assert folder.is_dir()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("text.txt", "-o", "out.docx"), ".html, .csv"),
        (("missing.txt",), "missing.txt"),
        (("text.txt", "--store", "none.db"), "none.db"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    folder: Path, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    result = run("memory", "analyse", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert folder.is_dir()
