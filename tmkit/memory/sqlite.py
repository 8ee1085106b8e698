"""A memory in one SQLite file."""

from __future__ import annotations

import shlex
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from tmkit.errors import OutputError, TmkitError, UsageError
from tmkit.memory.database import MOST_WORDS, VERSION, askable
from tmkit.memory.upgrading import is_current, make_anew

__all__ = ["SqliteDatabase"]

# "tmkt": `file` and others can tell such a file by it.
_APPLICATION = 0x746D6B74
_UNITS = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE tu (
    id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, name TEXT NOT NULL,
    sides INTEGER NOT NULL, rest TEXT NOT NULL
);
CREATE INDEX tu_name ON tu (name) WHERE name <> '';
CREATE TABLE context (side INTEGER, digest INTEGER, PRIMARY KEY (side, digest)) WITHOUT ROWID;
INSERT INTO meta VALUES ('next', '1'), ('rank', '1'), ('source', '');
"""
# By what units are found: made anew of the texts where it is of an older version. Words are merged
# when `merge_words` says so; what a transaction adds fits in 8 MB, and is one part of their index.
_SIDES = """
CREATE TABLE side (
    id INTEGER PRIMARY KEY, tu INTEGER NOT NULL, lang TEXT NOT NULL, text TEXT NOT NULL,
    skeleton INTEGER
);
CREATE INDEX side_skeleton ON side (skeleton);
CREATE TABLE term (
    lang TEXT, word TEXT, rank INTEGER NOT NULL, PRIMARY KEY (lang, word)
) WITHOUT ROWID;
CREATE TABLE post (
    rank INTEGER, first INTEGER, entries BLOB NOT NULL, PRIMARY KEY (rank, first)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (
    bare, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 0'
);
INSERT INTO words (words, rank)
    VALUES ('automerge', 0), ('usermerge', 2), ('hashsize', 8388608)"""
_WAIT = 10.0
"""Seconds until a store that another process writes to is called busy."""


class SqliteDatabase:
    """The tables of a memory in a file; see `Database`."""

    def __init__(self, path: Path, *, create: bool = True, upgrade: bool = False) -> None:
        """Open a file. create: make it where there is none; otherwise that is a UsageError.

        upgrade: accept one of an older version, that `renew` brings up to date.
        """
        self.name = str(path)
        if not create and not path.exists():
            raise UsageError("store-none", self.name, details={"path": shlex.quote(self.name)})
        try:
            if create:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=_WAIT)
        except OSError as error:
            raise OutputError("output", self.name, details={"reason": error.strerror}) from error
        except sqlite3.Error as error:
            self._fail(error)
        try:
            self._prepare(upgrade=upgrade)
        except TmkitError:
            self._connection.close()
            raise

    def _prepare(self, *, upgrade: bool) -> None:
        """Make the tables of a new file, refuse a file of another kind or version."""
        (application,) = self.rows("PRAGMA application_id")[0]
        (version,) = self.rows("PRAGMA user_version")[0]
        (tables,) = self.rows("SELECT count(*) FROM sqlite_master")[0]
        if tables and application != _APPLICATION:
            raise UsageError("store-other", self.name)
        self._is_old = bool(tables) and not is_current(self, version, upgrade=upgrade)
        if not tables:
            self.rows("PRAGMA page_size = 16384")
            self.rows("PRAGMA journal_mode = WAL")
            with self.writing():
                self._make_tables()
        # Nothing that was committed is lost when a process dies; only a power cut may undo the
        # last batches, never half of one.
        self.rows("PRAGMA synchronous = NORMAL")
        self.rows("PRAGMA cache_size = -65536")
        self.rows("PRAGMA mmap_size = 67108864")
        # The log goes into the file in steps of 2 MB: who adds one unit does not wait for 8.
        self.rows("PRAGMA wal_autocheckpoint = 125")

    def _make_tables(self) -> None:
        if self.rows("SELECT 1 FROM sqlite_master LIMIT 1"):
            return  # another process was faster
        for statement in (_UNITS + _SIDES).split(";\n"):
            self.rows(statement)
        self.rows(f"PRAGMA application_id = {_APPLICATION}")
        self.rows(f"PRAGMA user_version = {VERSION}")

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """What a statement selects."""
        try:
            return self._connection.execute(statement, parameters).fetchall()
        except UnicodeEncodeError:
            return self.rows(statement, askable(parameters))
        except sqlite3.Error as error:
            self._fail(error)

    def write(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement for each row of parameters."""
        try:
            self._connection.executemany(statement, rows)
        except UnicodeEncodeError as error:
            details = {"reason": error}
            raise UsageError("store-character", self.name, details=details) from error
        except sqlite3.Error as error:
            self._fail(error)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A block whose statements all see the same state."""
        if self._connection.in_transaction:
            yield
            return
        self.rows("BEGIN")
        try:
            yield
        finally:
            self._connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A block whose changes are all made when it ends well, or none."""
        self.rows("BEGIN IMMEDIATE")
        try:
            yield
            self.rows("COMMIT")
        except BaseException:
            self._connection.rollback()
            raise

    def add_words(self, rows: Iterable[tuple[int, str]]) -> None:
        """Make texts findable by their words."""
        self.write("INSERT INTO words (rowid, bare) VALUES (?, ?)", rows)

    def merge_words(self) -> None:
        """Put what was added to the index of words into order."""
        # As many pages as there are.
        self.rows("INSERT INTO words (words, rank) VALUES ('merge', 1000000)")

    def remove_words(self, rows: Iterable[tuple[int, str]]) -> None:
        """Take texts out again."""
        self.write("INSERT INTO words (words, rowid, bare) VALUES ('delete', ?, ?)", rows)

    def with_words(self, words: Sequence[str]) -> Iterator[tuple[int, str, str, int]]:
        """Id, language, text and unit of the texts with these words in a row, and of some more."""
        phrase = '"' + " ".join(words[:MOST_WORDS]).replace('"', " ") + '"'
        statement = (
            "SELECT side.id, side.lang, side.text, side.tu FROM words "
            "JOIN side ON side.id = words.rowid WHERE words MATCH ? ORDER BY words.rowid"
        )
        try:
            yield from self._connection.execute(statement, (phrase,))
        except sqlite3.Error as error:
            self._fail(error)

    def renew(self, tables: Sequence[str]) -> None:
        """Empty some tables; those of an older version are made anew first."""
        if self._is_old:
            make_anew(self, _SIDES)
            self.rows(f"PRAGMA user_version = {VERSION}")
        for table in tables:
            self.rows(f"DELETE FROM {table}")  # noqa: S608 # names of our own tables

    def close(self) -> None:
        """End the connection; what is in the log goes into the file."""
        self._connection.close()

    def _fail(self, error: sqlite3.Error) -> NoReturn:
        """The error as one line that says what to do."""
        known = {
            "SQLITE_NOTADB": "store-other",
            "SQLITE_BUSY": "store-busy",
            "SQLITE_LOCKED": "store-busy",
            "SQLITE_CORRUPT": "store-broken",
        }
        # The codes that SQLite extends begin alike: SQLITE_BUSY_SNAPSHOT.
        name = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
        details = {"reason": str(error)}
        if name in known:
            raise UsageError(known[name], self.name, details=details) from error
        raise OutputError("store-failed", self.name, details=details) from error
