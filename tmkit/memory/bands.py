"""Which share of a text a memory knows: a band for each segment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from tmkit.memory.database import Database
from tmkit.memory.ladder import CONTEXT, EXACT, Query
from tmkit.memory.lookup import same_words
from tmkit.memory.matching import Matches, best_of
from tmkit.memory.mirror import Mirror
from tmkit.memory.prefix import LOWEST
from tmkit.memory.sqlite import SqliteDatabase
from tmkit.memory.tokens import marked
from tmkit.memory.writing import add, context_of
from tmkit.model import Tag, TranslationUnit, Variant

__all__ = ["INTERNAL", "Sought", "banded"]

INTERNAL = 75
"""Percent from which a segment that is like an earlier one is an internal match."""

_BANDS = ((95, "95-99"), (85, "85-94"), (75, "75-84"), (LOWEST, "50-74"), (0, "new"))
# At which percents to look, and from which on the band is then certain.
_STEPS = ((85, 75), (75, 50), (60, 50), (50, 0))


class Sought(NamedTuple):
    """A segment to look up, and the texts before and after it."""

    content: tuple[str | Tag, ...]
    previous: str = ""
    following: str = ""

    @property
    def text(self) -> str:
        """The text without codes."""
        return Variant("", self.content).text


def banded(database: Database, segments: Sequence[Sought], lang: str) -> Iterator[str]:
    """The band of each segment, in their order; see `MemoryStore.analyse`."""
    texts = [marked(each.content) for each in segments]
    known = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    memory = Mirror(database)
    percents: dict[str, int] = {}
    with closing(SqliteDatabase(Path(":memory:"))) as own, _filled(own, known, lang):
        earlier = Mirror(own)
        for text, segment in zip(texts, segments, strict=True):
            query = Query(text, lang)
            percent, repeated = percents.get(text, EXACT), text in percents
            if percent >= EXACT:
                percent = _percent(database, memory, query, segment)
                percents[text] = min(percent, EXACT)
            if percent >= EXACT or repeated:
                yield _same(percent, repeated=repeated)
                continue
            at_least = max(percent + 1, INTERNAL)
            inside = _best(Matches(own, query, at_least, among=known[text]), earlier, at_least)
            # Of the memory the band is known: another one may yet be like the text as much.
            if inside and not _best(Matches(database, query, inside), memory, inside):
                yield "internal"
            else:
                yield _band(percent)


@contextmanager
def _filled(own: Database, texts: Iterable[str], lang: str) -> Iterator[None]:
    """A block in which a memory of no units has these texts, numbered from 1."""
    add(own, (TranslationUnit("", (Variant(lang, (text,)),)) for text in texts))
    with own.reading():
        yield


def _percent(database: Database, memory: Mirror, query: Query, segment: Sought) -> int:
    """The percent of the best match, or less in the same band."""
    context = context_of(segment.previous, segment.following)
    matches = Matches(database, query, LOWEST, context=context)
    matches.take(same_words(database, query, 1))
    if matches.reached(1) < _BANDS[0][0]:
        search = memory.search(query)
        for percent, enough in _STEPS:
            matches.take(search.new(percent, max(matches.reached(1), LOWEST)))
            if matches.reached(1) >= enough:
                break
    return matches.reached(1)


def _best(matches: Matches, mirror: Mirror, at_least: int) -> int:
    """The percent of the best match, 0 for none."""
    found = best_of(matches, mirror.search, at_least, 1)
    return found[0].percent if found else 0


def _same(percent: int, *, repeated: bool) -> str:
    """The band of a segment that is in the memory as it is, or came before."""
    if percent == CONTEXT:
        return "context"
    return "repetitions" if repeated else "100"


def _band(percent: int) -> str:
    return next(name for lowest, name in _BANDS if percent >= lowest)
