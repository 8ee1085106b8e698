"""The SRX 2.0 engine: at each place the first rule that fits decides (SRX 2.0 §4)."""

from __future__ import annotations

import regex

from tmkit.errors import FormatError
from tmkit.model import Span, SrxRule, SrxRules
from tmkit.segment.tails import last_characters

__all__ = ["Segmenter"]


class Segmenter:
    """The rules of one language, compiled once.

    One pass finds the characters behind which some breaking rule can fit; there one ordered
    alternation of all rules is tried, and its first branch that fits says whether to break.
    """

    def __init__(self, rules: SrxRules, tag: str) -> None:
        chosen = _rules_for(rules, tag)
        self._ordered = regex.compile(_branches(chosen, "("), flags=regex.VERSION1)
        self._candidates = _candidates([rule for rule in chosen if rule.breaks])
        self._breaks = [rule.breaks for rule in chosen]

    def spans(self, text: str) -> list[Span]:
        """The segments as half-open spans of the text, without the white space around them."""
        spans: list[Span] = []
        start = 0
        for end in [*self._places(text), len(text)]:
            piece = text[start:end]
            stripped = piece.strip()
            if stripped:
                first = start + piece.index(stripped)
                spans.append((first, first + len(stripped)))
            start = end
        return spans

    def _places(self, text: str) -> list[int]:
        places = []
        for candidate in self._candidates.finditer(text):
            place = candidate.end()
            found = self._ordered.match(text, place)
            if found and found.lastindex and self._breaks[found.lastindex - 1]:
                places.append(place)
        return places


def _candidates(breaking: list[SrxRule]) -> regex.Pattern[str]:
    """A pattern that ends where a breaking rule fits.

    It begins with the character before the place, which is fast to look for; with nothing where the
    rules leave it open.
    """
    ends = [last_characters(rule.before) for rule in breaking]
    members = f"[{''.join(each for each in ends if each)}]" if ends and all(ends) else ""
    return regex.compile(f"{members}(?:{_branches(breaking)})", flags=regex.VERSION1)


def _rules_for(rules: SrxRules, tag: str) -> list[SrxRule]:
    named = {language.name: language.rules for language in rules.languages}
    chosen: list[SrxRule] = []
    for pattern, name in rules.maps:
        if _fits(pattern, tag):
            if name not in named:
                raise FormatError("srx-map", details={"name": name})
            chosen += named[name]
            if not rules.cascade:
                break
    return chosen


def _fits(pattern: str, tag: str) -> bool:
    try:
        return regex.fullmatch(pattern, tag) is not None
    except regex.error as error:
        details = {"pattern": pattern, "reason": error}
        raise FormatError("srx-pattern", details=details) from error


def _branches(rules: list[SrxRule], group: str = "(?:") -> str:
    """The rules as branches, each in a group; without rules nothing fits."""
    branches = (f"{group}(?<={rule.before})(?={rule.after}))" for rule in map(_checked, rules))
    return "|".join(branches) or r"(?!)"


def _checked(rule: SrxRule) -> SrxRule:
    for pattern in (rule.before, rule.after):
        try:
            compiled = regex.compile(pattern, flags=regex.VERSION1)
        except regex.error as error:
            details = {"pattern": pattern, "reason": error}
            raise FormatError("srx-pattern", details=details) from error
        if compiled.groups:
            # A group of its own would shift the numbers by which a branch is known.
            raise FormatError("srx-pattern", details={"pattern": pattern, "reason": "( without ?:"})
    return rule
