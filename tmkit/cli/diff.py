"""tmkit diff."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tmkit.cli.face import Command, reported, shared, tell

if TYPE_CHECKING:
    from tmkit.tasks.differing import Change, Comparison, Part

__all__ = ["diff"]

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
# As wdiff and git write them.
_MARKS = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}


@click.command(
    cls=Command, examples="tmkit diff glossaries/stameq build/glossary.tbx -o changes.html"
)
@click.argument("old", metavar="A", type=click.Path(path_type=Path))
@click.argument("new", metavar="B", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write a page, OUT.html, instead."
)
@shared
def diff(*, old: Path, new: Path, as_json: bool, output: Path | None, language: str) -> None:
    """Show what was added (+), changed (~) and removed (-) since A, a memory or a glossary, in B.

    Words that are gone stand in [-…-], new ones in {+…+}. Whatever differs, the exit code is 0.
    """
    from tmkit.tasks.differing import diff as run

    with reported(language) as findings:
        comparison = run(old, new, output=output, language=language, on_finding=findings)
    for change in comparison.changes if as_json or not output else ():
        row = _row(change, comparison) if as_json else None
        click.echo(json.dumps(row, ensure_ascii=False) if row else _text(change))
    tell("differing", language, **comparison.counts)
    raise SystemExit(findings.exit_code)


def _row(change: Change, comparison: Comparison) -> dict[str, object]:
    """A unit has its texts by language, a concept its fields."""
    if comparison.of == "units":
        texts = {part.lang: [list(edit) for edit in part.edits] for part in change.parts}
        return {"kind": change.kind, "id": change.id, "texts": texts}
    fields = [
        {**part._asdict(), "edits": [list(edit) for edit in part.edits]} for part in change.parts
    ]
    return {"kind": change.kind, "id": change.id, "fields": fields}


def _text(change: Change) -> str:
    """A line for each text or field; line breaks of a text stand as ⏎."""
    lines = [f"{_SIGNS[change.kind]} {change.id}".rstrip()]
    marks = _MARKS if change.kind == "changed" else dict.fromkeys(_MARKS, "{}")
    for part in change.parts:
        text = "".join(marks[edit.kind].format(edit.text) for edit in part.edits)
        lines.append(f"  {_label(part)}: {'⏎'.join(text.splitlines())}")
    return "\n".join(lines)


def _label(part: Part) -> str:
    """`vi` of a unit, `definition.vi` of a concept, `term.status.vi (its text)` of a term."""
    name = ".".join(filter(None, (part.field, part.lang)))
    return f"{name} ({part.term})" if part.term else name
