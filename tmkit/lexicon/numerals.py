"""Numbers as they are written → what they may be worth."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

import regex

__all__ = ["NUMERAL", "Numeral", "Value", "numeral", "roman"]

Value = Fraction | str
"""A number, or what is no quantity: a version "3.7.1"."""

NUMERAL = regex.compile(
    r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d])(?:[.,]\d+(?!\d))?|\d+(?:[.,]\d+)*[½¼¾]?|[½¼¾]"
)
"""Digits with the separators between them."""

_SPACE = regex.compile(r"[ \u00a0\u2009\u202f]")
_PARTS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_WELL_FORMED = regex.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


class Numeral(NamedTuple):
    """What a written number may be worth.

    readings: the likeliest first; each one value, or several where it is a list. signs: the decimal
    signs that its form allows, "." or "," or both; "" where there is no separator, or no sense.
    """

    readings: tuple[tuple[Value, ...], ...]
    signs: str = ""


def numeral(text: str, sign: str | None = None) -> Numeral:
    """Read what `NUMERAL` matches. sign: the decimal sign, where the text is known to have one.

    Without it, 1.500 is both 1500 and 1.5. With it, a form that it does not allow (3.26 where the
    sign is a comma) keeps the only value that it can have.
    """
    part = _PARTS.get(text[-1])
    if part is not None:
        whole = Fraction(text[:-1].replace(",", "").replace(".", "") or 0)
        return Numeral(((whole + part,),))
    pieces = _SPACE.split(text)
    if len(pieces) > 1:
        # In "12 345" two numbers may stand beside each other.
        joined = numeral("".join(pieces), sign)
        each = tuple(value for piece in pieces for value in numeral(piece, sign).readings[0])
        return Numeral((*joined.readings, each), joined.signs)
    groups = regex.split("[.,]", text)
    if len(groups) == 1:
        return Numeral(((Fraction(text),),))
    points = [letter for letter in text if letter in ".,"]
    return _separated(groups, points, sign)


def _separated(groups: list[str], points: list[str], sign: str | None) -> Numeral:
    first, *rest = groups
    is_grouped = len(first) <= 3 and not first.startswith("0")
    values: dict[str, Fraction] = {}
    last = points[-1]
    other = "," if last == "." else "."
    if is_grouped and len(set(points)) == 1 and all(len(group) == 3 for group in rest):
        values[other] = Fraction("".join(groups))
    if len(points) == 1:
        values[last] = Fraction(f"{first}.{rest[0]}")
    elif set(points[:-1]) == {other} and all(len(group) == 3 for group in rest[:-1]):
        values[last] = Fraction(f"{''.join(groups[:-1])}.{rest[-1]}")
    listed = tuple(Fraction(group) for group in groups)
    if not values:
        return Numeral(((".".join(groups),), listed))
    signs = "".join(sorted(values))
    known = [values[sign]] if sign in values else list(values.values())
    # A list is written with commas: 1,2 and 3.
    lists = (listed,) if set(points) == {","} and len(rest[-1]) < 3 else ()
    return Numeral((*((value,) for value in known), *lists), signs)


def roman(text: str) -> int | None:
    """The value of a Roman numeral in capitals, None for what is none."""
    if not text or not _WELL_FORMED.fullmatch(text):
        return None
    values: Iterable[int] = [_ROMAN[letter] for letter in text]
    total, largest = 0, 0
    for value in reversed(list(values)):
        total += value if value >= largest else -value
        largest = max(largest, value)
    return total
