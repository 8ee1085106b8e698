"""TQ104: negations that only one side of a translation unit has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from tmkit.lexicon import NegationFacts, code_spans, negation_facts_of
from tmkit.lint.composed import composed
from tmkit.lint.units import Pair, Side, UnitCase, UnitContext, UnitHit, UnitRule

__all__ = ["RULES"]

Span = tuple[int, int]

# In so many words one negation more or less is as likely a turn of phrase.
_LONG = 100

_WORD = regex.compile(r"[\p{L}\p{M}]+(?:['’]\p{L}+)?")


@composed
def negations(pair: Pair, _context: UnitContext) -> Iterator[UnitHit]:
    """TQ104: one side clearly negates more often than the other does, in whatever way."""
    sides: tuple[tuple[Side, Side], ...] = (("source", "target"), ("target", "source"))
    for side, other in sides:
        facts, others = negation_facts_of(pair.lang(side)), negation_facts_of(pair.lang(other))
        here, there = _prose(pair.text(side)), _prose(pair.text(other))
        if not (facts and others and there.strip()):
            continue
        found = _left_out(_clear(facts, here), here, there)
        ways = _left_out(_firm(facts, here), here, there)
        excused = len(others.clear.findall(there)) if found or ways else 0
        if len(found) + len(ways) <= excused:
            continue
        freedom = len(here.split()) // _LONG if excused else 0
        likes = others.likes_in(there)
        # What is skipped there is skipped here as well: it says no more than that.
        same = facts.kinds_in(here) + (facts.likes_in(here) - likes)
        other_ways = others.kinds_in(there)
        if len(found) > excused + (other_ways - same).total() + freedom:
            span = found[0]
        elif len(found) + len(ways) > excused + (other_ways + likes).total() + freedom:
            span = ways[0]
        else:
            continue
        yield UnitHit(side, span, {"text": _whole(here, span)})


def _clear(facts: NegationFacts, text: str) -> list[Span]:
    """Where a text negates for certain."""
    return [found.span() for found in facts.clear.finditer(facts.exempt.sub(_blank, text))]


def _firm(facts: NegationFacts, text: str) -> list[Span]:
    """Where it does in another way that every translation shows."""
    return [span for kind, span in facts.ways_in(text) if kind in facts.firm]


def _left_out(spans: Iterable[Span], here: str, there: str) -> list[Span]:
    """Without the words that stand on the other side as they are: left, or of a name."""
    left = {word.casefold() for word in _WORD.findall(there)}
    return [span for span in spans if _whole(here, span).casefold() not in left]


def _whole(text: str, span: Span) -> str:
    """The word in which a negation stands: all of "don't"."""
    before = regex.search(r"[\p{L}]*\Z", text[: span[0]])
    return (before[0] if before else "") + text[slice(*span)]


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
