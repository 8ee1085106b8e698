"""Plain text in UTF-8 (or UTF-16 with a byte order mark).

A line is a block. Lines wrapped at a fixed width are joined again: in a wrapped paragraph the first
word of each line would not have fitted on the line before, which lists and headings do not keep up.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from itertools import groupby, pairwise

import regex

from tmkit.errors import FormatError
from tmkit.model import Block, BlockKind

__all__ = ["decode", "read"]

# Lines are wrapped at 60 to 80 characters by custom; below 40 stand poems and lists, above 100
# nobody wraps.
_WRAPPED = range(40, 101)
_BULLET = regex.compile(r"[•▪●◦‣*+-]\s+(?=\S)")
_ENUMERATOR = regex.compile(r"(?:\d{1,2}|\p{Ll})[.)]\s|\p{Ll}\)")
_SENTENCE_END = regex.compile(r"[.!?…:;,][\"”’»)\]]*$")
# The longest heading seen in official documents is about two lines of a page.
_TITLE_LENGTH = 200


def read(raw: bytes, path: str) -> Iterator[Block]:
    """The lines of the text as blocks; the first is the title when it does not end as a sentence.

    Raises FormatError for bytes that are not text.
    """
    lines = [line.strip() for line in decode(raw, path).splitlines()]
    width = max(map(len, lines), default=0)
    first = True
    for filled, group in groupby(enumerate(lines, start=1), key=lambda numbered: bool(numbered[1])):
        if not filled:
            continue
        for number, line in _unwrapped(list(group), width):
            kind, text = _kind_of(line, first=first)
            first = False
            yield Block(kind, text, number)


def decode(raw: bytes, path: str) -> str:
    """The text of the bytes.

    Raises FormatError for a file with NUL bytes or with a byte that is not UTF-8, at its place.
    """
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if raw.startswith(mark):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError as error:
                raise FormatError("TD102", path) from error
    if b"\0" in raw:
        raise FormatError("TD102", path)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        details = {"byte": f"0x{raw[error.start]:02X}"}
        raise FormatError("TD103", path, line, column, details) from error


def _unwrapped(lines: list[tuple[int, str]], width: int) -> list[tuple[int, str]]:
    """The lines between two blank ones: as they are, or as one paragraph when they were wrapped."""
    wrapped = width in _WRAPPED and all(
        len(line) + 1 + len(following.split()[0]) > width
        for (_, line), (_, following) in pairwise(lines)
    )
    return [(lines[0][0], " ".join(line for _, line in lines))] if wrapped else lines


def _kind_of(line: str, *, first: bool) -> tuple[BlockKind, str]:
    bullet = _BULLET.match(line)
    if bullet:
        return "list_item", line[bullet.end() :]
    ends = _SENTENCE_END.search(line)
    if first and not ends and len(line) <= _TITLE_LENGTH:
        return "title", line
    if _ENUMERATOR.match(line) and (ends or not line[0].isdigit()):
        return "list_item", line
    return "heading" if not ends and len(line) <= _TITLE_LENGTH else "paragraph", line
