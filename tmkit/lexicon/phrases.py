"""The words, phrases and names of the shipped lists, as they are written there."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tmkit import lang

__all__ = ["phrases_of"]

_DATA = Path(__file__).parent / "data"


@cache
def phrases_of(tag: str) -> frozenset[str]:
    """The words, phrases and names that the shipped lists have in a language, as written there."""
    primary = lang.primary(tag)
    return frozenset(
        line.split("\t")[number]
        for file in sorted(_DATA.glob("*.tsv"))
        for number, each in enumerate(file.stem.split("-"))
        if each == primary
        for line in file.read_text(encoding="utf-8").splitlines()[1:]
    )
