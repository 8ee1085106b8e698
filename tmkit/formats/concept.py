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
from tmkit.formats.tbx_categories import DIALECTS
from tmkit.model import Concept, ConceptFile, Event, Finding, Fix, HistoryEntry, Place, Term

__all__ = ["canonical", "form_of", "parse", "read"]

# Of a file, in bytes: a hundred times what the fullest concept needs.
_LARGEST = 1_000_000
# What git leaves in a file where two branches meet.
_CONFLICT = regex.compile(r"^(?:<{7} |={7}$|>{7} )", flags=regex.MULTILINE)

# The order of keys in a canonical file, and the schema of what may stand there.
Keys = tuple[str, ...]
TOP: Keys = (
    *("id", "subject", "status", "definition", "definition_source", "broader", "related"),
    *("replaced_by", "note", "allow", "term", "history", "event"),
)
TERM: Keys = (
    *("lang", "term", "type", "status", "pos", "full", "context", "source", "from", "until"),
    *("note", "usage", "authority"),
)
HISTORY: Keys = ("date", "by", "action", "note", "lang")
EVENT: Keys = ("type", "date", "act")
_REQUIRED: dict[str, Keys] = {
    "concept": ("id", "subject", "status", "term", "history"),
    "term": ("lang", "term", "type", "status"),
    "history": ("date", "by", "action"),
    "event": ("type", "date"),
}

_SLUG = regex.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = regex.compile(r"[A-Z]{2}\d{3}")
_COUNTRY = regex.compile(r"[A-Z]{2}")
_CHOICES: dict[str, tuple[str, ...]] = {
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


# TBX leaves the picklist to its dialects; TBX-Basic calls all of these "other".
_OTHER_PARTS_OF_SPEECH = (
    *("article", "conjunction", "determiner", "gerund", "interjection", "numeral", "participle"),
    *("particle", "preposition", "pronoun"),
)


def _is_date(text: str) -> bool:
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
    "term.from": _is_date,
    "term.until": _is_date,
    "term.usage": _COUNTRY.fullmatch,
    "history.date": _is_date,
    "history.lang": lang.is_tag,
    "event.date": _is_date,
}
_LISTS = ("broader", "related", "replaced_by", "allow")


def read(path: Path, language: str = "en") -> ConceptFile:
    """The concept in a file; where it is broken, no concept but findings that say why and where.

    A file that cannot be opened, or is larger than any concept, is such a finding too.
    """
    try:
        raw = _bytes(path)
    except OSError as error:
        unread = finding("TG111", Place(str(path)), language, reason=error.strerror)
        return ConceptFile(path, "", None, (unread,))
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
    return parse(text, path, language)


def _bytes(path: Path) -> bytes:
    """The file's bytes, a little more than the largest concept at most."""
    # A pipe or a device would be waited for.
    if not path.is_file():
        raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
    with path.open("rb", buffering=0) as file:
        return file.read(_LARGEST + 1)


def parse(text: str, path: Path, language: str = "en") -> ConceptFile:
    """The concept in the text of a file; where it is broken, no concept but findings."""
    try:
        table = toml.loads(text.removeprefix("\ufeff"))
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
    is_whole = all(each.code == "TG108" for each in findings)
    return ConceptFile(path, text, _concept_of(table) if is_whole else None, findings, places)


def form_of(file: ConceptFile, language: str = "en") -> Finding | None:
    """What is wrong with the form of a sound file, and the whole text as it should be; or None."""
    assert file.concept is not None
    for sign, key in (("\ufeff", "not-utf-8-mark"), ("\r", "not-utf-8-return")):
        if sign in file.raw:
            code, what = "TG110", messages.message(key, language)
            line = file.raw.count("\n", 0, file.raw.index(sign)) + 1
            break
    else:
        code, what, line = "TG109", "", 1
    text = canonical(file.raw)
    if text == file.raw:
        return None
    place = Place(str(file.path), line, 1, id=file.id)
    return replace(finding(code, place, language, what=what), fix=Fix("", text))


def canonical(text: str) -> str:
    """The text of a valid concept file in canonical order and form, its comments kept.

    Idempotent. Raises tomllib.TOMLDecodeError for a text that is no TOML.
    """
    text = text.removeprefix("\ufeff")
    comments = toml.comments_of(text)
    table = tomllib.loads(text)
    lines = list(_pairs("", {key: table[key] for key in TOP if key in table}, TOP, comments))
    for name, order in (("term", TERM), ("history", HISTORY)):
        for number, row in enumerate(table.get(name, ())):
            place = f"{name}[{number}]"
            # An array written in one line, `history = [{…}]`, has its comments at the array's name.
            places = (name, place) if number == 0 else (place,)
            above = [line for each in places for line in comments.above(each)]
            lines += ["", *above, f"[[{name}]]{''.join(map(comments.beside, places))}"]
            lines += _pairs(place, row, order, comments)
    if "event" in table:
        lines += ["", *comments.above("event"), f"[event]{comments.beside('event')}"]
        lines += _pairs("event", table["event"], EVENT, comments)
    return "\n".join([*lines, *comments.tail]) + "\n"


def _pairs(
    place: str, row: Mapping[str, Any], order: Keys, comments: toml.Comments
) -> Iterator[str]:
    for key in (key for key in order if key in row):
        value = row[key]
        name = f"{place}.{key}" if place else key
        if key in ("term", "history", "event") and not place:
            continue
        yield from comments.above(name)
        if isinstance(value, dict):
            for number, (tag, text) in enumerate(value.items()):
                whole = comments.beside(name) if number == 0 else ""
                beside = whole + comments.beside(f"{name}.{tag}")
                yield f"{key}.{toml.key(tag)} = {toml.value(text)}{beside}"
        else:
            yield f"{key} = {toml.value(value)}{comments.beside(name)}"


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
                wanted = ", ".join(_CHOICES.get(name, ())) or _WANTED.get(key, "text")
                shown = (f'"{value}"' if isinstance(value, str) else str(value))[:80]
                details = {"key": key, "value": shown, "wanted": wanted}
                code = "TG105" if _SHAPES.get(name) is _is_date else _code(name, value)
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
        return value.isoformat() if _SHAPES.get(name) is _is_date else ""
    if not isinstance(value, str):
        return ""
    if name in _CHOICES:
        return next((each for each in _CHOICES[name] if each.lower() == value.strip().lower()), "")
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
    if name in _CHOICES:
        return value in _CHOICES[name]
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
    renamed = {
        "term": "text",
        "type": "kind",
        "pos": "part_of_speech",
        "from": "valid_from",
        "until": "valid_until",
    }
    return Term(**{renamed.get(key, key): value for key, value in row.items()})
