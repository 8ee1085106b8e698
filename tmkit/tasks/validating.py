"""Exchange files read for their defects alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from tmkit import codes
from tmkit.errors import FormatError, UsageError
from tmkit.formats import conformance, tbx
from tmkit.model import Finding, Severity
from tmkit.settings import load
from tmkit.tasks.memories import is_glossary, read_memory

__all__ = ["validate"]

# What a reader can live with and a standard refuses.
_REFUSED = frozenset(
    (
        *("TX105", "TX106", "TX107", "TX108", "TX111", "TX112", "TX114", "TX116", "TX117"),
        *("TG811", "TG812", "TG813", "TG815", "TG816", "TG819", "TG820"),
    )
)
# What the check against the standard says too, and more exactly.
_SAID = frozenset(("TX101", "TX102", "TX103", "TX104", "TX109", "TX110", "TX113", "TX114", "TX116"))


def validate(
    paths: Sequence[Path],
    *,
    language: str = "en",
    on_finding: Callable[[Finding], None] = lambda _finding: None,
) -> int:
    """How many units and concepts memories and TBX files hold; on_finding is told of each defect.

    What the standard of a file refuses is an error here, though reading it may be a warning. A file
    that cannot be read is an error finding, and the rest goes on. Raises UsageError for a
    path that is no file or of no kind that is known.
    """
    missing = next((path for path in paths if not path.is_file()), None)
    if missing:
        raise UsageError("no-file", str(missing))
    languages = load(Path()).languages
    count = 0

    def strictly(found: Finding) -> None:
        on_finding(replace(found, severity=Severity.ERROR) if found.code in _REFUSED else found)

    def of_reader(found: Finding) -> None:
        if found.code not in _SAID:
            strictly(found)

    for path in paths:
        try:
            if is_glossary(path):
                count += sum(1 for _ in tbx.read(path, of_reader, language=language))
            else:
                memory = read_memory(path, languages, language=language, on_finding=of_reader)
                count += sum(1 for _ in memory)
        except FormatError as error:
            on_finding(codes.finding_of(error, language))
        conformance.check(path, strictly, language=language)
    return count
