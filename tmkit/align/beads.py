"""Two lists of segments → beads with scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from tmkit.align import search
from tmkit.align.coarse import Window, band
from tmkit.align.confidence import confidences
from tmkit.align.learned import Counts, Learned, count, learn
from tmkit.align.scoring import Lexical, Side, Weights, link_scores
from tmkit.lexicon import known_words, words_of
from tmkit.model import Bead

__all__ = ["SIGNATURE", "align", "align_documents", "count_beads"]

SIGNATURE = "len+lex"
_WEIGHTS = Weights()
_LANGUAGES = ("en", "vi")
Marks = tuple[Sequence[str], Sequence[str]]


def align(
    source: Sequence[str],
    target: Sequence[str],
    *,
    languages: tuple[str, str] = _LANGUAGES,
    marks: Marks | None = None,
    learned: Learned | None = None,
    weights: Weights = _WEIGHTS,
) -> list[Bead]:
    """The beads of two texts, in their order; every segment stands in exactly one of them.

    source, target: segments; languages: their BCP 47 tags. marks: for each segment what kind of
    place it has, "heading" say; sides of a bead mostly have the same. learned: from the corpus; by
    default what this pair tells of itself. score: how probable it is that the bead is right.
    """
    pair = _Pair.of((source, target), languages, marks)
    if learned is None:
        first = _beads(pair, Learned(), weights)
        # Of recurring lines one pair tells nothing.
        learned = learn([count(pair.sides, first)], languages)
    return _beads(pair, learned, weights)


def align_documents(
    pairs: Iterable[tuple[Sequence[str], Sequence[str]]],
    *,
    languages: tuple[str, str] = _LANGUAGES,
) -> Iterator[list[Bead]]:
    """The beads of each of many pairs, as `align` makes them, with what all of them tell.

    Each pair is aligned twice: to learn, and with what was learned.
    """
    given = [_Pair.of(pair, languages, None) for pair in pairs]
    counts = (count(pair.sides, _beads(pair, Learned(), _WEIGHTS), pair.texts) for pair in given)
    learned = learn(counts, languages)
    for pair in given:
        yield _beads(pair, learned, _WEIGHTS)


def count_beads(
    source: Sequence[str],
    target: Sequence[str],
    *,
    languages: tuple[str, str] = _LANGUAGES,
    marks: Marks | None = None,
    weights: Weights = _WEIGHTS,
) -> Counts:
    """What a pair tells of the corpus, as aligned with nothing learned; the rest as for `align`."""
    pair = _Pair.of((source, target), languages, marks)
    return count(pair.sides, _beads(pair, Learned(), weights), pair.texts)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two texts, prepared once for all passes."""

    texts: tuple[Sequence[str], Sequence[str]]
    languages: tuple[str, str]
    sides: tuple[Side, Side]
    windows: list[Window]

    @classmethod
    def of(
        cls,
        texts: tuple[Sequence[str], Sequence[str]],
        languages: tuple[str, str],
        marks: Marks | None,
    ) -> _Pair:
        kinds = {mark: number for number, mark in enumerate(sorted({*chain(*marks or ())}))}
        one, other = (
            Side.of(
                [len(text) for text in texts[side]],
                words_of(texts[side], languages[side]),
                [kinds[mark] for mark in marks[side]] if marks else [0] * len(texts[side]),
            )
            for side in (0, 1)
        )
        windows = band(one.words, other.words, known_words(*languages))
        return cls(texts, languages, (one, other), windows)


def _beads(pair: _Pair, learned: Learned, weights: Weights) -> list[Bead]:
    known = learned.translations or known_words(*pair.languages)
    weights = replace(weights, null=weights.null + learned.alone)
    source, target = (
        side.with_recurring([learned.recurs(text) for text in texts]) if learned.recurring else side
        for side, texts in zip(pair.sides, pair.texts, strict=True)
    )
    lexical = Lexical.of(source.words, target.words, known, weights)
    links, lows = [], []
    for window in pair.windows:
        links += [*link_scores((source, target), lexical, weights, learned.ratio or 1.0, window)]
        lows += [window[1].start] * len(window[0])
    lows.append(lows[-1] if lows else 0)
    table = search.Table(links, lows, (weights.null, weights.null), len(target.lengths))
    path = search.best_path(table)
    scores = confidences(table, path, (source, target))
    return [
        Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), score)
        for (i, j, a, b), score in zip(path, scores, strict=True)
    ]
