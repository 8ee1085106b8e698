"""tmkit import."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tmkit.cli.face import Command, reported, shared, tell

if TYPE_CHECKING:
    from tmkit.tasks.importing import Imported

__all__ = ["import_"]


@click.command(
    "import",
    cls=Command,
    examples=(
        "tmkit convert glossaries/stameq for-the-expert.xlsx\n"
        "tmkit import for-the-expert.xlsx --into glossaries/stameq --dry-run\n"
    ),
)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--into", required=True, type=click.Path(path_type=Path), help="Glossary: glossaries/NAME."
)
@click.option(
    "--base",
    default="",
    help="What was sent out: the file, or the commit it was made from; default: found in git.",
)
@click.option("--by", default="", help="Who answers for it; default: git's user.name.")
@click.option("--dry-run", is_flag=True, help="Change nothing; print what would change.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@shared
def import_(
    *, path: Path, into: Path, base: str, by: str, dry_run: bool, as_json: bool, language: str
) -> None:
    """Merge a glossary that came back from an expert into concept files, by concept id.

    FILE is a table, TBX, or a folder of concept files. What they changed is taken, what only you
    changed stays; what both changed is a conflict (TG841): yours stays, and the exit code is 1.
    """
    from tmkit.tasks.importing import import_glossary

    with reported(language) as findings:
        result = import_glossary(
            path,
            into,
            base=base,
            by=by,
            write=not dry_run,
            language=language,
            on_finding=findings,
        )
    counts = {name: len(getattr(result, name)) for name in _COUNTED}
    if as_json:
        click.echo(json.dumps(_row(result), ensure_ascii=False))
    elif dry_run:
        click.echo(result.diff, nl=False)
        tell("would-import", language, **counts)
    else:
        click.echo(" ".join(f"{name}={count}" for name, count in counts.items()))
    raise SystemExit(findings.exit_code)


_COUNTED = ("added", "changed", "unchanged", "conflicts")


def _row(result: Imported) -> dict[str, object]:
    conflicts = [{"id": id_, **conflict._asdict()} for id_, conflict in result.conflicts]
    return {**result._asdict(), "conflicts": conflicts}
