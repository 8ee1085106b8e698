"""tmkit summary."""

from __future__ import annotations

import click

from tmkit.cli.face import Command, shared

__all__ = ["summary"]


@click.command(cls=Command)
@click.option("--since", required=True, metavar="REF", help="The commit to compare with.")
@shared
def summary(*, since: str, language: str) -> None:
    """Print what changed in the glossaries since a commit, as Markdown for the pull request.

    In GitHub Actions it is added to the summary of the step too.
    """
    from tmkit.tasks.summarising import publish, summarise

    text = summarise(since, language=language)
    click.echo(text, nl=False)
    publish(text)
