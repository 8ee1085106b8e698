"""What a look-up in a memory finds."""

from __future__ import annotations

from typing import Literal, NamedTuple

from tmkit.model.documents import Span
from tmkit.model.units import TranslationUnit

__all__ = ["Edit", "Match", "Occurrence", "Penalty"]


class Edit(NamedTuple):
    """A stretch of text that is the same, or stands in the old or in the new text only."""

    kind: Literal["same", "old", "new"]
    text: str


class Penalty(NamedTuple):
    """Why a match is worth less than its texts are alike: what differs, and percent points.

    name: numbers, tags, case, punctuation, spaces, spelling, region or negation.
    """

    name: str
    points: int


class Match(NamedTuple):
    """A unit whose text is like the one that was looked up.

    percent: 101 in the same context, 100 identical, 95 to 99 where no word differs, below that by
    the words. plain: the share of tokens, numbers and signs included, that need no edit; floored.
    lang: of the variant that is alike, a tag of the unit. edits: from its text to the one looked
    up. translation: the other text of the unit, with the numbers looked up where each of them is
    known in it; codes are left out.
    """

    unit: TranslationUnit
    percent: int
    kind: Literal["context", "exact", "fuzzy"]
    lang: str
    plain: int
    penalties: tuple[Penalty, ...] = ()
    edits: tuple[Edit, ...] = ()
    translation: str = ""


class Occurrence(NamedTuple):
    """A unit that holds a phrase in one of its texts. spans: half-open, in code points."""

    unit: TranslationUnit
    lang: str
    spans: tuple[Span, ...]
