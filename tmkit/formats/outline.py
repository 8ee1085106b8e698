"""Files that lxml reads, for readers that want lines, prefixes or comments; hardened as `xml` is.

Opened by `stream`, looked at by the guard of `xml`; no network, no DTD; entities that the file
itself declares are expanded, within a budget, and any other is an error. Depth is bounded by lxml,
and what comes between two events by `_LONGEST`: files of tools hold whole documents, in base64.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from tmkit.errors import FormatError
from tmkit.formats import stream
from tmkit.formats.xml import Guard

__all__ = ["document", "outline", "outlined"]

_LONGEST = 200_000_000  # bytes


@contextmanager
def outline(
    path: Path, tags: Sequence[str], on_defect: stream.Defect
) -> Iterator[Iterator[tuple[str, etree._Element]]]:
    """Start and end of the elements of some names. Raises FormatError, here or while iterating."""
    with stream.opened(path, on_defect) as chunks:
        yield outlined(chunks, str(path), tags)


def outlined(
    chunks: Iterator[bytes], path: str, tags: Sequence[str]
) -> Iterator[tuple[str, etree._Element]]:
    """The same of content that comes in chunks; path: for errors."""
    source = _Guarded(chunks, path)
    events = etree.iterparse(  # type: ignore[call-overload] # its stubs know no "internal"
        source,
        events=("start", "end"),
        tag=tags,
        resolve_entities="internal",
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    return _told(events, source)


def document(raw: bytes, path: str) -> etree._Element:
    """The root of a small file, with its comments. Raises FormatError."""
    parser = etree.XMLParser(resolve_entities="internal", no_network=True, load_dtd=False)
    source = _Guarded(stream.utf8(io.BytesIO(raw), path), path)
    try:
        while chunk := source.read():
            parser.feed(chunk)
        return parser.close()
    except etree.XMLSyntaxError as error:
        line, column = error.position
        details = {"reason": error.msg}
        raise FormatError("xml-syntax", path, line or 0, column or 0, details=details) from error


class _Guarded:
    """The chunks of a file, as lxml asks for them."""

    def __init__(self, chunks: Iterator[bytes], path: str) -> None:
        self.chunks, self.path, self.guard = chunks, path, Guard(path)
        self.pending = 0

    def read(self, _size: int = 0) -> bytes:
        """The next chunk, b"" at the end. Raises FormatError."""
        chunk = next(self.chunks, b"")
        if chunk and self.guard.wanted:
            self.guard.feed(chunk)
        self.pending += len(chunk)
        if self.pending > _LONGEST:
            raise FormatError("xml-long", self.path, self.guard.line)
        return chunk


def _told(
    events: etree.iterparse[tuple[str, etree._Element]], source: _Guarded
) -> Iterator[tuple[str, etree._Element]]:
    try:
        for each in events:
            source.pending = 0
            yield each
    # lxml raises OSError for some bad bytes, ValueError and LookupError for some encodings.
    except (etree.LxmlError, OSError, ValueError, LookupError) as error:
        # The last word is "no element found"; what went wrong, and where, was said before.
        said = [(entry.line, entry.message) for entry in events.error_log]
        line, reason = said[0] if said else (getattr(error, "lineno", None) or 0, str(error))
        # libxml2 ends some of its messages with a line break.
        details = {"reason": " ".join(reason.split()) or type(error).__name__}
        raise FormatError("xml-syntax", source.path, line or 1, details=details) from error
