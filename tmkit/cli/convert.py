"""tmkit convert."""

from __future__ import annotations

import json
from pathlib import Path

import click

from tmkit.cli.face import LANG_CODES, SPLIT_SIZE, Command, reported, shared

__all__ = ["convert"]


@click.command(
    cls=Command,
    examples=(
        "tmkit convert build/memory.tmx memory.csv\ntmkit convert glossaries/stameq stameq.xlsx\n"
    ),
)
@click.argument("given", metavar="IN", type=click.Path(path_type=Path))
@click.argument("output", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--pair", default="", help="Languages, source-target; default: those of the file.")
@LANG_CODES
@SPLIT_SIZE
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@shared
def convert(
    *,
    given: Path,
    output: Path,
    pair: str,
    lang_codes: str,
    split_size: int,
    as_json: bool,
    language: str,
) -> None:
    """Write the memory or the glossary in IN as OUT.

    Memories are written as .tmx, .tsv, .csv or .jsonl; also read are .xliff, .sdlxliff, .mqxliff,
    .mxliff and .po. Glossaries are read and written as .tbx (.v3.tbx for TBX-Basic v3), .csv, .tsv,
    .xlsx and OmegaT's .utf8, .tab, .txt; read is also a folder of concept files. What OUT cannot
    hold is a finding, TG803.
    """
    from tmkit.tasks.converting import convert as run

    with reported(language) as findings:
        result = run(
            given,
            output,
            pair=pair,
            lang_codes=lang_codes,
            split_size=split_size,
            language=language,
            on_finding=findings,
        )
    click.echo(json.dumps(result._asdict()) if as_json else f"units={result.units}")
    raise SystemExit(findings.exit_code)
