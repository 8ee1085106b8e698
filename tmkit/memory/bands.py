"""Which share of a text a memory knows: a band for each segment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tmkit.memory.ladder import CONTEXT, EXACT
from tmkit.memory.prefix import LOWEST
from tmkit.memory.sqlite import SqliteDatabase
from tmkit.memory.store import MemoryStore
from tmkit.memory.tokens import marked
from tmkit.model import Tag, TranslationUnit, Variant

__all__ = ["INTERNAL", "Sought", "banded"]

INTERNAL = 75
"""Percent from which a segment that is like an earlier one is an internal match."""

_BANDS = ((95, "95-99"), (85, "85-94"), (75, "75-84"), (LOWEST, "50-74"), (0, "new"))


class Sought(NamedTuple):
    """A segment to look up, and the texts before and after it."""

    content: tuple[str | Tag, ...]
    previous: str = ""
    following: str = ""

    @property
    def text(self) -> str:
        """The text without codes."""
        return Variant("", self.content).text


def banded(store: MemoryStore, segments: Sequence[Sought], lang: str) -> Iterator[str]:
    """The band of each segment, in their order.

    "context": in the memory between the same neighbours; "repetitions": the text came before;
    "100": in the memory; "internal": like a segment that came before, to `INTERNAL` percent or
    more, and less like any of the memory; else by the percent of the best match of the memory:
    "95-99", "85-94", "75-84", "50-74", "new".
    """
    texts = [marked(each.content) for each in segments]
    known = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    percents: dict[str, int] = {}
    with (
        store.mirrored() as memory,
        MemoryStore(SqliteDatabase(Path(":memory:"))) as own,
    ):
        own.add(_unit(text, lang) for text in known)
        with own.mirrored() as earlier:
            for text, segment in zip(texts, segments, strict=True):
                percent = percents.get(text, EXACT)
                repeated = text in percents
                if percent >= EXACT:
                    percent = _percent(memory, segment, lang)
                    percents[text] = min(percent, EXACT)
                if percent >= EXACT or repeated:
                    yield _same(percent, repeated=repeated)
                    continue
                at_least = max(percent + 1, INTERNAL)
                inside = earlier.percent_among(text, known[text], lang=lang, at_least=at_least)
                yield "internal" if inside else _band(percent)


def _percent(memory: MemoryStore, segment: Sought, lang: str) -> int:
    found = memory.search(
        segment.content,
        lang=lang,
        at_least=LOWEST,
        limit=1,
        previous=segment.previous,
        following=segment.following,
    )
    return found[0].percent if found else 0


def _same(percent: int, *, repeated: bool) -> str:
    """The band of a segment that is in the memory as it is, or came before."""
    if percent == CONTEXT:
        return "context"
    return "repetitions" if repeated else "100"


def _band(percent: int) -> str:
    return next(name for lowest, name in _BANDS if percent >= lowest)


def _unit(text: str, lang: str) -> TranslationUnit:
    return TranslationUnit("", (Variant(lang, (text,)),))
