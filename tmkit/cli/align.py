"""tmkit align."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from tmkit import messages
from tmkit.cli.face import (
    ENCODING,
    JOBS,
    LANG_CODES,
    SPLIT_SIZE,
    Command,
    exit_code,
    kinds_of,
    reported,
    shared,
)

__all__ = ["align"]


@click.command(
    cls=Command,
    examples="tmkit align corpus/en/metrology-day.txt corpus/vi/metrology-day.txt -o notice.tmx",
)
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="OUT.tmx, .tsv or .jsonl"
)
@click.option("--pair", default="en-vi", show_default=True, help="Languages, source-target.")
@click.option("--segmented", is_flag=True, help="A line of the files is a segment already.")
@JOBS
@ENCODING
@LANG_CODES
@SPLIT_SIZE
@shared
def align(
    *,
    source: Path,
    target: Path,
    output: Path,
    pair: str,
    segmented: bool,
    jobs: int | None,
    encoding: str,
    lang_codes: str,
    split_size: int,
    language: str,
) -> None:
    """Align two files, or two folders that hold files of the same names."""
    from tmkit.settings import load
    from tmkit.tasks.pairing import align_files
    from tmkit.tasks.scaffold import pair_of

    one, two = pair_of(pair)
    settings = replace(load(Path()), source=one, target=two)
    with reported(language) as on_finding:
        result = align_files(
            source,
            target,
            output,
            settings=settings,
            segmented=segmented,
            jobs=jobs,
            encoding=encoding,
            lang_codes=lang_codes,
            split_size=split_size,
            language=language,
            on_finding=on_finding,
        )
    details = {**result.counts, "kinds": kinds_of(result), "output": output}
    click.echo(messages.message("aligned", language, **details), err=True)
    raise SystemExit(exit_code(result.findings))
