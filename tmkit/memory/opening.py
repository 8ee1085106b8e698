"""Which database a memory is kept in, by what names it."""

from __future__ import annotations

from pathlib import Path

from tmkit.memory.sqlite import SqliteDatabase
from tmkit.memory.store import MemoryStore

__all__ = ["open_store"]


def open_store(path_or_url: Path | str, *, create: bool = True) -> MemoryStore:
    """The memory in a SQLite file.

    create: make an empty one where there is none. Raises UsageError for what is no memory, another
    version or none, OutputError where it cannot be made.
    """
    return MemoryStore(SqliteDatabase(Path(path_or_url), create=create))
