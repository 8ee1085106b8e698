"""Units → rows of the tables of a memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeVar

import numpy as np

from tmkit.lang import primary
from tmkit.memory.database import Database, chosen
from tmkit.memory.prefix import LOWEST, Entries, entries, ids_of, prefix_length
from tmkit.memory.tokens import Run, runs_of, skeleton_of

__all__ = ["SideRow", "add_postings", "ranks_of", "write_sides"]

SideRow = tuple[int, int, str, str]
"""Id, number of the unit, language and text of a variant."""

Counted = TypeVar("Counted")

_RANK_BITS = 31  # no language has more words
_RANKS = (1 << _RANK_BITS) - 1
_PLACE_BITS = 32  # of a token among those of a batch, or of its key
_PLACES = (1 << _PLACE_BITS) - 1


def write_sides(database: Database, rows: Sequence[SideRow]) -> None:
    """Write variants and all that they are found by, inside a transaction."""
    texts = [runs_of(text) for *_, text in rows]
    database.write(
        "INSERT INTO side (id, tu, lang, text, skeleton) VALUES (?, ?, ?, ?, ?)",
        (
            (*row, skeleton_of([run.words for run in runs], row[2]))
            for row, runs in zip(rows, texts, strict=True)
        ),
    )
    bares = ("".join([run.bare for run in runs]).rstrip() for runs in texts)
    database.add_words((row[0], bare) for row, bare in zip(rows, bares, strict=True) if bare)
    _add_postings(database, rows, texts)


def add_postings(database: Database, rows: Sequence[SideRow]) -> None:
    """Write the prefixes of variants, rarest tokens first, and rank the words that are new.

    A new word is rarer than all that are known: the order of those that are ranked never changes,
    which is what keeps the filter exact.
    """
    _add_postings(database, rows, [runs_of(text) for *_, text in rows])


def ranks_of(database: Database, lang: str, names: Iterable[str]) -> dict[str, int]:
    """The ranks of token occurrences, the higher the rarer; unknown ones have none."""
    statement = "SELECT word, rank FROM term WHERE lang = ? AND word IN (…)"
    return dict(chosen(database, statement, names, (lang,)))


def _add_postings(
    database: Database, rows: Sequence[SideRow], texts: Sequence[Sequence[Run]]
) -> None:
    by_lang: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        by_lang.setdefault(primary(row[2]), []).append(place)
    for lang, places in by_lang.items():
        ids = np.array([rows[place][0] for place in places])
        posts = _posts(database, lang, ids, [texts[place] for place in places])
        database.write("INSERT INTO post (rank, first, entries) VALUES (?, ?, ?)", posts)


def _posts(
    database: Database, lang: str, ids: Entries, texts: Sequence[Sequence[Run]]
) -> Iterator[tuple[int, int, bytes]]:
    """For each token the texts in whose prefix it stands, with their lengths and its places."""
    owners, found, names = _named(*_keys_of(texts))
    ranks = _ranked(database, lang, names, np.bincount(found, minlength=len(names)))[found]
    # Text by text, the rarest first.
    ranks = _RANKS - (np.sort(owners << _RANK_BITS | (_RANKS - ranks)) & _RANKS)
    lengths = np.bincount(owners, minlength=len(texts))
    places = np.arange(len(ranks)) - (np.cumsum(lengths) - lengths)[owners]
    known, which = np.unique(lengths, return_inverse=True)
    prefixes = np.array([prefix_length(length, LOWEST) for length in known.tolist()])[which]
    kept = places < prefixes[owners]
    owners, ranks, places = owners[kept], ranks[kept], places[kept]
    yield from _by_rank(ranks, entries(ids[owners], lengths[owners], places))


def _keys_of(texts: Sequence[Sequence[Run]]) -> tuple[Entries, Entries, list[str]]:
    """For each token the number of its text and that of its key; and the keys. Text by text."""
    runs: _Numbers[Run] = _Numbers()
    keys: _Numbers[str] = _Numbers()
    lengths = list(map(len, texts))
    each = chain.from_iterable(texts)
    found = np.fromiter(map(runs.__getitem__, each), np.int64, sum(lengths))
    of_runs = chain.from_iterable(run.keys for run in runs)
    tokens = np.fromiter(map(keys.__getitem__, of_runs), np.int64)
    sizes = np.fromiter((len(run.keys) for run in runs), np.int64, len(runs))
    starts = (np.cumsum(sizes) - sizes)[found]
    sizes = sizes[found]
    # A run that starts at 7 and has three tokens becomes 7, 8, 9.
    before = np.cumsum(sizes) - sizes
    places = np.repeat(starts - before, sizes) + np.arange(sizes.sum())
    owners = np.repeat(np.arange(len(texts)), lengths)
    return np.repeat(owners, sizes), tokens[places], list(keys)


def _named(owners: Entries, found: Entries, keys: list[str]) -> tuple[Entries, Entries, list[str]]:
    """The same with a name for each occurrence, as `prefix.occurrences` gives them."""
    order = np.sort(owners << _PLACE_BITS | found)
    found = order & _PLACES
    starts = np.flatnonzero(np.diff(order, prepend=-1))
    earlier = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
    again = np.flatnonzero(earlier)
    others, which = np.unique(earlier[again] << _PLACE_BITS | found[again], return_inverse=True)
    found[again] = len(keys) + which
    names = (f"{keys[each & _PLACES]} {(each >> _PLACE_BITS) + 1}" for each in others.tolist())
    return owners, found, [*keys, *names]


def _by_rank(ranks: Entries, packed: Entries) -> Iterator[tuple[int, int, bytes]]:
    """Rank, first id and bytes of the entries of each rank."""
    if not len(ranks):
        return
    # By rank, then as they stand; both in one number, for that is sorted fastest.
    order = np.sort(ranks << _PLACE_BITS | np.arange(len(ranks)))
    ranks, packed = order >> _PLACE_BITS, packed[order & _PLACES]
    starts = np.flatnonzero(np.diff(ranks, prepend=-1))
    data = packed.astype("<i8").tobytes()
    firsts = ids_of(packed[starts]).tolist()
    ends = [*(8 * starts[1:]).tolist(), len(data)]
    places = zip(ranks[starts].tolist(), firsts, (8 * starts).tolist(), ends, strict=True)
    for rank, first, start, end in places:
        yield rank, first, data[start:end]


class _Numbers(dict[Counted, int]):
    """A number for each thing, in the order in which they are asked for."""

    def __missing__(self, thing: Counted) -> int:
        number = self[thing] = len(self)
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
