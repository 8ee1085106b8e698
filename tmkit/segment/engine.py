"""The SRX 2.0 engine: at each place the first rule that fits decides (SRX 2.0 §4)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

import regex

from tmkit.errors import FormatError
from tmkit.model import Span, SrxRule, SrxRules
from tmkit.segment.choice import rules_for
from tmkit.segment.edges import first_characters, last_characters

__all__ = ["Segmenter"]


class Segmenter:
    """The rules of one language, compiled once into one pattern and one pass.

    The pattern looks for two characters between which some breaking rule can fit, then for such a
    rule; there it tries all rules in their order, and the first that fits says whether to break.
    """

    def __init__(self, rules: SrxRules, tag: str) -> None:
        chosen = rules_for(rules, tag)
        breaking = [rule for rule in chosen if rule.breaks]
        verdicts = (
            f"(?:{_any_of(alike)}){'(?P<break>)' if breaks else ''}"
            for breaks, alike in groupby(chosen, key=attrgetter("breaks"))
        )
        # Of the breaking rules the shortest first: one is enough, and it fits most often.
        some = _any_of(sorted(breaking, key=lambda rule: len(rule.before)))
        whole = f"{_between(breaking)}(?>{some})(?>{'|'.join(verdicts)})"
        try:
            self._pattern = regex.compile(whole, flags=regex.VERSION1)
        except (regex.error, ValueError) as error:
            # Each is sound by itself: a comment or a flag in one reaches into the next.
            details = {"pattern": f"{chosen[0].before} …", "reason": error}
            raise FormatError("srx-pattern", details=details) from error

    def spans(self, text: str) -> list[Span]:
        """The segments as half-open spans of the text, without the white space around them."""
        found = self._pattern.finditer(text)
        places = [each.end() for each in found if each.lastgroup]
        spans: list[Span] = []
        start = 0
        for end in [*places, len(text)]:
            piece = text[start:end].lstrip()
            if piece:
                first = end - len(piece)
                spans.append((first, first + len(piece.rstrip())))
            start = end
        return spans


def _between(breaking: list[SrxRule]) -> str:
    """A pattern for the characters before and after a place where a breaking rule can fit.

    Empty where the rules leave the character before the place open.
    """
    lasts = {rule: last_characters(rule.before) for rule in breaking}
    firsts = {rule: first_characters(rule.after) for rule in breaking}
    if not lasts or not all(lasts.values()):
        return ""
    # Where anything may follow, the character before the place decides alone.
    either = [
        f"(?=[{_union(firsts.values())}])",
        f"(?<=[{_union(lasts[rule] for rule in breaking if not firsts[rule])}])",
    ]
    guard = "|".join(each for each in either if "[]" not in each)
    return f"[{_union(lasts.values())}](?:{guard})"


def _union(classes: Iterable[frozenset[str] | None]) -> str:
    return "".join(sorted(frozenset().union(*filter(None, classes))))


def _any_of(rules: Iterable[SrxRule]) -> str:
    """A pattern for a place where one of the rules fits; without rules none does."""
    places = (f"(?<={rule.before})(?={rule.after})" for rule in rules)
    return "|".join(places) or r"(?!)"
