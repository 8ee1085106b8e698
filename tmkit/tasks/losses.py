"""What the formats of memories cannot hold, counted and told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from tmkit import lang, messages
from tmkit.codes import finding
from tmkit.formats import pairs
from tmkit.model import Finding, Memory, Place, Tag, TranslationUnit

__all__ = ["Losses"]


@dataclass(slots=True)
class Losses:
    """Counts what a format cannot hold while units pass by.

    counts: by kind of loss; kept: the units of a memory that passed.
    """

    suffix: str
    languages: tuple[str, str]
    counts: Counter[str] = field(default_factory=Counter)
    kept: int = 0

    def findings(self, path: Path, language: str = "en") -> Iterator[Finding]:
        """A finding, TG803, for each kind of loss. path: of its place."""
        for kind, count in self.counts.items():
            what = messages.message(f"loss-{kind}", language, languages="–".join(self.languages))
            details = {"suffix": self.suffix, "what": what, "count": str(count)}
            yield finding("TG803", Place(str(path)), language, **details)

    def count_header(self, memory: Memory) -> None:
        """What the memory says of itself, which only TMX holds."""
        header = memory.header
        self._count("notes", len(header.notes))
        self._count("props", len(header.props) + bool(header.signature))
        self._count("dates", bool(header.created))

    def of_memory(self, memory: Memory) -> Memory:
        """The memory with a source language, of which only units with a variant are read.

        TMX holds no others; they are counted.
        """
        named = lang.is_tag(memory.header.source_lang)
        source = memory.header.source_lang if named else self.languages[0]
        return Memory(replace(memory.header, source_lang=source), self._with_variants(memory))

    def _with_variants(self, memory: Memory) -> Iterator[TranslationUnit]:
        for unit in memory:
            if unit.variants:
                self.kept += 1
                yield unit
            else:
                self._count("units", 1)

    def of_table(self, memory: Memory) -> Iterator[TranslationUnit]:
        """The units that a table of pairs can hold; the rest of each is counted."""
        return (unit for unit in memory if self.fits(unit))

    def fits(self, unit: TranslationUnit, props: Collection[str] = ()) -> bool:
        """Whether a table of pairs can hold a unit; what it cannot hold of it is counted.

        props: those that have a column.
        """
        kept = [pairs.variant_in(unit, tag) for tag in self.languages]
        if not any(each and each.text for each in kept):
            self._count("units", 1)
            return False
        self._count_unit(unit, sum(each is not None for each in kept), ("score", *props))
        return True

    def _count_unit(self, unit: TranslationUnit, kept: int, columns: Collection[str]) -> None:
        variants = unit.variants
        self._count("languages", len(variants) - kept)
        parts = [part for each in variants for part in each.content]
        self._count("codes", sum(isinstance(part, Tag) for part in parts))
        self._count("notes", len(unit.notes) + sum(len(each.notes) for each in variants))
        props = sum(name not in columns for name, _ in unit.props)
        self._count("props", props + sum(len(each.props) for each in variants))
        dates = sum(bool(each.created) + bool(each.changed) for each in variants)
        self._count("dates", dates)
        if self.suffix != ".csv":
            cells = (unit.id, *(each.text for each in variants))
            self._count("breaks", sum(len(pairs.BREAKS.findall(cell)) for cell in cells))

    def _count(self, kind: str, number: int) -> None:
        if number:
            self.counts[kind] += number
