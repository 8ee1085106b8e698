"""tmkit summary."""

from __future__ import annotations

from pathlib import Path

import click

from tmkit.cli.face import Command, shared

__all__ = ["summary"]


@click.command(cls=Command, examples="tmkit summary --since HEAD")
@click.option("--since", required=True, metavar="REF", help="The commit to compare with.")
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    help="A memory, a table or a folder: adds what each concept makes wrong there.",
)
@shared
def summary(*, since: str, corpus: Path | None, language: str) -> None:
    """Print what changed in the glossaries since a commit, as Markdown for the pull request.

    In GitHub Actions it is added to the summary of the step too. Units of memories, and of
    documents that are confidential, are counted and named, not quoted.
    """
    from tmkit.tasks.summarising import publish, summarise

    text = summarise(since, corpus=corpus, language=language)
    click.echo(text, nl=False)
    publish(text)
