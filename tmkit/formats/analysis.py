"""The analysis of files against a memory: a table for a quotation, and a page for people."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import BinaryIO

from tmkit import messages
from tmkit.formats import page
from tmkit.formats.page import Words, say
from tmkit.model import Analysis, FileAnalysis, Volume

__all__ = ["WRITERS", "band_name", "rows"]

Row = tuple[str, Volume, float, float]
"""A band, its text, its share of the words in percent, its weighted words."""


def rows(file: FileAnalysis, weights: dict[str, int]) -> list[Row]:
    """The bands of a file in their order, the total last, "total"."""
    total = file.total
    found = [
        (
            band,
            volume,
            100 * volume.words / max(1, total.words),
            weights[band] * volume.words / 100,
        )
        for band, volume in file.bands.items()
    ]
    return [*found, ("total", total, 100.0 if total.words else 0.0, file.weighted(weights))]


def band_name(band: str, language: str) -> str:
    """What people call a band: "100 %", "Repetitions"."""
    return messages.message(f"band-{band}", language)


def write_csv(analysis: Analysis, file: BinaryIO, *, language: str = "en") -> None:  # noqa: ARG001 # as all writers
    """Write a row for each band of each file and of all: the names of bands as the settings do."""
    text = io.StringIO()
    row = csv.writer(text, lineterminator="\r\n").writerow
    row(["file", "band", "segments", "words", "characters", "weight", "weighted words"])
    for each in (*analysis.files, analysis.total):
        for band, volume, _, weighted in rows(each, dict(analysis.weights)):
            counts = volume.segments, volume.words, volume.characters
            row([each.path, band, *counts, analysis.weights.get(band, ""), f"{weighted:.2f}"])
    # A mark of the encoding: without it Excel takes Vietnamese file names for Windows-1252.
    file.write(text.getvalue().encode("utf-8-sig", "backslashreplace"))


def write_page(analysis: Analysis, file: BinaryIO, *, language: str = "en") -> None:
    """Write the page; language: in which it opens."""
    files = analysis.files if len(analysis.files) > 1 else ()
    form = page.template("analysis.html.j2", band=_band, percent=_percent, worth=_worth)
    page.write(
        form,
        file,
        language=language,
        page=say("analysis-page"),
        title=analysis.store,
        prefix="analysis-",
        sections=["together", *(["files"] if files else []), "weights"],
        total=analysis.total.total,
        weighted=analysis.total.weighted(analysis.weights),
        together=rows(analysis.total, dict(analysis.weights)),
        files=[(each.path, rows(each, dict(analysis.weights))) for each in files or ()],
        names=[each.path for each in analysis.files],
        weights=dict(analysis.weights),
    )


def _band(name: str) -> Words:
    return {tongue: band_name(name, tongue) for tongue in messages.LANGUAGES}


def _percent(share: float) -> Words:
    return page.figures(f"{share:.1f} %")


def _worth(words: float) -> Words:
    return page.figures(f"{words:,.2f}")


WRITERS: dict[str, Callable[..., None]] = {".html": write_page, ".csv": write_csv}
"""By the suffix of the file."""
