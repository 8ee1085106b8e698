"""Plain text in UTF-8 (or UTF-16 with a byte order mark); what is older is brought into UTF-8.

A line is a block. Lines wrapped at a fixed width are joined again: in a wrapped paragraph the first
word of each line would not have fitted on the line before, which lists and headings do not keep up.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from itertools import pairwise

import regex

from tmkit import text as texts
from tmkit.errors import FormatError
from tmkit.ingest.furniture import Page
from tmkit.model import Block, BlockKind

__all__ = ["decode", "in_utf8", "read"]

# Lines are wrapped at 60 to 80 characters by custom; below 40 stand poems and lists, above 100
# nobody wraps.
_WRAPPED = range(40, 101)
# Two lines may look wrapped by chance; a wrapped text has more.
_EVIDENCE = 2
_NEWLINE = regex.compile(r"\r\n?|\n")
_BULLET = regex.compile(r"[•▪●◦‣*+-]\s+(?=\S)")
_ENUMERATOR = regex.compile(r"(?:\d{1,2}|\p{Ll})[.)]\s|\p{Ll}\)")
_SENTENCE_END = regex.compile(r"[.!?…:;,][\"”’»)\]]*$")
# The longest heading seen in official documents is about two lines of a page.
_TITLE_LENGTH = 200


def read(raw: bytes, path: str) -> Page:
    """The lines of the text as blocks; the first is the title when it does not end as a sentence.

    Raises FormatError for bytes that are not text.
    """
    return Page(list(_blocks(decode(raw, path))))


def _blocks(text: str) -> Iterator[Block]:
    # Not splitlines: an editor counts no line at a form feed.
    lines = [line.strip() for line in _NEWLINE.split(text)]
    groups = [list(group) for group in _groups(lines)]
    width = max(map(len, lines), default=0)
    wrapped = sum(len(group) - 1 for group in groups if _is_wrapped(group, width))
    first = True
    for group in groups:
        goes_on = all(line[0].islower() for _, line in group[1:])
        joined = _is_wrapped(group, width) and (wrapped >= _EVIDENCE or goes_on)
        whole = [(group[0][0], " ".join(line for _, line in group))] if joined else group
        for number, line in whole:
            kind, content = _kind_of(line, first=first)
            first = False
            yield Block(kind, content, number)


def _groups(lines: list[str]) -> Iterator[list[tuple[int, str]]]:
    """The lines between blank ones, numbered from 1; an item of a list begins its own group."""
    group: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=1):
        if group and (not line or _BULLET.match(line) or _ENUMERATOR.match(line)):
            yield group
            group = []
        if line:
            group.append((number, line))
    if group:
        yield group


def _is_wrapped(group: list[tuple[int, str]], width: int) -> bool:
    """Whether no line could have taken in the first word of the next one."""
    return width in _WRAPPED and all(
        len(line) + 1 + len(following.split()[0]) > width
        for (_, line), (_, following) in pairwise(group)
    )


def in_utf8(
    raw: bytes,
    path: str,
    *,
    encoding: str = "",
    on_warning: Callable[[FormatError], None] = lambda _warning: None,
) -> bytes:
    """The bytes of a text file, those of a Vietnamese encoding from before Unicode as UTF-8.

    encoding: what bytes are in that are not UTF-8; by default it is guessed and `on_warning` gets
    TD112, the guess and its evidence. What came from another encoding begins with a byte order
    mark, which counts more than what a web page declares. Bytes that are UTF-8 or UTF-16, and those
    that no guess is convincing for, stay as they are. Raises FormatError TD113 for bytes that are
    not in `encoding`.
    """
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in raw:
        return raw
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return raw
    if not encoding:
        guess = texts.guess(raw)
        if guess is None or not guess.is_convincing:
            return raw
        encoding = guess.name
        on_warning(FormatError("TD112", path, details=guess.evidence))
    try:
        return codecs.BOM_UTF8 + texts.decode(raw, encoding).encode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        details = {"byte": f"0x{raw[error.start]:02X}", "encoding": encoding}
        # A byte is a letter in these, marks aside.
        column = error.start - before.rfind(b"\n")
        raise FormatError("TD113", path, line, column, details) from error


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
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        details = {"byte": f"0x{raw[error.start]:02X}"}
        raise FormatError("TD103", path, line, column, details) from error


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
