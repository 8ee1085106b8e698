"""The index of a memory in numpy arrays, read as it is asked for: for look-ups by the thousand.

It finds what `lookup` finds. What costs a single look-up its time is done once for all: entries of
a token are read once, and a text is cut into tokens once, however many segments are like it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from tmkit.lang import primary
from tmkit.memory.database import Database, chosen
from tmkit.memory.indexing import ranks_of
from tmkit.memory.ladder import Query
from tmkit.memory.lookup import Hit, hits_of
from tmkit.memory.prefix import Entries, candidates, occurrences, prefix_length
from tmkit.memory.tokens import key_of, plain_tokens

__all__ = ["Mirror"]

# A character is U+0001 to the last one, without surrogates.
_FIRST_SURROGATE, _AFTER_SURROGATES, _LAST = 0xD800, 0xE000, 0x10FFFF
# Smaller than those of a single look-up: what they read stays at hand.
_STEPS = (90, 80, 70, 60)
# Texts that are kept, of some 150 bytes each.
_MOST = 2_000_000
_NONE: Entries = np.empty(0, np.int64)


class _Codes(dict[str, str]):
    """Plain token → a character, the same for all tokens that have one key."""

    def __init__(self) -> None:
        self._of_key: dict[str, str] = {}
        self._next = 1

    def __missing__(self, token: str) -> str:
        key = key_of(token)
        code = self._of_key.get(key)
        if code is None:
            code = self._of_key[key] = chr(self._next)
            # When all are given out the last one stands for several: texts only look more alike.
            self._next = min(self._next + 1, _LAST)
            if self._next == _FIRST_SURROGATE:
                self._next = _AFTER_SURROGATES
        self[token] = code
        return code


class Mirror:
    """What look-ups read of a database. Between two of them the database must not change."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ranks: dict[str, dict[str, int]] = {}
        self._entries: dict[int, Entries] = {}
        self._codes = _Codes()
        self._texts: dict[int, str] = {}

    def look_up(self, query: Query, at_least: int) -> Iterator[tuple[int, list[Hit]]]:
        """As `lookup.look_up`."""
        plain = query.tokens.plain
        length = len(plain)
        ranks = self._ranks_of(query)
        seen = _NONE
        for percent in (*(step for step in _STEPS if step > at_least), at_least):
            parts = self._parts(ranks[: prefix_length(length, percent)])
            found = candidates(*parts, length, percent)
            new = np.setdiff1d(found, seen, assume_unique=True) if len(seen) else found
            seen = np.concatenate([seen, new])
            yield percent, self._hits(query, new.tolist(), at_least)

    def _ranks_of(self, query: Query) -> list[int]:
        """The ranks of the tokens of a query, rarest first; 0, the rarest, for unknown ones."""
        lang = primary(query.lang)
        known = self._ranks.setdefault(lang, {})
        names = occurrences(query.tokens.keys)
        missing = [name for name in names if name not in known]
        if missing:
            found = ranks_of(self._database, lang, missing)
            known.update((name, found.get(name, 0)) for name in missing)
        ranks = sorted(known[name] for name in names)
        unknown = ranks.count(0)
        return [0] * unknown + ranks[: unknown - 1 if unknown else None : -1]

    def _parts(self, ranks: Sequence[int]) -> tuple[Entries, Entries]:
        """The entries of tokens, and the place of the token of each."""
        missing = [rank for rank in ranks if rank and rank not in self._entries]
        if missing:
            self._read(missing)
        known = [(place, self._entries[rank]) for place, rank in enumerate(ranks) if rank]
        if not known:
            return _NONE, _NONE
        packed = [entries for _, entries in known]
        places = np.array([place for place, _ in known])
        return np.concatenate(packed), np.repeat(places, list(map(len, packed)))

    def _read(self, ranks: Sequence[int]) -> None:
        """Read the entries of tokens."""
        statement = "SELECT rank, entries FROM post WHERE rank IN (…) ORDER BY rank, first"
        data: dict[int, list[bytes]] = {rank: [] for rank in ranks}
        for rank, entries in chosen(self._database, statement, ranks):
            data[rank].append(bytes(entries))
        for rank, pieces in data.items():
            self._entries[rank] = np.frombuffer(b"".join(pieces), "<i8")

    def _hits(self, query: Query, ids: Sequence[int], at_least: int) -> list[Hit]:
        """The variants among those with these ids whose score is `at_least` or more."""
        if not ids:
            return []
        if len(self._texts) > _MOST:
            self._texts.clear()
        self._code([each for each in ids if each not in self._texts])
        kept = [each for each in ids if each in self._texts]  # an entry may lead nowhere
        if not kept:
            return []
        wanted = "".join(map(self._codes.__getitem__, query.tokens.plain))
        texts = itemgetter(*kept)(self._texts) if len(kept) > 1 else (self._texts[kept[0]],)
        most = np.maximum(np.fromiter(map(len, texts), np.int64, len(kept)), len(wanted))
        bound = int(most.max()) * (100 - at_least) // 100
        distances = cdist(
            [wanted], texts, scorer=Levenshtein.distance, score_cutoff=bound, dtype=np.int32
        )[0]
        near = np.flatnonzero(100 * (most - distances) >= at_least * most)
        statement = "SELECT id, tu, lang, text FROM side WHERE id IN (…)"
        rows = chosen(self._database, statement, [kept[place] for place in near.tolist()])
        return list(hits_of(query, rows, at_least)) if len(near) else []

    def _code(self, ids: Iterable[int]) -> None:
        """Cut texts into tokens, a character each."""
        statement = "SELECT id, text FROM side WHERE id IN (…)"
        for identifier, text in chosen(self._database, statement, ids):
            tokens = plain_tokens(text)
            self._texts[identifier] = "".join(map(self._codes.__getitem__, tokens))
