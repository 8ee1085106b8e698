"""What a concept makes wrong in a memory: units that translate its terms otherwise."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterable
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

__all__ = ["Affected", "Impact", "impact", "impact_of"]

SHOWN = 50
"""So many units of each kind are kept to be shown."""

_AVOIDED = ("deprecated", "superseded", "forbidden")


class Affected(NamedTuple):
    """A unit that is wrong: its reference, its texts, and the term that stands there.

    term: the one to be avoided; or what stands in the stead of a translation, "" where that is not
    known.
    """

    reference: str
    source: str
    target: str
    term: str = ""


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
    source, target = languages
    ours = [each for each in _terms(concept, source) if each.status in USABLE]
    longer = [each.text for other in others for each in _terms(other, source)]
    given = Mentions([*(each.text for each in ours), *longer], source)
    theirs = _terms(concept, target)
    known = Mentions([each.text for each in theirs], target)
    result = Impact(concept, tuple(each.text for each in ours))
    for passage in passages:
        if len(passage.texts) < 2:
            continue
        found = {each.term for each in longest(given.find(passage.texts[source])) if each.is_same}
        there = {each.term for each in longest(known.find(passage.texts[target]))}
        has_source = any(number < len(ours) for number in found)
        statuses = {theirs[number].status for number in there}
        result.units += has_source
        if has_source and statuses.isdisjoint(USABLE):
            result.wrong += 1
            _keep(result.wrong_units, passage, languages, "")
        found_here = [theirs[number] for number in sorted(there)]
        avoided = [each.text for each in found_here if each.status in _AVOIDED]
        if avoided:
            result.avoided += 1
            _keep(result.avoided_units, passage, languages, avoided[0])
    _name_rivals(result, [(source, each.text) for each in ours], theirs, languages)
    return result


def _terms(concept: Concept, tag: str) -> list[Term]:
    return [each for each in concept.terms if primary(each.lang) == primary(tag)]


def _keep(kept: list[Affected], passage: Passage, languages: tuple[str, str], term: str) -> None:
    if len(kept) < SHOWN:
        source, target = languages
        reference = passage.segments[source][0][0]
        kept.append(Affected(reference, passage.texts[source], passage.texts[target], term))


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
