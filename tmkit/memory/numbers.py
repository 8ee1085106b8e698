"""Numbers of a match put right: those of the text looked up, in the notation of the translation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tmkit.lexicon import facts_of

__all__ = ["with_numbers"]

# A number by itself, with what parts its thousands and decimals: not that of a code, A4 or 5.2.1b.
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?!\w|[.,]\d)")

Value = tuple[str, str]
"""The digits before and after the decimal sign."""


def with_numbers(old: str, new: str, translation: str, *, source: str, target: str) -> str:
    """The translation of `old` with the numbers of `new`, "" where that is not certain.

    Every number that differs must stand in the translation as often, with the same value, as in the
    text; it is then written as the target language writes numbers. source, target: BCP 47 tags.
    """
    before, after = (
        [_value(each, source) for each in _NUMBER.findall(text)] for text in (old, new)
    )
    wanted = _wanted(before, after)
    grouped = {_value(each, source) for each in _NUMBER.findall(new) if _is_grouped(each, source)}
    found = list(_NUMBER.finditer(translation))
    there = [_value(number.group(), target) for number in found]
    known, counts = Counter(there), Counter(before)
    if not wanted or any(known[value] != counts[value] for value in wanted):
        return ""
    pieces, end = [], 0
    for match, value in zip(found, there, strict=True):
        if value in wanted:
            number = wanted[value]
            groups = number in grouped or _is_grouped(match.group(), target)
            written = _written(number, target, grouped=groups)
            pieces += [translation[end : match.start()], written]
            end = match.end()
    return "".join([*pieces, translation[end:]])


def _wanted(before: Sequence[Value], after: Sequence[Value]) -> dict[Value, Value]:
    """What each value that differs becomes; nothing where one would become two."""
    if len(before) != len(after):
        return {}
    pairs = set(zip(before, after, strict=True))
    if len({old for old, _ in pairs}) != len(pairs):
        return {}
    return {old: new for old, new in pairs if old != new}


def _value(number: str, lang: str) -> Value:
    """The value of a number in the notation of a language.

    What is not written so, a date or the number of a clause, is its own value and stays whole.
    """
    group, point = facts_of(lang).separators
    whole, _, decimals = number.partition(point) if point else (number, "", "")
    first, *rest = whole.split(group) if group else [whole]
    if any(len(each) != 3 for each in rest) or (rest and len(first) > 3):
        return number, ""
    digits = "".join([first, *rest])
    return (digits, decimals) if (digits + decimals).isdecimal() else (number, "")


def _is_grouped(number: str, lang: str) -> bool:
    """Whether a sign parts its thousands."""
    whole, decimals = _value(number, lang)
    return len(number) > len(whole) + bool(decimals) + len(decimals)


def _written(value: Value, lang: str, *, grouped: bool) -> str:
    """A value in the notation of a language."""
    group, point = facts_of(lang).separators
    digits, decimals = value
    if grouped and digits.isdecimal():
        digits = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", group, digits)
    return f"{digits}{point}{decimals}" if decimals else digits
