"""The table of all rules, in the order of their codes."""

from __future__ import annotations

from tmkit.lint import (
    acronyms,
    clashes,
    concepts,
    definitions,
    evidence,
    exchange,
    files,
    punctuation,
    references,
    texts,
    vietnamese,
    wording,
    workflow,
)
from tmkit.lint.rule import Rule

__all__ = ["RULES"]

_FAMILIES = (
    files.RULES,
    texts.RULES,
    punctuation.RULES,
    vietnamese.RULES,
    wording.RULES,
    references.RULES,
    clashes.RULES,
    concepts.RULES,
    definitions.RULES,
    acronyms.RULES,
    evidence.RULES,
    workflow.RULES,
    exchange.RULES,
)

RULES: tuple[Rule, ...] = tuple(
    sorted((rule for family in _FAMILIES for rule in family), key=lambda rule: rule.code)
)
