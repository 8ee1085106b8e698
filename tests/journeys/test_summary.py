"""tmkit summary: a pull request for people who do not read TOML."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run
from working_tree import WorkingTree, concept


def test_a_change_is_told_with_old_and_new_terms_side_by_side(tree: WorkingTree, run: Run) -> None:
    text = concept("weir", status="approved", acts="Lan proposed, Minh edited", vi="đập tràn")
    text = text.replace('source = "Own usage"\n\n[[history]]', 'context = "… qua đập tràn …"\n'
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

- info TG600: glossaries/house: no corpus says anything of 3 concepts: TG603, \
TG604 and TG605 were not checked. Give the corpus (--corpus PATH), or run: \
tmkit evidence freeze --corpus PATH

## groyne (`groyne`): new

Status: – → in review · hydrology

| Language | Before | Now |
| --- | --- | --- |
| en | – | **groyne** (full form, preferred) |
| vi | – | **từ gro** (full form, preferred) |

- 2026-01-05: proposed by Lan

## weir (`weir`): changed

Status: in review → approved · hydrology

| Language | Before | Now |
| --- | --- | --- |
| en | **weir** (full form, preferred) | = |
| vi | **từ wei** (full form, preferred) | **đập tràn** (full form, preferred) |

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
| vi | **từ slu** (full form, preferred) | – |
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


UNITS = """\
reference\ten\tvi
notice#1\tThe verification of the meter is due.\tViệc kiểm định công tơ đến hạn.
notice#2\tHe pays for the verification.\tÔng ấy trả tiền kiểm định.
notice#3\tVerification takes a day.\tKiểm định mất một ngày.
notice#4\tA seal follows the verification.\tCó niêm phong sau giám định.
"""


def test_the_corpus_says_how_often_terms_stand_in_it_and_what_becomes_wrong(
    tree: WorkingTree, run: Run
) -> None:
    tree.put("units.tsv", UNITS)
    tree.write(concept("verification", vi="giám định"))
    tree.commit()
    tree.write(concept("verification", vi="thẩm định"))
    said = run("summary", "--since", "HEAD", "--corpus", "units.tsv").stdout
    assert "TG600" not in said
    assert (
        """\
**In the corpus**

- en: verification 4×
- vi: thẩm định 0×, giám định 1× – used in 0 of the 4 units that have the concept in the other \
language; instead: kiểm định 3×

**Effect on the memory**

Of 4 units with verification, 4 have none of its translations (≠); 0 units have a term to be \
avoided (!).

- ≠ notice\\#1 (kiểm định)
- ≠ notice\\#2 (kiểm định)
- ≠ notice\\#3 (kiểm định)
"""
        in said
    )


def test_units_of_documents_are_quoted_but_not_of_confidential_ones(
    tree: WorkingTree, run: Run
) -> None:
    for name in ("open", "closed"):
        tree.put(f"corpus/en/{name}.txt", f"The weir is {name} on Sundays.\n")
        tree.put(f"corpus/vi/{name}.txt", f"Đập tràn {name} vào chủ nhật.\n")
    tree.put("corpus/documents.toml", "[closed]\nconfidential = true\n")
    tree.write(concept("weir", vi="cống đập"))
    said = run("summary", "--since", "HEAD", "--corpus", ".").stdout
    assert "Of 2 units with weir, 2 have none of its translations" in said
    assert "The weir is open on Sundays. → Đập tràn open vào chủ nhật." in said
    assert "closed on Sundays" not in said


def test_what_was_frozen_is_told_without_the_corpus(tree: WorkingTree, run: Run) -> None:
    tree.put("units.tsv", UNITS)
    tree.write(concept("verification", vi="giám định"))
    tree.commit()
    run("evidence", "freeze", "--corpus", "units.tsv")
    tree.write(concept("verification", vi="thẩm định"))
    said = run("summary", "--since", "HEAD").stdout
    assert "- en: verification 4×\n- vi: giám định 1×\n" in said
    assert "Effect on the memory" not in said


def test_nothing_changed_is_told_too(tree: WorkingTree, run: Run) -> None:
    assert tree.root.is_dir()
    assert "No concept has changed." in run("summary", "--since", "HEAD").stdout
