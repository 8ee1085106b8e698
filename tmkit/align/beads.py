"""Two lists of segments → beads with scores."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

import numpy as np

from tmkit.align import search
from tmkit.align.coarse import Window, band
from tmkit.align.confidence import Whole, confidences
from tmkit.align.learned import Counts, Learned, count, learn
from tmkit.align.meaning import Encoder, Meaning
from tmkit.align.scoring import Lexical, Scorer, Side, Weights
from tmkit.errors import UsageError
from tmkit.lexicon import known_words, words_of
from tmkit.model import Bead

__all__ = [
    "SIGNATURE",
    "Prepared",
    "align",
    "align_documents",
    "align_prepared",
    "count_beads",
    "prepare",
]

SIGNATURE = "len+lex"
_WEIGHTS = Weights()
_LANGUAGES = ("en", "vi")
_ROUNDS = 2
Marks = tuple[Sequence[str], Sequence[str]]
Alone = tuple[Collection[int], Collection[int]]


def align(  # noqa: PLR0913 # what may be known of two texts, all by keyword
    source: Sequence[str],
    target: Sequence[str],
    *,
    languages: tuple[str, str] = _LANGUAGES,
    marks: Marks | None = None,
    learned: Learned | None = None,
    weights: Weights = _WEIGHTS,
    encoder: Encoder | None = None,
    delimiters: Sequence[tuple[int, int]] = (),
    alone: Alone = ((), ()),
) -> list[Bead]:
    """The beads of two texts, in their order; every segment stands in exactly one of them.

    source, target: segments; languages: their BCP 47 tags. marks: for each segment what kind of
    place it has, "heading" say; sides of a bead mostly have the same. learned: from the corpus; by
    default what this pair tells of itself. encoder: texts → vectors [texts, dimensions], in one
    space for both languages; it joins the words, or replaces them with Weights(words=0).
    delimiters: (source segments, target segments) before a place that no bead may run over, the
    ends of chapters say; ascending on both sides. alone: source and target segments, by number,
    that are known to have no counterpart. score: how probable it is that the bead is right.

    Raises UsageError for vectors of another shape, too few or too many marks, and for delimiters
    or segments alone that lie outside the texts or do not ascend.
    """
    pair = Prepared.of((source, target), languages, marks, encoder, delimiters, alone)
    return align_prepared(pair, learned=learned, weights=weights)


def prepare(
    source: Sequence[str],
    target: Sequence[str],
    *,
    languages: tuple[str, str] = _LANGUAGES,
    marks: Marks | None = None,
) -> Prepared:
    """Two texts as `align` compares them, to be made once for several passes; it can be pickled."""
    return Prepared.of((source, target), languages, marks)


def align_prepared(
    pair: Prepared, *, learned: Learned | None = None, weights: Weights = _WEIGHTS
) -> list[Bead]:
    """The beads of two texts, as `align` finds them."""
    if learned is None:
        learned = _by_itself(pair, _first(pair, weights))
    return _beads(pair, learned, weights)


def align_documents(
    pairs: Iterable[tuple[Sequence[str], Sequence[str]]],
    *,
    languages: tuple[str, str] = _LANGUAGES,
) -> Iterator[list[Bead]]:
    """The beads of each of many pairs, as `align` makes them, with what all of them tell.

    Each pair is aligned to learn, and again with what was learned.
    """
    given = [Prepared.of(pair, languages, None) for pair in pairs]
    counts = (count(pair.sides, _first(pair, _WEIGHTS), pair.texts) for pair in given)
    learned = learn(counts, languages)
    for pair in given:
        yield _beads(pair, learned, _WEIGHTS)


def count_beads(pair: Prepared, *, weights: Weights = _WEIGHTS) -> Counts:
    """What a pair tells of the corpus, as aligned with nothing learned."""
    return count(pair.sides, _first(pair, weights), pair.texts)


@dataclass(frozen=True, slots=True)
class _Part:
    """What lies between two delimiters: where it begins, how it is compared, where to look."""

    start: tuple[int, int]
    sides: tuple[Side, Side]
    windows: list[Window]
    meaning: Meaning | None
    alone: Alone


@dataclass(frozen=True, slots=True)
class Prepared:
    """Two texts, prepared once for all passes; `prepare` makes one."""

    texts: tuple[Sequence[str], Sequence[str]]
    languages: tuple[str, str]
    sides: tuple[Side, Side]
    places: list[tuple[int, int]]
    meaning: Meaning | None
    windows: list[list[Window]]
    alone: Alone

    @classmethod
    def of(
        cls,
        texts: tuple[Sequence[str], Sequence[str]],
        languages: tuple[str, str],
        marks: Marks | None,
        encoder: Encoder | None = None,
        delimiters: Sequence[tuple[int, int]] = (),
        alone: Alone = ((), ()),
    ) -> Prepared:
        """See `align`."""
        known = known_words(*languages)
        kinds = {mark: number for number, mark in enumerate(sorted({*chain(*marks or ())}))}
        one, other = (
            Side.of(
                [len(text) for text in texts[side]],
                words_of(texts[side], languages[side], cognates=not len(known.sources)),
                [kinds[mark] for mark in marks[side]] if marks else [0] * len(texts[side]),
            )
            for side in (0, 1)
        )
        for side, text in enumerate(texts):
            if not all(0 <= number < len(text) for number in alone[side]):
                raise UsageError("delimiters", details={"places": sorted(alone[side])})
            if marks and len(marks[side]) != len(text):
                raise UsageError(
                    "marks", details={"count": len(marks[side]), "segments": len(text)}
                )
        places = [(0, 0), *delimiters, (len(texts[0]), len(texts[1]))]
        if not all(low[0] <= high[0] and low[1] <= high[1] for low, high in pairwise(places)):
            raise UsageError("delimiters", details={"places": list(delimiters)})
        windows = [
            band(one.words.part(low[0], high[0]), other.words.part(low[1], high[1]), known)
            for low, high in pairwise(places)
        ]
        meaning = Meaning.of(texts, encoder) if encoder else None
        return cls(texts, languages, (one, other), places, meaning, windows, alone)

    def parts(self, learned: Learned) -> Iterator[_Part]:
        """The parts between the delimiters, with the lines that recur in the corpus."""
        one, other = (
            side.with_recurring([learned.recurs(text) for text in texts])
            if learned.recurring
            else side
            for side, texts in zip(self.sides, self.texts, strict=True)
        )
        for (low, high), windows in zip(pairwise(self.places), self.windows, strict=True):
            sides = one.part(low[0], high[0]), other.part(low[1], high[1])
            rows, columns = slice(low[0], high[0]), slice(low[1], high[1])
            meaning = self.meaning.part(rows, columns) if self.meaning else None
            alone = (
                [number - low[0] for number in self.alone[0] if low[0] <= number < high[0]],
                [number - low[1] for number in self.alone[1] if low[1] <= number < high[1]],
            )
            yield _Part(low, sides, windows, meaning, alone)


def _first(pair: Prepared, weights: Weights) -> list[Bead]:
    """The beads as they are found with nothing known of the corpus."""
    beads = _beads(pair, Learned(), weights)
    # Without a seed lexicon the pair has to be its own, each round a better one (measured).
    if not len(known_words(*pair.languages).sources):
        for _ in range(_ROUNDS):
            beads = _beads(pair, _by_itself(pair, beads), weights)
    return beads


def _by_itself(pair: Prepared, beads: list[Bead]) -> Learned:
    """What a pair tells of itself; of recurring lines that is nothing."""
    return learn([count(pair.sides, beads)], pair.languages)


def _beads(pair: Prepared, learned: Learned, weights: Weights) -> list[Bead]:
    known = learned.translations or known_words(*pair.languages)
    weights = replace(weights, null=weights.null + learned.alone)
    found = []
    for part in pair.parts(learned):
        words = part.sides[0].words, part.sides[1].words
        lexical = Lexical.of(*words, known, weights)
        table = _table(
            part, Scorer(part.sides, lexical, weights, learned.ratio or 1.0, part.meaning)
        )
        path = search.best_path(table)
        found.append((part, table, path, np.array(search.posteriors(table, path))))
    whole = Whole.of(((path, sure) for _, _, path, sure in found), min(map(len, pair.texts)))
    beads: list[Bead] = []
    for part, table, path, sure in found:
        row, column = part.start
        scores = confidences(table, path, sure, part.sides, whole)
        for (i, j, a, b), score in zip(path, scores, strict=True):
            source, target = range(row + i, row + i + a), range(column + j, column + j + b)
            beads.append(Bead(tuple(source), tuple(target), score))
    return beads


def _table(part: _Part, scorer: Scorer) -> search.Table:
    links, lows = [], []
    for rows, columns in part.windows:
        links += [*scorer.links(rows, columns)]
        lows += [columns.start] * len(rows)
    lows.append(lows[-1] if lows else 0)
    search.keep_apart(links, lows, part.alone)
    null = scorer.weights.null
    return search.Table(links, lows, (null, null), len(part.sides[1].lengths))
