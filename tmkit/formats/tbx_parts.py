"""A piece of a TBX entry in the one form that all dialects come down to.

Element names of v3 style DCA. What tmkit does not model is kept in this form too: as a last line of
the note of its term or concept, `tbx: <termNote type="grammaticalGender">feminine</termNote>`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from lxml import etree

from tmkit.errors import FormatError
from tmkit.formats import xml
from tmkit.formats.tbx_categories import METATYPES

__all__ = ["KEPT", "Part", "joined", "kept_line", "markup", "part_of", "split"]

KEPT = "tbx: "
"""What a line of a note begins with when it holds a part."""

_NAMES = {
    **dict.fromkeys(("termEntry", "entry", "conceptEntry"), "conceptEntry"),
    **dict.fromkeys(("langSet", "langGroup", "langSec"), "langSec"),
    **dict.fromkeys(("tig", "ntig", "termGroup", "termSec"), "termSec"),
}
_GROUPS = (
    *("conceptEntry", "langSec", "termSec", "termGrp", "noteGrp", "termNoteGrp", "adminGrp"),
    *("descripGrp", "transacGrp", "termCompGrp", "termCompList"),
)
_LEAVES = (
    *("term", "termNote", "descrip", "descripNote", "admin", "adminNote", "note", "ref", "xref"),
    *("transac", "transacNote", "date", "termComp"),
)
# TBX-Min of 2013 has names of its own for two categories of the standard.
_MIN_2013 = {"termStatus": "administrativeStatus", "customer": "customerSubset"}
# Inline elements whose text is text; that of the others is code.
_TEXT_INLINE = ("hi", "foreign")


class Part(NamedTuple):
    """An element. attributes: all but `type`, sorted; children: of a group, whose text is ""."""

    name: str
    type: str = ""
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Part, ...] = ()
    line: int = 0

    def attribute(self, name: str) -> str:
        """The value of an attribute, "" where there is none."""
        return dict(self.attributes).get(name, "")


Dropped = Callable[[str, str, int], None]
"""Told what a part cannot hold: name, text, line."""


def part_of(element: etree._Element, dropped: Dropped) -> Part:
    """The element of any dialect and style as a part; it holds no entity reference."""
    name, kind = _named(element)
    line = element.sourceline or 0
    attributes = tuple(sorted(_attributes_of(element)))
    if name == "note" and element.find("{*}noteValue") is not None:
        text = ": ".join("".join(map(str, child.itertext())).strip() for child in element)
        return Part(name, "", text, attributes, (), line)
    if name in _LEAVES or not _is_group(element, name):
        return Part(name, kind, _text_of(element, dropped), attributes, (), line)
    texts = [element.text, *(child.tail for child in element)]
    loose = " ".join(text.strip() for text in texts if text and text.strip())
    if loose:
        dropped(f"<{name}>", loose, line)
    children = (part_of(child, dropped) for child in element)
    return Part(name, kind, "", attributes, tuple(_flat(children)), line)


def _is_group(element: etree._Element, name: str) -> bool:
    return name in _GROUPS or (len(element) > 0 and not (element.text or "").strip())


def _named(element: etree._Element) -> tuple[str, str]:
    """Name and type as style DCA has them."""
    local = str(element.tag).rpartition("}")[2]
    local = _MIN_2013.get(local, local)
    if local in METATYPES:
        return METATYPES[local], local
    meta = element.get("metaType") or element.get("metatype") or ""
    if meta in _LEAVES and local not in _LEAVES:
        return meta, local
    return _NAMES.get(local, local), element.get("type", "")


def _attributes_of(element: etree._Element) -> Iterable[tuple[str, str]]:
    for name, value in element.attrib.items():
        if name == xml.LANG:
            yield "xml:lang", str(value)
        elif name not in ("type", "metaType", "metatype"):
            yield str(name).rpartition("}")[2], str(value)


def _flat(parts: Iterable[Part]) -> Iterable[Part]:
    """`termGrp` (of ntig) and `noteGrp` (of TBX-Min) only wrap what stands without them too."""
    for part in parts:
        if part.name in ("termGrp", "noteGrp"):
            yield from part.children
        else:
            yield part


def _text_of(element: etree._Element, dropped: Dropped) -> str:
    pieces = [element.text or ""]
    for child in element:
        name = etree.QName(child).localname
        inner = _text_of(child, dropped)
        lost = ["" if name in _TEXT_INLINE else inner, *map(str, child.attrib.values())]
        dropped(f"<{name}>", " ".join(filter(None, lost)), child.sourceline or 0)
        pieces += [inner if name in _TEXT_INLINE else "", child.tail or ""]
    return "".join(pieces)


def markup(part: Part) -> str:
    """The part as XML on one line."""
    kind = f" type={xml.attribute(part.type)}" if part.type else ""
    rest = "".join(f" {name}={xml.attribute(value)}" for name, value in part.attributes)
    inner = xml.text(part.text).replace("\n", "&#10;") + "".join(map(markup, part.children))
    return f"<{part.name}{kind}{rest}>{inner}</{part.name}>"


def kept_line(part: Part) -> str:
    """The part as a line of a note."""
    return KEPT + markup(part)


def split(note: str) -> tuple[str, list[Part]]:
    """A note without its last lines that hold parts, and the parts. `joined` undoes it."""
    lines = note.split("\n")
    parts: list[Part] = []
    while lines:
        part = _part_in(lines[-1])
        if part is None:
            break
        parts.insert(0, part)
        lines.pop()
    if parts and lines == [""]:
        # An empty line before the parts would not come back.
        return note, []
    return "\n".join(lines), parts


def joined(note: str, parts: Iterable[Part]) -> str:
    """A note with parts as its last lines."""
    return "\n".join([*([note] if note else []), *map(kept_line, parts)])


def _part_in(line: str) -> Part | None:
    """The part that a line holds, None where it is a line like any other."""
    if not line.startswith(f"{KEPT}<"):
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        element = etree.fromstring(line.removeprefix(KEPT), parser)
        part = part_of(element, lambda *_: None)
    except (etree.LxmlError, ValueError, FormatError):
        return None
    return _without_lines(part) if kept_line(part) == line else None


def _without_lines(part: Part) -> Part:
    return part._replace(line=0, children=tuple(map(_without_lines, part.children)))
