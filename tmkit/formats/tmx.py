"""TMX: translation memories, read (1.1 to 1.4b) and written (1.4) as streams."""

from __future__ import annotations

from tmkit.formats.tmx_reader import read
from tmkit.formats.tmx_writer import (
    ATTRIBUTE,
    MACHINE,
    REVIEWED,
    Put,
    rendered,
    save,
    saver,
    shards,
    write,
    writer,
)

__all__ = [
    "ATTRIBUTE",
    "MACHINE",
    "REVIEWED",
    "Put",
    "read",
    "rendered",
    "save",
    "saver",
    "shards",
    "write",
    "writer",
]
