"""Several memories → one, by a rule for what stands twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Literal

import tmkit
from tmkit.errors import UsageError
from tmkit.formats import files, tmx
from tmkit.lang import primary
from tmkit.model import Memory, TranslationUnit

__all__ = ["Keep", "Merged", "merge"]

Keep = Literal["all", "newest", "frequent", "first"]
"""Of units with the same source: all, the one changed last, the translation that most have, or the
first, so that the order of the files is their rank."""

_Key = bytes
# How the reader of TMX keeps the dates of a tu.
_DATES = ("tmx:changedate", "tmx:creationdate")


@dataclass(frozen=True, slots=True)
class Merged:
    """How many units were read, written, dropped as the same as another, dropped by the rule."""

    read: int
    written: int
    same: int
    outdone: int


@dataclass(slots=True)
class _Rank:
    """What is known of the units of one text: how many, the last change, the place of the first."""

    count: int = 0
    changed: str = ""
    place: int = 0

    def better_than(self, other: _Rank, keep: Keep) -> bool:
        """Whether it is kept rather than another; of equals the one that comes first."""
        if keep == "newest" and self.changed != other.changed:
            return self.changed > other.changed
        if keep == "frequent" and (self.count, self.changed) != (other.count, other.changed):
            return (self.count, self.changed) > (other.count, other.changed)
        return self.place < other.place


def merge(paths: Sequence[Path], output: Path, *, keep: Keep = "all") -> Merged:
    """Write the units of several TMX files as one, in their order.

    Units whose texts are the same in all languages, codes included, are one: the first, or the one
    changed last by the rule "newest". The header is that of the first file. Files are read several
    times and never held. Raises FormatError, UsageError for another source language, OutputError.
    """
    if output.suffix.lower() != ".tmx":
        details = {"suffix": output.suffix or output.name, "known": ".tmx"}
        raise UsageError("output-type", str(output), details=details)
    memories = [tmx.read(path) for path in paths]
    source = memories[0].header.source_lang
    for path, memory in zip(paths, memories, strict=True):
        if primary(memory.header.source_lang) != primary(source):
            details = {"lang": memory.header.source_lang, "other": source}
            raise UsageError("other-source", str(path), details=details)
    if keep != "all" and source == "*all*":
        raise UsageError("no-source", str(paths[0]))
    ranks: dict[_Key, _Rank] = {}
    best: dict[_Key, _Key] = {}
    for place, unit in enumerate(_units(memories)):
        whole = _key(unit)
        rank = ranks.setdefault(whole, _Rank(place=place))
        rank.count += 1
        if _changed(unit) > rank.changed:
            # Of the same texts the newest stands for all, unless the first has to.
            rank.changed = _changed(unit)
            rank.place = place if keep == "newest" else rank.place
    for unit in _units(memories) if keep != "all" else ():
        whole, side = _key(unit), _side_key(unit, source)
        if side not in best or ranks[whole].better_than(ranks[best[side]], keep):
            best[side] = whole
    wanted = ranks.keys() if keep == "all" else {*best.values()}
    kept = {ranks[whole].place for whole in wanted}
    with files.atomic(output) as file:
        chosen = (unit for place, unit in enumerate(_units(memories)) if place in kept)
        written = tmx.write(Memory(memories[0].header, chosen), file, version=tmkit.__version__)
    read = sum(rank.count for rank in ranks.values())
    return Merged(read, written, read - len(ranks), len(ranks) - written)


def _units(memories: Sequence[Memory]) -> Iterator[TranslationUnit]:
    """The units of all; one without a variant, which a reader may find, says nothing."""
    for memory in memories:
        yield from (unit for unit in memory if unit.variants)


def _changed(unit: TranslationUnit) -> str:
    """When a unit was last changed, by its variants or by what TMX says of the whole."""
    dates = [variant.changed or variant.created for variant in unit.variants]
    whole = [text for name, text in unit.props if name in _DATES]
    return max([*dates, *whole], default="")


def _key(unit: TranslationUnit) -> _Key:
    """A digest of the texts of a unit, codes included."""
    return _digest(sorted((variant.lang, variant.content) for variant in unit.variants))


def _side_key(unit: TranslationUnit, source: str) -> _Key:
    """What units compete by: their source, and the languages it is translated into.

    A unit without a source variant competes with nothing.
    """
    tags = [primary(variant.lang) for variant in unit.variants]
    if primary(source) not in tags:
        return _key(unit)
    sides = zip(tags, unit.variants, strict=True)
    sources = [variant.content for tag, variant in sides if tag == primary(source)]
    return _digest([*sources, *sorted(tags)])


def _digest(parts: Sequence[object]) -> _Key:
    return blake2b(repr(parts).encode(), digest_size=16).digest()
