"""tmkit acronyms."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tmkit.cli.face import JOBS, Command, reported, shared

if TYPE_CHECKING:  # the model takes a third of the time of --help
    from tmkit.tasks.acronyms import LedgerRow

__all__ = ["acronyms"]

_COLUMNS = ("lang", "acronym", "count", "long forms", "counterpart", "first", "last", "doubts")


@click.command(
    cls=Command, examples="tmkit acronyms corpus/en/annual-review.txt corpus/vi/annual-review.txt"
)
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="A JSON list of objects, with all dates.")
@JOBS
@shared
def acronyms(*, paths: tuple[Path, ...], as_json: bool, jobs: int | None, language: str) -> None:
    """Print the acronyms of documents, or of a project folder, with all that they stand for.

    Doubts are for a person to decide: unexplained; contradiction, two long forms that cannot be one
    name; succession, one of them ends before the other begins.
    """
    from tmkit.tasks.acronyms import acronyms as ledger_of

    with reported(language) as on_finding:
        rows = ledger_of(paths, jobs=jobs, language=language, on_finding=on_finding)
    if as_json:
        click.echo(json.dumps([*map(_object, rows)], ensure_ascii=False, indent=1))
    else:
        click.echo(_table(rows), nl=False)
    raise SystemExit(on_finding.exit_code)


def _object(row: LedgerRow) -> dict[str, Any]:
    concepts = [
        {"id": concept.id, "event": asdict(concept.event) if concept.event else None}
        | {"replaced_by": concept.replaced_by}
        for concept in row.concepts
    ]
    return asdict(row.entry) | {"concepts": concepts}


def _table(rows: list[LedgerRow]) -> str:
    text = StringIO()
    table = csv.writer(text, delimiter="\t", lineterminator="\n")
    table.writerow(_COLUMNS)
    for entry in (row.entry for row in rows):
        longs = "; ".join(f"{long.text} ({long.count})" for long in entry.longs)
        cells = (entry.lang, entry.acronym, entry.count, longs, entry.counterpart)
        table.writerow((*cells, entry.first, entry.last, ", ".join(entry.doubts)))
    return text.getvalue()
