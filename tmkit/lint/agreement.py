"""Units against each other, and the lengths of their texts."""

from __future__ import annotations

from collections.abc import Iterator

from tmkit.lexicon import facts_of
from tmkit.lint.units import Pair, UnitCase, UnitContext, UnitHit, UnitRule

__all__ = ["RULES"]

# Shorter texts may be of any length: "OK", "Đồng ý".
_LONG = 20
# Shorter texts translate many: synonyms, and forms of one word.
_WORDS = 4
# Of good pairs of English and Vietnamese 99 in 100 lie between 0.67 and 1.81.
_SHORTEST, _LONGEST = 0.5, 2.0


def length(pair: Pair, _context: UnitContext) -> Iterator[UnitHit]:
    """A target that is much shorter or longer than its source: something is missing, or added.

    Only between languages of which facts are shipped: how long others are is not known.
    """
    source, target = (" ".join(text.split()) for text in (pair.source, pair.target))
    is_known = all(facts_of(tag).stops | facts_of(tag).not_first for tag in pair.languages)
    if not target or max(len(source), len(target)) < _LONG or not is_known or len(source) < _LONG:
        return
    ratio = len(target) / len(source)
    if not _SHORTEST <= ratio <= _LONGEST:
        details = {"source": len(source), "target": len(target)}
        yield UnitHit("target", None, details)


def other_target(pair: Pair, context: UnitContext) -> Iterator[UnitHit]:
    """A source that stood before with another target."""
    first = context.repeats.first_target(pair)
    if first is not None:
        yield UnitHit("target", None, {"other": _shortened(first)})


def other_source(pair: Pair, context: UnitContext) -> Iterator[UnitHit]:
    """A target that stood before with another source."""
    from tmkit.lexicon import keys_of  # loads numpy

    first = context.repeats.first_source(pair)
    if first is None or len(pair.target.split()) < _WORDS:
        return
    one, other = (set(keys_of(text, pair.languages[0])) for text in (first, pair.source))
    if one != other:
        yield UnitHit("source", None, {"other": _shortened(first)})


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:79] + "…"


RULES = (
    UnitRule(
        "TQ407",
        check=length,
        bad=UnitCase.of("Stop the machine and wait until the lamp goes out.", "Dừng máy."),
        good=UnitCase.of("Stop the machine and wait.", "Dừng máy rồi chờ."),
    ),
    UnitRule(
        "TQ501",
        check=other_target,
        bad=UnitCase.of("Stop the machine.", "Dừng máy.").then("Stop the machine.", "Tắt máy."),
        good=UnitCase.of("Stop the machine.", "Dừng máy.").then("Stop the machine.", "Dừng máy."),
    ),
    UnitRule(
        "TQ502",
        check=other_source,
        bad=UnitCase.of("Stop the machine.", "Dừng máy này lại.").then(
            "Start the engine.", "Dừng máy này lại."
        ),
        good=UnitCase.of("the seals of lead", "niêm phong bằng chì").then(
            "the seal of lead", "niêm phong bằng chì"
        ),
    ),
)
