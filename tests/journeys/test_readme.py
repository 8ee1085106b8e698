"""Every command that the README shows works as shown."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parent.parent.parent / "README.md"
BLOCK = re.compile(r"```(?:bash|console|sh)\n(.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


def commands() -> list[str]:
    """The shell commands of the README, one a line, comments left out."""
    text = README.read_text(encoding="utf-8")
    lines = (line.strip() for block in BLOCK.findall(text) for line in block.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def is_installation(command: str) -> bool:
    """Whether a command makes an environment: .ci/run tries those, from nothing."""
    return "venv" in command or command.startswith("uv ")


def test_ci_tries_the_installation_commands_word_for_word() -> None:
    script = (README.parent / ".ci" / "run").read_text(encoding="utf-8")
    wanted = [command for command in commands() if command.startswith("python3 -m venv")]
    assert len(wanted) == 2
    assert all(command in script for command in wanted)


def test_the_other_commands_run_one_after_the_other_as_shown(
    tmp_path: Path, repository: Path
) -> None:
    work = tmp_path / "work"
    ignored = shutil.ignore_patterns(".venv", ".git", "build", ".*_cache", "tests")
    shutil.copytree(repository, work, ignore=ignored)
    shown = [command for command in commands() if not is_installation(command)]
    assert len(shown) >= 5
    folder = str(Path(sys.executable).parent)
    for command in shown:
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=work,
            env={"PATH": f"{folder}:/usr/bin:/bin"},
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("example", PYTHON.findall(README.read_text(encoding="utf-8")))
def test_the_python_examples_run(example: str, tmp_path: Path, repository: Path) -> None:
    shutil.copytree(repository / "corpus", tmp_path / "corpus")
    shutil.copytree(repository / "glossaries", tmp_path / "glossaries")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", example],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
