"""What tmkit says in notes because TBX has no element for it, both ways."""

from __future__ import annotations

import re

from tmkit.model import HistoryEntry, Term

__all__ = [
    "FORBIDDEN",
    "act",
    "act_in",
    "marked_status",
    "marked_validity",
    "plain",
    "shielded",
    "validity",
]

FORBIDDEN = "tmkit:status=forbidden"
_STATUS = "status: "
_VALID = "valid: "
_SHIELD = "note: "
_MARK = re.compile(
    rf"(?:{_SHIELD})*(?:{_STATUS}[a-z]+\Z|{_VALID}[^/\n]*/[^/\n]*\Z|{FORBIDDEN}\Z"
    r"|\d{4}-\d\d-\d\d [a-z]+ by )"
)
_ACTIONS = ("proposed", "edited", "reviewed", "approved", "rejected", "deprecated", "reopened")
# The picklist of TBX-Basic knows two kinds of transaction; a note says the act itself.
_SAID_BY_TRANSACTION = "proposed"


def shielded(note: str) -> str:
    """A person's note as it is written: one that looks like a mark gets "note: " before it."""
    return _SHIELD + note if _MARK.match(note) else note


def plain(note: str) -> str:
    """What a person wrote: undoes `shielded`."""
    rest = note.removeprefix(_SHIELD)
    return rest if _MARK.match(rest) else note


def marked_status(note: str) -> str:
    """The status of a concept that a note marks, "" where it marks none."""
    found = re.fullmatch(rf"{_STATUS}(draft|review|approved|deprecated|rejected)", note)
    return found[1] if found else ""


def validity(term: Term) -> str:
    """The mark of when a term is valid, "" for always."""
    period = f"{term.valid_from}/{term.valid_until}"
    return "" if period == "/" else _VALID + period


def marked_validity(note: str) -> tuple[str, str] | None:
    """First and last day that a note marks."""
    day = r"(\d{4}-\d\d-\d\d)?"
    found = re.fullmatch(rf"{_VALID}{day}/{day}", note)
    return (found[1] or "", found[2] or "") if found else None


def act(entry: HistoryEntry) -> str:
    """What the transaction cannot say: any act but the first, and what was noted with it."""
    if entry.action == _SAID_BY_TRANSACTION and not entry.note:
        return ""
    said = f"{entry.date} {entry.action} by {entry.by}"
    return f"{said}: {entry.note}" if entry.note else said


def act_in(note: str, date: str, by: str) -> HistoryEntry | None:
    """The act that a note tells of a transaction, None where it tells none of it."""
    who = rf"{re.escape(date)} ({'|'.join(_ACTIONS)}) by {re.escape(by)}(?:: (.+))?"
    found = re.fullmatch(who, note, re.DOTALL)
    return HistoryEntry(date, by, found[1], found[2] or "") if found else None
