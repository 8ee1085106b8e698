"""Configuration: `tmkit.toml`, or the table [tool.tmkit] of `pyproject.toml`, in the project."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from tmkit import lang
from tmkit.errors import SettingsError

__all__ = ["FILE", "FILES", "Settings", "load"]

FILE = "tmkit.toml"
FILES = (FILE, "pyproject.toml")
"""Where settings are looked for, in this order."""

Abbreviations = tuple[tuple[str, tuple[str, ...]], ...]
"""Language tag and abbreviations; a table in the file, here in a form that has a hash."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a project is laid out and what is kept.

    source, target: BCP 47 tags, the direction of translation.
    corpus, glossaries, output: folders, relative to the project folder.
    at_least: smallest score, 0 to 1, of a bead that becomes a translation unit.
    srx: file of segmentation rules, relative to the project folder; for a language that it does not
    name the shipped rules hold.
    abbreviations: by language tag, with their full stop; none of them ends a segment.
    """

    source: str = "en"
    target: str = "vi"
    corpus: str = "corpus"
    glossaries: str = "glossaries"
    output: str = "build"
    at_least: float = 0.5
    srx: str = ""
    abbreviations: Abbreviations = ()

    @property
    def languages(self) -> tuple[str, str]:
        """Source and target."""
        return self.source, self.target


def load(folder: Path) -> Settings:
    """The settings of a project folder, the defaults where it has none.

    Raises SettingsError for a file that is no TOML, an unknown key or an impossible value.
    """
    for name in FILES:
        path = folder / name
        if path.is_file():
            table: Any = _parse(path)
            for key in () if name == FILE else ("tool", "tmkit"):
                table = table.get(key, {})
                if not isinstance(table, dict):
                    details = {"key": key, "value": table, "wanted": "[tool.tmkit]"}
                    raise SettingsError("settings-value", str(path), details=details)
            if table:
                settings = _settings_of(table, str(path))
                return replace(settings, srx=settings.srx and str(folder / settings.srx))
    return Settings()


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError("settings-syntax", str(path), details={"reason": error}) from error


def _abbreviations(table: object, path: str) -> Abbreviations:
    details = {"key": "abbreviations", "value": table, "wanted": 'vi = ["CĐ.", "KTV."]'}
    if not isinstance(table, dict):
        raise SettingsError("settings-value", path, details=details)
    for tag, words in table.items():
        whole = isinstance(words, list) and all(isinstance(each, str) and each for each in words)
        if not whole or not lang.is_tag(tag):
            details["value"] = {tag: words}
            raise SettingsError("settings-value", path, details=details)
    return tuple((tag, tuple(words)) for tag, words in sorted(table.items()))


def _settings_of(table: dict[str, Any], path: str) -> Settings:
    if "abbreviations" in table:
        table = {**table, "abbreviations": _abbreviations(table["abbreviations"], path)}
    known = {field.name: field for field in fields(Settings)}
    for key, value in table.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = near[0] if near else ", ".join(known)
            raise SettingsError("settings-key", path, details={"key": key, "near": hint})
        wanted = type(known[key].default)
        if type(value) is not wanted and not (wanted is float and type(value) is int):
            details = {"key": key, "value": value, "wanted": wanted.__name__}
            raise SettingsError("settings-value", path, details=details)
    settings = replace(Settings(), **table)
    for key in ("source", "target"):
        tag = getattr(settings, key)
        if not lang.is_tag(tag):
            details = {"key": key, "value": tag, "wanted": "BCP 47"}
            raise SettingsError("settings-value", path, details=details)
    if lang.primary(settings.source) == lang.primary(settings.target):
        raise SettingsError("settings-same", path, details={"value": settings.source})
    if not 0 <= settings.at_least <= 1:
        details = {"key": "at_least", "value": settings.at_least, "wanted": "0…1"}
        raise SettingsError("settings-value", path, details=details)
    return settings
