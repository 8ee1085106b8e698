"""What checks and commands report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

__all__ = ["BuildResult", "Finding", "Fix", "Place", "Severity"]


class Severity(StrEnum):
    """How much a finding weighs: an error makes the command exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands. line and column count from 1, 0 when unknown."""

    path: str
    line: int = 0
    column: int = 0
    id: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Fix:
    """How a finding is mended: by the text of a field, or of the whole file where field is "".

    is_safe: whether what the file means stays the same, so that no person need look.
    """

    field: str
    text: str
    is_safe: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check reports: one problem of the user's files, at one place."""

    code: str
    severity: Severity
    place: Place
    message: str
    help: str = ""
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made. counts: by words of the summary; beads: by kind; findings: by severity."""

    output: Path
    counts: Mapping[str, int]
    beads: Mapping[str, int]
    findings: Mapping[Severity, int]
