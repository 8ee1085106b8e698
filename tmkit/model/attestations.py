"""What a corpus says of concepts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Attested", "CorpusSignature", "Passage", "SourceSeen", "Translated"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A translation unit of a corpus, or a segment that has no counterpart.

    texts: by language of the project. segments: by language the references of its segments, each
    with its own text, in their order; a text that is not known by segments is one. confidential:
    whether it may be counted only.
    """

    texts: Mapping[str, str]
    segments: Mapping[str, tuple[tuple[str, str], ...]]
    quotable: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Translated:
    """How the terms of a concept in one language fare as translations.

    units: in how many units a term of the concept in the other language stands; own: in how many of
    these one of this language; rivals: what stands there in its stead, and in how many units.
    """

    units: int = 0
    own: int = 0
    rivals: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceSeen:
    """What became of a source `document#n` that does not say what it is quoted for.

    is_there: whether the corpus has it; places: of the term's context, at most a few.
    """

    is_there: bool
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attested:
    """What a corpus says of a concept; a count is a number of units, or of segments alone.

    counts: of each of its terms, in their order. translated: by language. sources: by number of
    the term, of those whose reference does not hold. contexts: short quotations for terms that have
    none: number of the term, reference, text. glossed: the numbers of short forms that stand in
    brackets after a full form of the concept, or the other way round.
    """

    counts: tuple[int, ...]
    translated: Mapping[str, Translated] = field(default_factory=dict)
    sources: Mapping[int, SourceSeen] = field(default_factory=dict)
    contexts: tuple[tuple[int, str, str], ...] = ()
    glossed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CorpusSignature:
    """By what a corpus is known again. digest: of its texts; units: with text in both languages."""

    digest: str
    units: int
    segments: int
