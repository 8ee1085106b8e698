"""Units that are kept, and those that are not, each in a memory of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

import tmkit
from tmkit.errors import UsageError
from tmkit.formats import files, jsonl, pairs, tmx
from tmkit.model import MemoryHeader, TranslationUnit
from tmkit.tasks.losses import Losses

__all__ = ["REASON", "WRITTEN", "Savers", "removed_path", "savers"]

WRITTEN = (".tmx", *pairs.SUFFIXES, ".jsonl")
"""Suffixes of the memories that can be kept."""

REASON = "reason"
"""The prop that says why a unit was not kept."""

Put = Callable[[TranslationUnit], None]


class Savers(NamedTuple):
    """put keeps a unit, drop puts it aside; losses: what the format cannot hold of both."""

    put: Put
    drop: Put
    losses: Losses


def removed_path(keep: Path) -> Path:
    """Where the units stand that were not kept: clean.removed.tmx beside clean.tmx."""
    return keep.with_name(f"{keep.stem}.removed{keep.suffix}")


@contextmanager
def savers(keep: Path | None, header: MemoryHeader, languages: tuple[str, str]) -> Iterator[Savers]:
    """What keeps units and puts them aside; the files appear at the end.

    languages: of the columns of a table. Raises UsageError, OutputError.
    """
    losses = Losses(keep.suffix.lower() if keep else "", languages)
    if keep is None:
        yield Savers(_forget, _forget, losses)
        return
    with (
        _saver(keep, header, losses) as put,
        _saver(removed_path(keep), header, losses) as drop,
    ):
        yield Savers(put, drop, losses)


def _forget(_unit: TranslationUnit) -> None:
    """Nothing is kept."""


@contextmanager
def _saver(path: Path, header: MemoryHeader, losses: Losses) -> Iterator[Put]:
    """A function that appends a unit to a memory. Raises UsageError, OutputError."""
    if losses.suffix == ".tmx":
        with tmx.saver(header, path, version=tmkit.__version__) as put:
            yield lambda unit: put(unit) if unit.variants else None
        return
    if losses.suffix not in WRITTEN:
        details = {"suffix": path.suffix or path.name, "known": ", ".join(WRITTEN)}
        raise UsageError("output-type", str(path), details=details)
    with files.atomic(path) as file:
        if losses.suffix == ".jsonl":
            yield lambda unit: _append(unit, file)
            return
        props = (REASON,) if path.stem.endswith(".removed") else ()
        write = pairs.writer(file, losses.languages, losses.suffix, props)
        yield lambda unit: write(unit) if losses.fits(unit, props) else None


def _append(unit: TranslationUnit, file: BinaryIO) -> None:
    jsonl.write([unit], file)
