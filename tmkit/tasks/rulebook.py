"""What there is to say of each rule, shown by its own examples; and the schema of concept files."""

from __future__ import annotations

import difflib
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from tmkit import codes, messages
from tmkit.errors import UsageError
from tmkit.formats import concept
from tmkit.lint import RULES, Base, Case, People, Rule
from tmkit.model import ConceptFile, Finding
from tmkit.settings import Settings
from tmkit.tasks.checking import findings_of
from tmkit.tasks.houserules import rules_of

__all__ = ["Page", "findings_in_case", "page_of", "pages", "schema_text"]


_GLOSSARY = "glossary"


class Page(NamedTuple):
    """What there is to say of a code.

    message, help: as they are said of the bad example, where there is one. bad, good: concept files
    in which the rule does not hold and in which it does, as fragments by
    id; empty where the code belongs to no rule of concept files.
    """

    code: str
    name: str
    severity: str
    why: str
    message: str
    help: str
    bad: dict[str, str]
    good: dict[str, str]


def findings_in_case(rule: Rule, case: Case, language: str = "en") -> list[Finding]:
    """What all shipped rules, and this one, find in a case."""
    # Fragments are filled in without regard to the order of keys.
    files = _files_of(case.texts(), form=case.broken)
    was = case.base_texts()
    before = [file.concept for file in _files_of(was or {}) if file.concept]
    base = None if was is None else Base({each.id: each for each in before}, case.authors)
    settings = Settings(glossary=((_GLOSSARY, case.settings),))
    rules = {each.code: each for each in (*RULES, rule)}
    return findings_of(
        files,
        settings,
        rules=[*rules.values()],
        base=base,
        people=People(case.people),
        language=language,
    )


def _files_of(texts: dict[str, str], *, form: bool = False) -> list[ConceptFile]:
    return [
        concept.parse(text, Path(_GLOSSARY, f"{id_}.toml"), form=form)
        for id_, text in texts.items()
    ]


def page_of(code: str, language: str) -> Page:
    """The page of a code. Raises UsageError for an unknown one."""
    rules = {rule.code: rule for rule in rules_of()}
    known = [*rules, *codes.CODES]
    if code not in known:
        near = ", ".join(difflib.get_close_matches(code, known, 3) or sorted(set(known))[:3])
        raise UsageError("unknown-code", details={"code": code, "near": near})
    rule = rules.get(code)
    name, severity = (rule.name, rule.severity) if rule else codes.CODES[code]
    shipped = code in codes.CODES
    message = messages.template(code, language) if shipped else ""
    hint = messages.template(code, language, "help") if shipped else ""
    found = findings_in_case(rule, rule.bad, language) if rule else []
    for each in (each for each in found if each.code == code):
        message, hint = each.message, each.help
    return Page(
        code,
        name,
        messages.message(severity, language),
        rule.why(language) if rule else messages.template(code, language, "why"),
        message,
        hint,
        dict(rule.bad.files) if rule else {},
        dict(rule.good.files) if rule else {},
    )


def pages(code: str, language: str) -> list[Page]:
    """The page of a code, or of every rule where it is "". Raises UsageError for an unknown one."""
    return [page_of(each, language) for each in ([code] if code else [r.code for r in rules_of()])]


def schema_text() -> str:
    """The JSON Schema (2020-12) of concept files; nothing at run time reads it."""
    folder = resources.files("tmkit.formats")
    return folder.joinpath("concept.schema.json").read_text(encoding="utf-8")
