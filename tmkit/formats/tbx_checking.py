"""Rules on the parts of a TBX entry: categories, levels, picklists, languages; lenient."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from tmkit import lang
from tmkit.codes import finding
from tmkit.formats.tbx_categories import DIALECTS
from tmkit.formats.tbx_parts import Part
from tmkit.model import Finding, Place

__all__ = ["Report", "check", "is_date", "language_of"]

_TYPED = (
    *("termNote", "descrip", "descripNote", "admin", "adminNote", "transac", "transacNote"),
    *("ref", "xref"),
)


@dataclass(slots=True)
class Report:
    """Where findings of one file go.

    dialect: key of DIALECTS; id: of the entry that is being read; ids: how many ids of other
    elements were seen; silent: whether the entry was reported on before.
    """

    path: str
    language: str
    on_finding: Callable[[Finding], object] | None
    dialect: str = "TBX-Core"
    id: str = ""
    silent: bool = False
    ids: int = 0
    targets: list[tuple[str, str, int]] = field(default_factory=list)

    def __call__(self, code: str, line: int, where: str = "", /, **details: object) -> None:
        """Report a finding at a line, in a field `where` of the entry."""
        if self.on_finding and not self.silent:
            place = Place(self.path, line, id=self.id, field=where)
            self.on_finding(finding(code, place, self.language, **details))

    def dropped(self, name: str, text: str, line: int) -> None:
        """Report what cannot be kept."""
        shown = text if len(text) <= 200 else f"{text[:200]} …"
        self("TG818", line, name, name=name, value=" ".join(shown.split()))


def check(part: Part, level: str, report: Report) -> None:
    """Report what the dialect does not allow in a part that stands at a level."""
    for child in part.children:
        check(child, level, report)
    if part.name not in _TYPED:
        _check_date(part, report)
        return
    category = DIALECTS[report.dialect].get(part.type)
    if category is None or category.element != part.name:
        if not (report.dialect == "TBX-Default 2008" and part.name.endswith("Note")):
            name = f"{part.name} {part.type}".strip()
            report("TG813", part.line, part.type, name=name, dialect=report.dialect)
    elif level not in category.levels:
        report("TG812", part.line, part.type, name=part.type, level=level, dialect=report.dialect)
    elif category.values and part.text not in category.values:
        wanted = ", ".join(category.values)
        report("TG811", part.line, part.type, name=part.type, value=part.text, wanted=wanted)


def _check_date(part: Part, report: Report) -> None:
    if part.name == "date" and not is_date(part.text):
        report("TG819", part.line, "date", value=part.text)


def is_date(text: str) -> bool:
    """Whether the calendar has the day, written YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def language_of(section: Part, report: Report) -> str:
    """The language of a section: underscores read as hyphens, "und" where none is said."""
    said = section.attribute("xml:lang") or section.attribute("lang")
    tag = lang.canonical(said.strip().replace("_", "-"))
    if not lang.is_tag(tag):
        report("TG816", section.line, "xml:lang", value=said, read=tag or "und")
    elif not lang.is_tag(said):
        report("TG816", section.line, "xml:lang", value=said, read=tag)
    return tag or "und"
