"""TQ104: negations that only one side of a translation unit has."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from tmkit.lexicon import code_spans, negation_facts_of
from tmkit.lint.composed import composed
from tmkit.lint.units import Pair, Side, UnitCase, UnitContext, UnitHit, UnitRule

__all__ = ["RULES"]


@composed
def negations(pair: Pair, _context: UnitContext) -> Iterator[UnitHit]:
    """TQ104: one side clearly negates, and nothing on the other does."""
    sides: tuple[tuple[Side, Side], ...] = (("source", "target"), ("target", "source"))
    for side, other in sides:
        facts, others = negation_facts_of(pair.lang(side)), negation_facts_of(pair.lang(other))
        there = _prose(pair.text(other))
        if not (facts and others and there.strip()):
            continue
        if others.clear.search(there) or others.soft.search(there):
            continue
        for word in facts.clear.finditer(facts.exempt.sub(_blank, _prose(pair.text(side)))):
            text = _whole(pair.text(side), word)
            # What stands there as it is was left, not translated.
            if text not in pair.text(other):
                yield UnitHit(side, word.span(), {"text": text})
                break


def _whole(text: str, found: regex.Match[str]) -> str:
    """The word in which a negation stands: all of "don't"."""
    before = regex.search(r"[\p{L}]*\Z", text[: found.start()])
    return (before[0] if before else "") + text[found.start() : found.end()]


def _prose(text: str) -> str:
    """The text with spaces for its code."""
    for start, end in code_spans(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _blank(found: regex.Match[str]) -> str:
    return " " * len(found[0])


RULES = (
    UnitRule(
        "TQ104",
        negations,
        bad=UnitCase.of("Do not open the cover.", "Mở nắp ra."),
        good=UnitCase.of("It is not only cheap.", "Nó vừa rẻ vừa bền."),
    ),
)
