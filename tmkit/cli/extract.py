"""tmkit extract."""

from __future__ import annotations

from pathlib import Path

import click

from tmkit.cli.face import JOBS, Command, exit_code, reported, shared, tell

__all__ = ["extract"]


@click.command(cls=Command, examples="tmkit extract build/memory.tmx -o candidates.tsv")
@click.argument("given", metavar="INPUT", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="OUT.tsv (source, target, score), .jsonl (with evidence) or .tbx",
)
@JOBS
@shared
def extract(*, given: Path, output: Path, jobs: int | None, language: str) -> None:
    """Propose terms from INPUT, best first: a memory or a project.

    A memory is a TMX, TSV, CSV, JSONL, XLIFF (also of Trados, memoQ, Phrase) or PO file.
    """
    from tmkit.tasks.extracting import extract as run

    with reported(language) as on_finding:
        result = run(given, output, jobs=jobs, language=language, on_finding=on_finding)
    tell("extracted", language, **result.counts, output=output)
    raise SystemExit(exit_code(result.findings))
