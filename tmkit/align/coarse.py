"""Where two long texts run side by side, coarsely: the band in which beads are looked for.

Both are cut into chunks; chunks are compared by the words they share, and the best way through the
chunks is found. It may run along one text only, so a passage that the other lacks is survived.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tmkit.lexicon import Translations, Words

__all__ = ["Window", "band", "best_sources"]

Matrix = NDArray[np.float32]
Window = tuple[range, range]
"""Source segments, and the nodes of the target among which their beads begin."""

# Rows that are scored at once.
_ROWS = 32
# Texts of so many cells are searched whole.
_WHOLE = 160_000
_CHUNK = 8
_MOST_CHUNKS = 2_000
# Segments of a very long text that are looked at once more.
_STRETCH = 4_000
# Shared words are counted in so many classes.
_CLASSES = 2_048
# Segments that the way may stray from the coarse one, to either side.
_HALF = 18


def band(source: Words, target: Words, known: Translations) -> list[Window]:
    """The windows of two texts, in order, for `search.Table`."""
    rows, columns = len(source.starts) - 1, len(target.starts) - 1
    if rows * columns <= _WHOLE:
        return [
            (range(start, min(start + _ROWS, rows)), range(columns + 1))
            for start in range(0, rows, _ROWS)
        ]
    size = max(_CHUNK, max(rows, columns) // _MOST_CHUNKS)
    way = _way(_similarity(source, target, known, size))
    first = np.unique(way[:, 0], return_index=True)[1]
    lows = np.minimum.reduceat(way[:, 1], first) * size
    highs = (np.maximum.reduceat(way[:, 1], first) + 1) * size
    # Of very long texts the chunks are long: each stretch is looked at once more.
    step = _STRETCH if size > 2 * _CHUNK and rows > _STRETCH else _ROWS
    half = max(_HALF, 2 * size)
    windows: list[Window] = []
    for start in range(0, rows, step):
        stop = min(start + step, rows)
        # The way passes a chunk somewhere: its whole breadth is open.
        low = max(int(lows[start // size]) - half, 0)
        high = min(int(highs[(stop - 1) // size]) + half, columns)
        if step == _ROWS:
            windows.append((range(start, stop), range(low, high + 1)))
        else:
            inner = band(source.part(start, stop), target.part(low, high), known)
            windows += [(_shifted(one, start), _shifted(other, low)) for one, other in inner]
    windows[0] = (windows[0][0], range(windows[0][1].stop))
    windows[-1] = (windows[-1][0], range(windows[-1][1].start, columns + 1))
    return windows


def _shifted(numbers: range, by: int) -> range:
    return range(numbers.start + by, numbers.stop + by)


def _similarity(source: Words, target: Words, known: Translations, size: int) -> Matrix:
    """[source chunks, target chunks]: how alike the words of two chunks are, above the usual."""
    classes = _classes(source, target, known)
    one, other = (
        _vectors(words, kinds, size) for words, kinds in zip((source, target), classes, strict=True)
    )
    common = (one > 0).sum(axis=0) + (other > 0).sum(axis=0)
    rare = np.log1p((len(one) + len(other)) / (1 + common)).astype(np.float32)
    alike: Matrix = _normal(one, rare) @ _normal(other, rare).T
    alike -= alike.mean() + alike.std()
    return alike


def _classes(
    source: Words, target: Words, known: Translations
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each type a class that its translation shares; -1 for a type that says nothing."""
    anchors = np.intersect1d(source.anchors, target.anchors)
    sides = [
        np.where(np.isin(words.anchors, anchors) & (words.anchors != 0), words.anchors, 0)
        for words in (source, target)
    ]
    if len(known.sources):
        # A target word without an anchor stands for the source word that most probably made it.
        best = best_sources(known)
        places = np.minimum(np.searchsorted(known.targets, target.keys), len(known.targets) - 1)
        told = (known.targets[places] == target.keys) & (best[places] >= 0) & (sides[1] == 0)
        sides[1] = np.where(told, known.sources[best[places]], sides[1])
        sides[0] = np.where(sides[0] == 0, source.keys, sides[0])
    return (
        np.where(sides[0] == 0, -1, sides[0] % _CLASSES).astype(np.intp),
        np.where(sides[1] == 0, -1, sides[1] % _CLASSES).astype(np.intp),
    )


def best_sources(known: Translations) -> NDArray[np.intp]:
    """For each target type of a table the source type that most probably made it, or -1."""
    owners = np.repeat(np.arange(len(known.sources)), np.diff(known.starts))
    order = np.lexsort((owners, -known.backward, known.partners))
    partners = known.partners[order]
    first = np.unique(partners, return_index=True)
    best = np.full(len(known.targets), -1, dtype=np.intp)
    best[first[0]] = owners[order][first[1]]
    return best


def _vectors(words: Words, classes: NDArray[np.intp], size: int) -> Matrix:
    segments = len(words.starts) - 1
    chunk = np.repeat(np.arange(segments) // size, np.diff(words.starts))
    kinds = classes[words.types]
    told = kinds >= 0
    chunks = (segments - 1) // size + 1
    counts = np.bincount(chunk[told] * _CLASSES + kinds[told], minlength=chunks * _CLASSES)
    return np.minimum(counts.reshape(chunks, _CLASSES), 2).astype(np.float32)


def _normal(vectors: Matrix, weights: Matrix) -> Matrix:
    """The vectors, weighed, of length 1; in place."""
    vectors *= weights
    norms = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    vectors /= np.maximum(norms, 1e-9)[:, None]
    return vectors


def _way(alike: Matrix) -> NDArray[np.intp]:
    """The chunks (row, column) of the monotone way that gathers most likeness, from end to end."""
    rows, columns = alike.shape
    best = np.zeros((rows + 1, columns + 1), dtype=np.float32)
    for i in range(rows):
        reached = np.maximum(best[i, 1:], best[i, :-1] + alike[i])
        best[i + 1, 1:] = np.maximum.accumulate(reached)
    way = [(rows - 1, columns - 1)]
    i, j = rows, columns
    while i > 1 or j > 1:
        if i > 1 and j > 1 and best[i, j] == best[i - 1, j - 1] + alike[i - 1, j - 1]:
            i, j = i - 1, j - 1
        elif i > 1 and (j == 1 or best[i, j] == best[i - 1, j]):
            i -= 1
        else:
            j -= 1
        way.append((i - 1, j - 1))
    return np.array(way[::-1], dtype=np.intp)
