"""What a reviewer sees and decides: the queue, a card with its evidence, decisions and outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tmkit.model.concepts import HistoryEntry, Term
from tmkit.model.findings import Finding

__all__ = [
    "ACTIONS",
    "OPEN",
    "REASONS",
    "Act",
    "Action",
    "BulkResult",
    "Card",
    "CardFinding",
    "Decision",
    "DeskFacts",
    "Expansion",
    "Facet",
    "GlossaryFacts",
    "Kind",
    "Near",
    "Outcome",
    "Piece",
    "Preview",
    "Progress",
    "QueuePage",
    "Quote",
    "RawFile",
    "Row",
    "Selection",
]

Kind = Literal["candidate", "concept", "broken"]
Action = Literal[
    "approve", "reject", "edit", "merge", "skip", "comment", "reopen", "deprecate", "propose"
]

ACTIONS: tuple[Action, ...] = (
    *("approve", "reject", "edit", "merge", "skip", "comment", "reopen", "deprecate", "propose"),
)
"""What can be decided of a card, in the order in which it is offered."""

OPEN = "open"
"""As the status of a selection: what waits for somebody: candidates, drafts, in review, broken."""

REASONS = 9
"""Reasons of a rejection by number, from 1; their words are the messages `review-reason-1` and on.

A history has the words, in the language of the page on which it was decided.
"""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows of the queue are asked for, in which order; "" and 0 select all.

    status: of a concept, "candidate", "broken", or OPEN. finding: a code, "error" or "warning":
    rows with such a finding. lang: rows that have a term in it. reviewer: who acted on the concept
    in any way. text: words, folded and without marks on both sides: "danh gia" finds "đánh giá".
    sort: "" for what waits first, "score", "name", "status", "changed" or "findings". page: from 1.
    """

    kind: str = ""
    status: str = ""
    subject: str = ""
    method: str = ""
    score_from: float = 0.0
    finding: str = ""
    lang: str = ""
    reviewer: str = ""
    glossary: str = ""
    text: str = ""
    sort: str = ""
    page: int = 1
    size: int = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the queue.

    source, target: the first term of each language of the project, "" where there is none; of a
    broken file its name. status: "candidate", "broken", or that of the concept. score: of a
    candidate. changed: the day of the last act, "" for none. findings: the codes of `check`, errors
    first. skipped: by this reviewer. held: of a candidate, the id of the concept that has one of
    its terms.
    """

    key: str
    kind: Kind
    source: str
    target: str
    status: str
    subject: str = ""
    glossary: str = ""
    id: str = ""
    method: str = ""
    score: float = 0.0
    changed: str = ""
    findings: tuple[str, ...] = ()
    errors: int = 0
    warnings: int = 0
    skipped: bool = False
    held: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """The values that a field of a selection can take, most frequent first, with their counts.

    name: of the field of `Selection`. A count is that of the rows that would be selected with this
    value, all other fields as they are.
    """

    name: str
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review is. open: rows that wait; decided: the others; session: decided here."""

    open: int
    decided: int
    session: int


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the queue. total: rows of the selection; pages: at least 1; page: the one shown.

    checking: findings are not known yet, or not of all rows as they stand.
    """

    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int
    facets: tuple[Facet, ...]
    progress: Progress
    checking: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. mark: it is a term of the card, or of its own side in a context."""

    text: str
    mark: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A unit of the corpus in which a term stands: where, and its texts by language, in pieces.

    place: `document#n` of the source side. both: whether terms of both languages stand there.
    """

    document: str
    place: str
    texts: Mapping[str, tuple[Piece, ...]]
    both: bool = False


@dataclass(frozen=True, slots=True)
class Expansion:
    """An acronym of the card, and a long form that the corpus or a glossary gives it.

    count: contexts that say so, 0 where only a concept does; concept: the id of one, or "".
    """

    lang: str
    acronym: str
    text: str
    count: int = 0
    concept: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """A concept or a candidate that may be the same.

    why: "same" (all terms shared), "term" (one is), "letters" (one differs in marks, case,
    hyphens or plural only), "part" (words of one are part of the other's). shared: the term here.
    """

    key: str
    id: str
    source: str
    target: str
    status: str
    why: str
    shared: str


@dataclass(frozen=True, slots=True)
class CardFinding:
    """A finding of `check` on this card. number: from 0, for `Desk.fix`.

    fix: the text that would be put there, "" where there is no fix; is_safe: as of `Fix`.
    """

    number: int
    finding: Finding
    fix: str = ""
    is_safe: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """What this reviewer may do with the card now. refusal: why not, one line; "" where he may.

    langs: of an approval language by language, those that lack it.
    """

    action: Action
    refusal: str = ""
    langs: tuple[str, ...] = ()

    @property
    def is_possible(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.refusal


@dataclass(frozen=True, slots=True)
class Card:
    """All that a reviewer needs to decide.

    version: to be given back with a decision. path: of the file, relative to the project folder, ""
    for a candidate. documents: in how many documents it was seen; count: in how many units.
    rivals: other translations with their shares, 0 to 1. preparing: the corpus is not searchable
    yet: quotes are missing. checking: the findings of this version are not known yet. comments: the
    acts of the history that say something. broken: what is wrong with the file, where it has no
    concept. near: what it may be merged with. held: of a candidate, the id of the only concept that
    has one of its terms.
    """

    key: str
    kind: Kind
    id: str
    version: str
    status: str
    subject: str = ""
    glossary: str = ""
    path: str = ""
    terms: tuple[Term, ...] = ()
    definition: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    score: float = 0.0
    method: str = ""
    count: int = 0
    documents: int = 0
    rivals: tuple[tuple[str, float], ...] = ()
    quotes: tuple[Quote, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    near: tuple[Near, ...] = ()
    findings: tuple[CardFinding, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    comments: tuple[HistoryEntry, ...] = ()
    acts: tuple[Act, ...] = ()
    broken: tuple[Finding, ...] = ()
    preparing: bool = False
    checking: bool = False
    skipped: bool = False
    held: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decides.

    reason: of a rejection "1" to "9" or words; of every other action the words of its note, if any.
    into, subject: of a candidate that becomes a concept, "" for the first glossary, and for the
    first subject of its settings, or its name. target: the key of the concept that it is merged
    into. lang: of an approval language by language. terms, definition, note: of an edit, as they
    shall be; None leaves what is there.
    """

    action: Action
    reason: str = ""
    into: str = ""
    subject: str = ""
    target: str = ""
    lang: str = ""
    terms: tuple[Term, ...] | None = None
    definition: Mapping[str, str] | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision, a fix or an undo did.

    key: where the thing is found now: that of the concept, where a candidate became one. before:
    the key as it was. version: as it stands now. repeated: it had been done before, and nothing was
    written. action: "undo", "fix" and "raw" too. path: of the file, relative to the project folder.
    count: of the decisions that were taken back together.
    """

    key: str
    before: str
    action: str
    status: str
    version: str = ""
    path: str = ""
    title: str = ""
    repeated: bool = False
    count: int = 1


@dataclass(frozen=True, slots=True)
class Preview:
    """What a decision on all rows of a selection would do.

    rows: those that it can be done to, in the order of the queue; versions: theirs, by key, to be
    given back. refused: key → why not.
    """

    rows: tuple[Row, ...]
    versions: Mapping[str, str]
    refused: tuple[tuple[Row, str], ...] = ()


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What a decision on many did. refused: key → why not, those that had changed among them."""

    done: tuple[Outcome, ...]
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RawFile:
    """A concept file as text. version: to be given back; findings: what is wrong with it."""

    key: str
    path: str
    text: str
    version: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class GlossaryFacts:
    """A glossary that concepts can be put into, and what it asks of them."""

    name: str
    subjects: tuple[str, ...] = ()
    approvals: int = 1
    by_language: bool = False


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """The project of a desk. languages: source and target; store: whether it has a memory."""

    title: str
    root: str
    languages: tuple[str, str]
    glossaries: tuple[GlossaryFacts, ...] = ()
