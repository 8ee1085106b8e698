"""The table of all rules, in the order of their codes."""

from __future__ import annotations

from tmkit.lint import files, punctuation, texts, vietnamese, wording
from tmkit.lint.rule import Rule

__all__ = ["RULES"]

_FAMILIES = (files.RULES, texts.RULES, punctuation.RULES, vietnamese.RULES, wording.RULES)

RULES: tuple[Rule, ...] = tuple(
    sorted((rule for family in _FAMILIES for rule in family), key=lambda rule: rule.code)
)
