"""What segments mean, as vectors of a user's own embedding model: the nearer, the likelier."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tmkit.errors import UsageError

__all__ = ["Encoder", "Meaning"]

Matrix = NDArray[np.float32]
Encoder = Callable[[Sequence[str]], "NDArray[Any]"]
"""Texts → one vector for each, [texts, dimensions], in one space for both languages."""

# Pairs of segments that tell how near two are that do not translate one another.
_SAMPLE = 2_000
# A pair is no more evidence than this, however near or far.
_FARTHEST, _NEAREST = -4.0, 8.0


@dataclass(frozen=True, slots=True)
class Meaning:
    """The vectors of two texts, each of length 1, and how near any two segments are.

    usual, spread: mean and standard deviation of the cosine of segments taken by chance.
    """

    source: Matrix
    target: Matrix
    usual: float
    spread: float

    @classmethod
    def of(cls, texts: tuple[Sequence[str], Sequence[str]], encoder: Encoder) -> Meaning:
        """What an encoder makes of two texts. Raises UsageError for vectors of another shape."""
        source, target = (_units(side, encoder) for side in texts)
        if len(source) and len(target) and source.shape[1] != target.shape[1]:
            raise UsageError("encoder-shape", details={"shape": target.shape})
        cells = len(source) * len(target)
        count = min(_SAMPLE, cells)
        # The same pairs each time, spread over all there are; few of them are translations.
        one, other = np.divmod(
            np.arange(count) * max(cells // max(count, 1), 1), max(len(target), 1)
        )
        near = np.einsum("ij,ij->i", source[one], target[(other + one) % max(len(target), 1)])
        usual, spread = (float(near.mean()), float(near.std())) if count else (0.0, 1.0)
        return cls(source, target, usual, max(spread, 0.02))

    def part(self, rows: slice, columns: slice) -> Meaning:
        """Some segments of both texts."""
        return Meaning(self.source[rows], self.target[columns], self.usual, self.spread)

    def worth(self, rows: range, columns: range, move: tuple[int, int]) -> Matrix:
        """[rows, columns]: how much nearer than usual the sides of beads are, in deviations."""
        one, other = (
            _unit(sum(vectors[each.start + k : each.stop + k] for k in range(size)))
            for vectors, each, size in (
                (self.source, rows, move[0]),
                (self.target, columns, move[1]),
            )
        )
        near: Matrix = np.clip((one @ other.T - self.usual) / self.spread, _FARTHEST, _NEAREST)
        return near


def _units(texts: Sequence[str], encoder: Encoder) -> Matrix:
    if not texts:
        return np.zeros((0, 1), dtype=np.float32)
    try:
        vectors = np.asarray(encoder(texts), dtype=np.float32)
    except (TypeError, ValueError) as error:
        raise UsageError("encoder-shape", details={"shape": str(error)}) from error
    if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():
        raise UsageError("encoder-shape", details={"shape": vectors.shape})
    return _unit(vectors)


def _unit(vectors: Any) -> Matrix:  # noqa: ANN401 # sum() of arrays has no better type
    unit: Matrix = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit
