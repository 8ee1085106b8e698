"""Units → rows of the tables of a memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

import numpy as np

from tmkit.lang import primary
from tmkit.memory.cutting import Cut, Numbers, cut
from tmkit.memory.database import Database, chosen
from tmkit.memory.prefix import LOWEST, Entries, entries, ids_of, prefix_length
from tmkit.memory.skeletons import skeletons_of

__all__ = ["SideRow", "add_postings", "ranks_of", "write_sides"]

SideRow = tuple[int, int, str, str]
"""Id, number of the unit, language and text of a variant."""

_RANK_BITS = 31  # no language has more words
_RANKS = (1 << _RANK_BITS) - 1
_PLACE_BITS = 32  # of a token among those of a batch, or of its key
_PLACES = (1 << _PLACE_BITS) - 1


def write_sides(database: Database, rows: Sequence[SideRow]) -> None:
    """Write variants and all that they are found by, inside a transaction."""
    sides: list[tuple[object, ...]] = []
    bares: list[tuple[int, str]] = []
    for lang, group in _by_lang(rows):
        tokens = cut([row[3] for row in group])
        digests = np.array([word.digest for word in tokens.words], np.uint64)[tokens.tokens]
        skeletons = skeletons_of(digests, tokens.owners, len(group), lang)
        sides += [(*row, key) for row, key in zip(group, skeletons, strict=True)]
        bares += zip([row[0] for row in group], _bares(tokens, len(group)), strict=True)
        _write_posts(database, lang, group, tokens)
    # As they stand in the database, where they are written soonest.
    insert = "INSERT INTO side (id, tu, lang, text, skeleton) VALUES (?, ?, ?, ?, ?)"
    database.write(insert, sorted(sides, key=itemgetter(0)))
    database.add_words(sorted(row for row in bares if row[1]))


def add_postings(database: Database, rows: Sequence[SideRow]) -> None:
    """Write the prefixes of variants, rarest tokens first, and rank the words that are new.

    A new word is rarer than all that are known: the order of those that are ranked never changes,
    which is what keeps the filter exact.
    """
    for lang, group in _by_lang(rows):
        _write_posts(database, lang, group, cut([row[3] for row in group]))


def ranks_of(database: Database, lang: str, names: Iterable[str]) -> dict[str, int]:
    """The ranks of token occurrences, the higher the rarer; unknown ones have none."""
    statement = "SELECT word, rank FROM term WHERE lang = ? AND word IN (…)"
    return dict(chosen(database, statement, names, (lang,)))


def _by_lang(rows: Sequence[SideRow]) -> Iterable[tuple[str, list[SideRow]]]:
    """Languages without regions, and the variants in each."""
    groups: dict[str, list[SideRow]] = {}
    for row in rows:
        groups.setdefault(primary(row[2]), []).append(row)
    return groups.items()


def _bares(tokens: Cut, count: int) -> Iterator[str]:
    """The words of each of `count` texts, without diacritics and signs, with spaces between."""
    bares = np.array([word.bare for word in tokens.words], object)
    is_word = bares.astype(bool)[tokens.tokens]
    found = bares[tokens.tokens[is_word]].tolist()
    ends = np.cumsum(np.bincount(tokens.owners[is_word], minlength=count)).tolist()
    for start, end in pairwise([0, *ends]):
        yield "".join(found[start:end]).rstrip()


def _write_posts(database: Database, lang: str, rows: Sequence[SideRow], tokens: Cut) -> None:
    """For each token the texts in whose prefix it stands, with their lengths and its places."""
    ids = np.array([row[0] for row in rows])
    owners, found, names = _named(tokens)
    counts = np.bincount(found, minlength=len(names))
    ranks = _ranked(database, lang, names, counts)[found]
    # Text by text, the rarest first.
    ranks = _RANKS - (np.sort(owners << _RANK_BITS | (_RANKS - ranks)) & _RANKS)
    lengths = np.bincount(owners, minlength=len(ids))
    places = np.arange(len(ranks)) - (np.cumsum(lengths) - lengths)[owners]
    known, which = np.unique(lengths, return_inverse=True)
    prefixes = np.array([prefix_length(length, LOWEST) for length in known.tolist()])[which]
    kept = places < prefixes[owners]
    owners, ranks, places = owners[kept], ranks[kept], places[kept]
    posts = _by_rank(ranks, entries(ids[owners], lengths[owners], places))
    database.write("INSERT INTO post (rank, first, entries) VALUES (?, ?, ?)", posts)


def _named(tokens: Cut) -> tuple[Entries, Entries, list[str]]:
    """For each token the number of its text and that of its name; and the names. Text by text.

    A name is that of an occurrence, as `prefix.occurrences` gives them.
    """
    numbers: Numbers[str] = Numbers()
    found = numbers.of([word.key for word in tokens.words])[tokens.tokens]
    keys = list(numbers)
    order = np.sort(tokens.owners << _PLACE_BITS | found)
    found = order & _PLACES
    starts = np.flatnonzero(np.diff(order, prepend=-1))
    earlier = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
    again = np.flatnonzero(earlier)
    others, which = np.unique(earlier[again] << _PLACE_BITS | found[again], return_inverse=True)
    found[again] = len(keys) + which
    names = (f"{keys[each & _PLACES]} {(each >> _PLACE_BITS) + 1}" for each in others.tolist())
    return order >> _PLACE_BITS, found, [*keys, *names]


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
