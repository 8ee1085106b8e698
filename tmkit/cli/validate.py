"""tmkit validate."""

from __future__ import annotations

from pathlib import Path

import click

from tmkit.cli.face import Command, reported, shared

__all__ = ["validate"]


@click.command(cls=Command, examples="tmkit validate build/memory.tmx build/glossary.tbx")
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@shared
def validate(*, paths: tuple[Path, ...], language: str) -> None:
    """Tell every defect of TMX, TBX, XLIFF, PO and table files, with its place.

    Prints how many units and concepts they hold. Exits 1 when there is an error: all that the
    standard of a file refuses is one.
    """
    from tmkit.tasks.validating import validate as task

    with reported(language) as findings:
        count = task(paths, language=language, on_finding=findings)
    click.echo(f"units={count}")
    raise SystemExit(int(any(finding.severity == "error" for finding in findings)))
