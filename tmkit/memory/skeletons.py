"""A key of the words of a text: texts that share it differ in no word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tmkit.lang import primary
from tmkit.memory.tokens import NUMBER_DIGEST, digest_of

__all__ = ["skeleton_of", "skeletons_of"]

Digests = NDArray[np.uint64]

# Odd, so that nothing is lost; what makes digests of one word differ by their places, and mixes
# them so that no difference is undone by another one.
_PLACE, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)


def skeletons_of(
    digests: Digests, owners: NDArray[np.int64], count: int, lang: str
) -> list[int | None]:
    """The keys of `count` texts in a language, 64 bits, signed as databases keep them.

    digests: of the words of the tokens, text by text; owners: the number of the text of each. None
    for a text without words and numbers. Numbers that follow one another are one.
    """
    kept = np.flatnonzero(digests)
    digests, owners = digests[kept], owners[kept]
    is_number = digests == NUMBER_DIGEST
    again = is_number[1:] & is_number[:-1] & (owners[1:] == owners[:-1])
    first = np.flatnonzero(np.append(np.ones(min(1, len(kept)), bool), ~again))
    digests, owners = digests[first], owners[first]
    lengths = np.bincount(owners, minlength=count)
    ends = np.cumsum(lengths)
    places = np.arange(len(owners)) - (ends - lengths)[owners]
    mixed = _mixed(digests + places.astype(np.uint64) * _PLACE)
    sums = np.append(np.zeros(1, np.uint64), np.cumsum(mixed, dtype=np.uint64))
    keys = _mixed(sums[ends] - sums[ends - lengths] + np.uint64(digest_of(primary(lang))))
    signed: list[int | None] = keys.view(np.int64).tolist()
    for blank in np.flatnonzero(lengths == 0).tolist():
        signed[blank] = None
    return signed


def skeleton_of(digests: Sequence[int], lang: str) -> int | None:
    """The key of one text."""
    (key,) = skeletons_of(np.array(digests, np.uint64), np.zeros(len(digests), np.int64), 1, lang)
    return key


def _mixed(numbers: Digests) -> Digests:
    """Numbers of which any bit depends on any; one for one."""
    for _ in range(2):
        numbers = (numbers ^ (numbers >> _HALF)) * _MIX
    return numbers ^ (numbers >> _HALF)
