"""tmkit propose, tmkit approve, tmkit reject."""

from __future__ import annotations

from pathlib import Path

import click

from tmkit.cli.face import Command, shared, tell

__all__ = ["approve", "propose", "reject"]

_BY = click.option("--by", default="", metavar="NAME", help="Who acts; default: git's user.")
_COMMIT = click.option(
    "--commit/--no-commit", default=True, show_default=True, help="Commit exactly this file."
)


@click.command(
    cls=Command, examples='tmkit propose --into stameq --term en="weir" --term vi="đập tràn"'
)
@click.argument("id_", metavar="[ID]", required=False, default="")
@click.option("--into", required=True, metavar="GLOSSARY", help="Name or folder of a glossary.")
@click.option("--subject", default="", help="Default: the name of the glossary.")
@click.option("--term", "terms", multiple=True, metavar="LANG=TEXT", help="May be repeated.")
@click.option("--from", "candidate", default="", metavar="FILE:LINE", help="A candidate (.jsonl).")
@click.option("--note", default="", help="What the reviewer should know.")
@click.option("--draft", is_flag=True, help="Hold it back from review.")
@_BY
@shared
def propose(
    *,
    id_: str,
    into: str,
    subject: str,
    terms: tuple[str, ...],
    candidate: str,
    note: str,
    draft: bool,
    by: str,
    language: str,
) -> None:
    """Write a new concept file for review; its id is made of its first term by default."""
    from tmkit.tasks.proposing import propose as write

    path: Path = write(
        id_,
        into,
        subject=subject,
        terms=terms,
        candidate=candidate,
        by=by,
        note=note,
        draft=draft,
    )
    click.echo(path)
    tell("proposed", language, path=path)


@click.command(cls=Command, examples="tmkit approve inspection")
@click.argument("concepts", nargs=-1, required=True, metavar="CONCEPT...")
@click.option("--lang", default="", help="The language that is approved, where each has its own.")
@click.option("--note", default="", help="What others should know.")
@_BY
@_COMMIT
@shared
def approve(
    *, concepts: tuple[str, ...], lang: str, note: str, by: str, commit: bool, language: str
) -> None:
    """Approve concepts, by id or file; exits 2, and changes nothing, where one refuses."""
    from tmkit.tasks.reviewing import decide

    for done in decide(concepts, "approved", by=by, note=note, lang=lang, commit=commit):
        tell("act-done", language, id=done.id, status=done.status)


@click.command(cls=Command, examples='tmkit reject weir --reason "Of another subject." --no-commit')
@click.argument("concepts", nargs=-1, required=True, metavar="CONCEPT...")
@click.option("--reason", default="", help="Why; it stands in the history.")
@_BY
@_COMMIT
@shared
def reject(*, concepts: tuple[str, ...], reason: str, by: str, commit: bool, language: str) -> None:
    """Reject concepts, by id or file; exits 2, and changes nothing, where one refuses."""
    from tmkit.tasks.reviewing import decide

    for done in decide(concepts, "rejected", by=by, note=reason, commit=commit):
        tell("act-done", language, id=done.id, status=done.status)
