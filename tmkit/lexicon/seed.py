"""The seed lexicon: what tmkit knows of two languages before it has seen a text.

It is compiled into the package when that is built. Reading the list itself takes a hundred times as
long, and is done where the compiled table is missing or older than the list or the code.
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tmkit import lang
from tmkit.lexicon.facts import facts_of
from tmkit.lexicon.translations import Bitext, Translations, train
from tmkit.lexicon.words import keys_of
from tmkit.text import fold

__all__ = ["bands_of", "compile_seeds", "known_words", "seed_of"]

_PACKAGE = Path(__file__).parent
_DATA = _PACKAGE / "data"
# An entry is worth as much as a word pair seen so often: it is one translation of several.
_WEIGHT = 0.7


@cache
def seed_of(source: str, target: str) -> Bitext:
    """The entries for two BCP 47 tags as beads of a few words; empty where none are shipped."""
    one, other = lang.primary(source), lang.primary(target)
    if (file := _DATA / f"{one}-{other}.tsv").is_file():
        return _compiled(file) or _read(file)
    if (file := _DATA / f"{other}-{one}.tsv").is_file():
        found = _compiled(file) or _read(file)
        return Bitext(
            found.target,
            found.target_lengths,
            found.source,
            found.source_lengths,
            found.weights,
        )
    return Bitext.of([])


@cache
def known_words(source: str, target: str) -> Translations:
    """What the seed lexicon alone tells of the translations of words."""
    return train(seed_of(source, target))


@cache
def bands_of(tag: str) -> dict[str, int]:
    """Frequency bands of the general words of a language, 1 for the commonest; by folded stem.

    Empty for a language that leads no list.
    """
    stem = facts_of(tag).stem
    bands: dict[str, int] = {}
    for file in sorted(_DATA.glob(f"{lang.primary(tag)}-*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines()[1:]:
            word, _, band = line.split("\t")
            if band and " " not in word:
                key = stem(fold(word))
                bands[key] = min(bands.get(key, int(band)), int(band))
    return bands


def compile_seeds() -> list[Path]:
    """The compiled tables, written beside the lists; what the build of the package calls."""
    lists = sorted(_DATA.glob("*.tsv"))
    for file in lists:
        seed = _read(file)
        keys, types = np.unique(np.concatenate([seed.source, seed.target]), return_inverse=True)
        np.savez_compressed(
            file.with_suffix(".npz"),
            stamp=_stamp(file),
            keys=keys,
            types=types.astype(np.uint16 if len(keys) < 1 << 16 else np.uint32),
            lengths=np.array([seed.source_lengths, seed.target_lengths], dtype=np.uint8),
        )
    return [file.with_suffix(".npz") for file in lists]


def _compiled(file: Path) -> Bitext | None:
    """What was compiled from a list, unless it or the code has changed since."""
    table = file.with_suffix(".npz")
    if not table.is_file():
        return None
    with np.load(table) as arrays:
        if not np.array_equal(arrays["stamp"], _stamp(file)):
            return None
        words = arrays["keys"][arrays["types"]]
        lengths = arrays["lengths"].astype(np.intp)
    source, target = np.split(words, [lengths[0].sum()])
    return Bitext(source, lengths[0], target, lengths[1], np.full(lengths.shape[1], _WEIGHT))


def _stamp(file: Path) -> NDArray[np.uint8]:
    """A digest of all that decides on the keys of the words of a list."""
    code = chain(_PACKAGE.glob("*.py"), _PACKAGE.with_name("text").glob("*.py"))
    digest = blake2b(digest_size=16)
    for part in (file, *sorted(_DATA.glob("*.toml")), *sorted(code)):
        digest.update(part.read_bytes())
    return np.frombuffer(digest.digest(), dtype=np.uint8)


def _read(file: Path) -> Bitext:
    one, other = file.stem.split("-")
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()[1:]]
    entries = [(keys_of(row[0], one), keys_of(row[1], other)) for row in rows]
    entries = [entry for entry in entries if all(entry)]
    sides = [list(chain.from_iterable(entry[side] for entry in entries)) for side in (0, 1)]
    lengths = [[len(entry[side]) for entry in entries] for side in (0, 1)]
    return Bitext(
        np.array(sides[0], dtype=np.int64),
        np.array(lengths[0], dtype=np.intp),
        np.array(sides[1], dtype=np.int64),
        np.array(lengths[1], dtype=np.intp),
        np.full(len(entries), _WEIGHT),
    )
