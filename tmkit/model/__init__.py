"""The nouns: what flows between readers, verbs and writers. Frozen, without I/O, without decisions.

`score` is 0 to 1 and greater is better, everywhere. Numbers count from 0; a reference
`document#n` for people counts from 1.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from tmkit.model.analysis import Analysis, FileAnalysis, Volume
from tmkit.model.attestations import (
    Attested,
    CorpusSignature,
    Passage,
    SourceSeen,
    Translated,
)
from tmkit.model.concepts import (
    AcronymMention,
    Candidate,
    Concept,
    ConceptFile,
    Event,
    Evidence,
    Glossary,
    HistoryEntry,
    Term,
)
from tmkit.model.documents import (
    Bead,
    Block,
    BlockKind,
    Document,
    LanguageRules,
    Segment,
    Span,
    SrxRule,
    SrxRules,
    TextKind,
)
from tmkit.model.findings import BuildResult, Finding, Fix, Place, Severity
from tmkit.model.matches import Edit, Match, Occurrence, Penalty
from tmkit.model.units import Memory, MemoryHeader, Origin, Tag, TranslationUnit, Variant

if TYPE_CHECKING:
    from tmkit.model.alignments import (
        BEAD_ACTS,
        WEAK,
        BeadAct,
        BeadOutcome,
        BeadPage,
        BeadState,
        DrawnBead,
        PairRow,
        PairState,
        PairTable,
    )
    from tmkit.model.dashboards import CodeCount, Dashboard, DayCount, Share
    from tmkit.model.review import (
        ACTIONS,
        OPEN,
        REASONS,
        Act,
        Action,
        BulkResult,
        Card,
        CardFinding,
        Decision,
        DeskFacts,
        Expansion,
        Facet,
        GlossaryFacts,
        Kind,
        Near,
        Outcome,
        Piece,
        Preview,
        Progress,
        QueuePage,
        Quote,
        RawFile,
        Row,
        Selection,
    )

__all__ = [
    "ACTIONS",
    "BEAD_ACTS",
    "OPEN",
    "REASONS",
    "WEAK",
    "AcronymMention",
    "Act",
    "Action",
    "Analysis",
    "Attested",
    "Bead",
    "BeadAct",
    "BeadOutcome",
    "BeadPage",
    "BeadState",
    "Block",
    "BlockKind",
    "BuildResult",
    "BulkResult",
    "Candidate",
    "Card",
    "CardFinding",
    "CodeCount",
    "Concept",
    "ConceptFile",
    "CorpusSignature",
    "Dashboard",
    "DayCount",
    "Decision",
    "DeskFacts",
    "Document",
    "DrawnBead",
    "Edit",
    "Event",
    "Evidence",
    "Expansion",
    "Facet",
    "FileAnalysis",
    "Finding",
    "Fix",
    "Glossary",
    "GlossaryFacts",
    "HistoryEntry",
    "Kind",
    "LanguageRules",
    "Match",
    "Memory",
    "MemoryHeader",
    "Near",
    "Occurrence",
    "Origin",
    "Outcome",
    "PairRow",
    "PairState",
    "PairTable",
    "Passage",
    "Penalty",
    "Piece",
    "Place",
    "Preview",
    "Progress",
    "QueuePage",
    "Quote",
    "RawFile",
    "Row",
    "Segment",
    "Selection",
    "Severity",
    "Share",
    "SourceSeen",
    "Span",
    "SrxRule",
    "SrxRules",
    "Tag",
    "Term",
    "TextKind",
    "Translated",
    "TranslationUnit",
    "Variant",
    "Volume",
]


_LAZY = ("review", "alignments", "dashboards")


def __getattr__(name: str) -> object:
    # What only the review needs is made when it is first used: other commands start sooner.
    if name not in __all__:
        raise AttributeError(name)
    homes = (import_module(f"tmkit.model.{home}") for home in _LAZY)
    return getattr(next(home for home in homes if name in home.__all__), name)
