"""A memory on a PostgreSQL server, shared by many."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NoReturn

from tmkit.errors import OutputError, TmkitError, UsageError
from tmkit.memory.database import MOST_WORDS, VERSION, askable
from tmkit.memory.upgrading import is_current, make_anew

if TYPE_CHECKING:
    import psycopg

__all__ = ["PostgresDatabase"]

# Any number, as long as nobody else locks it: one writer at a time.
_LOCK = 0x746D6B74
# What COPY does in a third of the time.
_INSERT = re.compile(r"INSERT INTO (\w+ \([^()]*\)) VALUES \([?, ]+\)")
_UNITS = """
CREATE SCHEMA IF NOT EXISTS tmkit;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE tu (
    id BIGINT PRIMARY KEY, key BYTEA NOT NULL UNIQUE, name TEXT NOT NULL,
    sides INTEGER NOT NULL, rest TEXT NOT NULL
);
CREATE INDEX tu_name ON tu (name) WHERE name <> '';
CREATE TABLE context (side BIGINT, digest BIGINT, PRIMARY KEY (side, digest));
INSERT INTO meta VALUES ('next', '1'), ('rank', '1'), ('source', '');
"""
# By what units are found: made anew of the texts where it is of an older version.
_SIDES = """
CREATE TABLE side (
    id BIGINT PRIMARY KEY, tu BIGINT NOT NULL, lang TEXT NOT NULL, text TEXT NOT NULL,
    skeleton BIGINT
);
CREATE INDEX side_skeleton ON side (skeleton);
CREATE TABLE term (lang TEXT, word TEXT, rank INTEGER NOT NULL, PRIMARY KEY (lang, word));
CREATE TABLE post (rank INTEGER, first BIGINT, entries BYTEA NOT NULL, PRIMARY KEY (rank, first));
CREATE TABLE words (id BIGINT PRIMARY KEY, bare TEXT[] NOT NULL);
CREATE INDEX words_bare ON words USING gin (bare)"""


class PostgresDatabase:
    """The tables of a memory in the schema "tmkit" of a database; see `Database`."""

    def __init__(self, url: str, *, create: bool = True, upgrade: bool = False) -> None:
        """Connect. create: make the tables where there are none; otherwise that is a UsageError.

        upgrade: accept those of an older version, that `renew` brings up to date.
        """
        self.name = _without_password(url)
        try:
            import psycopg
        except ImportError as error:
            raise UsageError("store-driver", self.name) from error
        try:
            self._connection = psycopg.connect(url, autocommit=True, connect_timeout=10)
        except psycopg.Error as error:
            # A URL that cannot be read is quoted as it is.
            details = {"reason": _reason(error).replace(url, self.name)}
            raise UsageError("store-server", self.name, details=details) from error
        try:
            self._prepare(create=create, upgrade=upgrade)
        except TmkitError:
            self._connection.close()
            raise

    def _prepare(self, *, create: bool, upgrade: bool) -> None:
        """Make the tables where there are none, refuse those of another version."""
        self.rows("SET search_path TO tmkit")
        if not self._is_there():
            if not create:
                raise UsageError("store-none", self.name, details={"path": shlex.quote(self.name)})
            with self.writing():
                self._make_tables()
        ((version,),) = self.rows("SELECT value FROM meta WHERE name = 'version'")
        self._is_old = not is_current(self, int(version), upgrade=upgrade)

    def _make_tables(self) -> None:
        if self._is_there():
            return  # another process was faster
        for statement in (_UNITS + _SIDES).split(";\n"):
            self.rows(statement)
        self.rows("INSERT INTO meta VALUES ('version', ?)", (str(VERSION),))

    def _is_there(self) -> bool:
        return self.rows("SELECT to_regclass('tmkit.meta')") != [(None,)]

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """What a statement selects."""
        import psycopg

        try:
            cursor = self._connection.execute(_written(statement), parameters or None)
            return cursor.fetchall() if cursor.description else []
        except (psycopg.DataError, UnicodeEncodeError) as error:
            if (asked := askable(parameters)) == list(parameters):
                self._fail(error)
            return self.rows(statement, asked)
        except psycopg.Error as error:
            self._fail(error)

    def write(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement for each row of parameters."""
        import psycopg

        rows = list(rows)  # now: whoever makes them may have statements of their own to run
        try:
            with self._connection.cursor() as cursor:
                if plain := _INSERT.fullmatch(statement):
                    with cursor.copy(f"COPY {plain[1]} FROM STDIN".encode()) as copy:
                        for row in rows:
                            copy.write_row(row)
                else:
                    cursor.executemany(_written(statement), rows)
        except (psycopg.Error, UnicodeEncodeError) as error:
            self._fail(error)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A block whose statements all see the same state."""
        self.rows("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            self._undo()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A block whose changes are all made when it ends well, or none."""
        self.rows("BEGIN")
        try:
            self.rows(f"SELECT pg_advisory_xact_lock({_LOCK})")
            yield
            self.rows("COMMIT")
        except BaseException:
            self._undo()
            raise

    def _undo(self) -> None:
        import psycopg

        # Where the server is gone it has undone everything itself.
        with suppress(psycopg.Error):
            self._connection.rollback()

    def add_words(self, rows: Iterable[tuple[int, str]]) -> None:
        """Make texts findable by their words."""
        words = ((identifier, bare.split(" ")) for identifier, bare in rows)
        self.write("INSERT INTO words (id, bare) VALUES (?, ?)", words)

    def merge_words(self) -> None:
        """Nothing: the server does so by itself, and lets none but the owner ask for it."""

    def remove_words(self, rows: Iterable[tuple[int, str]]) -> None:
        """Take texts out again."""
        self.write("DELETE FROM words WHERE id = ?", [(identifier,) for identifier, _ in rows])

    def with_words(self, words: Sequence[str]) -> Iterator[tuple[int, str, str, int]]:
        """Id, language, text and unit of the texts with these words, in any order; in `reading`."""
        import psycopg

        statement = (
            "SELECT side.id, side.lang, side.text, side.tu FROM words "
            "JOIN side ON side.id = words.id WHERE words.bare @> %s ORDER BY words.id"
        )
        try:
            with self._connection.cursor("words") as cursor:
                yield from cursor.execute(statement, (list(words[:MOST_WORDS]),))
        except psycopg.Error as error:
            self._fail(error)

    def renew(self, tables: Sequence[str]) -> None:
        """Empty some tables, which who reads still sees; older ones are made anew first."""
        if self._is_old:
            make_anew(self, _SIDES)
            self.write("UPDATE meta SET value = ? WHERE name = 'version'", [(str(VERSION),)])
        for table in tables:
            self.rows(f"DELETE FROM {table}")  # noqa: S608 # names of our own tables

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _fail(self, error: psycopg.Error | UnicodeEncodeError) -> NoReturn:
        """The error as one line that says what to do."""
        import psycopg

        details = {"reason": _reason(error)}
        if isinstance(error, (psycopg.DataError, UnicodeEncodeError)):
            raise UsageError("store-character", self.name, details=details) from error
        if isinstance(error, psycopg.OperationalError) and not isinstance(
            error, psycopg.errors.DiskFull
        ):
            raise UsageError("store-server", self.name, details=details) from error
        raise OutputError("store-failed", self.name, details=details) from error


def _written(statement: str) -> Any:  # noqa: ANN401 # psycopg wants literal strings
    """The statement as psycopg has it; none of ours holds a % or a question mark in a text."""
    return statement.replace("?", "%s")


def _without_password(url: str) -> str:
    """The URL as it may stand in a message."""
    before, at, place = url.partition("://")[2].rpartition("@")
    place = re.sub(r"(?<=[?&])(ssl)?password=[^&]*&?", "", place).rstrip("?&")
    return f"postgresql://{before.partition(':')[0]}{at}{place}"


def _reason(error: Exception) -> str:
    """What went wrong in one line, without the sign at its end."""
    return " ".join(str(error).split()).rstrip(".?")
