"""Many texts cut into tokens at once.

The same few pieces between spaces make up a million texts: each is counted first, and cut once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from tmkit.memory.prefix import Entries
from tmkit.memory.tokens import Word, tokens_and_breaks, word_of

__all__ = ["Cut", "Numbers", "cut"]

Counted = TypeVar("Counted")


class Numbers(dict[Counted, int]):
    """A number for each thing, in the order in which they are asked for."""

    def __missing__(self, thing: Counted) -> int:
        number = self[thing] = len(self)
        return number

    def of(self, things: Iterable[Counted]) -> Entries:
        """The numbers of things."""
        return np.fromiter(map(self.__getitem__, things), np.int64)


class Cut(NamedTuple):
    """The tokens of texts, text by text: of each the number of its text and of its word.

    words: what each number stands for; they may have a key in common.
    """

    owners: Entries
    tokens: Entries
    words: list[Word]


def cut(texts: Sequence[str]) -> Cut:
    """The tokens of texts, as `tokens_of` has them: they end at any space."""
    runs: Numbers[str] = Numbers()
    found: list[int] = []
    ends: list[int] = []
    for text in texts:
        found += map(runs.__getitem__, text.split())
        ends.append(len(found))
    tokens: Numbers[str] = Numbers()
    of_runs = tokens.of(["\n", *tokens_and_breaks("\n".join([*runs, ""]))])
    breaks = np.flatnonzero(of_runs == 0)
    of_texts = np.array(found, np.int64)
    starts, sizes = breaks[of_texts] + 1, np.diff(breaks)[of_texts] - 1
    # A run that starts at 7 and has three tokens becomes 7, 8, 9.
    before = np.cumsum(sizes) - sizes
    places = np.repeat(starts - before, sizes) + np.arange(sizes.sum())
    owners = np.repeat(np.arange(len(texts)), np.diff(ends, prepend=0))
    words = [word_of(token) for token in tokens]
    return Cut(np.repeat(owners, sizes), of_runs[places], words)
