"""Memories as JSON lines, a unit a line: the model itself, nothing left out.

A text without codes stands as `text`; one with codes as `content`, where a code is an object.
Read are also the lines of `tmkit align`: a text by language, and the score.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from tmkit import lang
from tmkit.errors import FormatError
from tmkit.model import Memory, MemoryHeader, Tag, TranslationUnit, Variant

__all__ = ["read", "write"]

_KINDS = ("ph", "bpt", "ept", "it", "hi", "sub", "ut")
_NOT_LANGS = ("id", "source", "target", "score")


def read(path: Path, languages: tuple[str, str]) -> Memory:
    """The units of the file, read anew at each iteration.

    languages: source and target; the first is said to be the source. Raises FormatError with the
    line, while iterating.
    """
    return Memory(MemoryHeader(languages[0]), _Units(path))


@dataclass(frozen=True, slots=True)
class _Units:
    path: Path

    def __iter__(self) -> Iterator[TranslationUnit]:
        try:
            with self.path.open(encoding="utf-8-sig", newline="\n") as file:
                for number, line in enumerate(file, start=1):
                    if line.strip():
                        yield self._unit(line, number)
        except (OSError, UnicodeDecodeError) as error:
            details = {"reason": getattr(error, "strerror", None) or error}
            raise FormatError("unreadable", str(self.path), details=details) from error

    def _unit(self, line: str, number: int) -> TranslationUnit:
        try:
            unit = _unit_of(json.loads(line), number)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            details = {"reason": " ".join(str(error).split()) or type(error).__name__}
            raise FormatError("jsonl-row", str(self.path), number, details=details) from error
        return unit


def _unit_of(row: Mapping[str, Any], number: int) -> TranslationUnit:
    if "variants" not in row:
        return _aligned(row, number)
    variants = tuple(map(_variant_of, row["variants"]))
    notes, props = _notes_and_props(row)
    return TranslationUnit(_string(row.get("id", "")), variants, None, notes, props)


def _aligned(row: Mapping[str, Any], number: int) -> TranslationUnit:
    """A line of `tmkit align`."""
    tags = [key for key in row if lang.is_tag(key) and key not in _NOT_LANGS]
    if not tags:
        raise ValueError("variants")
    variants = tuple(Variant(tag, (_string(row[tag]),)) for tag in tags if row[tag])
    props = (("score", f"{row['score']:.4f}"),) if "score" in row else ()
    return TranslationUnit(_string(row.get("id", str(number))), variants, props=props)


def _variant_of(row: Mapping[str, Any]) -> Variant:
    content = tuple(map(_part_of, row["content"])) if "content" in row else (_string(row["text"]),)
    notes, props = _notes_and_props(row)
    dates = _string(row.get("created", "")), _string(row.get("changed", ""))
    return Variant(_string(row["lang"]), content, *dates, notes, props)


def _part_of(part: str | Mapping[str, Any]) -> str | Tag:
    if isinstance(part, str):
        return _string(part)
    if part["kind"] not in _KINDS:
        raise ValueError(part["kind"])
    return Tag(part["kind"], _string(part.get("id", "")), _string(part.get("text", "")))


def _notes_and_props(
    row: Mapping[str, Any],
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    notes = tuple(map(_string, row.get("notes", ())))
    return notes, tuple((_string(key), _string(value)) for key, value in row.get("props", ()))


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(json.dumps(value))
    value.encode()  # a lone surrogate is JSON, but no text
    return value


def write(units: Iterable[TranslationUnit], file: BinaryIO) -> int:
    """Write units, a line each; returns their number."""
    count = 0
    for unit in units:
        row: dict[str, object] = {"id": unit.id, "variants": list(map(_variant_row, unit.variants))}
        row |= _said(notes=unit.notes, props=unit.props)
        file.write((json.dumps(row, ensure_ascii=False) + "\n").encode())
        count += 1
    return count


def _variant_row(variant: Variant) -> dict[str, object]:
    content = variant.content
    row: dict[str, object] = {"lang": variant.lang}
    if len(content) == 1 and isinstance(content[0], str):
        row["text"] = content[0]
    else:
        row["content"] = [
            part
            if isinstance(part, str)
            else {"kind": part.kind, **_said(id=part.id, text=part.text)}
            for part in content
        ]
    return row | _said(
        created=variant.created, changed=variant.changed, notes=variant.notes, props=variant.props
    )


def _said(**values: object) -> dict[str, object]:
    return {key: value for key, value in values.items() if value}
