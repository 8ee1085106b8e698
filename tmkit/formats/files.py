"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from tmkit.errors import OutputError

__all__ = ["atomic", "sweep", "write_text"]

# Seconds after which nobody is still writing a file.
_OLD = 3600


@contextmanager
def atomic(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes the place of `path` when the block ends, and only if it ends well.

    Raises OutputError when the place cannot be written.
    """
    try:
        path = _regular(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        # In the folder itself, so that the rename stays on one file system.
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise OutputError("output", str(path), details={"reason": error.strerror}) from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise OutputError("output", str(path), details={"reason": error.strerror}) from error
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _regular(path: Path) -> Path:
    """The file behind a link; OSError for a device, which would be replaced by a file."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    return path.resolve()


def write_text(path: Path, text: str) -> None:
    """Write a text in UTF-8, whole or not at all."""
    with atomic(path) as file:
        file.write(text.encode("utf-8"))


def sweep(folder: Path) -> None:
    """Take away what a killed process left of concept files below a folder that it was writing."""
    for path in folder.glob("**/.*.toml.*"):
        with suppress(OSError):
            if path.is_file() and time.time() - path.stat().st_mtime > _OLD:
                path.unlink()


def _umask() -> int:
    # There is no way to read it but to set it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
