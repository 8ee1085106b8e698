"""The translation memory that is kept: files in, look-ups, files out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import tmkit
from tmkit.codes import finding
from tmkit.errors import UsageError
from tmkit.formats import tmx
from tmkit.lang import primary
from tmkit.memory import Added, MemoryStore, open_store
from tmkit.model import Finding, Match, Memory, Occurrence, Place, TranslationUnit
from tmkit.settings import load
from tmkit.tasks.memories import read_memory

__all__ = ["add", "concordance", "delete", "export", "optimise", "search"]


def add(
    paths: Sequence[Path],
    store: str = "",
    *,
    replace: bool = False,
    language: str = "en",
    on_finding: Callable[[Finding], None] = lambda _finding: None,
) -> Added:
    """Add the units of memory files to a store; what stands in it already changes nothing.

    store: path or URL, "" for that of the settings. replace: a unit with an id that is there takes
    the place of the one that has it. A file without a text in a language of the settings is a
    finding, TQ810. Raises FormatError, UsageError, SettingsError, OutputError; then all that was
    read before is there.
    """
    languages = load(Path()).languages
    files = [
        read_memory(path, languages, language=language, on_finding=on_finding) for path in paths
    ]
    total = Added()
    with _opened(store, create=True) as opened:
        for path, memory in zip(paths, files, strict=True):
            seen: set[str] = set()
            counts = opened.add(Memory(memory.header, _noted(memory, seen)), replace=replace)
            total = Added(*map(sum, zip(total, counts, strict=True)))
            for each in languages:
                if primary(each) not in seen:
                    on_finding(finding("TQ810", Place(str(path)), language, lang=each))
    return total


def _noted(units: Iterable[TranslationUnit], seen: set[str]) -> Iterator[TranslationUnit]:
    """The units; `seen` gets their languages."""
    for unit in units:
        seen.update(primary(variant.lang) for variant in unit.variants)
        yield unit


def search(
    text: str, store: str = "", *, lang: str = "", at_least: int = 70, limit: int = 5
) -> list[Match]:
    """The units with a text like the one given, best first; see `MemoryStore.search`.

    Raises UsageError for a blank text, and as `add`.
    """
    _check(text)
    with _opened(store) as opened:
        return opened.search(text, lang=lang, at_least=at_least, limit=limit)


def concordance(text: str, store: str = "", *, limit: int = 50) -> list[Occurrence]:
    """The units that hold the words of a text in a row, in either language.

    Raises UsageError for a blank text, and as `add`.
    """
    _check(text)
    with _opened(store) as opened:
        return opened.concordance(text, limit=limit)


def export(output: Path, store: str = "") -> int:
    """Write all units as TMX, whole or not at all; returns how many. Raises as `add`."""
    if output.suffix.lower() != ".tmx":
        details = {"suffix": output.suffix or output.name, "known": ".tmx"}
        raise UsageError("output-type", str(output), details=details)
    with _opened(store) as opened:
        tmx.save(Memory(opened.header, opened), output, version=tmkit.__version__)
        return len(opened)


def delete(ids: Sequence[str], store: str = "") -> int:
    """Delete the units with these ids; returns how many there were. Raises as `add`."""
    with _opened(store) as opened:
        return opened.delete(ids)


def optimise(store: str = "") -> int:
    """Make look-ups as fast as they can be after many changes; returns the number of units."""
    with _opened(store) as opened:
        return opened.optimise()


def _opened(store: str, *, create: bool = False) -> MemoryStore:
    return open_store(store or load(Path()).store, create=create)


def _check(text: str) -> None:
    if not text.strip():
        raise UsageError("store-nothing-asked")
