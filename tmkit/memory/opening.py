"""Which database a memory is kept in, by what names it."""

from __future__ import annotations

from pathlib import Path

from tmkit.errors import UsageError
from tmkit.memory.postgres import PostgresDatabase
from tmkit.memory.sqlite import SqliteDatabase
from tmkit.memory.store import MemoryStore

__all__ = ["open_store"]

_SERVERS = ("postgresql://", "postgres://")


def open_store(
    path_or_url: Path | str, *, create: bool = True, upgrade: bool = False
) -> MemoryStore:
    """The memory in a SQLite file, or on the server of a postgresql:// URL.

    create: make an empty one where there is none. upgrade: open one of an older version, of which
    only `optimise` may be asked, that brings it up to date. Raises UsageError for what is no
    memory, another version, none, or a server that does not answer; OutputError where it cannot be
    made.
    """
    if isinstance(path_or_url, str) and path_or_url.startswith(_SERVERS):
        return MemoryStore(PostgresDatabase(path_or_url, create=create, upgrade=upgrade))
    if isinstance(path_or_url, str) and "://" in path_or_url:
        raise UsageError("store-url", details={"scheme": path_or_url.partition("://")[0]})
    return MemoryStore(SqliteDatabase(Path(path_or_url), create=create, upgrade=upgrade))
