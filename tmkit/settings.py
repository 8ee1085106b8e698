"""Configuration: `tmkit.toml`, or the table [tool.tmkit] of `pyproject.toml`, in the project."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, NoReturn

from tmkit import lang
from tmkit.errors import SettingsError

__all__ = ["FILE", "FILES", "WEIGHTS", "GlossarySettings", "Settings", "folder_of", "load"]

FILE = "tmkit.toml"
FILES = (FILE, "pyproject.toml")
"""Where settings are looked for, in this order."""

Weights = tuple[tuple[str, int], ...]
WEIGHTS: Weights = (
    ("context", 0),
    ("repetitions", 10),
    ("100", 10),
    ("95-99", 30),
    ("85-94", 50),
    ("75-84", 70),
    ("50-74", 100),
    ("internal", 70),
    ("new", 100),
)
"""The bands of an analysis, and an example of what a word in each is worth: percent of a new one.

What is agreed with a client stands in the settings.
"""

Abbreviations = tuple[tuple[str, tuple[str, ...]], ...]
"""Language tag and abbreviations; a table in the file, here in a form that has a hash."""


@dataclass(frozen=True, slots=True)
class GlossarySettings:
    """What a glossary asks of its concepts: a table [glossary.NAME] of the settings.

    approvals: how many reviewers must approve. by_language: each language is approved for itself.
    tones: where Vietnamese tone marks stand, "old" (hòa) or "new" (hoà); "" for either.
    subjects: those that a concept may have, each with its name in the other language; () for any.
    """

    approvals: int = 1
    by_language: bool = False
    tones: str = ""
    subjects: tuple[tuple[str, str], ...] = ()


_DEFAULTS = GlossarySettings()


@dataclass(frozen=True, slots=True)
class Settings:
    """How a project is laid out and what is kept.

    source, target: BCP 47 tags, the direction of translation.
    corpus, glossaries, output: folders, relative to the project folder.
    at_least: smallest score, 0 to 1, of a bead that becomes a translation unit.
    store: the translation memory that is kept: a file, relative to the project folder, or the
    postgresql:// URL of a server.
    srx: file of segmentation rules, relative to the project folder; for a language that it does not
    name the shipped rules hold.
    abbreviations: by language tag, with their full stop; none of them ends a segment.
    glossary: the settings of the glossaries that have any, by the names of their folders.
    weights: of the words in each band of an analysis; the table [analysis.weights] of the file.
    """

    source: str = "en"
    target: str = "vi"
    corpus: str = "corpus"
    glossaries: str = "glossaries"
    output: str = "build"
    at_least: float = 0.5
    store: str = "memory.db"
    srx: str = ""
    abbreviations: Abbreviations = ()
    glossary: tuple[tuple[str, GlossarySettings], ...] = ()
    weights: Weights = WEIGHTS

    def of_glossary(self, name: str) -> GlossarySettings:
        """The settings of a glossary, the defaults where it has none."""
        return next((own for of, own in self.glossary if of == name), _DEFAULTS)

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
        if path.is_dir():
            raise SettingsError("settings-syntax", str(path), details={"reason": "a folder"})
        table = _table_of(path)
        if table:
            settings = _settings_of(table, str(path))
            return replace(settings, srx=settings.srx and str(folder / settings.srx))
    return Settings()


def folder_of(path: Path) -> Path | None:
    """The project folder of a path: the nearest with settings, of itself and those above it.

    `tmkit.toml` makes a project of a folder even where it is empty. None where none has any.
    Raises SettingsError for a file on the way that is no TOML.
    """
    for folder in (path, *path.parents):
        if (folder / FILE).is_file() or any(_table_of(folder / name) for name in FILES):
            return folder
    return None


def _table_of(path: Path) -> dict[str, Any]:
    """The settings in a file; none where there is no file. Raises SettingsError."""
    if not path.is_file():
        return {}
    table: Any = _parse(path)
    for key in () if path.name == FILE else ("tool", "tmkit"):
        table = table.get(key, {})
        if not isinstance(table, dict):
            details = {"key": key, "value": table, "wanted": "[tool.tmkit]"}
            raise SettingsError("settings-value", str(path), details=details)
    return dict(table)


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError("settings-syntax", str(path), details={"reason": error}) from error


def _abbreviations(table: object, path: str) -> Abbreviations:
    wanted = 'vi = ["CĐ.", "KTV."]'
    if not isinstance(table, dict):
        _refuse("abbreviations", table, wanted, path)
    for tag, words in table.items():
        whole = isinstance(words, list) and all(isinstance(each, str) and each for each in words)
        if not whole or not lang.is_tag(tag):
            _refuse("abbreviations", {tag: words}, wanted, path)
    return tuple((tag, tuple(words)) for tag, words in sorted(table.items()))


def _weights(table: object, path: str) -> Weights:
    """All bands with their weights. Raises SettingsError."""
    weights = table.get("weights", {}) if isinstance(table, dict) else None
    if not isinstance(weights, dict) or set(table) - {"weights"}:  # type: ignore[call-overload] # a dict here
        _refuse("analysis", table, "[analysis.weights]", path)
    known = dict(WEIGHTS)
    for band, weight in weights.items():
        if band not in known:
            near = difflib.get_close_matches(band, known, 1) or known
            details = {"key": f"analysis.weights.{band}", "near": ", ".join(near)}
            raise SettingsError("settings-key", path, details=details)
        if type(weight) is not int or weight < 0:
            _refuse(f"analysis.weights.{band}", weight, "0, 10, … 100", path)
    return tuple((known | weights).items())


def _glossaries(tables: object, path: str) -> tuple[tuple[str, GlossarySettings], ...]:
    """The settings of each glossary. Raises SettingsError."""
    if not isinstance(tables, dict):
        _refuse("glossary", tables, "[glossary.NAME]", path)
    return tuple((name, _glossary(f"glossary.{name}", tables[name], path)) for name in tables)


def _glossary(name: str, table: object, path: str) -> GlossarySettings:
    if not isinstance(table, dict):
        _refuse(name, table, f"[{name}]", path)
    if "subjects" in table:
        subjects = table["subjects"]
        if not isinstance(subjects, dict) or not all(isinstance(x, str) for x in subjects.values()):
            _refuse(f"{name}.subjects", subjects, '"metrology" = "đo lường"', path)
        table = {**table, "subjects": tuple(subjects.items())}
    settings = replace(GlossarySettings(), **_checked(table, GlossarySettings, path, f"{name}."))
    if settings.tones not in ("", "old", "new"):
        _refuse(f"{name}.tones", settings.tones, '"old", "new"', path)
    if settings.approvals < 1:
        _refuse(f"{name}.approvals", settings.approvals, "1, 2, …", path)
    return settings


def _checked(
    table: dict[str, Any], kind: type[Settings | GlossarySettings], path: str, where: str = ""
) -> dict[str, Any]:
    """The table, if its keys are fields of the kind and its values have their types."""
    known = {field.name: field for field in fields(kind)}
    for key, value in table.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = near[0] if near else ", ".join(known)
            raise SettingsError("settings-key", path, details={"key": where + key, "near": hint})
        wanted = type(known[key].default)
        if type(value) is not wanted and not (wanted is float and type(value) is int):
            _refuse(where + key, value, wanted.__name__, path)
    return table


def _refuse(key: str, value: object, wanted: str, path: str) -> NoReturn:
    details = {"key": key, "value": value, "wanted": wanted}
    raise SettingsError("settings-value", path, details=details)


def _settings_of(table: dict[str, Any], path: str) -> Settings:
    if "abbreviations" in table:
        table = {**table, "abbreviations": _abbreviations(table["abbreviations"], path)}
    if "analysis" in table:
        weights = _weights(table["analysis"], path)
        table = {key: value for key, value in table.items() if key != "analysis"}
        table["weights"] = weights
    if "glossary" in table:
        table = {**table, "glossary": _glossaries(table["glossary"], path)}
    settings = replace(Settings(), **_checked(table, Settings, path))
    for key in ("source", "target"):
        tag = getattr(settings, key)
        if not lang.is_tag(tag):
            _refuse(key, tag, "BCP 47", path)
    if lang.primary(settings.source) == lang.primary(settings.target):
        raise SettingsError("settings-same", path, details={"value": settings.source})
    if not 0 <= settings.at_least <= 1:
        _refuse("at_least", settings.at_least, "0…1", path)
    return settings
