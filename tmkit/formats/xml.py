"""What the XML formats share: text and attributes escaped, and one hardened way to parse.

No network, no external entity, no expansion beyond a budget; depth, length of a text and of a tag
are limited; every failure is one FormatError with its line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from xml.parsers import expat
from xml.sax.saxutils import escape

from tmkit.errors import FormatError
from tmkit.formats import stream

__all__ = [
    "DEEPEST",
    "LANG",
    "Growth",
    "Guard",
    "Lines",
    "attribute",
    "legal",
    "local_name",
    "parsed",
    "places",
    "text",
]

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DEEPEST = 256
"""Elements within elements; libxml2 keeps the same bound."""

_LONGEST = 10_000_000  # bytes between one thing that a reader finishes and the next
_ENTITIES = 1_000  # declarations: expat follows a chain of them on the stack
_EXPANDED = 1_000_000  # characters that entities may add to a file
_CODES = expat.errors.codes
# XML 1.0 §2.2 Char, the complement.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile("[^\t\n\u0020-\u0025\u0027-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL_IN_ATTRIBUTE = re.compile(
    "[^\u0020\u0021\u0023-\u0025\u0027-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(slots=True)
class Growth:
    """A document while it is parsed, for a reader who takes off what is finished.

    root: its root, None before it began. whole: nothing more will come. pending: bytes since the
    reader took something; a reader that did sets it to 0.
    """

    root: Element | None = None
    whole: bool = False
    pending: int = 0


def text(value: str) -> str:
    """The value as element content. Raises FormatError for a character that XML 1.0 cannot hold."""
    if not _SPECIAL.search(value):
        return value
    illegal = _ILLEGAL.search(value)
    if illegal:
        code = f"U+{ord(illegal.group()):04X}"
        raise FormatError("xml-character", details={"code": code, "text": value[:60]})
    # A bare carriage return would come back as a newline (XML 1.0 §2.11).
    return escape(value, {"\r": "&#13;"})


def legal(value: str) -> str:
    """The value with U+FFFD for each character that XML 1.0 cannot hold."""
    return _ILLEGAL.sub("\ufffd", value)


def attribute(value: str) -> str:
    """The value as an attribute, with its quotes."""
    if not _SPECIAL_IN_ATTRIBUTE.search(value):
        return f'"{value}"'
    escaped = text(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f'"{escaped}"'


def parsed(
    path: Path, on_defect: stream.Defect = lambda _code, _details: None
) -> Generator[Growth, None, None]:
    """The document as it grows; every element that is not the last of its parent is finished.

    Elements are those of the standard library, which are the fastest to read. Raises FormatError,
    after one more look at what was finished before the fault.
    """
    growth = Growth()
    with stream.opened(path, on_defect) as chunks:
        # A builder that has begun gives away the element that the document's root will stand in.
        builder = TreeBuilder()
        holder = builder.start("", {})
        parser = XMLParser(target=builder, encoding="utf-8")  # noqa: S314 # see Guard
        guard = Guard(str(path))
        try:
            for chunk in _ever_larger(chunks, growth):
                if guard.wanted:
                    guard.feed(chunk)
                growth.pending += len(chunk)
                parser.feed(chunk)
                growth.root = holder[0] if len(holder) else None
                yield growth
                if growth.pending > _LONGEST:
                    raise FormatError("xml-long", str(path), guard.line)
            parser.feed(b"")
            builder.end("")
            parser.close()
        except ParseError as error:
            growth.root = holder[0] if len(holder) else None
            yield growth
            raise _diagnosed(path, error) from error
        except MemoryError as error:
            raise FormatError("xml-long", str(path)) from error
        growth.whole = True
        yield growth


def _ever_larger(chunks: Iterator[bytes], growth: Growth) -> Iterator[bytes]:
    """Small chunks, which keep the tree small, but larger ones where nothing is being finished.

    expat reads a tag from its start again with every chunk: this keeps a long one linear.
    """
    held = b""
    for chunk in chunks:
        held += chunk
        if len(held) * 8 >= growth.pending:
            yield held
            held = b""
    if held:
        yield held


def _diagnosed(path: Path, error: ParseError) -> FormatError:
    """What is wrong with the file, said as clearly as its bytes allow."""
    guard = Guard(str(path))
    try:
        with stream.opened(path) as chunks:
            for chunk in chunks:
                guard.feed(chunk)
        guard.finish()
    except FormatError as found:
        return found
    details = {"reason": expat.ErrorString(error.code)}
    return FormatError("xml-syntax", str(path), error.position[0], details=details)


def local_name(tag: str) -> str:
    """The name of an element without its namespace."""
    return tag[tag.index("}") + 1 :] if tag[:1] == "{" else tag


def places(path: Path, open_: Collection[str]) -> Iterator[tuple[str, list[int]]]:
    """Where the elements of a file stand, in its order.

    open_: paths of elements that hold too much to be waited for; such a one comes at its beginning,
    ("tmx/body", [line]). Any other comes at its end, with the lines of itself and all that it
    holds, ("tmx/body/tu", lines), and not what it holds. Ends where the file breaks.
    """
    found: list[tuple[str, list[int]]] = []
    names: list[str] = []
    lines: list[int] = []
    parser = expat.ParserCreate("utf-8")

    def start(name: str, _attributes: dict[str, str]) -> None:
        if not lines:
            names.append(name.rpartition(":")[2])
            if (here := "/".join(names)) in open_:
                found.append((here, [parser.CurrentLineNumber]))
                return
        depth[0] += 1
        lines.append(parser.CurrentLineNumber)

    def end(_name: str) -> None:
        if lines:
            depth[0] -= 1
            if depth[0]:
                return
            found.append(("/".join(names), lines.copy()))
            lines.clear()
        names.pop()

    depth = [0]
    parser.StartElementHandler, parser.EndElementHandler = start, end
    with stream.opened(path) as chunks:
        for chunk in chunks:
            try:
                parser.Parse(chunk, False)  # noqa: FBT003 # expat's own signature
            except expat.ExpatError:
                yield from found
                return
            yield from found
            found.clear()


class Lines:
    """The lines of the elements that `places` tells, looked up in a parse of its own when asked.

    open_: as there. within: of which elements alone, "tmx/body/".
    """

    def __init__(self, path: Path, open_: Collection[str], within: str = "") -> None:
        self.path, self.open_, self.within = path, open_, within
        self.first: list[int] = []
        self.last: list[int] = []
        self.found: Iterator[tuple[str, list[int]]] | None = None

    def of(self, number: int, index: int = 0) -> int:
        """The line of the index-th element in the number-th, 0 for a file that breaks before it.

        Asked in ascending order of number; of one that was passed, index 0 alone. -1 is the root.
        """
        if number < 0:
            return next(places(self.path, self.open_), ("", [1]))[1][0]
        if self.found is None:
            self.found = places(self.path, self.open_)
        while len(self.first) <= number:
            name, lines = next(self.found, ("", []))
            if not name:
                return 0
            if name not in self.open_ and name.startswith(self.within):
                self.first.append(lines[0])
                self.last = lines
        if number + 1 < len(self.first):
            return self.first[number]
        return self.last[index] if index < len(self.last) else 0


class Guard:
    """Parses beside the reader and refuses what a file may not cost.

    wanted: until the root begins; afterwards only in a file that declares entities.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.chunk = b""
        self.wanted = True
        self.fed = self.before = self.entities = self.characters = 0
        self.parser = parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = self.begun
        parser.CharacterDataHandler = self.counted
        parser.EntityDeclHandler = self.declared
        parser.ExternalEntityRefHandler = self.external

    @property
    def line(self) -> int:
        """Where the parser is; 0 where it no longer looks."""
        return self.parser.CurrentLineNumber if self.wanted else 0

    def feed(self, chunk: bytes) -> None:
        """Parse a chunk. Raises FormatError."""
        self.before, self.chunk = self.fed, chunk
        self.fed += len(chunk)
        try:
            self.parser.Parse(chunk, False)  # noqa: FBT003 # expat's own signature
        except expat.ExpatError as error:
            raise self.error(error) from error

    def finish(self) -> None:
        """The file is at its end. Raises FormatError."""
        try:
            self.parser.Parse(b"", True)  # noqa: FBT003 # expat's own signature
        except expat.ExpatError as error:
            raise self.error(error) from error

    def begun(self, _name: str, _attributes: dict[str, str]) -> None:
        """The root: from here on no entity can be declared."""
        self.wanted = self.entities > 0
        self.parser.StartElementHandler = None

    def fault(self, key: str, **details: object) -> FormatError:
        """The error at the place where the parser is."""
        return FormatError(key, self.path, self.parser.CurrentLineNumber, details=details)

    def declared(self, *_declaration: object) -> None:
        """An entity is declared."""
        self.entities += 1
        if self.entities > _ENTITIES:
            raise self.fault("xml-expansion")

    def counted(self, text: str) -> None:
        """A text, in which entities stand expanded."""
        self.characters += len(text)
        if self.characters > self.fed + _EXPANDED:
            raise self.fault("xml-expansion")

    def external(self, context: str, *_address: object) -> int:
        """An entity that stands outside the file is never looked up."""
        raise self.fault("xml-entity", name=context.rpartition("\f")[2])

    def error(self, error: expat.ExpatError) -> FormatError:
        """What expat found wrong."""
        at = self.parser.ErrorByteIndex - self.before
        byte = self.chunk[at] if 0 <= at < len(self.chunk) else 0x20
        if error.code == _CODES[expat.errors.XML_ERROR_INVALID_TOKEN]:
            details = {"byte": f"0x{byte:02X}", "encoding": "utf-8"}
            if byte >= 0x80:
                return FormatError("xml-bytes", self.path, error.lineno, details=details)
            if byte < 0x20:
                return FormatError("xml-control", self.path, error.lineno, details=details)
        key = "xml-syntax"
        if error.code == _CODES[expat.errors.XML_ERROR_AMPLIFICATION_LIMIT_BREACH]:
            key = "xml-expansion"
        details = {"reason": expat.ErrorString(error.code)}
        return FormatError(key, self.path, error.lineno, error.offset + 1, details=details)
