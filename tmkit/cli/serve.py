"""tmkit memory serve."""

from __future__ import annotations

import click

from tmkit.cli.face import STORE, Command, shared

__all__ = ["serve"]


@click.command(cls=Command, examples="tmkit memory serve --port 8080")
@STORE
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True)
@click.option(
    "--token", envvar="TMKIT_TOKEN", default="", help="What clients must show; or TMKIT_TOKEN."
)
@shared
def serve(*, store: str, host: str, port: int, token: str, language: str) -> None:  # noqa: ARG001 # shared by all
    """Answer look-ups over HTTP, for Weblate, Virtaal and programs of your own.

    Weblate and Virtaal take the address that is printed, with tmserver/ behind it, as a tmserver
    (amaGama). /v1/openapi.json describes /v1/search and /v1/concordance. Ctrl+C ends it.
    """
    from tmkit.web.server import serve_lookups

    serve_lookups(store, host=host, port=port, token=token, on_start=click.echo)
