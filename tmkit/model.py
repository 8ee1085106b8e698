"""The nouns: what flows between readers, verbs and writers. Frozen, without I/O, without decisions.

`score` is 0 to 1 and greater is better, everywhere. Numbers count from 0; a reference
`document#n` for people counts from 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Literal, NamedTuple

__all__ = [
    "AcronymMention",
    "Bead",
    "Block",
    "BlockKind",
    "BuildResult",
    "Candidate",
    "Concept",
    "ConceptFile",
    "Document",
    "Event",
    "Evidence",
    "Finding",
    "Glossary",
    "HistoryEntry",
    "LanguageRules",
    "Memory",
    "MemoryHeader",
    "Origin",
    "Place",
    "Segment",
    "Severity",
    "Span",
    "SrxRule",
    "SrxRules",
    "Tag",
    "Term",
    "TranslationUnit",
    "Variant",
]

TextKind = Literal["title", "heading", "paragraph", "list_item", "cell", "caption"]
BlockKind = TextKind | Literal["byline", "boilerplate", "code"]
Span = tuple[int, int]
"""Half-open, in code points."""


class Severity(StrEnum):
    """How much a finding weighs: an error makes the command exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands. line and column count from 1, 0 when unknown."""

    path: str
    line: int = 0
    column: int = 0
    id: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check reports: one problem of the user's files, at one place."""

    code: str
    severity: Severity
    place: Place
    message: str
    help: str = ""


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


@dataclass(frozen=True, slots=True)
class Term:
    """A designation of a concept in one language; fields as in `contract/concept.schema.json`."""

    lang: str
    text: str
    kind: str = "fullForm"
    status: str = "preferred"
    part_of_speech: str = ""
    full: str = ""
    usage: str = ""
    authority: str = ""
    source: str = ""
    context: str = ""
    note: str = ""
    valid_from: str = ""
    valid_until: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What ended the body or title that a concept names. date: YYYY-MM-DD; act: the legal act."""

    kind: Literal["renamed", "merged", "split", "abolished"]
    date: str
    act: str = ""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """An act of a person, or of a program (by = "tmkit"), on a concept. date: YYYY-MM-DD."""

    date: str
    by: str
    action: str
    note: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """A unit of knowledge and its terms in all languages (TBX `conceptEntry`)."""

    id: str
    subject: str
    status: str
    terms: tuple[Term, ...]
    definition: Mapping[str, str] = field(default_factory=dict)
    definition_source: Mapping[str, str] = field(default_factory=dict)
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    event: Event | None = None
    history: tuple[HistoryEntry, ...] = ()
    note: str = ""
    allow: tuple[str, ...] = ()

    def terms_in(self, lang: str) -> tuple[Term, ...]:
        """The terms in a language, in their order."""
        return tuple(term for term in self.terms if term.lang == lang)


@dataclass(frozen=True, slots=True)
class ConceptFile:
    """A concept as it stands on disk.

    raw: the text of the file; concept: None where the file is broken, `findings` say why.
    """

    path: Path
    raw: str
    concept: Concept | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Glossary:
    """Concepts in the order of their files. signature, notes: what an export says of itself."""

    name: str
    concepts: Iterable[Concept]
    signature: str = ""
    notes: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts)


@dataclass(frozen=True, slots=True)
class AcronymMention:
    """An acronym in a text. short, long: half-open spans; long is None where the text has none."""

    short: Span
    long: Span | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a candidate was seen. reference: `document#n`, n from 1; spans: lang → text seen."""

    reference: str
    spans: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposed concept: terms on one side or both, for a person to decide.

    count: in how many units both sides stand; rivals: other translations of its source term with
    their shares of all that were seen, 0 to 1; concept: id of the one it would add a term to.
    """

    terms: tuple[Term, ...]
    score: float
    method: str
    evidence: tuple[Evidence, ...]
    count: int = 0
    rivals: tuple[tuple[str, float], ...] = ()
    concept: str = ""


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


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made. counts: by words of the summary; beads: by kind; findings: by severity."""

    output: Path
    counts: Mapping[str, int]
    beads: Mapping[str, int]
    findings: Mapping[Severity, int]
