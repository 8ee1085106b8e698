"""Documents, their segments, and the rules by which they are cut."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

__all__ = [
    "Bead",
    "Block",
    "BlockKind",
    "Document",
    "LanguageRules",
    "Segment",
    "Span",
    "SrxRule",
    "SrxRules",
    "TextKind",
]

TextKind = Literal["title", "heading", "paragraph", "list_item", "cell", "caption"]

BlockKind = TextKind | Literal["byline", "boilerplate", "code"]

Span = tuple[int, int]
"""Half-open, in code points."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like piece of a document.

    place: line of a text file, ordinal of the paragraph in a DOCX body, page of a PDF, row of a
    sheet, number of a subtitle; from 1, 0 when unknown.
    """

    kind: BlockKind
    text: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A text in one language. id: path relative to the language folder, without suffix."""

    id: str
    lang: str
    blocks: tuple[Block, ...]
    title: str = ""
    date: str = ""
    author: str = ""
    source: str = ""
    rights: str = ""


class Segment(NamedTuple):
    """A sentence-like unit (SRX, XLIFF): exactly `block.text[start:end]` of its cleaned block.

    number: its place in the document; block: number of its block; both from 0.
    """

    document: str
    number: int
    block: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Bead:
    """Segments that translate one another (Gale & Church 1993 call the group a bead).

    source, target: 0-based segment numbers, ascending; either side may be empty.
    score: probability that the bead is right, 0 to 1.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float

    @property
    def kind(self) -> str:
        """How many segments on either side, "2-1"."""
        return f"{len(self.source)}-{len(self.target)}"


@dataclass(frozen=True, slots=True)
class SrxRule:
    """A rule of SRX 2.0: at a place after `before` and in front of `after`, break or do not.

    comment: what the file says before it.
    """

    breaks: bool
    before: str
    after: str
    comment: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class LanguageRules:
    """A named list of rules (SRX `languagerule`)."""

    name: str
    rules: tuple[SrxRule, ...]


@dataclass(frozen=True, slots=True)
class SrxRules:
    """An SRX 2.0 file. maps: (pattern of the language tag, name of its rules), in order.

    cascade: whether all maps that fit give their rules, in order, or the first alone.
    """

    cascade: bool
    maps: tuple[tuple[str, str], ...]
    languages: tuple[LanguageRules, ...]
    digest: str = ""
