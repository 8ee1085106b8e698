"""Units into the tables of a memory, out of them, and the tables made anew."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import NamedTuple

from tmkit.lang import primary
from tmkit.memory.database import Database, chosen
from tmkit.memory.indexing import SideRow, add_postings, write_sides
from tmkit.memory.records import Record, document_of, record_of
from tmkit.memory.tokens import checksum, tokens_of
from tmkit.model import TranslationUnit

__all__ = ["Added", "add", "context_of", "delete", "optimise"]

# Units of a transaction: what a process that dies may have to add again, and what is in memory.
_BATCH = 20_000
# From so many units on the words are merged when all are there.
_MANY = 1_000
# Variants whose entries stand together once the store is optimised: the more the faster it is.
_PACKED = 50_000


# Language without region → checksum of the text.
_Sums = dict[str, int]


class Added(NamedTuple):
    """How many units were new, were there with other notes, props or dates, or were there."""

    new: int = 0
    changed: int = 0
    same: int = 0


class _Placed(NamedTuple):
    """A unit with the digest of its neighbours for each variant, None for a unit that has none."""

    record: Record
    contexts: list[int | None]


def add(database: Database, units: Iterable[TranslationUnit], *, replace: bool = False) -> Added:
    """Add units; those that are there with the same texts get what else is new about them.

    replace: units with an id that is there take the place of those that have it.
    """
    placed = _placed(units)
    total = Added()
    while True:
        with _without_collector():
            batch = list(islice(placed, _BATCH))
            if not batch:
                break
            with database.writing():
                if replace:
                    _take_out_namesakes(database, batch)
                counts = _add_batch(database, batch)
        total = Added(*map(sum, zip(total, counts, strict=True)))
    if total.new >= _MANY:
        with database.writing():
            database.merge_words()
    return total


@contextmanager
def _without_collector() -> Iterator[None]:
    """A block in which nobody looks for cycles: units have none, and many are looked at often."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def context_of(previous: str, following: str) -> int | None:
    """The key of what stands before and after a text, None where there is nothing."""
    return _context(checksum(previous), checksum(following))


def _context(previous: int, following: int) -> int | None:
    together = previous << 32 | following
    return together - (1 << 63) if together else None


def _placed(units: Iterable[TranslationUnit]) -> Iterator[_Placed]:
    """The units with their neighbours: those next to them in the same document."""
    document: tuple[str, ...] = ()
    record: Record | None = None
    before: _Sums = {}
    own: _Sums = {}
    for unit in units:
        following = record_of(unit)
        sums = {primary(lang): checksum(text) for lang, text in following.rows}
        is_other = document != (document := document_of(unit))
        if record:
            yield _Placed(record, _contexts_of(record, before, {} if is_other else sums))
        before, record, own = {} if is_other else own, following, sums
    if record:
        yield _Placed(record, _contexts_of(record, before, {}))


def _contexts_of(record: Record, before: _Sums, after: _Sums) -> list[int | None]:
    languages = [primary(lang) for lang, _ in record.rows]
    return [_context(before.get(lang, 0), after.get(lang, 0)) for lang in languages]


def _add_batch(database: Database, batch: Sequence[_Placed]) -> Added:
    """Write units that are not there, and what is new about those that are."""
    about = {record.key: (record.name, record.rest) for record, _ in batch}
    statement = "SELECT key, id, name, rest FROM tu WHERE key IN (…)"
    there = {
        bytes(key): (identifier, (name, rest))
        for key, identifier, name, rest in chosen(database, statement, about)
    }
    numbers = {key: identifier for key, (identifier, _) in there.items()}
    following = int(database.rows("SELECT value FROM meta WHERE name = 'next'")[0][0])
    units: list[tuple[object, ...]] = []
    sides: list[SideRow] = []
    for (key, _, _, rows), _ in batch:
        if key in numbers:
            continue
        numbers[key] = following
        units.append((following, key, *about[key], len(rows)))
        sides += [(following + n, following, *row) for n, row in enumerate(rows)]
        following += max(1, len(rows))
    changed = [
        (*about[key], identifier) for key, (identifier, old) in there.items() if about[key] != old
    ]
    insert = "INSERT INTO tu (id, key, name, rest, sides) VALUES (?, ?, ?, ?, ?)"
    database.write(insert, units)
    write_sides(database, sides)
    database.write("UPDATE tu SET name = ?, rest = ? WHERE id = ?", changed)
    insert = "INSERT INTO context (side, digest) VALUES (?, ?) ON CONFLICT DO NOTHING"
    database.write(insert, _contexts(numbers, batch))
    database.write("UPDATE meta SET value = ? WHERE name = 'next'", [(str(following),)])
    return Added(len(units), len(changed), len(batch) - len(units) - len(changed))


def _contexts(numbers: dict[bytes, int], batch: Sequence[_Placed]) -> Iterator[tuple[int, int]]:
    """The variants of a batch with what stands beside them."""
    for record, contexts in batch:
        for number, context in enumerate(contexts, start=numbers[record.key]):
            if context is not None:
                yield number, context


def _take_out_namesakes(database: Database, batch: Sequence[_Placed]) -> None:
    """Delete the units with an id of the batch whose texts are others."""
    keys = {record.name: record.key for record, _ in batch if record.name}
    statement = "SELECT id, name, key FROM tu WHERE name IN (…)"
    rows = list(chosen(database, statement, keys))
    _delete(database, [identifier for identifier, name, key in rows if bytes(key) != keys[name]])


def delete(database: Database, names: Iterable[str]) -> int:
    """Delete the units with these ids; returns how many there were."""
    with database.writing():
        wanted = dict.fromkeys(name for name in names if name)
        found = [row[0] for row in chosen(database, "SELECT id FROM tu WHERE name IN (…)", wanted)]
        _delete(database, found)
    return len(found)


def _delete(database: Database, units: Sequence[int]) -> None:
    """Take units out. Their entries lead nowhere then, and go when the store is optimised."""
    counts = chosen(database, "SELECT id, sides FROM tu WHERE id IN (…)", units)
    ids = [unit + number for unit, count in counts for number in range(count)]
    sides = list(chosen(database, "SELECT id, text FROM side WHERE id IN (…)", ids))
    bares = [(side, tokens_of(text).bare) for side, text in sides]
    database.remove_words([(side, bare) for side, bare in bares if bare])
    gone = [(side,) for side, _ in sides]
    database.write("DELETE FROM context WHERE side = ?", gone)
    database.write("DELETE FROM side WHERE id = ?", gone)
    database.write("DELETE FROM tu WHERE id = ?", [(unit,) for unit in units])


def optimise(database: Database) -> int:
    """Rank the words anew by how rare they are now, and pack the index; returns the units.

    In one transaction: who reads meanwhile finds all there is.
    """
    with database.writing():
        database.renew(("term", "post"))
        database.write("UPDATE meta SET value = '1' WHERE name = 'rank'", [()])
        last = 0
        statement = "SELECT id, tu, lang, text FROM side WHERE id > ? ORDER BY id LIMIT ?"
        while rows := database.rows(statement, (last, _PACKED)):
            add_postings(database, rows)
            last = rows[-1][0]
        database.merge_words()
        (count,) = database.rows("SELECT count(*) FROM tu")[0]
    return int(count)
