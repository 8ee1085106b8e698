"""Documents → segments, by the shipped rules or the user's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path

from tmkit import lang
from tmkit.errors import FormatError, UsageError
from tmkit.formats import srx as srx_format
from tmkit.model import BlockKind, Document, Segment, Span, SrxRules
from tmkit.segment import Segmenter
from tmkit.tasks.reading import read_document

__all__ = ["rules_of", "segment_document", "segment_files", "segment_text", "shipped", "signature"]


NOT_TEXT: tuple[BlockKind, ...] = ("byline", "boilerplate", "code")
"""Kinds of block that have no segments: nobody translates them as sentences."""


def segment_document(document: Document, *, segmented: bool = False) -> list[Segment]:
    """The segments of the text of a cleaned document, numbered through its blocks.

    segmented: a block is a segment already.
    """
    segments: list[Segment] = []
    for number, block in enumerate(document.blocks):
        if block.kind in NOT_TEXT:
            continue
        spans = (
            [(0, len(block.text))] if segmented else segmenter_of(document.lang).spans(block.text)
        )
        segments += _segments(block.text, spans, document.id, number, len(segments))
    return segments


def segment_text(text: str, tag: str, *, rules: SrxRules | None = None) -> list[Segment]:
    """The segments of a text in the language of a BCP 47 tag; start and end are offsets into it.

    rules: instead of the shipped ones. The text is never altered. Raises UsageError for a language
    that has no rules.
    """
    segmenter = Segmenter(rules, tag) if rules else segmenter_of(tag)
    return _segments(text, segmenter.spans(text), "", 0, 0)


def segment_files(
    paths: Iterable[Path],
    tag: str,
    *,
    srx: Path | None = None,
    encoding: str = "",
    on_warning: Callable[[FormatError], None] = lambda _warning: None,
) -> Iterator[Segment]:
    """The segments of documents in one language, by the shipped rules or those of an SRX file.

    encoding, on_warning: as in `ingest.read`. Raises FormatError for a document or a rule file
    that cannot be read, UsageError.
    """
    rules = rules_of(srx) if srx else None
    for path in paths:
        document = read_document(path, path.stem, tag, encoding=encoding, on_warning=on_warning)
        number = 0
        for place, block in enumerate(document.blocks):
            if block.kind in NOT_TEXT:
                continue
            for each in segment_text(block.text, tag, rules=rules):
                yield replace(each, document=document.id, number=number, block=place)
                number += 1


def _segments(text: str, spans: list[Span], document: str, block: int, first: int) -> list[Segment]:
    return [
        Segment(document, number, block, start, end, text[start:end])
        for number, (start, end) in enumerate(spans, start=first)
    ]


@cache
def segmenter_of(tag: str) -> Segmenter:
    """The segmenter of a language by its shipped rules."""
    return Segmenter(shipped(lang.primary(tag)), tag)


def rules_of(path: Path) -> SrxRules:
    """The rules in a user's SRX file."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise FormatError("unreadable", str(path), details={"reason": error.strerror}) from error
    return srx_format.read(raw, str(path))


def signature(languages: tuple[str, ...]) -> str:
    """Which rules segment: "en-1a2b,vi-3c4d", language and digest of its SRX file."""
    names = map(lang.primary, languages)
    return ",".join(f"{name}-{shipped(name).digest}" for name in names)


@cache
def shipped(language: str) -> SrxRules:
    """The rules that come with tmkit for a language. Raises UsageError where there are none."""
    file = resources.files("tmkit.segment").joinpath("rules", f"{language}.srx")
    if not file.is_file():
        raise UsageError("no-rules", details={"lang": language})
    return srx_format.read(file.read_bytes(), file.name)
