"""The rules that hold: tmkit's own and those of the house."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import entry_points

from tmkit.errors import SettingsError
from tmkit.formats.findings import RuleNote
from tmkit.lint import RULES, Context, Hit, Rule
from tmkit.model import Concept, ConceptFile

__all__ = ["GROUP", "notes_of", "rules_of"]

GROUP = "tmkit.rules"
"""The entry point under which a package offers house rules: a Rule, or a sequence of them."""

_OURS = ("TD", "TG", "TQ", "TX")


def rules_of() -> list[Rule]:
    """The rules of tmkit, then those of the house, by their codes.

    Raises SettingsError for an entry point that gives no rules, and for a code that is taken.
    """
    rules = list(RULES)
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            given = point.load()
        except Exception as error:  # whatever the house's module raises
            raise SettingsError("house-rules", point.value, details={"reason": error}) from error
        for rule in given if isinstance(given, (list, tuple)) else [given]:
            if not isinstance(rule, Rule) or not rule.own_name or not rule.own_severity:
                reason = f"{rule!r:.60}"
                raise SettingsError("house-rules", point.value, details={"reason": reason})
            if rule.code.startswith(_OURS) or rule.code in {each.code for each in rules}:
                raise SettingsError("house-code", point.value, details={"code": rule.code})
            rules.append(_guarded(rule, point.value))
    return rules


def _guarded(rule: Rule, where: str) -> Rule:
    """The rule with a check whose own errors are SettingsErrors: the house must mend it."""
    if rule.check is None:
        return rule
    check = rule.check

    def guarded(file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
        try:
            yield from check(file, concept, context)
        except Exception as error:
            details = {"code": rule.code, "id": file.id, "reason": repr(error)}
            raise SettingsError("house-failed", where, details=details) from error

    return replace(rule, check=guarded)


def notes_of(language: str) -> list[RuleNote]:
    """What a report says of each rule."""
    return [
        RuleNote(rule.code, rule.name, rule.severity, rule.why(language)) for rule in rules_of()
    ]
