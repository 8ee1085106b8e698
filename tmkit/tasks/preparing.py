"""A document pair → what of it can be aligned, and what some pairs tell of their corpus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from tmkit import codes
from tmkit.align import WHOLE, Counts, Learned, Prepared, Weights, count_beads, prepare
from tmkit.errors import FormatError
from tmkit.model import Document, Finding, Segment
from tmkit.settings import Settings
from tmkit.tasks.project import Pair
from tmkit.tasks.reading import Groups, read_bilingual, read_document
from tmkit.tasks.segmenting import segment_document
from tmkit.terms import KnownNames

__all__ = ["Both", "Reading", "Work", "count_readings", "parts_of", "read_pair", "weights_of"]

Both = tuple[list[str], list[str]]
"""Something of each segment, on both sides."""


@dataclass(frozen=True, slots=True)
class Work:
    """How pairs are aligned, the same for all. segmented: a block is a segment already.

    encoding: of text files that are not UTF-8, by default guessed. language: of the findings.
    decisions: the folder of the reviewers' decisions. names: of bodies and titles, by language, as
    the glossaries know them. sightings: whether acronyms and names are looked for.
    """

    settings: Settings
    segmented: bool = False
    encoding: str = ""
    language: str = "en"
    learned: Learned | None = None
    decisions: Path | None = None
    names: Mapping[str, KnownNames] = field(default_factory=dict)
    sightings: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """A pair as read and segmented; a side that is missing or broken is None.

    prepared: what is aligned together, where both sides are there.
    """

    documents: tuple[Document | None, Document | None]
    segments: tuple[list[Segment], list[Segment]]
    groups: Groups
    findings: tuple[Finding, ...]
    prepared: tuple[Prepared, ...] = ()


def read_pair(pair: Pair, work: Work) -> Reading | None:
    """A pair as read and segmented, with the findings of it; None for a confidential one."""
    if pair.declared.confidential:
        return None
    findings: list[Finding] = []

    def report(error: FormatError) -> None:
        findings.append(codes.finding_of(error, work.language))

    document_of = partial(read_document, encoding=work.encoding, on_warning=report)
    documents: list[Document | None] = [None, None]
    groups: Groups = ()
    try:
        if pair.is_bilingual:
            whole = pair.files[0]
            *documents, groups = read_bilingual(
                whole.path,
                whole.id,
                work.settings.languages,
                encoding=work.encoding,
                on_warning=report,
            )
    except FormatError as error:
        report(error)
    if not pair.is_bilingual:
        for side, file in enumerate((pair.source, pair.target)):
            try:
                if file:
                    tag = work.settings.languages[side]
                    documents[side] = replace(document_of(file.path, file.id, tag), lang=tag)
            except FormatError as error:
                report(error)
    one, other = (
        segment_document(document, work.settings, segmented=work.segmented) if document else []
        for document in documents
    )
    read = Reading((documents[0], documents[1]), (one, other), groups, tuple(findings))
    if not all(documents):
        return read
    languages = work.settings.languages
    return replace(
        read,
        prepared=tuple(
            prepare(*texts, languages=languages, marks=marks) for _, texts, marks in parts_of(read)
        ),
    )


def count_readings(readings: Iterable[Reading | None]) -> Counts | None:
    """What some pairs tell of the corpus, None where none of them can be read."""
    # The groups of a bilingual document are one document.
    counts = [
        Counts.joined(
            [count_beads(each, weights=weights_of(read)) for each in read.prepared]
        ).as_one_pair()
        for read in readings
        if read and all(read.documents)
    ]
    return Counts.joined(counts) if counts else None


def weights_of(read: Reading) -> Weights:
    """How its parts are aligned: groups of a bilingual document as wholes."""
    return WHOLE if read.groups else Weights()


def parts_of(read: Reading) -> Iterator[tuple[tuple[int, int], Both, Both]]:
    """What is aligned together: where it starts, its segments, the kinds of their places."""
    source, target = read.documents
    assert source
    assert target
    end, start = [0, 0], [0, 0]
    for group in read.groups or ((len(source.blocks), len(target.blocks)),):
        end = [end[side] + group[side] for side in (0, 1)]
        one, other = (
            [segment for segment in read.segments[side][start[side] :] if segment.block < end[side]]
            for side in (0, 1)
        )
        texts = [segment.text for segment in one], [segment.text for segment in other]
        yield (start[0], start[1]), texts, (_marks(one, source), _marks(other, target))
        start = [start[0] + len(one), start[1] + len(other)]


def _marks(segments: Sequence[Segment], document: Document) -> list[str]:
    """For each segment the kind of its block where it begins one, "" where it goes on."""
    before = [-1, *(segment.block for segment in segments)]
    return [
        document.blocks[segment.block].kind if segment.block != block else ""
        for segment, block in zip(segments, before, strict=False)
    ]
