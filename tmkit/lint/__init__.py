"""The rules of glossaries and of translation units: concept files or pairs in, findings out.

What is about units is loaded when it is first used: a check of concepts does not wait for it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from tmkit.lint.context import Attestations, Base, Context, Index, Use
from tmkit.lint.engine import findings_in
from tmkit.lint.people import PROGRAM, People, Person
from tmkit.lint.rule import Case, Hit, Rule, Said
from tmkit.lint.rules import RULES
from tmkit.lint.transitions import TRANSITIONS, Review, act, content_of, possible

if TYPE_CHECKING:
    from tmkit.lint.survey import REMARKS, Remark, Survey
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

_HOME = {
    **dict.fromkeys(("REMARKS", "Remark", "Survey"), "survey"),
    **dict.fromkeys(("findings_in_pair", "pairs_of"), "unit_engine"),
    "UNIT_RULES": "unit_rules",
    **dict.fromkeys(("Pair", "Repeats", "UnitCase", "UnitContext", "UnitHit", "UnitRule"), "units"),
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
