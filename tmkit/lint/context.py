"""What a rule sees beside the concept before it: other concepts, the corpus, what was before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, Protocol

from tmkit.lang import primary
from tmkit.lint.people import People
from tmkit.model import Concept, ConceptFile, Term
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
    """What a corpus says of terms. Texts are compared folded; a count is a number of units."""

    def count(self, lang: str, text: str) -> int:
        """In how many units a text stands, as whole words, in a language."""

    def count_pair(self, one: Term, other: Term) -> int:
        """In how many units two terms of different languages stand together."""

    def rivals(self, term: Term, lang: str) -> tuple[tuple[str, int], ...]:
        """What else stands for a term in a language, and in how many units; most often first."""

    def has_reference(self, reference: str) -> bool:
        """Whether the corpus has the segment `document#n`, or the document, n from 1."""

    def references_of(self, lang: str, quotation: str) -> tuple[str, ...]:
        """The segments in which a quotation stands, in the order of the corpus."""


@dataclass(frozen=True, slots=True)
class Base:
    """The concepts as they were at an earlier commit, by id.

    authors: by id and number of an act, who wrote the commit that brought it, by name, or address
    where nobody is known by that; an act of which git cannot tell is not in it. approved: by id,
    the concept as the commit of its last new approval has it.
    """

    concepts: Mapping[str, Concept]
    authors: Mapping[str, Mapping[int, frozenset[str]]]
    approved: Mapping[str, Concept] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule sees beside the concept before it.

    evidence: what a corpus says, None where there is none. base: what was before, None where no
    commit was named. today: YYYY-MM-DD, for dates that lie ahead. people: who is who; where there
    is a base, as it was then, so that nobody takes another's name in the change that uses it.
    """

    index: Index
    settings: Settings
    today: str
    evidence: Attestations | None = None
    base: Base | None = None
    people: People = field(default_factory=People)

    def settings_of(self, file: ConceptFile) -> GlossarySettings:
        """The settings of the glossary that a file belongs to."""
        return self.settings.of_glossary(file.glossary)

    @property
    def languages(self) -> tuple[str, str]:
        """Source and target of the project."""
        return self.settings.languages
