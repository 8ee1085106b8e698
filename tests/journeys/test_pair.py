"""Documents without telling names: paired by what they say, or left alone."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from conftest import MakeProject, Run

from tmkit import read_tmx
from tmkit.tasks.project import Project, discover

ENGLISH = """\
The harbour office verified 120 scales in May.

The seals were new, and nobody complained about the fee.

A list of the scales is published every year.
"""
VIETNAMESE = """\
Cảng vụ đã kiểm định 120 cân trong tháng 5.

Tem kiểm định là tem mới và không ai phàn nàn về mức phí.

Danh sách các cân được công bố hằng năm.
"""
OTHER = """\
Đội bóng của trường thắng đậm trên sân nhà.

Hôm qua trời mưa to, nhiều chuyến xe đến muộn.

Lan thích vẽ phong cảnh và đọc truyện tranh vào cuối tuần.
"""


@pytest.fixture
def scrambled(repository: Path, tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """The corpus of this repository under names that tell nothing, and name → id."""
    pairs, _ = discover(Project.at(repository), "en")
    ids: dict[str, str] = {}
    for number, pair in enumerate(pairs):
        for shift, file in enumerate(() if pair.is_bilingual else pair.files):
            # No number stands in both languages for one document.
            name = f"{number * 7 % 101 + 200 * (shift + 1)}{file.path.suffix}"
            folder = tmp_path / "corpus" / file.lang
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(file.path, folder / name)
            ids[f"{file.lang}/{name}"] = pair.id
    return tmp_path, ids


def rows_of(output: str) -> list[list[str]]:
    head, *rows = (line.split("\t") for line in output.splitlines())
    assert head == ["source", "target", "score"]
    return rows


def test_documents_are_paired_by_what_they_say(
    scrambled: tuple[Path, dict[str, str]], run: Run
) -> None:
    root, ids = scrambled
    rows = rows_of(run("pair", root).stdout)
    assert len(rows) == len(ids) / 2
    for source, target, score in rows:
        one, other = (ids["/".join(Path(path).parts[-2:])] for path in (source, target))
        assert one == other
        assert 0.4 <= float(score) <= 1


def test_a_build_uses_the_pairs_and_says_so(make_project: MakeProject, run: Run) -> None:
    root = make_project({"corpus/en/a.txt": ENGLISH, "corpus/vi/1.txt": VIETNAMESE})
    result = run("build", root, "-o", root / "out")
    assert result.exit_code == 0
    assert "TD207 info" in result.stderr
    assert str(root / "corpus/vi/1.txt") in result.stderr
    assert len(list(read_tmx(root / "out/memory.tmx"))) == 3


def test_a_document_that_nothing_translates_stays_alone(
    make_project: MakeProject, run: Run
) -> None:
    root = make_project({"corpus/en/a.txt": ENGLISH, "corpus/vi/1.txt": OTHER})
    rows = rows_of(run("pair", root).stdout)
    assert [[bool(cell) for cell in row] for row in rows] == [
        [False, True, False],
        [True, False, False],
    ]
    build = run("build", root, "-o", root / "out")
    assert build.stderr.count("TD201") == 2
    assert "TD207" not in build.stderr


def test_names_go_before_contents(make_project: MakeProject, run: Run) -> None:
    root = make_project({"corpus/en/a.txt": ENGLISH, "corpus/vi/a.txt": OTHER})
    ((_, _, score),) = rows_of(run("pair", root).stdout)
    assert score == ""


def test_a_confidential_document_is_not_looked_at(make_project: MakeProject, run: Run) -> None:
    root = make_project(
        {
            "corpus/en/a.txt": ENGLISH,
            "corpus/vi/1.txt": VIETNAMESE,
            "corpus/documents.toml": "[1]\nconfidential = true\n",
        }
    )
    assert len(rows_of(run("pair", root).stdout)) == 2


def test_a_document_that_cannot_be_read_is_told_and_stays_alone(
    make_project: MakeProject, run: Run
) -> None:
    root = make_project({"corpus/en/a.txt": ENGLISH, "corpus/vi/1.txt": VIETNAMESE})
    (root / "corpus" / "vi" / "2.docx").write_bytes(b"no archive")
    result = run("pair", root)
    assert result.exit_code == 1
    assert "2.docx: TD" in result.stderr
    assert result.stderr.count("\n") == 1
    assert [bool(row[2]) for row in rows_of(result.stdout)] == [False, True]


def test_a_tab_in_a_name_breaks_no_row(make_project: MakeProject, run: Run) -> None:
    root = make_project({"corpus/en/a\tb.txt": ENGLISH, "corpus/vi/1.txt": VIETNAMESE})
    rows = [*csv.reader(run("pair", root).stdout.splitlines(), delimiter="\t")]
    assert [row[0].endswith("a\tb.txt") for row in rows[1:]] == [True]


def test_a_folder_without_documents_is_bad_usage(make_project: MakeProject, run: Run) -> None:
    result = run("pair", make_project({}))
    assert (result.exit_code, result.stdout) == (2, "")


def test_the_number_of_processes_does_not_change_the_pairs(
    scrambled: tuple[Path, dict[str, str]], run: Run
) -> None:
    root, _ = scrambled
    assert run("pair", root, "--jobs", "2").stdout == run("pair", root, "--jobs", "1").stdout
