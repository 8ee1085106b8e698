"""Number words that a translation has changed: two samples, ba mẫu."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from tmkit.lexicon import Figure, QuantityFacts, quantity_facts_of
from tmkit.lint.units import Pair, Side
from tmkit.lint.values import Comparison, values_of
from tmkit.text import fold

__all__ = ["miscounted"]

_PARTED = regex.compile(r"[\s-]+")
_TEN = 10
# From here on a number may be that of a year.
_YEARS = 1000


def miscounted(pair: Pair, compared: Comparison) -> Iterator[Figure]:
    """Number words of the target that the source has not, in the place of some that it has.

    One side alone may say the same in other words, "cả hai" for "the parties".
    """
    source, target = _Side.of(pair, "source", compared), _Side.of(pair, "target", compared)
    # What stands in figures on both sides is not what a word says.
    others = _unmatched(source.others, target.others), _unmatched(target.others, source.others)
    missing = _unmatched(source.words, [*target.words, *others[1]])
    extra = _unmatched(target.words, [*source.words, *others[0]])
    for _, figure in zip(missing, extra, strict=False):
        yield figure


class _Side(NamedTuple):
    """The figures of a side. words: those that mean numbers, "twenty-five" as one; others: else."""

    words: list[Figure]
    others: list[Figure]

    @classmethod
    def of(cls, pair: Pair, side: Side, compared: Comparison) -> _Side:
        here = _figures(compared, side)
        text, facts = pair.text(side), quantity_facts_of(pair.lang(side))
        plain = [each for each in here if _is_plain(text, each, facts)]
        # "thứ ba" is the third where the other side names no day.
        is_dated = any(each.kind == "weekday" for each in _figures(compared, _other(side)))
        days = [each for each in here if each.kind == "weekday" and is_dated]
        words = [
            each
            for each in plain
            if not any(_holds(other, each) for other in (*plain, *days))
            and not _is_unit(pair, side, each, compared)
        ]
        others = [each for each in here if each.kind != "weekday" and _is_one(text, each, facts)]
        return cls(words, others)


def _is_one(text: str, figure: Figure, facts: QuantityFacts) -> bool:
    """Whether a figure is a single one and no plain word: not "first two", which are 1 and 2."""
    names = _PARTED.split(text[figure.start : figure.end])
    return figure.kind != "word" or (len(names) == 1 and fold(names[0]) not in facts.plain)


def _unmatched(figures: Sequence[Figure], there: Sequence[Figure]) -> list[Figure]:
    """The figures of which a value stands less often there."""
    left = list(there)
    found = []
    for each in figures:
        values = values_of([each])
        fitting = next((one for one in left if not values.isdisjoint(values_of([one]))), None)
        if fitting is None:
            found.append(each)
        else:
            left.remove(fitting)
    return found


def _holds(one: Figure, other: Figure) -> bool:
    """Whether a figure holds another that is shorter."""
    is_longer = one.end - one.start > other.end - other.start
    return is_longer and one.start <= other.start and other.end <= one.end


def _is_plain(text: str, figure: Figure, facts: QuantityFacts) -> bool:
    """Whether its words mean numbers and nothing else."""
    if figure.kind != "word":
        return False
    names = [fold(name) for name in _PARTED.split(text[figure.start : figure.end])]
    # The second of "sáu năm" is the unit.
    is_unit = any(name in facts.unit_of and name not in facts.magnitudes for name in names[1:])
    is_number = all(name in facts.plain or name in facts.magnitudes for name in names)
    is_one = len(names) == 1 and 1 in facts.words.get(names[0], ())[:1]
    if is_unit or is_one or not is_number or facts.plain.isdisjoint(names):
        return False
    return all(_goes_on(one, other, facts) for one, other in pairwise(names))


def _goes_on(one: str, other: str, facts: QuantityFacts) -> bool:
    """Whether two words in a row make one number: "twenty five", not "two third"."""
    if one in facts.magnitudes or other in facts.magnitudes:
        return True
    tens, ones = (facts.words[name][0] for name in (one, other))
    return ones == _TEN or (tens % _TEN == 0 and ones < _TEN)


def _is_unit(pair: Pair, side: Side, figure: Figure, compared: Comparison) -> bool:
    """Whether a word is the name of a unit: năm behind a number, or of a year there as well."""
    text, facts = pair.text(side), quantity_facts_of(pair.lang(side))
    units = {unit.name for unit in facts.unit_of.get(fold(text[figure.start : figure.end]), ())}
    if not units:
        return False
    if any(each.end == figure.start - 1 for each in _figures(compared, side)):
        return True
    if facts.units.match(text, figure.end + 1):
        return False
    other = _other(side)
    others = quantity_facts_of(pair.lang(other))
    named = {
        unit.name
        for found in others.units.finditer(pair.text(other))
        for unit in others.unit_of.get(fold(found[0]), ())
    }
    return bool(units & named) or any(
        not isinstance(value, str) and value >= _YEARS
        for value in values_of(_figures(compared, other))
    )


def _figures(compared: Comparison, side: Side) -> Sequence[Figure]:
    return compared.source if side == "source" else compared.target


def _other(side: Side) -> Side:
    return "target" if side == "source" else "source"
