"""The columns of a complete glossary table: their order, their headings, and who else names them.

A heading stands in all languages that tmkit speaks: "Term (English) / Thuật ngữ (tiếng Anh)".
Read are these, each half of them, and what `headings.toml` lists: "Tiếng Anh", "EN", "Domain".
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from tmkit import lang, messages

__all__ = [
    "CORE",
    "OF_CONCEPT",
    "OF_LANGUAGE",
    "OF_TERM",
    "Column",
    "column_of",
    "heading",
    "known",
    "layout",
]

OF_CONCEPT = (
    *("id", "subject", "status", "note", "broader", "related", "replaced_by"),
    *("event", "allow", "history"),
)
"""Columns that there is one of."""
OF_LANGUAGE = ("definition", "definition_source")
OF_TERM = (
    *("term", "avoid", "type", "term_status", "context", "source", "term_note", "pos"),
    *("full", "usage", "authority", "from", "until"),
)
"""Columns that there is one of for each language: of the concept, and of the term in the row."""
CORE = ("id", "subject", "status", "term", "avoid", "type", "definition", "note", "context")
"""Columns that a table has though they be empty."""

# What a heading with a language means that without one is about the concept.
_IN_A_LANGUAGE = {"status": "term_status", "note": "term_note"}
_SIDES = {"source_term": 0, "target_term": 1}
_BRACKETS = re.compile(r"(.*?)\s*[(\[]\s*(?:[^()\[\]]*,\s*)?([^()\[\],]+?)\s*[)\]]")
_BETWEEN = " _:.-–—"


class Column(NamedTuple):
    """What a column holds: a role of OF_CONCEPT, OF_LANGUAGE or OF_TERM, and in which language.

    Headings that are read have one role more: `short`, a short form in that language.
    """

    role: str
    lang: str = ""


def layout(languages: Sequence[str]) -> list[Column]:
    """All columns for these languages, in the order of a table: terms first, side by side."""
    columns = [Column(role) for role in OF_CONCEPT[:3]]
    columns += [Column(role, tag) for tag in languages for role in OF_TERM[:4]]
    columns += [Column(role, tag) for tag in languages for role in OF_LANGUAGE]
    columns.append(Column("note"))
    columns += [Column(role, tag) for tag in languages for role in OF_TERM[4:]]
    return columns + [Column(role) for role in OF_CONCEPT[4:]]


def heading(column: Column) -> str:
    """What stands above a column, in all languages that tmkit speaks."""
    said = []
    for language in messages.LANGUAGES:
        word = messages.message(f"column-{column.role}", language)
        said.append(f"{word} ({_named(column.lang, language)})" if column.lang else word)
    return " / ".join(said)


def _named(tag: str, language: str) -> str:
    """A language so that people know it and its tag is not lost: "English, en-GB"."""
    key = f"language-{lang.primary(tag)}"
    name = messages.message(key, language) if key in messages.keys(language) else ""
    if name and tag != lang.primary(tag):
        return f"{name}, {tag}"
    return name or tag


def known(
    headings: Mapping[int, str], languages: tuple[str, str]
) -> tuple[dict[int, Column], set[int]]:
    """What the columns of a row of headings hold, by their numbers; others are left out.

    Of two columns for the same the second one is left out. languages: source and target, for
    headings such as "Translation". A heading about a language that names none is about that of the
    terms before it; the numbers of such columns are the second part of the result.
    """
    found = {number: column_of(text, languages) for number, text in headings.items()}
    columns = {number: column for number, column in sorted(found.items()) if column}
    _settle_sides(columns, languages)
    guessed = _settle_languages(columns)
    unique: dict[int, Column] = {}
    for number, column in columns.items():
        if column not in unique.values():
            unique[number] = column
    return unique, guessed & unique.keys()


def _settle_sides(columns: dict[int, Column], languages: tuple[str, str]) -> None:
    """Give a language to the columns that say source and target, or nothing but "term"."""
    roles = [column.role for column in columns.values()]
    for number, column in columns.items():
        if column.role in _SIDES:
            columns[number] = Column("term", languages[_SIDES[column.role]])
        elif column == Column("source") and "target_term" in roles and "term" not in roles:
            columns[number] = Column("term", languages[0])
    for number in [number for number, column in columns.items() if column == Column("term")]:
        taken = {column.lang for column in columns.values() if column.role == "term"}
        free = [tag for tag in languages if tag not in taken]
        if free:
            columns[number] = Column("term", free[0])
        else:
            del columns[number]


def _settle_languages(columns: dict[int, Column]) -> set[int]:
    """Give the language of the terms before them to columns that name none; returns which."""
    terms = [column.lang for column in columns.values() if column.role == "term"]
    near = terms[0] if terms else ""
    guessed = set()
    for number, column in columns.items():
        if column.role == "term":
            near = column.lang
        elif not column.lang and column.role not in OF_CONCEPT:
            columns[number] = Column(column.role, near)
            guessed.add(number)
    return guessed


def column_of(text: str, languages: Sequence[str] = ()) -> Column | None:
    """What a heading says, as a whole or one of its parts between slashes; None for nothing known.

    languages: tags that may stand alone as a heading, beside those that people have names for.
    """
    names = _names() | {tag.casefold(): tag for tag in languages}
    for part in (text, *text.split("/")):
        column = _column_of(" ".join(unicodedata.normalize("NFC", part).casefold().split()), names)
        if column:
            return column
    return None


def _column_of(text: str, names: Mapping[str, str]) -> Column | None:
    if text in _roles():
        return Column(_roles()[text])
    bracketed = _BRACKETS.fullmatch(text)
    if bracketed:
        base, name = bracketed.groups()
        base = "" if base in names else base
        tag = names.get(name) or (lang.canonical(name) if lang.is_tag(name) else "")
        return _in_language(base, tag)
    if lang.is_tag(text) and "-" in text and lang.primary(text) in names:
        return Column("term", lang.canonical(text))
    for name, tag in sorted(names.items(), key=lambda pair: -len(pair[0])):
        for base in _without(text, name):
            column = _in_language(base, tag)
            if column:
                return column
    return None


def _without(text: str, name: str) -> list[str]:
    """What is left of a heading where the name of a language begins or ends it."""
    bases = []
    if text.startswith(name) and not text[len(name) : len(name) + 1].isalnum():
        bases.append(text[len(name) :])
    if text.endswith(name) and not text[: -len(name)][-1:].isalnum():
        bases.append(text[: -len(name)])
    return [base.strip(_BETWEEN) for base in bases]


def _in_language(base: str, tag: str) -> Column | None:
    role = _roles().get(base) if base else "term"
    role = _IN_A_LANGUAGE.get(role or "", role)
    if not tag or not role or role in OF_CONCEPT:
        return None
    return Column("term" if role in _SIDES else role, tag)


@cache
def _roles() -> dict[str, str]:
    """Role by what a column is called, in small letters; what tmkit itself writes goes first."""
    said = {
        messages.message(f"column-{role}", language).casefold(): role
        for role in (*OF_CONCEPT, *OF_LANGUAGE, *OF_TERM)
        for language in messages.LANGUAGES
    }
    others = {word: role for role, words in _words()["columns"].items() for word in words}
    return others | said


@cache
def _names() -> dict[str, str]:
    """Tag by what a language is called, in small letters."""
    return {word: tag for tag, words in _words()["languages"].items() for word in words}


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    text = resources.files(__package__).joinpath("headings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
