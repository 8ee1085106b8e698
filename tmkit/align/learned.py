"""What a whole corpus tells before any of its documents is aligned: map → counts → reduce → map.

Two things: how long a translation is, by the beads that are sure without knowing it, and which
lines recur in many documents. A line that recurs on one side (a site's furniture that no rule
knows) is no translation of one that does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

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
_SURE = 0.9
# Counts kept while a corpus is added up; beyond it, lines seen once are forgotten (16 MB).
_MOST_KEYS = 1_000_000


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted in some document pairs, to be added up.

    characters: of the source and the target of sure beads. keys, documents: for each line its key,
    ascending, and in how many documents it stands.
    """

    pairs: int
    characters: tuple[int, int]
    keys: Keys
    documents: Keys

    def __add__(self, other: Counts) -> Counts:
        keys = np.concatenate([self.keys, other.keys])
        documents = np.concatenate([self.documents, other.documents])
        unique, places = np.unique(keys, return_inverse=True)
        summed = np.bincount(places, weights=documents, minlength=len(unique)).astype(np.int64)
        if len(unique) > _MOST_KEYS:
            kept = summed > 1
            unique, summed = unique[kept], summed[kept]
        characters = tuple(map(sum, zip(self.characters, other.characters, strict=True)))
        return Counts(self.pairs + other.pairs, (characters[0], characters[1]), unique, summed)


@dataclass(frozen=True, slots=True)
class Learned:
    """What the alignment of each document may use.

    ratio: target characters per source character, None where nobody has looked.
    recurring: keys of the lines that stand in many documents.
    """

    ratio: float | None = None
    recurring: frozenset[int] = field(default_factory=frozenset)

    def recurs(self, segment: str) -> bool:
        """Whether a segment stands in many documents."""
        return bool(self.recurring) and _key(segment) in self.recurring


def count(source: Sequence[str], target: Sequence[str], beads: Iterable[Bead]) -> Counts:
    """The counts of one document pair, given its segments and its beads as first aligned."""
    # A line that stands in one document twice recurs there, not in the corpus.
    keys = [*{_key(text) for text in source}, *{_key(text) for text in target}]
    unique, documents = np.unique(np.array(keys, dtype=np.int64), return_counts=True)
    sure = [bead for bead in beads if bead.score >= _SURE and bead.kind == "1-1"]
    characters = (
        sum(len(source[bead.source[0]]) for bead in sure),
        sum(len(target[bead.target[0]]) for bead in sure),
    )
    return Counts(1, characters, unique, documents.astype(np.int64))


def learn(counts: Iterable[Counts]) -> Learned:
    """What follows from the counts of a corpus, whatever the order they come in."""
    total = Counts(0, (0, 0), np.array([], dtype=np.int64), np.array([], dtype=np.int64))
    for each in counts:
        total += each
    source, target = total.characters
    least = max(_FEWEST_DOCUMENTS, _SHARE * total.pairs)
    recurring = total.keys[total.documents >= least]
    return Learned(
        ratio=ratio_of(source, target),
        recurring=frozenset(map(int, recurring)),
    )


def ratio_of(source: int, target: int) -> float:
    """Target characters per source character, drawn towards 1 where little was seen."""
    return (target + _PRIOR) / (source + _PRIOR)


def _key(segment: str) -> int:
    digest = blake2b(fold(segment).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)
