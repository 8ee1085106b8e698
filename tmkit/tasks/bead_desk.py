"""The desk of the alignment view: document pairs, their beads, and what is decided of them."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import BinaryIO

import tmkit
from tmkit.errors import ConflictError, RefusedError, UsageError
from tmkit.formats import files, tmx
from tmkit.model import Bead, BeadAct, BeadOutcome, BeadPage, Memory, PairTable
from tmkit.tasks.aligning import align_pair
from tmkit.tasks.bead_acts import Redrawn, redrawn
from tmkit.tasks.bead_drawing import Drawing, draw, read_decisions
from tmkit.tasks.bead_journal import BeadEntry, BeadJournal, digest_of
from tmkit.tasks.bead_lines import Change, Signed, changed
from tmkit.tasks.bead_survey import Survey
from tmkit.tasks.checking import today
from tmkit.tasks.decisions import lines_found
from tmkit.tasks.exports import remove
from tmkit.tasks.headers import memory_header
from tmkit.tasks.project import Pair, Project

__all__ = ["BeadDesk"]

# Seconds that a page waits for an alignment.
_PATIENCE = 2.0
# Decisions that are undone without aligning anew.
_REMEMBERED = 20
_CHUNK = 1 << 16


class BeadDesk:
    """The alignment of a project under review; every method may be called from any thread.

    The pairs are looked through from the first question on, in the background. What is asked of a
    pair that is not there raises UsageError "alignment-gone".
    """

    def __init__(
        self,
        root: Path,
        *,
        reviewer: str,
        language: str = "en",
        on_write: Callable[[Path], None] = lambda _path: None,
    ) -> None:
        """The desk of a project folder; reviewer: the name that decisions bear.

        language: of findings that no page asks for. on_write: is told of each file of decisions
        that was written. Raises UsageError where there is no folder, SettingsError.
        """
        self._on_write = on_write
        self._project = Project.at(root)
        self._reviewer, self._language = reviewer, language
        self._journal = BeadJournal(root)
        self._lock = threading.Lock()
        self._past: dict[str, deque[Drawing]] = {}
        self._surveyed: Survey | None = None

    def close(self) -> None:
        """End the work in the background."""
        with self._lock:
            survey, self._surveyed = self._surveyed, None
        if survey:
            survey.close()

    def read_again(self) -> None:
        """Look for documents anew, and align all pairs again."""
        self.close()

    def wait(self) -> None:
        """Until all pairs have been looked through."""
        self._survey.wait()

    def pairs(self, *, language: str = "en") -> PairTable:
        """The pairs as far as they are known, those with the most weak beads first."""
        return self._survey.table(language)

    def page(
        self, name: str, *, number: int | None = None, page: int | None = None, language: str = "en"
    ) -> BeadPage | None:
        """The page of a bead of a pair, of the first weak one by default; or a page by number.

        None where the alignment takes more than two seconds: it goes on, and is to be asked for
        again. Raises UsageError, FormatError.
        """
        drawing = self._survey.drawing(name, language, _PATIENCE)
        if not drawing:
            return None
        _demand_beads(drawing)
        return replace(drawing.page(number, page), languages=self._project.settings.languages)

    def draw_again(self, name: str) -> None:
        """Align a pair again with what has been decided, as the next build will."""
        self._survey.pair(name)
        self._survey.forget(name)

    def act(
        self,
        name: str,
        key: str,
        act: BeadAct,
        *,
        place: tuple[int, int] | None = None,
        language: str = "en",
    ) -> BeadOutcome:
        """Decide of a bead, by its key on the page: one file, whole or not at all.

        It stands in the journal before that. place: as of `redrawn`. Raises ConflictError where the
        bead or its neighbours have changed, `now` and `wanted` being beads; UsageError,
        RefusedError, OutputError.
        """
        with self._journal.locked():
            drawing = self._drawn(name, language)
            number = _found(drawing, key)
            part = redrawn(drawing.beads, number, act, place)
            text = read_decisions(self._path(drawing.pair))
            change = changed(text, drawing.texts, part.beads, Signed(self._reviewer, today()))
            after = self._obeyed(drawing, part, change.applied(text))
            self._write(drawing.pair, text, change, act=act, number=number)
            self._past.setdefault(name, deque(maxlen=_REMEMBERED)).append(drawing)
            self._survey.keep(after)
        is_done = act == "accept" or part.end >= len(drawing.beads)
        following = min(number + 1, len(after.beads) - 1) if is_done else part.first
        return BeadOutcome(following, act, str(self._path(drawing.pair)))

    def undo(self, name: str) -> BeadOutcome | None:
        """Take back this reviewer's last decision on a pair; None where there is none.

        It survives a restart. Raises ConflictError where the file has changed since; UsageError,
        OutputError.
        """
        pair = self._survey.pair(name)
        path = self._path(pair)
        with self._journal.locked():
            text = read_decisions(path)
            last = self._journal.last(name, self._reviewer, digest_of(text))
            if not last:
                return None
            if last.after != digest_of(text):
                wanted = "\n".join(last.old)
                details = {"now": text, "wanted": wanted, "version": digest_of(text)}
                raise ConflictError("alignment-changed", str(path), details=details)
            change = last.change.reverse
            self._write(pair, text, change, act=last.act, number=last.number, undo=True)
            past = self._past.get(name)
            if past and past[-1].version == last.before:
                self._survey.keep(past.pop())
        return BeadOutcome(last.number, "undo", str(path))

    def export(self, name: str, *, language: str = "en") -> tuple[str, Iterator[bytes]]:
        """A pair as TMX, as a build would write its units now: the name of a file, its content.

        Raises UsageError for a confidential pair.
        """
        pair = self._survey.pair(name)
        if pair.declared.confidential:
            raise UsageError("alignment-confidential", details={"id": name})
        result = align_pair(pair, self._survey.work(language))
        file = TemporaryFile()  # noqa: SIM115 # closed when it has been read
        memory = Memory(memory_header(self._project.settings), result.units)
        tmx.write(memory, file, version=tmkit.__version__)
        file.seek(0)
        return f"{Path(name).name}.tmx", _chunks(file)

    @property
    def _survey(self) -> Survey:
        with self._lock:
            self._surveyed = self._surveyed or Survey(self._project, self._language)
            return self._surveyed

    def _path(self, pair: Pair) -> Path:
        return self._project.decisions / f"{pair.id}.jsonl"

    def _drawn(self, name: str, language: str) -> Drawing:
        drawing = self._survey.drawing(name, language)
        assert drawing
        _demand_beads(drawing)
        return drawing

    def _obeyed(self, drawing: Drawing, part: Redrawn, text: str) -> Drawing:
        """The pair with beads as decided. Raises RefusedError where a build would not obey."""
        if drawing.pair.is_bilingual:
            # Across its groups nothing is linked, and only the alignment knows them.
            work = self._survey.work(drawing.language)
            with TemporaryDirectory(prefix="tmkit-") as folder:
                decisions = Path(folder)
                _put(decisions / f"{drawing.pair.id}.jsonl", text)
                after = draw(drawing.pair, replace(work, decisions=decisions), settled=True)
        else:
            after = drawing.redrawn(part, digest_of(text))
        found = lines_found(text, after.texts, lambda *_: None)
        told = {(line.bead.source, line.bead.target) for line in found if line.bead}
        spans = {(bead.source, bead.target) for bead in part.beads}
        if not spans <= told or not spans <= after.decided:
            raise RefusedError("alignment-unheard")
        return after

    def _write(
        self, pair: Pair, text: str, change: Change, *, act: str, number: int, undo: bool = False
    ) -> None:
        after = change.applied(text)
        entry = BeadEntry(
            pair.id,
            self._reviewer,
            act,
            number,
            digest_of(text),
            digest_of(after),
            change.start,
            change.old,
            change.new,
            undo,
        )
        self._journal.append(entry)
        _put(self._path(pair), after)
        self._on_write(self._path(pair))


def _demand_beads(drawing: Drawing) -> None:
    if not drawing.beads:
        raise UsageError("alignment-nothing", details={"id": drawing.pair.id})


def _found(drawing: Drawing, key: str) -> int:
    """The number of a bead by its key. Raises ConflictError where it is another one now."""
    seen = _bead_of(key, drawing.texts)
    sides = {*seen.source}, {*seen.target}
    now = [
        (number, bead)
        for number, bead in enumerate(drawing.beads)
        if not (sides[0].isdisjoint(bead.source) and sides[1].isdisjoint(bead.target))
    ]
    if len(now) == 1 and drawing.key(now[0][0]) == key:
        return now[0][0]
    details = {
        "now": "\n".join(_said(bead, drawing.texts) for _, bead in now),
        "wanted": _said(seen, drawing.texts),
        "version": drawing.version,
    }
    raise ConflictError("alignment-changed", drawing.pair.id, details=details)


def _bead_of(key: str, texts: Sequence[Sequence[str]]) -> Bead:
    """The bead that a key names, as far as its segments are there."""
    sides = []
    for part, side in zip([*key.split("-"), "", ""][:2], texts, strict=True):
        first, _, count = part.partition("+")
        is_sound = first.isdecimal() and count.isdecimal() and len(part) < 20
        run = range(int(first), int(first) + int(count)) if is_sound else range(0)
        sides.append(tuple(number for number in run[: len(side)] if number < len(side)))
    return Bead(sides[0], sides[1], 1.0)


def _said(bead: Bead, texts: Sequence[Sequence[str]]) -> str:
    one, other = (
        " ".join(text[number] for number in side)
        for side, text in zip((bead.source, bead.target), texts, strict=True)
    )
    return f"{one or '–'} ↔ {other or '–'}"


def _put(path: Path, text: str) -> None:
    """Write a file of decisions; one without any is none. Raises OutputError."""
    if not text:
        remove([path])
        return
    with files.atomic(path) as file:
        file.write(text.encode("utf-8", "surrogateescape"))


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk
