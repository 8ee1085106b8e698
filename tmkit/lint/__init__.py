"""The rules of glossaries and of translation units: concept files or pairs in, findings out."""

from tmkit.lint.context import Attestations, Base, Context, Index, Use
from tmkit.lint.engine import findings_in
from tmkit.lint.people import PROGRAM, People, Person
from tmkit.lint.rule import Case, Hit, Rule, Said
from tmkit.lint.rules import RULES
from tmkit.lint.survey import REMARKS, Remark, Survey
from tmkit.lint.transitions import TRANSITIONS, Review, act, content_of, possible
from tmkit.lint.unit_engine import findings_in_pair, pairs_of
from tmkit.lint.unit_rules import UNIT_RULES
from tmkit.lint.units import Pair, Repeats, UnitCase, UnitContext, UnitHit, UnitRule

__all__ = [
    "PROGRAM",
    "REMARKS",
    "RULES",
    "TRANSITIONS",
    "UNIT_RULES",
    "Attestations",
    "Base",
    "Case",
    "Context",
    "Hit",
    "Index",
    "Pair",
    "People",
    "Person",
    "Remark",
    "Repeats",
    "Review",
    "Rule",
    "Said",
    "Survey",
    "UnitCase",
    "UnitContext",
    "UnitHit",
    "UnitRule",
    "Use",
    "act",
    "content_of",
    "findings_in",
    "findings_in_pair",
    "pairs_of",
    "possible",
]
