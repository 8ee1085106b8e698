"""Units → rows of the tables of a memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from tmkit.lang import primary
from tmkit.memory.database import Database, chosen
from tmkit.memory.prefix import (
    LOWEST,
    Entries,
    entries,
    ids_of,
    occurrences,
    prefix_length,
)
from tmkit.memory.tokens import skeleton_of, tokens_of

__all__ = ["Side", "add_postings", "ranks_of", "side_of", "write_sides"]


@dataclass(slots=True)
class Side:
    """One variant as it is stored and found. names: of its token occurrences."""

    id: int
    unit: int
    lang: str
    text: str
    skeleton: int | None
    names: Sequence[str]
    bare: str


def side_of(identifier: int, unit: int, lang: str, text: str) -> Side:
    """A variant with all that it is found by."""
    tokens = tokens_of(text)
    skeleton = skeleton_of(tokens, lang)
    return Side(identifier, unit, lang, text, skeleton, occurrences(tokens.keys), tokens.bare)


def write_sides(database: Database, sides: Iterable[Side]) -> None:
    """Write variants and all that they are found by, inside a transaction."""
    sides = list(sides)
    database.write(
        "INSERT INTO side (id, tu, lang, text, skeleton) VALUES (?, ?, ?, ?, ?)",
        [(side.id, side.unit, side.lang, side.text, side.skeleton) for side in sides],
    )
    database.add_words([(side.id, side.bare) for side in sides if side.bare])
    add_postings(database, sides)


def add_postings(database: Database, sides: Iterable[Side]) -> None:
    """Write the prefixes of variants, rarest tokens first, and rank the words that are new.

    A new word is rarer than all that are known: the order of those that are ranked never changes,
    which is what keeps the filter exact.
    """
    by_lang: dict[str, list[Side]] = {}
    for side in sides:
        by_lang.setdefault(primary(side.lang), []).append(side)
    for lang, group in by_lang.items():
        rows = _posts(database, lang, group)
        database.write("INSERT INTO post (rank, first, entries) VALUES (?, ?, ?)", rows)


def ranks_of(database: Database, lang: str, names: Iterable[str]) -> dict[str, int]:
    """The ranks of token occurrences, the higher the rarer; unknown ones have none."""
    statement = "SELECT word, rank FROM term WHERE lang = ? AND word IN (…)"
    return dict(chosen(database, statement, names, (lang,)))


def _posts(
    database: Database, lang: str, sides: Sequence[Side]
) -> Iterator[tuple[int, int, bytes]]:
    """For each token the texts in whose prefix it stands, with their lengths and its places."""
    numbers = _Numbers()
    names = chain.from_iterable(side.names for side in sides)
    lengths = np.array([len(side.names) for side in sides])
    found = np.fromiter(map(numbers.__getitem__, names), np.int64, int(lengths.sum()))
    ranks = _ranked(database, lang, list(numbers), np.bincount(found, minlength=0))[found]
    texts = np.repeat(np.arange(len(sides)), lengths)
    # Text by text, the rarest first; ranks have 31 bits, for no language has more words.
    order = np.sort(texts << 31 | ((1 << 31) - 1 - ranks))
    ranks = (1 << 31) - 1 - (order & ((1 << 31) - 1))
    starts = np.cumsum(lengths) - lengths
    places = np.arange(len(ranks)) - starts[texts]
    prefixes = np.array([prefix_length(length, LOWEST) for length in lengths.tolist()])
    kept = places < prefixes[texts]
    ids = np.array([side.id for side in sides])
    texts, ranks, places = texts[kept], ranks[kept], places[kept]
    yield from _by_rank(ranks, entries(ids[texts], lengths[texts], places))


def _by_rank(ranks: Entries, packed: Entries) -> Iterator[tuple[int, int, bytes]]:
    """Rank, first id and bytes of the entries of each rank."""
    if not len(ranks):
        return
    order = np.argsort(ranks, kind="stable")
    ranks, packed = ranks[order], packed[order]
    starts = np.flatnonzero(np.diff(ranks, prepend=-1))
    data = packed.astype("<i8").tobytes()
    firsts = ids_of(packed[starts]).tolist()
    ends = [*(8 * starts[1:]).tolist(), len(data)]
    places = zip(ranks[starts].tolist(), firsts, (8 * starts).tolist(), ends, strict=True)
    for rank, first, start, end in places:
        yield rank, first, data[start:end]


class _Numbers(dict[str, int]):
    """A number for each name, in the order in which they are asked for."""

    def __missing__(self, name: str) -> int:
        number = self[name] = len(self)
        return number


def _ranked(database: Database, lang: str, names: Sequence[str], counts: Entries) -> Entries:
    """The rank of each name; new ones, of which `counts` are there, get theirs."""
    known = ranks_of(database, lang, names)
    new = [number for number, name in enumerate(names) if name not in known]
    if new:
        often = counts.tolist()
        new.sort(key=lambda number: (-often[number], names[number]))
        first = int(database.rows("SELECT value FROM meta WHERE name = 'rank'")[0][0])
        ranked = [(lang, names[number], rank) for rank, number in enumerate(new, start=first)]
        database.write("INSERT INTO term (lang, word, rank) VALUES (?, ?, ?)", ranked)
        database.write("UPDATE meta SET value = ? WHERE name = 'rank'", [(str(first + len(new)),)])
        known.update((name, rank) for _, name, rank in ranked)
    return np.array([known[name] for name in names], np.int64)
