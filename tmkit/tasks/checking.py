"""`tmkit check`: the rules of glossaries over concept files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import tmkit
from tmkit.formats import concept, findings
from tmkit.formats.findings import Report
from tmkit.lint import RULES, Attestations, Base, Context, Index, People, Rule, findings_in
from tmkit.model import ConceptFile, Finding
from tmkit.settings import Settings
from tmkit.tasks.baseline import beyond, count_findings
from tmkit.tasks.changes import changes_since, new_first
from tmkit.tasks.concepts import concept_paths
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


class Checked(NamedTuple):
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
        raws = (file.raw for file in self.files if str(file.path) == finding.place.path)
        lines = next(raws, "").splitlines()
        return lines[finding.place.line - 1] if 0 < finding.place.line <= len(lines) else ""


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
    rules = rules_of()
    changes = changes_since(since, wanted, project.glossaries, language) if since else None
    files = changes.now if changes else _read(wanted, language)
    people = (changes.people if changes else None) or load_people(project.glossaries)

    def found_in(some: Sequence[ConceptFile], base: Base | None) -> list[Finding]:
        return findings_of(
            some, project.settings, rules=rules, base=base, people=people, language=language
        )

    then = found_in(changes.then, None) if changes else []

    def look(some: Sequence[ConceptFile]) -> list[Finding]:
        if changes is None:
            found = found_in(some, None)
        else:
            found = [*changes.own_finding(project.glossaries, language)]
            found += new_first(changes, found_in(some, changes.base), then)
        ids = {each.id for each in changes.changes} if changes else None
        return beyond(found, baseline, ids, language) if baseline else found

    if not fix:
        return Checked(look(files), files)
    after, diff = mended(files, look, unsafe=fix == "unsafe", write=write, language=language)
    count = sum(one.raw != other.raw for one, other in zip(files, after, strict=True))
    return Checked(look(after), after, count, write, diff)


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
    found: list[Finding] = []
    for file in files:
        found += findings_in(file, context, rules, language)
    return found


def today() -> str:
    """The day that acts of people carry: the clock's, or that of SOURCE_DATE_EPOCH."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    return date.today().isoformat()  # noqa: DTZ011 # the day of the person who acts
