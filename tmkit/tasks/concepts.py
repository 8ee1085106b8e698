"""The concept files of a project: read, and put into canonical form."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tmkit.codes import finding
from tmkit.errors import UsageError
from tmkit.formats import concept, files
from tmkit.model import Concept, Finding, Place
from tmkit.settings import FILES as SETTINGS_FILES
from tmkit.tasks.project import Project

__all__ = [
    "EXPORTED",
    "NO_CONCEPTS",
    "Formatted",
    "concept_paths",
    "diff_of",
    "format_concepts",
    "glossaries_of",
    "load_concepts",
]

NO_CONCEPTS = (*SETTINGS_FILES, "people.toml")
"""Files in glossaries that are no concepts."""

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
    for path in concept_paths([folder] if folder.is_dir() else []):
        file = concept.read(path, language)
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
    for path in concept_paths(paths):
        file = concept.read(path, language)
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


def diff_of(old: str, new: str, path: Path) -> Iterator[str]:
    """The lines of a unified diff; old: "" for a file that is not there yet."""
    before = f"a/{path}" if old else "/dev/null"
    one, other = (text.splitlines(keepends=True) for text in (old, new))
    return difflib.unified_diff(one, other, before, f"b/{path}")


def concept_paths(paths: Iterable[Path]) -> Iterator[Path]:
    """The concept files that paths name: files themselves, and `.toml` files below folders, sorted.

    Links to folders are not followed. Raises UsageError for a path that is not there.
    """
    for path in paths:
        if path.is_dir():
            yield from _below(str(path))
        elif path.exists():
            yield path
        else:
            raise UsageError("no-file", str(path))


def _below(folder: str) -> Iterator[Path]:
    # os.walk in half its time: ten thousand files are usual.
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)
        elif entry.name.endswith(".toml") and entry.name not in NO_CONCEPTS:
            yield Path(entry.path)
