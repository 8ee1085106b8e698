"""tmkit diff: what became of the units of a memory."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import MakeProject, Run
from hypothesis import given
from hypothesis import strategies as st

from tmkit.tasks.edits import edits

OLD = "u1\tThe fee is paid.\tPhí đã nộp.\nu2\tThe tide is high.\tNước lớn.\nu3\tGone.\tĐã mất.\n"
NEW = "u1\tThe fee is paid.\tPhí được nộp.\nu9\tThe tide is high.\tNước lớn.\nu4\tNew.\tMới.\n"


@pytest.fixture
def root(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_project({"a.tsv": OLD, "b.tsv": NEW})
    monkeypatch.chdir(folder)
    return folder


def test_added_changed_and_removed_units_are_shown_with_their_words(run: Run, root: Path) -> None:
    result = run("diff", root / "a.tsv", "b.tsv")
    assert result.exit_code == 0
    assert result.stdout == (
        "~ u1\n  en: The fee is paid.\n  vi: Phí [-đã-]{+được+} nộp.\n"
        "+ u4\n  en: New.\n  vi: Mới.\n"
        "- u3\n  en: Gone.\n  vi: Đã mất.\n"
    )
    assert result.stderr == "1 added, 1 removed, 1 changed\n"


def test_json_has_an_object_for_each_unit(run: Run, root: Path) -> None:
    rows = [
        json.loads(line)
        for line in run("diff", root / "a.tsv", "b.tsv", "--json").stdout.splitlines()
    ]
    assert [(row["kind"], row["id"]) for row in rows] == [
        ("changed", "u1"), ("added", "u4"), ("removed", "u3"),
    ]  # fmt: skip
    assert rows[0]["texts"]["vi"][1:3] == [["old", "đã"], ["new", "được"]]


def test_the_same_memory_in_two_formats_does_not_differ(run: Run, root: Path) -> None:
    run("convert", "a.tsv", "a.tmx")
    result = run("diff", root / "a.tsv", "a.tmx", "--messages", "vi")
    assert (result.stdout, result.stderr) == ("", "thêm 0, bớt 0, sửa 0\n")


def test_a_unit_whose_source_was_changed_is_known_by_its_id(run: Run, root: Path) -> None:
    (root / "c.tsv").write_text(OLD.replace("tide is", "tides are"), encoding="utf-8")
    shown = run("diff", "a.tsv", "c.tsv").stdout
    assert shown.startswith("~ u2\n  en: The [-tide-]{+tides+} [-is-]{+are+} high.")


def test_a_line_number_makes_no_pair_of_units_that_share_no_words(run: Run, root: Path) -> None:
    (root / "c.tsv").write_text("It is gone now.\tĐã mất.\n", encoding="utf-8")
    (root / "d.tsv").write_text("We have something new.\tMới.\n", encoding="utf-8")
    assert run("diff", "c.tsv", "d.tsv").stderr == "1 added, 1 removed, 0 changed\n"


def test_a_unit_that_stands_twice_is_compared_twice(run: Run, root: Path) -> None:
    (root / "c.tsv").write_text(OLD + OLD.splitlines()[0] + "\n", encoding="utf-8")
    assert run("diff", "a.tsv", "c.tsv").stderr == "1 added, 0 removed, 0 changed\n"


def test_a_memory_that_cannot_be_read_is_one_line_and_exit_code_2(run: Run, root: Path) -> None:
    result = run("diff", root / "a.tsv", "gone.tsv")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)


@given(st.text("ab ,.\n", max_size=12), st.text("ab ,.\n", max_size=12))
def test_the_edits_hold_both_texts(old: str, new: str) -> None:
    found = list(edits(old, new))
    assert "".join(edit.text for edit in found if edit.kind != "new") == old
    assert "".join(edit.text for edit in found if edit.kind != "old") == new


CONCEPT = """\
id = "{id}"
subject = "ports"
status = "{status}"

[[term]]
lang = "en"
term = "{term}"
type = "fullForm"
status = "preferred"

[[history]]
date = "2026-05-04"
by = "Trần Thị Ví Dụ"
action = "proposed"
"""


@pytest.fixture
def glossaries(root: Path) -> tuple[Path, Path]:
    concepts = {
        "old/seal.toml": ("seal", "review", "seal"),
        "old/lid.toml": ("lid", "review", "lid of <tin>"),
        "new/seal.toml": ("seal", "approved", "seal"),
        "new/tag.toml": ("tag", "review", "name tag"),
    }
    for name, (id_, status, term) in concepts.items():
        (root / name).parent.mkdir(exist_ok=True)
        text = CONCEPT.format(id=id_, status=status, term=term)
        (root / name).write_text(text, encoding="utf-8")
    return root / "old", root / "new"


def test_glossaries_are_compared_field_by_field(run: Run, glossaries: tuple[Path, Path]) -> None:
    result = run("diff", *glossaries)
    assert (result.exit_code, result.stderr) == (0, "1 added, 1 removed, 1 changed\n")
    said = result.stdout.splitlines()
    assert said[:2] == ["~ seal", "  status: [-review-]{+approved+}"]
    assert said[2:6] == ["+ tag", "  subject: ports", "  status: review", "  term.en: name tag"]
    assert "- lid" in said


def test_json_has_the_fields_of_a_concept(run: Run, glossaries: tuple[Path, Path]) -> None:
    rows = [json.loads(line) for line in run("diff", *glossaries, "--json").stdout.splitlines()]
    edits_ = [["old", "review"], ["new", "approved"]]
    assert rows[0] == {
        "kind": "changed",
        "id": "seal",
        "fields": [{"edits": edits_, "lang": "", "field": "status", "term": ""}],
    }


def test_a_glossary_and_its_tbx_do_not_differ_but_in_what_the_tbx_cannot_hold(
    run: Run, glossaries: tuple[Path, Path]
) -> None:
    run("convert", glossaries[0], "old.tbx")
    assert run("diff", glossaries[0], "old.tbx").stderr == "0 added, 0 removed, 0 changed\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [("seal\tdấu\n", "folder"), ("# ports\nseal\tdấu\n", "# new\nseal\tdấu\n")],
)
def test_a_table_is_a_glossary_where_it_says_so_or_the_other_is_one(
    run: Run, root: Path, glossaries: tuple[Path, Path], one: str, other: str
) -> None:
    (root / "one.tsv").write_text(one, encoding="utf-8")
    (root / "other.tsv").write_text(other, encoding="utf-8")
    result = run("diff", "one.tsv", glossaries[1] if other == "folder" else "other.tsv", "--json")
    assert result.exit_code == 0
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["kind"] for row in rows] == (["changed", "added"] if other == "folder" else [])
    assert all("fields" in row for row in rows)


def test_a_broken_concept_is_a_finding_and_the_rest_is_compared(
    run: Run, glossaries: tuple[Path, Path]
) -> None:
    (glossaries[1] / "tag.toml").write_text("id = ", encoding="utf-8")
    result = run("diff", *glossaries)
    assert result.exit_code == 1
    assert "TG101" in result.stderr
    assert result.stderr.endswith("0 added, 1 removed, 1 changed\n")


def test_a_memory_against_a_glossary_is_bad_usage(run: Run, glossaries: tuple[Path, Path]) -> None:
    run("convert", "a.tsv", "a.tmx")
    result = run("diff", "a.tmx", glossaries[1])
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert "a.tmx" in result.stderr


def test_a_page_is_written_instead_and_nothing_else_by_another_suffix(
    run: Run, root: Path, glossaries: tuple[Path, Path]
) -> None:
    result = run("diff", *glossaries, "-o", "page.html", "--messages", "vi")
    assert (result.exit_code, result.stdout) == (0, "")
    page = (root / "page.html").read_text(encoding="utf-8")
    assert '<html lang="vi">' in page
    assert "<del>review</del><ins>approved</ins>" in page
    assert "lid of &lt;tin&gt;" in page
    assert run("diff", *glossaries, "-o", "page.pdf").exit_code == 2
