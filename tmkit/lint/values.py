"""What numbers, dates and references two texts share by value, and what only one of them has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from tmkit.lexicon import Figure, Value, figures_in, quantity_facts_of
from tmkit.lint.units import Pair, Side, UnitContext

__all__ = ["Comparison", "Difference", "compare", "values_of"]

_UNKNOWN = "und"
# Days of a month, and what is often written in words.
_LARGE = 32

_ITEM = regex.compile(r"\s*[(\[]?\d{1,3}(?:[.)\]](?!\d)|:(?=\s))")


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that the other side has not.

    other: what stands there in its place, None where that is nothing.
    """

    side: Side
    figure: Figure
    other: Figure | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The figures of both sides, and the differences between them, by kind."""

    source: Sequence[Figure]
    target: Sequence[Figure]
    dates: Sequence[Difference]
    references: Sequence[Difference]
    numbers: Sequence[Difference]


def compare(pair: Pair, context: UnitContext) -> Comparison:
    """What the sides of a pair share by value, and what they do not.

    In a language of which nothing is known, five days may be "fünf Tage": then only what is no
    small number is compared. An empty side is compared with nothing.
    """
    tags = pair.languages
    if not (pair.source.strip() and pair.target.strip()):
        return Comparison((), (), (), (), ())
    if not all(quantity_facts_of(tag).words for tag in tags):
        tags = _UNKNOWN, _UNKNOWN
    return _compared(
        *(pair.source, pair.target, *tags),
        *(context.decimal_sign(pair, "source"), context.decimal_sign(pair, "target")),
    )


# The rules ask one after another for the same pair.
@lru_cache(maxsize=4)
def _compared(
    source: str, target: str, source_tag: str, target_tag: str, one: str | None, other: str | None
) -> Comparison:
    sides = figures_in(source, source_tag, one), figures_in(target, target_tag, other)
    matching = _Matching(*_without_marks(sides, (source, target)))
    matching.drop_times()
    dates = matching.dates()
    references = matching.references()
    texts = {"source": (source, target), "target": (target, source)}
    numbers = [
        each
        for each in matching.numbers()
        # A date that stands there in the words of the other language.
        if each.figure.kind != "date" or not _is_kept(each.figure, *texts[each.side])
    ]
    if source_tag == _UNKNOWN:
        numbers = [each for each in numbers if not _may_be_word(each.figure)]
    late = [each for each in numbers if each.figure.kind == "date"]
    placed = [each for each in numbers if each.figure.label == "reference"]
    return Comparison(
        *sides,
        dates=[*dates, *late],
        references=[*references, *placed],
        numbers=[each for each in numbers if each not in late and each not in placed],
    )


def _may_be_word(figure: Figure) -> bool:
    """Whether a number may stand elsewhere as a word, or as the name of a month."""
    return any(value in range(_LARGE) for reading in figure.readings for value in reading)


def _is_kept(figure: Figure, here: str, there: str) -> bool:
    return here[figure.start : figure.end] in there


def _without_marks(
    sides: tuple[list[Figure], list[Figure]], texts: tuple[str, str]
) -> tuple[list[Figure], list[Figure]]:
    """The figures, without the number of a list's item where only one side begins with one."""
    marks = [_ITEM.match(text) for text in texts]
    if all(marks):
        return sides
    ends = [mark.end() if mark else 0 for mark in marks]
    source, target = (
        [each for each in side if each.start >= end or not each.is_strong]
        for side, end in zip(sides, ends, strict=True)
    )
    return source, target


class _Matching:
    """Takes away from both sides what they share, step by step."""

    def __init__(self, source: list[Figure], target: list[Figure]) -> None:
        self.source, self.target = list(source), list(target)

    def _match(
        self, kind: str, fits: Callable[[Figure, Figure], bool]
    ) -> tuple[list[Figure], list[Figure]]:
        """Drop the figures of a kind that fit each other; what is left on both sides."""
        rests = [each for each in self.target if each.kind == kind]
        lost = []
        for figure in [each for each in self.source if each.kind == kind]:
            fitting = next((rest for rest in rests if fits(figure, rest)), None)
            if fitting is None:
                lost.append(figure)
            else:
                rests.remove(fitting)
                self.source.remove(figure)
                self.target.remove(fitting)
        return lost, rests

    def _pair_off(self, kind: str, fits: Callable[[Figure, Figure], bool]) -> list[Difference]:
        """Drop the figures of a kind; those that fit nothing on the other side differ."""
        lost, rests = self._match(kind, fits)
        found = [
            Difference("target", rest, figure) for figure, rest in zip(lost, rests, strict=False)
        ]
        for difference in found:
            self.source.remove(_present(difference.other))
            self.target.remove(difference.figure)
        return found

    def drop_times(self) -> None:
        """Times that both sides have: 5 p.m. and 17:00."""
        self._match("time", lambda one, other: bool({*one.readings} & {*other.readings}))

    def dates(self) -> list[Difference]:
        """Dates that both sides have and that are not the same, or of which one says less."""
        known = values_of(self.target)
        dates = [each for each in self.source if each.kind == "date"]
        found = self._pair_off("date", _is_same_date)
        if not found and not any(each.kind == "date" for each in (*self.source, *self.target)):
            found = [Difference("source", each) for each in dates if not _is_whole(each, known)]
        return [*found, *self._pair_off("weekday", lambda one, other: one.key == other.key)]

    def references(self) -> list[Difference]:
        """Numbers of documents that both sides have and that are not the same."""
        return self._pair_off("reference", lambda one, other: one.key == other.key)

    def numbers(self) -> list[Difference]:
        """Numbers that one side has and the other has not, those that changed first."""
        missing = _lacking(self.source, self.target)
        extra = _lacking(self.target, self.source)
        changed = min(len(missing), len(extra))
        if not changed:
            here, there = (values_of(self.source), values_of(self.target))
            missing = [each for each in missing if not _is_among(each, there)]
            extra = [each for each in extra if not _is_among(each, here)]
        found = [
            Difference("target", one, other)
            for one, other in zip(extra[:changed], missing[:changed], strict=True)
        ]
        found += [Difference("source", each) for each in missing[changed:]]
        return found + [Difference("target", each) for each in extra[changed:]]


def _present(figure: Figure | None) -> Figure:
    assert figure is not None
    return figure


def _is_same_date(one: Figure, other: Figure) -> bool:
    return any(date.agrees(each) for date in one.dates for each in other.dates)


def _is_whole(figure: Figure, known: set[Value]) -> bool:
    """Whether the day and the year of a date are known as well; a month may be named elsewhere."""
    return any(
        all(not number or number in known for number in (date.day, date.year))
        for date in figure.dates
    )


def values_of(figures: Iterable[Figure]) -> set[Value]:
    """All that the figures may be worth."""
    return {value for each in figures for reading in each.readings for value in reading}


def _is_among(figure: Figure, values: set[Value]) -> bool:
    return any(all(value in values for value in reading) for reading in figure.readings)


def _chosen(figures: Iterable[Figure], there: set[Value]) -> Iterator[tuple[Figure, Value]]:
    """Strong figures with the values of the reading that the other side knows, else the first."""
    for figure in figures:
        if figure.is_strong:
            known = (
                reading for reading in figure.readings if all(value in there for value in reading)
            )
            for value in next(known, figure.readings[0]):
                yield figure, value


def _lacking(here: list[Figure], there: list[Figure]) -> list[Figure]:
    """The strong figures of which a value stands less often on the other side."""
    known = values_of(there)
    left = Counter(value for _, value in _chosen(there, values_of(here)))
    weak = Counter(value for each in there if not each.is_strong for value in values_of([each]))
    for each in here:
        if not each.is_strong and each.kind == "word":
            # A word here is what a word there translates.
            weak.subtract(value for value in values_of([each]) if value in weak)
    found = []
    for figure, value in _chosen(here, known):
        if left[value] > 0:
            left[value] -= 1
        elif weak[value] > 0:
            weak[value] -= 1
        elif figure not in found:
            found.append(figure)
    return found
