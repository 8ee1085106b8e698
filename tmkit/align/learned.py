"""What a whole corpus tells before any of its documents is aligned: map → counts → reduce → map.

How long a translation is, how often a segment has none, and which words translate one another, by
the beads that are sure without knowing it; and which lines recur in many documents. A line that
recurs on one side (a site's furniture that no rule knows) is no translation of one that does not.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from tmkit.align.scoring import Side
from tmkit.lexicon import Bitext, Translations, seed_of, train
from tmkit.model import Bead
from tmkit.text import fold

__all__ = ["Counts", "Learned", "count", "learn", "ratio_of"]

Keys = NDArray[np.int64]

# Seen less often, a line is an accident; beyond this share of the documents it is none.
_FEWEST_DOCUMENTS = 3
_SHARE = 0.02
# Characters of imagined text of equal length on both sides.
_PRIOR = 500
# A bead is counted from this score on.
_SURE = 0.8
# Counts kept while a corpus is added up; beyond it, lines seen once are forgotten (16 MB).
_MOST_KEYS = 1_000_000
# Beside a seed lexicon, fewer sure beads teach more chance than translation (measured on single
# documents); where there is none, every bead counts.
_ENOUGH_BEADS = 100
_AT_ONCE = 100
# How often a segment stands alone where nothing is known.
_ALONE = 0.15


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted in some document pairs, to be added up.

    characters: of the source and the target of sure beads. segments: how many there are, and how
    many of them stand alone. bitext: the words of sure beads. keys, documents: for each line its
    key, ascending, and in how many documents it stands.
    """

    pairs: int
    characters: tuple[int, int]
    segments: tuple[int, int]
    bitext: Bitext
    keys: Keys
    documents: Keys

    @classmethod
    def joined(cls, parts: Sequence[Counts]) -> Counts:
        """The counts of one or more parts of a corpus, added up."""
        documents = np.concatenate([part.documents for part in parts])
        unique, places = np.unique(
            np.concatenate([part.keys for part in parts]), return_inverse=True
        )
        summed = np.bincount(places, weights=documents, minlength=len(unique)).astype(np.int64)
        if len(unique) > _MOST_KEYS:
            kept = summed > 1
            unique, summed = unique[kept], summed[kept]
        return cls(
            sum(part.pairs for part in parts),
            _sum(part.characters for part in parts),
            _sum(part.segments for part in parts),
            Bitext.joined([part.bitext for part in parts]).sampled(),
            unique,
            summed,
        )

    def as_one_pair(self) -> Counts:
        """The counts of parts of one document pair: a line stands on a side or does not."""
        return replace(self, pairs=1, documents=np.minimum(self.documents, 2))

    def __add__(self, other: Counts) -> Counts:
        return Counts.joined([self, other])


@dataclass(frozen=True, slots=True)
class Learned:
    """What the alignment of each document may use.

    ratio: target characters per source character, None where nobody has looked. alone: what is
    added to the worth of a segment that stands alone. translations: of words, None for those of the
    seed lexicon. recurring: keys of the lines that stand in many documents.
    """

    ratio: float | None = None
    alone: float = 0.0
    translations: Translations | None = None
    recurring: frozenset[int] = field(default_factory=frozenset)

    def recurs(self, segment: str) -> bool:
        """Whether a segment stands in many documents."""
        return bool(self.recurring) and _key(segment) in self.recurring


def count(
    sides: tuple[Side, Side],
    beads: Iterable[Bead],
    lines: tuple[Iterable[str], Iterable[str]] = ((), ()),
) -> Counts:
    """The counts of one document pair as first aligned. lines: its segments, to know them again."""
    source, target = sides
    # A line that stands in one document twice recurs there, not in the corpus.
    keys = [key for side in lines for key in {_key(text) for text in side}]
    unique, documents = np.unique(np.array(keys, dtype=np.int64), return_counts=True)
    beads = list(beads)
    linked = [bead for bead in beads if bead.source and bead.target and bead.score >= _SURE]
    sure = [bead for bead in linked if bead.kind == "1-1"]
    words = [
        (
            source.words.of(bead.source[0], bead.source[-1] + 1),
            target.words.of(bead.target[0], bead.target[-1] + 1),
        )
        for bead in linked
    ]
    return Counts(
        1,
        (
            sum(int(source.lengths[bead.source[0]]) for bead in sure),
            sum(int(target.lengths[bead.target[0]]) for bead in sure),
        ),
        (
            len(source.lengths) + len(target.lengths),
            sum(1 for bead in beads if not (bead.source and bead.target)),
        ),
        Bitext.of(words),
        unique,
        documents.astype(np.int64),
    )


def learn(counts: Iterable[Counts], languages: tuple[str, str]) -> Learned:
    """What follows from the counts of a corpus, whatever the order they come in.

    languages: their BCP 47 tags, for the seed lexicon.
    """
    nothing = np.zeros(0, dtype=np.int64)
    total = Counts(0, (0, 0), (0, 0), Bitext.of([]), nothing, nothing)
    waiting = iter(counts)
    # Not one by one, which would copy what is there each time; not all, which would not fit.
    while some := [*islice(waiting, _AT_ONCE)]:
        total = Counts.joined([total, *some])
    least = max(_FEWEST_DOCUMENTS, _SHARE * total.pairs)
    seed = seed_of(*languages)
    enough = _ENOUGH_BEADS if len(seed.weights) else 1
    segments, alone = total.segments
    rate = (alone + 2 * _ALONE) / (segments + 2)
    return Learned(
        ratio=ratio_of(*total.characters),
        # Where hardly a segment stands alone, one more is the less likely; never the more.
        alone=min(max(0.5 * math.log(rate / _ALONE), -2.0), 0.0),
        translations=train(seed + total.bitext) if len(total.bitext.weights) >= enough else None,
        recurring=frozenset(map(int, total.keys[total.documents >= least])),
    )


def ratio_of(source: int, target: int) -> float:
    """Target characters per source character, drawn towards 1 where little was seen."""
    return (target + _PRIOR) / (source + _PRIOR)


def _sum(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    one, other = zip(*pairs, strict=True)
    return sum(one), sum(other)


@lru_cache(1 << 16)
def _key(segment: str) -> int:
    digest = blake2b(fold(segment).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)
