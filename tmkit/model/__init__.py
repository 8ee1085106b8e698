"""The nouns: what flows between readers, verbs and writers. Frozen, without I/O, without decisions.

`score` is 0 to 1 and greater is better, everywhere. Numbers count from 0; a reference
`document#n` for people counts from 1.
"""

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

__all__ = [
    "AcronymMention",
    "Analysis",
    "Attested",
    "Bead",
    "Block",
    "BlockKind",
    "BuildResult",
    "Candidate",
    "Concept",
    "ConceptFile",
    "CorpusSignature",
    "Document",
    "Edit",
    "Event",
    "Evidence",
    "FileAnalysis",
    "Finding",
    "Fix",
    "Glossary",
    "HistoryEntry",
    "LanguageRules",
    "Match",
    "Memory",
    "MemoryHeader",
    "Occurrence",
    "Origin",
    "Passage",
    "Penalty",
    "Place",
    "Segment",
    "Severity",
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
