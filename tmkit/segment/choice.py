"""Which rules of an SRX file hold for a language, and whether they can be used."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import regex

from tmkit import lang
from tmkit.errors import FormatError
from tmkit.model import LanguageRules, SrxRule, SrxRules

__all__ = ["narrowed", "rules_for"]

# What would mean another group once all rules stand in one pattern.
_REFERENCE = regex.compile(r"(?<!\\)(?:\\\\)*(?:\\[1-9gk]|\(\?(?:P?<(?![=!])|P[=>]|[0-9R&(]))")


def rules_for(rules: SrxRules, tag: str) -> list[SrxRule]:
    """The rules for a language tag in their order: of the first map that fits, or with cascade all.

    Raises FormatError for a map to rules that are not there, or a pattern that cannot be used.
    """
    named = {language.name: language.rules for language in rules.languages}
    chosen: list[SrxRule] = []
    for pattern, name in rules.maps:
        if _compiled(pattern).fullmatch(tag):
            if name not in named:
                raise FormatError("srx-map", details={"name": name})
            chosen += named[name]
            if not rules.cascade:
                break
    for rule in chosen:
        # Each alone, so that a bracket that is missing in one is not made up for by another.
        _compiled(rule.before)
        _compiled(rule.after)
    return chosen


def narrowed(rules: SrxRules, tag: str, abbreviations: Sequence[str] = ()) -> SrxRules:
    """The rules for the language of a tag alone, in one list; none where no map fits.

    abbreviations: with their full stop; none of them ends a segment, but at the end of a line. The
    digest tells the rules with them from those without. Raises FormatError as `rules_for` does.
    """
    chosen = rules_for(rules, tag)
    if not chosen:
        return replace(rules, maps=(), languages=())
    digest = rules.digest
    if abbreviations:
        chosen = [_exception(abbreviations), *chosen]
        text = "\0".join([digest, *sorted(abbreviations)])
        digest = hashlib.sha256(text.encode()).hexdigest()[:4]
    language = lang.primary(tag)
    pattern = "".join(f"[{each.upper()}{each}]" for each in language) + "(?:[-_].*)?"
    only = LanguageRules(language, tuple(chosen))
    return SrxRules(cascade=False, maps=((pattern, language),), languages=(only,), digest=digest)


def _compiled(pattern: str) -> regex.Pattern[str]:
    """A pattern of the rules by itself; cached by regex. Raises FormatError where it is broken."""
    details: dict[str, object] = {"pattern": pattern, "reason": "a group by its name or number"}
    if _REFERENCE.search(pattern):
        raise FormatError("srx-pattern", details=details)
    try:
        compiled = regex.compile(pattern, flags=regex.VERSION1)
        # Within brackets too, as it will stand: a comment in it would swallow what follows.
        regex.compile(f"(?:{pattern})", flags=regex.VERSION1)
    except (regex.error, ValueError) as error:
        raise FormatError("srx-pattern", details=details | {"reason": error}) from error
    return compiled


def _exception(abbreviations: Sequence[str]) -> SrxRule:
    words = "|".join(regex.escape(each, special_only=True) for each in sorted(abbreviations))
    return SrxRule(
        breaks=False,
        before=rf"(?<![\p{{L}}\p{{N}}])(?:{words})",
        after=r"[^\n]",
        comment="Abbreviations of the project.",
    )
