"""Rules of translation units: a pair of texts and what its file says in, hits out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from tmkit import codes, lang, messages
from tmkit.lint.terminology import Terminology
from tmkit.model import Concept, Finding, Fix, Place, Severity, Tag
from tmkit.text import fold

__all__ = ["Pair", "Repeats", "Side", "UnitCase", "UnitCheck", "UnitContext", "UnitHit", "UnitRule"]

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


class UnitHit(NamedTuple):
    """Where a pair breaks a rule.

    span: half-open, in code points of the side's text; None for the text as a whole. details: what
    fills the places of the rule's message. fix: the text that the side should have.
    """

    side: Side
    span: tuple[int, int] | None = None
    details: Mapping[str, object] = {}
    fix: str | None = None


class Repeats:
    """The texts of a file that stand more than once, with translations that are not the same.

    First it takes in all pairs, as numbers; then it is asked for each of them, in the same order.
    """

    def __init__(self) -> None:
        self._others: tuple[dict[int, int], dict[int, int]] = ({}, {})
        self._several: tuple[set[int], set[int]] = (set(), set())
        self._first: dict[tuple[int, int], tuple[int, str]] = {}

    def add(self, pair: Pair) -> None:
        """Take in a pair; one with an empty side is no translation."""
        if not _is_translated(pair):
            return
        keys = _keys_of(pair)
        for side, (one, other) in enumerate((keys, keys[::-1])):
            if self._others[side].setdefault(one, other) != other:
                self._several[side].add(one)

    def first_target(self, pair: Pair) -> str | None:
        """The target that the pair's source had first; None where this is the same, or is it."""
        return self._before(pair, 0)

    def first_source(self, pair: Pair) -> str | None:
        """The source that the pair's target had first; None where this is the same, or is it."""
        return self._before(pair, 1)

    def _before(self, pair: Pair, side: int) -> str | None:
        keys = _keys_of(pair)
        one, other = keys[side], keys[1 - side]
        if not _is_translated(pair) or one not in self._several[side]:
            return None
        first, text = self._first.setdefault((side, one), (other, (pair.target, pair.source)[side]))
        return text if first != other else None


def _is_translated(pair: Pair) -> bool:
    return bool(pair.source.strip() and pair.target.strip())


def _keys_of(pair: Pair) -> tuple[int, int]:
    """A number for the source and one for the target, whatever the case of their letters."""
    source, target = (
        hash((language, *fold(text).split()))
        for language, text in zip(pair.languages, pair[:2], strict=True)
    )
    return source, target


@dataclass(frozen=True)
class UnitContext:
    """What the units of a file say together, beside the one before a rule.

    decimals: the decimal sign of a document, "." or ",", by the document's id and the primary
    language; a document that does not tell is not in it. repeats: texts that stand more than once.
    spaced: languages whose texts were cut into words, with spaces before all signs. terms: of the
    glossary in use, None where there is none.
    """

    decimals: Mapping[tuple[str, str], str] = field(default_factory=dict)
    repeats: Repeats = field(default_factory=Repeats)
    spaced: frozenset[str] = frozenset()
    terms: Terminology | None = None

    def is_spaced(self, pair: Pair, side: Side) -> bool:
        """Whether the texts of a side were cut into words."""
        return pair.lang(side) in self.spaced

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

    def then(self, source: str, target: str) -> UnitCase:
        """The same memory with one more unit."""
        return self._replace(pairs=(*self.pairs, Pair(source, target)))


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
