"""`tmkit check`: the rules of glossaries over concept files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from tmkit.codes import finding
from tmkit.formats import concept
from tmkit.lint import RULES, Attestations, Base, Context, Index, Rule, findings_in
from tmkit.model import ConceptFile, Finding, Place
from tmkit.settings import Settings
from tmkit.tasks.concepts import concept_paths
from tmkit.tasks.corpora import Corpus
from tmkit.tasks.evidence import frozen_evidence, survey
from tmkit.tasks.project import Project

__all__ = ["check", "findings_of", "today"]


def check(
    paths: Iterable[Path | str] = (),
    *,
    corpus: Path | None = None,
    root: Path | None = None,
    language: str = "en",
) -> list[Finding]:
    """What the rules find in concept files, in the order of files and lines.

    paths: files, or folders searched for `.toml`; by default the glossaries of the project. root:
    the project folder, by default the one one is in; its settings hold. corpus: what bears the
    concepts out, a memory, a table or a folder; by default what was frozen of one; without either
    one finding says so. Raises UsageError for a path that is not there, FormatError, SettingsError.
    """
    project = Project.at(root or Path())
    wanted = [Path(path) for path in paths] or [project.glossaries]
    files = [concept.read(path, language) for path in concept_paths(wanted)]
    evidence, told = _evidence_on(files, corpus, project.settings, language)
    return [*told, *findings_of(files, project.settings, evidence=evidence, language=language)]


def _evidence_on(
    files: Sequence[ConceptFile], corpus: Path | None, settings: Settings, language: str
) -> tuple[Attestations | None, list[Finding]]:
    """What bears the concepts of files out, and findings on what was not asked or not read."""
    concepts = [file.concept for file in files if file.concept]
    if corpus:
        told: list[Finding] = []
        given = Corpus(corpus, settings, language, told.append)
        return survey(concepts, given.passages, settings.languages), told
    evidence, bare = frozen_evidence(files)
    count = sum(file.path.parent in bare for file in files if file.concept)
    missing = finding("TG600", Place(str(bare[0])), language, count=count) if count else None
    return evidence, [missing] if missing else []


def findings_of(
    files: Sequence[ConceptFile],
    settings: Settings,
    *,
    rules: Sequence[Rule] = RULES,
    evidence: Attestations | None = None,
    base: Base | None = None,
    language: str = "en",
) -> list[Finding]:
    """What rules find in files that have been read."""
    context = Context(Index(files), settings, today(), evidence, base)
    found: list[Finding] = []
    for file in files:
        form = concept.form_of(file, language) if file.concept else None
        found += [form] if form else []
        found += findings_in(file, context, rules, language)
    return found


def today() -> str:
    """The day that acts of people carry: the clock's, or that of SOURCE_DATE_EPOCH."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    return date.today().isoformat()  # noqa: DTZ011 # the day of the person who acts
