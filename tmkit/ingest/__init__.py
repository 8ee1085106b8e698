"""Documents → blocks. A reader takes the bytes of a file and returns decoded text, not cleaned."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from tmkit.errors import FormatError
from tmkit.ingest import docx, plain
from tmkit.model import Block, Document

__all__ = ["READERS", "is_supported", "read"]

READERS: dict[str, Callable[[bytes, str], Iterable[Block]]] = {
    ".txt": plain.read,
    ".docx": docx.read,
}


def is_supported(path: Path) -> bool:
    """Whether a reader knows the type of the file, by its suffix."""
    return path.suffix.lower() in READERS


def read(path: Path, *, id: str, lang: str) -> Document:  # noqa: A002 # the name of the field
    """The document in a file, with its blocks in reading order.

    Raises FormatError when the file cannot be read or has no text.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise FormatError("TD107", str(path), details={"suffix": path.suffix or path.name})
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise FormatError("TD101", str(path), details={"reason": error.strerror}) from error
    blocks = tuple(block for block in reader(raw, str(path)) if block.text.strip())
    if not blocks:
        raise FormatError("TD104", str(path))
    title = next((block.text for block in blocks if block.kind == "title"), "")
    return Document(id=id, lang=lang, blocks=blocks, title=title)
