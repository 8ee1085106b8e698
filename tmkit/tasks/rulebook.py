"""What there is to say of each rule, shown by its own examples; and the schema of concept files."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from tmkit import codes, messages
from tmkit.errors import UsageError
from tmkit.formats import concept
from tmkit.lint import RULES, UNIT_RULES, Base, Case, People, Rule, Survey, UnitRule
from tmkit.model import ConceptFile, Finding, Place, TranslationUnit, Variant
from tmkit.settings import Settings
from tmkit.tasks.checking import findings_of
from tmkit.tasks.corpora import of_units
from tmkit.tasks.evidence import Evidence, survey
from tmkit.tasks.houserules import rules_of

__all__ = ["Page", "evidence_in_case", "findings_in_case", "page_of", "pages", "schema_text"]


_GLOSSARY = "glossary"


class Page(NamedTuple):
    """What there is to say of a code.

    message, help: as they are said of the bad example, where there is one. bad, good: concept files
    in which the rule does not hold and in which it does, as fragments by id; of a rule of
    translation units the texts by language; empty where the code belongs to no rule.
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
        evidence=evidence_in_case(case, files, settings),
        base=base,
        people=People(case.people),
        language=language,
    )


def evidence_in_case(
    case: Case, files: Sequence[ConceptFile], settings: Settings
) -> Evidence | None:
    """What the units of a case say of its concepts, None where it has none."""
    if not case.units:
        return None
    concepts = [file.concept for file in files if file.concept and not case.stale]
    units = [
        TranslationUnit(reference, (Variant(source, (one,)), Variant(target, (other,))))
        for source, target in [settings.languages]
        for reference, one, other in case.units
    ]
    return survey(concepts, lambda: of_units(units, settings.languages), settings.languages)


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
    if code in rules:
        return _page_of_rule(rules[code], language)
    name, severity = codes.CODES[code]
    page = Page(
        code,
        name,
        messages.message(severity, language),
        messages.template(code, language, "why"),
        messages.template(code, language),
        messages.template(code, language, "help"),
        {},
        {},
    )
    rule = next((rule for rule in UNIT_RULES if rule.code == code), None)
    return _with_units(page, rule, language) if rule else page


def _page_of_rule(rule: Rule, language: str) -> Page:
    """The page of a rule of glossaries, of tmkit or of the house."""
    shipped = rule.code in codes.CODES
    message = messages.template(rule.code, language) if shipped else ""
    hint = messages.template(rule.code, language, "help") if shipped else ""
    for each in findings_in_case(rule, rule.bad, language):
        if each.code == rule.code:
            message, hint = each.message, each.help
    return Page(
        rule.code,
        rule.name,
        messages.message(rule.severity, language),
        rule.why(language),
        message,
        hint,
        dict(rule.bad.files),
        dict(rule.good.files),
    )


def _with_units(page: Page, rule: UnitRule, language: str) -> Page:
    """The page of a rule of translation units, shown by the last unit of its examples."""
    survey = Survey(rule.bad.concepts)
    for pair in rule.bad.pairs:
        survey.add(pair)
    context = survey.context()
    for pair in rule.bad.pairs:
        for _, found in rule.findings(pair, context, Place(""), language):
            page = page._replace(message=found.message, help=found.help)
    bad, good = (
        dict(zip(case.pairs[-1].languages, case.pairs[-1][:2], strict=True))
        for case in (rule.bad, rule.good)
    )
    return page._replace(bad=bad, good=good)


def pages(code: str, language: str) -> list[Page]:
    """The page of a code, or of every rule where it is "". Raises UsageError for an unknown one."""
    every = [*(rule.code for rule in rules_of()), *(rule.code for rule in UNIT_RULES)]
    return [page_of(each, language) for each in ([code] if code else every)]


def schema_text() -> str:
    """The JSON Schema (2020-12) of concept files; nothing at run time reads it."""
    folder = resources.files("tmkit.formats")
    return folder.joinpath("concept.schema.json").read_text(encoding="utf-8")
