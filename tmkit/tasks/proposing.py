"""`tmkit propose`: a new concept file, from terms or from a candidate."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import regex

from tmkit import lang
from tmkit.errors import UsageError
from tmkit.formats import concept, files
from tmkit.model import Concept, HistoryEntry, Term
from tmkit.tasks.checking import today
from tmkit.tasks.concepts import concept_paths
from tmkit.tasks.people import load_people, who_acts
from tmkit.tasks.project import Project
from tmkit.text import fold, unmarked

__all__ = ["propose", "slug_of"]


def propose(  # noqa: PLR0913 # what the command offers, by keyword
    id_: str,
    into: str,
    *,
    subject: str,
    terms: Sequence[str] = (),
    candidate: str = "",
    by: str = "",
    note: str = "",
    draft: bool = False,
    root: Path | None = None,
) -> Path:
    """Write a new concept file, in review or as a draft; its path.

    id_: "" for one made of the first term of the project's source language. into: a glossary by
    its name, or its folder. terms: "en=testing laboratory"; the first of a language is preferred,
    and so are acronyms. candidate: FILE:LINE of a file that `tmkit extract` wrote as .jsonl; its
    terms come first, with where they were seen first. Raises UsageError, SettingsError,
    OutputError.
    """
    project = Project.at(root or Path())
    folder = project.glossaries / into if (project.glossaries / into).is_dir() else Path(into)
    if not folder.is_dir():
        raise UsageError("no-folder", str(folder))
    found = [*(_of_candidate(candidate) if candidate else ()), *_given(terms, project)]
    if not found:
        raise UsageError("no-terms")
    id_ = id_ or slug_of(found, project.settings.source)
    _check_id(id_, project, folder)
    people = load_people(project.glossaries)
    made = Concept(
        id_,
        subject.strip() or folder.resolve().name,
        "draft" if draft else "review",
        tuple(found),
        history=(HistoryEntry(today(), who_acts(by, people, project.root), "proposed", note),),
    )
    path = folder / f"{id_}.toml"
    files.write_text(path, concept.rewritten("", made))
    return path


def _given(texts: Sequence[str], project: Project) -> Iterator[Term]:
    from tmkit.lexicon.shapes import is_acronym

    seen: set[str] = set()
    for each in texts:
        tag, equals, text = each.partition("=")
        tag, text = tag.strip(), text.strip()
        if not equals or not lang.is_tag(tag) or not text:
            example = f'{project.settings.source}="…"'
            raise UsageError("bad-term", details={"term": each, "example": example})
        kind = "acronym" if is_acronym(text) and tag in seen else "fullForm"
        status = "admitted" if tag in seen and kind == "fullForm" else "preferred"
        seen.add(tag)
        yield Term(tag, text, kind, status)


def _of_candidate(place: str) -> list[Term]:
    """The terms of the candidate at FILE:LINE, with their first place in the corpus."""
    name, _, number = place.rpartition(":")
    try:
        lines = Path(name).read_text(encoding="utf-8").splitlines()
        row: Mapping[str, Any] = json.loads(lines[int(number) - 1])
        evidence = row["evidence"][0] if row.get("evidence") else {}
        source = str(evidence.get("reference", ""))
        return [
            Term(
                str(each["lang"]),
                str(each["term"]),
                str(each["type"]),
                str(each["status"]),
                full=str(each.get("full", "")),
                source=source,
            )
            for each in row["terms"]
        ]
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise UsageError("bad-candidate", details={"place": place}) from error


def slug_of(terms: Sequence[Term], source: str) -> str:
    """What can be the id of a concept: the letters of its first term in a language; maybe ""."""
    first = next((term for term in terms if lang.primary(term.lang) == source), terms[0])
    return "-".join(regex.findall(r"[a-z0-9]+", unmarked(fold(first.text))))


def _check_id(id_: str, project: Project, folder: Path) -> None:
    if not concept.is_id(id_):
        raise UsageError("bad-id", details={"id": id_})
    folders = [folder, *([project.glossaries] if project.glossaries.is_dir() else [])]
    if any(path.stem == id_ for path in concept_paths(folders)):
        raise UsageError("id-taken", details={"id": id_})
