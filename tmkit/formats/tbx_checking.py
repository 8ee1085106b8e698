"""Rules on the parts of a TBX entry: categories, levels, picklists, languages; lenient."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from tmkit import lang
from tmkit.codes import finding
from tmkit.formats import xml
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

    dialect: key of DIALECTS; number: of the element of the file that is being read, see
    `tbx_parsing.Found`; id: of the entry; ids: how many ids of other elements were seen; silent:
    whether the entry was reported on before; targets: id and number of an entry, index and target
    of each reference in it.
    """

    path: str
    language: str
    on_finding: Callable[[Finding], object] | None
    lines: xml.Lines
    dialect: str = "TBX-Core"
    number: int = 0
    id: str = ""
    silent: bool = False
    ids: int = 0
    targets: list[tuple[str, int, int, str]] = field(default_factory=list)

    @property
    def listens(self) -> bool:
        """Whether anyone is told."""
        return self.on_finding is not None and not self.silent

    def __call__(self, code: str, index: int, where: str = "", /, **details: object) -> None:
        """Report a finding in the index-th element of the one at hand, in a field `where`."""
        if self.on_finding and not self.silent:
            line = self.lines.of(self.number, index)
            place = Place(self.path, line, id=self.id, field=where)
            self.on_finding(finding(code, place, self.language, **details))

    def dropped(self, name: str, text: str, index: int) -> None:
        """Report what cannot be kept."""
        if self.listens:
            shown = text if len(text) <= 200 else f"{text[:200]} …"
            self("TG818", index, name, name=name, value=" ".join(shown.split()))


@lru_cache(maxsize=4096)
def _rule(dialect: str, level: str, name: str, kind: str) -> tuple[str, tuple[str, ...]]:
    """The code of what is wrong with a category at a level, "" for nothing, and its picklist."""
    category = DIALECTS[dialect].get(kind)
    if category is None or category.element != name:
        free = dialect == "TBX-Default 2008" and name in ("descripNote", "adminNote")
        return "" if free else "TG813", ()
    return "" if level in category.levels else "TG812", category.values


def check(part: Part, level: str, report: Report) -> None:
    """Report what the dialect does not allow in a part that stands at a level."""
    if not report.listens:
        return
    for child in part.children:
        check(child, level, report)
    if part.name not in _TYPED:
        _check_date(part, report)
        return
    dialect = report.dialect
    code, values = _rule(dialect, level, part.name, part.type)
    if code == "TG813":
        name = f"{part.name} {part.type}".strip()
        report(code, part.order, part.type, name=name, dialect=dialect)
    elif code == "TG812":
        report(code, part.order, part.type, name=part.type, level=level, dialect=dialect)
    elif values and part.text not in values:
        wanted = ", ".join(values)
        report("TG811", part.order, part.type, name=part.type, value=part.text, wanted=wanted)


def _check_date(part: Part, report: Report) -> None:
    if part.name == "date" and not is_date(part.text):
        report("TG819", part.order, "date", value=part.text)


def is_date(text: str) -> bool:
    """Whether the calendar has the day, written YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def language_of(section: Part, report: Report) -> str:
    """The language of a section: underscores read as hyphens, "und" where none is said."""
    said = section.attribute("xml:lang") or section.attribute("lang")
    tag, is_well_formed = _tag_of(said)
    if not is_well_formed:
        report("TG816", section.order, "xml:lang", value=said, read=tag)
    return tag


@lru_cache(maxsize=1024)
def _tag_of(said: str) -> tuple[str, bool]:
    tag = lang.canonical(said.strip().replace("_", "-"))
    return tag or "und", lang.is_tag(tag) and lang.is_tag(said)
