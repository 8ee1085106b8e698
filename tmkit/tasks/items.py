"""The items of a review's desk, and how they are kept from one time to the next."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import tmkit
from tmkit.errors import OutputError
from tmkit.formats import files
from tmkit.model import Row
from tmkit.tasks.holdings import TermKey

__all__ = ["Found", "Item", "Rows", "Stamp"]

Stamp = tuple[int, int, int]
"""By what a change of a file is seen: its time in nanoseconds, size and number."""


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the queue with what is asked of it.

    path: of a concept file. line: of a candidate, as the build wrote it. keys: of its terms, wanted
    those that hold it. search: its words, folded, without marks.
    """

    row: Row
    search: str
    keys: tuple[TermKey, ...] = ()
    people: tuple[str, ...] = ()
    path: str = ""
    stamp: Stamp = (0, 0, 0)
    line: bytes = b""
    wanted: frozenset[TermKey] = frozenset()

    @property
    def key(self) -> str:
        """Of its row."""
        return self.row.key

    @property
    def langs(self) -> tuple[str, ...]:
        """The languages of its terms, without regions."""
        return tuple(dict.fromkeys(tag for tag, _ in self.keys))


class Found(NamedTuple):
    """A concept file that lies there. name: its path below the glossaries, without suffix."""

    name: str
    path: str
    stamp: Stamp


class Rows:
    """What was read of concept files, kept in a file; a file that has changed since is not in it.

    The rows are those of one version of tmkit and of the same languages.
    """

    def __init__(self, path: Path, languages: tuple[str, str]) -> None:
        self._path = path
        self._signature = [tmkit.__version__, *languages]

    def read(self) -> dict[Found, Item]:
        """The items that were kept, by the files as they were; none where that is impossible."""
        try:
            signature, *rows = json.loads(self._path.read_bytes())
            if signature != self._signature:
                return {}
            return dict(map(_item_of, rows))
        except (OSError, ValueError, TypeError, LookupError):
            return {}

    def write(self, items: Iterable[Item]) -> None:
        """Keep items of concept files; what cannot be kept is read again."""
        rows = [
            [
                each.path,
                each.stamp,
                each.search,
                each.keys,
                each.people,
                astuple(each.row)[:_OF_FILE],
            ]
            for each in items
        ]
        with suppress(OutputError):
            files.write_text(self._path, json.dumps([self._signature, *rows]))


# Fields of a row that its file tells.
_OF_FILE = 11


def _item_of(row: list[Any]) -> tuple[Found, Item]:
    path, stamp, search, keys, people, fields = row
    about = Row(*fields)
    keys = tuple(map(tuple, keys))
    item = Item(about, search, keys, tuple(people), path, tuple(stamp))
    return Found(about.key.partition(":")[2], path, item.stamp), item
