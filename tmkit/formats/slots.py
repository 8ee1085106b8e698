"""Segments of exchange files whose targets may be filled in, and what they are filled with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from tmkit.formats import xml
from tmkit.formats.splicing import Edit, Element, Spliced
from tmkit.formats.xliff_content import OPAQUE
from tmkit.model import Tag

__all__ = [
    "Code",
    "Filling",
    "Part",
    "Slot",
    "UnitSlots",
    "is_blank",
    "is_well_formed",
    "slot_of",
    "without_slots",
]


class Code(NamedTuple):
    """An inline code as it is written."""

    tag: Tag
    raw: bytes


Part = str | Code


@dataclass(frozen=True, slots=True)
class Slot:
    """A segment. is_empty: it has no translation, and may get one."""

    id: str
    line: int
    source: tuple[Part, ...]
    is_empty: bool

    @property
    def content(self) -> tuple[str | Tag, ...]:
        """The text and codes to look up."""
        return tuple(part if isinstance(part, str) else part.tag for part in self.source)


class Filling(NamedTuple):
    """A translation for a slot. percent, origin: of its match; source, target: its texts."""

    parts: tuple[Part, ...]
    percent: int
    origin: str
    source: str
    target: str

    @property
    def raw(self) -> bytes:
        """The translation as it is written."""
        return b"".join(
            xml.text(part).encode() if isinstance(part, str) else part.raw for part in self.parts
        )

    @property
    def text(self) -> str:
        """The translation without codes."""
        return "".join(part for part in self.parts if isinstance(part, str))


Fillings = Sequence[Filling | None]


@dataclass(frozen=True, slots=True)
class UnitSlots:
    """The segments of a unit of a file, and how fillings for them change the file.

    languages: source and target.
    """

    languages: tuple[str, str]
    slots: tuple[Slot, ...]
    edits: Callable[[Fillings], Iterator[Edit]] = field(repr=False)


def is_well_formed(raw: bytes) -> bool:
    """Whether start and end tags of a content nest."""
    try:
        expat.ParserCreate("utf-8").Parse(b"<x>" + raw + b"</x>", True)  # noqa: FBT003 # expat's own
    except expat.ExpatError:
        return False
    return True


def is_blank(element: Element | None) -> bool:
    """Whether there is no translation: neither text nor codes, segments of it aside."""
    if element is None:
        return True
    return not element.text.strip() and all(
        each.attributes.get("mtype") == "seg" and is_blank(each) for each in element.children
    )


def slot_of(spliced: Spliced, source: Element, id_: str, *, is_empty: bool) -> Slot:
    """The segment that stands in an element."""
    parts: list[Part] = []
    for part in _parts_of(spliced, source):
        before = parts[-1] if parts else None
        if isinstance(part, str) and isinstance(before, str):
            parts[-1] = before + part
        else:
            parts.append(part)
    return Slot(id_, source.line, tuple(parts), is_empty)


def without_slots(languages: tuple[str, str]) -> UnitSlots:
    """A unit that nothing is filled into."""
    return UnitSlots(languages, (), lambda _fillings: iter(()))


def _parts_of(spliced: Spliced, element: Element) -> Iterator[Part]:
    for part in element.parts:
        if isinstance(part, str):
            yield part
        else:
            yield from _codes_of(spliced, part)


def _codes_of(spliced: Spliced, element: Element) -> Iterator[Part]:
    kind = "ut" if element.name == "ut" else OPAQUE.get(element.name)
    given = (element.attributes.get(name) for name in ("startRef", "rid", "id", "i", "x", "mid"))
    id_ = next((each for each in given if each), element.name)
    if kind or element.inner == element.end:
        yield Code(Tag(kind or "ph", id_), spliced.raw(element))
        return
    yield Code(Tag("bpt", id_), spliced.data[element.start : element.inner])
    yield from _parts_of(spliced, element)
    yield Code(Tag("ept", id_), spliced.data[element.close : element.end])
