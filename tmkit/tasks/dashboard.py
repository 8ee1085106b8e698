"""The counts of the dashboard: from concept files, decisions, candidates and the alignment."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from tmkit.codes import CODES
from tmkit.formats import concept
from tmkit.model import (
    CodeCount,
    Dashboard,
    DayCount,
    PairTable,
    QueuePage,
    Severity,
    Share,
)
from tmkit.tasks.concepts import concept_paths
from tmkit.tasks.project import Project
from tmkit.tasks.shelving import CANDIDATES

__all__ = ["Dashboards"]

_DAYS = 30
"""Days that are shown, the last ones on which anything was decided."""
_GRAVE = [*Severity]


class _Told(NamedTuple):
    """What a concept file tells. days: of acts other than the proposal."""

    stamp: tuple[int, int]
    status: str
    subject: str
    terms: int
    days: tuple[str, ...]


class Dashboards:
    """The dashboard of a project as it is when it is asked for; what did not change is kept."""

    def __init__(self, root: Path) -> None:
        """The dashboard of a project folder. Raises SettingsError, UsageError."""
        self._project = Project.at(root)
        self._lock = threading.Lock()
        self._told: dict[Path, _Told] = {}

    def now(self, pairs: PairTable, queue: QueuePage) -> Dashboard:
        """The counts. pairs: as they are aligned; queue: of all rows, for its counts."""
        with self._lock:
            told = list(self._concepts())
        facets = {facet.name: facet.values for facet in queue.facets}
        terms: Counter[str] = Counter()
        for each in told:
            terms[each.subject] += each.terms
        statuses = Counter(each.status for each in told)
        return Dashboard(
            (
                *_coverage(pairs),
                Share("concepts", statuses["approved"], len(told)),
            ),
            _classes(self._scores()),
            tuple(map(sum, zip(*(row.histogram for row in pairs.rows), strict=True))) or (0,) * 10,
            tuple(self._days(told)),
            tuple(_findings(facets.get("finding", ()))),
            tuple(terms.most_common()),
            tuple(statuses.most_common()),
            pairs.waiting,
            queue.checking,
        )

    def _concepts(self) -> Iterator[_Told]:
        """What each concept file tells; broken ones tell nothing."""
        folder = self._project.glossaries
        known, self._told = self._told, {}
        for path in concept_paths([folder]) if folder.is_dir() else ():
            try:
                now = path.stat()
            except OSError:
                continue
            told = known.get(path)
            stamp = now.st_mtime_ns, now.st_size
            if not told or told.stamp != stamp:
                told = _told_by(path, stamp)
            self._told[path] = told
            if told.status:
                yield told

    def _scores(self) -> Iterator[float]:
        """The scores of the candidates of the last build."""
        for row in _rows(self._project.output / CANDIDATES):
            score = row.get("score")
            if isinstance(score, int | float):
                yield float(score)

    def _days(self, told: Iterable[_Told]) -> Iterator[DayCount]:
        """The days from the first to the last decision, so many at most."""
        concepts = Counter(day for each in told for day in each.days)
        folder = self._project.decisions
        files = sorted(folder.glob("**/*.jsonl")) if folder.is_dir() else []
        beads = Counter(str(row.get("date", "")) for file in files for row in _rows(file))
        days = [day for text in {*concepts, *beads} if (day := _day(text))]
        if not days:
            return
        last = max(days)
        first = max(min(days), last - timedelta(_DAYS - 1))
        for step in range((last - first).days + 1):
            name = (first + timedelta(step)).isoformat()
            yield DayCount(name, concepts[name], beads[name])


def _coverage(pairs: PairTable) -> Iterator[Share]:
    ready = [row for row in pairs.rows if row.state == "ready"]
    yield Share("segments", sum(row.linked for row in ready), sum(row.segments for row in ready))
    yield Share("beads", sum(row.decided for row in ready), sum(row.beads for row in ready))


def _told_by(path: Path, stamp: tuple[int, int]) -> _Told:
    found = concept.read(path).concept
    if not found:
        return _Told(stamp, "", "", 0, ())
    days = tuple(entry.date for entry in found.history if entry.action != "proposed")
    return _Told(stamp, found.status, found.subject, len(found.terms), days)


def _rows(path: Path) -> Iterator[dict[str, object]]:
    """The objects of a file of JSON lines; lines that are none are passed over."""
    try:
        lines = path.read_bytes().splitlines() if path.is_file() else []
    except OSError:
        return
    for line in lines:
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(row, dict):
            yield row


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _classes(scores: Iterable[float]) -> tuple[int, ...]:
    counts = Counter(min(max(int(score * 10), 0), 9) for score in scores)
    return tuple(counts[each] for each in range(10))


def _findings(counts: Iterable[tuple[str, int]]) -> Iterator[CodeCount]:
    """Findings by code, the gravest and most frequent first."""
    # Among the codes stand the severities themselves.
    known = [(code, count) for code, count in counts if code not in {*Severity}]
    found = [CodeCount(code, _severity(code), count) for code, count in known]
    yield from sorted(
        found, key=lambda each: (_GRAVE.index(Severity(each.severity)), -each.count, each.code)
    )


def _severity(code: str) -> str:
    # A rule of the house has a code of its own.
    return str(CODES[code][1] if code in CODES else Severity.WARNING)
