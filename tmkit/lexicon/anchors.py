"""Anchors: what stands the same in both languages, whoever translates: numbers, names, codes."""

from __future__ import annotations

import regex

from tmkit.lexicon.facts import facts_of
from tmkit.text import fold, unmarked

__all__ = ["anchors_of"]

_TOKEN = regex.compile(
    r"(?<item>^\s*\p{Ll}\))|(?<number>(?<!\p{L})\d+(?:[.,\u00a0]\d+)*)"
    r"|(?<word>\p{L}[\p{L}\p{M}\p{N}]*(?:[&.+_-][\p{L}\p{N}]+)*)"
)
_SEPARATOR = regex.compile(r"[.,\u00a0]")
# Short lower-case words of one language are words of the other by chance: "can", "long", "hay".
_SHORTEST = 5


def anchors_of(text: str, tag: str) -> list[str]:
    """The anchors of a segment in the language of a BCP 47 tag, in the order of the text.

    Numbers come without separators and leading zeros, since 1,234.5 is 1.234,5 in Vietnamese;
    months as numbers; names without diacritics, which English prose drops.
    """
    months = facts_of(tag).months
    anchors = []
    for found in _TOKEN.finditer(text):
        if found["item"]:
            anchors.append(found["item"].strip())
            continue
        if found["number"]:
            anchors += _numbers(found["number"])
            continue
        word = found["word"]
        key = fold(word)
        is_name = not word.islower()
        if is_name and key in months:
            anchors.append(str(months[key]))
        elif is_name and len(word) > 1:
            anchors.append(unmarked(key))
        elif len(word) >= _SHORTEST and key.isascii():
            anchors.append(key)
    return anchors


def _numbers(text: str) -> list[str]:
    """One number with separators, 1.234,5 say, or the numbers of a date or a clause: 14.8.2024."""
    first, *rest = _SEPARATOR.split(text)
    thousands = all(len(part) == 3 for part in rest[:-1])
    parts = [first + "".join(rest)] if len(rest) < 2 or thousands else [first, *rest]
    return [part.lstrip("0") or "0" for part in parts]
