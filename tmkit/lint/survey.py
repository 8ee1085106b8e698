"""What the units of a file say together: counted in one reading, before the rules read it again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tmkit.lint.decimals import Decimals
from tmkit.lint.signs import tone_styles
from tmkit.lint.terminology import Terminology
from tmkit.lint.unit_punctuation import spaced_signs
from tmkit.lint.units import Pair, Repeats, Side, UnitContext
from tmkit.model import Concept

__all__ = ["REMARKS", "Remark", "Survey"]

REMARKS = ("TQ302", "TQ409")
"""Codes of what is said of files as a whole."""

_SIDES: tuple[Side, Side] = ("source", "target")
# From so many signs on, more than half of them behind a space, a text was cut into words.
_MANY = 8


class Remark(NamedTuple):
    """What is said once of a whole file. details: what fills the places of the message."""

    code: str
    details: dict[str, object]


class Survey:
    """Takes in every pair of a file once; then it knows what the file says.

    What is kept does not grow with the file but for two numbers for each different text.
    """

    def __init__(self, concepts: Sequence[Concept] = (), repeats: Repeats | None = None) -> None:
        """Repeats: of several files together."""
        self._terms = Terminology(concepts) if concepts else None
        self._repeats = repeats or Repeats()
        self._decimals = Decimals()
        self._signs: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._tones: tuple[Counter[str], Counter[str]] = (Counter(), Counter())

    def add(self, pair: Pair) -> None:
        """Take in a pair."""
        self._repeats.add(pair)
        self._decimals.add(pair)
        for side in _SIDES:
            text = pair.text(side)
            behind, at_word = spaced_signs(text)
            self._signs[pair.lang(side)].update(behind=behind, at_word=at_word)
            if not text.isascii():
                for counts, words in zip(self._tones, tone_styles(text), strict=True):
                    counts.update(word.casefold() for word in words)

    def context(self) -> UnitContext:
        """What the rules are to know."""
        spaced = frozenset(language for language in self._signs if self._is_spaced(language))
        return UnitContext(self._decimals.signs(), self._repeats, spaced, self._terms)

    def _is_spaced(self, language: str) -> bool:
        signs = self._signs[language]
        return signs["behind"] >= _MANY and signs["behind"] > signs["at_word"]

    def remarks(self) -> Iterator[Remark]:
        """What is to be said of the file as a whole."""
        for language in filter(self._is_spaced, sorted(self._signs)):
            yield Remark("TQ409", {"language": language})
        if all(self._tones):
            one, other = (
                f"{words.most_common(1)[0][0]} ({sum(words.values())})" for words in self._tones
            )
            yield Remark("TQ302", {"one": one, "other": other})
