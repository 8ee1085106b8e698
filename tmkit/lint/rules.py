"""The table of all rules, in the order of their codes."""

from __future__ import annotations

from tmkit.lint import evidence, files
from tmkit.lint.rule import Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (*files.RULES, *evidence.RULES)
