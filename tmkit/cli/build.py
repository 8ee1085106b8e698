"""tmkit build."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tmkit import messages
from tmkit.cli.face import (
    ENCODING,
    JOBS,
    LANG_CODES,
    SPLIT_SIZE,
    Command,
    exit_code,
    kinds_of,
    progress,
    reported,
    shared,
    tell,
)

if TYPE_CHECKING:
    from tmkit.model import BuildResult

__all__ = ["build"]

# As in tmkit.tasks.packaging, which is too heavy to import for --help; a test holds them together.
TOOLS = ("omegat", "trados", "memoq", "phrase")


@click.command(
    cls=Command,
    examples=(
        "tmkit build\n"
        "tmkit build corpus/en/fee-table.docx corpus/vi/fee-table.docx -o out --for omegat\n"
    ),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Default: build/ in the project."
)
@click.option("--for", "tool", type=click.Choice(TOOLS), help="Also a package for this CAT tool.")
@JOBS
@click.option(
    "--cluster",
    default="",
    help="Build on a cluster of dask, tcp://HOST:8786, or local:N; the folders must be shared.",
)
@click.option("--resume", is_flag=True, help="Go on where a run was broken off.")
@ENCODING
@LANG_CODES
@SPLIT_SIZE
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON.")
@shared
def build(
    *,
    paths: tuple[Path, ...],
    output: Path | None,
    tool: str | None,
    jobs: int | None,
    cluster: str,
    resume: bool,
    encoding: str,
    lang_codes: str,
    split_size: int,
    as_json: bool,
    language: str,
) -> None:
    """Build the memory and the glossary of a project folder (default: this one).

    PATHS may also be one bilingual document, or a document and its translation.
    """
    from tmkit.tasks.building import build as task

    with reported(language) as on_finding, progress() as show:
        result = task(
            *paths,
            output=output,
            tool=tool or "",
            jobs=jobs,
            cluster=cluster,
            resume=resume,
            encoding=encoding,
            lang_codes=lang_codes,
            split_size=split_size,
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
