"""`tmkit summary`: what a change does to the glossaries, for the pull request."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tmkit.errors import OutputError
from tmkit.formats import summary
from tmkit.formats.summary import Effect, Section, Unit
from tmkit.lint import Attestations
from tmkit.model import Concept, Finding
from tmkit.tasks.changes import Change
from tmkit.tasks.checking import examine
from tmkit.tasks.concepts import load_concepts
from tmkit.tasks.corpora import Corpus
from tmkit.tasks.impact import Impact, impacts_of
from tmkit.tasks.project import Project

__all__ = ["publish", "summarise"]

_SHOWN = 3
"""So many units of each kind are shown of a concept."""


def summarise(
    ref: str, *, corpus: Path | None = None, root: Path | None = None, language: str = "en"
) -> str:
    """What was changed in concepts since a commit, with what the rules find, as Markdown.

    corpus: a memory, a table or a folder; with it each concept is told with what it makes wrong
    there. Counts are told without it too, where they were frozen. Raises UsageError outside a
    repository and for an unknown commit, SettingsError, FormatError for a broken corpus.
    """
    project = Project.at(root or Path())
    checked = examine(corpus=corpus, root=root, since=ref, language=language)
    assert checked.changes is not None  # a commit was named
    changes = checked.changes.changes
    effects = _effects(changes, corpus, project, language) if corpus else {}
    sections = [_section(each, checked.findings, checked.evidence, effects) for each in changes]
    ids = {change.id for change in changes}
    others = [each for each in checked.findings if each.place.id not in ids]
    return summary.write(sections, others, ref, language)


def _section(
    change: Change,
    findings: list[Finding],
    evidence: Attestations | None,
    effects: Mapping[str, Effect],
) -> Section:
    before, after = (side.concept if side else None for side in (change.before, change.after))
    told = evidence.of(after) if evidence and after else None
    return Section(
        change.id,
        before,
        after,
        [each for each in findings if each.place.id == change.id],
        dict(_counts(after, evidence)) | dict(_counts(before, evidence)),
        told.translated if told else {},
        effects.get(change.id),
    )


def _counts(
    concept: Concept | None, evidence: Attestations | None
) -> Iterator[tuple[tuple[str, str], int]]:
    told = evidence.of(concept) if evidence and concept else None
    if concept and told:
        for term, count in zip(concept.terms, told.counts, strict=True):
            yield (term.lang, term.text), count


def _effects(
    changes: Iterable[Change], corpus: Path, project: Project, language: str
) -> dict[str, Effect]:
    """By id, what changed concepts make wrong in a corpus; broken documents have been told of."""
    concepts = [each.after.concept for each in changes if each.after and each.after.concept]
    ids = {each.id for each in concepts}
    every, _ = load_concepts(project.glossaries, language)
    others = [each for each in every if each.id not in ids]
    given = Corpus(corpus, project.settings, language)
    found = impacts_of(concepts, given.passages(), project.settings.languages, others)
    return {each.concept.id: _effect(each) for each in found if each.units or each.avoided}


def _effect(found: Impact) -> Effect:
    """An impact with the first units of each kind; what may not be quoted is only named."""
    units = [
        Unit(
            sign,
            each.reference,
            each.term,
            *((each.source, each.target) if each.quotable else ("", "")),
        )
        for sign, some in (("≠", found.wrong_units), ("!", found.avoided_units))
        for each in some[:_SHOWN]
    ]
    return Effect(found.given, found.units, found.wrong, found.avoided, units)


def publish(text: str) -> None:
    """Add a summary to that of the step of GitHub Actions that runs, if any. Raises OutputError."""
    name = os.environ.get("GITHUB_STEP_SUMMARY", "")
    if name:
        try:
            with Path(name).open("a", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            raise OutputError("output", name, details={"reason": error.strerror}) from error
