"""Concepts, their terms, and what is proposed for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tmkit.model.documents import Span
from tmkit.model.findings import Finding

__all__ = [
    "AcronymMention",
    "Candidate",
    "Concept",
    "ConceptFile",
    "Event",
    "Evidence",
    "Glossary",
    "HistoryEntry",
    "Term",
]


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

    raw: the text of the file, with its byte order mark and line ends; concept: None where the file
    is broken, `findings` say why. places: line and column, from 1, of each value by its field,
    "term[0].lang"; those of the raw text.
    """

    path: Path
    raw: str
    concept: Concept | None
    findings: tuple[Finding, ...] = ()
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False)

    @property
    def id(self) -> str:
        """The id that the file's name gives, whatever stands in it."""
        return self.path.stem

    @property
    def glossary(self) -> str:
        """The name of the folder that it stands in."""
        return self.path.parent.name


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
