"""Each rule by its own examples: it fires on the bad one, and not on the good one."""

from __future__ import annotations

from pathlib import Path

import pytest
from evidence_cases import evidence_of

from tmkit import codes, messages
from tmkit.formats import concept
from tmkit.lint import RULES, Base, Case, Rule
from tmkit.model import ConceptFile
from tmkit.settings import Settings
from tmkit.tasks.checking import findings_of


def codes_in(case: Case) -> set[str]:
    files = files_of(case.texts())
    settings = Settings(glossary=(("house", case.settings),))
    was = case.base_texts()
    before = [file.concept for file in files_of(was or {}) if file.concept]
    base = None if was is None else Base({each.id: each for each in before}, {})
    evidence = evidence_of(case, files, settings)
    found = {finding.code for finding in findings_of(files, settings, evidence=evidence, base=base)}
    # Fragments are filled in without regard to the order of keys.
    return found if case.broken else found - {"TG109"}


def files_of(texts: dict[str, str]) -> list[ConceptFile]:
    return [concept.parse(text, Path("house", f"{id_}.toml")) for id_, text in texts.items()]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_fires_on_its_bad_example_alone_and_not_on_its_good_one(rule: Rule) -> None:
    assert codes_in(rule.bad) == {rule.code}
    assert codes_in(rule.good) == set()


def test_the_table_has_each_code_once_and_in_order() -> None:
    table = [rule.code for rule in RULES]
    assert table == sorted(set(table))


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_gives_its_reason(rule: Rule, language: str) -> None:
    assert rule.code in codes.CODES
    assert rule.why(language).endswith(".")
