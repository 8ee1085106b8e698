"""tmkit memory analyse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tmkit.cli.face import STORE, Command, reported, shared
from tmkit.messages import message

if TYPE_CHECKING:
    from tmkit.model import Analysis, FileAnalysis, Volume

__all__ = ["analyse"]


@click.command(
    cls=Command, examples="tmkit memory analyse corpus/en/metrology-day.txt -o analysis.html"
)
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@STORE
@click.option("--from", "source", default="", help="Language of the texts; default: the settings'.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write OUT.html or OUT.csv as well."
)
@shared
def analyse(
    *,
    paths: tuple[Path, ...],
    store: str,
    source: str,
    as_json: bool,
    output: Path | None,
    language: str,
) -> None:
    """Count how much of FILE… the memory knows: documents, TMX, XLIFF, PO, tables.

    Weighted words: by the percent that [analysis.weights] of the settings gives each band.
    """
    from tmkit.tasks.analysing import analyse as run

    with reported(language) as findings:
        result = run(
            paths, store, source=source, output=output, language=language, on_finding=findings
        )
    rows = json.dumps(_row(result), ensure_ascii=False) if as_json else _text(result, language)
    click.echo(rows)
    raise SystemExit(findings.exit_code)


def _row(result: Analysis) -> dict[str, Any]:
    files = [{"path": file.path, **_of_file(file, result)} for file in result.files]
    weights = dict(result.weights)
    return {"weights": weights, "files": files, "total": _of_file(result.total, result)}


def _of_file(file: FileAnalysis, result: Analysis) -> dict[str, Any]:
    bands = {band: _counts(volume) for band, volume in file.bands.items()}
    return {"bands": bands, **_counts(file.total), "weighted": file.weighted(result.weights)}


def _counts(volume: Volume) -> dict[str, int]:
    return {
        "segments": volume.segments,
        "words": volume.words,
        "characters": volume.characters,
    }


def _text(result: Analysis, language: str) -> str:
    """A table for each file, and one for all where there are several."""
    files = (*result.files, result.total) if len(result.files) > 1 else result.files
    return "\n\n".join(_table(file, result, language) for file in files)


def _table(file: FileAnalysis, result: Analysis, language: str) -> str:
    names = ("segments", "words", "characters")
    head = ["", *(message(f"analysis-{name}", language) for name in names), "%"]
    rows = [
        _cells(message(f"band-{band}", language), volume, file.total)
        for band, volume in file.bands.items()
    ]
    rows.append(_cells(message("band-total", language), file.total, file.total))
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    lines = [file.path or message("analysis-together", language)]
    for row in (head, *rows):
        cells = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        lines.append(f"  {row[0].ljust(widths[0])}  {'  '.join(cells)}".rstrip())
    weighted = message("analysis-weighted", language)
    return "\n".join([*lines, f"  {weighted}: {file.weighted(result.weights):.2f}"])


def _cells(name: str, volume: Volume, total: Volume) -> list[str]:
    share = 100 * volume.words / max(1, total.words)
    counts = (volume.segments, volume.words, volume.characters)
    return [name, *map(str, counts), f"{share:.1f}"]
