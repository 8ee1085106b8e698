"""The rules of glossaries: concept files in, findings out."""

from tmkit.lint.context import Attestations, Base, Context, Index, Use
from tmkit.lint.engine import findings_in
from tmkit.lint.rule import Case, Hit, Rule, Said
from tmkit.lint.rules import RULES

__all__ = [
    "RULES",
    "Attestations",
    "Base",
    "Case",
    "Context",
    "Hit",
    "Index",
    "Rule",
    "Said",
    "Use",
    "findings_in",
]
