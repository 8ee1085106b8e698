"""The journal of decisions on alignments: each stands in it before it stands in its file.

`.tmkit/alignment.jsonl` in the project folder, a line an entry: which lines of the file took the
place of which. A line that a crash cut short is passed over: what it announced was not done.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from tmkit.errors import OutputError
from tmkit.tasks.bead_lines import Change
from tmkit.tasks.locking import hold

__all__ = ["BeadEntry", "BeadJournal", "digest_of"]

_FOLDER = ".tmkit"


def digest_of(text: str) -> str:
    """The version of a file of decisions."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class BeadEntry:
    """A decision. id: of the document pair; number: of the bead it was about.

    before, after: versions of the file. undo: whether it takes the entry before it back.
    """

    id: str
    by: str
    act: str
    number: int
    before: str
    after: str
    start: int = 0
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    undo: bool = False
    time: str = ""

    @property
    def change(self) -> Change:
        """What it did to the lines of the file."""
        return Change(self.start, tuple(self.old), tuple(self.new))


class BeadJournal:
    """The entries of a project, read anew each time: other servers write to it too."""

    def __init__(self, root: Path) -> None:
        self._folder = root / _FOLDER
        self._path = self._folder / "alignment.jsonl"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """A block that no other server is in. Raises OutputError."""
        handle = self._opened("alignment.lock")
        try:
            hold(handle)
            yield
        finally:
            os.close(handle)

    def append(self, entry: BeadEntry) -> None:
        """Write an entry, on the disk when this returns; inside `locked`. Raises OutputError."""
        stamped = {**asdict(entry), "time": datetime.now().astimezone().isoformat("T", "seconds")}
        # On a line of its own, whatever a crash has left before it.
        line = f"\n{json.dumps(stamped)}\n".encode()
        handle = self._opened(self._path.name)
        try:
            size = os.fstat(handle).st_size
            try:
                _write(handle, line)
                os.fsync(handle)
            except OSError as error:
                os.ftruncate(handle, size)
                details = {"reason": error.strerror}
                raise OutputError("output", str(self._path), details=details) from error
        finally:
            os.close(handle)

    def last(self, name: str, by: str, version: str) -> BeadEntry | None:
        """The last decision of a person on a pair that is neither undone nor came to nothing.

        version: of the file as it stands. Raises OutputError.
        """
        entries = [entry for entry in self._entries() if entry.id == name]
        versions = [*(entry.before for entry in entries[1:]), version]
        done: list[BeadEntry] = []
        for entry, then in zip(entries, versions, strict=False):
            # Announced, and ended before the file was written.
            is_nothing = then == entry.before != entry.after
            if entry.by != by or is_nothing:
                continue
            if entry.undo:
                done = done[:-1]
            else:
                done.append(entry)
        return done[-1] if done else None

    def _entries(self) -> Iterator[BeadEntry]:
        try:
            lines = self._path.read_bytes().split(b"\n") if self._path.is_file() else []
        except OSError as error:
            details = {"reason": error.strerror}
            raise OutputError("output", str(self._path), details=details) from error
        for line in lines:
            try:
                yield BeadEntry(**json.loads(line))
            except (ValueError, TypeError):
                continue

    def _opened(self, name: str) -> int:
        path = self._folder / name
        try:
            if not self._folder.is_dir():
                self._folder.mkdir(exist_ok=True)
                # It is nobody's business but this machine's.
                (self._folder / ".gitignore").write_text("*\n")
            return os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        except OSError as error:
            raise OutputError("output", str(path), details={"reason": error.strerror}) from error


def _write(handle: int, content: bytes) -> None:
    """Write all of it; a full disk takes a part first."""
    left = memoryview(content)
    while left:
        left = left[os.write(handle, left) :]
