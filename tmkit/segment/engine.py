"""The SRX 2.0 engine: at each place the first rule that fits decides (SRX 2.0 §4)."""

from __future__ import annotations

from itertools import accumulate

import regex

from tmkit.model import Span, SrxRule, SrxRules
from tmkit.segment.choice import compiled, rules_for
from tmkit.segment.tails import last_characters

__all__ = ["Segmenter"]


class Segmenter:
    """The rules of one language, compiled once into one pattern and one pass.

    The pattern looks for the characters behind which some breaking rule can fit, then for such a
    rule; there it tries all rules in their order, and the first that fits says whether to break.
    """

    def __init__(self, rules: SrxRules, tag: str) -> None:
        chosen = rules_for(rules, tag)
        breaking = [rule for rule in chosen if rule.breaks]
        groups = [*map(_groups, breaking), *(1 + _groups(rule) for rule in chosen)]
        # The number of the group around each rule, behind all groups of those before it.
        numbers = [1 + count for count in accumulate(groups, initial=0)][len(breaking) :]
        self._breaks = {
            number for number, rule in zip(numbers, chosen, strict=False) if rule.breaks
        }
        self._pattern = regex.compile(
            f"{_last_of(breaking)}(?={_branches(breaking, '(?:')})(?:{_branches(chosen, '(')})",
            flags=regex.VERSION1,
        )

    def spans(self, text: str) -> list[Span]:
        """The segments as half-open spans of the text, without the white space around them."""
        breaks = self._breaks
        places = [
            found.end() for found in self._pattern.finditer(text) if found.lastindex in breaks
        ]
        spans: list[Span] = []
        start = 0
        for end in [*places, len(text)]:
            piece = text[start:end].lstrip()
            if piece:
                first = end - len(piece)
                spans.append((first, first + len(piece.rstrip())))
            start = end
        return spans


def _last_of(breaking: list[SrxRule]) -> str:
    """A class of the characters before a place where a breaking rule can fit.

    One such character is fast to look for; nothing where the rules leave it open.
    """
    ends = [last_characters(rule.before) for rule in breaking]
    known = [each for each in ends if each]
    return f"[{''.join(sorted(frozenset().union(*known)))}]" if ends and known == ends else ""


def _branches(rules: list[SrxRule], group: str) -> str:
    """The rules as branches, each in a group; without rules nothing fits."""
    branches = (f"{group}(?<={rule.before})(?={rule.after}))" for rule in rules)
    return "|".join(branches) or r"(?!)"


def _groups(rule: SrxRule) -> int:
    """How many groups of its own a rule captures."""
    return sum(compiled(pattern).groups for pattern in (rule.before, rule.after))
