"""What may stand in a concept file: keys, types, shapes and choices of values."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex

from tmkit import lang
from tmkit.codes import finding
from tmkit.formats.concept_text import EVENT, HISTORY, TERM, TOP, Keys, table_of
from tmkit.formats.tbx_categories import DIALECTS
from tmkit.model import Concept, Finding, Fix, Place

__all__ = ["CHOICES", "defects", "findings_in", "is_date", "is_id"]

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


@lru_cache(maxsize=10_000)
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


def is_id(text: str) -> bool:
    """Whether a text can be the id of a concept, and so the name of its file."""
    return _SLUG.fullmatch(text) is not None


def defects(concept: Concept, path: Path, language: str = "en") -> list[Finding]:
    """What of a concept cannot stand in a concept file; path: of the file it comes from.

    The field of each place is named as in a concept file, "term[0].pos".
    """
    found = findings_in(table_of(concept), path, {}, language)
    return [
        replace(each, place=replace(each.place, line=0, column=0, id=concept.id))
        for each in found
        if each.code != "TG108"
    ]


def findings_in(
    table: dict[str, Any], path: Path, places: Mapping[str, tuple[int, int]], language: str
) -> Iterator[Finding]:
    """What is wrong with the keys and values of the table of a concept file.

    places: where each value stands, by its field.
    """

    def report(code: str, field: str, /, fix: str = "", **details: object) -> Finding:
        line, column = places.get(field, (1, 1))
        place = Place(str(path), line, column, id=path.stem, field=field)
        found = finding(code, place, language, **details)
        return replace(found, fix=Fix(field, fix)) if fix else found

    for kind, where, row, known in _tables(table):
        plain = _PLAIN[kind]
        # Nearly all values are plainly right.
        odd = (key for key in row if not _is_plainly_right(row[key], plain.get(key)))
        for key in odd:
            field, value = _join(where, key), row[key]
            if key not in known:
                near = difflib.get_close_matches(key, known, 1)
                hint = near[0] if near else ", ".join(known)
                yield report("TG102", field, key=key, near=hint)
            elif (blank := _blank_in(value)) is not None:
                yield report("TG106", field + blank, key=key + blank)
            elif not _is_right(kind, key, value):
                name = f"{kind}.{key}"
                yield report(_code(name, value), field, _mended(name, value), **_said(name, value))
        lacking = (key for key in _REQUIRED[kind] if key not in row or row[key] == [])
        for key in lacking:
            yield report("TG103", where, key=key, where=where or "concept")
    if isinstance(table.get("id"), str) and table["id"] != path.stem:
        yield report("TG108", "id", id=table["id"], name=path.stem)


def _is_plainly_right(value: object, fits: Callable[[str], object] | None) -> bool:
    """Whether a value is a text that says something and fits its key."""
    return type(value) is str and fits is not None and not value.isspace() and bool(fits(value))


def _said(name: str, value: object) -> dict[str, object]:
    """What there is to say of a wrong value; name: kind and key, "term.pos"."""
    key = name.split(".")[1]
    wanted = ", ".join(CHOICES.get(name, ())) or _WANTED.get(key, "text")
    shown = (f'"{value}"' if isinstance(value, str) else str(value))[:80]
    return {"key": key, "value": shown, "wanted": wanted}


def _code(name: str, value: object) -> str:
    """TG105 for a date, TG802 for what TBX knows but TBX-Basic does not, TG104 for any other."""
    if _SHAPES.get(name) is is_date:
        return "TG105"
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
# By kind and key, what a value must fulfil that is a text.
_PLAIN: dict[str, dict[str, Callable[[str], object]]] = {
    kind: {
        key: CHOICES[f"{kind}.{key}"].__contains__
        if f"{kind}.{key}" in CHOICES
        else _SHAPES.get(f"{kind}.{key}", bool)
        for key in keys
        if not (kind == "concept" and (key in _NESTED or key in _LISTS))
    }
    for kind, keys in (("concept", TOP), ("term", TERM), ("history", HISTORY), ("event", EVENT))
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
