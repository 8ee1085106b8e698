"""tmkit check."""

from __future__ import annotations

from pathlib import Path

import click

from tmkit.cli.face import Command, reported, shared

__all__ = ["check"]


@click.command(cls=Command)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    help="A memory, a table or a folder; default: what `tmkit evidence freeze` wrote.",
)
@shared
def check(*, paths: tuple[Path, ...], corpus: Path | None, language: str) -> None:
    """Check concept files against the rules of glossaries; exits 1 where there is an error.

    PATHS are files or folders; default: the glossaries of the project in this folder.
    """
    from tmkit.tasks.checking import check as check_files

    with reported(language) as on_finding:
        for finding in check_files(paths, corpus=corpus, language=language):
            on_finding(finding)
    raise SystemExit(on_finding.exit_code)
