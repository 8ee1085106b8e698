"""`tmkit check`: the rules of glossaries over concept files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from tmkit.formats import concept
from tmkit.lint import RULES, Attestations, Base, Context, Index, People, Rule, findings_in
from tmkit.model import ConceptFile, Finding
from tmkit.settings import Settings
from tmkit.tasks.baseline import beyond, write_baseline
from tmkit.tasks.changes import changes_since, new_first
from tmkit.tasks.concepts import concept_paths
from tmkit.tasks.people import load_people
from tmkit.tasks.project import Project

__all__ = ["check", "findings_of", "since_findings", "today", "write_baseline"]


def check(
    paths: Iterable[Path | str] = (),
    *,
    root: Path | None = None,
    since: str = "",
    baseline: Path | None = None,
    language: str = "en",
) -> list[Finding]:
    """What the rules find in concept files, in the order of files and lines.

    paths: files, or folders searched for `.toml`; by default the glossaries of the project. root:
    the project folder, by default the one one is in; its settings hold. since: a commit; only
    concepts that have changed since it parted from HEAD, and what their change brought elsewhere,
    new findings first. baseline: a file of findings that are known and left out. Raises UsageError
    for a path that is not there, a folder without git, an unknown commit; SettingsError.
    """
    project = Project.at(root or Path())
    wanted = [Path(path) for path in paths] or [project.glossaries]
    if since:
        found, ids = since_findings(since, wanted, project, language)
    else:
        files = [concept.read(path, language) for path in concept_paths(wanted)]
        people = load_people(project.glossaries)
        found, ids = findings_of(files, project.settings, people=people, language=language), None
    return beyond(found, baseline, ids, language) if baseline else found


def since_findings(
    ref: str, wanted: Sequence[Path], project: Project, language: str
) -> tuple[list[Finding], frozenset[str]]:
    """What `check` finds since a commit, and the ids of the concepts that have changed."""
    changes = changes_since(ref, wanted, project.glossaries, language)
    people = changes.people or load_people(project.glossaries)

    def look(files: Sequence[ConceptFile], base: Base | None) -> list[Finding]:
        return findings_of(files, project.settings, base=base, people=people, language=language)

    found = new_first(changes, look(changes.now, changes.base), look(changes.then, None))
    ids = frozenset(each.id for each in changes.changes)
    return [*changes.own_finding(project.glossaries, language), *found], ids


def findings_of(  # noqa: PLR0913 # what a context holds, by keyword
    files: Sequence[ConceptFile],
    settings: Settings,
    *,
    rules: Sequence[Rule] = RULES,
    evidence: Attestations | None = None,
    base: Base | None = None,
    people: People | None = None,
    language: str = "en",
) -> list[Finding]:
    """What rules find in files that have been read."""
    context = Context(Index(files), settings, today(), evidence, base, people or People())
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
