"""The elements of a TBX file as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tmkit.errors import FormatError
from tmkit.formats import stream, xml
from tmkit.formats.xml import local_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["ENTRIES", "HEADERS", "OPEN", "Found", "elements"]

HEADERS = ("tbxHeader", "martifHeader", "header")
ENTRIES = ("conceptEntry", "termEntry", "entry")
_ROOTS = ("tbx", "martif", "TBX")
OPEN = frozenset(root + rest for root in _ROOTS for rest in ("", "/text", "/text/body", "/body"))
"""Paths of the elements that hold the others."""


class Found(NamedTuple):
    """An element that is complete.

    name: local. number: which element it is of those that `xml.places` tells. before: text that
    stands loose before it. First comes the root, number -1, of which the attributes alone are
    known; last, without a name, the end.
    """

    name: str
    element: Element
    number: int
    before: str = ""


def elements(
    path: Path, on_defect: stream.Defect = lambda _code, _details: None
) -> Iterator[Found]:
    """The root, then what it, text and body hold, in the order of the file.

    Each but the root is forgotten after the next was asked for. Raises FormatError, with the line
    where the file breaks.
    """
    number = -1
    for growth in xml.parsed(path, on_defect):
        root = growth.root
        if root is None:
            continue
        name = local_name(root.tag)
        if number < 0:
            if name not in _ROOTS:
                break
            yield Found(name, root, number)
            number = 0
        for element, before in _finished(root, name, whole=growth.whole):
            growth.pending = 0
            yield Found(local_name(element.tag), element, number, before)
            number += 1
        if growth.whole:
            yield Found("", root, number, root.text or "")
    if number < 0:
        raise FormatError("tbx-root", str(path))


def _finished(holder: Element, path: str, *, whole: bool) -> Iterator[tuple[Element, str]]:
    """What is complete in an element, taken off, with the loose text before each.

    The text of the holder is what stands loose before its next child.
    """
    finished = holder[:] if whole else holder[:-1]
    for child in finished:
        if (inner := f"{path}/{local_name(child.tag)}") in OPEN:
            yield from _finished(child, inner, whole=True)
            holder.text = (holder.text or "") + (child.text or "") + (child.tail or "")
        else:
            before, holder.text = holder.text, child.tail
            yield child, before or ""
    del holder[: len(finished)]
    if len(holder) and (inner := f"{path}/{local_name(holder[0].tag)}") in OPEN:
        yield from _finished(holder[0], inner, whole=False)
