"""tmkit merge."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tmkit.cli.face import Command, reported, shared, tell

if TYPE_CHECKING:
    from tmkit.tasks.merging import Keep

__all__ = ["merge"]


@click.command(
    cls=Command, examples="tmkit merge build/memory.tmx notice.tmx -o all.tmx --keep newest"
)
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="OUT.tmx")
@click.option(
    "--keep",
    type=click.Choice(("all", "newest", "frequent", "first")),
    default="all",
    show_default=True,
    help="Which units with the same source stay; first: by the order of the files.",
)
@shared
def merge(*, paths: tuple[Path, ...], output: Path, keep: Keep, language: str) -> None:
    """Join TMX files; units with the same texts become one, rather one that a person has read."""
    from tmkit.tasks.merging import merge as task

    with reported(language) as findings:
        merged = task(paths, output, keep=keep, language=language, on_finding=findings)
    click.echo(f"units={merged.written}")
    tell("merged", language, **asdict(merged), output=output)
