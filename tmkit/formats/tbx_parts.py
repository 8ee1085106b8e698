"""A piece of a TBX entry in the one form that all dialects come down to.

Element names of v3 style DCA. What tmkit does not model is kept in this form too: as a last line of
the note of its term or concept, `tbx: <termNote type="grammaticalGender">feminine</termNote>`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import ParseError, XMLParser

from tmkit.formats import xml
from tmkit.formats.tbx_categories import METATYPES
from tmkit.formats.xml import local_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["KEPT", "Part", "TooDeepError", "joined", "kept_line", "markup", "part_of", "split"]

KEPT = "tbx: "
"""What a line of a note begins with when it holds a part."""

_NAMES = {
    **dict.fromkeys(("termEntry", "entry", "conceptEntry"), "conceptEntry"),
    **dict.fromkeys(("langSet", "langGroup", "langSec"), "langSec"),
    **dict.fromkeys(("tig", "ntig", "termGroup", "termSec"), "termSec"),
}
_GROUPS = frozenset(
    (
        *("conceptEntry", "langSec", "termSec", "termGrp", "noteGrp", "termNoteGrp", "adminGrp"),
        *("descripGrp", "transacGrp", "termCompGrp", "termCompList"),
    )
)
_LEAVES = frozenset(
    (
        *(
            "term",
            "termNote",
            "descrip",
            "descripNote",
            "admin",
            "adminNote",
            "note",
            "ref",
            "xref",
        ),
        *("transac", "transacNote", "date", "termComp"),
    )
)
# TBX-Min of 2013 has names of its own for two categories of the standard.
_MIN_2013 = {"termStatus": "administrativeStatus", "customer": "customerSubset"}
# termGrp (of ntig) and noteGrp (of TBX-Min) only wrap what stands without them too.
_WRAPS = frozenset(("termGrp", "noteGrp"))
# Inline elements whose text is text; that of the others is code.
_TEXT_INLINE = ("hi", "foreign")


class Part(NamedTuple):
    """An element. attributes: all but `type`, sorted; children: of a group, whose text is "".

    order: which of the elements of its entry it is, in the order of the file; 0 for the entry.
    """

    name: str
    type: str = ""
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Part, ...] = ()
    order: int = 0

    def attribute(self, name: str) -> str:
        """The value of an attribute, "" where there is none."""
        return dict(self.attributes).get(name, "")


Dropped = Callable[[str, str, int], None]
"""Told what a part cannot hold: name, text, index of the element."""


class TooDeepError(Exception):
    """Elements stand in elements beyond any entry."""


def part_of(
    element: Element, dropped: Dropped, numbers: Iterator[int] | None = None, depth: int = 0
) -> Part:
    """The element of any dialect and style as a part.

    numbers: gives each element its index. Raises TooDeepError.
    """
    numbers = count() if numbers is None else numbers
    index = next(numbers)
    name, kind, attributes = _head_of(element)
    if not len(element):
        text = element.text or ""
        if name not in _GROUPS:
            return Part(name, kind, text, attributes, (), index)
        if text.strip():
            dropped(f"<{name}>", text.strip(), index)
        return Part(name, kind, "", attributes, (), index)
    if depth > xml.DEEPEST:
        raise TooDeepError
    if name == "note" and element.find("{*}noteValue") is not None:
        text = ": ".join("".join(child.itertext()).strip() for child in element)
        _pass_over(element, numbers)
        return Part(name, "", text, attributes, (), index)
    if name in _LEAVES or (name not in _GROUPS and (element.text or "").strip()):
        return Part(name, kind, _text_of(element, dropped, numbers), attributes, (), index)
    loose = (element.text or "") + " ".join([child.tail or "" for child in element])
    if not loose.isspace() and loose:
        dropped(f"<{name}>", " ".join(loose.split()), index)
    children = [part_of(child, dropped, numbers, depth + 1) for child in element]
    if not _WRAPS.isdisjoint([child.name for child in children]):
        children = list(_flat(children))
    return Part(name, kind, "", attributes, tuple(children), index)


def _pass_over(element: Element, numbers: Iterator[int]) -> None:
    for _ in element.iterfind(".//*"):
        next(numbers)


def _head_of(element: Element) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Name, type and attributes."""
    pairs = element.attrib
    kind = pairs.get("type", "")
    if len(pairs) == (1 if kind else 0):
        return _bare(element.tag, kind)
    meta = element.get("metaType") or element.get("metatype") or ""
    name, kind = _named(element.tag, kind, meta)
    return name, kind, tuple(sorted(_attributes_of(pairs.items())))


@lru_cache(maxsize=4096)
def _bare(tag: str, kind: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return (*_named(tag, kind, ""), ())


@lru_cache(maxsize=4096)
def _named(tag: str, kind: str, meta: str) -> tuple[str, str]:
    """Name and type as style DCA has them."""
    local = local_name(tag)
    local = _MIN_2013.get(local, local)
    if local in METATYPES:
        return METATYPES[local], local
    if meta in _LEAVES and local not in _LEAVES:
        return meta, local
    return _NAMES.get(local, local), kind


def _attributes_of(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    for name, value in pairs:
        if name == xml.LANG:
            yield "xml:lang", value
        elif name not in ("type", "metaType", "metatype"):
            yield local_name(name), value


def _flat(parts: list[Part]) -> Iterable[Part]:
    for part in parts:
        if part.name in _WRAPS:
            yield from part.children
        else:
            yield part


def _text_of(element: Element, dropped: Dropped, numbers: Iterator[int]) -> str:
    pieces = [element.text or ""]
    for child in element:
        index = next(numbers)
        name = local_name(child.tag)
        inner = _text_of(child, dropped, numbers)
        lost = ["" if name in _TEXT_INLINE else inner, *child.attrib.values()]
        dropped(f"<{name}>", " ".join(filter(None, lost)), index)
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
    # An entity would not come back as it stands: what declares one is a line like any other.
    if "<!" in line:
        return None
    parser = XMLParser()  # noqa: S314 # without a declaration there is nothing to expand
    try:
        parser.feed(line.removeprefix(KEPT))
        part = part_of(parser.close(), lambda *_: None)
    except (ParseError, ValueError, TooDeepError):
        return None
    return _without_order(part) if kept_line(part) == line else None


def _without_order(part: Part) -> Part:
    return part._replace(order=0, children=tuple(map(_without_order, part.children)))
