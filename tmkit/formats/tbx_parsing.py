"""The elements of a TBX file as a stream: no network, no entity expanded, bounded depth."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from tmkit.errors import FormatError
from tmkit.formats.outline import broken, outline

__all__ = ["HEADERS", "ROOTS", "elements"]

ROOTS = ("tbx", "martif", "TBX")
HEADERS = ("tbxHeader", "martifHeader", "header")
_NAMES = (*HEADERS, "conceptEntry", "termEntry", "entry", "body", "back")


def elements(path: Path) -> Iterator[etree._Element]:
    """The root, then header, entries, body and back matter as each is completed.

    Each but the root is forgotten before the next; body comes with what is no entry.
    Raises FormatError, with the line where the file breaks, whatever lxml raises.
    """
    try:
        # Opened here: by itself lxml would also inflate, without bound.
        file = path.open("rb")
    except OSError as error:
        raise FormatError("unreadable", str(path), details={"reason": error.strerror}) from error
    with file:
        yield from _stream(file, str(path))


def _stream(file: BinaryIO, path: str) -> Iterator[etree._Element]:
    events = outline(file, [f"{{*}}{name}" for name in (*ROOTS, *_NAMES)])
    seen = False
    steps = iter(events)
    while True:
        try:
            event, element = next(steps)
        except StopIteration:
            break
        # lxml raises OSError for some bad bytes, ValueError and LookupError for some encodings.
        except (etree.LxmlError, OSError, ValueError, LookupError) as error:
            raise broken(error, events, path) from error
        if not seen:
            if etree.QName(element).localname not in ROOTS or element.getparent() is not None:
                raise FormatError("tbx-root", path)
            seen = True
            yield element
        elif event == "end":
            _refuse_entities(element, path)
            if etree.QName(element).localname in _NAMES:
                yield element
                _forget(element)
    if not seen:
        raise FormatError("tbx-root", path)


def _refuse_entities(element: etree._Element, path: str) -> None:
    # Kept unexpanded on purpose; to drop one would lose text without a word.
    for entity in element.iter(etree.Entity):
        details = {"name": (entity.text or "").strip("&;")}
        raise FormatError("xml-entity", path, entity.sourceline or 0, details=details)


def _forget(element: etree._Element) -> None:
    element.clear(keep_tail=True)
    parent = element.getparent()
    previous = element.getprevious()
    if parent is None or previous is None or not isinstance(previous.tag, str):
        return
    # What is no entry stays for the body to name.
    if etree.QName(previous).localname in (*_NAMES, "text"):
        if previous.tail and previous.tail.strip():
            parent.text = (parent.text or "") + previous.tail
        parent.remove(previous)
