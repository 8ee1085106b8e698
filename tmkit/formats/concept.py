"""Concept files: one concept, one TOML file, in canonical order."""

from __future__ import annotations

import errno
import os
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import regex

from tmkit import messages
from tmkit.codes import finding
from tmkit.formats import toml
from tmkit.formats.concept_checking import CHOICES, defects, findings_in, is_date, is_id
from tmkit.formats.concept_text import (
    EVENT,
    HISTORY,
    RENAMED,
    TERM,
    TOP,
    canonical,
    is_canonical,
    rewritten,
)
from tmkit.model import Concept, ConceptFile, Event, Finding, Fix, HistoryEntry, Place, Term

__all__ = [
    "CHOICES",
    "EVENT",
    "HISTORY",
    "RENAMED",
    "TERM",
    "TOP",
    "canonical",
    "defects",
    "is_date",
    "is_id",
    "parse",
    "parse_bytes",
    "read",
    "rewritten",
]

# Of a file, in bytes: a hundred times what the fullest concept needs.
_LARGEST = 1_000_000
# What git leaves in a file where two branches meet.
_CONFLICT = regex.compile(r"^(?:<{7} |={7}$|>{7} )", flags=regex.MULTILINE)


def read(path: Path, language: str = "en", *, form: bool = False) -> ConceptFile:
    """The concept in a file; where it is broken, no concept but findings that say why and where.

    A file that cannot be opened, or is larger than any concept, is such a finding too. form:
    whether a file that is not in canonical form has a finding that says so.
    """
    try:
        raw = _bytes(path)
    except OSError as error:
        unread = finding("TG111", Place(str(path)), language, reason=error.strerror)
        return ConceptFile(path, "", None, (unread,))
    return parse_bytes(raw, path, language, form=form)


def parse_bytes(raw: bytes, path: Path, language: str = "en", *, form: bool = False) -> ConceptFile:
    """The concept in the content of a file, as `read` gives it; path: for the findings."""
    if len(raw) > _LARGEST:
        large = finding("TG112", Place(str(path)), language, size=_LARGEST // 1000)
        return ConceptFile(path, "", None, (large,))
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        byte = f"0x{raw[error.start]:02X}"
        what = messages.message("not-utf-8-byte", language, byte=byte)
        broken = finding("TG110", Place(str(path), line), language, what=what)
        return ConceptFile(path, raw.decode("utf-8", "replace"), None, (broken,))
    return parse(text, path, language, form=form)


def _bytes(path: Path) -> bytes:
    """The file's bytes, a little more than the largest concept at most."""
    # A pipe or a device would be waited for.
    if not path.is_file():
        raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
    with path.open("rb", buffering=0) as file:
        return file.read(_LARGEST + 1)


def parse(text: str, path: Path, language: str = "en", *, form: bool = False) -> ConceptFile:
    """The concept in the text of a file; where it is broken, no concept but findings.

    form: whether a text that is not in canonical form has a finding that says so.
    """
    plain = toml.plain(text)
    try:
        table = toml.loads(text.removeprefix("\ufeff")) if plain is None else plain
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reason, line, column = toml.reason_of(error, text)
        conflict = _CONFLICT.search(text)
        if conflict:
            reason, column = messages.message("merge-conflict", language), 1
            line = text.count("\n", 0, conflict.start()) + 1
        broken = finding("TG101", Place(str(path), line, column), language, reason=reason)
        return ConceptFile(path, text, None, (broken,))
    places = toml.Places(text)
    findings = tuple(findings_in(table, path, places, language))
    if any(each.code != "TG108" for each in findings):
        return ConceptFile(path, text, None, findings, places)
    if form:
        findings = (*findings, *_form_of(text, plain, path, language))
    return ConceptFile(path, text, _concept_of(table), findings, places)


def _form_of(
    text: str, table: dict[str, Any] | None, path: Path, language: str
) -> Iterator[Finding]:
    """What is wrong with the form of a sound text, with the whole text as it should be.

    table: what it holds, where it is plain.
    """
    if table is not None and is_canonical(text, table):
        return
    better = canonical(text)
    if better == text:
        return
    code, what, line = "TG109", "", 1
    for sign, key in (("\r", "not-utf-8-return"), ("\ufeff", "not-utf-8-mark")):
        if sign in text:
            code, what = "TG110", messages.message(key, language)
            line = text.count("\n", 0, text.index(sign)) + 1
    place = Place(str(path), line, 1, id=path.stem)
    yield replace(finding(code, place, language, what=what), fix=Fix("", better))


def _concept_of(table: dict[str, Any]) -> Concept:
    event = table.get("event")
    return Concept(
        id=table["id"],
        subject=table["subject"],
        status=table["status"],
        terms=tuple(map(_term_of, table["term"])),
        definition=table.get("definition", {}),
        definition_source=table.get("definition_source", {}),
        broader=tuple(table.get("broader", ())),
        related=tuple(table.get("related", ())),
        replaced_by=tuple(table.get("replaced_by", ())),
        event=Event(event["type"], event["date"], event.get("act", "")) if event else None,
        history=tuple(HistoryEntry(**row) for row in table["history"]),
        note=table.get("note", ""),
        allow=tuple(table.get("allow", ())),
    )


def _term_of(row: dict[str, str]) -> Term:
    return Term(**{RENAMED.get(key, key): value for key, value in row.items()})
