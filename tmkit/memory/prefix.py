"""The prefix filter: which texts can be as similar as asked, without reading any of them.

Two texts of n and m tokens that are alike to T % share at least ceil(T max(n, m) / 100) token
occurrences. Under one fixed order of all tokens, rarest first, the first n - ceil(T n / 100) + 2 of
each therefore hold two that they share, or one where they need share no more (Chaudhuri, Ganti and
Kaushik 2006; Xiao and others 2008, whose filter by position is used as well). So nothing is missed.
The index is made for a T of `LOWEST`; above that it holds more of a text than two, and three shared
tokens can be asked for: a third more entries are read, and a quarter of the candidates is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "LOWEST",
    "Entries",
    "candidates",
    "entries",
    "ids_of",
    "lengths_like",
    "lengths_of",
    "occurrences",
    "prefix_length",
    "sought_length",
    "within",
]

LOWEST = 50
"""Percent: the index holds what texts need that are alike to this."""

Entries = NDArray[np.int64]
"""Of one token: id of the text, its length in tokens, the place of the token in its prefix."""

Count = TypeVar("Count", int, NDArray[np.int32])

_LENGTH_BITS = 12
# How many tokens are to be shared where the index allows it: candidates are few, entries more.
_SOUGHT = 3
_MOST = (1 << _LENGTH_BITS) - 1
_LOW = (1 << 2 * _LENGTH_BITS) - 1


def occurrences(keys: Sequence[str]) -> Sequence[str]:
    """A name for each occurrence of a token: the second "the" of a text is not the first."""
    if len(set(keys)) == len(keys):
        return keys
    seen: dict[str, int] = {}
    names = []
    for key in keys:
        if key not in seen:
            seen[key] = 1
            names.append(key)
        else:
            seen[key] += 1
            names.append(f"{key} {seen[key]}")
    return names


def prefix_length(length: int, percent: int) -> int:
    """How many of the rarest of `length` tokens two of which a match of `percent` shares."""
    return min(length, length - _shared(length, percent) + 2)


def sought_length(length: int, percent: int) -> int:
    """How many of the rarest of the tokens of a query `candidates` needs the entries of."""
    return min(length, length - _shared(length, percent) + _SOUGHT)


def entries(ids: Entries, lengths: Entries, places: Entries) -> Entries:
    """Packed entries. Lengths and places beyond 4,095 are kept as that."""
    packed = ids << (2 * _LENGTH_BITS)
    packed |= np.minimum(lengths, _MOST) << _LENGTH_BITS
    return packed | np.minimum(places, _MOST)


def lengths_like(length: int, percent: int) -> tuple[int, int]:
    """The least and greatest length, as entries keep it, of what is alike to so many tokens."""
    return min(-(-percent * length // 100), _MOST), min(100 * length // percent, _MOST)


def within(packed: Entries, length: int, percent: int) -> NDArray[np.bool_]:
    """Which entries are of texts whose length alone does not rule them out."""
    lengths = lengths_of(packed)
    least, most = lengths_like(length, percent)
    return (lengths >= least) & (lengths <= most)


def candidates(packed: Entries, places: Entries, length: int, percent: int) -> Entries:
    """The ids of the texts that can be alike to `percent` to a query of `length` tokens, ascending.

    packed: entries of the `sought_length` rarest tokens of the query, of texts `within` those
    lengths; places: that of each entry's token in the query.
    """
    low = (packed & _LOW).astype(np.int32)
    lengths, spots = low >> _LENGTH_BITS, low & _MOST
    places = places.astype(np.int32)
    needed = _shared(np.maximum(lengths, length), percent)
    after = np.minimum(length - 1 - places, lengths - 1 - spots)
    # Of a text the prefix for `LOWEST` is stored, which is longer than what `percent` asks for.
    least = np.minimum(needed - _shared(lengths, LOWEST) + 2, _SOUGHT)
    if lengths_like(length, percent)[1] == _MOST:
        # Of texts this long neither length nor place is known: nothing is ruled out.
        is_long = lengths == _MOST
        after[is_long], least[is_long] = length, 2
    # How many must be shared up to this token, and how many can be.
    required = needed - after
    fits = np.minimum(places, spots) + 1 >= required
    required = np.minimum(np.maximum(required, np.minimum(needed, least)), _MOST)
    # What any shared token requires must be there; the last one of a text requires the most.
    keys = (packed & ~_LOW | (np.minimum(places, _MOST) << _LENGTH_BITS | required))[fits]
    keys.sort()
    ids = ids_of(keys)
    ends = np.append(ids[1:] != ids[:-1], np.ones(min(1, len(ids)), bool))
    if _shared(length, percent) > 1:
        # Most texts share one token, which is not enough.
        kept = ~ends
        kept[1:] |= kept[:-1]
        keys, ids, ends = keys[kept], ids[kept], ends[kept]
    last = np.flatnonzero(ends)
    found: Entries = ids[last][np.diff(last, prepend=-1) >= keys[last] & _MOST]
    return found


def _shared(length: Count, percent: int) -> Count:
    """How many tokens two texts share at least, of which the longer has so many."""
    return -(-percent * length // 100)


def lengths_of(packed: Entries) -> Entries:
    """The lengths in tokens of the texts of entries, as entries keep them."""
    return (packed >> _LENGTH_BITS) & _MOST


def ids_of(packed: Entries) -> Entries:
    """The ids of the texts of entries."""
    return packed >> (2 * _LENGTH_BITS)
