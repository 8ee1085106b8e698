"""TQ103: units of measure that a translation has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import regex

from tmkit.lexicon import Figure, QuantityFacts, Unit, Value, quantity_facts_of
from tmkit.lint.composed import composed
from tmkit.lint.units import Pair, UnitCase, UnitContext, UnitHit, UnitRule
from tmkit.lint.values import Comparison, compare
from tmkit.text import fold

__all__ = ["RULES", "converted"]

# Measures that were converted are rounded: a mile and 1.6 kilometres.
_ROUNDED = Fraction(3, 50)

_SHARE = "share"
_MONEY = "currency"
_TIME = "time"
_YEAR = regex.compile(r"\d{4}\b")
_GAP = regex.compile(r"[ \u00a0\u202f-]?|[ \u00a0](?:and a half |đồng |rưỡi |(?:of )?an? )")
_RANGE = regex.compile(r" ?[-–—] ?| (?:to|and|or|đến|tới|và|hoặc|hay) ")
_REST = regex.compile(r"\s+(?:and an? )?([\p{L}\p{M}]+)")
# Signs of money stand right before their number, or a space away.
_FAR = 2


class _Measure(NamedTuple):
    """A unit where it stands.

    units: all that the name may mean. amounts: how many of it, and where that is said. is_counted:
    whether something says how many, if only vaguely.
    """

    start: int
    end: int
    units: tuple[Unit, ...]
    amounts: tuple[tuple[Fraction, Figure], ...]
    is_counted: bool

    @property
    def is_loose(self) -> bool:
        """Whether the name may mean something else."""
        return any(unit.is_loose for unit in self.units)

    def names(self, dimension: str) -> list[str]:
        return [unit.name for unit in self.units if unit.dimension == dimension]


@composed
def measures(pair: Pair, context: UnitContext) -> Iterator[UnitHit]:
    """TQ103: a unit that stands in the place of another of its kind, or a sign that is lost."""
    compared = compare(pair, context)
    sides = _sides(pair, compared)
    for dimension in _dimensions(sides):
        missing, extra = _exchanged(dimension, *sides)
        for one, other in zip(missing, extra, strict=False):
            if one.is_counted or other.is_counted:
                yield _hit(pair, one, other)
    for share, number in _lost_signs(*sides, compared.target):
        yield _hit(pair, share, number)
    for share, number in _lost_signs(*sides[::-1], compared.source):
        yield _hit(pair, number, share)


def converted(pair: Pair, compared: Comparison) -> set[Figure]:
    """The numbers of measures that stand on the other side in another unit: 72 hours, 3 ngày."""
    sides = _sides(pair, compared)
    return {
        number
        for dimension in _dimensions(sides)
        for one, other in _same(dimension, *sides)
        if one.names(dimension) != other.names(dimension) or _is_timed(one) or _is_timed(other)
        for each in (one, other)
        for _, number in each.amounts
    }


def _is_timed(measure: _Measure) -> bool:
    """Whether it is in two units: 2 giờ 30 phút."""
    return any(number.kind == "time" for _, number in measure.amounts)


def _hit(pair: Pair, one: _Measure | Figure, other: _Measure | Figure) -> UnitHit:
    details = {
        "text": pair.target[other.start : other.end],
        "other": pair.source[one.start : one.end],
    }
    return UnitHit("target", (other.start, other.end), details)


def _sides(pair: Pair, compared: Comparison) -> tuple[list[_Measure], list[_Measure]]:
    return (
        list(_measures(pair.source, pair.lang("source"), compared.source)),
        list(_measures(pair.target, pair.lang("target"), compared.target)),
    )


def _dimensions(sides: tuple[list[_Measure], list[_Measure]]) -> list[str]:
    return sorted({unit.dimension for side in sides for each in side for unit in each.units})


def _same(
    dimension: str, source: list[_Measure], target: list[_Measure]
) -> Iterator[tuple[_Measure, _Measure]]:
    """Measures of both sides that are worth the same."""
    left = [each for each in target if each.names(dimension)]
    for one in source:
        same = next((other for other in left if _is_same(one, other, dimension)), None)
        if same:
            left.remove(same)
            yield one, same


def _exchanged(
    dimension: str, source: list[_Measure], target: list[_Measure]
) -> tuple[list[_Measure], list[_Measure]]:
    """The measures whose units stand less often on the other side, and that are no others there."""
    same = [each for pairing in _same(dimension, source, target) for each in pairing]
    here, there = (
        [each for each in side if each.names(dimension) and not any(each is one for one in same)]
        for side in (source, target)
    )
    for one in here:
        for other in there:
            if _is_as_many_else(one, other, dimension):
                return [one], [other]
    missing, extra = _unmatched(here, there, dimension), _unmatched(there, here, dimension)
    return _clear(missing), _clear(extra)


def _is_as_many_else(one: _Measure, other: _Measure, dimension: str) -> bool:
    """Whether they are as many, of something else: 30 days, 30 tuần."""
    names = {*one.names(dimension)} & {*other.names(dimension)}
    return not names and bool(_counts(one) & _counts(other))


def _counts(measure: _Measure) -> set[Fraction]:
    """How many it may be, where something more than "a" says so."""
    return {amount for amount, _ in measure.amounts} - {1}


def _clear(found: list[_Measure]) -> list[_Measure]:
    return [each for each in found if not each.is_loose or _counts(each)]


def _lost_signs(
    source: list[_Measure], target: list[_Measure], numbers: Iterable[Figure]
) -> Iterator[tuple[_Measure, Figure]]:
    """Shares, 41 %, whose number stands on the other side as something else, 41 points."""
    shares = [each for each in source if each.names(_SHARE) and each.amounts]
    others = [each for each in target if each.names(_SHARE)]
    if len(others) >= len(shares):
        return
    kept = {amount for each in others for amount, _ in each.amounts}
    for share in shares:
        amounts = {amount for amount, _ in share.amounts}
        for number in numbers:
            value = number.readings[0][0]
            if number.is_strong and value in amounts and value not in kept:
                yield share, number


def _is_same(one: _Measure, other: _Measure, dimension: str) -> bool:
    """Whether both are worth the same, in any unit: exactly, or in another unit nearly."""
    return any(
        _is_worth(one_unit, amount, other_unit, each)
        for one_unit in one.units
        for other_unit in other.units
        if one_unit.dimension == other_unit.dimension == dimension
        for amount, _ in one.amounts
        for each, _ in other.amounts
    )


def _is_worth(one: Unit, amount: Fraction, other: Unit, each: Fraction) -> bool:
    if one.name == other.name:
        return amount == each
    total = amount * one.worth
    # Days are as many hours as they are; a mile is nearly 1.6 kilometres.
    rounded = 0 if one.dimension == _TIME else _ROUNDED
    return bool(total) and abs(total - each * other.worth) <= rounded * total


def _unmatched(here: list[_Measure], there: list[_Measure], dimension: str) -> list[_Measure]:
    """The measures whose unit stands less often there."""
    left = Counter(name for each in there for name in each.names(dimension))
    found = []
    for each in here:
        name = next((name for name in each.names(dimension) if left[name] > 0), None)
        if name is None:
            found.append(each)
        else:
            left[name] -= 1
    return found


def _measures(text: str, tag: str, figures: Iterable[Figure]) -> Iterator[_Measure]:
    facts = quantity_facts_of(tag)
    numbers = [each for each in figures if each.kind in ("number", "word", "time")]
    taken = [each for each in figures if each.kind in ("date", "code", "reference")]
    for found in facts.units.finditer(text):
        start, end = found.span()
        if any(each.start < end and start < each.end for each in taken):
            continue
        units = facts.unit_of.get(found[0]) or facts.unit_of.get(_key(found[0]), ())
        amounts = tuple(_amounts(text, found, numbers, units=units, parts=facts.parts))
        if not _is_none(text, found, facts, is_counted=bool(amounts)):
            is_counted = bool(amounts or facts.vague.search(text, 0, start))
            yield _Measure(start, end, units, amounts, is_counted)


def _key(name: str) -> str:
    return fold(regex.sub(r"\s+", " ", name))


def _is_none(text: str, found: regex.Match[str], facts: QuantityFacts, *, is_counted: bool) -> bool:
    """Whether the name of a unit is none: năm 2018, năm ngày, ngày 5."""
    rest = text[found.end() : found.end() + 40].lstrip()
    if is_counted:
        return bool(_YEAR.match(rest))
    is_number = _key(found[0]) in facts.words and facts.units.match(rest)
    return bool(is_number) or rest[:1].isdigit()


def _amounts(
    text: str,
    found: regex.Match[str],
    numbers: Sequence[Figure],
    *,
    units: tuple[Unit, ...],
    parts: Mapping[str, Fraction],
) -> Iterator[tuple[Fraction, Figure]]:
    """The numbers beside a unit: before it, or after the sign of a currency.

    Those of "10 to 15 %" are both of it, and the half of "an hour and a half" belongs to the hour.
    """
    is_money = any(unit.dimension == _MONEY for unit in units)
    rest = _REST.match(text, found.end())
    added = parts.get(fold(rest[1]), Fraction(0)) if rest else Fraction(0)
    near = [each for each in numbers if _is_beside(text, found, each, is_money=is_money)]
    for each in near:
        for reading in each.readings:
            if each.kind == "time":
                yield _of_time(reading, units), each
            elif isinstance(reading[0], Fraction):
                yield reading[0] + added, each
    starts = {each.start for each in near}
    for each in numbers:
        if any(_RANGE.fullmatch(text, each.end, start) for start in starts if start > each.end):
            value = each.readings[0][0]
            if isinstance(value, Fraction):
                yield value, each


def _is_beside(text: str, found: regex.Match[str], number: Figure, *, is_money: bool) -> bool:
    start, end = found.span()
    if number.end <= start:
        return bool(_GAP.fullmatch(text, number.end, start))
    if number.start < start:
        return number.kind == "time" and end <= number.end
    return is_money and number.start >= end and number.start - end < _FAR


def _of_time(reading: tuple[Value, ...], units: tuple[Unit, ...]) -> Fraction:
    """How many hours, or minutes, a time is: of 2 giờ 30 phút, 2.5 or 30."""
    hours, minutes = [*(Fraction(value) for value in reading), Fraction(0)][:2]
    return hours + minutes / 60 if any(unit.name == "hour" for unit in units) else minutes


RULES = (
    UnitRule(
        "TQ103",
        measures,
        bad=UnitCase.of("Keep the records for 5 years.", "Lưu hồ sơ trong 5 tháng."),
        good=UnitCase.of("Wait for 48 hours.", "Chờ 2 ngày."),
    ),
)
