"""Two lists of segments → beads with scores."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tmkit.align import search
from tmkit.align.learned import Learned, ratio_of
from tmkit.align.scoring import Side, Weights, bead_scores
from tmkit.lexicon import anchors_of
from tmkit.model import Bead

__all__ = ["SIGNATURE", "align"]

SIGNATURE = "len+anchor"
_WEIGHTS = Weights()
_NOTHING = Learned()
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
    marks: tuple[Sequence[str], Sequence[str]] | None = None,
    learned: Learned = _NOTHING,
    weights: Weights = _WEIGHTS,
) -> list[Bead]:
    """The beads of two texts, in their order; every segment stands in exactly one of them.

    source, target: segments; languages: their BCP 47 tags. marks: for each segment what kind of
    place it has, "heading" say; sides of a bead mostly have the same. learned: from the corpus.
    score: how probable the bead is if the texts translate one another, times how probable that is.
    """
    texts = (source, target)
    one, other = (
        Side(
            [len(text) for text in side],
            [anchors_of(text, tag) for text in side],
            marks[number] if marks else [""] * len(side),
            [learned.recurs(text) for text in side],
        )
        for number, (side, tag) in enumerate(zip(texts, languages, strict=True))
    )
    path = _path(one, other, weights, learned.ratio or 1.0)
    if learned.ratio is None:
        # The sure beads tell how long a translation is here; with that all are looked at again.
        path = _path(one, other, weights, _ratio(path, one, other))
    related = _related(path, min(len(source), len(target)))
    return [
        Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), round(sure * related, 4))
        for (i, j, a, b), sure, _ in path
    ]


def _path(source: Side, target: Side, weights: Weights, ratio: float) -> list[_Weighed]:
    """The best path through the whole of two texts, window by window."""
    path: list[_Weighed] = []
    i = j = 0
    while i < len(source.lengths) or j < len(target.lengths):
        found = _next_beads(source, target, (i, j), weights, ratio)
        path += [((i + k, j + h, a, b), sure, worth) for (k, h, a, b), sure, worth in found]
        last, _, _ = path[-1]
        i, j = last[0] + last[2], last[1] + last[3]
    return path


def _ratio(path: list[_Weighed], source: Side, target: Side) -> float:
    sure = [move for move, probability, _ in path if move[2:] == (1, 1) and probability >= _SURE]
    return ratio_of(
        sum(source.lengths[i] for i, _, _, _ in sure), sum(target.lengths[j] for _, j, _, _ in sure)
    )


def _next_beads(
    source: Side, target: Side, start: tuple[int, int], weights: Weights, ratio: float
) -> list[_Weighed]:
    """The beads of the next window, counted from `start`.

    A window with few sure beads may lie in a passage that one text lacks: it is widened once.
    """
    i, j = start
    for size in (_WINDOW, 2 * _WINDOW):
        windows = source.window(i, i + size), target.window(j, j + size)
        found = _weighed(*windows, weights, ratio)
        if i + size >= len(source.lengths) and j + size >= len(target.lengths):
            return found
        sure = sum(1 for bead in found if _is_sure(bead))
        if sure > len(found) / 3:
            break
    return found[: _safe(found)]


_Weighed = tuple[tuple[int, int, int, int], float, float]
"""A move of the path, its posterior, what it is worth."""


def _weighed(source: Side, target: Side, weights: Weights, ratio: float) -> list[_Weighed]:
    scores = bead_scores(source, target, weights, ratio=ratio)
    n, m = len(source.lengths), len(target.lengths)
    path = search.best_path(scores, n, m)
    sure = search.posteriors(scores, n, m, path)
    worth = [search.worth(scores, *move) for move in path]
    return list(zip(path, sure, worth, strict=True))


def _safe(found: list[_Weighed]) -> int:
    """How many beads of a window to keep: up to the last sure one that is not near its end."""
    most = max(int(len(found) * _KEPT), 1)
    return next((number for number in range(most, 0, -1) if _is_sure(found[number - 1])), most)


def _is_sure(bead: _Weighed) -> bool:
    return bead[1] >= _SURE and bead[0][2:] == (1, 1)


def _related(path: list[_Weighed], segments: int) -> float:
    """How probable it is that the two texts translate one another at all.

    A logistic model of the share of the shorter text's segments that stand in probable beads and of
    what those beads are worth; fitted on document pairs right and wrong (tests/bench/alignment.py).
    A few segments cannot refute what the user says by pairing them.
    """
    worth = [worth for (_, _, a, b), _, worth in path if a and b]
    share = sum(sure for (_, _, a, b), sure, _ in path if a and b) / max(segments, 1)
    mean = min(sum(worth) / len(worth), 6.0) if worth else 0.0
    believed, weight = 3.0, min(segments / 8, 1.0)
    evidence = (1 - weight) * believed + weight * (11.5 * share + 0.75 * mean - 6.8)
    return 1 / (1 + math.exp(-evidence))
