"""Two lists of segments → beads with scores."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tmkit.align import search
from tmkit.align.scoring import Weights, bead_scores
from tmkit.lexicon import anchors_of
from tmkit.model import Bead

__all__ = ["SIGNATURE", "align"]

SIGNATURE = "len+anchor"
_WEIGHTS = Weights()
# Memory and time of the search grow with the square of a window; longer texts are taken in several.
_WINDOW = 600
# What the end of a window says is bent by its forced end: it is read again in the next one.
_KEPT = 0.75
_SURE = 0.9


def align(
    source: Sequence[str],
    target: Sequence[str],
    *,
    languages: tuple[str, str] = ("en", "vi"),
    weights: Weights = _WEIGHTS,
) -> list[Bead]:
    """The beads of two texts, in their order; every segment stands in exactly one of them.

    source, target: segments; languages: their BCP 47 tags.
    score: how probable the bead is if the texts translate one another, times how probable that is.
    """
    anchors = [
        [anchors_of(text, tag) for text in side]
        for side, tag in zip((source, target), languages, strict=True)
    ]
    path: list[_Weighed] = []
    i = j = 0
    while i < len(source) or j < len(target):
        rows, columns = slice(i, i + _WINDOW), slice(j, j + _WINDOW)
        texts = source[rows], target[columns]
        scores = bead_scores(*texts, anchors[0][rows], anchors[1][columns], weights)
        found = _weighed(scores, len(texts[0]), len(texts[1]))
        if i + _WINDOW < len(source) or j + _WINDOW < len(target):
            found = found[: _safe(found)]
        path += [((i + k, j + h, a, b), sure, worth) for (k, h, a, b), sure, worth in found]
        last, _, _ = path[-1]
        i, j = last[0] + last[2], last[1] + last[3]
    related = _related(path, min(len(source), len(target)))
    return [
        Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), round(sure * related, 4))
        for (i, j, a, b), sure, _ in path
    ]


_Weighed = tuple[tuple[int, int, int, int], float, float]
"""A move of the path, its posterior, what it is worth."""


def _weighed(scores: search.Scores, n: int, m: int) -> list[_Weighed]:
    path = search.best_path(scores, n, m)
    sure = search.posteriors(scores, n, m, path)
    worth = [search.worth(scores, *move) for move in path]
    return list(zip(path, sure, worth, strict=True))


def _safe(found: list[_Weighed]) -> int:
    """How many beads of a window to keep: up to the last sure one that is not near its end."""
    most = max(int(len(found) * _KEPT), 1)
    sure = (
        number
        for number in range(most, 0, -1)
        if found[number - 1][1] >= _SURE and found[number - 1][0][2:] == (1, 1)
    )
    return next(sure, most)


def _related(path: list[_Weighed], segments: int) -> float:
    """How probable it is that the two texts translate one another at all.

    A logistic model of what the beads are worth in sum, weighed by their posteriors, per segment of
    the shorter text. Texts of one subject that do not translate one another reach 0.7, translations
    1.8 and more; a few segments cannot refute what the user says by pairing them.
    """
    if not segments:
        return 1.0
    gain = [worth for (_, _, a, b), _, worth in path if a and b]
    share = sum(sure for (_, _, a, b), sure, _ in path if a and b) / segments
    mean = sum(gain) / len(gain) if gain else 0.0
    evidence = 2 + 1.5 * segments * (mean * share - 0.85)
    return 1 / (1 + math.exp(-max(min(evidence, 50.0), -50.0)))
