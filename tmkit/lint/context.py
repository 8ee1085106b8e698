"""What a rule sees beside the concept before it: other concepts, the corpus, what was before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Protocol

from tmkit.lang import primary
from tmkit.lint.people import People
from tmkit.model import Concept, ConceptFile, Term
from tmkit.settings import GlossarySettings, Settings
from tmkit.text import fold

__all__ = [
    "ENDED",
    "IN_USE",
    "Attestations",
    "Avoided",
    "Base",
    "Context",
    "Index",
    "Use",
    "words_in",
]

IN_USE = ("preferred", "admitted")
"""Status of terms that may be written."""

ENDED = ("deprecated", "rejected")
"""Status of concepts that hold no more."""

# What stands at words without being part of them.
_SIGNS = "()[]\"'“”‘’«».,;:?!…"
# One word that stands in more concepts than this is no mistake of any of them.
_MOST_USES = 50


def words_in(text: str) -> list[str]:
    """The words between blanks, lower case, without the signs that stand at them."""
    return [word.strip(_SIGNS) for word in text.lower().split()]


class Use(NamedTuple):
    """A term where it stands: its file, its concept and its number in the concept, from 0."""

    file: ConceptFile
    concept: Concept
    number: int

    @property
    def term(self) -> Term:
        """The term itself."""
        return self.concept.terms[self.number]

    @property
    def is_in_use(self) -> bool:
        """Whether the term may be written, and its concept holds."""
        return self.term.status in IN_USE and self.concept.status not in ENDED


class Avoided(NamedTuple):
    """A deprecated or forbidden term: its folded text, and where it stands."""

    folded: str
    use: Use


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

    @cached_property
    def shared(self) -> Mapping[Path, Sequence[tuple[int, Sequence[Use]]]]:
        """By file: the numbers of its terms that stand in other concepts, with some uses there."""
        found: dict[Path, list[tuple[int, Sequence[Use]]]] = defaultdict(list)
        for uses in self.uses.values():
            for use in uses if len(uses) > 1 else ():
                others = (each for each in uses if each.concept is not use.concept)
                if some := list(islice(others, _MOST_USES)):
                    found[use.file.path].append((use.number, some))
        return found

    @cached_property
    def avoided(self) -> Mapping[str, Mapping[str, Mapping[str, Sequence[Avoided]]]]:
        """Deprecated and forbidden terms that are in use nowhere.

        By language, first word, and second word or "".
        """
        found: dict[str, dict[str, dict[str, list[Avoided]]]]
        found = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
        for (lang, folded), uses in self.uses.items():
            bad = [use for use in uses if use.term.status in ("deprecated", "forbidden")]
            # A text of signs that nobody sees is folded to none.
            if folded and bad and not any(use.is_in_use for use in uses):
                for use in bad:
                    first, second, *_ = *words_in(use.term.text), ""
                    found[lang][first][second].append(Avoided(folded, use))
        return found

    def longer_terms(self, lang: str, words: str) -> Sequence[str]:
        """The terms in use that hold folded words and more, folded; the longest first."""
        texts = self._in_use.get((lang, max(words.split(), key=len, default="")), ())
        return sorted((text for text in texts if words in text and text != words), key=len)[::-1]

    @cached_property
    def _in_use(self) -> Mapping[tuple[str, str], Collection[str]]:
        """The folded texts of terms in use, by language and each of their words."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for (lang, text), uses in self.uses.items():
            if any(use.is_in_use for use in uses):
                for word in text.split():
                    found[lang, word].add(text)
        return found

    @cached_property
    def circular(self) -> Mapping[str, Collection[str]]:
        """Ids of concepts from which `broader`, or `replaced_by`, leads on without end."""
        concepts = [file.concept for file in self.files if file.concept]
        keys = ("broader", "replaced_by")
        return {key: _endless({each.id: getattr(each, key) for each in concepts}) for key in keys}

    def others(self, term: Term, concept: Concept) -> list[Use]:
        """The uses of a term's text, in its language, in other concepts."""
        uses = self.uses.get((primary(term.lang), fold(term.text)), ())
        return [use for use in uses if use.concept is not concept]

    def concept(self, id_: str) -> Concept | None:
        """The concept of an id; None where there is none, or a broken one."""
        return next((file.concept for file in self.by_id.get(id_, ()) if file.concept), None)


def _endless(edges: Mapping[str, Sequence[str]]) -> Collection[str]:
    """The nodes that are left when those that lead nowhere are taken away, again and again."""
    left = {node: sum(target in edges for target in edges[node]) for node in edges if edges[node]}
    sources: dict[str, list[str]] = defaultdict(list)
    for node in left:
        for target in edges[node]:
            sources[target].append(node)
    ends = [node for node in edges if not left.get(node)]
    while ends:
        node = ends.pop()
        left.pop(node, None)
        for source in sources[node]:
            left[source] -= 1
            if not left[source]:
                ends.append(source)
    return left.keys()


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
