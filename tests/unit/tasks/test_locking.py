"""A lock that one process holds at a time, on every system."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tmkit.tasks.locking import hold


def test_the_review_is_there_where_there_is_no_fcntl() -> None:
    script = "import sys; sys.modules['fcntl'] = None; import tmkit.web.review, tmkit.tasks.desk"
    command = [sys.executable, "-c", f"{script}, tmkit.tasks.bead_desk"]
    assert subprocess.run(command, check=False).returncode == 0


def test_on_windows_one_waits_as_long_as_it_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [errno.EDEADLK, errno.EDEADLK, 0]
    asked: list[tuple[int, int]] = []

    def locking(_handle: int, mode: int, size: int) -> None:
        asked.append((mode, size))
        if code := answers.pop(0):
            raise OSError(code, "Resource deadlock avoided")

    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_LOCK=1))
    with (tmp_path / "lock").open("w") as file:
        hold(file.fileno())
        assert asked == [(1, 1)] * 3
        answers.append(errno.EACCES)
        with pytest.raises(PermissionError):
            hold(file.fileno())
