"""The recipes of the README, held to what they promise; that each line runs is told elsewhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import MakeProject, Run
from openpyxl import load_workbook
from working_tree import WorkingTree, concept

from tmkit import read_tmx

AGENCY = """\
en\tvi
The fee is 1,500 dong.\tLệ phí là 1.500 đồng.
The fee is 20 dong.\tLệ phí là 30 đồng.
The form is valid for 3 days.\tMẫu đơn có giá trị trong 3 ngày.
The office is open.\tThe office is open.
"""
OWN = "reference\ten\tvi\nown#1\tThe fee is 1,500 dong.\tMức phí là 1.500 đồng.\n"


def test_three_new_terms_one_bad_are_refused_for_the_bad_one_alone(
    tree: WorkingTree, run: Run
) -> None:
    tree.git("update-ref", "refs/remotes/origin/main", "HEAD")
    tree.git("switch", "-q", "-c", "feature")
    tree.write(concept("levee", vi="đê"), concept("dyke", vi="con đê"))
    tree.write(concept("barrage", vi="đập  ngăn"))
    tree.commit("Three terms")
    result = run("check", "--since", "origin/main", "--format", "github")
    errors = [line for line in result.stdout.splitlines() if line.startswith("::error ")]
    assert result.exit_code == 1
    assert len(errors) == 1
    assert "file=glossaries/house/barrage.toml,line=14" in errors[0]
    tree.write(concept("barrage", vi="đập ngăn"))
    tree.commit("Mended")
    assert run("check", "--since", "origin/main", "--format", "github").exit_code == 0


def test_what_an_agency_sent_is_parted_and_joined_with_ones_own(
    make_project: MakeProject, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_project({"agency.tsv": AGENCY, "own.tsv": OWN, "tmkit.toml": ""})
    monkeypatch.chdir(root)
    checked = run("qa", "agency.tsv", "--keep", "clean.tsv", "-o", "back.xlsx")
    assert checked.exit_code == 1
    sheet = load_workbook(root / "back.xlsx").worksheets[0]
    told = "\n".join(map(str, sheet.values))
    assert "Lệ phí là 30 đồng." in told
    assert "The office is open." in told
    for name in ("clean", "own"):
        assert run("convert", f"{name}.tsv", f"{name}.tmx").exit_code == 0
    joined = run("merge", "own.tmx", "clean.tmx", "-o", "all.tmx", "--keep", "first")
    assert joined.exit_code == 0
    assert [unit.text("vi") for unit in read_tmx(root / "all.tmx")] == [
        "Mức phí là 1.500 đồng.",
        "Mẫu đơn có giá trị trong 3 ngày.",
    ]
    assert run("memory", "add", "all.tmx").exit_code == 0
    found = run("memory", "search", "The form is valid for 5 days.")
    assert "Mẫu đơn có giá trị trong 5 ngày." in found.stdout


def test_a_folder_of_docx_pairs_becomes_one_memory(
    tmp_path: Path, repository: Path, run: Run
) -> None:
    for tag in ("en", "vi"):
        (tmp_path / tag).mkdir()
        for path in (repository / "corpus" / tag).glob("*.docx"):
            shutil.copy(path, tmp_path / tag)
    output = tmp_path / "contracts.tmx"
    assert run("align", tmp_path / "en", tmp_path / "vi", "-o", output).exit_code == 0
    units = list(read_tmx(output))
    documents = {dict(unit.props)["x-tmkit-document"] for unit in units}
    assert documents == {path.stem for path in (tmp_path / "en").iterdir()}
    assert all(unit.text("en") and unit.text("vi") for unit in units)
