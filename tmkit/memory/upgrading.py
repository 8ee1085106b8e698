"""Stores of another version: which can be brought up to date, and how."""

from __future__ import annotations

import shlex

from tmkit.errors import TmkitError, UsageError
from tmkit.memory.database import VERSION, Database
from tmkit.memory.indexing import write_sides

__all__ = ["is_current", "make_anew"]

# What the units themselves stand in; all else is made of it.
_UNITS = (
    "SELECT id, key, name, sides, rest FROM tu LIMIT 0",
    "SELECT id, tu, lang, text FROM side LIMIT 0",
    "SELECT side, digest FROM context LIMIT 0",
)
_BATCH = 10_000


def is_current(database: Database, version: int, *, upgrade: bool) -> bool:
    """Whether a store is of this version; False for an older one that may be brought up to date.

    upgrade: whether the caller does that. Raises UsageError with what to do for all others.
    """
    if version == VERSION:
        return True
    path = shlex.quote(database.name)
    details = {"version": version, "wanted": VERSION, "path": path}
    if version > VERSION:
        raise UsageError("store-newer", database.name, details=details)
    if not _has_units(database):
        raise UsageError("store-too-old", database.name, details=details)
    if not upgrade:
        raise UsageError("store-older", database.name, details=details)
    return False


def _has_units(database: Database) -> bool:
    """Whether units stand in the store as they do in this version."""
    try:
        for statement in _UNITS:
            database.rows(statement)
    except TmkitError:
        return False
    return True


def make_anew(database: Database, tables: str) -> None:
    """Make the tables by which units are found, inside `writing`.

    tables: the statements for `side`, `term`, `post` and `words`.
    """
    gone = ("DROP INDEX IF EXISTS side_skeleton", "ALTER TABLE side RENAME TO old_side")
    drops = [f"DROP TABLE IF EXISTS {table}" for table in ("term", "post", "words")]
    for statement in (*gone, *drops, *tables.split(";\n")):
        database.rows(statement)
    database.rows("UPDATE meta SET value = '1' WHERE name = 'rank'")
    last = 0
    statement = "SELECT id, tu, lang, text FROM old_side WHERE id > ? ORDER BY id LIMIT ?"
    while rows := database.rows(statement, (last, _BATCH)):
        write_sides(database, rows)
        last = rows[-1][0]
    database.rows("DROP TABLE old_side")
