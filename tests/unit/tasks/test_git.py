"""What git is asked, in real repositories."""

from __future__ import annotations

from pathlib import Path

import pytest
from working_tree import WorkingTree, concept

from tmkit.errors import OutputError, UsageError
from tmkit.tasks.changes import Changes, changes_since
from tmkit.tasks.git import Author, Repository, author_in


def ids(tree: WorkingTree, ref: str = "HEAD") -> list[str]:
    return [each.id for each in compared(tree, ref).changes]


def compared(tree: WorkingTree, ref: str = "HEAD") -> Changes:
    folder = tree.root / "glossaries"
    return changes_since(ref, [folder], folder)


def test_a_clean_tree_has_no_changes(tree: WorkingTree) -> None:
    assert ids(tree) == []


def test_what_is_not_committed_counts_whether_git_knows_the_file_or_not(tree: WorkingTree) -> None:
    tree.write(concept("weir", vi="đập"), concept("groyne"))
    assert sorted(ids(tree)) == ["groyne", "weir"]


def test_a_moved_file_is_the_same_concept(tree: WorkingTree) -> None:
    (tree.root / "glossaries/other").mkdir()
    tree.git("mv", "glossaries/house/weir.toml", "glossaries/other/weir.toml")
    assert ids(tree) == []
    tree.write(concept("weir", vi="đập"), glossary="other")
    (change,) = compared(tree).changes
    assert (change.id, bool(change.before), bool(change.after)) == ("weir", True, True)


def test_another_form_is_no_change(tree: WorkingTree) -> None:
    text = tree.path("weir").read_text()
    tree.path("weir").write_text("# A comment.\n" + text.replace("\n\n", "\n\n\n"))
    assert ids(tree) == []


def test_a_concept_that_is_gone_is_a_change(tree: WorkingTree) -> None:
    tree.path("weir").unlink()
    (change,) = compared(tree).changes
    assert (change.id, change.after) == ("weir", None)


def test_names_with_spaces_and_marks_are_found(tree: WorkingTree) -> None:
    tree.write(concept("cua-song"), glossary="từ điển nước")
    tree.commit()
    tree.write(concept("cua-song", vi="đập"), glossary="từ điển nước")
    assert ids(tree) == ["cua-song"]


def test_only_what_changed_here_counts_not_what_changed_there(tree: WorkingTree) -> None:
    tree.git("checkout", "-q", "-b", "topic")
    tree.write(concept("weir", vi="đập"))
    tree.commit()
    tree.git("checkout", "-q", "main")
    tree.write(concept("sluice", vi="cống"))
    tree.commit()
    tree.git("checkout", "-q", "topic")
    assert ids(tree, "main") == ["weir"]


def test_a_detached_head_is_compared_like_any_other(tree: WorkingTree) -> None:
    tree.write(concept("weir", vi="đập"))
    tree.git("checkout", "-q", "--detach", tree.commit())
    assert ids(tree, "HEAD~1") == ["weir"]


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", "", "HEAD:glossaries", "origin/main"])
def test_an_unknown_ref_says_what_to_fetch(tree: WorkingTree, ref: str) -> None:
    with pytest.raises(UsageError) as error:
        compared(tree, ref)
    assert error.value.key == "no-revision"
    assert "git fetch" in error.value.text()


def test_a_folder_without_git_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        Repository.of(tmp_path)
    assert error.value.key == "no-repository"


def test_a_shallow_clone_is_compared_with_the_ref_itself(tree: WorkingTree) -> None:
    tree.git("checkout", "-q", "-b", "topic")
    tree.write(concept("weir", vi="đập"))
    tree.commit()
    tree.git("checkout", "-q", "main")
    tree.put("README", "more")
    tree.commit()
    clone = tree.root.parent / "clone"
    tree.git("clone", "-q", "--depth=1", "--branch=topic", f"file://{tree.root}", str(clone))
    shallow = WorkingTree.__new__(WorkingTree)
    shallow.root = clone
    with pytest.raises(UsageError):
        compared(shallow, "origin/main")
    shallow.git("fetch", "-q", "--depth=1", "origin", "main:refs/remotes/origin/main")
    found = compared(shallow, "origin/main")
    assert [each.id for each in found.changes] == ["weir"]
    assert (found.ancestor.is_common, found.base) == (False, None)
    shallow.git("fetch", "-q", "--unshallow", "origin")
    assert compared(shallow, "origin/main").ancestor.is_common


def test_the_merge_that_a_pull_request_is_tested_as_has_its_base_in_a_shallow_clone(
    tree: WorkingTree,
) -> None:
    tree.git("checkout", "-q", "-b", "topic")
    tree.write(concept("weir", vi="đập"))
    tree.commit()
    tree.git("checkout", "-q", "--detach", "main")
    tree.git("merge", "-q", "--no-ff", "-m", "Merge", "topic")
    tree.git("branch", "pull")
    clone = tree.root.parent / "clone"
    tree.git("clone", "-q", "--depth=1", "--branch=pull", f"file://{tree.root}", str(clone))
    shallow = WorkingTree.__new__(WorkingTree)
    shallow.root = clone
    shallow.git("fetch", "-q", "--depth=1", "origin", "main:refs/remotes/origin/main")
    found = compared(shallow, "origin/main")
    assert [each.id for each in found.changes] == ["weir"]
    assert found.ancestor.is_common


def approvals(tree: WorkingTree, ref: str = "main") -> dict[int, frozenset[str]]:
    base = compared(tree, ref).base
    assert base
    return dict(base.authors.get("weir", {}))


APPROVED = concept("weir", status="approved", acts="Lan proposed, Minh approved")


@pytest.mark.parametrize(
    ("message", "authors"),
    [
        ("Approve weir", {"Lê Lan"}),
        ("Approve weir\n\nCo-authored-by: Minh <minh@home.example>", {"Lê Lan", "Trần Minh"}),
        ("Approve weir\n\nCo-authored-by: X <x@x.vn>", {"Lê Lan", "x@x.vn"}),
    ],
)
def test_an_approval_is_by_the_authors_of_the_commit_that_brought_it(
    tree: WorkingTree, message: str, authors: set[str]
) -> None:
    tree.git("checkout", "-q", "-b", "topic")
    tree.write(APPROVED)
    tree.commit(message)
    tree.act_as("Minh", "minh@example.vn")
    tree.write(APPROVED.replace('status = "approved"', 'status = "approved"\nnote = "x"', 1))
    tree.commit("A note")
    assert approvals(tree) == {1: authors}


def test_a_squashed_branch_has_the_author_of_the_pull_request(tree: WorkingTree) -> None:
    tree.git("checkout", "-q", "-b", "topic")
    tree.write(concept("weir", vi="đập"))
    tree.commit()
    tree.act_as("Minh", "minh@example.vn")
    tree.write(APPROVED)
    tree.commit("Approve weir")
    tree.git("checkout", "-q", "main")
    tree.git("merge", "-q", "--squash", "topic")
    tree.act_as("Lê Lan", "lan@example.vn")
    tree.commit("Squashed\n\nCo-authored-by: Minh <minh@example.vn>")
    assert approvals(tree, "HEAD~1") == {1: {"Lê Lan", "Trần Minh"}}


def test_an_approval_that_is_not_committed_is_by_who_works_here(tree: WorkingTree) -> None:
    tree.write(APPROVED)
    assert approvals(tree, "HEAD") == {1: {"Lê Lan"}}


def test_nobody_takes_a_name_in_the_change_that_uses_it(tree: WorkingTree) -> None:
    tree.put("glossaries/people.toml", '[Minh]\nemails = ["lan@example.vn"]\n')
    tree.write(APPROVED)
    tree.commit()
    assert approvals(tree, "HEAD~1") == {1: {"Lê Lan"}}


def test_a_moved_file_keeps_its_approvals(tree: WorkingTree) -> None:
    tree.act_as("Minh", "minh@example.vn")
    tree.write(APPROVED)
    tree.commit("Approve weir")
    tree.act_as("Lê Lan", "lan@example.vn")
    (tree.root / "glossaries/other").mkdir()
    tree.git("mv", "glossaries/house/weir.toml", "glossaries/other/weir.toml")
    tree.commit("Move")
    assert approvals(tree, "HEAD~2") == {1: {"Trần Minh"}}


def test_one_file_is_committed_and_nothing_else_that_waits(tree: WorkingTree) -> None:
    tree.write(concept("weir", vi="đập"), concept("sluice", vi="cống"))
    tree.git("add", "-A")
    Repository.of(tree.root).commit("glossaries/house/weir.toml", "Approve weir")
    assert tree.git("show", "--name-only", "--format=%s") == (
        "Approve weir\n\nglossaries/house/weir.toml"
    )
    assert tree.git("status", "--porcelain") == "M  glossaries/house/sluice.toml"


def test_what_a_hook_says_is_told_on_one_line(tree: WorkingTree) -> None:
    hook = tree.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho not today >&2\necho nor tomorrow >&2\nexit 1\n")
    hook.chmod(0o755)
    tree.write(concept("weir", vi="đập"))
    with pytest.raises(OutputError) as error:
        Repository.of(tree.root).commit("glossaries/house/weir.toml", "Approve weir")
    assert str(error.value) == "git commit: not today nor tomorrow"


def test_the_author_is_whom_git_would_name(
    tree: WorkingTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert author_in(tree.root) == Author("Lê Lan", "lan@example.vn")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Hoa")
    assert author_in(tree.root) == Author("Hoa", "lan@example.vn")
