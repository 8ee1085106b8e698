"""The segments of a file that a memory is asked for, whatever kind of file it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from tmkit import lang
from tmkit.codes import finding_of
from tmkit.memory import Sought
from tmkit.model import Finding, Tag
from tmkit.settings import Settings
from tmkit.tasks.memories import KNOWN, read_memory
from tmkit.tasks.reading import read_document
from tmkit.tasks.segmenting import segment_document

__all__ = ["beside", "sought_in"]

Content = tuple[str | Tag, ...]


def sought_in(
    path: Path,
    settings: Settings,
    *,
    language: str = "en",
    on_finding: Callable[[Finding], None] = lambda _finding: None,
) -> list[Sought]:
    """The segments of a document or the source texts of an exchange file, with their neighbours.

    A document is in the source language of the settings and segmented as `build` does it. Blank
    ones are left out. Raises FormatError, UsageError.
    """
    if path.suffix.lower() in KNOWN:
        memory = read_memory(path, settings.languages, language=language, on_finding=on_finding)
        source = lang.primary(settings.source)
        return beside(
            variant.content
            for unit in memory
            for variant in unit.variants
            if lang.primary(variant.lang) == source
        )
    document = read_document(
        path,
        path.stem,
        settings.source,
        on_warning=lambda error: on_finding(finding_of(error, language)),
    )
    return beside((segment.text,) for segment in segment_document(document, settings))


def beside(contents: Iterable[Content]) -> list[Sought]:
    """The contents that are not blank, each with the texts before and after it."""
    alone = [each for content in contents if (each := Sought(content)).text.strip()]
    texts = ["", *(each.text for each in alone), ""]
    return [
        Sought(each.content, texts[number], texts[number + 2]) for number, each in enumerate(alone)
    ]
