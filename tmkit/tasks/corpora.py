"""What can be evidence: memories, tables of pairs, documents, and folders of these; as passages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from tmkit.errors import FormatError, UsageError
from tmkit.lang import primary
from tmkit.model import CorpusSignature, Finding, Passage, Severity, TranslationUnit
from tmkit.settings import FILES, Settings, load
from tmkit.tasks.aligning import PairResult
from tmkit.tasks.matching import match_documents
from tmkit.tasks.memories import read_memory
from tmkit.tasks.parallel import jobs_of, workers
from tmkit.tasks.preparing import Work
from tmkit.tasks.project import DocumentFile, Pair, Project, discover
from tmkit.tasks.quoting import references_of
from tmkit.tasks.reading import read_document
from tmkit.tasks.segmenting import segment_document
from tmkit.tasks.stages import align_pairs
from tmkit.text import language_of

__all__ = ["Corpus", "Seen", "of_units"]

# Memories that may lie in a folder; a table of another kind is not one.
_MEMORIES = (
    ".tmx",
    ".tmx.gz",
    ".tsv",
    ".tab",
    ".xlf",
    ".xliff",
    ".sdlxliff",
    ".mqxliff",
    ".mxliff",
)
_TABLES = (".tsv", ".tab")
# Units that are enough to tell a language by.
_LOOKED_AT = 100
# Fewer pairs are done before a second process has started.
_WORTH_A_POOL = 24


@dataclass(slots=True)
class Seen:
    """What has been seen of a corpus while its passages went by: its size and digest."""

    units: int = 0
    segments: int = 0
    _digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    def note(self, passage: Passage) -> None:
        """Take in a passage."""
        self.units += len(passage.texts) > 1
        for tag, segments in sorted(passage.segments.items()):
            self.segments += len(segments)
            self._digest.update("\0".join([tag, *map("\t".join, segments), ""]).encode())

    @property
    def signature(self) -> CorpusSignature:
        """By what the passages so far are known again, in their order."""
        return CorpusSignature(self._digest.hexdigest()[:16], self.units, self.segments)


class Corpus(NamedTuple):
    """A memory, a table or a folder; its passages are read anew at each iteration.

    language: of findings. on_finding: told of documents that cannot be read.
    """

    path: Path
    settings: Settings
    language: str = "en"
    on_finding: Callable[[Finding], None] = lambda _finding: None

    def passages(self) -> Iterator[Passage]:
        """All passages: of memories in the order of their names, then of documents.

        Raises UsageError where there is nothing, FormatError for a broken memory, SettingsError.
        """
        if self.path.is_file():
            if wrong := self._wrong_side(self.path):
                details = {"lang": wrong[0], "other": wrong[1]}
                raise UsageError("side-language", str(self.path), details=details)
            yield from self._of_memory(self.path)
            return
        if not self.path.is_dir():
            raise UsageError("no-corpus", str(self.path))
        project, folder = self._project()
        memories = [
            path
            for path in sorted(folder.iterdir())
            if path.is_file()
            and path.name.lower().endswith(_MEMORIES)
            and path.name[0] != "."
            and not (path.suffix in _TABLES and self._wrong_side(path))
        ]
        for path in memories:
            yield from self._of_memory(path)
        yield from self._of_documents(project, has_memories=bool(memories))

    def _project(self) -> tuple[Project, Path]:
        """The folder as a project, and where its documents and memories lie.

        What lies beside the corpus of a project was made of it, or has another end.
        """
        own = load(self.path) if any((self.path / each).is_file() for each in FILES) else Settings()
        source, target = self.settings.languages
        corpus = self.path / own.corpus
        if corpus.is_dir():
            return Project(self.path, replace(own, source=source, target=target)), corpus
        return Project(self.path, replace(self.settings, corpus=".")), self.path

    def _wrong_side(self, path: Path) -> tuple[str, str] | None:
        """The side that is in the language of the other one, and that: a table of something else.

        The first units tell.
        """
        first = [*islice(self._of_memory(path), _LOOKED_AT)]
        source, target = self.settings.languages
        for tag, other in ((source, target), (target, source)):
            told = language_of(" ".join(each.texts.get(tag, "") for each in first))
            if told == primary(other):
                return tag, other
        return None

    def _of_memory(self, path: Path) -> Iterator[Passage]:
        memory = read_memory(path, self.settings.languages, language=self.language)
        return of_units(memory, self.settings.languages)

    def _of_documents(self, project: Project, *, has_memories: bool) -> Iterator[Passage]:
        try:
            pairs, _ = discover(project, self.language)
        except UsageError:
            if has_memories:
                return
            raise
        work = Work(
            project.settings, language=self.language, decisions=project.decisions, sightings=False
        )
        with workers(jobs_of(None) if len(pairs) >= _WORTH_A_POOL else 1) as pool:
            matched = [match.pair for match in match_documents(pairs, pool, project.settings)]
            # What is confidential is counted too, and quoted nowhere.
            opened = [pair.opened for pair in matched]
            results = align_pairs(pool, opened, work)
            for pair, result in zip(matched, results, strict=True):
                for finding in result.findings:
                    if finding.severity is Severity.ERROR:
                        self.on_finding(finding)
                yield from _of_result(pair, result, work)


def of_units(units: Iterable[TranslationUnit], languages: tuple[str, str]) -> Iterator[Passage]:
    """The passages of translation units; a unit without a reference bears its id."""
    wanted = {primary(tag): tag for tag in languages}
    for number, unit in enumerate(units, start=1):
        texts = {
            wanted[primary(variant.lang)]: variant.text
            for variant in reversed(unit.variants)
            if primary(variant.lang) in wanted and variant.text
        }
        known = references_of(unit, languages)
        names = dict.fromkeys(languages, (unit.id or str(number),)) | known
        segments = {tag: tuple((name, texts[tag]) for name in names[tag]) for tag in texts}
        if texts:
            yield Passage(texts, segments, partial=bool(known))


def _of_result(pair: Pair, result: PairResult, work: Work) -> Iterator[Passage]:
    """What a document pair gives: its units, and the segments that are in none."""
    languages = work.settings.languages
    quotable = not pair.declared.confidential
    if not result.rows:
        for file in pair.files:
            yield from _alone(file, pair, work.settings)
    numbers = dict.fromkeys(languages, 0)
    for row in result.rows:
        segments: dict[str, tuple[tuple[str, str], ...]] = {}
        for tag, side in zip(languages, (row.source, row.target), strict=True):
            first = numbers[tag] + 1
            numbers[tag] += len(side)
            segments[tag] = tuple(
                (f"{pair.id}#{number}", text) for number, text in enumerate(side, start=first)
            )
        texts = {tag: text for tag, text in zip(languages, row.text, strict=True) if text}
        if row.kept:
            yield Passage(texts, segments, quotable)
        else:
            # Not believed to translate one another, so they say nothing of one another.
            for tag, text in texts.items():
                yield Passage({tag: text}, {tag: segments[tag]}, quotable)


def _alone(file: DocumentFile, pair: Pair, settings: Settings) -> Iterator[Passage]:
    """The segments of a document without a counterpart; one that is broken has been reported."""
    try:
        document = read_document(file.path, file.id, file.lang)
    except FormatError:
        return
    for segment in segment_document(replace(document, lang=file.lang or document.lang), settings):
        reference = f"{file.id}#{segment.number + 1}"
        tag = file.lang or document.lang
        quotable = not pair.declared.confidential
        yield Passage({tag: segment.text}, {tag: ((reference, segment.text),)}, quotable)
