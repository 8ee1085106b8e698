"""The ledger of acronyms of documents or of a project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tmkit import codes
from tmkit.errors import FormatError, UsageError
from tmkit.lang import primary
from tmkit.model import Concept, Document, Finding
from tmkit.settings import Settings
from tmkit.tasks.concepts import load_concepts
from tmkit.tasks.matching import match_documents
from tmkit.tasks.parallel import jobs_of, workers
from tmkit.tasks.preparing import Work
from tmkit.tasks.project import Project, discover, id_of
from tmkit.tasks.reading import read_document
from tmkit.tasks.segmenting import segment_document
from tmkit.tasks.stages import align_pairs
from tmkit.terms import (
    AcronymLedger,
    LedgerEntry,
    Sighting,
    definitions_of,
    known_from,
    sightings_of,
)
from tmkit.text import fold

__all__ = ["LedgerRow", "acronyms"]


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """An entry of the ledger, and the concepts of the glossaries that hold the acronym.

    concepts: those that have the acronym as a term of the entry's language.
    """

    entry: LedgerEntry
    concepts: tuple[Concept, ...]


def acronyms(
    paths: Sequence[Path],
    *,
    jobs: int | None = None,
    language: str = "en",
    on_finding: Callable[[Finding], None] = lambda _finding: None,
) -> list[LedgerRow]:
    """The acronyms of documents, or of a project folder, by language, the most frequent first.

    What one document defines serves all. Only a project links the acronyms of its languages by
    aligned segments. Raises UsageError for what is not there, SettingsError.
    """
    missing = next((path for path in paths if not path.exists()), None)
    if missing:
        raise UsageError("no-file", str(missing))
    folders = [path for path in paths if path.is_dir()]
    if folders and len(paths) > 1:
        raise UsageError("one-project", str(folders[0]))
    project = Project.at(folders[0] if folders else Path())
    concepts, broken = load_concepts(project.glossaries, language)
    for finding in broken:
        on_finding(finding)
    seen = (
        _in_project(project, jobs, language, on_finding)
        if folders
        else _in_files(paths, project.settings, language, on_finding)
    )
    ledger = AcronymLedger(*project.settings.languages)
    for sighting in seen:
        ledger.add(sighting)
    return [LedgerRow(entry, tuple(_holding(concepts, entry))) for entry in ledger.entries()]


def _in_project(
    project: Project, jobs: int | None, language: str, on_finding: Callable[[Finding], None]
) -> Iterator[Sighting]:
    pairs, findings = discover(project, language)
    work = Work(project.settings, language=language, decisions=project.decisions)
    with workers(jobs_of(jobs)) as pool:
        matches = match_documents(pairs, pool, project.settings)
        for result in align_pairs(pool, [match.pair for match in matches], work):
            findings += result.findings
            yield from result.sightings
    for finding in findings:
        on_finding(finding)


def _in_files(
    paths: Sequence[Path],
    settings: Settings,
    language: str,
    on_finding: Callable[[Finding], None],
) -> Iterator[Sighting]:
    """What is seen in documents: they are read twice, first for what they define."""
    defined: Counter[tuple[str, str]] = Counter()
    readable = []
    for path in paths:
        try:
            document = _document(path, settings)
        except FormatError as error:
            on_finding(codes.finding_of(error, language))
            continue
        readable.append(path)
        for segment in segment_document(document, settings):
            defined.update(definitions_of(segment.text, document.lang))
    if not readable:
        raise UsageError("nothing-readable", str(paths[0]), details={"count": len(paths)})
    known = known_from(defined)
    for path in readable:
        document = _document(path, settings)
        for segment in segment_document(document, settings):
            place = f"{document.id}#{segment.number + 1}"
            texts = {document.lang: segment.text}
            yield from sightings_of(place, texts, date=document.date, known=known)


def _document(path: Path, settings: Settings) -> Document:
    """A document in one of the languages of the settings; in the source's where nothing tells."""
    document = read_document(path, id_of(path.stem), "")
    tags = {primary(tag): tag for tag in settings.languages}
    return replace(document, lang=tags.get(primary(document.lang), settings.source))


def _holding(concepts: Iterable[Concept], entry: LedgerEntry) -> Iterator[Concept]:
    """The concepts with the acronym of an entry as a term of its language."""
    key = (primary(entry.lang), fold(entry.acronym))
    for concept in concepts:
        if any((primary(term.lang), fold(term.text)) == key for term in concept.terms):
            yield concept
