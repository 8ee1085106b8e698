"""tmkit init."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tmkit.cli.face import Command, shared, tell

__all__ = ["init"]


@click.command(cls=Command, examples="tmkit init my-project --example")
@click.argument("folder", default=".", type=click.Path(path_type=Path))
@click.option("--pair", default="en-vi", show_default=True, help="Languages, source-target.")
@click.option("--example", is_flag=True, help="With an example, built.")
@shared
def init(*, folder: Path, pair: str, example: bool, language: str) -> None:
    """Make a project in FOLDER: settings, corpus, glossaries.

    An example is built at once, and its report opened where this is a terminal.
    """
    from tmkit.tasks.scaffold import build_example, pair_of, scaffold

    for path in scaffold(folder, pair=pair, example=example):
        tell("made", language, path=path)
    if example:
        report = build_example(folder, language=language)
        tell("example-built", language, report=report)
        if sys.stdout.isatty():
            click.launch(str(report))
    source, target = (folder / "corpus" / tag for tag in pair_of(pair))
    tell("next", language, source=source, target=target, folder=folder)
