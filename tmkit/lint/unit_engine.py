"""Rules over translation units: each as the pairs that it holds, then what the rules find."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tmkit import lang
from tmkit.lint.units import Pair, UnitContext, UnitHit, UnitRule
from tmkit.model import Finding, Place, TranslationUnit, Variant

__all__ = ["findings_in_pair", "pairs_of"]

_DOCUMENT = ("x-tmkit-document", "original")
_DATE = ("x-tmkit-date", "date")


def pairs_of(unit: TranslationUnit, languages: tuple[str, str]) -> Iterator[Pair]:
    """The pairs of a unit: its source with each variant in another language.

    languages: of the source, and of the target, which is empty where there is no other variant.
    """
    if not unit.variants:
        return
    sources = [each for each in unit.variants if _alike(each.lang, languages[0])]
    if not sources and len(unit.variants) > 1:
        sources = [unit.variants[0]]  # the header named a language that the unit has not
    source = sources[0] if sources else Variant(languages[0], ())
    targets = [each for each in unit.variants if not _alike(each.lang, source.lang)]
    said = dict(unit.props)
    document = unit.origin.documents[0] if unit.origin else _first(said, _DOCUMENT)
    for target in targets or [Variant(languages[1], ())]:
        yield Pair(
            source.text,
            target.text,
            (source.lang, target.lang),
            (source.content, target.content),
            document,
            _first(said, _DATE),
        )


def _alike(tag: str, other: str) -> bool:
    return lang.primary(tag) == lang.primary(other)


def _first(props: dict[str, str], names: Sequence[str]) -> str:
    return next((props[name] for name in names if name in props), "")


def findings_in_pair(
    pair: Pair,
    context: UnitContext,
    rules: Sequence[UnitRule],
    place: Place,
    language: str = "en",
) -> Iterator[tuple[UnitHit, Finding]]:
    """What rules find in a pair, in the order of the rules."""
    for rule in rules:
        yield from rule.findings(pair, context, place, language)
