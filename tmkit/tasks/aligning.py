"""A document pair → translation units, with what is learned of the corpus.

`preparing` reads and segments it before, and counts what it tells. All are pure functions of their
arguments; a document is whole in memory, a corpus never.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tmkit import codes, lang
from tmkit.align import Learned, align, align_prepared
from tmkit.model import Bead, Document, Finding, Origin, Place, Segment, TranslationUnit, Variant
from tmkit.tasks.decisions import Decided, decided
from tmkit.tasks.preparing import Both, Reading, Work, parts_of, read_pair, weights_of
from tmkit.tasks.project import Declared, Pair
from tmkit.terms import Sighting, sightings_of
from tmkit.text import language_of

__all__ = ["PairResult", "Row", "align_pair"]


# Of two texts that do not translate one another, fewer segments of the shorter one are linked.
_RELATED = 0.1
# Names and codes of three words and fewer stand in both languages alike.
_SENTENCE = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A bead with the texts of its segments. reference: `document#n`, n from 1.

    text: both sides as a unit has them. kept: whether it became a translation unit.
    """

    reference: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    text: tuple[str, str]
    score: float
    kept: bool

    @property
    def kind(self) -> str:
        """The kind of bead, "2-1"."""
        return f"{len(self.source)}-{len(self.target)}"


@dataclass(frozen=True, slots=True)
class PairResult:
    """What comes of a pair. documents: how many could be read; segments: in source and target."""

    id: str
    documents: int = 0
    segments: tuple[int, int] = (0, 0)
    rows: tuple[Row, ...] = ()
    units: tuple[TranslationUnit, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    findings: tuple[Finding, ...] = ()
    alone: str = ""
    """The language of a document without a twin."""


def align_pair(pair: Pair, work: Work, read: Reading | None = None) -> PairResult:
    """The units of a document pair, what was left over, and the acronyms seen in both.

    A document that cannot be read is a finding; its twin is then taken as unpaired: without units,
    but searched for acronyms. A confidential one is left out as a whole, which is a finding too.
    read: the pair as `read_pair` reads it, so that it need not be read again.
    """
    if pair.declared.confidential:
        place = Place(str(pair.files[0].path), id=pair.id)
        kept_out = codes.finding("TD205", place, work.language)
        return PairResult(pair.id, len(pair.files), findings=(kept_out,))
    read = read or read_pair(pair, work)
    assert read
    if all(read.documents):
        return _aligned(pair, read, work)
    return _unpaired(pair, read, work)


def _beads(read: Reading, work: Work, told: Decided) -> list[Bead]:
    """The beads of a pair; those of a bilingual document within its groups."""
    beads: list[Bead] = []
    # What a pair tells of itself; a group of a few segments tells nothing.
    learned = work.learned or (Learned() if read.groups else None)
    for (start, texts, marks), prepared in zip(parts_of(read), read.prepared, strict=True):
        here = told.within(*_ranges(start, texts))
        if here.delimiters or any(here.alone):
            found = align(
                *texts,
                languages=work.settings.languages,
                marks=marks,
                learned=learned,
                weights=weights_of(read),
                delimiters=here.delimiters,
                alone=here.alone,
            )
        else:
            found = align_prepared(prepared, learned=learned, weights=weights_of(read))
        beads += [_moved(bead, *start) for bead in here.obeyed(found)]
    return beads


def _decided(pair: Pair, read: Reading, work: Work) -> tuple[Decided, list[Finding]]:
    findings: list[Finding] = []
    if not work.decisions:
        return Decided(), findings
    one, other = ([segment.text for segment in side] for side in read.segments)
    path = work.decisions / f"{pair.id}.jsonl"
    told = decided(path, (one, other), work.language, findings.append)
    # Across the groups of a bilingual document nothing is linked.
    heard = sum(
        len(told.within(*_ranges(start, texts)).beads) for start, texts, _ in parts_of(read)
    )
    if heard < len(told.beads):
        findings.append(codes.finding("TD208", Place(str(path)), work.language))
    return told, findings


def _ranges(start: tuple[int, int], texts: Both) -> tuple[range, range]:
    one, other = texts
    return range(start[0], start[0] + len(one)), range(start[1], start[1] + len(other))


def _moved(bead: Bead, source: int, target: int) -> Bead:
    return Bead(
        tuple(number + source for number in bead.source),
        tuple(number + target for number in bead.target),
        bead.score,
    )


def _aligned(pair: Pair, read: Reading, work: Work) -> PairResult:
    source, target = read.documents
    assert source
    assert target
    languages = work.settings.languages
    rows: list[Row] = []
    units: list[TranslationUnit] = []
    sightings: list[Sighting] = []
    texts_of = [[segment.text for segment in side] for side in read.segments]
    copied = texts_of[0] == texts_of[1] != []
    date = pair.declared.date or source.date or target.date
    told, unheard = _decided(pair, read, work)
    for bead in _beads(read, work, told):
        sides = (
            [read.segments[0][number] for number in bead.source],
            [read.segments[1][number] for number in bead.target],
        )
        texts = _text(sides[0], source), _text(sides[1], target)
        reference = f"{pair.id}#{(bead.source or bead.target)[0] + 1}"
        reviewed = bead in told.beads
        sure = bead.score >= work.settings.at_least and not copied and not _is_untranslated(texts)
        kept = all(texts) and (reviewed or sure)
        one, other = (tuple(segment.text for segment in side) for side in sides)
        rows.append(Row(reference, one, other, texts, bead.score, kept))
        by_language = dict(zip(languages, texts, strict=True))
        if kept:
            units.append(_unit(bead, by_language, (source, target), pair.declared, reviewed))
        # Not believed to translate one another, they say nothing of one another.
        together = [by_language] if kept else [{tag: text} for tag, text in by_language.items()]
        for each in together if work.sightings else ():
            sightings += sightings_of(reference, each, date=date, names=work.names)
    counts = len(read.segments[0]), len(read.segments[1])
    result = PairResult(pair.id, 2, counts, tuple(rows), tuple(units), tuple(sightings))
    said = list(_said_of(pair, result, work.language, copied=copied))
    said += [] if copied else _in_wrong_folder(pair, read, work)
    findings = (*read.findings, *unheard, *said)
    return replace(result, findings=findings)


def _unpaired(pair: Pair, read: Reading, work: Work) -> PairResult:
    side = 0 if read.documents[0] else 1
    document = read.documents[side]
    if not document:
        return PairResult(pair.id, findings=read.findings)
    findings = list(read.findings)
    if len(pair.files) == 1 and not pair.is_bilingual:
        missing = work.settings.languages[1 - side]
        place = Place(str(pair.files[0].path), id=pair.id)
        findings.append(codes.finding("TD201", place, work.language, lang=missing))
    segments = read.segments[side]
    sightings = tuple(
        sighting
        for segment in (segments if work.sightings else ())
        for sighting in sightings_of(
            f"{pair.id}#{segment.number + 1}",
            {document.lang: segment.text},
            date=pair.declared.date or document.date,
            names=work.names,
        )
    )
    counts = (len(segments), 0) if side == 0 else (0, len(segments))
    return PairResult(
        pair.id,
        1,
        counts,
        sightings=sightings,
        findings=tuple(findings),
        alone=document.lang,
    )


def _text(segments: list[Segment], document: Document) -> str:
    """The segments as one text: as the block has them, or with a space between blocks."""
    if segments and segments[0].block == segments[-1].block:
        return document.blocks[segments[0].block].text[segments[0].start : segments[-1].end]
    return " ".join(segment.text for segment in segments)


def _unit(
    bead: Bead,
    texts: dict[str, str],
    documents: tuple[Document, Document],
    declared: Declared,
    reviewed: bool,  # noqa: FBT001 # the last of five that a unit is made of
) -> TranslationUnit:
    ids = documents[0].id, documents[1].id
    origin = Origin(ids, bead.source, bead.target, bead.score, reviewed)
    place = f"{origin.documents} {bead.source} {bead.target}"
    digest = hashlib.sha256("\0".join([*texts.values(), place]).encode()).hexdigest()[:16]
    variants = tuple(Variant(tag, (text,)) for tag, text in texts.items())
    # A page's own byline is read by its look: only a declared author or source goes along.
    said = {
        "x-tmkit-author": declared.author,
        "x-tmkit-date": declared.date or documents[0].date or documents[1].date,
        "x-tmkit-rights": declared.rights or documents[0].rights or documents[1].rights,
        "x-tmkit-source": declared.source,
    }
    props = tuple((kind, value) for kind, value in said.items() if value)
    return TranslationUnit(digest, variants, origin, props=props)


def _in_wrong_folder(pair: Pair, read: Reading, work: Work) -> Iterator[Finding]:
    """A document whose letters tell the other language of the pair."""
    languages = [lang.primary(tag) for tag in work.settings.languages]
    for side, document in enumerate(read.documents):
        text = " ".join(block.text for block in document.blocks) if document else ""
        if language_of(text) == languages[1 - side]:
            place = Place(str(pair.files[min(side, len(pair.files) - 1)].path), id=pair.id)
            details = {"lang": languages[side], "told": languages[1 - side]}
            yield codes.finding("TD206", place, work.language, **details)


def _is_untranslated(texts: tuple[str, str]) -> bool:
    """Whether the target is the source once more: a sentence, not a name or a code."""
    return texts[0] == texts[1] and len(texts[0].split()) >= _SENTENCE


def _said_of(pair: Pair, result: PairResult, language: str, *, copied: bool) -> Iterator[Finding]:
    other = (pair.target or pair.files[0]).path
    place = Place(str(pair.files[0].path), id=pair.id)
    left_over = [row for row in result.rows if not row.kept]
    if copied:
        yield codes.finding("TD204", place, language, other=other)
    elif not result.units:
        yield codes.finding("TD203", place, language, other=other)
    elif len(result.units) < _RELATED * min(result.segments):
        details = {"count": len(result.units), "segments": min(result.segments), "other": other}
        yield codes.finding("TD210", place, language, **details)
    elif left_over:
        source = sum(len(row.source) for row in left_over)
        target = sum(len(row.target) for row in left_over)
        yield codes.finding("TD202", place, language, source=source, target=target)
