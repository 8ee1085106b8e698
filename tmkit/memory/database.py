"""What a store asks of a database: statements, transactions, and words to search for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

__all__ = ["MOST_WORDS", "VERSION", "Database", "askable", "chosen"]

VERSION = 2
"""Of the tables. See `upgrading` for others."""

MOST_WORDS = 16
"""Of a phrase that texts are looked up by: each word reads all places where it stands."""

# Most parameters of one statement; any database takes so many.
_CHUNK = 500
# What no database keeps as text: halves of characters, as a command line in another encoding has
# them, and, of PostgreSQL, NUL.
_UNKEPT = re.compile("[\0\ud800-\udfff]")


class Database(Protocol):
    """A database with the tables of a memory. Statements are written with ? for a parameter.

    Every method raises UsageError or OutputError where the database cannot do it.
    """

    name: str

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """What a statement selects."""

    def write(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement for each row of parameters, inside `writing`."""

    def reading(self) -> AbstractContextManager[None]:
        """A block whose statements all see the same state."""

    def writing(self) -> AbstractContextManager[None]:
        """A block whose changes are all made when it ends well, or none. There is one at a time."""

    def add_words(self, rows: Iterable[tuple[int, str]]) -> None:
        """Make texts findable by their words: id, words with spaces between them."""

    def merge_words(self) -> None:
        """Put the words that were added into order, inside `writing`: they are found as before.

        For who has added many, so that those who add one or two never wait for it.
        """

    def remove_words(self, rows: Iterable[tuple[int, str]]) -> None:
        """Take texts out again: id, words as they were added."""

    def with_words(self, words: Sequence[str]) -> Iterator[tuple[int, str, str, int]]:
        """Id, language, text and unit of the texts with these words in a row, and of some more."""

    def renew(self, tables: Sequence[str]) -> None:
        """Empty some tables, inside `writing`; who reads sees them full until it ends.

        Those of an older version are made anew first, and are of this one then.
        """

    def close(self) -> None:
        """End the connection."""


def askable(parameters: Sequence[object]) -> list[object]:
    """Parameters by which a database can be asked; what it cannot keep it does not hold."""
    return [_UNKEPT.sub("\ufffd", each) if isinstance(each, str) else each for each in parameters]


def chosen(
    database: Database, statement: str, values: Iterable[object], before: Sequence[object] = ()
) -> Iterator[tuple[Any, ...]]:
    """What a statement selects that ends in `IN (…)`, for any number of values.

    before: the parameters that stand before them.
    """
    left = list(values)
    for start in range(0, len(left), _CHUNK):
        chunk = left[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        yield from database.rows(statement.replace("(…)", f"({marks})"), [*before, *chunk])
