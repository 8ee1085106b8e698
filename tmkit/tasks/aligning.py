"""Document pairs → translation units: read, clean, segment, align; a pure function of one pair."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tmkit import codes
from tmkit.align import align
from tmkit.errors import FormatError
from tmkit.model import (
    Bead,
    BuildResult,
    Document,
    Finding,
    Origin,
    Place,
    Segment,
    Severity,
    TranslationUnit,
    Variant,
)
from tmkit.settings import Settings
from tmkit.tasks.project import DocumentFile, Pair, read_document
from tmkit.tasks.segmenting import segment_document
from tmkit.terms import Sighting, sightings_of

__all__ = ["LeftOver", "PairResult", "Tally", "align_pair"]


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A bead that does not become a translation unit. texts: source and target, one may be ""."""

    document: str
    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float
    texts: tuple[str, str]


@dataclass(frozen=True, slots=True)
class PairResult:
    """What comes of a pair. segments: in source and target; beads: by kind."""

    id: str
    documents: int = 0
    segments: tuple[int, int] = (0, 0)
    beads: Counter[str] = field(default_factory=Counter)
    units: tuple[TranslationUnit, ...] = ()
    left_over: tuple[LeftOver, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    findings: tuple[Finding, ...] = ()


class Tally:
    """Counts over the results of all pairs, and the findings passed on as they arise."""

    def __init__(self, on_finding: Callable[[Finding], None]) -> None:
        self.counts: Counter[str] = Counter()
        self._beads: Counter[str] = Counter()
        self._findings: Counter[Severity] = Counter()
        self._on_finding = on_finding

    def report(self, findings: Iterable[Finding]) -> None:
        """Count findings and pass them on."""
        for finding in findings:
            self._findings[finding.severity] += 1
            self._on_finding(finding)

    def add(self, result: PairResult) -> None:
        """Count what came of a pair."""
        self.report(result.findings)
        self._beads += result.beads
        self.counts["documents"] += result.documents
        self.counts["paired"] += 2 * (result.documents == 2)
        self.counts["source_segments"] += result.segments[0]
        self.counts["target_segments"] += result.segments[1]
        self.counts["beads"] += result.beads.total()
        self.counts["units"] += len(result.units)

    def result(self, output: Path, **more: int) -> BuildResult:
        """The summary. more: counts of what does not come from pairs."""
        beads = dict(sorted(self._beads.items()))
        return BuildResult(output, {**self.counts, **more}, beads, dict(self._findings))


def align_pair(
    pair: Pair, settings: Settings, *, segmented: bool = False, language: str = "en"
) -> PairResult:
    """The units of a document pair, what was left over, and the acronyms seen in both.

    A document that cannot be read is a finding; its twin is then taken as unpaired: without units,
    but searched for acronyms. segmented: each block is a segment already. language: of the
    findings.
    """
    findings: list[Finding] = []
    documents = [
        _read(file, tag, findings, language)
        for file, tag in zip((pair.source, pair.target), settings.languages, strict=True)
    ]
    source, target = documents
    if source and target:
        result = _align_documents(source, target, settings, segmented=segmented)
        findings += _said_of(pair, result, language)
        return replace(result, findings=tuple(findings))
    alone = source or target
    if not alone:
        return PairResult(pair.id, findings=tuple(findings))
    if pair.source is None or pair.target is None:
        file = pair.source or pair.target
        assert file
        missing = settings.target if source else settings.source
        place = Place(str(file.path), id=pair.id)
        findings.append(codes.finding("TD201", place, language, lang=missing))
    segments = segment_document(alone, segmented=segmented)
    sightings = tuple(
        sighting
        for segment in segments
        for sighting in sightings_of(f"{pair.id}#{segment.number + 1}", {alone.lang: segment.text})
    )
    counts = (len(segments), 0) if source else (0, len(segments))
    return PairResult(pair.id, 1, counts, sightings=sightings, findings=tuple(findings))


def _read(
    file: DocumentFile | None, tag: str, findings: list[Finding], language: str
) -> Document | None:
    if file is None:
        return None
    try:
        return replace(read_document(file), lang=tag)
    except FormatError as error:
        findings.append(codes.finding_of(error, language))
        return None


def _align_documents(
    source: Document, target: Document, settings: Settings, *, segmented: bool
) -> PairResult:
    documents = (source, target)
    segments = [segment_document(document, segmented=segmented) for document in documents]
    sides = [[segment.text for segment in side] for side in segments]
    marks = _marks(segments[0], source), _marks(segments[1], target)
    beads = align(*sides, languages=settings.languages, marks=marks)
    units: list[TranslationUnit] = []
    left_over: list[LeftOver] = []
    sightings: list[Sighting] = []
    for bead in beads:
        texts = (
            _text([segments[0][number] for number in bead.source], source),
            _text([segments[1][number] for number in bead.target], target),
        )
        by_language = dict(zip(settings.languages, texts, strict=True))
        reference = f"{source.id}#{(bead.source or bead.target)[0] + 1}"
        if all(texts) and bead.score >= settings.at_least:
            units.append(_unit(bead, texts, documents, settings))
            sightings += sightings_of(reference, by_language)
        else:
            left_over.append(LeftOver(source.id, bead.source, bead.target, bead.score, texts))
            # Not believed to translate one another, so they say nothing of one another.
            for tag, text in by_language.items():
                sightings += sightings_of(reference, {tag: text})
    return PairResult(
        source.id,
        2,
        (len(segments[0]), len(segments[1])),
        Counter(bead.kind for bead in beads),
        tuple(units),
        tuple(left_over),
        tuple(sightings),
    )


def _marks(segments: Sequence[Segment], document: Document) -> list[str]:
    """For each segment the kind of its block where it begins one, "" where it goes on."""
    before = [-1, *(segment.block for segment in segments)]
    return [
        document.blocks[segment.block].kind if segment.block != block else ""
        for segment, block in zip(segments, before, strict=False)
    ]


def _text(segments: list[Segment], document: Document) -> str:
    """The segments as one text: as the block has them, or with a space between blocks."""
    if segments and segments[0].block == segments[-1].block:
        return document.blocks[segments[0].block].text[segments[0].start : segments[-1].end]
    return " ".join(segment.text for segment in segments)


def _unit(
    bead: Bead, texts: Sequence[str], documents: tuple[Document, Document], settings: Settings
) -> TranslationUnit:
    origin = Origin((documents[0].id, documents[1].id), bead.source, bead.target, bead.score)
    place = f"{origin.documents} {bead.source} {bead.target}"
    digest = hashlib.sha256("\0".join([*texts, place]).encode()).hexdigest()[:16]
    variants = tuple(
        Variant(tag, (text,)) for tag, text in zip(settings.languages, texts, strict=True)
    )
    return TranslationUnit(digest, variants, origin)


def _said_of(pair: Pair, result: PairResult, language: str) -> Iterator[Finding]:
    assert pair.source
    assert pair.target
    place = Place(str(pair.source.path), id=pair.id)
    if not result.units:
        yield codes.finding("TD203", place, language, other=pair.target.path)
    elif result.left_over:
        source = sum(len(each.source) for each in result.left_over)
        target = sum(len(each.target) for each in result.left_over)
        yield codes.finding("TD202", place, language, source=source, target=target)
