"""The translation memory that is kept: files in, look-ups, files out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import tmkit
from tmkit.codes import finding
from tmkit.errors import UsageError
from tmkit.formats import tmx, xml
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
    finding, TQ810; a unit with a character that no TMX can hold is left out, TQ812. Raises
    FormatError, UsageError, SettingsError, OutputError; then all that was read before is there.
    """
    languages = load(Path()).languages
    files = [
        read_memory(path, languages, language=language, on_finding=on_finding) for path in paths
    ]
    total = Added()
    with _opened(store, create=True) as opened:
        for path, memory in zip(paths, files, strict=True):
            seen: set[str] = set()
            units = _noted(_kept(memory, path, language, on_finding), seen)
            counts = opened.add(Memory(memory.header, units), replace=replace)
            total = Added(*map(sum, zip(total, counts, strict=True)))
            for each in languages:
                if primary(each) not in seen:
                    on_finding(finding("TQ810", Place(str(path)), language, lang=each))
    return total


def _kept(
    units: Iterable[TranslationUnit],
    path: Path,
    language: str,
    on_finding: Callable[[Finding], None],
) -> Iterator[TranslationUnit]:
    """The units that can be had back: one alone would keep all from being exported."""
    for number, unit in enumerate(units, 1):
        texts = [each.text for each in unit.variants]
        if (text := "\n".join([unit.id, *texts, *unit.notes])) == xml.legal(text):
            yield unit
        else:
            name, quoted = unit.id or str(number), xml.legal(" ".join(texts)[:60])
            place = Place(str(path), id=name)
            on_finding(finding("TQ812", place, language, unit=name, text=quoted))


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
    """Make look-ups as fast as they can be after many changes; returns the number of units.

    A store of an older version is brought up to date.
    """
    with _opened(store, upgrade=True) as opened:
        return opened.optimise()


def _opened(store: str, *, create: bool = False, upgrade: bool = False) -> MemoryStore:
    return open_store(store or load(Path()).store, create=create, upgrade=upgrade)


def _check(text: str) -> None:
    if not text.strip():
        raise UsageError("store-nothing-asked")
