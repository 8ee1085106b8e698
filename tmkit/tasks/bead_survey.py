"""The document pairs of a project, looked through in the background: how sure the alignment is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from tmkit.errors import TmkitError
from tmkit.model import PairRow, PairTable
from tmkit.tasks.aligning import Work
from tmkit.tasks.bead_drawing import Drawing, draw
from tmkit.tasks.building import informed
from tmkit.tasks.matching import match_documents
from tmkit.tasks.project import Pair, Project, discover

__all__ = ["Survey"]

# Larger corpora are aligned pair by pair, with what each tells of itself.
_LEARNABLE = 2_000
_SECONDS = 0.5

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


class _Ended(Exception):  # noqa: N818 # no error: nobody wants to know any more
    """The survey was closed."""


class Survey:
    """What is known of all pairs so far; every method may be called from any thread."""

    def __init__(self, project: Project, language: str) -> None:
        self._project = project
        self._work = Work(project.settings, language=language, decisions=project.decisions)
        self._lock = threading.Lock()
        self._pairs: dict[str, Pair] = {}
        self._rows: dict[str, PairRow] = {}
        self._problem: TmkitError | None = None
        self._closed = threading.Event()
        self._found, self._learned = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="alignment", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End it; what is being aligned is finished first."""
        self._closed.set()
        self._found.set()
        self._learned.set()
        self._thread.join()

    def table(self, language: str) -> PairTable:
        """The pairs as far as they are known, those with the most weak beads first."""
        # The names are there at once; without them the first page would be empty.
        self._found.wait(_SECONDS)
        with self._lock:
            rows = list(self._rows.values())
            problem = self._problem.text(language) if self._problem else ""
        waiting = sum(row.state == "waiting" for row in rows)
        if not self._found.is_set():
            waiting = max(waiting, 1)
        return PairTable(tuple(sorted(rows, key=_urgency)), waiting, problem)

    def pair(self, name: str) -> Pair | None:
        """The pair of an id, None where there is none."""
        self._found.wait()
        with self._lock:
            return self._pairs.get(name)

    def work(self, language: str, *, complete: bool = False) -> tuple[Work, bool]:
        """How pairs are aligned, and whether what the corpus tells is known.

        complete: wait until it is.
        """
        if complete:
            self._learned.wait()
        is_known = self._learned.is_set()
        return replace(self._work, language=language), is_known

    def note(self, drawing: Drawing) -> None:
        """A pair has been aligned, or decided on."""
        with self._lock:
            if drawing.pair.id in self._pairs:
                self._rows[drawing.pair.id] = drawing.row

    def wait(self) -> None:
        """Until all pairs are known."""
        self._thread.join()

    def _run(self) -> None:
        try:
            self._take(discover(self._project, self._work.language)[0])
            self._match()
            self._learn()
            for drawing in self._map(self._draw, [*self._pairs.values()]):
                self.note(drawing)
        except _Ended:
            return
        except TmkitError as error:
            with self._lock:
                self._problem = error
        finally:
            self._found.set()
            self._learned.set()

    def _draw(self, pair: Pair) -> Drawing:
        return draw(pair, self._work, settled=True)

    def _take(self, pairs: Iterable[Pair]) -> None:
        with self._lock:
            self._pairs, self._rows = {}, {}
            for pair in pairs:
                names = tuple(file.path.name for file in pair.files)
                row = PairRow(
                    pair.id,
                    names,
                    confidential=pair.declared.confidential,
                    bilingual=pair.is_bilingual,
                )
                # A bilingual document may have the name of a pair: the first has it.
                self._pairs.setdefault(pair.id, pair)
                self._rows.setdefault(pair.id, row)

    def _match(self) -> None:
        """Pair by what they say the documents whose names do not tell."""
        pairs = [*self._pairs.values()]
        missing = {pair.source is None for pair in pairs if not (pair.source and pair.target)}
        if len(missing) == 2:
            matches = match_documents(pairs, self._map, self._project.settings)
            self._take(match.pair for match in matches)
        self._found.set()

    def _learn(self) -> None:
        if len(self._pairs) <= _LEARNABLE:
            self._work = informed(self._map, [*self._pairs.values()], self._work)
        self._learned.set()

    def _map(
        self, function: Callable[[_Given], _Made], work: Iterable[_Given], /
    ) -> Iterator[_Made]:
        """What `map` does, until the survey is closed."""
        for each in work:
            if self._closed.is_set():
                raise _Ended
            yield function(each)


def _urgency(row: PairRow) -> tuple[bool, int, float, str]:
    """Pairs that are aligned first, those with the most weak beads before all."""
    return row.state != "ready", -row.weak, row.sure, row.id
