"""XML files changed at some places and left as they are, byte for byte, at all others.

A parser tells where elements stand; what changes is cut in between. Comments, namespaces, quotes,
entities of characters and the order of attributes stay as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from tmkit.errors import FormatError
from tmkit.formats import stream, xml

__all__ = ["Edit", "Element", "Spliced", "opened", "start_tag"]

_START_TAG = re.compile(rb"<[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>")


class Edit(NamedTuple):
    """Bytes to put in the place of those from start to end."""

    start: int
    end: int
    data: bytes


@dataclass(slots=True)
class Element:
    """An element and where it stands. name: without the prefix that the root has.

    start, end: of all of it; inner, close: of what stands inside. parts: the texts and elements in
    it, of elements that were asked for. above: what it stands in, outermost first.
    """

    name: str
    attributes: dict[str, str]
    start: int
    inner: int
    line: int
    close: int = 0
    end: int = 0
    parts: list[str | Element] = field(default_factory=list)
    above: tuple[Element, ...] = ()

    @property
    def children(self) -> list[Element]:
        """The elements in it."""
        return [part for part in self.parts if isinstance(part, Element)]

    def child(self, name: str) -> Element | None:
        """The first element of a name in it."""
        return next((each for each in self.children if each.name == name), None)

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


@dataclass(slots=True)
class Spliced:
    """A file in UTF-8, the elements that were asked for, and how it is written again.

    prefix: what the root and its kin bear, "x:" or "".
    """

    data: bytes
    mark: bytes
    encoding: str
    prefix: str = ""
    root: Element | None = None
    found: list[Element] = field(default_factory=list)

    def raw(self, element: Element) -> bytes:
        """An element as it is written."""
        return self.data[element.start : element.end]

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """The file with some edits, which do not overlap, in its own encoding."""
        pieces, last = [], 0
        for start, end, data in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            pieces += [self.data[last:start], data]
            last = end
        whole = b"".join([*pieces, self.data[last:]])
        if self.encoding == "utf-8":
            return self.mark + whole
        # What the encoding does not have stands as a reference to the character.
        return self.mark + whole.decode("utf-8").encode(self.encoding, "xmlcharrefreplace")


def opened(path: Path, names: Collection[str]) -> Spliced:
    """The unpacked file with the elements of some names and what they hold. Raises FormatError."""
    with stream.unpacked(path) as chunks:
        raw = b"".join(chunks)
    encoding, mark = stream.encoding_of(raw[:1024], str(path), lambda _code, _details: None)
    try:
        data = raw[mark:] if encoding == "utf-8" else raw[mark:].decode(encoding).encode("utf-8")
    except UnicodeDecodeError as error:
        details = {"byte": f"0x{error.object[error.start]:02X}", "encoding": encoding}
        raise FormatError("xml-bytes", str(path), details=details) from error
    spliced = Spliced(data, raw[:mark], encoding)
    _Parser(spliced, names, str(path)).parse()
    return spliced


def start_tag(spliced: Spliced, element: Element, attributes: dict[str, str]) -> bytes:
    """The start tag of an element, not of an empty one, with some attributes set."""
    tag = spliced.data[element.start : element.inner].decode()
    for name in attributes:
        tag = re.sub(rf"\s+{re.escape(name)}\s*=\s*(\"[^\"]*\"|'[^']*')", "", tag)
    tag = re.sub(r"\s*/?>\Z", "", tag)
    added = "".join(f" {name}={xml.attribute(value)}" for name, value in attributes.items())
    return f"{tag}{added}>".encode()


class _Parser:
    """Builds elements while expat reads."""

    def __init__(self, spliced: Spliced, names: Collection[str], path: str) -> None:
        self.spliced, self.names, self.path = spliced, names, path
        self.stack: list[Element] = []
        self.kept = 0
        self.parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self.begin
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        # An entity stands for text that would be lost, or for more than a file may hold.
        parser.EntityDeclHandler = self.refuse
        parser.SkippedEntityHandler = self.refuse

    def parse(self) -> None:
        """Read the whole file. Raises FormatError."""
        try:
            self.parser.Parse(self.spliced.data, True)  # noqa: FBT003 # expat's own signature
        except expat.ExpatError as error:
            details = {"reason": expat.ErrorString(error.code)}
            raise FormatError("xml-syntax", self.path, error.lineno, details=details) from error

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if not self.stack:
            before, colon, _ = name.rpartition(":")
            self.spliced.prefix = before + colon
        if len(self.stack) >= xml.DEEPEST:
            details = {"limit": xml.DEEPEST}
            raise FormatError("xml-deep", self.path, self.parser.CurrentLineNumber, details=details)
        start = self.parser.CurrentByteIndex
        tag = _START_TAG.match(self.spliced.data, start)
        inner = tag.end() if tag else start
        local = name.removeprefix(self.spliced.prefix)
        element = Element(local, attributes, start, inner, self.parser.CurrentLineNumber)
        if self.kept:
            self.stack[-1].parts.append(element)
        elif local in self.names:
            element.above = tuple(self.stack)
            self.spliced.found.append(element)
        self.kept += self.kept > 0 or local in self.names
        self.spliced.root = self.spliced.root or element
        self.stack.append(element)

    def end(self, _name: str) -> None:
        element = self.stack.pop()
        self.kept -= self.kept > 0
        is_empty = self.spliced.data[element.inner - 2 : element.inner] == b"/>"
        element.close = element.inner if is_empty else self.parser.CurrentByteIndex
        after = self.spliced.data.index(b">", element.close) + 1 if not is_empty else element.inner
        element.end = after

    def text(self, data: str) -> None:
        if self.kept:
            self.stack[-1].parts.append(data)

    def refuse(self, name: str, *_declaration: object) -> None:
        line = self.parser.CurrentLineNumber
        raise FormatError("xml-entity", self.path, line, details={"name": name})
