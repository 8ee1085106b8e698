"""tmkit segment."""

from __future__ import annotations

import json
from pathlib import Path

import click

from tmkit.cli.face import ENCODING, Command, shared
from tmkit.errors import TmkitError

__all__ = ["segment"]


@click.command(cls=Command)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--lang", required=True, help="Language of the files, a BCP 47 tag.")
@click.option("--srx", type=click.Path(path_type=Path), help="Rules instead of the shipped ones.")
@click.option("--json", "as_json", is_flag=True, help="JSON lines with offsets into the blocks.")
@ENCODING
@shared
def segment(
    *,
    files: tuple[Path, ...],
    lang: str,
    srx: Path | None,
    as_json: bool,
    encoding: str,
    language: str,
) -> None:
    """Print the segments of FILES, one a line."""
    from tmkit.tasks.segmenting import segment_files

    def warn(warning: TmkitError) -> None:
        click.echo(warning.text(language), err=True)

    for each in segment_files(files, lang, srx=srx, encoding=encoding, on_warning=warn):
        if as_json:
            click.echo(json.dumps(_row(each), ensure_ascii=False))
        else:
            click.echo(" ".join(each.text.split()))


def _row(segment: object) -> dict[str, object]:
    names = ("document", "number", "block", "start", "end", "text")
    return {name: getattr(segment, name) for name in names}
