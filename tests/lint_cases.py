"""What the rules find in small glossaries, written as fragments of concept files."""

from __future__ import annotations

from pathlib import Path

from tmkit.formats import concept
from tmkit.lint import Case
from tmkit.model import ConceptFile, Finding
from tmkit.settings import GlossarySettings, Settings
from tmkit.tasks.checking import findings_of


def files_in(files: dict[str, str]) -> list[ConceptFile]:
    """Concept files by id; each fragment is filled in with what every concept must have."""
    texts = Case(files).texts()
    return [concept.parse(text, Path("house", f"{id_}.toml")) for id_, text in texts.items()]


def findings_in(files: dict[str, str], settings: GlossarySettings | None = None) -> list[Finding]:
    """What all rules find, but for the order of keys, and for acts that fragments do not have."""
    of_project = Settings(glossary=(("house", settings),) if settings else ())
    found = findings_of(files_in(files), of_project)
    return [each for each in found if each.code not in ("TG109", "TG701", "TG702")]


def places_in(files: dict[str, str], settings: GlossarySettings | None = None) -> set[str]:
    """Of each finding "code file field"."""
    found = findings_in(files, settings)
    return {f"{each.code} {each.place.id} {each.place.field}" for each in found}


def codes_in(*terms: str, top: str = "", others: dict[str, str] | None = None) -> list[str]:
    """The codes of what is found in one concept, `one`, of the given terms."""
    found = findings_in({"one": top + "".join(terms), **(others or {})})
    return [each.code for each in found if each.place.id == "one"]
