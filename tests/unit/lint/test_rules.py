"""Each rule by its own examples: it fires on the bad one, and not on the good one."""

from __future__ import annotations

import pytest

from tmkit import codes, messages
from tmkit.lint import RULES, Case, Rule
from tmkit.tasks.rulebook import findings_in_case


def codes_in(rule: Rule, case: Case) -> set[str]:
    return {finding.code for finding in findings_in_case(rule, case)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_fires_on_its_bad_example_alone_and_not_on_its_good_one(rule: Rule) -> None:
    assert codes_in(rule, rule.bad) == {rule.code}
    assert codes_in(rule, rule.good) == set()


def test_the_table_has_each_code_once_and_in_order() -> None:
    table = [rule.code for rule in RULES]
    assert table == sorted(set(table))


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_gives_its_reason(rule: Rule, language: str) -> None:
    assert rule.code in codes.CODES
    assert rule.why(language).endswith(".")
