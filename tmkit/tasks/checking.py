"""`tmkit check`: the rules of glossaries over concept files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

import tmkit
from tmkit.formats import concept, findings
from tmkit.formats.findings import Report
from tmkit.lint import RULES, Attestations, Base, Context, Index, People, Rule, findings_in
from tmkit.model import ConceptFile, Finding
from tmkit.settings import Settings
from tmkit.tasks.baseline import beyond, count_findings
from tmkit.tasks.changes import Changes, changes_since, new_first
from tmkit.tasks.concepts import NO_CONCEPTS, concept_paths
from tmkit.tasks.houserules import notes_of, rules_of
from tmkit.tasks.mending import mended
from tmkit.tasks.people import load_people
from tmkit.tasks.project import Project

__all__ = [
    "Checked",
    "check",
    "count_findings",
    "examine",
    "findings_of",
    "rendered",
    "today",
]


@dataclass(frozen=True)
class Checked:
    """What a check found.

    files: all that were looked at. mended: how many were, or, where is_written is False, would be;
    diff: in what.
    """

    findings: list[Finding]
    files: Sequence[ConceptFile]
    mended: int = 0
    is_written: bool = True
    diff: str = ""

    def line_of(self, finding: Finding) -> str:
        """The text of the line that a finding points at, "" where there is none."""
        lines = self._raw_by_path.get(finding.place.path, "").splitlines()
        return lines[finding.place.line - 1] if 0 < finding.place.line <= len(lines) else ""

    @cached_property
    def _raw_by_path(self) -> dict[str, str]:
        return {str(file.path): file.raw for file in self.files}


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
    return examine(paths, root=root, since=since, baseline=baseline, language=language).findings


def examine(  # noqa: PLR0913 # what `tmkit check` offers, by keyword
    paths: Iterable[Path | str] = (),
    *,
    root: Path | None = None,
    since: str = "",
    baseline: Path | None = None,
    fix: str = "",
    write: bool = True,
    language: str = "en",
) -> Checked:
    """What `check` finds, with the files.

    since, baseline: as in `check`. fix: "safe" mends what can be mended without a look, "unsafe"
    all that can be mended; the findings are those that are left. write: False only tells. Raises
    OutputError too.
    """
    project = Project.at(root or Path())
    wanted = [Path(path) for path in paths] or [project.glossaries]
    scope = _Scope.of(wanted, project, since, language)

    def look(files: Sequence[ConceptFile]) -> list[Finding]:
        found = scope.findings(files, language)
        return beyond(found, baseline, scope.changed, language) if baseline else found

    if not fix:
        return Checked(look(scope.files), scope.files)
    after, diff = mended(scope.files, look, unsafe=fix == "unsafe", write=write, language=language)
    count = sum(one.raw != other.raw for one, other in zip(scope.files, after, strict=True))
    return Checked(look(after), after, count, write, diff)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What is looked at: files that are asked for, and others that they must go together with."""

    project: Project
    files: Sequence[ConceptFile]
    others: Sequence[ConceptFile]
    people: People | None
    changes: Changes | None

    @classmethod
    def of(cls, wanted: Sequence[Path], project: Project, since: str, language: str) -> _Scope:
        """All files of paths, or, since a commit, those of the concepts that it bears on."""
        if since:
            changes = changes_since(since, wanted, project.glossaries, language)
            people = changes.people or load_people(project.glossaries)
            return cls(project, changes.now, (), people, changes)
        files = _read(wanted, language)
        others = _read(_around(wanted, project, files), language)
        return cls(project, files, others, load_people(project.glossaries), None)

    @property
    def changed(self) -> set[str] | None:
        """The ids of the concepts that have changed; None where all are looked at."""
        return {each.id for each in self.changes.changes} if self.changes else None

    def findings(self, files: Sequence[ConceptFile], language: str) -> list[Finding]:
        """What there is to say of the files, which stand for those of the scope."""
        if self.changes is None:
            asked = {str(file.path) for file in files}
            found = self._found([*files, *self.others], None, language)
            return [each for each in found if each.place.path in asked]
        then = self._found(self.changes.then, None, language)
        now = self._found(files, self.changes.base, language)
        own = self.changes.own_finding(self.project.glossaries, language)
        return [*own, *new_first(self.changes, now, then)]

    def _found(
        self, files: Sequence[ConceptFile], base: Base | None, language: str
    ) -> list[Finding]:
        rules, settings = rules_of(), self.project.settings
        return findings_of(
            files, settings, rules=rules, base=base, people=self.people, language=language
        )


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


def _read(wanted: Iterable[Path], language: str) -> list[ConceptFile]:
    return [concept.read(path, language, form=True) for path in concept_paths(wanted)]


def rendered(checked: Checked, form: str, language: str = "en") -> str:
    """A check as other programs read it. form: one of `formats.findings.FORMATS`."""
    report = Report(
        checked.findings,
        [str(file.path) for file in checked.files],
        notes_of(language),
        checked.line_of,
        tmkit.__version__,
        today(),
        language,
    )
    return findings.FORMATS[form](report)


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
    active = [rule for rule in rules if rule.can_check(context)]
    found: list[Finding] = []
    for file in files:
        found += findings_in(file, context, active, language)
    return found


def today() -> str:
    """The day that acts of people carry: the clock's, or that of SOURCE_DATE_EPOCH."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    return date.today().isoformat()  # noqa: DTZ011 # the day of the person who acts
