"""The concept files of a project: read, and put into canonical form."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tmkit.codes import finding
from tmkit.errors import UsageError
from tmkit.formats import concept, files
from tmkit.model import Concept, ConceptFile, Finding, Place
from tmkit.settings import FILES as SETTINGS_FILES
from tmkit.tasks.project import Project

__all__ = [
    "EXPORTED",
    "Formatted",
    "diff_of",
    "format_concepts",
    "glossaries_of",
    "load_concepts",
    "read_concept",
]

EXPORTED = ("approved", "review")
"""Status of concepts that leave the project in a glossary; the others are nobody's business yet."""


def glossaries_of(root: Path) -> Path:
    """The glossaries folder of the project in a folder. Raises SettingsError, UsageError."""
    return Project.at(root).glossaries


def load_concepts(folder: Path, language: str = "en") -> tuple[list[Concept], list[Finding]]:
    """The concepts below a glossaries folder, sorted by path; broken files are findings."""
    concepts: list[Concept] = []
    findings: list[Finding] = []
    seen: dict[str, Path] = {}
    for path in _paths([folder] if folder.is_dir() else []):
        file = read_concept(path, language)
        findings += file.findings
        if file.concept is None:
            continue
        if file.concept.id in seen:
            place = Place(str(path), 1, 1, id=file.concept.id, field="id")
            other = seen[file.concept.id]
            findings.append(finding("TG401", place, language, id=file.concept.id, other=other))
            continue
        seen[file.concept.id] = path
        concepts.append(file.concept)
    return concepts, findings


class Formatted(NamedTuple):
    """What `fmt` found: the files it changed (or would), and what kept it from others.

    diff: of each changed file, as unified diff.
    """

    changed: list[Path]
    findings: list[Finding]
    diff: str


def format_concepts(
    paths: Iterable[Path], *, write: bool = True, language: str = "en"
) -> Formatted:
    """Put concept files into canonical order and form; comments stay with their keys.

    paths: files, or folders searched for `.toml`. write: False only tells. A broken file is a
    finding and is left alone. Raises UsageError for a path that is not there, OutputError.
    """
    changed: list[Path] = []
    findings: list[Finding] = []
    diffs: list[str] = []
    for path in _paths(paths):
        file = read_concept(path, language)
        findings += file.findings
        if file.concept is None:
            continue
        canonical = concept.canonical(file.raw)
        if canonical == file.raw:
            continue
        changed.append(path)
        diffs += diff_of(file.raw, canonical, path)
        if write:
            files.write_text(path, canonical)
        else:
            findings.append(finding("TG109", Place(str(path), 1, 1), language))
    return Formatted(changed, findings, "".join(diffs))


def read_concept(path: Path, language: str = "en") -> ConceptFile:
    """The concept file at a path. Raises UsageError where it cannot be opened."""
    try:
        return concept.read(path, language)
    except OSError as error:
        raise UsageError("unreadable", str(path), details={"reason": error.strerror}) from error


def diff_of(old: str, new: str, path: Path) -> Iterator[str]:
    """The lines of a unified diff; old: "" for a file that is not there yet."""
    before = f"a/{path}" if old else "/dev/null"
    one, other = (text.splitlines(keepends=True) for text in (old, new))
    return difflib.unified_diff(one, other, before, f"b/{path}")


def _paths(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = (each for each in path.rglob("*.toml") if each.is_file())
            yield from sorted(each for each in found if each.name not in SETTINGS_FILES)
        elif path.is_file():
            yield path
        else:
            raise UsageError("no-file", str(path))
