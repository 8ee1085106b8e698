"""The table of all rules of translation units, in the order of their codes."""

from __future__ import annotations

from tmkit.lint import (
    agreement,
    citations,
    markup,
    measures,
    negation,
    numbers,
    repeats,
    signs,
    translated,
    unit_punctuation,
    usage,
)
from tmkit.lint.units import UnitRule

__all__ = ["UNIT_RULES"]

_ROOMS = (
    *(numbers, measures, negation, citations),
    *(translated, signs, markup, unit_punctuation, repeats, agreement, usage),
)

UNIT_RULES: tuple[UnitRule, ...] = tuple(
    sorted((rule for room in _ROOMS for rule in room.RULES), key=lambda rule: rule.code)
)
