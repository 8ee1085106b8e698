"""Two memories or two glossaries compared: what was added, removed and changed, word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tmkit.errors import UsageError
from tmkit.formats import diff_page, files, pairs
from tmkit.formats.diff_page import Change, Comparison, Kind, Part
from tmkit.lang import written
from tmkit.model import Finding, Memory, TranslationUnit
from tmkit.settings import load
from tmkit.tasks.concept_changes import changes_of_concepts
from tmkit.tasks.edits import are_alike, edits
from tmkit.tasks.glossaries import is_glossary, read_glossary
from tmkit.tasks.memories import read_memory

__all__ = ["Change", "Comparison", "Part", "changes_between", "diff"]

_PAGES = (".html", ".htm")


def diff(
    old: Path,
    new: Path,
    *,
    output: Path | None = None,
    language: str = "en",
    on_finding: Callable[[Finding], None] = lambda _finding: None,
) -> Comparison:
    """The changes from one memory or glossary to another, which are held in memory.

    A folder, a TBX file and a workbook are glossaries, and a table whose headings or comments say
    so; another table is whatever the other one is, two of them are memories. output: where a page
    for people is written, .html. language: of the page and of findings. Raises UsageError (a memory
    against a glossary, say), FormatError, SettingsError, OutputError.
    """
    if output and output.suffix.lower() not in _PAGES:
        details = {"suffix": output.suffix or output.name, "known": _PAGES[0]}
        raise UsageError("output-type", str(output), details=details)
    languages = load(Path()).languages
    if _are_glossaries(old, new, languages):
        one, other = (
            read_glossary(path, languages, language=language, on_finding=on_finding)
            for path in (old, new)
        )
        changes = list(changes_of_concepts(one, other))
        comparison = Comparison("concepts", str(old), str(new), changes)
    else:
        before, after = (
            read_memory(path, languages, language=language, on_finding=on_finding)
            for path in (old, new)
        )
        comparison = Comparison("units", str(old), str(new), list(changes_between(before, after)))
    if output:
        with files.atomic(output) as file:
            diff_page.write(comparison, file, language=language)
    return comparison


def _are_glossaries(old: Path, new: Path, languages: tuple[str, str]) -> bool:
    kinds = [_is_glossary(path, languages) for path in (old, new)]
    if set(kinds) == {True, False}:
        raise UsageError("diff-kinds", str(new), details={"other": old})
    return True in kinds


def _is_glossary(path: Path, languages: tuple[str, str]) -> bool | None:
    """Whether a path holds a glossary rather than a memory; None for a table that does not say."""
    if not path.exists():
        raise UsageError("no-file", str(path))
    if is_glossary(path, languages):
        return True
    return None if path.suffix.lower() in pairs.SUFFIXES else False


def changes_between(old: Memory, new: Memory) -> Iterator[Change]:
    """Units of `new` that were changed or added, in its order, then those that were removed.

    Units are the same when their texts are. Of the others those belong together that have the
    same source text, or else the same id and half of their words in one language: some formats
    number their units. Each has one partner, in the order of the files. Codes, notes and props are
    not compared. Both memories are held in memory.
    """
    source = written(new.header.source_lang)
    left, right = _apart(list(old), list(new))
    pairs: dict[int, TranslationUnit] = {}
    left = _pair(left, right, pairs, key=lambda unit: _text_in(unit, source))
    left = _pair(left, right, pairs, key=lambda unit: unit.id, fits=_are_alike)
    for number, unit in enumerate(right):
        yield _change("changed" if number in pairs else "added", pairs.get(number), unit)
    for unit in left:
        yield _change("removed", unit, None)


def _pair(
    left: list[TranslationUnit],
    right: list[TranslationUnit],
    pairs: dict[int, TranslationUnit],
    *,
    key: Callable[[TranslationUnit], str],
    fits: Callable[[TranslationUnit, TranslationUnit], bool] = lambda _old, _new: True,
) -> list[TranslationUnit]:
    """Add to `pairs`, by number of the new unit, the old units with its key; returns the rest."""
    free: dict[str, list[TranslationUnit]] = {}
    for unit in reversed(left):
        free.setdefault(key(unit), []).append(unit)
    for number, unit in enumerate(right):
        waiting = free.get(key(unit)) if key(unit) and number not in pairs else None
        if waiting and fits(waiting[-1], unit):
            pairs[number] = waiting.pop()
    taken = set(map(id, pairs.values()))
    return [unit for unit in left if id(unit) not in taken]


def _are_alike(old: TranslationUnit, new: TranslationUnit) -> bool:
    return any(are_alike(_text_in(old, written(each.lang)), each.text) for each in new.variants)


def _apart(
    old: Iterable[TranslationUnit], new: Iterable[TranslationUnit]
) -> tuple[list[TranslationUnit], list[TranslationUnit]]:
    """The units of each whose texts the other one does not have, as often as it has them."""
    same: dict[object, list[TranslationUnit]] = {}
    for unit in old:
        same.setdefault(_key(unit), []).append(unit)
    right: list[TranslationUnit] = []
    for unit in new:
        alike = same.get(_key(unit))
        if alike:
            alike.pop(0)
        else:
            right.append(unit)
    kept = {id(unit) for units in same.values() for unit in units}
    return [unit for unit in old if id(unit) in kept], right


def _key(unit: TranslationUnit) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((written(each.lang), each.text) for each in unit.variants))


def _text_in(unit: TranslationUnit, language: str) -> str:
    texts = (each.text for each in unit.variants if written(each.lang) == language)
    return next(texts, "")


def _change(kind: Kind, old: TranslationUnit | None, new: TranslationUnit | None) -> Change:
    before, after = (
        {written(each.lang): each.text for each in unit.variants} if unit else {}
        for unit in (old, new)
    )
    tags = dict.fromkeys([*after, *before])
    known = new or old
    assert known is not None
    parts = (Part(tuple(edits(before.get(tag, ""), after.get(tag, ""))), tag) for tag in tags)
    return Change(kind, known.id, tuple(parts))
