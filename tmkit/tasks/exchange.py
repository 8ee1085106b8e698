"""Exchange files by path: what the library's front door offers over the format modules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import tmkit
from tmkit.codes import finding
from tmkit.formats import files, tbx, tmx
from tmkit.model import Finding, Glossary, Memory, Place, TranslationUnit

__all__ = ["read_tbx", "read_tmx", "write_tbx", "write_tmx"]


def read_tmx(
    path: Path | str,
    *,
    on_finding: Callable[[Finding], None] | None = None,
    language: str = "en",
) -> Memory:
    """The memory in a TMX file, plain or in .gz or .zip; its units are read at each iteration.

    on_finding: told of each defect that does not stop the reading; language: of the findings.
    Raises FormatError.
    """
    return tmx.read(Path(path), on_finding, language=language)


def write_tmx(
    memory: Memory,
    path: Path | str,
    *,
    lang_codes: Mapping[str, str] | None = None,
    split_size: int = 0,
) -> int:
    """Write a memory as TMX 1.4, each file whole or not at all; returns the number of units.

    lang_codes: what to write for a language tag, {"en": "en-US"}. split_size: at most so many
    units a file, OUT.0001.tmx and so on. Raises OutputError.
    """
    count = 0

    def counted() -> Iterator[TranslationUnit]:
        nonlocal count
        for unit in memory:
            count += 1
            yield unit

    tmx.save(
        Memory(memory.header, counted()),
        Path(path),
        version=tmkit.__version__,
        lang_codes=lang_codes or {},
        split_size=split_size,
    )
    return count


def read_tbx(
    path: Path | str, *, on_finding: Callable[[Finding], object] | None = None
) -> Glossary:
    """The glossary in a TBX file of any public dialect; read anew at each iteration.

    on_finding is told of every defect and of all that is not kept. Raises FormatError.
    """
    return tbx.read(Path(path), on_finding)


def write_tbx(
    glossary: Glossary,
    path: Path | str,
    dialect: str = "basic-v2",
    *,
    languages: tuple[str, ...] = ("en", "vi"),
    on_finding: Callable[[Finding], object] | None = None,
) -> int:
    """Write a glossary as TBX-Basic, whole or not at all; returns the number of concepts.

    dialect: "basic-v2", which CAT tools read, or "basic-v3-dca". languages: in the order of the
    language sections, source first. on_finding is told of all that the dialect cannot hold (TG804).
    Raises OutputError.
    """
    if on_finding:
        for each in _losses(glossary, str(path), dialect, languages):
            on_finding(each)
    with files.atomic(Path(path)) as file:
        return tbx.write(glossary, file, languages=languages, dialect=dialect)


def _losses(
    glossary: Glossary, path: str, dialect: str, languages: tuple[str, ...]
) -> Iterator[Finding]:
    ids = {concept.id for concept in glossary}
    for concept in glossary:
        for lost in tbx.loss(concept, dialect, languages=languages, ids=ids):
            place = Place(path, id=concept.id, field=lost.field)
            details = {"field": lost.field, "dialect": dialect, "value": lost.value}
            yield finding("TG804", place, **details)
