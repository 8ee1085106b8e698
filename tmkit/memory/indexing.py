"""Units → rows of the tables of a memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from tmkit.lang import primary
from tmkit.memory.database import Database, chosen
from tmkit.memory.prefix import LOWEST, entries, occurrences, prefix_length
from tmkit.memory.tokens import Tokens, skeleton_of, tokens_of

__all__ = ["Side", "add_postings", "bare_words", "ranks_of", "side_of", "write_sides"]


@dataclass(slots=True)
class Side:
    """One variant as it is stored and found. names: of its token occurrences."""

    id: int
    unit: int
    lang: str
    text: str
    skeleton: int | None = None
    names: list[str] = field(default_factory=list)
    bare: str = ""


def side_of(identifier: int, unit: int, lang: str, text: str) -> Side:
    """A variant with all that it is found by."""
    tokens = tokens_of(text)
    skeleton = skeleton_of(tokens.words, lang)
    names = occurrences(tokens.keys)
    return Side(identifier, unit, lang, text, skeleton, names, bare_words(tokens))


def bare_words(tokens: Tokens) -> str:
    """The words without diacritics and signs, as concordances look for them."""
    return " ".join([word.bare for word in tokens.words if word.bare])


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
        known = _ranked(database, lang, group)
        database.write(
            "INSERT INTO post (rank, first, entries) VALUES (?, ?, ?)", _posts(group, known)
        )


def ranks_of(database: Database, lang: str, names: Iterable[str]) -> dict[str, int]:
    """The ranks of token occurrences, the higher the rarer; unknown ones have none."""
    statement = "SELECT word, rank FROM term WHERE lang = ? AND word IN (…)"
    return dict(chosen(database, statement, names, (lang,)))


def _ranked(database: Database, lang: str, sides: Iterable[Side]) -> dict[str, int]:
    """The ranks of all token occurrences of variants in a language."""
    counts: Counter[str] = Counter()
    for side in sides:
        counts.update(side.names)
    known = ranks_of(database, lang, counts)
    new = [name for name in counts if name not in known]
    if new:
        new.sort(key=lambda name: (-counts[name], name))
        first = int(database.rows("SELECT value FROM meta WHERE name = 'rank'")[0][0])
        ranked = [(lang, name, rank) for rank, name in enumerate(new, start=first)]
        database.write("INSERT INTO term (lang, word, rank) VALUES (?, ?, ?)", ranked)
        database.write("UPDATE meta SET value = ? WHERE name = 'rank'", [(str(first + len(new)),)])
        known.update((name, rank) for _, name, rank in ranked)
    return known


def _posts(sides: Iterable[Side], known: dict[str, int]) -> Iterator[tuple[int, int, bytes]]:
    """For each token the ids it is found in, with lengths and places."""
    found: list[int] = []
    ids, lengths, counts = [], [], []
    for side in sides:
        length = len(side.names)
        prefix = prefix_length(length, LOWEST)
        found += sorted([known[name] for name in side.names], reverse=True)[:prefix]
        ids.append(side.id)
        lengths.append(length)
        counts.append(prefix)
    if not found:
        return
    repeated = np.array(counts)
    places = np.arange(len(found)) - np.repeat(np.cumsum(repeated) - repeated, repeated)
    packed = entries(
        np.repeat(np.array(ids), repeated), np.repeat(np.array(lengths), repeated), places
    )
    ranks = np.array(found)
    order = np.argsort(ranks, kind="stable")
    ranks, packed = ranks[order], packed[order]
    starts = np.flatnonzero(np.append(True, ranks[1:] != ranks[:-1]))  # a value
    data = packed.astype("<i8").tobytes()
    firsts = packed[starts] >> 24
    ends = [*starts[1:].tolist(), len(ranks)]
    for rank, first, start, end in zip(
        ranks[starts].tolist(), firsts.tolist(), starts.tolist(), ends, strict=True
    ):
        yield rank, first, data[8 * start : 8 * end]
