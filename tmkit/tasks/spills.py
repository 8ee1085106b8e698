"""What one process leaves for another, in files of a folder that both see."""

from __future__ import annotations

import json
import os
import pickle
from array import array
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from tmkit.errors import OutputError, UsageError

__all__ = ["Shelf", "Spill"]

# What a spill may hold beside tmkit's own classes. It lies in a folder that may have come from
# anywhere, and a pickle can call whatever can be imported.
_HARMLESS = {
    ("builtins", "range"),
    ("builtins", "set"),
    ("builtins", "frozenset"),
    ("collections", "Counter"),
    ("collections", "defaultdict"),
    ("numpy", "dtype"),
    ("numpy", "ndarray"),
    ("numpy._core.multiarray", "_reconstruct"),
    ("numpy._core.multiarray", "scalar"),
    ("numpy._core.numeric", "_frombuffer"),
    ("pathlib", "PosixPath"),
    ("pathlib", "WindowsPath"),
}


class Spill(NamedTuple):
    """A folder of objects by name; each is written whole or not at all.

    Nothing is forced to the disk: what a power failure leaves is not read again.
    """

    folder: Path

    def has(self, name: str) -> bool:
        """Whether there is an object of this name."""
        return (self.folder / name).exists()

    def write(self, name: str, content: object) -> None:
        """Keep an object. Raises OutputError."""
        with self._writing(name) as file:
            pickle.dump(content, file, pickle.HIGHEST_PROTOCOL)

    def read(self, name: str) -> Any:  # noqa: ANN401 # whatever was written
        """The object of a name. Raises UsageError for what no run wrote, or not to its end."""
        with (self.folder / name).open("rb") as file:
            return self._loaded(file)

    def write_parts(self, name: str, parts: Sequence[object]) -> None:
        """Keep objects of which one can be read without the others. Raises OutputError."""
        written = [pickle.dumps(part, pickle.HIGHEST_PROTOCOL) for part in parts]
        offsets = array("Q", [8 * (len(parts) + 1)])
        for each in written:
            offsets.append(offsets[-1] + len(each))
        with self._writing(name) as file:
            file.write(offsets.tobytes())
            file.writelines(written)

    def read_part(self, name: str, number: int) -> Any:  # noqa: ANN401 # whatever was written
        """One of the objects that were written in parts, from 0."""
        with (self.folder / name).open("rb") as file:
            file.seek(8 * number)
            start, stop = array("Q", file.read(16))
            file.seek(start)
            return self._loaded(BytesIO(file.read(stop - start)))

    def parts(self, name: str) -> Iterator[Any]:
        """All the objects that were written in parts; one is held at a time."""
        with (self.folder / name).open("rb") as file:
            count = array("Q", file.read(8))[0] // 8 - 1
        return (self.read_part(name, number) for number in range(count))

    def remove(self, name: str) -> None:
        """Forget what is there, if it is."""
        (self.folder / name).unlink(missing_ok=True)

    def _loaded(self, file: BinaryIO) -> Any:  # noqa: ANN401 # whatever was written
        try:
            return _Unpickler(file).load()
        except Exception as error:  # whatever garbage makes of the reading
            raise UsageError("work-damaged", str(self.folder)) from error

    @contextmanager
    def _writing(self, name: str) -> Iterator[BinaryIO]:
        path = self.folder / name
        # Two processes may do the same work where one was believed dead.
        temporary = path.with_name(f".{name}.{os.getpid()}.{os.urandom(4).hex()}")
        try:
            with temporary.open("wb") as file:
                yield file
            temporary.replace(path)
        except OSError as error:
            raise OutputError("output", str(path), details={"reason": error.strerror}) from error
        finally:
            temporary.unlink(missing_ok=True)


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 # as pickle declares it
        found = super().find_class(module, name) if module.startswith("tmkit.") else None
        if isinstance(found, type) and found.__module__.startswith("tmkit."):
            return found
        if (module, name) not in _HARMLESS:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


class Shelf:
    """Rows of texts in a file, appended one by one and read by number.

    A file beside it says where each row begins.
    """

    def __init__(self, path: Path, *, new: bool = False) -> None:
        """The shelf at a path. new: an empty one. Raises OutputError."""
        mode = "w+b" if new else "rb"
        self._path = path
        self._stack = ExitStack()
        with self._said():
            self._rows = self._stack.enter_context(path.open(mode))
            self._starts = self._stack.enter_context(path.with_suffix(".starts").open(mode))
        self._end = 0

    def append(self, row: Sequence[str]) -> None:
        """Put a row behind the others. Raises OutputError."""
        written = json.dumps(row).encode() + b"\n"
        with self._said():
            self._starts.write(array("Q", [self._end]).tobytes())
            self._rows.write(written)
        self._end += len(written)

    def flush(self) -> None:
        """Let other processes read what has been appended. Raises OutputError."""
        with self._said():
            self._starts.flush()
            self._rows.flush()

    def rows(self, start: int, stop: int) -> list[list[str]]:
        """The rows from one number to before another."""
        self._starts.seek(8 * start)
        begin = array("Q", self._starts.read(8))
        if not begin or stop <= start:
            return []
        self._rows.seek(begin[0])
        return [json.loads(line) for line in islice(self._rows, stop - start)]

    def close(self) -> None:
        """Read and append no more."""
        self._stack.close()

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            details = {"reason": error.strerror}
            raise OutputError("output", str(self._path), details=details) from error
