"""tmkit build."""

from __future__ import annotations

import json
from pathlib import Path

import click

from tmkit import messages
from tmkit.cli.face import JOBS, Command, exit_code, kinds_of, progress, reported, shared, tell
from tmkit.model import BuildResult

__all__ = ["build"]


@click.command(cls=Command)
@click.argument("folder", default=".", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Default: build/ in FOLDER.")
@JOBS
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON.")
@shared
def build(
    *, folder: Path, output: Path | None, jobs: int | None, as_json: bool, language: str
) -> None:
    """Build the memory and the glossary of the project in FOLDER.

    Writes memory.tmx, glossary.tbx, glossary.tsv, candidates.jsonl and unaligned.tsv.
    """
    from tmkit.tasks.building import build as task

    with reported(language) as on_finding, progress() as show:
        result = task(
            folder,
            output=output,
            jobs=jobs,
            language=language,
            on_finding=on_finding,
            progress=show,
        )
    click.echo(_as_json(result) if as_json else _in_words(result, language))
    raise SystemExit(exit_code(result.findings))


def _in_words(result: BuildResult, language: str) -> str:
    if not result.counts["units"]:
        tell("no-units", language)
    details = {**result.counts, "kinds": kinds_of(result), "output": result.output}
    return messages.message("built", language, **details)


def _as_json(result: BuildResult) -> str:
    row = {
        "output": str(result.output),
        **result.counts,
        "kinds": dict(result.beads),
        "findings": {str(severity): count for severity, count in result.findings.items()},
    }
    return json.dumps(row, ensure_ascii=False)
