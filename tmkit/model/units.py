"""Translation units and the memories that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

__all__ = ["Memory", "MemoryHeader", "Origin", "Tag", "TranslationUnit", "Variant"]


@dataclass(frozen=True, slots=True)
class Tag:
    """An inline code of a segment (TMX 1.4b §3.2): data, never part of the text.

    text: what stands inside the element. Only inside `hi` is it text to translate.
    attributes: the others, as the file names them. parts: all that stands inside, in its order,
    where that is not text alone; () where `text` says it all.
    """

    kind: Literal["ph", "bpt", "ept", "it", "hi", "sub", "ut"]
    id: str = ""
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    parts: tuple[str | Tag, ...] = ()


class Variant(NamedTuple):
    """A segment in one language (TMX `tuv`). created, changed: YYYYMMDDThhmmssZ or ""."""

    lang: str
    content: tuple[str | Tag, ...]
    created: str = ""
    changed: str = ""
    notes: tuple[str, ...] = ()
    props: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The text without inline codes."""
        return "".join(
            part if isinstance(part, str) else part.text if part.kind == "hi" else ""
            for part in self.content
        )


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a translation unit comes from.

    documents: ids, source and target; source, target: segment numbers from 0.
    reviewed: whether a person has looked.
    """

    documents: tuple[str, str]
    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float
    reviewed: bool = False

    @property
    def kind(self) -> str:
        """The kind of bead, "2-1"."""
        return f"{len(self.source)}-{len(self.target)}"


class TranslationUnit(NamedTuple):
    """Variants that translate one another (TMX `tu`). origin: None for units read from a file."""

    id: str
    variants: tuple[Variant, ...]
    origin: Origin | None = None
    notes: tuple[str, ...] = ()
    props: tuple[tuple[str, str], ...] = ()

    def text(self, lang: str) -> str:
        """The text in a language, "" where the unit has no variant in it."""
        return next((variant.text for variant in self.variants if variant.lang == lang), "")


@dataclass(frozen=True, slots=True)
class MemoryHeader:
    """What a memory says of itself. created: TMX date or "". notes: for people, the filter say."""

    source_lang: str
    created: str = ""
    signature: str = ""
    notes: tuple[str, ...] = ()
    props: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Memory:
    """A translation memory. units: re-iterable; one read from a file reopens it each time."""

    header: MemoryHeader
    units: Iterable[TranslationUnit]

    def __iter__(self) -> Iterator[TranslationUnit]:
        return iter(self.units)
