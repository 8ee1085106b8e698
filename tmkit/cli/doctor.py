"""tmkit doctor, tmkit completion."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from tmkit import messages
from tmkit.cli.face import Command, shared

if TYPE_CHECKING:
    from tmkit.tasks.doctoring import Installation

__all__ = ["completion", "doctor"]


@click.command(cls=Command, examples="tmkit doctor")
@click.option("--json", "as_json", is_flag=True, help="One object with a list of parts.")
@shared
def doctor(*, as_json: bool, language: str) -> None:
    """Tell versions, and what optional part is missing with the command that installs it.

    Exits 1 where something is missing that every command may need.
    """
    from tmkit.tasks.doctoring import examine

    found = examine()
    row = asdict(found) | {"folder": str(found.folder), "project": str(found.project or "")}
    click.echo(json.dumps(row, ensure_ascii=False) if as_json else _in_words(found, language))
    raise SystemExit(int(not found.is_whole))


def _in_words(found: Installation, language: str) -> str:
    def say(key: str, **details: object) -> str:
        return messages.message(f"doctor-{key}", language, **details)

    lines = [
        f"tmkit {found.version}  {found.folder}",
        f"Python {found.python}  {found.system}",
        say("project", folder=found.project) if found.project else say("no-project"),
    ]
    for part in found.parts:
        lines.append(f"{part.name} {part.version or '–'}")
        if not part.version:
            lines[-1] += f"  {say(part.need)} {say('install', command=part.install)}"
    return "\n".join(lines)


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@shared
def completion(*, shell: str, language: str) -> None:  # noqa: ARG001 # shared by all
    """Print what makes SHELL complete commands and options of tmkit.

    \b
    bash: tmkit completion bash >> ~/.bashrc
    zsh:  tmkit completion zsh >> ~/.zshrc
    fish: tmkit completion fish > ~/.config/fish/completions/tmkit.fish
    """  # noqa: D301 # click's own sign for lines that stay as they are
    from click.shell_completion import get_completion_class

    form = get_completion_class(shell)
    assert form is not None
    root = click.get_current_context().find_root()
    click.echo(form(root.command, {}, "tmkit", "_TMKIT_COMPLETE").source())
