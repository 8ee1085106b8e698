"""Memories by path: which reader a file wants, by its suffix, or else by how it begins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tmkit.errors import UsageError
from tmkit.formats import jsonl, pairs, po, tmx, xliff
from tmkit.model import Finding, Memory

__all__ = ["KNOWN", "read_memory"]

_XLIFF = (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff")
_PO = (".po", ".pot")
KNOWN = (".tmx", *pairs.SUFFIXES, ".jsonl", *_XLIFF, *_PO)
"""Suffixes of files that are read as memories."""

# How much of a file is looked at where its suffix says nothing.
_BEGINNING = 4096


def read_memory(
    path: Path,
    languages: tuple[str, str],
    *,
    language: str = "en",
    on_finding: Callable[[Finding], None] = lambda _finding: None,
) -> Memory:
    """The memory in a file; its units are read anew at each iteration.

    languages: of a table that does not name them; language: of messages.
    Raises UsageError for a file of another kind or none, FormatError.
    """
    if not path.is_file():
        raise UsageError("no-file", str(path))
    suffix = path.suffix.lower()
    kind = suffix if suffix in KNOWN else _sniffed(path)
    if kind in _XLIFF:
        return xliff.read(path, on_finding, language=language)
    if kind in _PO:
        return po.read(path, on_finding, language=language)
    if kind in pairs.SUFFIXES:
        return pairs.read(path, languages)
    if kind == ".jsonl":
        return jsonl.read(path, languages)
    if kind == ".tmx":
        return tmx.read(path, on_finding, language=language)
    details = {"suffix": path.suffix or path.name, "known": ", ".join(KNOWN)}
    raise UsageError("input-type", str(path), details=details)


def _sniffed(path: Path) -> str:
    """The suffix that a file should have, "" for what is none of them."""
    if ".tmx" in (suffix.lower() for suffix in path.suffixes):
        return ".tmx"  # compressed: memory.tmx.gz
    try:
        with path.open("rb") as file:
            data = file.read(_BEGINNING)
    except OSError as error:
        raise UsageError("unreadable", str(path), details={"reason": error.strerror}) from error
    # Names of elements are ASCII: without its zero bytes UTF-16 reads the same.
    text = data.replace(b"\0", b"")
    marks = {b"<tmx": ".tmx", b"<xliff": ".xlf", b'msgid "': ".po", b'{"id": ': ".jsonl"}
    return next((suffix for mark, suffix in marks.items() if mark in text), "")
