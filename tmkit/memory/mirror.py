"""The index of a memory in numpy arrays, read as it is asked for: for look-ups by the thousand.

It finds what `lookup` finds. What costs a single look-up its time is done once for all: entries of
a token are read once, and a text is cut into tokens once, however many segments are like it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from tmkit.lang import primary
from tmkit.memory import indexing
from tmkit.memory.database import Database, chosen
from tmkit.memory.ladder import Query
from tmkit.memory.lookup import Hit, hits_of
from tmkit.memory.prefix import (
    Entries,
    candidates,
    lengths_like,
    lengths_of,
    occurrences,
    sought_length,
)
from tmkit.memory.tokens import key_of, tokens_and_breaks

__all__ = ["Mirror", "MirrorSearch"]

# A character is U+0001 to the last one, without surrogates.
_FIRST_SURROGATE, _AFTER_SURROGATES, _LAST = 0xD800, 0xE000, 0x10FFFF
# Texts that are kept, of some 150 bytes each.
_MOST = 2_000_000
_NONE: Entries = np.empty(0, np.int64)
# No token, so its code is that of none.
_BREAK = "\0"


class _Codes(dict[str, str]):
    """Plain token → a character, the same for all tokens that have one key."""

    def __init__(self) -> None:
        self._of_key: dict[str, str] = {}
        self._next = 1
        self["\n"] = _BREAK

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
        # Of an unknown token, rank 0, there are none.
        self._entries = {0: (_NONE, _NONE.astype(np.int16))}
        self._codes = _Codes()
        self._texts: dict[int, str] = {}

    def search(self, query: Query) -> MirrorSearch:
        """The search for a query."""
        return MirrorSearch(self, query)

    def ranks_of(self, query: Query) -> list[int]:
        """The ranks of the tokens of a query, rarest first; 0, the rarest, for unknown ones."""
        lang = primary(query.lang)
        known = self._ranks.setdefault(lang, {})
        names = occurrences(query.tokens.keys)
        missing = [name for name in names if name not in known]
        if missing:
            found = indexing.ranks_of(self._database, lang, missing)
            known.update((name, found.get(name, 0)) for name in missing)
        ranks = sorted(known[name] for name in names)
        unknown = ranks.count(0)
        return [0] * unknown + ranks[: unknown - 1 if unknown else None : -1]

    def parts(self, ranks: Sequence[int], length: int, percent: int) -> tuple[Entries, Entries]:
        """The entries of tokens `within` the length, and the place of the token of each."""
        missing = [rank for rank in ranks if rank and rank not in self._entries]
        if missing:
            self._read(missing)
        least, most = lengths_like(length, percent)
        packed, counts = [], []
        for rank in ranks:
            entries, lengths = self._entries[rank]
            start, end = lengths.searchsorted((least, most + 1)).tolist()
            packed.append(entries[start:end])
            counts.append(end - start)
        return np.concatenate([_NONE, *packed]), np.repeat(np.arange(len(ranks)), counts)

    def _read(self, ranks: Sequence[int]) -> None:
        """Read the entries of tokens."""
        statement = "SELECT rank, entries FROM post WHERE rank IN (…) ORDER BY rank, first"
        data: dict[int, list[bytes]] = {rank: [] for rank in ranks}
        for rank, entries in chosen(self._database, statement, ranks):
            data[rank].append(bytes(entries))
        for rank, pieces in data.items():
            entries = np.frombuffer(b"".join(pieces), "<i8")
            lengths = lengths_of(entries).astype(np.int16)
            order = np.argsort(lengths, kind="stable")
            self._entries[rank] = entries[order], lengths[order]

    def hits(self, query: Query, ids: Sequence[int], worth: int) -> list[Hit]:
        """The variants among those with these ids whose score is `worth` or more."""
        if len(self._texts) > _MOST:
            self._texts.clear()
        self._code([each for each in ids if each not in self._texts])
        kept = [each for each in ids if each in self._texts]  # an entry may lead nowhere
        if not kept:
            return []
        wanted = "".join(map(self._codes.__getitem__, query.tokens.plain))
        texts = list(map(self._texts.__getitem__, kept))
        most = np.maximum(np.fromiter(map(len, texts), np.int64, len(kept)), len(wanted))
        bound = int(most.max()) * (100 - worth) // 100
        distances = cdist(
            [wanted], texts, scorer=Levenshtein.distance, score_cutoff=bound, dtype=np.int32
        )[0]
        near = np.flatnonzero(100 * (most - distances) >= worth * most)
        statement = "SELECT id, tu, lang, text FROM side WHERE id IN (…)"
        rows = chosen(self._database, statement, [kept[place] for place in near.tolist()])
        return list(hits_of(query, rows, worth)) if len(near) else []

    def _code(self, ids: Sequence[int]) -> None:
        """Cut texts into tokens, a character each."""
        statement = "SELECT id, text FROM side WHERE id IN (…)"
        rows = list(chosen(self._database, statement, ids))
        if not rows:
            return
        # As one text, for it is sooner cut than many: a line break parts tokens as a space does.
        lines = "\n".join([text.replace("\n", " ") for _, text in rows])
        codes = "".join(map(self._codes.__getitem__, tokens_and_breaks(lines)))
        self._texts.update(zip([row[0] for row in rows], codes.split(_BREAK), strict=True))


class MirrorSearch:
    """The search for a query in a mirror."""

    def __init__(self, mirror: Mirror, query: Query) -> None:
        """A search, which has found nothing yet."""
        self._mirror, self._query = mirror, query
        self._ranks = mirror.ranks_of(query)
        self._seen: set[int] = set()

    def new(self, percent: int, worth: int) -> list[Hit]:
        """See `Search`."""
        length = len(self._ranks)
        ranks = self._ranks[: sought_length(length, percent)]
        parts = self._mirror.parts(ranks, length, percent)
        found = candidates(*parts, length, percent).tolist()
        new = [each for each in found if each not in self._seen]
        self._seen.update(new)
        return self._mirror.hits(self._query, new, worth)
