"""Where a build keeps what is done: a folder inside the output, which one run holds at a time."""

from __future__ import annotations

import errno
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

import regex

from tmkit.errors import OutputError, TmkitError, UsageError
from tmkit.tasks.spills import Spill

__all__ = ["Workplace", "workplace"]

_FOLDER = ".work"
_LOCK = ".lock"
_FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
# As `files.atomic` names what is not yet whole.
_BEGUN = regex.compile(
    r"\.(?:memory[.\d]*\.tmx|glossary[.\w]+|candidates\.jsonl|unaligned\.tsv|report\.html)\.\w{8}"
)


class Workplace(NamedTuple):
    """The folder of a run. resume: whether what an earlier one left is of use."""

    folder: Path
    resume: bool

    def spill(self, key: str) -> Spill:
        """The place for a work of this key; what was left of another, or is not wanted, is removed.

        Raises OutputError.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for path in self.folder.iterdir():
                if path.name != key or not self.resume:
                    shutil.rmtree(path)
            (self.folder / key).mkdir(exist_ok=True)
        except OSError as error:
            details = {"reason": error.strerror}
            raise OutputError("output", str(self.folder), details=details) from error
        # Whatever folder another process is in.
        return Spill((self.folder / key).resolve())


@contextmanager
def workplace(output: Path, *, resume: bool = False) -> Iterator[Workplace]:
    """The place of one run, removed when it ends well.

    It stays where the run was broken off, or found no room: that may be resumed. Raises UsageError
    while another run has the output, OutputError.
    """
    place = Workplace(output / _FOLDER, resume)
    with _held(output):
        for path in filter(_was_begun, output.iterdir()):
            path.unlink()
        try:
            yield place
        except TmkitError as error:
            if not _wants_room(error):
                shutil.rmtree(place.folder, ignore_errors=True)
            raise
        shutil.rmtree(place.folder, ignore_errors=True)


def _wants_room(error: TmkitError) -> bool:
    """Whether a disk was full, which may be mended before the next run."""
    cause = error.__cause__
    return isinstance(cause, OSError) and cause.errno in _FULL


def _was_begun(path: Path) -> bool:
    """Whether a run that was killed has left this, a result that it had begun to write."""
    return _BEGUN.fullmatch(path.name) is not None and path.is_file()


@contextmanager
def _held(output: Path) -> Iterator[None]:
    """Hold the lock of an output folder; the system lets go of it when this process ends."""
    path = output / _LOCK
    try:
        output.mkdir(parents=True, exist_ok=True)
        file = _locked(path)
    except OSError as error:
        details = {"reason": error.strerror}
        raise OutputError("output", str(output), details=details) from error
    with file:
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def _locked(path: Path) -> BinaryIO:
    while True:
        file = path.open("a+b")
        if not _lock(file):
            file.seek(0)
            process, _, machine = file.read().decode().partition(" ")
            file.close()
            details = {"process": process, "machine": machine, "file": path}
            raise UsageError("output-in-use", str(path.parent), details=details)
        with suppress(FileNotFoundError):
            # Unless it was removed, and made anew, between the opening and the locking.
            if os.path.samestat(path.stat(), os.fstat(file.fileno())):
                file.truncate(0)
                file.write(f"{os.getpid()} {socket.gethostname()}".encode())
                file.flush()
                return file
        file.close()


def _lock(file: BinaryIO) -> bool:
    """Whether the lock is ours now; where the system has none it is."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
