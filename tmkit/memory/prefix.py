"""The prefix filter: which texts can be as similar as asked, without reading any of them.

Two texts of n and m tokens that are alike to T % share at least ceil(T max(n, m) / 100) token
occurrences. Under one fixed order of all tokens, rarest first, the first n - ceil(T n / 100) + 2 of
each therefore hold two that they share, or one where they need share no more (Chaudhuri, Ganti and
Kaushik 2006; Xiao and others 2008, whose filter by position is used as well). So nothing is missed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["LOWEST", "Entries", "candidates", "entries", "ids_of", "occurrences", "prefix_length"]

LOWEST = 50
"""Percent: the index holds what texts need that are alike to this."""

Entries = NDArray[np.int64]
"""Of one token: id of the text, its length in tokens, the place of the token in its prefix."""

_LENGTH_BITS = 12
_MOST = (1 << _LENGTH_BITS) - 1


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
    """How many of the rarest of `length` tokens are looked at for matches of `percent` or more."""
    shared = -(-percent * length // 100)
    return min(length, length - shared + 2)


def entries(ids: Entries, lengths: Entries, places: Entries) -> Entries:
    """Packed entries. Lengths and places beyond 4,095 are kept as that."""
    packed = ids << (2 * _LENGTH_BITS)
    packed |= np.minimum(lengths, _MOST) << _LENGTH_BITS
    return packed | np.minimum(places, _MOST)


def candidates(packed: Entries, places: Entries, length: int, percent: int) -> Entries:
    """The ids of the texts that can be alike to `percent` to a query of `length` tokens.

    packed: entries of tokens of the prefix of the query; places: that of each entry's token in it,
    ascending.
    """
    lengths = _lengths(packed)
    fits = lengths >= -(-percent * length // 100)
    longest = 100 * length // percent
    if longest < _MOST:
        fits &= lengths <= longest
    packed, places, lengths = packed[fits], places[fits], lengths[fits]
    after = np.minimum(length - 1 - places, lengths - 1 - (packed & _MOST))
    # Of texts this long neither length nor place is known: nothing is ruled out.
    after[lengths == _MOST] = length
    before = np.minimum(places, packed & _MOST) + 1
    needed = -(-percent * np.maximum(lengths, length) // 100)
    # One shared token rules a text out where too few can stand before and after it.
    fits = before + after >= needed
    packed, after, needed = packed[fits], after[fits], needed[fits]
    ids = ids_of(packed)
    # Stable: of one text the last entry is the last one of the prefix of the query.
    order = np.argsort(ids, kind="stable")
    ids, after, needed = ids[order], after[order], needed[order]
    last = np.flatnonzero(np.append(ids[1:] != ids[:-1], np.ones(min(1, len(ids)), bool)))
    shared = np.diff(last, prepend=-1)
    needed = needed[last]
    fits = (shared + after[last] >= needed) & (shared >= np.minimum(2, needed))
    found: Entries = ids[last][fits]
    return found


def _lengths(packed: Entries) -> Entries:
    return (packed >> _LENGTH_BITS) & _MOST


def ids_of(packed: Entries) -> Entries:
    """The ids of the texts of entries."""
    return packed >> (2 * _LENGTH_BITS)
