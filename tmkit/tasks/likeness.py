"""What on a desk may be the same as a card: terms shared, spelled alike, or part of one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from threading import RLock

from tmkit.model import Near
from tmkit.tasks.holdings import TermKey
from tmkit.tasks.items import Item
from tmkit.tasks.shelving import CANDIDATE
from tmkit.text import fold_loosely, unmarked

__all__ = ["Likeness"]

_MOST = 8
_ORDER = ("same", "term", "letters", "part")


class Likeness:
    """The items of a shelf by the words of their terms."""

    def __init__(self, items: Mapping[str, Item], lock: RLock) -> None:
        """The items of a shelf. lock: held by whoever changes them."""
        self._items, self._lock = items, lock
        self._exact: dict[TermKey, set[str]] = {}
        self._loose: dict[TermKey, set[str]] = {}
        # All terms of a language in one text, a line each: what holds some words is found at once.
        self._texts: dict[str, str] = {}
        self._new: list[TermKey] = []
        self._is_built = False

    def build(self) -> None:
        """Take in all items, which takes a while where there are many; once."""
        with self._lock:
            if not self._is_built:
                self._is_built = True
                for item in self._items.values():
                    self.change(None, item)

    def change(self, old: Item | None, new: Item | None) -> None:
        """An item is otherwise than it was."""
        before, after = old.keys if old else (), new.keys if new else ()
        if before == after or not self._is_built:
            return
        for term in old.keys if old else ():
            for places, key in ((self._exact, term), (self._loose, _loose(term))):
                places[key].discard(old.key if old else "")
        for term in new.keys if new else ():
            if term not in self._exact:
                self._new.append(term)
            for places, key in ((self._exact, term), (self._loose, _loose(term))):
                places.setdefault(key, set()).add(new.key if new else "")

    def near(self, key: str, keys: Iterable[TermKey]) -> tuple[Near, ...]:
        """What is like some terms, those that share most first. key: of the card itself."""
        with self._lock:
            return self._near_to(key, list(dict.fromkeys(keys)))

    def _near_to(self, key: str, wanted: Sequence[TermKey]) -> tuple[Near, ...]:
        self.build()
        found: dict[str, tuple[int, str]] = {}
        for why, name, shared in self._like(wanted):
            item = self._items.get(name)
            if item is None or name == key:
                continue
            if why == "term" and set(wanted) <= set(item.keys):
                why = "same"  # noqa: PLW2901 # more than was looked for
            rank = _ORDER.index(why)
            if name not in found or rank < found[name][0]:
                found[name] = rank, shared
        # Concepts before candidates; the same order each time.
        best = sorted(found, key=lambda name: (found[name][0], name.startswith(CANDIDATE), name))
        return tuple(self._near(name, *found[name]) for name in best[:_MOST])

    def _near(self, name: str, rank: int, shared: str) -> Near:
        row = self._items[name].row
        return Near(name, row.id, row.source, row.target, row.status, _ORDER[rank], shared)

    def _like(self, wanted: Iterable[TermKey]) -> Iterator[tuple[str, str, str]]:
        """Why, which item, and the words they share."""
        for term in wanted:
            lang, words = term
            yield from (("term", name, words) for name in self._exact.get(term, ()))
            yield from (("letters", name, words) for name in self._loose.get(_loose(term), ()))
            for part in (*_parts(words), *self._longer(lang, words)):
                shorter = min(part, words, key=len)
                yield from (("part", name, shorter) for name in self._exact.get((lang, part), ()))

    def _longer(self, lang: str, words: str) -> Iterator[str]:
        """The terms of a language that hold some words, two at least, and more."""
        if " " not in words:
            return
        if self._new:
            # Those that are gone stay: nothing is found under them.
            new, self._new = self._new, []
            for tag in {tag for tag, _ in new}:
                lines = [
                    self._texts.get(tag, "\n"),
                    *(f"{text}\n" for each, text in new if each == tag),
                ]
                self._texts[tag] = "".join(lines)
        text = self._texts.get(lang, "")
        for form in (f" {words}\n", f" {words} ", f"\n{words} "):
            at = text.find(form)
            for _ in range(_MOST):
                if at < 0:
                    break
                yield text[text.rfind("\n", 0, at + 1) + 1 : text.index("\n", at + 1)].strip("\n")
                at = text.find(form, at + 1)


def _loose(term: TermKey) -> TermKey:
    lang, words = term
    return lang, unmarked(fold_loosely(words)).replace(" ", "")


def _parts(words: str) -> Iterator[str]:
    """The runs of words inside, two at least."""
    each = words.split()
    for length in range(len(each) - 1, 1, -1):
        for start in range(len(each) - length + 1):
            yield " ".join(each[start : start + length])
