"""tmkit diff."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tmkit.cli.face import Command, shared, tell

if TYPE_CHECKING:
    from tmkit.tasks.differing import Change

__all__ = ["diff"]

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
# As wdiff and git write them.
_MARKS = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}


@click.command(cls=Command)
@click.argument("old", metavar="A", type=click.Path(path_type=Path))
@click.argument("new", metavar="B", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@shared
def diff(*, old: Path, new: Path, as_json: bool, language: str) -> None:
    """Show the units of memory B that were added (+), changed (~) and removed (-) since A.

    Words that are gone stand in [-…-], new ones in {+…+}. Exit code 0, whatever the difference.
    """
    from tmkit.tasks.differing import diff as run

    changes = run(old, new)
    for change in changes:
        click.echo(json.dumps(_row(change), ensure_ascii=False) if as_json else _text(change))
    kinds: list[str] = [change.kind for change in changes]
    tell("differing", language, **{kind: kinds.count(kind) for kind in _SIGNS})


def _row(change: Change) -> dict[str, object]:
    texts = {tag: [list(edit) for edit in edits] for tag, edits in change.texts.items()}
    return {"kind": change.kind, "id": change.id, "texts": texts}


def _text(change: Change) -> str:
    """The unit in a line for each language; line breaks of a text stand as ⏎."""
    lines = [f"{_SIGNS[change.kind]} {change.id}".rstrip()]
    for tag, edits in change.texts.items():
        marks = _MARKS if change.kind == "changed" else dict.fromkeys(_MARKS, "{}")
        text = "".join(marks[edit.kind].format(edit.text) for edit in edits)
        lines.append(f"  {tag}: {'⏎'.join(text.splitlines())}")
    return "\n".join(lines)
