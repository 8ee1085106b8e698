"""The table of all rules, in the order of their codes."""

from __future__ import annotations

from tmkit.lint import (
    acronyms,
    clashes,
    concepts,
    definitions,
    exchange,
    files,
    references,
    workflow,
)
from tmkit.lint.rule import Rule

__all__ = ["RULES"]

_FAMILIES = (
    files.RULES,
    references.RULES,
    clashes.RULES,
    concepts.RULES,
    definitions.RULES,
    acronyms.RULES,
    workflow.RULES,
    exchange.RULES,
)

RULES: tuple[Rule, ...] = tuple(
    sorted((rule for family in _FAMILIES for rule in family), key=lambda rule: rule.code)
)
