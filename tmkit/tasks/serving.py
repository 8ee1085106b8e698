"""Look-ups for many who ask at once: a connection to the memory for each thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from tmkit import lang
from tmkit.errors import UsageError
from tmkit.formats.pairs import variant_in
from tmkit.memory import MemoryStore, open_store
from tmkit.model import Match, Occurrence
from tmkit.settings import load

__all__ = ["Lookups", "Suggestion"]

Answer = TypeVar("Answer")

_LOWEST = 50


class Suggestion(NamedTuple):
    """A match with its texts in the pair of languages that was asked for.

    target: with the numbers of the text that was looked up, where each of them is known in it.
    """

    match: Match
    source: str
    target: str


class Lookups:
    """The memory that is asked; every method may be called from any thread.

    Each raises UsageError or OutputError where the store cannot be used at the moment.
    """

    def __init__(self, store: str = "") -> None:
        """Open a store: path or URL, "" for that of the settings. Raises UsageError."""
        self._name = store or load(Path()).store
        self._local = threading.local()
        self.languages()

    def languages(self) -> list[str]:
        """The languages of the store, without regions, sorted."""
        return self._asked(lambda store: store.languages)

    def search(
        self,
        text: str,
        pair: tuple[str, str],
        *,
        at_least: int = 70,
        limit: int = 5,
        beside: tuple[str, str] = ("", ""),
    ) -> list[Suggestion]:
        """The matches that have a text in the target language, best first.

        at_least: percent; less than 50 counts as 50. beside: the segments before and after the
        text, for matches in context.
        """
        if not text.strip():
            return []
        source, target = map(lang.canonical, pair)
        found = self._asked(
            lambda store: store.search(
                text,
                lang=source,
                at_least=max(at_least, _LOWEST),
                limit=limit,
                previous=beside[0],
                following=beside[1],
            )
        )
        return list(_suggestions(found, target))

    def concordance(self, text: str, *, limit: int = 50) -> list[Occurrence]:
        """The units that hold the words of a text in a row, in any language."""
        if not text.strip():
            return []
        return self._asked(lambda store: store.concordance(text, limit=limit))

    def _asked(self, ask: Callable[[MemoryStore], Answer]) -> Answer:
        """What the store of this thread answers; where its server is lost, by a new connection."""
        store: MemoryStore | None = getattr(self._local, "store", None)
        if store is not None:
            try:
                return ask(store)
            except UsageError as error:
                if error.key != "store-server":
                    raise
                store.close()
                self._local.store = None
        store = self._local.store = open_store(self._name, create=False)
        return ask(store)


def _suggestions(found: list[Match], target: str) -> Iterator[Suggestion]:
    for match in found:
        mine = next(each for each in match.unit.variants if each.lang == match.lang)
        other = variant_in(match.unit, target)
        if other and other is not mine and other.text:
            alone = len(match.unit.variants) == 2
            yield Suggestion(match, mine.text, (alone and match.translation) or other.text)
