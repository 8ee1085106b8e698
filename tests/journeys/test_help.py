"""The help of commands: complete in both languages, with examples that run."""

from __future__ import annotations

import inspect
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from conftest import Run

from tmkit import messages
from tmkit.cli import main
from tmkit.cli.pages import Command

# What click itself writes on a page.
FRAME = ("Usage", "Options", "Commands", "Examples", "default", "required", "env var")
# What they are given only a user knows.
WITHOUT = ("completion", "delete")
# They do not end by themselves; their own journeys run them.
ENDLESS = ("review", "serve")


def commands(
    group: click.Group = main, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    """All commands by what is written before their arguments, groups included."""
    yield " ".join(("tmkit", *path)), group
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield " ".join(("tmkit", *path, name)), command


def texts() -> set[str]:
    """Every paragraph and option of every page, as it stands in English."""
    found = set(FRAME)
    for _, command in commands():
        given = command.get_params(click.Context(command))
        helps = [each.help or "" for each in given if isinstance(each, click.Option)]
        for text in (inspect.cleandoc(command.help or ""), *helps):
            parts = re.split(r"\n\s*\n", text)
            found |= {" ".join(part.split()) for part in parts if part and "\b" not in part}
    return found - {""}


def page(*arguments: str, language: str = "") -> str:
    result = CliRunner().invoke(main, arguments, env={"TMKIT_MESSAGES": language or None})
    assert result.exit_code == 0
    return result.output


def test_every_text_of_a_help_page_is_there_in_vietnamese_and_no_other() -> None:
    text = resources.files("tmkit.messages").joinpath("help.vi.toml").read_text(encoding="utf-8")
    known = set(tomllib.loads(text)["text"])
    # What is the same in both languages needs no line.
    assert {each for each in texts() - known if not each.startswith("OUT.")} == set()
    assert known - texts() == set()


@pytest.mark.parametrize("path", [path for path, _ in commands()])
def test_no_english_is_left_on_a_vietnamese_page(path: str) -> None:
    shown = page(*path.split()[1:], "--help", language="vi")
    assert "Cách dùng" in shown
    left = [line for line in ("Usage:", "Options:", "Commands:", "default:") if line in shown]
    assert left == []


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        (("build", "--help"), "", "en"),
        (("build", "--help"), "vi", "vi"),
        (("--messages", "vi", "build", "--help"), "", "vi"),
        (("--messages", "vi", "--help"), "", "vi"),
        (("build", "--messages", "vi", "--help"), "", "vi"),
        (("build", "--messages", "en", "--help"), "vi", "en"),
        (("--messages", "vi", "build", "--messages", "en", "--help"), "", "en"),
        (("--messages", "en", "build", "--help"), "vi", "en"),
    ],
)
def test_what_is_nearest_to_the_command_says_its_language(
    arguments: tuple[str, ...], environment: str, language: str
) -> None:
    heading = messages.help_page("Usage", language)
    assert page(*arguments, language=environment).startswith(f"{heading}: ")


def test_messages_come_in_the_language_named_before_the_command(run: Run) -> None:
    assert "không có thư mục này" in run("--messages", "vi", "build", "nowhere").stderr


def test_every_command_has_an_example_that_is_its_own() -> None:
    for path, command in commands():
        if isinstance(command, Command) and path.split()[-1] not in WITHOUT:
            assert any(example.startswith(path) for example in command.examples), path


def test_the_examples_run_one_after_the_other_as_shown(tmp_path: Path, repository: Path) -> None:
    work = tmp_path / "work"
    for name in ("corpus", "glossaries"):
        shutil.copytree(repository / name, work / name)
    (work / "tmkit.toml").write_text('source = "en"\ntarget = "vi"\n', encoding="utf-8")
    for arguments in (
        ("init", "-q"),
        ("config", "user.name", "Trần Thị Ví Dụ"),
        ("config", "user.email", "vidu@example.vn"),
        ("add", "."),
        ("commit", "-q", "-m", "Begin"),
    ):
        subprocess.run(["git", *arguments], cwd=work, check=True)
    folder = str(Path(sys.executable).parent)
    for path, command in commands():
        for example in getattr(command, "examples", ()) if not path.endswith(ENDLESS) else ():
            done = subprocess.run(
                ["/bin/sh", "-c", example],
                cwd=work,
                env={"PATH": f"{folder}:/usr/bin:/bin"},
                check=False,
                capture_output=True,
                text=True,
            )
            assert done.returncode == 0, f"{example}\n{done.stdout}{done.stderr}"
