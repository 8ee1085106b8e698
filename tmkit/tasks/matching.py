"""Documents whose names do not tell which translates which: paired by what they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from tmkit import codes
from tmkit.align import Bag, Learned, align, bag_of, likely_pairs
from tmkit.errors import FormatError
from tmkit.model import Finding
from tmkit.settings import Settings
from tmkit.tasks.parallel import Map, jobs_of, workers
from tmkit.tasks.project import DocumentFile, Pair, Project, discover
from tmkit.tasks.reading import read_document
from tmkit.tasks.segmenting import segment_document

__all__ = ["Match", "match_documents", "pairs_in"]

# How much of the shorter document stands in links where it translates the longer one, at least;
# between two pages of one site it is next to nothing.
_LEAST = 0.4
# Fewer documents are done before a second process has started.
_WORTH_A_POOL = 24


@dataclass(frozen=True, slots=True)
class Match:
    """A pair. score: how much of the shorter document the longer one translates, 0 to 1.

    None where the names told, and for a document that stands alone.
    """

    pair: Pair
    score: float | None = None


def match_documents(
    pairs: Sequence[Pair],
    pool: Map,
    settings: Settings,
    *,
    encoding: str = "",
    on_error: Callable[[FormatError], None] = lambda _error: None,
) -> list[Match]:
    """The pairs, and the documents that stand alone paired where one translates another.

    Each document gets one counterpart at most; none is a normal answer. Confidential documents are
    not looked at. encoding: of text files that are not UTF-8, by default guessed. on_error: told of
    each document that stands alone and cannot be read.
    """
    alone = [pair for pair in pairs if len(pair.files) == 1 and not pair.is_bilingual]
    alone = [pair for pair in alone if not pair.declared.confidential]
    sides = [[pair for pair in alone if pair.source], [pair for pair in alone if pair.target]]
    found: list[Match] = []
    taken: set[DocumentFile] = set()
    if all(sides):
        files = [[pair.files[0] for pair in side] for side in sides]
        read = [
            list(pool(partial(_bag, settings=settings, encoding=encoding), side)) for side in files
        ]
        for _, error in chain(*read):
            if error:
                on_error(error)
        bags = [[bag for bag, _ in side] for side in read]
        near = [(i, j) for i, j, _ in likely_pairs(*bags)]
        scores = pool(
            partial(_share, settings=settings, encoding=encoding),
            [(files[0][i], files[1][j]) for i, j in near],
        )
        for (i, j), score in zip(near, scores, strict=True):
            if score >= _LEAST:
                found.append(Match(replace(sides[0][i], target=files[1][j]), round(score, 4)))
                taken |= {files[0][i], files[1][j]}
    others = [Match(pair) for pair in pairs if pair.files[0] not in taken]
    return sorted([*found, *others], key=lambda match: match.pair.id)


def pairs_in(
    root: Path,
    *,
    jobs: int | None = None,
    language: str = "en",
    on_finding: Callable[[Finding], None] = lambda _finding: None,
) -> list[Match]:
    """The document pairs of a project folder, by their names or by what they say.

    jobs: processes, by default one for each core. Raises UsageError where there is no document.
    """
    project = Project.at(root)
    pairs, findings = discover(project, language)
    for finding in findings:
        on_finding(finding)
    with workers(jobs_of(jobs) if len(pairs) >= _WORTH_A_POOL else 1) as pool:
        return match_documents(
            pairs,
            pool,
            project.settings,
            on_error=lambda error: on_finding(codes.finding_of(error, language)),
        )


def _bag(file: DocumentFile, settings: Settings, encoding: str) -> tuple[Bag, FormatError | None]:
    """What a document is known by, and why that is nothing where it cannot be read."""
    texts: list[str] = []
    failed = None
    try:
        texts = _texts(file, settings, encoding)
    except FormatError as error:
        failed = error
    return bag_of(texts, file.lang, settings.languages), failed


def _share(files: tuple[DocumentFile, DocumentFile], settings: Settings, encoding: str) -> float:
    """How much of the shorter of two documents stands in links to the other."""
    source, target = (_texts(file, settings, encoding) for file in files)
    beads = align(source, target, languages=settings.languages, learned=Learned())
    linked = sum(bead.score for bead in beads if bead.source and bead.target)
    return linked / max(min(len(source), len(target)), 1)


def _texts(file: DocumentFile, settings: Settings, encoding: str) -> list[str]:
    document = read_document(file.path, file.id, file.lang, encoding=encoding)
    segments = segment_document(replace(document, lang=file.lang), settings)
    return [segment.text for segment in segments]
