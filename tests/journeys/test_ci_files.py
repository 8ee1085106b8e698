"""What CI runs: the action, the workflow of a new project, the hooks."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from conftest import Run
from working_tree import WorkingTree, concept

from tmkit.cli import main
from tmkit.settings import load

BAD_OLD = concept("dam", status="approved")
BAD_NEW = concept("barrage", status="approved")


@pytest.fixture
def made(tmp_path: Path, run: Run) -> Path:
    """A project as `tmkit init` makes it."""
    assert run("init", tmp_path / "made").exit_code == 0
    return tmp_path / "made"


def parsed(path: Path) -> Any:  # noqa: ANN401 # whatever YAML holds
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def action(repository: Path) -> dict[str, Any]:
    """The step of the action that checks."""
    (step,) = [each for each in parsed(repository / "action.yml")["runs"]["steps"]
               if each.get("name") == "Check"]  # fmt: skip
    return dict(step)


def workflow(made: Path) -> list[dict[str, Any]]:
    (job,) = parsed(made / ".github" / "workflows" / "glossary.yml")["jobs"].values()
    return list(job["steps"])


def commands(script: str) -> Iterator[list[str]]:
    """The tmkit commands of a script, by their words."""
    for line in script.splitlines():
        if line.strip().startswith("tmkit "):
            yield shlex.split(line.partition(">")[0])[1:]


def assert_known(words: list[str]) -> None:
    """That a command and its options exist."""
    command = main.get_command(click.Context(main), words[0])
    assert command is not None, words
    known = {name for parameter in command.params for name in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known, words


def test_what_ci_runs_exists(repository: Path, made: Path) -> None:
    scripts = [action(repository)["run"]]
    scripts += [step["run"] for step in workflow(made) if "run" in step]
    hooks = [*parsed(repository / ".pre-commit-hooks.yaml")]
    hooks += parsed(made / ".pre-commit-config.yaml")["repos"][0]["hooks"]
    scripts += [hook["entry"] for hook in hooks]
    found = [words for script in scripts for words in commands(script)]
    assert len(found) == 9
    for words in found:
        assert_known(words)


@pytest.mark.parametrize(
    ("name", "hooks_of_two"),
    [
        ("glossaries/house/weir.toml", 2),
        ("glossaries/people.toml", 0),
        ("corpus/documents.toml", 0),
        ("tmkit.toml", 0),
    ],
)
def test_hooks_put_concept_files_into_form_and_no_others(
    repository: Path, made: Path, name: str, hooks_of_two: int
) -> None:
    theirs = parsed(made / ".pre-commit-config.yaml")["repos"][0]["hooks"]
    hooks = [*parsed(repository / ".pre-commit-hooks.yaml"), *theirs]
    hooks = [each for each in hooks if each["id"] == "tmkit-fmt"]
    wanting = [each for each in hooks if re.search(each["files"], name)]
    wanting = [each for each in wanting if not re.search(each["exclude"], name)]
    assert (len(hooks), len(wanting)) == (2, hooks_of_two)


def test_the_inputs_of_the_action_are_all_used_and_declared(repository: Path) -> None:
    text = (repository / "action.yml").read_text(encoding="utf-8")
    assert set(parsed(repository / "action.yml")["inputs"]) == set(
        re.findall(r"\binputs\.(\w+)", text)
    )


def as_ci(tree: WorkingTree, script: str, **environment: str) -> tuple[int, str, str]:
    """A script as a step of GitHub Actions: exit code, log, summary."""
    step = tree.root.parent / "step.md"
    step.unlink(missing_ok=True)
    folder = str(Path(sys.executable).parent)
    # The tmkit that is tested, as a command.
    own = tree.root.parent / "bin"
    own.mkdir(exist_ok=True)
    (own / "tmkit").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tmkit "$@"\n')
    (own / "tmkit").chmod(0o755)
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
        cwd=tree.root,
        env={
            "PATH": f"{own}:{folder}:/usr/bin:/bin",
            "PYTHONPATH": str(Path(__file__).parent.parent.parent),
            "GITHUB_STEP_SUMMARY": str(step),
            "SOURCE_DATE_EPOCH": "1769000000",
            **environment,
        },
        check=False,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout, step.read_text() if step.is_file() else ""


@pytest.fixture
def branch(tree: WorkingTree) -> WorkingTree:
    """A branch with a bad new term, of a base that has a bad one too."""
    tree.write(BAD_OLD)
    tree.put("units.tsv", "reference\ten\tvi\nnotice#1\tThe barrage is shut.\tĐập đóng.\n")
    tree.commit("Old")
    tree.git("update-ref", "refs/remotes/origin/main", "HEAD")
    tree.git("switch", "-q", "-c", "feature")
    tree.write(BAD_NEW)
    tree.commit("New")
    return tree


def assert_speaks_of_what_is_new(code: int, log: str, summary: str) -> None:
    assert code == 1
    errors = [line for line in log.splitlines() if line.startswith("::error ")]
    assert len(errors) == 1
    assert "file=glossaries/house/barrage.toml" in errors[0]
    assert "dam.toml" not in log
    assert "## barrage (`barrage`): new" in summary
    assert "## dam" not in summary


def test_the_action_refuses_a_bad_new_term_and_speaks_of_nothing_else(
    branch: WorkingTree, repository: Path
) -> None:
    script = action(repository)["run"]
    inputs = {"CORPUS": "", "ARGUMENTS": ""}
    assert_speaks_of_what_is_new(*as_ci(branch, script, SINCE="origin/main", **inputs))
    code, log, summary = as_ci(branch, script, SINCE="", **inputs)
    assert (code, summary) == (1, "")
    assert "dam.toml" in log


def test_the_action_passes_its_inputs_on(branch: WorkingTree, repository: Path) -> None:
    script = action(repository)["run"]
    branch.git("switch", "-q", "main")
    branch.git("switch", "-q", "-c", "warned")
    branch.write(concept("levee", en="Weir", vi="đê"))  # a clash, which is a warning
    branch.commit()
    given = {"SINCE": "origin/main", "CORPUS": "units.tsv"}
    code, _, summary = as_ci(branch, script, ARGUMENTS="", **given)
    assert code == 0
    assert "**In the corpus**" in summary
    assert as_ci(branch, script, ARGUMENTS="--strict", **given)[0] == 1


def test_the_workflow_of_a_new_project_does_the_same(branch: WorkingTree, made: Path) -> None:
    steps = {step["name"]: step for step in workflow(made) if "name" in step}
    new, everything = steps["Check what is new"]["run"], steps["Check everything"]["run"]
    assert_speaks_of_what_is_new(*as_ci(branch, new, SINCE="origin/main"))
    code, log, _ = as_ci(branch, everything)
    assert code == 1
    assert "dam.toml" in log


def test_the_workflow_fetches_the_history_that_it_compares_with(made: Path) -> None:
    (checkout,) = [
        step for step in workflow(made) if step.get("uses", "").startswith("actions/checkout")
    ]
    assert checkout["with"]["fetch-depth"] == 0


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_what_the_readme_shows_for_ci_is_sound(repository: Path, made: Path, name: str) -> None:
    text = (repository / name).read_text(encoding="utf-8")
    github, gitlab, hooks = map(yaml.safe_load, re.findall(r"```yaml\n(.*?)```", text, re.DOTALL))
    *_, use = github["jobs"]["glossary"]["steps"]
    assert set(use["with"]) <= set(parsed(repository / "action.yml")["inputs"])
    for words in commands("\n".join(gitlab["glossary"]["script"])):
        assert_known(words)
    known = {each["id"] for each in parsed(repository / ".pre-commit-hooks.yaml")}
    assert {each["id"] for each in hooks["repos"][0]["hooks"]} == known
    (own,) = re.findall(r"```toml\n(\[glossary\..*?)```", text, re.DOTALL)
    (made / "tmkit.toml").write_text(own)
    ((glossary, asked),) = load(made).glossary
    assert (glossary, asked.approvals, asked.by_language, asked.tones) == ("stameq", 2, True, "old")
