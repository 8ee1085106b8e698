"""`tmkit approve` and `tmkit reject`: what a reviewer decides, in the file and in git."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from tmkit.errors import UsageError
from tmkit.formats import concept, files
from tmkit.lint import act
from tmkit.model import Concept, ConceptFile, HistoryEntry
from tmkit.tasks.checking import today
from tmkit.tasks.concepts import concept_paths
from tmkit.tasks.git import Repository
from tmkit.tasks.people import load_people, who_acts
from tmkit.tasks.project import Project

__all__ = ["decide", "find_concept"]

_VERBS = {"approved": "Approve", "rejected": "Reject"}


def decide(  # noqa: PLR0913 # what the commands offer, by keyword
    names: Sequence[str],
    action: str,
    *,
    by: str = "",
    note: str = "",
    lang: str = "",
    commit: bool = True,
    root: Path | None = None,
) -> list[Concept]:
    """The concepts after an approval or a rejection, which stands in their histories.

    names: ids, or files. action: "approved", "rejected". by: whose act; by default git's user,
    under the name that people.toml gives them. lang: the language that is approved. commit: each
    file is committed by itself, "Approve iso". Where one concept refuses, nothing is written.
    Raises RefusedError, UsageError, SettingsError, OutputError.
    """
    project = Project.at(root or Path())
    people = load_people(project.glossaries)
    entry = HistoryEntry(today(), who_acts(by, people, project.root), action, note.strip(), lang)
    found = [find_concept(name, project) for name in dict.fromkeys(names)]
    repository = _clean(found, project) if commit else None
    decided = []
    for file in found:
        assert file.concept is not None
        settings = project.settings.of_glossary(file.glossary)
        decided.append(act(file.concept, entry, settings, people))
    for file, after in zip(found, decided, strict=True):
        files.write_text(file.path, concept.rewritten(file.raw, after))
        if repository:
            repository.commit(repository.path_of(file.path), f"{_VERBS[action]} {after.id}")
    return decided


def _clean(found: Iterable[ConceptFile], project: Project) -> Repository:
    """The repository of the files. Raises UsageError where a commit would take more along."""
    repository = Repository.of(project.glossaries)
    for file in found:
        if not repository.is_clean(repository.path_of(file.path)):
            raise UsageError("refused-dirty", details={"id": file.id})
    return repository


def find_concept(name: str, project: Project) -> ConceptFile:
    """The sound concept file with an id, or at a path. Raises UsageError."""
    path = Path(name)
    if path.suffix != ".toml":
        folder = project.glossaries
        paths = [each for each in concept_paths([folder]) if each.stem == name]
        if not paths:
            raise UsageError("no-such-concept", details={"id": name, "folder": folder})
        if len(paths) > 1:
            details = {"id": name, "paths": ", ".join(map(str, paths))}
            raise UsageError("several-concepts", details=details)
        path = paths[0]
    elif not path.is_file():
        raise UsageError("no-file", name)
    file = concept.read(path)
    if file.concept is None or file.findings:
        raise UsageError("broken-concept", str(path))
    return file
