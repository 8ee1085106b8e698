"""The seed lexicon: what tmkit knows of two languages before it has seen a text."""

from __future__ import annotations

from functools import cache
from importlib import resources
from itertools import chain

import numpy as np

from tmkit import lang
from tmkit.lexicon.translations import Bitext, Translations, train
from tmkit.lexicon.words import keys_of

__all__ = ["known_words", "seed_of"]

# An entry is worth as much as a word pair seen so often: it is one translation of several.
_WEIGHT = 0.7


@cache
def seed_of(source: str, target: str) -> Bitext:
    """The entries for two BCP 47 tags as beads of a few words; empty where none are shipped."""
    one, other = lang.primary(source), lang.primary(target)
    data = resources.files(__package__).joinpath("data")
    for tags in ((one, other), (other, one)):
        file = data.joinpath(f"{tags[0]}-{tags[1]}.tsv")
        if file.is_file():
            rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()[1:]]
            first, second = (0, 1) if tags == (one, other) else (1, 0)
            entries = [(keys_of(row[first], one), keys_of(row[second], other)) for row in rows]
            return _bitext([entry for entry in entries if all(entry)])
    return Bitext.of([])


def _bitext(entries: list[tuple[list[int], list[int]]]) -> Bitext:
    sides = [list(chain.from_iterable(entry[side] for entry in entries)) for side in (0, 1)]
    lengths = [[len(entry[side]) for entry in entries] for side in (0, 1)]
    return Bitext(
        np.array(sides[0], dtype=np.int64),
        np.array(lengths[0], dtype=np.intp),
        np.array(sides[1], dtype=np.int64),
        np.array(lengths[1], dtype=np.intp),
        np.full(len(entries), _WEIGHT),
    )


@cache
def known_words(source: str, target: str) -> Translations:
    """What the seed lexicon alone tells of the translations of words."""
    return train(seed_of(source, target))
