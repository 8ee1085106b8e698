"""How probable it is that a pair of runs of words is a term and its translation.

A logistic model: of what makes a term (C-value after Frantzi, Ananiadou & Mima 2000, rarity against
general language, what stands before it, glosses) and of what makes a translation (shares, Dice).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from tmkit.terms.counting import PairCount, RunCount

__all__ = ["UNKNOWN", "features", "worth"]

UNKNOWN = 6
"""The frequency band of a word that the general vocabulary does not hold."""

# Fitted (tests/bench/terms.py): the constant, then one for each of `features`.
_CONSTANT = -10.587
_COEFFICIENTS = (
    *(0.31, 0.406, 0.294, 0.288, 0.782, -0.942, 0.443),
    *(1.707, 2.768, 1.81, 1.172, -1.22, -2.212, -0.438),
)


def worth(evidence: Iterable[float]) -> float:
    """The logarithm of the odds, by `features`."""
    return _CONSTANT + sum(
        weight * value for weight, value in zip(_COEFFICIENTS, evidence, strict=True)
    )


def features(  # noqa: PLR0913 # what is known of a pair
    source: str,
    target: str,
    one: RunCount,
    other: RunCount,
    pair: PairCount,
    *,
    most: int,
    bands: Mapping[str, int],
) -> tuple[float, ...]:
    """What speaks for a pair, 14 numbers.

    source, target: the words; most: links of the source's best pair; bands: word → frequency band,
    `UNKNOWN` for others.

    The logarithm of the share of the source's occurrences that are linked so; C-values of both; the
    band of the source's most general word; whether the source is of two words, of three; how much
    longer the target is; whether there is a gloss; Dice over units; the pair's share of the best;
    whether the source stands like a noun; whether it is linked but once; how often it is written
    with a capital; how much of the target is a part of one longer run.
    """
    words, syllables = source.split(), target.split()
    return (
        math.log(pair.count / one.count),
        math.log(1 + _c_value(one, len(words))),
        math.log(1 + _c_value(other, len(syllables))),
        float(min(bands[word] for word in words)),
        float(len(words) > 1),
        float(len(words) > 2),
        math.log(len(syllables) / len(words)),
        float(one.glossed + other.glossed > 0),
        2 * pair.together / (one.units + other.units),
        pair.count / most,
        (one.nouns + 0.5) / (one.nouns + one.verbs + 1),
        float(pair.count == 1),
        one.capitals / max(one.inside, 1),
        other.whole / other.count,
    )


def _c_value(run: RunCount, words: int) -> float:
    """How often a run stands by itself rather than in longer candidates, weighted by its length."""
    nested = run.nested / run.kinds if run.kinds else 0.0
    return math.log2(words + 1) * max(run.count - nested, 0.0)
