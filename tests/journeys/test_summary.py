"""tmkit summary: a pull request for people who do not read TOML."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run
from working_tree import WorkingTree, concept


def test_a_change_is_told_with_old_and_new_terms_side_by_side(tree: WorkingTree, run: Run) -> None:
    text = concept("weir", status="approved", acts="Lan proposed, Minh edited", vi="đập tràn")
    text = text.replace('"preferred"\n\n[[history]]', '"preferred"\ncontext = "… qua đập tràn …"\n'
                        'source = "law#3"\n\n[[history]]', 1)  # fmt: skip
    tree.write(text, concept("groyne"))
    tree.path("sluice").unlink()
    result = run("summary", "--since", "HEAD")
    assert result.exit_code == 0
    assert (
        result.stdout
        == """\
# Changes of terms since HEAD

New concepts: 1, changed: 1, removed: 1. Errors: 1, warnings: 0.

## groyne (`groyne`): new

Status: – → in review · hydrology

| Language | Before | Now |
| --- | --- | --- |
| en | – | **groyne** (full form, preferred) |
| vi | – | **từ groyne** (full form, preferred) |

- 2026-01-05: proposed by Lan

## weir (`weir`): changed

Status: in review → approved · hydrology

| Language | Before | Now |
| --- | --- | --- |
| en | **weir** (full form, preferred) | = |
| vi | **từ weir** (full form, preferred) | **đập tràn** (full form, preferred) |

> vi: … qua đập tràn … (law\\#3)

- 2026-01-06: edited by Minh

**Findings**

- error TG702: approved, but approvals are lacking: 1 of 1. \
Set the status to review until somebody approves it: tmkit approve

## sluice (`sluice`): removed

Status: in review → – · hydrology

| Language | Before | Now |
| --- | --- | --- |
| en | **sluice** (full form, preferred) | – |
| vi | **từ sluice** (full form, preferred) | – |
"""
    )


def test_it_is_told_in_vietnamese(tree: WorkingTree, run: Run) -> None:
    tree.write(concept("weir", vi="đập tràn"))
    said = run("summary", "--since", "HEAD", "--messages", "vi").stdout
    assert "Khái niệm mới: 0, đã thay đổi: 1, đã xóa: 0. Lỗi: 0, cảnh báo: 0." in said
    assert "Trạng thái: đang xem xét · hydrology" in said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("đập | <script>alert(1)</script>", "đập \\| &lt;script&gt;alert(1)&lt;/script&gt;"),
        ("*đập* [x](y) `z`", "\\*đập\\* \\[x\\](y) \\`z\\`"),
        ("@team &amp; #7", "@<!-- -->team &amp;amp; \\#7"),
        ("đập\\u2028tràn", "đập tràn"),
    ],
)
def test_texts_are_shown_as_they_are(tree: WorkingTree, run: Run, text: str, shown: str) -> None:
    tree.write(concept("weir", vi=text))
    said = run("summary", "--since", "HEAD").stdout
    assert f"| **{shown}** (full form, preferred) |\n" in said


def test_it_is_added_to_the_summary_of_the_step(
    tree: WorkingTree, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = tmp_path / "step.md"
    step.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(step))
    tree.write(concept("weir", vi="đập tràn"))
    said = run("summary", "--since", "HEAD").stdout
    assert step.read_text() == "before\n" + said


def test_nothing_changed_is_told_too(tree: WorkingTree, run: Run) -> None:
    assert tree.root.is_dir()
    assert "No concept has changed." in run("summary", "--since", "HEAD").stdout
