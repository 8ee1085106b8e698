"""The document pairs of a project, aligned in the background: each once, and those asked for now.

One thread aligns; what a page waits for goes before what nobody looks at yet.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from tmkit.errors import TmkitError, UsageError
from tmkit.model import PairRow, PairTable
from tmkit.tasks.bead_drawing import Drawing, draw, read_decisions, stamp_of
from tmkit.tasks.bead_journal import digest_of
from tmkit.tasks.matching import match_documents
from tmkit.tasks.parallel import Lost, in_turn
from tmkit.tasks.preparing import Work
from tmkit.tasks.project import Pair, Project, discover
from tmkit.tasks.stages import informed

__all__ = ["Survey"]

# Larger corpora are aligned pair by pair, with what each tells of itself.
_LEARNABLE = 2_000
# Pairs that are kept as they are drawn.
_KEPT = 8
_SECONDS = 0.5

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


class _Ended(Exception):  # noqa: N818 # no error: nobody wants to know any more
    """The survey was closed."""


class Survey:
    """What is known of all pairs so far; every method may be called from any thread."""

    def __init__(self, project: Project, language: str) -> None:
        """Begin; language: of findings that nobody asks for."""
        self._project = project
        self._work = Work(project.settings, language=language, decisions=project.decisions)
        self._news = threading.Condition()
        self._pairs: dict[str, Pair] = {}
        self._rows: dict[str, PairRow] = {}
        self._kept: OrderedDict[str, Drawing] = OrderedDict()
        self._asked: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._failed: dict[tuple[str, str], TmkitError] = {}
        self._problem: TmkitError | None = None
        self._is_found = self._is_learned = self._is_done = self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="alignment", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End it; what is being aligned is finished first."""
        with self._news:
            self._is_closed = True
            self._news.notify_all()
        self._thread.join()

    def wait(self) -> None:
        """Until all pairs have been aligned once."""
        with self._news:
            self._news.wait_for(lambda: self._is_done or self._is_closed)

    def table(self, language: str) -> PairTable:
        """The pairs as far as they are known, those with the most weak beads first."""
        with self._news:
            # The names are there at once; without them the first page would be empty.
            self._news.wait_for(lambda: self._is_found, _SECONDS)
            rows = sorted(self._rows.values(), key=_urgency)
            problem = self._problem.text(language) if self._problem else ""
            waiting = sum(row.state == "waiting" for row in rows) or not self._is_found
        return PairTable(tuple(rows), int(waiting), problem)

    def pair(self, name: str) -> Pair:
        """The pair of an id. Raises UsageError."""
        with self._news:
            self._news.wait_for(lambda: self._is_found or self._is_closed)
            if name not in self._pairs:
                raise UsageError("alignment-gone", details={"id": name})
            return self._pairs[name]

    def work(self, language: str) -> Work:
        """How pairs are aligned, when what the corpus tells is known."""
        with self._news:
            self._news.wait_for(lambda: self._is_learned or self._is_closed)
            return replace(self._work, language=language)

    def drawing(self, name: str, language: str, seconds: float | None = None) -> Drawing | None:
        """A pair as it stands on disk; None where that takes longer than some seconds.

        What the corpus tells is not waited for. Raises UsageError, FormatError.
        """
        pair, end = self.pair(name), time.monotonic() + (seconds or 0)
        with self._news:
            while not self._is_closed:
                known = self._kept.get(name)
                if known and self._is_fresh(known, pair, language):
                    self._kept.move_to_end(name)
                    return known
                if error := self._failed.pop((name, language), None):
                    raise error
                self._asked[name, language] = None
                self._news.notify_all()
                left = None if seconds is None else end - time.monotonic()
                if left is not None and left <= 0:
                    return None
                self._news.wait(left)
        raise UsageError("alignment-gone", details={"id": name})

    def keep(self, drawing: Drawing) -> None:
        """A pair has been aligned, or decided on."""
        with self._news:
            self._kept[drawing.pair.id] = drawing
            self._kept.move_to_end(drawing.pair.id)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            if self._is_learned:
                self._rows[drawing.pair.id] = drawing.row
            self._news.notify_all()

    def forget(self, name: str) -> None:
        """A pair is to be aligned anew."""
        with self._news:
            self._kept.pop(name, None)

    def _is_fresh(self, known: Drawing, pair: Pair, language: str) -> bool:
        text = read_decisions(self._project.decisions / f"{pair.id}.jsonl")
        return (
            (known.settled or not self._is_learned)
            and known.language == language
            and known.version == digest_of(text)
            and known.stamp == stamp_of(pair)
        )

    def _run(self) -> None:
        try:
            self._look_through()
            while True:
                with self._news:
                    self._news.wait_for(lambda: self._asked or self._is_closed)
                self._answer()
        except _Ended:
            return

    def _look_through(self) -> None:
        try:
            self._take(discover(self._project, self._work.language)[0])
            self._match()
            self._now(_is_found=True)
            if len(self._pairs) <= _LEARNABLE:
                work = informed(self._map, [*self._pairs.values()], self._work)
                self._now(_work=work)
            self._now(_is_learned=True)
            for drawing in self._map(self._draw, [*self._pairs.values()]):
                self.keep(drawing)
        except TmkitError as error:
            self._now(_problem=error)
        finally:
            self._now(_is_found=True, _is_learned=True, _is_done=True)

    def _now(self, **state: object) -> None:
        """Something is known now."""
        with self._news:
            for name, value in state.items():
                setattr(self, name, value)
            self._news.notify_all()

    def _take(self, pairs: Iterable[Pair]) -> None:
        with self._news:
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

    def _map(
        self,
        function: Callable[[_Given], _Made],
        work: Iterable[_Given],
        /,
        lost: Lost[_Given, _Made] | None = None,
    ) -> Iterator[_Made]:
        """What `in_turn` does, until the survey is closed, and after what somebody waits for."""
        for each in work:
            self._answer()
            yield from in_turn(function, [each], lost)

    def _answer(self) -> None:
        """Align what is asked for; raises _Ended."""
        while True:
            with self._news:
                if self._is_closed:
                    raise _Ended
                if not self._asked or not self._is_found:
                    return
                (name, language), _ = self._asked.popitem(last=False)
                pair, work = self._pairs[name], replace(self._work, language=language)
            try:
                self.keep(draw(pair, work, settled=self._is_learned))
            except TmkitError as error:
                with self._news:
                    self._failed[name, language] = error
                    self._news.notify_all()

    def _draw(self, pair: Pair) -> Drawing:
        with self._news:
            known = self._kept.get(pair.id)
        if known and self._is_fresh(known, pair, known.language):
            return known
        return draw(pair, self._work, settled=True)


def _urgency(row: PairRow) -> tuple[bool, int, float, str]:
    """Pairs that are aligned first, those with the most weak beads before all."""
    return row.state != "ready", -row.weak, row.sure, row.id
