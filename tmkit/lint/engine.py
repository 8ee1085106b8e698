"""Rules over files: what they find, and what a concept allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tmkit import codes
from tmkit.lint.context import Context
from tmkit.lint.rule import Rule
from tmkit.model import ConceptFile, Finding, Place

__all__ = ["UNALLOWABLE", "findings_in"]

UNALLOWABLE = "TG1"
"""Findings of codes that begin so cannot be allowed: they say that a file cannot be relied on."""

# Rules on the texts of terms, on acronyms, and on what bears them out.
_OF_TERMS = ("TG2", "TG3", "TG5", "TG6")


def findings_in(
    file: ConceptFile, context: Context, rules: Sequence[Rule], language: str = "en"
) -> Iterator[Finding]:
    """What rules find in a file, in the order of its lines; what its concept allows is left out.

    rules: those that the context has what they need for. An allowance that nothing needs, or that
    gives no reason, is a finding. Nobody mends the terms of a rejected concept: what is wrong with
    them may be why it was.
    """
    active = rules
    if file.concept and file.concept.status == "rejected":
        active = [rule for rule in rules if not rule.code.startswith(_OF_TERMS)]
    found = list(file.findings)
    if file.concept:
        for rule in active:
            found += rule.findings(file, file.concept, context, language)
    if not found and not (file.concept and file.concept.allow):
        return
    allowed = set(file.concept.allow) if file.concept else set()
    kept = [each for each in found if each.code not in allowed or each.code.startswith(UNALLOWABLE)]
    if allowed and file.concept:
        concept = file.concept
        checked = {rule.code for rule in active if rule.can_check(context, concept)}
        used = {each.code for each in found if not each.code.startswith(UNALLOWABLE)}
        known = {rule.code for rule in rules} | codes.CODES.keys()
        kept += _of_allowances(file, (allowed & checked - used) | (allowed - known), language)
    yield from sorted(kept, key=lambda each: (each.place.line, each.place.column, each.code))


def _of_allowances(file: ConceptFile, unused: Iterable[str], language: str) -> Iterator[Finding]:
    line, column = file.places.get("allow", (1, 1))
    place = Place(str(file.path), line, column, id=file.id, field="allow")
    for code in sorted(unused):
        yield codes.finding("TG107", place, language, code=code)
    assert file.concept is not None
    if not file.concept.note:
        yield codes.finding("TG113", replace(place), language)
