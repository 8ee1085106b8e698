"""The rules of glossaries: concept files in, findings out."""

from tmkit.lint.context import Attestations, Base, Context, Index, Use
from tmkit.lint.engine import findings_in
from tmkit.lint.people import PROGRAM, People, Person
from tmkit.lint.rule import Case, Hit, Rule
from tmkit.lint.rules import RULES
from tmkit.lint.transitions import TRANSITIONS, Review, act, content_of, possible

__all__ = [
    "PROGRAM",
    "RULES",
    "TRANSITIONS",
    "Attestations",
    "Base",
    "Case",
    "Context",
    "Hit",
    "Index",
    "People",
    "Person",
    "Review",
    "Rule",
    "Use",
    "act",
    "content_of",
    "findings_in",
    "possible",
]
