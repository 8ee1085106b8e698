"""TQ101, TQ102, TQ106: numbers and dates that a translation has changed, and what may be two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tmkit.lint.composed import composed
from tmkit.lint.decimals import foreign_signs
from tmkit.lint.measures import converted
from tmkit.lint.number_words import miscounted
from tmkit.lint.units import Pair, Side, UnitCase, UnitContext, UnitHit, UnitRule
from tmkit.lint.values import Difference, compare

__all__ = ["RULES", "hits_of"]


@composed
def numbers(pair: Pair, context: UnitContext) -> Iterator[UnitHit]:
    """TQ101: numbers that the other side has not by value, or in another document's way."""
    compared = compare(pair, context)
    found = list(compared.numbers)
    if found:
        same = converted(pair, compared)
        found = [each for each in found if each.figure not in same]
    found += (Difference("target", each) for each in miscounted(pair, compared))
    sign = context.decimal_sign(pair, "target")
    if sign:
        signs = context.decimal_sign(pair, "source"), sign
        known = [each.figure for each in found]
        found += (
            Difference("target", each)
            for each in foreign_signs(pair, compared.target, signs)
            if each not in known
        )
    yield from hits_of(pair, found)


@composed
def dates(pair: Pair, context: UnitContext) -> Iterator[UnitHit]:
    """TQ102: dates and days of the week that the other side has not."""
    yield from hits_of(pair, compare(pair, context).dates)


@composed
def ambiguous_dates(pair: Pair, context: UnitContext) -> Iterator[UnitHit]:
    """TQ106: dates in figures of which the day may be the month."""
    compared = compare(pair, context)
    sides: tuple[Side, Side] = ("source", "target")
    for side, figures in zip(sides, (compared.source, compared.target), strict=True):
        for each in figures:
            if len({*each.dates}) > 1:
                text = pair.text(side)[each.start : each.end]
                yield UnitHit(side, (each.start, each.end), {"text": text})


def hits_of(pair: Pair, differences: Iterable[Difference]) -> Iterator[UnitHit]:
    """The hits where the sides differ: what stands here, and where it should stand as well."""
    for each in differences:
        figure = each.figure
        text = pair.text(each.side)[figure.start : figure.end]
        yield UnitHit(each.side, (figure.start, figure.end), {"text": text})


RULES = (
    UnitRule(
        "TQ101",
        numbers,
        bad=UnitCase.of("The fee is 1,250,000 dong.", "Lệ phí là 1.520.000 đồng."),
        good=UnitCase.of("The fee is 1.25 million dong.", "Lệ phí là 1.250.000 đồng."),
    ),
    UnitRule(
        "TQ102",
        dates,
        bad=UnitCase.of("It opens on 4 October 2023.", "Khai mạc ngày 10/4/2023."),
        good=UnitCase.of("It opens on 4 October 2023.", "Khai mạc ngày 4/10/2023."),
    ),
    UnitRule(
        "TQ106",
        ambiguous_dates,
        bad=UnitCase.of("It opens on 05/06/2019.", "Khai mạc ngày 5/6/2019."),
        good=UnitCase.of("It opens on 25/06/2019.", "Khai mạc ngày 25/6/2019."),
    ),
)
