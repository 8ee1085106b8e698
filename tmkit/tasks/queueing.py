"""The queue of a review: rows selected, ordered and counted, kept as they change."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from tmkit.codes import CODES
from tmkit.lang import primary
from tmkit.model import OPEN, Facet, Row, Selection, Severity
from tmkit.tasks.items import Item
from tmkit.tasks.shelving import searchable

__all__ = ["Queue", "is_open"]

_WAITING = ("broken", "review", "candidate", "draft")
_ORDER = (*_WAITING, "approved", "deprecated", "rejected")
_KEPT = 6
"""Selections that are kept ready: those of a few browsers."""

Rank = tuple[object, ...]


def is_open(row: Row) -> bool:
    """Whether a row waits for somebody."""
    return row.status in _WAITING


def _values(item: Item) -> dict[str, tuple[str, ...]]:
    """What a row counts for, by the fields of a selection that have facets."""
    row = item.row
    return {
        "kind": (row.kind,),
        "status": (row.status, OPEN) if is_open(row) else (row.status,),
        "subject": (row.subject,) if row.subject else (),
        "method": (row.method,) if row.method else (),
        "glossary": (row.glossary,) if row.glossary else (),
        "lang": item.langs,
        "reviewer": item.people,
        "finding": _classes_of(row.findings),
    }


FACETS = ("kind", "status", "subject", "method", "glossary", "lang", "reviewer", "finding")


def _classes_of(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes, and how grave they are."""
    found = dict.fromkeys(codes)
    grave = {severity for code in found if (severity := _severity(code)) is not Severity.INFO}
    return (*found, *sorted(grave))


def _severity(code: str) -> Severity:
    # A rule of the house has a code of its own.
    return CODES[code][1] if code in CODES else Severity.WARNING


_BY: Mapping[str, Callable[[Item], Rank]] = {
    "": lambda each: (
        each.row.skipped,
        _ORDER.index(each.row.status),
        -each.row.score,
        each.search,
    ),
    "score": lambda each: (-each.row.score, each.search),
    "name": lambda each: (each.search,),
    "status": lambda each: (_ORDER.index(each.row.status), each.search),
    "changed": lambda each: (-int(each.row.changed.replace("-", "") or 0), each.search),
    "findings": lambda each: (-each.row.errors, -each.row.warnings, each.search),
}
"""How rows are ordered, by the `sort` of a selection."""


class _View:
    """The rows of a selection in their order, and what others would select."""

    def __init__(self, selection: Selection, items: Iterable[Item]) -> None:
        self._wanted = {
            name: primary(value) if name == "lang" else value
            for name in FACETS
            if (value := getattr(selection, name))
        }
        self._words = searchable([selection.text]).split()
        self._least = selection.score_from
        self._rank = _BY.get(selection.sort, _BY[""])
        self.order: list[tuple[Rank, str]] = []
        self.counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
        self._left: dict[str, Rank] = {}
        for item in items:
            if self._count(item, 1):
                self.order.append((self._rank(item), item.key))
        self.order.sort()

    def change(self, old: Item | None, new: Item | None) -> None:
        """An item is otherwise than it was."""
        if old and self._count(old, -1):
            place = self._rank(old), old.key
            number = bisect_left(self.order, place)
            if self.order[number : number + 1] == [place]:
                del self.order[number]
            self._left[old.key] = place[0]
        if new and self._count(new, 1):
            insort(self.order, (self._rank(new), new.key))
            self._left.pop(new.key, None)

    def _count(self, item: Item, by: int) -> bool:
        """Count an item where it counts; whether it is selected."""
        if item.row.score < self._least or not all(word in item.search for word in self._words):
            return False
        values = _values(item)
        failed = [name for name, wanted in self._wanted.items() if wanted not in values[name]]
        if len(failed) > 1:
            return False
        for name in failed or FACETS:
            counts = self.counts[name]
            for value in values[name]:
                counts[value] += by
        return not failed

    def neighbours(self, key: str, item: Item | None) -> tuple[str, str]:
        """The keys before and after one; of one that has left, those of its old place."""
        rank = self._rank(item) if item else None
        number = bisect_left(self.order, (rank, key)) if rank else len(self.order)
        is_there = rank is not None and self.order[number : number + 1] == [(rank, key)]
        if not is_there:
            if key not in self._left:
                return "", ""
            number = bisect_left(self.order, (self._left[key], key))
        before = self.order[number - 1][1] if number else ""
        after = self.order[number + is_there : number + is_there + 1]
        return before, after[0][1] if after else ""

    def facets(self) -> tuple[Facet, ...]:
        """What can be chosen, most frequent first."""
        return tuple(
            Facet(
                name,
                tuple(
                    sorted(
                        ((value, count) for value, count in counts.items() if count),
                        key=lambda each: (-each[1], each[0]),
                    )
                ),
            )
            for name, counts in self.counts.items()
        )


class Queue:
    """The views that were asked for last, over the items of a shelf."""

    def __init__(self, items: Mapping[str, Item]) -> None:
        self._items = items
        self._views: OrderedDict[Selection, _View] = OrderedDict()
        self.open = self.decided = 0

    def change(self, old: Item | None, new: Item | None) -> None:
        """An item is otherwise than it was, new, or gone."""
        for item, by in ((old, -1), (new, 1)):
            if item and is_open(item.row):
                self.open += by
            elif item:
                self.decided += by
        for view in self._views.values():
            view.change(old, new)

    def view(self, selection: Selection) -> _View:
        """The view of a selection, whatever its page."""
        asked = replace(selection, page=1, size=1)
        if asked not in self._views:
            self._views[asked] = _View(asked, self._items.values())
            if len(self._views) > _KEPT:
                self._views.popitem(last=False)
        self._views.move_to_end(asked)
        return self._views[asked]
