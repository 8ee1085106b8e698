"""Counts of small document pairs, for the tests of learning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tmkit.align import Counts, Learned, learn
from tmkit.align.learned import count
from tmkit.align.scoring import Side
from tmkit.lexicon import words_of
from tmkit.model import Bead


def counts_of(source: Sequence[str], target: Sequence[str], *beads: Bead) -> Counts:
    """The counts of an English and a Vietnamese text with some beads."""
    one, other = (
        Side.of(list(map(len, side)), words_of(side, tag), [0] * len(side))
        for side, tag in ((source, "en"), (target, "vi"))
    )
    return count((one, other), beads, (source, target))


def learned_of(counts: Iterable[Counts]) -> Learned:
    """What follows from counts of English and Vietnamese."""
    return learn(counts, ("en", "vi"))
