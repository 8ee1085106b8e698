"""A file that one process holds at a time."""

from __future__ import annotations

import errno
import importlib

__all__ = ["hold"]


def hold(handle: int) -> None:
    """Wait until nobody else holds an open file; its holder lets go by closing it. Raises OSError.

    handle: of a file that was opened for this, even by another thread of the same process.
    """
    try:
        import fcntl
    except ImportError:
        _hold_on_windows(handle)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX)


def _hold_on_windows(handle: int) -> None:
    # By name: type checkers know it on Windows alone.
    msvcrt = importlib.import_module("msvcrt")
    while True:
        try:
            msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
        except OSError as error:
            # It gives up after ten seconds.
            if error.errno != errno.EDEADLK:
                raise
        else:
            return
