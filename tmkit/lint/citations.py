"""TQ105: numbers of documents, clauses and points that a translation has changed."""

from __future__ import annotations

from collections.abc import Iterator

from tmkit.lexicon import quantity_facts_of
from tmkit.lint.composed import composed
from tmkit.lint.numbers import hits_of
from tmkit.lint.units import Pair, Side, UnitCase, UnitContext, UnitHit, UnitRule
from tmkit.lint.values import compare

__all__ = ["RULES"]

# How đ is typed where it is no letter.
_DOUBLED = {"dd": "đ"}


@composed
def citations(pair: Pair, context: UnitContext) -> Iterator[UnitHit]:
    """TQ105: references that the other side has not, by number or by letter."""
    yield from hits_of(pair, compare(pair, context).references)
    sides: tuple[Side, Side] = ("source", "target")
    source, target = (_letters(pair, side) for side in sides)
    for each in list(source):
        fitting = next((other for other in target if _is_same(each[0], other[0], pair)), None)
        if fitting:
            source.remove(each)
            target.remove(fitting)
    # One side alone may say the same in other words.
    for letter, span in target[: len(source)]:
        yield UnitHit("target", span, {"text": letter})


def _letters(pair: Pair, side: Side) -> list[tuple[str, tuple[int, int]]]:
    """The letters of places on a side, with where they stand."""
    found = quantity_facts_of(pair.lang(side)).places.finditer(pair.text(side))
    return [
        letter
        for each in found
        for letter in zip(each.captures("letter"), each.spans("letter"), strict=True)
    ]


def _is_same(source: str, target: str, pair: Pair) -> bool:
    """Whether two letters are one, or stand at one place of their alphabets: đ and e."""
    one, other = _DOUBLED.get(source, source), _DOUBLED.get(target, target)
    first = quantity_facts_of(pair.lang("source")).alphabet.find(one)
    second = quantity_facts_of(pair.lang("target")).alphabet.find(other)
    return one == other or {one, other} == {"d", "đ"} or first == second != -1


RULES = (
    UnitRule(
        "TQ105",
        citations,
        bad=UnitCase.of(
            "under Point a, Clause 2, Article 8", "theo quy định tại điểm a khoản 3 Điều 8"
        ),
        good=UnitCase.of(
            "under Decree No. 15/2021/ND-CP, Point a, Clause 2, Article 8",
            "theo điểm a khoản 2 Điều 8 Nghị định số 15/2021/NĐ-CP",
        ),
    ),
)
