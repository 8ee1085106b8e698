"""Exchange files read for their defects alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tmkit import codes
from tmkit.errors import FormatError, UsageError
from tmkit.formats import tbx
from tmkit.model import Finding
from tmkit.settings import load
from tmkit.tasks.memories import is_glossary, read_memory

__all__ = ["validate"]


def validate(
    paths: Sequence[Path],
    *,
    language: str = "en",
    on_finding: Callable[[Finding], None] = lambda _finding: None,
) -> int:
    """How many units and concepts memories and TBX files hold; on_finding is told of each defect.

    A file that cannot be read is an error finding, and the rest goes on. Raises UsageError for a
    path that is no file or of no kind that is known.
    """
    missing = next((path for path in paths if not path.is_file()), None)
    if missing:
        raise UsageError("no-file", str(missing))
    languages = load(Path()).languages
    count = 0
    for path in paths:
        try:
            if is_glossary(path):
                count += sum(1 for _ in tbx.read(path, on_finding, language=language))
                continue
            memory = read_memory(path, languages, language=language, on_finding=on_finding)
            count += sum(1 for _ in memory)
        except FormatError as error:
            on_finding(codes.finding_of(error, language))
    return count
