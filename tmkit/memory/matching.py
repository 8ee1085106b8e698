"""What is found, graded: the best matches for a text."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from typing import Literal, NamedTuple

from tmkit.lang import primary
from tmkit.memory.database import Database
from tmkit.memory.ladder import CONTEXT, EXACT, FUZZY, Query, edits, graded
from tmkit.memory.lookup import ALIKE, Hit, LookUp, same_words, steps_of
from tmkit.memory.numbers import with_numbers
from tmkit.memory.tokens import PLACEHOLDER
from tmkit.model import Match, Penalty, TranslationUnit, Variant

__all__ = ["Graded", "Matches", "best_of"]


class Graded(NamedTuple):
    """A hit and what it is worth."""

    percent: int
    hit: Hit
    penalties: tuple[Penalty, ...]
    query: Query

    @property
    def rank(self) -> tuple[int, int, int]:
        """The lower the better."""
        return -self.percent, -self.hit.plain, self.hit.unit

    def match(self, unit: TranslationUnit) -> Match:
        """The match as it is given out."""
        kinds: dict[int, Literal["context", "exact"]] = {CONTEXT: "context", EXACT: "exact"}
        old, new = (text.replace(PLACEHOLDER, "") for text in (self.hit.text, self.query.text))
        here = primary(self.hit.lang)
        others = [each for each in unit.variants if primary(each.lang) != here]
        return Match(
            unit,
            self.percent,
            kinds.get(self.percent, "fuzzy"),
            self.hit.lang,
            self.hit.plain,
            self.penalties,
            tuple(edits(old, new)),
            self._translation(old, new, others[0]) if others else "",
        )

    def _translation(self, old: str, new: str, other: Variant) -> str:
        """The other text, with the numbers that were looked up where the rest lets them stand."""
        text = other.text
        if any(penalty.name == "negation" for penalty in self.penalties):
            return text
        numbered = with_numbers(old, new, text, source=self.hit.lang, target=other.lang)
        return numbered or text


class Matches:
    """The matches for a query that were found, the best for each unit."""

    def __init__(
        self,
        database: Database,
        query: Query,
        at_least: int,
        *,
        context: int | None = None,
        among: int | None = None,
    ) -> None:
        """None yet. context: of the query; among: the last unit that counts."""
        self.database, self.query = database, query
        self._at_least, self._context, self._among = at_least, context, among
        self._best: dict[int, Graded] = {}

    def take(self, hits: Iterable[Hit]) -> None:
        """Keep the hits that are worth `at_least` or more."""
        for hit in hits:
            if self._among is not None and hit.unit > self._among:
                continue
            percent, penalties = graded(self.query, hit.text, hit.lang, hit.score)
            if percent == EXACT and self._context is not None and self._is_in_context(hit.side):
                percent = CONTEXT
            new = Graded(percent, hit, penalties, self.query)
            if percent >= self._at_least and new.rank <= self._best.get(hit.unit, new).rank:
                self._best[hit.unit] = new

    def reached(self, limit: int) -> int:
        """The percent of the last of the `limit` best, 0 where there are fewer."""
        best = heapq.nlargest(limit, [each.percent for each in self._best.values()])
        return best[-1] if best and len(best) == limit else 0

    def best(self, limit: int) -> list[Graded]:
        """The best, best first."""
        return sorted(self._best.values(), key=lambda each: each.rank)[:limit]

    def _is_in_context(self, side: int) -> bool:
        statement = "SELECT 1 FROM context WHERE side = ? AND digest = ?"
        return bool(self.database.rows(statement, (side, self._context)))


def best_of(matches: Matches, look_up: LookUp, at_least: int, limit: int) -> list[Graded]:
    """The best matches for a query in its language, one for a unit, best first."""
    same = list(same_words(matches.database, matches.query, limit))
    matches.take(same)
    # The very texts come first among them, and nothing is worth more.
    if matches.reached(limit) >= EXACT and len(same) < ALIKE:
        return matches.best(limit)
    # Where words differ no match is worth as much as where none does.
    if at_least <= FUZZY or matches.query.skeleton is None:
        at_least = min(at_least, FUZZY)
        search = look_up(matches.query)
        for percent in steps_of(at_least, lambda: matches.reached(limit)):
            matches.take(search.new(percent, max(at_least, matches.reached(limit))))
    return matches.best(limit)
