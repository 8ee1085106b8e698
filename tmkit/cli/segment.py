"""tmkit segment."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tmkit.cli.face import ENCODING, Command, shared
from tmkit.errors import TmkitError, UsageError

if TYPE_CHECKING:  # the model takes a third of the time of --help
    from tmkit.model import Segment

__all__ = ["segment"]


@click.command(
    cls=Command,
    examples=(
        "tmkit segment corpus/vi/measuring-instruments.txt --lang vi\n"
        "tmkit segment --export-srx tmkit.srx\n"
    ),
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--lang", help="Language of the files, a BCP 47 tag.")
@click.option("--srx", type=click.Path(path_type=Path), help="Rules instead of the project's.")
@click.option(
    "--export-srx",
    "export",
    type=click.Path(path_type=Path),
    help="Write the rules as SRX 2.0, for --lang or for both languages of the project.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON lines with offsets into the blocks.")
@ENCODING
@shared
def segment(
    *,
    files: tuple[Path, ...],
    lang: str | None,
    srx: Path | None,
    export: Path | None,
    as_json: bool,
    encoding: str,
    language: str,
) -> None:
    """Print the segments of FILES, one a line."""
    from tmkit.settings import load
    from tmkit.tasks import segmenting

    settings = load(Path())
    if export:
        tags = (lang,) if lang else settings.languages
        segmenting.export_rules(export, tags, settings=settings, srx=srx)
    if (files and not lang) or not (files or export):
        raise UsageError("segment-what")

    def warn(warning: TmkitError) -> None:
        click.echo(warning.text(language), err=True)

    segments = segmenting.segment_files(
        files, lang or "", settings=settings, srx=srx, encoding=encoding, on_warning=warn
    )
    # Not `click.echo`, which writes out each line by itself.
    sys.stdout.writelines(
        (_row(each) if as_json else " ".join(each.text.split())) + "\n" for each in segments
    )


def _row(segment: Segment) -> str:
    return json.dumps(segment._asdict(), ensure_ascii=False)
