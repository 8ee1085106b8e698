"""Rules of translation units: a pair of texts and what its file says in, hits out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from tmkit import codes, lang, messages
from tmkit.model import Concept, Finding, Fix, Place, Severity, Tag

__all__ = ["Pair", "Side", "UnitCase", "UnitCheck", "UnitContext", "UnitHit", "UnitRule"]

Side = Literal["source", "target"]

Content = tuple[str | Tag, ...]


class Pair(NamedTuple):
    """A translation unit as a rule sees it: one source text and one target text.

    source, target: without inline codes, as the file has them: not cleaned. languages: BCP 47 tags
    of source and target. content: both texts with their inline codes; () for texts without any.
    document: the id of the document that the unit comes from, "" where that is not known; date: of
    that document, YYYY-MM-DD or "".
    """

    source: str
    target: str
    languages: tuple[str, str] = ("en", "vi")
    content: tuple[Content, Content] = ((), ())
    document: str = ""
    date: str = ""

    def text(self, side: Side) -> str:
        """The text of a side."""
        return self.source if side == "source" else self.target

    def lang(self, side: Side) -> str:
        """The primary language of a side: "pt" of pt-BR."""
        return lang.primary(self.languages[side == "target"])

    def side(self, language: str) -> Side | None:
        """The side that is in a primary language, None where neither is."""
        sides: tuple[Side, Side] = ("source", "target")
        return next((side for side in sides if self.lang(side) == language), None)


class UnitHit(NamedTuple):
    """Where a pair breaks a rule.

    span: half-open, in code points of the side's text; None for the text as a whole. details: what
    fills the places of the rule's message. fix: the text that the side should have.
    """

    side: Side
    span: tuple[int, int] | None = None
    details: Mapping[str, object] = {}
    fix: str | None = None


@dataclass(frozen=True)
class UnitContext:
    """What the units of a file say together, beside the one before a rule.

    decimals: the decimal sign of a document, "." or ",", by the document's id and the primary
    language; a document that does not tell is not in it. concepts: of the glossary in use.
    """

    decimals: Mapping[tuple[str, str], str] = field(default_factory=dict)
    concepts: Sequence[Concept] = ()

    def decimal_sign(self, pair: Pair, side: Side) -> str | None:
        """The decimal sign of the document on a side of the pair, None where it does not tell."""
        return self.decimals.get((pair.document, pair.lang(side)))


UnitCheck = Callable[[Pair, UnitContext], Iterable[UnitHit]]
"""The hits of a rule in one pair."""


class UnitCase(NamedTuple):
    """A small memory that breaks a rule, or does not. concepts: of a glossary."""

    pairs: tuple[Pair, ...]
    concepts: tuple[Concept, ...] = ()

    @classmethod
    def of(cls, source: str, target: str) -> UnitCase:
        """A memory of one unit."""
        return cls((Pair(source, target),))


@dataclass(frozen=True, slots=True)
class UnitRule:
    """One thing that must hold in a translation unit.

    code: TQ and three digits, for ever. bad, good: a memory in which it does not hold in the last
    unit, and one in which it holds in all. Name and severity stand in `codes`, message, help and
    why in `messages`.
    """

    code: str
    check: UnitCheck
    bad: UnitCase
    good: UnitCase

    @property
    def name(self) -> str:
        """The name, "number-changed"."""
        return codes.CODES[self.code][0]

    @property
    def severity(self) -> Severity:
        """How much a finding of it weighs."""
        return codes.CODES[self.code][1]

    def why(self, language: str = "en") -> str:
        """The reason for the rule."""
        return messages.template(self.code, language, "why")

    def findings(
        self, pair: Pair, context: UnitContext, place: Place, language: str = "en"
    ) -> Iterator[tuple[UnitHit, Finding]]:
        """What the rule finds in a pair. place: of the unit; its field becomes the side."""
        for hit in self.check(pair, context):
            at = replace(place, field=hit.side)
            found = codes.finding(self.code, at, language, **hit.details)
            fix = None if hit.fix is None else Fix(hit.side, hit.fix)
            yield hit, replace(found, fix=fix)
