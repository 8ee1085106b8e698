"""TBX files as glossaries: every public dialect from TBX-Min 2013 to ISO 30042:2019."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from tmkit import lang
from tmkit.formats import tbx_parsing, xml
from tmkit.formats.tbx_categories import DIALECTS
from tmkit.formats.tbx_checking import Report
from tmkit.formats.tbx_concepts import concept_of, content_id
from tmkit.formats.tbx_parts import part_of
from tmkit.model import Concept, Finding, Glossary

__all__ = ["read"]

_ENTRIES = ("conceptEntry", "termEntry", "entry")
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
    report = Report(str(path), language, on_finding)
    root_lang, glossary = "", Glossary("", ())
    for number, element in enumerate(tbx_parsing.elements(path)):
        if number == 0:
            report.dialect = _dialect_of(element, report)
            root_lang = element.get(xml.LANG) or element.get("lang") or ""
        elif etree.QName(element).localname in tbx_parsing.HEADERS:
            glossary = _header_of(element, report)
            source = element.find("{*}languages")
            if source is not None:
                root_lang = source.get("source", "")
            break
        else:
            break
    root_lang = lang.canonical(root_lang.replace("_", "-")) or "und"
    return replace(glossary, concepts=_Concepts(path, root_lang, report))


class _Concepts:
    """The concepts of a file. `told`: how many entries have been reported on."""

    def __init__(self, path: Path, root_lang: str, report: Report) -> None:
        self.path, self.root_lang, self.report = path, root_lang, report
        self.told = 0
        self.finished = False

    def __iter__(self) -> Iterator[Concept]:
        report = replace(self.report, targets=[])
        ids: dict[str, int] = {}
        for element in tbx_parsing.elements(self.path):
            name = etree.QName(element).localname
            report.silent = self.finished
            report.id = ""
            if name in _ENTRIES:
                report.silent = len(ids) < self.told
                concept = _identified(element, self.root_lang, report, ids)
                self.told = max(self.told, len(ids))
                yield concept
            elif name in ("body", "back"):
                _name_the_rest(element, name, report)
        report.silent, report.id = self.finished, ""
        _name_the_open(ids, report)
        self.finished = True


def _identified(
    element: etree._Element, root_lang: str, report: Report, ids: dict[str, int]
) -> Concept:
    """The concept of an entry with an id that no other concept of the file has."""
    report.id = element.get("id", "")
    entry = part_of(element, report.dropped)
    concept = concept_of(entry, root_lang, report)
    given = concept.id
    unique = given or content_id(entry)
    if unique in ids:
        unique = f"{unique}-{content_id(entry).removeprefix('c-')}"
    while unique in ids:
        unique += "-2"
    if not given:
        report("TG814", entry.line, "id", id=unique)
    elif unique != given:
        report("TG815", entry.line, "id", id=given, other=ids[given], read=unique)
    ids[unique] = entry.line
    return replace(concept, id=unique)


def _name_the_rest(element: etree._Element, name: str, report: Report) -> None:
    """Report what a body holds beside entries, and back matter."""
    for child in element:
        local = etree.QName(child).localname
        if local not in _ENTRIES:
            text = " ".join(" ".join(map(str, child.itertext())).split())
            report.dropped(f"<{local}>", text, child.sourceline or 0)
    loose = " ".join([element.text or "", *(child.tail or "" for child in element)])
    if loose.strip():
        report.dropped(f"<{name}>", loose, element.sourceline or 0)


def _name_the_open(ids: dict[str, int], report: Report) -> None:
    """Report references that lead nowhere, and ids that no concept bears."""
    for concept_id, target, line in report.targets:
        if target not in ids:
            report.id = concept_id
            report("TG817", line, "target", target=target)
    report.id = ""
    if report.ids:
        report.dropped("id", f"× {report.ids}", 0)


def _dialect_of(root: etree._Element, report: Report) -> str:
    """The key of DIALECTS whose rules hold in a file; the widest, with a finding, for others."""
    name = etree.QName(root).localname
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
        report("TG822", root.sourceline or 0, "type", type=shown, dialect=dialect)
    return dialect


def _header_of(header: etree._Element, report: Report) -> Glossary:
    """Name, signature and notes."""
    name, signature = "", ""
    notes: list[str] = []
    for element in header.iter():
        local = etree.QName(element).localname
        text = "".join(map(str, element.itertext())) if len(element) == 0 else ""
        if local in ("title", "id") and not name:
            name = text
        elif local in ("p", "description"):
            kind = element.get("type", "")
            if text.startswith("tmkit:") and not signature and not notes:
                signature = text
            elif text and text != "tmkit" and kind not in ("XCSURI", "DCSName", "XCSContent"):
                notes.append(text)
        elif local in _MIN_HEADER:
            attributes = " ".join(map(str, element.attrib.values()))
            notes.append(f"{local}: {text.strip() or attributes}")
        elif text.strip():
            report.dropped(f"<{local}>", text, element.sourceline or 0)
    return Glossary(name, (), signature, tuple(notes))
