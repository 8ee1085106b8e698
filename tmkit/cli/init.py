"""tmkit init."""

from __future__ import annotations

from pathlib import Path

import click

from tmkit.cli.face import Command, shared, tell

__all__ = ["init"]


@click.command(cls=Command)
@click.argument("folder", default=".", type=click.Path(path_type=Path))
@click.option("--pair", default="en-vi", show_default=True, help="Languages, source-target.")
@click.option("--example", is_flag=True, help="With an example, ready to build.")
@shared
def init(*, folder: Path, pair: str, example: bool, language: str) -> None:
    """Make a project in FOLDER: settings, corpus, glossaries."""
    from tmkit.tasks.scaffold import pair_of, scaffold

    for path in scaffold(folder, pair=pair, example=example):
        tell("made", language, path=path)
    source, target = (folder / "corpus" / tag for tag in pair_of(pair))
    tell("next", language, source=source, target=target, folder=folder)
