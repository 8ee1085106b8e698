"""The desk of the alignment view: document pairs, their beads, and what is decided of them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
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
from tmkit.tasks.bead_drawing import Drawing, draw, keys_of, read_decisions, stamp_of
from tmkit.tasks.bead_journal import BeadEntry, BeadJournal, digest_of
from tmkit.tasks.bead_lines import Change, Signed, changed
from tmkit.tasks.bead_survey import Survey
from tmkit.tasks.checking import today
from tmkit.tasks.decisions import lines_found
from tmkit.tasks.headers import memory_header
from tmkit.tasks.project import Pair, Project

__all__ = ["BeadDesk"]

# Pairs that are kept as they are drawn.
_OPEN = 8
_CHUNK = 1 << 16


class BeadDesk:
    """The alignment of a project under review; every method may be called from any thread.

    The pairs are looked through from the first question on, in the background. What is asked of a
    pair that is not there raises UsageError "alignment-gone".
    """

    def __init__(self, root: Path, *, reviewer: str, language: str = "en") -> None:
        """The desk of a project folder; reviewer: the name that decisions bear.

        language: of findings that no page asks for. Raises UsageError where there is no folder,
        SettingsError.
        """
        self._project = Project.at(root)
        self._reviewer, self._language = reviewer, language
        self._journal = BeadJournal(root)
        self._lock = threading.RLock()
        self._drawings: OrderedDict[str, Drawing] = OrderedDict()
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
        with self._lock:
            self._drawings.clear()

    def wait(self) -> None:
        """Until all pairs have been looked through."""
        self._survey.wait()

    def pairs(self, *, language: str = "en") -> PairTable:
        """The pairs as far as they are known, those with the most weak beads first."""
        return self._survey.table(language)

    def page(
        self, name: str, *, number: int | None = None, page: int | None = None, language: str = "en"
    ) -> BeadPage:
        """The page of a bead of a pair, of the first weak one by default; or a page by number.

        Raises UsageError, FormatError.
        """
        with self._lock:
            drawing = self._drawn(name, language)
        shown = drawing.page(number, page)
        return replace(shown, languages=self._project.settings.languages)

    def draw_again(self, name: str, *, language: str = "en") -> None:
        """Align a pair again with what has been decided, as the next build will."""
        with self._lock:
            self._drawings.pop(name, None)
            self._drawn(name, language)

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
        with self._lock, self._journal.locked():
            drawing = self._drawn(name, language)
            number = _found(drawing, key)
            part = redrawn(drawing.beads, number, act, place)
            path = self._path(drawing.pair)
            text = read_decisions(path)
            signed = Signed(self._reviewer, today())
            change = changed(text, drawing.texts, part.beads, signed)
            after = change.applied(text)
            drawing = self._obeyed(drawing, part, after)
            self._write(drawing.pair, text, change, act=act, number=number)
            self._keep(drawing)
        state = drawing.states
        is_done = act == "accept" or part.end >= len(drawing.beads)
        following = min(number + 1, len(state) - 1) if is_done else part.first
        return BeadOutcome(following, act, str(path))

    def undo(self, name: str, *, language: str = "en") -> BeadOutcome | None:
        """Take back this reviewer's last decision on a pair; None where there is none.

        It survives a restart. Raises ConflictError where the file has changed since; UsageError,
        OutputError.
        """
        with self._lock, self._journal.locked():
            pair = self._pair(name)
            path = self._path(pair)
            text = read_decisions(path)
            last = self._journal.last(name, self._reviewer, digest_of(text))
            if not last:
                return None
            if last.after != digest_of(text):
                wanted = "\n".join(last.old)
                details = {"now": text, "wanted": wanted, "version": digest_of(text)}
                raise ConflictError("alignment-changed", str(path), details=details)
            self._write(
                pair, text, last.change.reverse, act=last.act, number=last.number, undo=True
            )
            self._drawings.pop(name, None)
            self._drawn(name, language)
        return BeadOutcome(last.number, "undo", str(path))

    def export(self, name: str, *, language: str = "en") -> tuple[str, Iterator[bytes]]:
        """A pair as TMX, as a build would write its units now: the name of a file, its content.

        Raises UsageError for a confidential pair.
        """
        pair = self._pair(name)
        if pair.declared.confidential:
            raise UsageError("alignment-confidential", details={"id": name})
        work, _ = self._survey.work(language, complete=True)
        result = align_pair(pair, work)
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

    def _pair(self, name: str) -> Pair:
        pair = self._survey.pair(name)
        if not pair:
            raise UsageError("alignment-gone", details={"id": name})
        return pair

    def _path(self, pair: Pair) -> Path:
        return self._project.decisions / f"{pair.id}.jsonl"

    def _drawn(self, name: str, language: str) -> Drawing:
        """The pair as it stands on disk, aligned again where that has changed."""
        pair = self._pair(name)
        work, settled = self._survey.work(language)
        drawing = self._drawings.get(name)
        version = digest_of(read_decisions(self._path(pair)))
        seen = version, stamp_of(pair), settled, language
        if not drawing or seen != (
            drawing.version,
            drawing.stamp,
            drawing.settled,
            drawing.language,
        ):
            drawing = draw(pair, work, settled=settled)
        self._keep(drawing)
        if not drawing.beads:
            raise UsageError("alignment-nothing", details={"id": name})
        return drawing

    def _keep(self, drawing: Drawing) -> None:
        self._drawings[drawing.pair.id] = drawing
        self._drawings.move_to_end(drawing.pair.id)
        while len(self._drawings) > _OPEN:
            self._drawings.popitem(last=False)
        if drawing.settled:
            self._survey.note(drawing)

    def _obeyed(self, drawing: Drawing, part: Redrawn, text: str) -> Drawing:
        """The pair with beads as decided. Raises RefusedError where a build would not obey."""
        if drawing.pair.is_bilingual:
            # Across its groups nothing is linked, and only the alignment knows them.
            work, _ = self._survey.work(drawing.language)
            with TemporaryDirectory(prefix="tmkit-") as folder:
                decisions = Path(folder)
                _put(decisions / f"{drawing.pair.id}.jsonl", text)
                after = draw(drawing.pair, replace(work, decisions=decisions), settled=True)
            after = replace(after, settled=drawing.settled)
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


def _found(drawing: Drawing, key: str) -> int:
    """The number of a bead by its key. Raises ConflictError where it is another one now."""
    keys = keys_of(drawing)
    if key in keys:
        return keys.index(key)
    seen = _bead_of(key, drawing.texts)
    now = [
        bead
        for bead in drawing.beads
        if {*bead.source} & {*seen.source} or {*bead.target} & {*seen.target}
    ]
    details = {
        "now": "\n".join(_said(bead, drawing.texts) for bead in now),
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
    with files.atomic(path) as file:
        file.write(text.encode("utf-8", "surrogateescape"))


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk
