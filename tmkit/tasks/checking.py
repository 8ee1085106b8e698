"""`tmkit check`: the rules of glossaries over concept files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

import tmkit
from tmkit import codes
from tmkit.formats import concept, findings
from tmkit.formats.findings import Report
from tmkit.lint import RULES, Attestations, Base, Context, Index, People, Rule, findings_in
from tmkit.model import ConceptFile, Finding, Place
from tmkit.settings import Settings, folder_of
from tmkit.tasks.baseline import beyond, count_findings
from tmkit.tasks.changes import Changes, changes_since, new_first
from tmkit.tasks.concepts import NO_CONCEPTS, concept_paths
from tmkit.tasks.evidence import frozen_evidence, survey
from tmkit.tasks.houserules import notes_of, rules_of
from tmkit.tasks.mending import mended
from tmkit.tasks.parallel import forked
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

    files: all that were looked at; changes: since a commit, if one was named; evidence: what bore
    the concepts out. mended: how many files were, or, where is_written is False, would be; diff: in
    what.
    """

    findings: list[Finding]
    files: Sequence[ConceptFile]
    mended: int = 0
    is_written: bool = True
    diff: str = ""
    changes: Changes | None = None
    evidence: Attestations | None = None

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
    corpus: Path | None = None,
    root: Path | None = None,
    since: str = "",
    baseline: Path | None = None,
    language: str = "en",
) -> list[Finding]:
    """What the rules find in concept files, in the order of files and lines.

    paths: files, or folders searched for `.toml`, or the project folder; by default the glossaries
    of the project. root: the project folder, whose settings hold; by default the nearest with
    settings at or above the first path, else the one one is in. since: a commit; only
    concepts that have changed since it parted from HEAD, and what their change brought elsewhere,
    new findings first. baseline: a file of findings that are known and left out. corpus: what bears
    the concepts out, a memory, a table or a folder; by default what was frozen of one, and without
    either a finding says so. Raises UsageError for a path that is not there, a folder without git,
    an unknown commit; FormatError for a broken corpus; SettingsError.
    """
    return examine(
        paths, corpus=corpus, root=root, since=since, baseline=baseline, language=language
    ).findings


def examine(  # noqa: PLR0913 # what `tmkit check` offers, by keyword
    paths: Iterable[Path | str] = (),
    *,
    corpus: Path | None = None,
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
    given = [Path(path) for path in paths]
    project = Project.at(root or _home_of(given))
    wanted = [*_wanted(given, project)] or [project.glossaries]
    scope = replace(_Scope.of(wanted, project, since, language), corpus=corpus)

    def look(files: Sequence[ConceptFile]) -> list[Finding]:
        return checked(files).findings

    def checked(files: Sequence[ConceptFile]) -> Checked:
        seen = scope.checked(files, language)
        if not baseline:
            return seen
        return replace(seen, findings=beyond(seen.findings, baseline, scope.changed, language))

    if not fix:
        return checked(scope.files)
    after, diff = mended(scope.files, look, unsafe=fix == "unsafe", write=write, language=language)
    count = sum(one.raw != other.raw for one, other in zip(scope.files, after, strict=True))
    return replace(checked(after), mended=count, is_written=write, diff=diff)


def _home_of(paths: Sequence[Path]) -> Path:
    """The project folder of the first path, named as from here; else the folder one is in."""
    found = folder_of(paths[0].resolve()) if paths else None
    here = Path.cwd()
    if found and found.is_relative_to(here):
        return found.relative_to(here)
    return found or Path()


def _wanted(paths: Iterable[Path], project: Project) -> Iterator[Path]:
    """The paths; for the project folder, its glossaries."""
    root, has_glossaries = project.root.resolve(), project.glossaries.is_dir()
    for path in paths:
        yield project.glossaries if has_glossaries and path.resolve() == root else path


@dataclass(frozen=True, slots=True)
class _Scope:
    """What is looked at: files that are asked for, and others that they must go together with.

    asked: of the files that have changed, those that are told of; all where there are none. corpus:
    what bears the concepts out, None for what was frozen of one.
    """

    project: Project
    files: Sequence[ConceptFile]
    others: Sequence[ConceptFile]
    people: People | None
    changes: Changes | None
    asked: frozenset[Path] = frozenset()
    corpus: Path | None = None

    @classmethod
    def of(cls, wanted: Sequence[Path], project: Project, since: str, language: str) -> _Scope:
        """All files of paths, or, since a commit, those of the concepts that it bears on."""
        if since:
            inside = project.glossaries.resolve()
            is_part = any(inside in path.resolve().parents for path in wanted)
            # A part of the glossaries must go together with the rest.
            compared = [project.glossaries] if is_part else wanted
            changes = changes_since(since, compared, project.glossaries, language)
            people = changes.people or load_people(project.glossaries)
            asked = frozenset(concept_paths(path.resolve() for path in wanted if is_part))
            return cls(project, changes.now, changes.unread, people, changes, asked)
        files = _read(wanted, language)
        others = _read(_around(wanted, project, files), language)
        return cls(project, files, others, load_people(project.glossaries), None)

    @property
    def changed(self) -> set[str] | None:
        """The ids of the concepts that have changed; None where all are looked at."""
        return {each.id for each in self.changes.changes} if self.changes else None

    def checked(self, files: Sequence[ConceptFile], language: str) -> Checked:
        """What there is to say of the files, which stand for those of the scope."""
        if self.changes is None:
            evidence, told = self._evidence(files, self.others, language)
            found = [*told, *self._found(files, evidence, None, language)]
            return Checked(found, files, evidence=evidence)
        evidence, told = self._evidence(files, self.changes.then, language)
        then = self._found(self.changes.then, evidence, None, language)
        now = self._found(files, evidence, self.changes.base, language)
        own = self.changes.own_finding(self.project.glossaries, language)
        found = new_first(self.changes, now, then)
        asked = self.asked
        of_these = (x for x in found if not asked or Path(x.place.path).resolve() in asked)
        return Checked([*own, *told, *of_these], files, changes=self.changes, evidence=evidence)

    def _evidence(
        self, files: Sequence[ConceptFile], others: Sequence[ConceptFile], language: str
    ) -> tuple[Attestations | None, list[Finding]]:
        """What bears concepts out, and findings on what was not asked for files, or not read."""
        if self.corpus:
            # With numpy, which a check without a corpus does not wait for.
            from tmkit.tasks.corpora import Corpus

            told: list[Finding] = []
            settings = self.project.settings
            given = Corpus(self.corpus, settings, language, told.append)
            concepts = [file.concept for file in (*files, *others) if file.concept]
            asked = survey(concepts, given.passages, settings.languages)
            if asked.signature.units or asked.signature.segments:
                return asked, told
            # An empty corpus says nothing against any term.
            empty = Place(str(self.corpus))
            return None, [*told, codes.finding("TG600", empty, language, count=len(concepts))]
        evidence, bare = frozen_evidence(files)
        count = sum(file.path.parent in bare for file in files if file.concept)
        if not count:
            return evidence, []
        return evidence, [codes.finding("TG600", Place(str(bare[0])), language, count=count)]

    def _found(
        self,
        files: Sequence[ConceptFile],
        evidence: Attestations | None,
        base: Base | None,
        language: str,
    ) -> list[Finding]:
        return findings_of(
            files,
            self.project.settings,
            beside=self.others,
            rules=rules_of(),
            evidence=evidence,
            base=base,
            people=self.people,
            language=language,
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
    def read(paths: Sequence[Path]) -> list[ConceptFile]:
        return [concept.read(path, language, form=True) for path in paths]

    return forked(read, list(concept_paths(wanted)))


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
    beside: Sequence[ConceptFile] = (),
    rules: Sequence[Rule] = RULES,
    evidence: Attestations | None = None,
    base: Base | None = None,
    people: People | None = None,
    language: str = "en",
) -> list[Finding]:
    """What rules find in files that have been read.

    beside: others that they must go together with.
    """
    context = Context(
        Index([*files, *beside]), settings, today(), evidence, base, people or People()
    )
    active = [rule for rule in rules if rule.can_check(context)]

    def look(some: Sequence[ConceptFile]) -> list[Finding]:
        return [each for file in some for each in findings_in(file, context, active, language)]

    return forked(look, files)


def today() -> str:
    """The day that acts of people carry: the clock's, or that of SOURCE_DATE_EPOCH."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    return date.today().isoformat()  # noqa: DTZ011 # the day of the person who acts
