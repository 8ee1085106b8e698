"""What a check of translation units found, as people and programs read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import tmkit
from tmkit.errors import UsageError
from tmkit.formats import files, findings, unit_page, unit_sheet
from tmkit.formats.findings import Report, RuleNote
from tmkit.formats.unit_page import Checked, Faulty
from tmkit.lint import UNIT_RULES
from tmkit.model import Finding
from tmkit.tasks.checking import today
from tmkit.tasks.quality import Counts

__all__ = ["UnitReport", "form_of"]

_FILES = {".html": "html", ".htm": "html", ".xlsx": "xlsx"}


def form_of(form: str, output: Path | None) -> str:
    """The format to write: the one that was asked for, or what the suffix of the file says.

    Raises UsageError for a file that is no page and no workbook, where none was asked for.
    """
    if form != "text" or output is None:
        return form
    if output.suffix.lower() not in _FILES:
        details = {"suffix": output.suffix or output.name, "known": ", ".join(_FILES)}
        raise UsageError("output-type", str(output), details=details)
    return _FILES[output.suffix.lower()]


class UnitReport:
    """Takes in what is found, unit by unit; a page keeps only what it will show.

    form: "html", "xlsx" or one of `formats.findings.FORMATS`.
    """

    def __init__(self, form: str, language: str = "en") -> None:
        self._form, self._language = form, language
        self._page = Checked()
        self._units: list[Faulty] = []

    def add(self, unit: Faulty) -> None:
        """Take in a unit in which something was found."""
        if self._form == "html":
            self._page.add(unit)
        else:
            self._units.append(unit)

    def write(self, output: Path, counts: Counts) -> None:
        """Write the report of a check to a file. Raises OutputError."""
        with files.atomic(output) as file:
            file.write(self.rendered(counts))

    def rendered(self, counts: Counts) -> bytes:
        """The report of a check. counts: of it."""
        file = BytesIO()
        title, units = ", ".join(counts.names), counts.units
        if self._form == "html":
            unit_page.write(self._page, file, title=title, units=units, language=self._language)
        elif self._form == "xlsx":
            unit_sheet.write(self._units, file, title=title, language=self._language)
        else:
            file.write(self._for_programs(counts.names).encode("utf-8", "backslashreplace"))
        return file.getvalue()

    def _for_programs(self, names: Sequence[str]) -> str:
        """The findings alone. Units have no lines: but in JSON the id stands before the message."""
        texts: dict[int, str] = {}
        found: list[Finding] = []
        for unit in self._units:
            for each, _, _ in unit.faults:
                if self._form != "json" and unit.id:
                    each = replace(each, message=f"[{unit.id}] {each.message}")  # noqa: PLW2901 # the same, said in full
                texts[id(each)] = "\t".join((unit.id, *unit.texts))
                found.append(each)
        notes = [
            RuleNote(rule.code, rule.name, rule.severity, rule.why(self._language))
            for rule in UNIT_RULES
        ]
        report = Report(
            found,
            names,
            notes,
            lambda each: texts[id(each)],
            tmkit.__version__,
            today(),
            self._language,
            "tmkit qa",
        )
        return findings.FORMATS[self._form](report)
