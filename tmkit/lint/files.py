"""TG1: whether a file is a concept file at all. Most of it is found by reading."""

from __future__ import annotations

from collections.abc import Iterator

from tmkit.lang import primary
from tmkit.lint.context import Context
from tmkit.lint.rule import Case, Hit, Rule, term
from tmkit.model import Concept, ConceptFile, Fix

__all__ = ["RULES"]

# Codes of countries that are written for those of their languages (ISO 3166-1, ISO 639-1).
_COUNTRIES = {"vn": "vi", "us": "en", "gb": "en", "uk": "en"}


def foreign_languages(_file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG104: a term in a language that the project does not have."""
    known = {primary(tag) for tag in context.languages}
    for number, each in enumerate(concept.terms):
        if primary(each.lang) not in known:
            field = f"term[{number}].lang"
            meant = _COUNTRIES.get(primary(each.lang), "")
            fix = Fix(field, meant) if meant in known else None
            wanted = ", ".join(context.languages)
            yield Hit(field, {"key": "lang", "value": f'"{each.lang}"', "wanted": wanted}, fix)


_CANONICAL = """\
id = "level"
subject = "testing"
status = "draft"

[[term]]
lang = "en"
term = "level"
type = "fullForm"
status = "preferred"

[[term]]
lang = "vi"
term = "mức"
type = "fullForm"
status = "preferred"

[[history]]
date = "2026-01-05"
by = "Lan"
action = "proposed"
"""
_TRANSLATION = term("vi", "mức")
_SOUND = Case({"level": _CANONICAL}, broken=True)

RULES = (
    Rule(
        "TG101",
        check=None,
        bad=Case({"level": 'id = "level'}, broken=True),
        good=_SOUND,
    ),
    Rule(
        "TG102",
        check=None,
        bad=Case({"level": term("en", "level", gender="neuter") + _TRANSLATION}),
        good=Case({"level": term("en", "level", note="A word without gender.") + _TRANSLATION}),
    ),
    Rule(
        "TG103",
        check=None,
        bad=Case({"level": '[[term]]\nlang = "en"\nterm = "level"\ntype = "fullForm"'}),
        good=_SOUND,
    ),
    Rule(
        "TG104",
        check=foreign_languages,
        bad=Case({"level": term("vn", "mức")}),
        good=Case({"level": term("en", "level") + _TRANSLATION}),
    ),
    Rule(
        "TG105",
        check=None,
        bad=Case({"level": term("en", "level", until="2026-02-30")}),
        good=Case({"level": term("en", "level", until="2026-02-28") + _TRANSLATION}),
    ),
    Rule(
        "TG106",
        check=None,
        bad=Case({"level": term("en", "level", note=" ")}),
        good=_SOUND,
    ),
    Rule(
        "TG107",
        check=None,
        bad=Case({"level": 'note = "Loan word."\nallow = ["TG104"]'}),
        good=_SOUND,
    ),
    Rule(
        "TG108",
        check=None,
        bad=Case({"level": 'id = "spirit-level"'}),
        good=_SOUND,
    ),
    Rule(
        "TG109",
        check=None,
        bad=Case({"level": "# Sorted by hand.\n\n" + _CANONICAL}, broken=True),
        good=_SOUND,
    ),
    Rule(
        "TG110",
        check=None,
        bad=Case({"level": _CANONICAL.replace("\n", "\r\n")}, broken=True),
        good=_SOUND,
    ),
)
