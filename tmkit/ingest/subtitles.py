"""Subtitles (SubRip, .srt): a block for each cue, which may hold a part of a sentence.

There is no standard; the format is what players read. Numbers, times and tags are no text.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from tmkit.errors import FormatError
from tmkit.ingest.furniture import Page
from tmkit.ingest.plain import decode
from tmkit.model import Block

__all__ = ["read"]

_NEWLINE = regex.compile(r"\r\n?|\n")
_TIME = r"\d{1,3}:\d{1,2}:\d{1,2}(?:[,.]\d{1,3})?"
# Positions (X1:40 X2:600) may follow the times.
_TIMES = regex.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_NUMBER = regex.compile(r"\s*(\d+)\s*")
# <i>, </font>, {\an8} and {b}: of the page, not of the text.
_TAG = regex.compile(r"</?(?:[biu]|s|font|c|v)(?:[\s.][^<>]*)?>|\{\\[^{}]*\}|\{/?[biu]\}", regex.I)
_SENTENCE_END = regex.compile(r"[.!?…][\"”’»)\]]*$")
# Who speaks begins a line of their own.
_SPEAKER = regex.compile(r"[-–—♪]|\p{Lu}[\p{L}\s.]{0,30}:")


def read(raw: bytes, path: str) -> Page:
    """The cues in their order; place is the number of the cue, as the file gives it.

    Line breaks stay where a sentence or a speaker begins. Raises FormatError for bytes that are not
    text and for a text without cues.
    """
    blocks = list(_cues(_NEWLINE.split(decode(raw, path))))
    if not blocks:
        raise FormatError("TD127", path)
    return Page(blocks)


def _cues(lines: list[str]) -> Iterator[Block]:
    times = [number for number, line in enumerate(lines) if _TIMES.fullmatch(line)]
    for ordinal, start in enumerate(times, start=1):
        # The line above the next times is the next cue's number.
        following = times[ordinal] if ordinal < len(times) else len(lines)
        end = following - _is_numbered(lines, following) if ordinal < len(times) else following
        number = _NUMBER.fullmatch(lines[start - 1]) if start else None
        place = int(number[1]) if number and len(number[1]) < 10 else ordinal
        yield Block("paragraph", _joined(lines[start + 1 : end]), place)


def _is_numbered(lines: list[str], times: int) -> bool:
    return times > 0 and _NUMBER.fullmatch(lines[times - 1]) is not None


def _joined(lines: list[str]) -> str:
    """The text of a cue: lines that go on with a sentence are joined."""
    text = ""
    for line in (" ".join(_TAG.sub("", line).split()) for line in lines):
        if line and text:
            begins = _SENTENCE_END.search(text) or _SPEAKER.match(line)
            text += f"\n{line}" if begins else f" {line}"
        else:
            text += line
    return text
