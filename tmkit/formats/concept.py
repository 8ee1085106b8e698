"""Concept files: one concept, one TOML file, in canonical order."""

from __future__ import annotations

import datetime as dt
import difflib
import errno
import os
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import regex

from tmkit import lang, messages
from tmkit.codes import finding
from tmkit.formats import toml
from tmkit.formats.concept_text import (
    EVENT,
    HISTORY,
    RENAMED,
    TERM,
    TOP,
    Keys,
    canonical,
    rewritten,
    table_of,
    written,
)
from tmkit.formats.tbx_categories import DIALECTS
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
_NO_COMMENTS = toml.Comments({}, {}, [])
# What git leaves in a file where two branches meet.
_CONFLICT = regex.compile(r"^(?:<{7} |={7}$|>{7} )", flags=regex.MULTILINE)

_REQUIRED: dict[str, Keys] = {
    "concept": ("id", "subject", "status", "term", "history"),
    "term": ("lang", "term", "type", "status"),
    "history": ("date", "by", "action"),
    "event": ("type", "date"),
}

_SLUG = regex.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = regex.compile(r"[A-Z]{2}\d{3}")
_COUNTRY = regex.compile(r"[A-Z]{2}")
CHOICES: dict[str, tuple[str, ...]] = {
    "concept.status": ("draft", "review", "approved", "deprecated", "rejected"),
    "term.type": ("fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"),
    "term.status": ("preferred", "admitted", "deprecated", "superseded", "forbidden"),
    "term.pos": ("noun", "verb", "adjective", "adverb", "properNoun", "other"),
    "term.authority": ("legal", "own-usage", "press"),
    "history.action": (
        *("proposed", "edited", "reviewed", "approved", "rejected", "deprecated", "reopened"),
    ),
    "event.type": ("renamed", "merged", "split", "abolished"),
}
"""What may stand in a field that has a list."""


# TBX leaves the picklist to its dialects; TBX-Basic calls all of these "other".
_OTHER_PARTS_OF_SPEECH = (
    *("article", "conjunction", "determiner", "gerund", "interjection", "numeral", "participle"),
    *("particle", "preposition", "pronoun"),
)


def is_date(text: str) -> bool:
    """Whether the calendar has the day, written YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


_SHAPES: dict[str, Callable[[str], object]] = {
    "concept.id": _SLUG.fullmatch,
    "concept.broader": _SLUG.fullmatch,
    "concept.related": _SLUG.fullmatch,
    "concept.replaced_by": _SLUG.fullmatch,
    "concept.allow": _CODE.fullmatch,
    "term.lang": lang.is_tag,
    "term.from": is_date,
    "term.until": is_date,
    "term.usage": _COUNTRY.fullmatch,
    "history.date": is_date,
    "history.lang": lang.is_tag,
    "event.date": is_date,
}
_LISTS = ("broader", "related", "replaced_by", "allow")


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
    if len(raw) > _LARGEST:
        large = finding("TG112", Place(str(path)), language, size=_LARGEST // 1000)
        return ConceptFile(path, "", None, (large,))
    return parse_bytes(raw, path, language, form=form)


def parse_bytes(raw: bytes, path: Path, language: str = "en", *, form: bool = False) -> ConceptFile:
    """The concept in the content of a file, as `read` gives it; path: for the findings."""
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
    findings = tuple(_findings(table, path, places, language))
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
    better = canonical(text) if table is None else written(table, _NO_COMMENTS)
    if better == text:
        return
    code, what, line = "TG109", "", 1
    for sign, key in (("\r", "not-utf-8-return"), ("\ufeff", "not-utf-8-mark")):
        if sign in text:
            code, what = "TG110", messages.message(key, language)
            line = text.count("\n", 0, text.index(sign)) + 1
    place = Place(str(path), line, 1, id=path.stem)
    yield replace(finding(code, place, language, what=what), fix=Fix("", better))


def is_id(text: str) -> bool:
    """Whether a text can be the id of a concept, and so the name of its file."""
    return _SLUG.fullmatch(text) is not None


def defects(concept: Concept, path: Path, language: str = "en") -> list[Finding]:
    """What of a concept cannot stand in a concept file; path: of the file it comes from.

    The field of each place is named as in a concept file, "term[0].pos".
    """
    found = _findings(table_of(concept), path, {}, language)
    return [
        replace(each, place=replace(each.place, line=0, column=0, id=concept.id))
        for each in found
        if each.code != "TG108"
    ]


def _findings(
    table: dict[str, Any], path: Path, places: Mapping[str, tuple[int, int]], language: str
) -> Iterator[Finding]:
    def report(code: str, field: str, /, fix: str = "", **details: object) -> Finding:
        line, column = places.get(field, (1, 1))
        place = Place(str(path), line, column, id=path.stem, field=field)
        found = finding(code, place, language, **details)
        return replace(found, fix=Fix(field, fix)) if fix else found

    for kind, where, row, known in _tables(table):
        for key, value in row.items():
            field = _join(where, key)
            if key not in known:
                near = difflib.get_close_matches(key, known, 1)
                hint = near[0] if near else ", ".join(known)
                yield report("TG102", field, key=key, near=hint)
            elif (blank := _blank_in(value)) is not None:
                yield report("TG106", field + blank, key=key + blank)
            elif not _is_right(kind, key, value):
                name = f"{kind}.{key}"
                wanted = ", ".join(CHOICES.get(name, ())) or _WANTED.get(key, "text")
                shown = (f'"{value}"' if isinstance(value, str) else str(value))[:80]
                details = {"key": key, "value": shown, "wanted": wanted}
                code = "TG105" if _SHAPES.get(name) is is_date else _code(name, value)
                yield report(code, field, fix=_mended(name, value), **details)
        for key in _REQUIRED[kind]:
            if key not in row or row[key] == []:
                yield report("TG103", where, key=key, where=where or "concept")
    if isinstance(table.get("id"), str) and table["id"] != path.stem:
        yield report("TG108", "id", id=table["id"], name=path.stem)


def _code(name: str, value: object) -> str:
    """TG802 for a value that TBX knows but TBX-Basic does not, TG104 for any other."""
    if name == "term.pos":
        return "TG802" if value in _OTHER_PARTS_OF_SPEECH else "TG104"
    category = {"term.type": "termType", "term.status": "administrativeStatus"}.get(name)
    if category is None:
        return "TG104"
    whole = DIALECTS["TBX-Default 2008"][category].values
    return "TG802" if value in whole or f"{value}Term-admn-sts" in whole else "TG104"


def _blank_in(value: object) -> str | None:
    """Where in a value a text is blank: "" for the value itself, ".vi" for a key; None: nowhere."""
    if isinstance(value, str):
        return None if value and not value.isspace() else ""
    if isinstance(value, dict):
        texts = ((tag, text) for tag, text in value.items() if isinstance(text, str))
        return next((f".{tag}" for tag, text in texts if not text.strip()), None)
    return None


def _mended(name: str, value: object) -> str:
    """What a wrong value surely means: a choice in other letters, a tag with "_"; or ""."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat() if _SHAPES.get(name) is is_date else ""
    if not isinstance(value, str):
        return ""
    if name in CHOICES:
        return next((each for each in CHOICES[name] if each.lower() == value.strip().lower()), "")
    if _SHAPES.get(name) is lang.is_tag:
        tag = lang.canonical(value.strip().replace("_", "-"))
        return tag if lang.is_tag(tag) else ""
    return ""


def _tables(table: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any], Keys]]:
    """Each table of a concept file: its kind, its place, its rows' values, the keys it may have."""
    yield "concept", "", table, TOP
    for kind, known in (("term", TERM), ("history", HISTORY)):
        for field, row in _rows(table, kind):
            yield kind, field, row, known
    if isinstance(table.get("event"), dict):
        yield "event", "event", table["event"], EVENT


def _rows(table: dict[str, Any], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    rows = table.get(name)
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict):
            yield f"{name}[{number}]", row


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _is_right(kind: str, key: str, value: object) -> bool:
    """Whether a value has the type, the shape and one of the choices of its key."""
    if kind == "concept" and key in _NESTED:
        return _NESTED[key](value)
    name = f"{kind}.{key}"
    if kind == "concept" and key in _LISTS:
        return (
            isinstance(value, list)
            and all(_is_text(item) and _SHAPES[name](item) for item in value)
            and len(set(value)) == len(value)
        )
    if not isinstance(value, str):
        return False
    if name in CHOICES:
        return value in CHOICES[name]
    return name not in _SHAPES or bool(_SHAPES[name](value))


def _are_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _are_texts_by_language(value: object) -> bool:
    return isinstance(value, dict) and all(
        lang.is_tag(tag) and _is_text(text) for tag, text in value.items()
    )


_NESTED: dict[str, Callable[[object], bool]] = {
    "term": _are_tables,
    "history": _are_tables,
    "event": lambda value: isinstance(value, dict),
    "definition": _are_texts_by_language,
    "definition_source": _are_texts_by_language,
}
# What a key wants that has no list of choices.
_WANTED = {
    **dict.fromkeys(("date", "from", "until"), '"YYYY-MM-DD"'),
    **dict.fromkeys(("id", "broader", "related", "replaced_by"), "a-z, 0-9, -"),
    "lang": "BCP 47: en, vi, en-GB",
    **{name: f"[[{name}]]" for name in ("term", "history")},
    "event": "[event]",
    **{name: f"{name}.en = …" for name in ("definition", "definition_source")},
    "usage": "US, GB",
    "allow": "TG501",
}


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


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
