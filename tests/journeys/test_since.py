"""tmkit check --since, --baseline: CI refuses what is new and bad, and speaks of nothing else."""

from __future__ import annotations

import json

import pytest
from conftest import Run
from working_tree import WorkingTree, concept

BAD = concept("dam", status="approved")


def codes(run: Run, *options: str) -> list[tuple[str, str]]:
    found = json.loads(run("check", "--json", *options).stdout)
    return [(each["code"], each["id"]) for each in found]


def test_findings_of_concepts_that_did_not_change_are_not_shown(
    tree: WorkingTree, run: Run
) -> None:
    tree.write(BAD)
    tree.commit()
    assert codes(run) == [("TG702", "dam")]
    assert codes(run, "--since", "HEAD") == []
    assert run("check", "--since", "HEAD").exit_code == 0
    tree.write(concept("weir", status="approved"))
    assert codes(run, "--since", "HEAD") == [("TG702", "weir")]
    assert run("check", "--since", "HEAD").exit_code == 1
    assert codes(run, "--since", "HEAD~1") == [("TG702", "dam"), ("TG702", "weir")]


def test_new_findings_come_first(tree: WorkingTree, run: Run) -> None:
    old = concept("weir", acts="Lan proposed, Minh reopened")
    tree.write(old)
    tree.commit()
    tree.write(old.replace("2026-01-06", "2026-01-01"))
    assert codes(run, "--since", "HEAD") == [
        ("TG705", "weir"),
        ("TG705", "weir"),
        ("TG701", "weir"),
    ]


def test_a_clash_is_told_of_the_concept_that_brought_it(tree: WorkingTree, run: Run) -> None:
    tree.write(concept("barrage", en="Weir", vi="đập"))
    found = codes(run, "--since", "HEAD")
    assert ("TG403", "barrage") in found
    assert {id_ for _, id_ in found} == {"barrage"}


def test_a_reference_that_a_change_leaves_dangling_is_told_where_it_stands(
    tree: WorkingTree, run: Run
) -> None:
    text = concept("weir").replace('"review"\n', '"review"\nrelated = ["sluice"]\n', 1)
    tree.write(text)
    tree.commit()
    tree.path("sluice").unlink()
    assert codes(run, "--since", "HEAD") == [("TG410", "weir")]


def test_a_file_that_is_not_in_form_any_more_is_a_finding(tree: WorkingTree, run: Run) -> None:
    path = tree.path("weir")
    path.write_text(path.read_text().replace("\n\n", "\n\n\n"))
    assert codes(run, "--since", "HEAD") == [("TG109", "weir")]


def test_a_broken_file_is_a_finding(tree: WorkingTree, run: Run) -> None:
    tree.path("weir").write_text("id = ")
    ((code, _),) = codes(run, "--since", "HEAD")
    assert code == "TG101"


def test_a_known_finding_can_be_left_for_later(tree: WorkingTree, run: Run) -> None:
    tree.write(BAD)
    tree.commit()
    assert run("check", "--write-baseline", "known.json").exit_code == 0
    assert codes(run, "--baseline", "known.json") == []
    tree.write(concept("weir", status="approved"))
    assert codes(run, "--baseline", "known.json") == [("TG702", "weir")]
    assert codes(run, "--baseline", "known.json", "--since", "HEAD") == [("TG702", "weir")]
    tree.write(concept("dam"))
    found = codes(run, "--baseline", "known.json")
    assert found == [("TG702", "weir"), ("TG114", "dam")]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_an_unknown_commit_ends_with_one_line_and_exit_2(
    tree: WorkingTree, run: Run, language: str
) -> None:
    assert tree.root.is_dir()
    result = run("check", "--since", "origin/nowhere", "--messages", language)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "fetch-depth: 0" in result.stderr


def test_without_git_since_is_an_error(run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("plain") / "glossaries"
    folder.mkdir()
    result = run("check", folder, "--since", "HEAD")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_a_clone_that_is_too_shallow_is_told_what_to_fetch(
    tree: WorkingTree, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree.write(concept("weir", vi="đập"))
    tree.commit()
    clone = tree.root.parent / "clone"
    tree.git("clone", "-q", "--depth=1", f"file://{tree.root}", str(clone))
    tree.write(concept("weir", vi="cống"))
    tree.commit()
    monkeypatch.chdir(clone)
    tree.root = clone
    tree.git("fetch", "-q", "--depth=1", "origin", "main")
    assert codes(run, "--since", "FETCH_HEAD") == [("TG709", "")]
    assert "fetch --unshallow" in run("check", "--since", "FETCH_HEAD").stdout
