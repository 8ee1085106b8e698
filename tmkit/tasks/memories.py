"""Memories by path: which reader a file wants, by its suffix, or else by how it begins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tmkit.errors import FormatError, UsageError
from tmkit.formats import jsonl, pairs, po, stream, tmx, xliff
from tmkit.model import Finding, Memory

__all__ = ["KNOWN", "is_glossary", "read_memory"]

_XLIFF = (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff")
_PO = (".po", ".pot")
KNOWN = (".tmx", *pairs.SUFFIXES, ".jsonl", *_XLIFF, *_PO)
"""Suffixes of files that are read as memories."""


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


def is_glossary(path: Path) -> bool:
    """Whether a file is TBX, by its suffix, or by how it begins where its suffix says nothing."""
    suffixes = _suffixes(path)
    if suffixes and suffixes[-1] in (".tbx", *KNOWN):
        return suffixes[-1] == ".tbx"
    beginning = _beginning(path)
    return any(root in beginning for root in (b"<martif", b"<tbx", b"<TBX", b":tbx "))


def _suffixes(path: Path) -> list[str]:
    """The suffixes without those of what a file is packed in: memory.tmx.gz."""
    return [each.lower() for each in path.suffixes if each.lower() not in (".gz", ".zip")]


def _sniffed(path: Path) -> str:
    """The suffix that a file should have, "" for what is none of them."""
    suffixes = _suffixes(path)
    if suffixes and suffixes[-1] in KNOWN:
        return suffixes[-1]
    text = _beginning(path)
    marks = {b"<tmx": ".tmx", b"<xliff": ".xlf", b'msgid "': ".po", b'{"id": ': ".jsonl"}
    return next((suffix for mark, suffix in marks.items() if mark in text), "")


def _beginning(path: Path) -> bytes:
    try:
        with stream.unpacked(path) as chunks:
            data = next(chunks, b"")
    except FormatError as error:
        if error.key == "zip-members":
            return b""  # a package of another kind: .docx
        raise
    # Names of elements are ASCII: without its zero bytes UTF-16 reads the same.
    return data.replace(b"\0", b"")
