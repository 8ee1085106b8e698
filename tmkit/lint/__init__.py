"""The rules of glossaries and of translation units: concept files or pairs in, findings out."""

from tmkit.lint.context import Attestations, Base, Context, Index, Use
from tmkit.lint.engine import findings_in
from tmkit.lint.rule import Case, Hit, Rule
from tmkit.lint.rules import RULES
from tmkit.lint.survey import REMARKS, Remark, Survey
from tmkit.lint.unit_engine import findings_in_pair, pairs_of
from tmkit.lint.unit_rules import UNIT_RULES
from tmkit.lint.units import Pair, Repeats, UnitCase, UnitContext, UnitHit, UnitRule

__all__ = [
    "REMARKS",
    "RULES",
    "UNIT_RULES",
    "Attestations",
    "Base",
    "Case",
    "Context",
    "Hit",
    "Index",
    "Pair",
    "Remark",
    "Repeats",
    "Rule",
    "Survey",
    "UnitCase",
    "UnitContext",
    "UnitHit",
    "UnitRule",
    "Use",
    "findings_in",
    "findings_in_pair",
    "pairs_of",
]
