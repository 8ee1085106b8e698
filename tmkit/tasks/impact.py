"""What a concept makes wrong in a memory: units that translate its terms otherwise."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tmkit.errors import UsageError
from tmkit.lang import primary
from tmkit.lexicon import Mentions, longest
from tmkit.model import Concept, Finding, Passage, Term
from tmkit.tasks.attesting import USABLE
from tmkit.tasks.concepts import load_concepts
from tmkit.tasks.corpora import Corpus
from tmkit.tasks.project import Project
from tmkit.terms import stand_ins

__all__ = ["Affected", "Impact", "impact", "impact_of", "impacts_of"]

SHOWN = 50
"""So many units of each kind are kept to be shown."""

_AVOIDED = ("deprecated", "superseded", "forbidden")


class Affected(NamedTuple):
    """A unit that is wrong: its reference, its texts, and the term that stands there.

    term: the one to be avoided; or what stands in the stead of a translation, "" where that is not
    known. quotable: whether its texts may be shown where others read them.
    """

    reference: str
    source: str
    target: str
    term: str = ""
    quotable: bool = False


@dataclass(slots=True)
class Impact:
    """What becomes wrong in a memory once a concept is approved.

    given: its source terms. units: with one of these, and a target text; wrong: how many of them
    have none of its usable target terms. avoided: how many units have a target term to be avoided.
    wrong_units, avoided_units: the first of each, in the order of the memory. rivals: what stands
    there in their stead, in how many of the units that are shown.
    """

    concept: Concept
    given: tuple[str, ...] = ()
    units: int = 0
    wrong: int = 0
    avoided: int = 0
    wrong_units: list[Affected] = field(default_factory=list)
    avoided_units: list[Affected] = field(default_factory=list)
    rivals: tuple[tuple[str, int], ...] = ()


def impact(
    id_: str,
    *,
    corpus: Path | None = None,
    root: Path | None = None,
    language: str = "en",
    on_finding: Callable[[Finding], None] = lambda _finding: None,
) -> Impact:
    """What a concept of the project makes wrong in a corpus, by default the project's own.

    on_finding: told of broken concepts and documents. Raises UsageError for an unknown id, and as
    `Corpus.passages` does.
    """
    project = Project.at(root or Path())
    concepts, broken = load_concepts(project.glossaries, language)
    for each in broken:
        on_finding(each)
    by_id = {concept.id: concept for concept in concepts}
    if id_ not in by_id:
        near = difflib.get_close_matches(id_, by_id, 3) or sorted(by_id)[:3]
        where = str(project.glossaries)
        raise UsageError("unknown-concept", where, details={"id": id_, "near": ", ".join(near)})
    given = Corpus(corpus or project.root, project.settings, language, on_finding)
    others = [concept for concept in concepts if concept.id != id_]
    return impact_of(by_id[id_], given.passages(), project.settings.languages, others)


def impact_of(
    concept: Concept,
    passages: Iterable[Passage],
    languages: tuple[str, str],
    others: Iterable[Concept] = (),
) -> Impact:
    """What a concept makes wrong in the units of a memory; what is no unit is passed over.

    others: concepts whose longer source terms are not this one's: "measurement standard" is not
    standard.
    """
    return impacts_of([concept], passages, languages, others)[0]


def impacts_of(
    concepts: Sequence[Concept],
    passages: Iterable[Passage],
    languages: tuple[str, str],
    others: Iterable[Concept] = (),
) -> list[Impact]:
    """`impact_of` each of several concepts, which are others to one another; in one pass."""
    every = [*concepts, *others]
    tallies = [
        _Tally(each, languages, [other for other in every if other is not each])
        for each in concepts
    ]
    for passage in passages:
        if len(passage.texts) == 2:
            for tally in tallies:
                tally.add(passage)
    return [tally.result() for tally in tallies]


class _Tally:
    """The impact of one concept, unit by unit."""

    def __init__(
        self, concept: Concept, languages: tuple[str, str], others: Iterable[Concept]
    ) -> None:
        source, target = self._languages = languages
        self._ours = [each for each in _terms(concept, source) if each.status in USABLE]
        longer = [each.text for other in others for each in _terms(other, source)]
        self._given = Mentions([*(each.text for each in self._ours), *longer], source)
        self._theirs = _terms(concept, target)
        self._known = Mentions([each.text for each in self._theirs], target)
        self._impact = Impact(concept, tuple(each.text for each in self._ours))

    def add(self, passage: Passage) -> None:
        """Count a unit, which has both texts."""
        source, target = (passage.texts[tag] for tag in self._languages)
        found = {each.term for each in longest(self._given.find(source)) if each.is_same}
        there = {each.term for each in longest(self._known.find(target))}
        has_source = any(number < len(self._ours) for number in found)
        found_here = [self._theirs[number] for number in sorted(there)]
        result = self._impact
        result.units += has_source
        if has_source and not any(each.status in USABLE for each in found_here):
            result.wrong += 1
            _keep(result.wrong_units, passage, self._languages, "")
        avoided = [each.text for each in found_here if each.status in _AVOIDED]
        if avoided:
            result.avoided += 1
            _keep(result.avoided_units, passage, self._languages, avoided[0])

    def result(self) -> Impact:
        """The impact, once all units are counted."""
        given = [(self._languages[0], each.text) for each in self._ours]
        _name_rivals(self._impact, given, self._theirs, self._languages)
        return self._impact


def _terms(concept: Concept, tag: str) -> list[Term]:
    return [each for each in concept.terms if primary(each.lang) == primary(tag)]


def _keep(kept: list[Affected], passage: Passage, languages: tuple[str, str], term: str) -> None:
    if len(kept) < SHOWN:
        source, target = languages
        reference = passage.segments[source][0][0]
        texts = passage.texts[source], passage.texts[target]
        kept.append(Affected(reference, *texts, term, passage.quotable))


def _name_rivals(
    result: Impact, given: list[tuple[str, str]], theirs: list[Term], languages: tuple[str, str]
) -> None:
    """Say of each unit what stands there: a term to be avoided, or what is linked in many."""
    texts = [(each.source, each.target) for each in result.wrong_units]
    named = stand_ins(texts, languages, given) if texts else {}
    avoided = [each.text for each in theirs if each.status in _AVOIDED]
    rivals = [*dict.fromkeys([*avoided, *(text for some in named.values() for text in some)])]
    mentions = Mentions(rivals, languages[1])
    counts: Counter[str] = Counter()
    for number, each in enumerate(result.wrong_units):
        there = sorted({mention.term for mention in mentions.find(each.target)})
        if there:
            counts[rivals[there[0]]] += 1
            result.wrong_units[number] = each._replace(term=rivals[there[0]])
    result.rivals = tuple(counts.most_common())
