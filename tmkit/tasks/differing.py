"""Two memories compared: which units were added, removed and changed, and in which words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from tmkit.lang import primary
from tmkit.model import Memory, TranslationUnit
from tmkit.settings import load
from tmkit.tasks.memories import read_memory

__all__ = ["Change", "Edit", "changes_between", "diff", "edits"]

_WORD = re.compile(r"\w+")
# Words, runs of white space, single signs: together they are the text.
_PIECES = re.compile(r"\w+|\s+|[^\w\s]")


class Edit(NamedTuple):
    """A stretch of text that is the same, or stands in the old or in the new text only."""

    kind: Literal["same", "old", "new"]
    text: str


class Change(NamedTuple):
    """What became of a unit. texts: by language, the edits from the old text to the new one."""

    kind: Literal["added", "removed", "changed"]
    id: str
    texts: dict[str, tuple[Edit, ...]]


def diff(old: Path, new: Path) -> list[Change]:
    """The changes from one memory file to another: see `changes_between`.

    Raises UsageError, FormatError, SettingsError.
    """
    languages = load(Path()).languages
    one, other = (read_memory(path, languages) for path in (old, new))
    return list(changes_between(one, other))


def changes_between(old: Memory, new: Memory) -> Iterator[Change]:
    """Units of `new` that were changed or added, in its order, then those that were removed.

    Units are the same when their texts are. Of the others those belong together that have the
    same source text, or else the same id and half of their words in one language: some formats
    number their units. Each has one partner, in the order of the files. Codes, notes and props are
    not compared. Both memories are held in memory.
    """
    source = primary(new.header.source_lang)
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
    for variant in new.variants:
        words, others = (
            _WORD.findall(text) for text in (_text_in(old, primary(variant.lang)), variant.text)
        )
        matcher = difflib.SequenceMatcher(None, words, others)
        if others and matcher.ratio() >= 0.5:
            return True
    return False


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
    return tuple(sorted((primary(each.lang), each.text) for each in unit.variants))


def _text_in(unit: TranslationUnit, language: str) -> str:
    texts = (each.text for each in unit.variants if primary(each.lang) == language)
    return next(texts, "")


def _change(
    kind: Literal["added", "removed", "changed"],
    old: TranslationUnit | None,
    new: TranslationUnit | None,
) -> Change:
    before, after = (
        {primary(each.lang): each.text for each in unit.variants} if unit else {}
        for unit in (old, new)
    )
    tags = dict.fromkeys([*after, *before])
    known = new or old
    assert known is not None
    texts = {tag: tuple(edits(before.get(tag, ""), after.get(tag, ""))) for tag in tags}
    return Change(kind, known.id, texts)


def edits(old: str, new: str) -> Iterator[Edit]:
    """The words that are the same, gone and new, in the order of the text."""
    one, other = _PIECES.findall(old), _PIECES.findall(new)
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            yield Edit("same", "".join(one[start:end]))
            continue
        if end > start:
            yield Edit("old", "".join(one[start:end]))
        if stop > begin:
            yield Edit("new", "".join(other[begin:stop]))
