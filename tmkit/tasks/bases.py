"""The version of a glossary that an expert was given: what came back is compared with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tmkit.formats import tbx
from tmkit.model import Concept
from tmkit.tasks.arrivals import Arrival, cleaned
from tmkit.tasks.concepts import EXPORTED
from tmkit.tasks.glossaries import read_glossary
from tmkit.tasks.revisions import Revision, revision, revisions
from tmkit.tasks.threeway import parts_of, restricted

__all__ = ["Base", "base_of"]

View = Callable[[Concept, frozenset[str] | None], Concept]
"""What a format keeps of a concept; the ids of the concepts in the same file, None for all."""


class Base(NamedTuple):
    """The concepts before the expert's work, by id. label: the commit and its date, or the file."""

    label: str
    concepts: Mapping[str, Concept]


def base_of(
    name: str,
    into: Path,
    path: Path,
    arrivals: Sequence[Arrival],
    held: frozenset[str],
    *,
    languages: tuple[str, str],
) -> Base | None:
    """The base of the entries that came back in a file; what its format cannot hold left out.

    name: a glossary file, a folder or a commit. Where it is "": the version in git that shares
    most with what came back, the oldest of those that share as much, so that a doubt is a conflict;
    none where it shares less than half. A version with an act that their entry does not know, or
    that came with this very file, is younger than the export. Raises UsageError, FormatError.
    """
    views = _views(path, languages)
    nearness = _Nearness(arrivals, held, views, path.name)
    if name and Path(name).exists():
        glossary = read_glossary(Path(name), languages)
        given = Revision(name, "", {each.id: each for each in glossary})
        return Base(name, nearness.seen(given))
    if name:
        given = revision(into, name)
        return Base(_label(given), nearness.seen(given))
    best, shared = None, 0
    for each in revisions(into):
        count, total = nearness.shared(each)
        if count >= shared and 2 * count >= total > 0 and not nearness.is_younger(each):
            best, shared = each, count
    return Base(_label(best), nearness.seen(best)) if best else None


def _label(version: Revision) -> str:
    return f"{version.commit[:10]} ({version.date})"


def _views(path: Path, languages: tuple[str, str]) -> list[View]:
    def whole(concept: Concept, _ids: frozenset[str] | None) -> Concept:
        return concept

    def of(dialect: str) -> View:
        return lambda concept, ids: tbx.kept(concept, dialect, languages=languages, ids=ids)

    is_tbx = ".tbx" in (suffix.lower() for suffix in path.suffixes)
    return [*(of(dialect) for dialect in tbx.DIALECTS if is_tbx), whole]


class _Nearness:
    """Measures how much of what came back stands in a version, and how it looked when exported."""

    def __init__(
        self,
        arrivals: Iterable[Arrival],
        held: frozenset[str],
        views: Sequence[View],
        file_name: str,
    ) -> None:
        self._theirs = {each.id: each.concept for each in arrivals if each.named}
        self._views = views
        self._file = file_name
        self._wanted = {
            id_: parts_of(restricted(concept, held)) for id_, concept in self._theirs.items()
        }
        self._held = held
        # By identity: most files are the same in most versions, and read once.
        self._counts: dict[tuple[int, int], tuple[Concept, int]] = {}

    def shared(self, version: Revision, view: int | None = None) -> tuple[int, int]:
        """How many single values of the entries stand in a version, and of how many.

        view: number of the one to look through; None for the one that shows most.
        """
        views = range(len(self._views)) if view is None else (view,)
        there = [version.concepts[id_] for id_ in self._wanted if id_ in version.concepts]
        total = sum(self._wanted[each.id].total() for each in there)
        return max(sum(self._count(each, number) for each in there) for number in views), total

    def _count(self, concept: Concept, view: int) -> int:
        key = (id(concept), view)
        if key not in self._counts:
            seen = restricted(cleaned(self._views[view](concept, None)), self._held)
            count = (self._wanted[concept.id] & parts_of(seen)).total()
            self._counts[key] = (concept, count)
        return self._counts[key][1]

    def seen(self, version: Revision) -> dict[str, Concept]:
        """The concepts of a version as their export had them."""
        numbers = range(len(self._views))
        best = max(numbers, key=lambda number: (self.shared(version, number)[0], -number))
        exported = {each.id for each in version.concepts.values() if each.status in EXPORTED}
        ids = frozenset(exported | self._theirs.keys())
        return {
            id_: cleaned(self._views[best](each, ids)) for id_, each in version.concepts.items()
        }

    def is_younger(self, version: Revision) -> bool:
        """Whether a version has an act that came after the export."""
        for id_, theirs in self._theirs.items():
            known = {(act.date, act.by, act.action) for act in theirs.history}
            ours = version.concepts[id_].history if id_ in version.concepts else ()
            for act in ours:
                is_new = (act.date, act.by, act.action) not in known
                if is_new and (known or act.note == self._file):
                    return True
        return False
