"""tmkit pair."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import click

from tmkit.cli.face import JOBS, Command, reported, shared

__all__ = ["pair"]


@click.command(cls=Command, examples="tmkit pair corpus")
@click.argument("folder", default=".", type=click.Path(path_type=Path))
@JOBS
@shared
def pair(*, folder: Path, jobs: int | None, language: str) -> None:
    """Print the document pairs of FOLDER: source, target, score.

    Where names do not tell, documents are paired by what they say; the score, 0 to 1, is the share
    of the shorter one that is linked. A document without a counterpart stands beside an empty cell.
    """
    from tmkit.tasks.matching import pairs_in

    with reported(language) as on_finding:
        matches = pairs_in(folder, jobs=jobs, language=language, on_finding=on_finding)
    table = StringIO()
    rows = csv.writer(table, delimiter="\t", lineterminator="\n")
    rows.writerow(("source", "target", "score"))
    for match in matches:
        sides = (match.pair.source, match.pair.target)
        paths = [str(side.path) if side else "" for side in sides]
        score = "" if match.score is None else f"{match.score:.4f}"
        rows.writerow([*paths, score])
    click.echo(table.getvalue(), nl=False)
    raise SystemExit(on_finding.exit_code)
