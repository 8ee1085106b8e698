"""The prefix filter: which texts can be as similar as asked, without reading any of them.

Two texts of n and m tokens that are alike to T % share at least ceil(T max(n, m) / 100) token
occurrences. Under one fixed order of all tokens, rarest first, the first n - ceil(T n / 100) + 2 of
each therefore hold two that they share, or one where they need share no more (Chaudhuri, Ganti and
Kaushik 2006; Xiao and others 2008, whose filter by position is used as well). So nothing is missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["LOWEST", "Entries", "Part", "candidates", "entries", "occurrences", "prefix_length"]

LOWEST = 50
"""Percent: the index holds what texts need that are alike to this."""

Entries = NDArray[np.int64]
"""Of one token: id of the text, its length in tokens, the place of the token in its prefix."""

_LENGTH_BITS = 12
_MOST = (1 << _LENGTH_BITS) - 1


class Part(NamedTuple):
    """The entries of a token of a query, and its place in the prefix of the query."""

    place: int
    entries: Entries


def occurrences(keys: Sequence[str]) -> list[str]:
    """A name for each occurrence of a token: the second "the" of a text is not the first."""
    if len(set(keys)) == len(keys):
        return list(keys)
    seen: dict[str, int] = {}
    names = []
    for key in keys:
        count = seen[key] = seen.get(key, 0) + 1
        names.append(key if count == 1 else f"{key} {count}")
    return names


def prefix_length(length: int, percent: int) -> int:
    """How many of the rarest of `length` tokens are looked at for matches of `percent` or more."""
    shared = -(-percent * length // 100)
    return min(length, length - shared + 2)


def entries(ids: Entries, lengths: Entries, places: Entries) -> Entries:
    """Packed entries. Lengths and places beyond 4,095 are kept as that."""
    packed = ids << (2 * _LENGTH_BITS)
    packed |= np.minimum(lengths, _MOST) << _LENGTH_BITS
    return packed | np.minimum(places, _MOST)


def candidates(parts: Iterable[Part], length: int, percent: int) -> Entries:
    """The ids, ascending, of the texts that can be alike to `percent` to a query of `length`.

    parts: of the prefix of the query, in its order.
    """
    kept = [_possible(part, length, percent) for part in parts]
    kept = [each for each in kept if len(each[0])]
    if not kept:
        return np.empty(0, np.int64)
    packed = np.concatenate([each[0] for each in kept])
    rest = np.concatenate([each[1] for each in kept])
    # Stable: of one text the last entry is the last one of the prefix of the query.
    order = np.argsort(packed >> (2 * _LENGTH_BITS), kind="stable")
    packed, rest = packed[order], rest[order]
    ids = packed >> (2 * _LENGTH_BITS)
    last = np.flatnonzero(np.append(ids[1:] != ids[:-1], True))  # a value
    shared = np.diff(last, prepend=-1)
    needed = _needed(_lengths(packed[last]), length, percent)
    fits = (shared + rest[last] >= needed) & (shared >= np.minimum(2, needed))
    found: Entries = ids[last][fits]
    return found


def _lengths(packed: Entries) -> Entries:
    return (packed >> _LENGTH_BITS) & _MOST


def _needed(lengths: Entries, length: int, percent: int) -> Entries:
    """How many occurrences must be shared."""
    return -(-percent * np.maximum(lengths, length) // 100)


def _possible(part: Part, length: int, percent: int) -> tuple[Entries, Entries]:
    """The entries that one shared token does not rule out, and how many may be shared after it."""
    packed = part.entries
    lengths = _lengths(packed)
    fits = lengths >= -(-percent * length // 100)
    longest = 100 * length // percent
    if longest < _MOST:
        fits &= lengths <= longest
    packed, lengths = packed[fits], lengths[fits]
    places = packed & _MOST
    after = np.minimum(length - 1 - part.place, lengths - 1 - places)
    # Of texts this long neither length nor place is known: nothing is ruled out.
    after[lengths == _MOST] = length
    before = np.minimum(part.place, places) + 1
    before[lengths == _MOST] = part.place + 1
    fits = before + after >= _needed(lengths, length, percent)
    return packed[fits], after[fits]
