"""What a build makes of some document pairs: all that can be written where they are aligned."""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

from tmkit.formats import tmx
from tmkit.model import Finding
from tmkit.tasks.aligning import Row
from tmkit.tasks.harvest import TextRow, row_of
from tmkit.tasks.reporting import ReportDraft
from tmkit.tasks.spills import Spill
from tmkit.tasks.stages import Piece, align_piece, known
from tmkit.tasks.tally import PairCounts
from tmkit.terms import Sighting

__all__ = ["PieceDraft", "draft_of", "draft_piece", "units_of"]


class PieceDraft(NamedTuple):
    """What is left to do with it is to put it behind others. left_over: lines of unaligned.tsv."""

    counts: PairCounts
    report: ReportDraft
    findings: list[Finding]
    left_over: bytes
    sightings: list[Sighting]
    texts: list[TextRow | None]


def draft_piece(piece: Piece, spill: Spill) -> None:
    """Align some pairs and keep what comes of them. The spill knows "work" and "lang_codes"."""
    if spill.has(f"{piece.name}.done"):
        return
    settings = known(spill, "work").settings
    results = align_piece(piece, spill)
    counts, report = PairCounts(), ReportDraft()
    for result in results:
        counts.count(result)
        report.add(result)
    units = [*chain.from_iterable(result.units for result in results)]
    rows = chain.from_iterable(result.rows for result in results)
    lang_codes = known(spill, "lang_codes")
    rendered = [tmx.rendered(unit, settings.source, lang_codes) for unit in units]
    spill.write(f"{piece.name}.tmx", rendered)
    draft = PieceDraft(
        counts,
        report,
        [*chain.from_iterable(result.findings for result in results)],
        b"".join(_left_over_line(row) for row in rows if not row.kept),
        [*chain.from_iterable(result.sightings for result in results)],
        [row_of(unit, settings.languages) for unit in units],
    )
    spill.write(f"{piece.name}.done", draft)
    spill.remove(f"{piece.name}.read")


def draft_of(piece: Piece, spill: Spill) -> PieceDraft:
    """What was kept of some pairs."""
    draft: PieceDraft = spill.read(f"{piece.name}.done")
    return draft


def units_of(piece: Piece, spill: Spill) -> list[bytes]:
    """Their units, as TMX has them."""
    units: list[bytes] = spill.read(f"{piece.name}.tmx")
    return units


def _left_over_line(row: Row) -> bytes:
    cells = (row.reference, row.kind, f"{row.score:.4f}", *map(_cell, row.text))
    return ("\t".join(cells) + "\n").encode()


def _cell(text: str) -> str:
    return " ".join(text.split())
