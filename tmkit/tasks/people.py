"""`glossaries/people.toml`: a table for each person who works on the glossaries."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Any

from tmkit.errors import SettingsError, UsageError
from tmkit.lint import People, Person
from tmkit.tasks.git import author_in
from tmkit.text import fold

__all__ = ["FILE", "load_people", "parse_people", "who_acts"]

FILE = "people.toml"
_KEYS = ("emails", "aliases")


def load_people(glossaries: Path) -> People:
    """The people of a glossaries folder, nobody where it names none. Raises SettingsError."""
    path = glossaries / FILE
    return parse_people(path.read_bytes(), str(path)) if path.is_file() else People()


def parse_people(content: bytes, path: str) -> People:
    """The people in the content of a file: a table each, with `emails` and, if any, `aliases`.

    Raises SettingsError for what is no TOML, for an unknown key, for no address, and for a name or
    an address that stands for two persons.
    """
    try:
        tables = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError("settings-syntax", path, details={"reason": error}) from error
    persons = [_person(name, table, path) for name, table in tables.items()]
    owners: dict[str, str] = {}
    for person in persons:
        for each in {fold(each): each for each in (person.name, *person.aliases, *person.emails)}:
            if owners.setdefault(each, person.name) != person.name:
                details = {"name": each, "one": owners[each], "other": person.name}
                raise SettingsError("people-twice", path, details=details)
    return People(persons)


def _person(name: str, table: Any, path: str) -> Person:  # noqa: ANN401 # whatever TOML holds
    if not isinstance(table, dict) or not name.strip():
        details = {"key": name, "value": table, "wanted": f'["{name}"]'}
        raise SettingsError("settings-value", path, details=details)
    for key in table:
        if key not in _KEYS:
            near = ", ".join(difflib.get_close_matches(key, _KEYS, 1) or _KEYS)
            details = {"key": f"{name}.{key}", "near": near}
            raise SettingsError("settings-key", path, details=details)
    for key, wanted in (("emails", '["lan@example.vn"]'), ("aliases", '["T. T. Lan"]')):
        texts = table.get(key, [])
        is_sound = isinstance(texts, list) and all(isinstance(x, str) and x.strip() for x in texts)
        if not is_sound or (key == "emails" and not texts):
            details = {"key": f"{name}.{key}", "value": texts, "wanted": wanted}
            raise SettingsError("settings-value", path, details=details)
    return Person(name, tuple(table["emails"]), tuple(table.get("aliases", ())))


def who_acts(by: str, people: People, folder: Path, *, option: str = "--by") -> str:
    """The name under which an act is noted: the one given, else git's, as people.toml writes it.

    option: by which it is given. Raises UsageError where there is none.
    """
    author = author_in(folder)
    name = people.written(" ".join(by.split()) or people.author(author.email) or author.name)
    if not name:
        raise UsageError("no-name", details={"option": option})
    return name
