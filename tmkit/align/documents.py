"""Which documents may translate one another, by the words they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tmkit.align.coarse import best_sources
from tmkit.lexicon import known_words, words_of

__all__ = ["Bag", "bag_of", "likely_pairs"]

Matrix = NDArray[np.float32]

# Words are counted in so many classes.
_CLASSES = 1 << 15
# Documents that are compared at once.
_BLOCK = 1_000


@dataclass(frozen=True, slots=True)
class Bag:
    """What a document says: classes of words, ascending, and how often each occurs."""

    classes: NDArray[np.intp]
    counts: Matrix


def bag_of(texts: Sequence[str], tag: str, languages: tuple[str, str]) -> Bag:
    """The words of a document in one of two languages, BCP 47 tags.

    A word of the target language stands for the word of the source that it translates best.
    """
    words = words_of(texts, tag)
    known = known_words(*languages)
    keys = words.keys
    if tag == languages[1] and len(known.targets):
        best = best_sources(known)
        places = np.minimum(np.searchsorted(known.targets, keys), len(known.targets) - 1)
        told = (known.targets[places] == keys) & (best[places] >= 0)
        keys = np.where(told, known.sources[best[places]], keys)
    counts = np.bincount(words.types, minlength=len(keys))
    anchored = np.flatnonzero(words.anchors)
    keys = np.concatenate([keys, words.anchors[anchored]])
    classes, places = np.unique(keys % _CLASSES, return_inverse=True)
    sums = np.bincount(places, np.concatenate([counts, counts[anchored]]))
    return Bag(classes.astype(np.intp), sums.astype(np.float32))


def likely_pairs(sources: Sequence[Bag], targets: Sequence[Bag]) -> list[tuple[int, int, float]]:
    """Pairs of documents that are nearest to one another, from the nearest on, with the cosine.

    Each document stands in one pair at most: the nearest pair goes first, its documents are taken
    out, and so on, as long as two documents are the nearest of each other.
    """
    if not sources or not targets:
        return []
    held = np.zeros((2, _CLASSES))
    for row, bags in enumerate((sources, targets)):
        for bag in bags:
            held[row, bag.classes] += 1
    # What only one language has says nothing of the other.
    rare = np.log((len(sources) + len(targets) + 1) / held.sum(axis=0).clip(1))
    rare = np.where(held.all(axis=0), rare, 0.0).astype(np.float32)
    near = np.empty((len(sources), len(targets)), dtype=np.float32)
    for start in range(0, len(targets), _BLOCK):
        columns = _vectors(targets[start : start + _BLOCK], rare).T
        for first in range(0, len(sources), _BLOCK):
            rows = _vectors(sources[first : first + _BLOCK], rare)
            near[first : first + _BLOCK, start : start + _BLOCK] = rows @ columns
    pairs: list[tuple[int, int, float]] = []
    while True:
        best = near.argmax(axis=1)
        mutual = np.flatnonzero(near.argmax(axis=0)[best] == np.arange(len(sources)))
        mutual = mutual[near[mutual, best[mutual]] > 0]
        if not len(mutual):
            return sorted(pairs, key=lambda pair: (-pair[2], pair[0]))
        for row in map(int, mutual):
            column = int(best[row])
            pairs.append((row, column, float(near[row, column])))
        near[mutual, :] = -1
        near[:, best[mutual]] = -1


def _vectors(bags: Sequence[Bag], rare: Matrix) -> Matrix:
    vectors = np.zeros((len(bags), _CLASSES), dtype=np.float32)
    for row, bag in enumerate(bags):
        vectors[row, bag.classes] = np.log1p(bag.counts) * rare[bag.classes]
    norms = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    vectors /= np.maximum(norms, 1e-9)[:, None]
    return vectors
