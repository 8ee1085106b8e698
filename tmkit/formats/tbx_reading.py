"""TBX files as glossaries: every public dialect from TBX-Min 2013 to ISO 30042:2019."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tmkit import lang
from tmkit.errors import FormatError
from tmkit.formats import xml
from tmkit.formats.tbx_categories import DIALECTS
from tmkit.formats.tbx_checking import Report
from tmkit.formats.tbx_concepts import concept_of, content_id
from tmkit.formats.tbx_parsing import ENTRIES, HEADERS, OPEN, Found, elements
from tmkit.formats.tbx_parts import TooDeepError, part_of
from tmkit.formats.xml import local_name
from tmkit.model import Concept, Finding, Glossary

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["read"]

# What the header of a TBX-Min file of 2013 says of the glossary.
_MIN_HEADER = ("languages", "dateCreated", "creator", "license", "directionality")


def read(
    path: Path, on_finding: Callable[[Finding], object] | None = None, *, language: str = "en"
) -> Glossary:
    """The glossary in a TBX file; its concepts are read from the file anew at each iteration.

    on_finding is told of every defect and of all that cannot be kept: those of the header here,
    those of an entry the first time that it is read. language: of the findings.
    What the model has no field for is kept in notes (see `tbx_parts`).
    Raises FormatError, here or while iterating, with the line where the file breaks.
    """
    report = Report(str(path), language, on_finding, xml.Lines(path, OPEN))
    root_lang, glossary = "", Glossary("", ())
    early: list[tuple[str, dict[str, object]]] = []
    for found in elements(path, lambda code, details: early.append((code, details))):
        report.number = found.number
        if found.number < 0:
            report.dialect = _dialect_of(found.element, report)
            root_lang = found.element.get(xml.LANG) or found.element.get("lang") or ""
        elif found.name in HEADERS:
            glossary = _header_of(found.element, report)
            source = found.element.find("{*}languages")
            if source is not None:
                root_lang = source.get("source", "")
            break
        else:
            break
    report.number = -1
    for code, details in early:
        report(code, 0, **details)
    root_lang = lang.canonical(root_lang.replace("_", "-")) or "und"
    return replace(glossary, concepts=_Concepts(path, root_lang, report))


class _Concepts:
    """The concepts of a file. `told`: how many entries have been reported on."""

    def __init__(self, path: Path, root_lang: str, report: Report) -> None:
        self.path, self.root_lang, self.report = path, root_lang, report
        self.told = 0
        self.finished = False

    def __iter__(self) -> Iterator[Concept]:
        report = replace(self.report, targets=[], lines=xml.Lines(self.path, OPEN))
        ids: dict[str, int] = {}
        for found in elements(self.path):
            report.silent, report.id, report.number = self.finished, "", found.number
            if found.before and found.before.strip() and found.number >= 0:
                report.dropped("<body>", found.before, 0)
            if found.name in ENTRIES:
                report.silent = len(ids) < self.told
                concept = self._identified(found, report, ids)
                self.told = max(self.told, len(ids))
                yield concept
            elif found.number >= 0 and found.name and found.name not in HEADERS:
                for entry in _entries_in(found):
                    yield self._identified(entry, report, ids)
                _name_the_rest(found, report)
        report.silent, report.id = self.finished, ""
        _name_the_open(ids, report, xml.Lines(self.path, OPEN))
        self.finished = True

    def _identified(self, found: Found, report: Report, ids: dict[str, int]) -> Concept:
        """The concept of an entry with an id that no other concept of the file has."""
        report.id = found.element.get("id", "")
        try:
            entry = part_of(found.element, report.dropped)
        except TooDeepError as error:
            line = report.lines.of(found.number)
            details = {"limit": xml.DEEPEST}
            raise FormatError("xml-deep", str(self.path), line, details=details) from error
        concept = concept_of(entry, self.root_lang, report)
        given = concept.id
        unique = given or content_id(entry)
        if unique in ids:
            unique = f"{unique}-{content_id(entry).removeprefix('c-')}"
        while unique in ids:
            unique += "-2"
        if not given:
            report("TG814", entry.order, "id", id=unique)
        elif unique != given and report.listens:
            other = report.lines.of(ids[given])
            report("TG815", entry.order, "id", id=given, other=other, read=unique)
        ids[unique] = found.number
        return concept if unique == given else replace(concept, id=unique)


def _entries_in(found: Found) -> Iterator[Found]:
    """The entries in an element that is none itself."""
    for element in found.element.iter():
        if local_name(element.tag) in ENTRIES:
            yield found._replace(element=element)


def _name_the_rest(found: Found, report: Report) -> None:
    """Report an element of the body that is no entry, or back matter."""
    if any(local_name(each.tag) in ENTRIES for each in found.element.iter()):
        return
    report.dropped(f"<{found.name}>", " ".join(found.element.itertext()), 0)


def _name_the_open(ids: dict[str, int], report: Report, lines: xml.Lines) -> None:
    """Report references that lead nowhere, and ids that no concept bears."""
    report.lines = lines
    for concept_id, number, order, target in report.targets:
        if target not in ids:
            report.id, report.number = concept_id, number
            report("TG817", order, "target", target=target)
    report.id, report.number = "", -1
    if report.ids:
        report.dropped("id", f"× {report.ids}", 0)


def _dialect_of(root: Element, report: Report) -> str:
    """The key of DIALECTS whose rules hold in a file; the widest, with a finding, for others."""
    name = local_name(root.tag)
    said = root.get("type") or root.get("dialect") or ""
    style = root.get("style", "")
    if name == "TBX":
        known, dialect = said in ("", "TBX-Min"), "TBX-Min 2013"
    elif name == "martif":
        known = said in ("", "TBX", "TBX-Default", "TBX-Basic", "DXLT")
        dialect = "TBX-Basic 2008" if said == "TBX-Basic" else "TBX-Default 2008"
    else:
        known = said in DIALECTS and style in ("dca", "dct")
        dialect = said if said in DIALECTS else "TBX-Default 2008"
    if not known:
        shown = f'{said or "–"}, style "{style}"' if name == "tbx" else said
        report("TG822", 0, "type", type=shown, dialect=dialect)
    return dialect


def _header_of(header: Element, report: Report) -> Glossary:
    """Name, signature and notes."""
    name, signature = "", ""
    notes: list[str] = []
    for index, element in enumerate(header.iter()):
        local = local_name(element.tag)
        text = "".join(element.itertext()) if len(element) == 0 else ""
        if local in ("title", "id") and not name:
            name = text
        elif local in ("p", "description"):
            kind = element.get("type", "")
            if text.startswith("tmkit:") and not signature and not notes:
                signature = text
            elif text and text != "tmkit" and kind not in ("XCSURI", "DCSName", "XCSContent"):
                notes.append(text)
        elif local in _MIN_HEADER:
            attributes = " ".join(element.attrib.values())
            notes.append(f"{local}: {text.strip() or attributes}")
        elif text.strip():
            report.dropped(f"<{local}>", text, index)
    return Glossary(name, (), signature, tuple(notes))
