"""The journal of a review: each decision is in it before it is in its file.

`.tmkit/review.jsonl` in the project folder, a line an entry; several servers may write to it. A
line that a crash cut short is passed over: what it announced was not done.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from tmkit.errors import OutputError
from tmkit.tasks.locking import hold

__all__ = ["FOLDER", "Entry", "Journal", "digest_of", "make_folder"]

FOLDER = ".tmkit"
_IGNORED = "*\n"


def digest_of(content: bytes | None) -> str:
    """The version of a file's content, "" where there is no file."""
    return "" if content is None else hashlib.sha256(content).hexdigest()[:16]


def _bytes_of(text: str | None) -> bytes | None:
    return None if text is None else text.encode("utf-8", "surrogateescape")


def make_folder(folder: Path) -> None:
    """Make the folder of what is nobody's business but this machine's. Raises OSError."""
    ignored = folder / ".gitignore"
    if not ignored.is_file():
        folder.mkdir(exist_ok=True)
        ignored.write_text(_IGNORED)


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision as it was announced.

    time: of the clock, YYYY-MM-DDThh:mm:ss. key: of what was decided; found: of where it went.
    path: of the file, relative to the project folder, "" where none is written. before: its text,
    None for no file, what is no UTF-8 in it escaped; after: the version of what is written.
    version: that of what was looked at. decision: a digest of all that was decided. group: shared
    by the entries that are undone together. undone: of one that takes another back, its id.
    """

    id: str
    time: str
    by: str
    action: str
    key: str
    found: str = ""
    path: str = ""
    before: str | None = None
    after: str = ""
    version: str = ""
    decision: str = ""
    group: str = ""
    undone: str = ""
    status: str = ""
    title: str = ""


class _Mark(NamedTuple):
    """An entry without its text, and where it stands in the journal."""

    entry: Entry
    offset: int
    length: int
    before: str


_FIELDS = {field.name for field in fields(Entry)}


class Journal:
    """The entries of a project; every method may be called from any thread."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER
        self._path = self._folder / "review.jsonl"
        self._lock = RLock()
        self._depth = 0
        self._end = 0
        self._marks: list[_Mark] = []
        self._latest: dict[str, int] = {}
        self._undone: set[str] = set()
        self.read()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """A block that no other thread or server is in. Raises OutputError.

        What others have written before it is read.
        """
        with self._lock:
            if self._depth:
                yield
                return
            handle = self._opened("lock")
            try:
                hold(handle)
                self._depth += 1
                self.read()
                yield
            finally:
                self._depth -= 1
                os.close(handle)

    def _opened(self, name: str) -> int:
        path = self._folder / name
        try:
            make_folder(self._folder)
            return os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        except OSError as error:
            raise OutputError("output", str(path), details={"reason": error.strerror}) from error

    def read(self) -> None:
        """Take in what has been written since the last time."""
        with self._lock:
            try:
                with self._path.open("rb") as file:
                    file.seek(self._end)
                    added = file.read()
            except OSError:
                return
            offset = self._end
            whole, _, _ = added.rpartition(b"\n")
            for line in whole.split(b"\n") if whole else ():
                self._take(line, offset)
                offset += len(line) + 1
            self._end = offset

    def _take(self, line: bytes, offset: int) -> None:
        try:
            row = json.loads(line)
            entry = Entry(**{key: row[key] for key in row.keys() & _FIELDS})
        except (ValueError, TypeError, AttributeError):
            return
        before = digest_of(_bytes_of(entry.before))
        # The texts stay on disk: a long review has megabytes of them.
        bare = Entry(**{**asdict(entry), "before": None})
        self._marks.append(_Mark(bare, offset, len(line), before))
        self._latest[entry.key] = len(self._marks) - 1
        if entry.undone:
            self._undone.add(entry.undone)

    def append(self, entry: Entry) -> None:
        """Write an entry, on the disk when this returns; inside `locked`.

        Raises OutputError; then nothing of it stands there.
        """
        # In ASCII: what was no UTF-8 in a broken file must come back as it was.
        line = (json.dumps(asdict(entry)) + "\n").encode()
        handle = self._opened(self._path.name)
        try:
            size = os.fstat(handle).st_size
            # What a crash cut short ends here.
            torn = size > self._end
            try:
                _write(handle, b"\n" + line if torn else line)
                os.fsync(handle)
            except OSError as error:
                os.ftruncate(handle, size)
                details = {"reason": error.strerror}
                raise OutputError("output", str(self._path), details=details) from error
        finally:
            os.close(handle)
        self.read()

    def latest(self, key: str) -> Entry | None:
        """The last entry of a key that was not undone, without its text."""
        with self._lock:
            number = self._latest.get(key)
            while number is not None and number >= 0:
                entry = self._marks[number].entry
                if entry.key == key and not entry.undone and entry.id not in self._undone:
                    return entry
                number -= 1
            return None

    def last(self, by: str) -> Iterator[tuple[Entry, str]]:
        """The entries of a person that can be undone, without texts, the last one first.

        With the version of the text before each.
        """
        with self._lock:
            marks = self._marks[::-1]
        for entry, _, _, before in marks:
            if entry.by == by and not entry.undone:
                yield entry, before

    def is_undone(self, entry: Entry) -> bool:
        """Whether an entry was taken back, or that was announced at least."""
        return entry.id in self._undone

    def content_before(self, entry: Entry) -> bytes | None:
        """What a file held before an entry, None for no file. Raises OutputError."""
        with self._lock:
            mark = next(each for each in reversed(self._marks) if each.entry.id == entry.id)
        try:
            with self._path.open("rb") as file:
                file.seek(mark.offset)
                before = json.loads(file.read(mark.length))["before"]
        except (OSError, ValueError, KeyError) as error:
            details = {"reason": getattr(error, "strerror", None) or str(error)}
            raise OutputError("output", str(self._path), details=details) from error
        return _bytes_of(before)

    def entries(self) -> list[Entry]:
        """All entries, without texts, in their order."""
        self.read()
        with self._lock:
            return [mark.entry for mark in self._marks]

    def skipped(self, by: str) -> set[str]:
        """The keys that a person has passed over, and not decided since."""
        found: set[str] = set()
        for entry in self.entries():
            if entry.by == by and not entry.undone:
                is_skip = entry.action == "skip" and entry.id not in self._undone
                (found.add if is_skip else found.discard)(entry.key)
        return found


def _write(handle: int, content: bytes) -> None:
    """Write all of it; a full disk takes a part first."""
    left = memoryview(content)
    while left:
        left = left[os.write(handle, left) :]
