"""`tmkit check`: the rules of glossaries over concept files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from tmkit.formats import concept
from tmkit.lint import RULES, Attestations, Base, Context, Index, Rule, findings_in
from tmkit.model import ConceptFile, Finding
from tmkit.settings import Settings
from tmkit.tasks.concepts import NO_CONCEPTS, concept_paths
from tmkit.tasks.project import Project

__all__ = ["check", "findings_of", "today"]


def check(
    paths: Iterable[Path | str] = (),
    *,
    root: Path | None = None,
    language: str = "en",
) -> list[Finding]:
    """What the rules find in concept files, in the order of files and lines.

    paths: files, or folders searched for `.toml`; by default the glossaries of the project. root:
    the project folder, by default the one one is in; its settings hold. Raises UsageError for a
    path that is not there, SettingsError.
    """
    project = Project.at(root or Path())
    wanted = [Path(path) for path in paths] or [project.glossaries]
    files = [concept.read(path, language) for path in concept_paths(wanted)]
    others = [concept.read(path, language) for path in _around(wanted, project, files)]
    found = findings_of([*files, *others], project.settings, language=language)
    asked = {str(file.path) for file in files}
    return [each for each in found if each.place.path in asked]


def _around(
    wanted: Sequence[Path], project: Project, files: Sequence[ConceptFile]
) -> Iterator[Path]:
    """The concept files with which those that are wanted must go together, beside themselves.

    All of the project; outside its glossaries, of a file those in its folder.
    """
    glossaries = project.glossaries.resolve()
    found: set[Path] = set()
    for path in map(Path.resolve, wanted):
        if glossaries in path.parents:
            found.update(concept_paths([glossaries]))
        elif path != glossaries and not path.is_dir():
            found.update(
                each for each in path.parent.glob("*.toml") if each.name not in NO_CONCEPTS
            )
    if found:
        yield from sorted(found - {file.path.resolve() for file in files})


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
