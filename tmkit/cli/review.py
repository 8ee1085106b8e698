"""tmkit review."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from threading import Thread

import click

from tmkit.cli.face import Command, shared, tell

__all__ = ["review"]


@click.command(cls=Command)
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=".")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Default: one that is free.")
@click.option("--reviewer", default="", help="Your name; default: as git knows you.")
@click.option("--commit", is_flag=True, help="At the end commit what was decided, under your name.")
@click.option("--open/--no-open", "opens", default=True, help="Open the browser; default: yes.")
@shared
@click.pass_context
def review(
    ctx: click.Context,
    *,
    folder: Path,
    port: int,
    reviewer: str,
    commit: bool,
    opens: bool,
    language: str,
) -> None:
    """Decide on term candidates and concepts in the browser, with their evidence.

    The link that is printed lets one browser of this machine in, once. Each decision is saved in
    glossaries/ at once. Ctrl+C ends it.
    """
    from tmkit.tasks.desk import Desk
    from tmkit.web.server import serve_review

    def started(link: str) -> None:
        click.echo(link)
        if opens:
            # Some browsers keep their caller until they end.
            Thread(target=webbrowser.open, args=(link,), daemon=True).start()

    desk = Desk.open(folder, reviewer=reviewer, language=language)
    try:
        serve_review(desk, port=port, debug=ctx.meta["tmkit.debug"], on_start=started)
        if commit and (made := desk.commit(language=language)):
            tell("review-committed", language, commit=made)
    finally:
        desk.close()
