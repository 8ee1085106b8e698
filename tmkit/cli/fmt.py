"""tmkit fmt."""

from __future__ import annotations

from pathlib import Path

import click

from tmkit.cli.face import Command, reported, shared, tell

__all__ = ["fmt"]


@click.command(cls=Command, examples="tmkit fmt --check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if something would change.")
@click.option("--diff", is_flag=True, help="Change nothing; print what would change.")
@shared
def fmt(*, paths: tuple[Path, ...], check: bool, diff: bool, language: str) -> None:
    """Put concept files into canonical order; comments stay.

    PATHS are files or folders; default: the glossaries of the project in this folder.
    """
    from tmkit.tasks.concepts import format_concepts, glossaries_of

    looks = check or diff
    formatted = format_concepts(
        paths or [glossaries_of(Path())], write=not looks, language=language
    )
    with reported(language) as on_finding:
        for finding in formatted.findings:
            on_finding(finding)
    if diff:
        click.echo(formatted.diff, nl=False)
    tell("would-format" if looks else "formatted", language, count=len(formatted.changed))
    broken = any(finding.severity == "error" for finding in formatted.findings)
    raise SystemExit(1 if broken or (check and formatted.changed) else 0)
