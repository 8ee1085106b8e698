"""Documents → segments, by the shipped rules or the user's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path

from tmkit import lang
from tmkit.errors import FormatError, UsageError
from tmkit.formats import files
from tmkit.formats import srx as srx_format
from tmkit.model import BlockKind, Document, Segment, Span, SrxRules
from tmkit.segment import Segmenter, narrowed
from tmkit.settings import Settings
from tmkit.tasks.reading import read_document

__all__ = [
    "export_rules",
    "rules_of",
    "segment_document",
    "segment_files",
    "segment_text",
    "signature",
]


NOT_TEXT: tuple[BlockKind, ...] = ("byline", "boilerplate", "code")
"""Kinds of block that have no segments: nobody translates them as sentences."""


def segment_document(
    document: Document, settings: Settings, *, segmented: bool = False
) -> list[Segment]:
    """The segments of the text of a cleaned document, numbered through its blocks.

    segmented: a block is a segment already. Raises as `rules_of` does.
    """
    return list(_segments_of(document, settings, segmented=segmented))


def segment_text(text: str, tag: str, *, rules: SrxRules | None = None) -> list[Segment]:
    """The segments of a text in the language of a BCP 47 tag; start and end are offsets into it.

    rules: instead of the shipped ones. The text is never altered. Raises UsageError for a language
    that has no rules.
    """
    segmenter = Segmenter(rules, tag) if rules else _shipped_segmenter(tag)
    return list(_segments(text, segmenter.spans(text), "", 0, 0))


def segment_files(
    paths: Iterable[Path],
    tag: str,
    *,
    settings: Settings,
    srx: Path | None = None,
    encoding: str = "",
    on_warning: Callable[[FormatError], None] = lambda _warning: None,
) -> Iterator[Segment]:
    """The segments of documents in one language, by the rules of the settings.

    srx: a file of rules instead. encoding, on_warning: as in `ingest.read`. Raises FormatError for
    a document or a rule file that cannot be read, UsageError for a language without rules.
    """
    settings = _with_file(settings, srx, (tag,))
    for path in paths:
        document = read_document(path, path.stem, tag, encoding=encoding, on_warning=on_warning)
        yield from _segments_of(replace(document, lang=tag), settings)


def export_rules(
    output: Path, tags: Iterable[str], *, settings: Settings, srx: Path | None = None
) -> None:
    """Write the rules by which languages are segmented as one SRX file, for other tools.

    Raises as `segment_files` does, and OutputError.
    """
    languages = tuple(tags)
    settings = _with_file(settings, srx, languages)
    each = [rules_of(settings, tag) for tag in languages]
    together = SrxRules(
        cascade=False,
        maps=tuple(pair for rules in each for pair in rules.maps),
        languages=tuple(language for rules in each for language in rules.languages),
    )
    with files.atomic(output) as file:
        srx_format.write(together, file)


def rules_of(settings: Settings, tag: str) -> SrxRules:
    """The rules for one language: of the settings' file if it names it, else the shipped.

    With the settings' abbreviations. Raises FormatError for a file that is no SRX 2.0 or has an
    expression that cannot be used, UsageError for a language without rules.
    """
    return _segmentation(*_named(settings, tag))[0]


def signature(settings: Settings) -> str:
    """Which rules segment: "en-1a2b,vi-3c4d", language and digest of its rules."""
    return ",".join(
        f"{lang.primary(tag)}-{rules_of(settings, tag).digest}" for tag in settings.languages
    )


def _segments_of(
    document: Document, settings: Settings, *, segmented: bool = False
) -> Iterator[Segment]:
    segmenter = None if segmented else _segmenter_of(settings, document.lang)
    number = 0
    for place, block in enumerate(document.blocks):
        if block.kind in NOT_TEXT:
            continue
        spans = segmenter.spans(block.text) if segmenter else [(0, len(block.text))]
        yield from _segments(block.text, spans, document.id, place, number)
        number += len(spans)


def _segments(
    text: str, spans: list[Span], document: str, block: int, first: int
) -> Iterator[Segment]:
    return (
        Segment(document, number, block, start, end, text[start:end])
        for number, (start, end) in enumerate(spans, start=first)
    )


def _segmenter_of(settings: Settings, tag: str) -> Segmenter:
    return _segmentation(*_named(settings, tag))[1]


@cache
def _shipped_segmenter(tag: str) -> Segmenter:
    return _segmenter_of(Settings(), tag)


_Named = tuple[str, str, tuple[str, ...], tuple[int, int]]
"""Language tag, SRX file, abbreviations, and what tells a changed file from its old self."""


def _named(settings: Settings, tag: str) -> _Named:
    words = tuple(
        word
        for language, words in settings.abbreviations
        if lang.primary(language) == lang.primary(tag)
        for word in words
    )
    if not settings.srx:
        return tag, "", words, (0, 0)
    try:
        status = Path(settings.srx).stat()
    except OSError as error:
        raise FormatError("unreadable", settings.srx, details={"reason": error.strerror}) from error
    return tag, settings.srx, words, (status.st_mtime_ns, status.st_size)


@cache
def _segmentation(
    tag: str, path: str, words: tuple[str, ...], _stamp: tuple[int, int]
) -> tuple[SrxRules, Segmenter]:
    """The rules for a language and their segmenter, compiled once a process."""
    rules = _own(path, tag, words) if path else None
    if not (rules and rules.languages):
        rules = narrowed(_shipped(lang.primary(tag)), tag, words)
    return rules, Segmenter(rules, tag)


def _own(path: str, tag: str, words: tuple[str, ...]) -> SrxRules:
    """The rules for a language in a user's file; none if it does not name the language."""
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise FormatError("unreadable", path, details={"reason": error.strerror}) from error
    rules = srx_format.read(raw, path)
    try:
        Segmenter(rules, tag)
        return narrowed(rules, tag, words)
    except FormatError as error:
        line, column = srx_format.place_of(str(error.details.get("pattern")), raw, path)
        raise FormatError(error.key, path, line, column, error.details) from error


def _shipped(language: str) -> SrxRules:
    """The rules that come with tmkit for a language. Raises UsageError where there are none."""
    file = resources.files("tmkit.segment").joinpath("rules", f"{language}.srx")
    if not file.is_file():
        raise UsageError("no-rules", details={"lang": language})
    return srx_format.read(file.read_bytes(), file.name)


def _with_file(settings: Settings, srx: Path | None, tags: tuple[str, ...]) -> Settings:
    """The settings with a file of rules of which all languages are asked."""
    if srx is None:
        return settings
    settings = replace(settings, srx=str(srx))
    for tag in tags:
        if not _own(settings.srx, tag, ()).languages:
            raise UsageError("srx-language", settings.srx, details={"lang": tag})
    return settings
