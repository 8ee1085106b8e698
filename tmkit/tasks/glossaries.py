"""Glossaries by path: a folder of concept files, TBX, tables; one reader for all that want one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tmkit.errors import UsageError
from tmkit.formats import concept_tables, table, tbx
from tmkit.model import Finding, Glossary
from tmkit.tasks.concepts import load_concepts
from tmkit.tasks.project import Project

__all__ = ["KNOWN", "read_glossary"]

_TBX = (".tbx",)
KNOWN = (*_TBX, *concept_tables.SUFFIXES, *table.SUFFIXES)
"""Suffixes of files that are read as glossaries."""


def read_glossary(
    path: Path,
    languages: tuple[str, str],
    *,
    language: str = "en",
    on_finding: Callable[[Finding], object] = lambda _finding: None,
) -> Glossary:
    """The glossary in a folder of concept files, a project or a file; re-iterable.

    All its concepts, whatever their status. The id of a concept is "" where the file has none.
    languages: source and target, of a table that does not name them; language: of findings.
    on_finding is told of each defect, here or at the first iteration. Raises UsageError for a path
    that is no glossary, FormatError, here or while iterating.
    """
    if path.is_dir():
        return _of_folder(path, language, on_finding)
    if not path.is_file():
        raise UsageError("no-file", str(path))
    suffix = path.suffix.lower()
    if suffix in _TBX:
        glossary = tbx.read(path, on_finding, language=language)
    elif suffix not in KNOWN:
        details = {"suffix": path.suffix or path.name, "known": ", ".join(KNOWN)}
        raise UsageError("input-type", str(path), details=details)
    elif _is_omegat(path, languages):
        glossary = table.read(path, languages, on_finding, language=language)
    else:
        glossary = concept_tables.read(path, languages, on_finding, language=language)
    return glossary if glossary.name else replace(glossary, name=path.stem)


def _is_omegat(path: Path, languages: tuple[str, str]) -> bool:
    """Whether a file is a table of three columns without headings."""
    suffix = path.suffix.lower()
    if suffix not in (".tsv", *table.SUFFIXES):
        return False
    return not concept_tables.has_heading(path, languages)


def _of_folder(path: Path, language: str, on_finding: Callable[[Finding], object]) -> Glossary:
    project = Project.at(path)
    folder = project.glossaries if project.glossaries.is_dir() else path
    concepts, broken = load_concepts(folder, language)
    for each in broken:
        on_finding(each)
    return Glossary(path.resolve().name, tuple(concepts))
