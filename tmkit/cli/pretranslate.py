"""tmkit memory pretranslate."""

from __future__ import annotations

from pathlib import Path

import click

from tmkit.cli.face import STORE, Command, reported, shared, tell

__all__ = ["pretranslate"]


@click.command(
    cls=Command,
    examples="tmkit memory pretranslate corpus/en/metrology-day.txt -o metrology-day.tsv",
)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="OUT.")
@STORE
@click.option(
    "--at-least", type=click.IntRange(50, 101), default=75, show_default=True, help="Percent."
)
@shared
def pretranslate(*, path: Path, output: Path, store: str, at_least: int, language: str) -> None:
    """Fill matches of the memory into the empty targets of FILE: TMX, XLIFF, TSV or CSV.

    All else of FILE stays as it is; each match says its percent and origin. A document, .txt or
    .docx say, becomes a table of its segments, OUT.tsv or OUT.csv.
    """
    from tmkit.tasks.pretranslating import pretranslate as run

    with reported(language) as findings:
        counts = run(path, output, store, at_least=at_least, language=language, on_finding=findings)
    click.echo(f"filled={counts.filled}")
    tell("pretranslated", language, **counts._asdict())
    raise SystemExit(findings.exit_code)
