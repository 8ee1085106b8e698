"""What stands in the cells of a glossary table that hold no plain text.

Words of a list stand in all languages that tmkit speaks, "full form / dạng đầy đủ"; ids stand with
commas between them; an act of the history is a line: date | who | what | note | language. A
backslash before a sign takes its meaning from it; it and n stand for a line break.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Literal, cast

from tmkit import messages
from tmkit.formats.concept import CHOICES, is_date
from tmkit.model import Event, HistoryEntry

__all__ = [
    "CHOICES_OF",
    "code_of",
    "event_cell",
    "event_of",
    "history_cell",
    "history_of",
    "ids_cell",
    "ids_of",
    "word",
]

CHOICES_OF = {
    "status": ("concept.status", "xlsx-status-"),
    "type": ("term.type", "term-type-"),
    "term_status": ("term.status", "xlsx-term-status-"),
    "pos": ("term.pos", "pos-"),
    "authority": ("term.authority", "authority-"),
    "action": ("history.action", "action-"),
    "event": ("event.type", "event-"),
}
"""Columns with words of a list: which list, and what the keys of their messages begin with."""

EventKind = Literal["renamed", "merged", "split", "abolished"]
_ACT = 5
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PIPES = re.compile(r"((?:[^\\|]|\\.|\\\Z)*)(?:\||\Z)", re.DOTALL)
_COMMAS = re.compile(r"((?:[^\\,;\n]|\\.|\\\Z)*)(?:[,;\n]|\Z)", re.DOTALL)
_LINES = re.compile(r"(?:[^\\\n]|\\.|\\\Z)+", re.DOTALL)
_SIGNS = {"\n": "\\n", "\r": "\\r"}
_READ = {"n": "\n", "r": "\r"}


def word(role: str, code: str) -> str:
    """A value of a list in words; what is in no list stands as it is."""
    field, prefix = CHOICES_OF[role]
    if code not in CHOICES[field]:
        return code
    return " / ".join(messages.message(prefix + code, language) for language in messages.LANGUAGES)


def code_of(role: str, text: str) -> str:
    """The value that a cell means, by its code or its words in any language; "" for none."""
    known = _codes(role)
    for part in (text, *text.split("/")):
        if _plain(part) in known:
            return known[_plain(part)]
    return ""


@cache
def _codes(role: str) -> dict[str, str]:
    field, prefix = CHOICES_OF[role]
    said = {
        _plain(messages.message(prefix + code, language)): code
        for code in CHOICES[field]
        for language in messages.LANGUAGES
    }
    return said | {_plain(code): code for code in CHOICES[field]}


def _plain(text: str) -> str:
    """Small letters without blanks and hyphens."""
    return re.sub(r"[\s_-]+", "", unicodedata.normalize("NFC", text)).casefold()


def ids_cell(ids: Iterable[str]) -> str:
    """Ids in a cell, with commas between them."""
    return ", ".join(_escaped(each, ",;") for each in ids)


def ids_of(text: str) -> tuple[str, ...]:
    """The ids in a cell, parted by commas, semicolons or line breaks."""
    return tuple(part for part in _parts(text, _COMMAS) if part)


def event_cell(event: Event | None) -> str:
    """An event in a cell: what | date | legal act."""
    return _joined((word("event", event.kind), event.date, event.act)) if event else ""


def event_of(text: str) -> Event | None:
    """The event in a cell, None where it is none."""
    parts = _parts(text, _PIPES)
    kind, day, act = (*parts, "", "", "")[:3]
    code = code_of("event", kind)
    if not code or not is_date(day) or len(parts) > 3:
        return None
    return Event(cast(EventKind, code), day, act)


def history_cell(history: Iterable[HistoryEntry]) -> str:
    """The acts on a concept in a cell, a line each."""
    return "\n".join(
        _joined((act.date, act.by, word("action", act.action), act.note, act.lang))
        for act in history
    )


def history_of(text: str) -> tuple[tuple[HistoryEntry, ...], tuple[str, ...]]:
    """The acts in a cell, and the lines that are none."""
    acts, others = [], []
    for line in _LINES.findall(text):
        parts = _parts(line, _PIPES)
        date, by, action, note, tag = (*parts, *[""] * _ACT)[:_ACT]
        code = code_of("action", action)
        if is_date(date) and by and code and len(parts) <= _ACT:
            acts.append(HistoryEntry(date, by, code, note, tag))
        elif line.strip():
            others.append(line)
    return tuple(acts), tuple(others)


def _joined(parts: tuple[str, ...]) -> str:
    """Parts with strokes between them; empty ones at the end are left out."""
    last = max((number for number, part in enumerate(parts, start=1) if part), default=0)
    return " | ".join(_escaped(part, "|") for part in parts[:last])


def _escaped(text: str, special: str) -> str:
    escaped = re.sub(rf"[\\{special}]", r"\\\g<0>", text)
    escaped = "".join(_SIGNS.get(sign, sign) for sign in escaped)
    # Blanks around a part are for the eye: its own ones, at either end, are marked.
    bare = escaped.strip()
    begins = escaped.index(bare) if bare else len(escaped)
    before, after = escaped[:begins], escaped[begins + len(bare) :]
    return f"{_marked(before)}{bare}{_marked(after)}"


def _marked(blanks: str) -> str:
    return "".join(f"\\{sign}" for sign in blanks)


def _parts(text: str, pattern: re.Pattern[str]) -> list[str]:
    parts = [found[1] for found in pattern.finditer(text) if found.end() > found.start()]
    return [_ESCAPED.sub(_sign, _stripped(part)) for part in parts]


def _stripped(text: str) -> str:
    """Without the blanks at either end that no backslash marks."""
    text = text.lstrip()
    bare = text.rstrip()
    # An odd number of backslashes at the end marks the blank behind it.
    marks = len(bare) - len(bare.rstrip("\\"))
    return text[: len(bare) + 1] if marks % 2 and len(bare) < len(text) else bare


def _sign(found: re.Match[str]) -> str:
    return _READ.get(found[1], found[1])
