"""Several memories → one, by a rule for what stands twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain, count
from pathlib import Path
from typing import Literal

import tmkit
from tmkit import codes
from tmkit.errors import UsageError
from tmkit.formats import files, tmx
from tmkit.lang import written
from tmkit.model import Finding, Memory, Place, TranslationUnit

__all__ = ["Keep", "Merged", "merge"]

Keep = Literal["all", "newest", "frequent", "first"]
"""Of units with the same source: all, the one changed last, the translation that most have, or the
first, so that the order of the files is the rank of their origin."""

_Key = bytes
_Given = Sequence[tuple[Path, Memory]]
# How the reader of TMX keeps the dates of a tu.
_DATES = (f"{tmx.ATTRIBUTE}changedate", f"{tmx.ATTRIBUTE}creationdate")


@dataclass(frozen=True, slots=True)
class Merged:
    """How many units were read, written, dropped as the same as another, dropped by the rule.

    renamed: how many of those written have a new id, since another unit has theirs.
    """

    read: int
    written: int
    same: int
    outdone: int
    renamed: int


@dataclass(slots=True)
class _Rank:
    """What is known of the units of one text: the place of the first, how many, the last change.

    place, date, reviewed: of the one that stands for all, whether a person has read it.
    """

    first: int
    place: int
    count: int = 0
    changed: str = ""
    date: str = ""
    reviewed: bool = False

    def add(self, unit: TranslationUnit, place: int, keep: Keep) -> None:
        """Take in one more; one that a person has read stands for all.

        Of several such, or of none, the first does, or the newest by that rule.
        """
        changed, reviewed = _changed(unit), _is_reviewed(unit)
        newer = keep == "newest" and changed > self.date
        if reviewed > self.reviewed or (newer and reviewed == self.reviewed):
            self.place, self.date, self.reviewed = place, changed, reviewed
        self.changed = max(self.changed, changed)
        self.count += 1

    def better_than(self, other: _Rank, keep: Keep) -> bool:
        """Whether it is kept rather than another; of equals the one that comes first."""
        if keep == "newest" and self.changed != other.changed:
            return self.changed > other.changed
        if keep == "frequent" and (self.count, self.changed) != (other.count, other.changed):
            return (self.count, self.changed) > (other.count, other.changed)
        return self.first < other.first


@dataclass(slots=True)
class _Ids:
    """The ids that were given. renamed: by file, how many are new, and the first of them."""

    given: set[str] = field(default_factory=set)
    renamed: dict[Path, tuple[int, str, str]] = field(default_factory=dict)

    def own(self, unit: TranslationUnit, path: Path) -> TranslationUnit:
        """The unit with an id that no unit before it has: if need be, one that its texts make."""
        if not unit.id or unit.id not in self.given:
            self.given.add(unit.id)
            return unit
        made = f"{unit.id}-{_key(unit).hex()[:8]}"
        more = (f"{made}-{number}" for number in count(2))
        id_ = next(each for each in chain([made], more) if each not in self.given)
        self.given.add(id_)
        times, old, new = self.renamed.get(path, (0, unit.id, id_))
        self.renamed[path] = (times + 1, old, new)
        return unit._replace(id=id_)


def merge(
    paths: Sequence[Path],
    output: Path,
    *,
    keep: Keep = "all",
    language: str = "en",
    on_finding: Callable[[Finding], None] = lambda _finding: None,
) -> Merged:
    """Write the units of several TMX files as one, in their order.

    Units whose texts are the same in all languages, codes included, are one: one that a person has
    read, and of these the first, or the one changed last by the rule "newest". A language is the
    same in any region, not in another script; a variant keeps its tag. A unit whose id another
    one has gets a new one: a finding for each file, TX120. The header is that of the first file.
    Files are read several times and never held, but for a digest and the id of each unit. Raises
    FormatError, UsageError for another source language, OutputError.
    """
    if output.suffix.lower() != ".tmx":
        details = {"suffix": output.suffix or output.name, "known": ".tmx"}
        raise UsageError("output-type", str(output), details=details)
    given = [(path, tmx.read(path)) for path in paths]
    header = given[0][1].header
    _demand_one_source(given, keep)
    ranks = _ranks(given, keep)
    wanted = ranks.keys() if keep == "all" else _best(given, ranks, keep)
    kept = {ranks[whole].place for whole in wanted}
    ids = _Ids()
    with files.atomic(output) as file:
        numbered = enumerate(_units(given))
        chosen = (ids.own(unit, path) for place, (path, unit) in numbered if place in kept)
        number = tmx.write(Memory(header, chosen), file, version=tmkit.__version__)
    for path, (times, old, new) in ids.renamed.items():
        place = Place(str(path))
        on_finding(codes.finding("TX120", place, language, count=times, old=old, new=new))
    read = sum(rank.count for rank in ranks.values())
    renamed = sum(times for times, _, _ in ids.renamed.values())
    return Merged(read, number, read - len(ranks), len(ranks) - number, renamed)


def _demand_one_source(given: _Given, keep: Keep) -> None:
    first, memory = given[0]
    source = memory.header.source_lang
    for path, other in given:
        if written(other.header.source_lang) != written(source):
            details = {"lang": other.header.source_lang, "other": source}
            raise UsageError("other-source", str(path), details=details)
    if keep != "all" and source == "*all*":
        raise UsageError("no-source", str(first))


def _ranks(given: _Given, keep: Keep) -> dict[_Key, _Rank]:
    ranks: dict[_Key, _Rank] = {}
    for place, (_, unit) in enumerate(_units(given)):
        ranks.setdefault(_key(unit), _Rank(place, place)).add(unit, place, keep)
    return ranks


def _best(given: _Given, ranks: dict[_Key, _Rank], keep: Keep) -> set[_Key]:
    """The texts that are kept, one of all that compete."""
    source = given[0][1].header.source_lang
    best: dict[_Key, _Key] = {}
    for _, unit in _units(given):
        whole, side = _key(unit), _side_key(unit, source)
        if side not in best or ranks[whole].better_than(ranks[best[side]], keep):
            best[side] = whole
    return set(best.values())


def _units(given: _Given) -> Iterator[tuple[Path, TranslationUnit]]:
    """The units of all, with their files; one without a variant says nothing."""
    for path, memory in given:
        yield from ((path, unit) for unit in memory if unit.variants)


def _changed(unit: TranslationUnit) -> str:
    """When a unit was last changed, by its variants or by what TMX says of the whole."""
    dates = [variant.changed or variant.created for variant in unit.variants]
    whole = [text for name, text in unit.props if name in _DATES]
    return max([*dates, *whole], default="")


def _is_reviewed(unit: TranslationUnit) -> bool:
    """Whether a person has read it: all have been that no program marked as its own."""
    said = dict(unit.props)
    if tmx.REVIEWED in said:
        return said[tmx.REVIEWED] == "yes"
    return said.get(f"{tmx.ATTRIBUTE}creationid") != tmx.MACHINE


def _key(unit: TranslationUnit) -> _Key:
    """A digest of the texts of a unit, codes included."""
    sides = ((written(each.lang), each.content) for each in unit.variants)
    return _digest(sorted(sides, key=repr))  # a text and a code have no order of their own


def _side_key(unit: TranslationUnit, source: str) -> _Key:
    """What units compete by: their source, and the languages it is translated into.

    A unit without a source variant competes with nothing.
    """
    tags = [written(variant.lang) for variant in unit.variants]
    if written(source) not in tags:
        return _key(unit)
    sides = zip(tags, unit.variants, strict=True)
    sources = [variant.content for tag, variant in sides if tag == written(source)]
    return _digest([*sources, *sorted(tags)])


def _digest(parts: Sequence[object]) -> _Key:
    return blake2b(repr(parts).encode(), digest_size=16).digest()
