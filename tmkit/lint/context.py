"""What a rule sees beside the concept before it: other concepts, the corpus, what was before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from tmkit.lang import primary
from tmkit.model import Attested, Concept, ConceptFile, CorpusSignature, Term
from tmkit.settings import GlossarySettings, Settings
from tmkit.text import fold

__all__ = ["Attestations", "Base", "Context", "Index", "Use"]


class Use(NamedTuple):
    """A term where it stands: its file, its concept and its number in the concept, from 0."""

    file: ConceptFile
    concept: Concept
    number: int

    @property
    def term(self) -> Term:
        """The term itself."""
        return self.concept.terms[self.number]


class Index:
    """The concepts of all glossaries, found by what they have in common."""

    def __init__(self, files: Sequence[ConceptFile]) -> None:
        self.files = files

    @cached_property
    def by_id(self) -> Mapping[str, Sequence[ConceptFile]]:
        """Files by the id of their concept, or by their name where they are broken; lower case."""
        found: dict[str, list[ConceptFile]] = defaultdict(list)
        for file in self.files:
            found[(file.concept.id if file.concept else file.id).lower()].append(file)
        return found

    @cached_property
    def uses(self) -> Mapping[tuple[str, str], Sequence[Use]]:
        """Terms by language and folded text."""
        found: dict[tuple[str, str], list[Use]] = defaultdict(list)
        for file in self.files:
            concept = file.concept
            for number, term in enumerate(concept.terms if concept else ()):
                assert concept is not None
                found[primary(term.lang), fold(term.text)].append(Use(file, concept, number))
        return found

    def others(self, term: Term, concept: Concept) -> list[Use]:
        """The uses of a term's text, in its language, in other concepts."""
        uses = self.uses.get((primary(term.lang), fold(term.text)), ())
        return [use for use in uses if use.concept is not concept]

    def concept(self, id_: str) -> Concept | None:
        """The concept of an id; None where there is none, or a broken one."""
        return next((file.concept for file in self.by_id.get(id_, ()) if file.concept), None)


class Attestations(Protocol):
    """What a corpus says of concepts."""

    @property
    def signature(self) -> CorpusSignature:
        """Of the corpus that was asked."""

    def of(self, about: Concept) -> Attested | None:
        """What it says of a concept; None where it was not asked, or of other terms."""


@dataclass(frozen=True, slots=True)
class Base:
    """The concepts as they were at an earlier commit, by id.

    authors: by id, who wrote the commits since then that touched the concept, as the glossary's
    people are called; a concept of which that cannot be told is not in it.
    """

    concepts: Mapping[str, Concept]
    authors: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule sees beside the concept before it.

    evidence: what a corpus says, None where there is none. base: what was before, None where no
    commit was named. today: YYYY-MM-DD, for dates that lie ahead.
    """

    index: Index
    settings: Settings
    today: str
    evidence: Attestations | None = None
    base: Base | None = None

    def settings_of(self, file: ConceptFile) -> GlossarySettings:
        """The settings of the glossary that a file belongs to."""
        return self.settings.of_glossary(file.glossary)

    @property
    def languages(self) -> tuple[str, str]:
        """Source and target of the project."""
        return self.settings.languages
