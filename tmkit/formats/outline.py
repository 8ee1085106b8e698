"""Files of which some elements alone are wanted, as lxml streams them; the bounds are its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from lxml import etree

from tmkit.errors import FormatError

__all__ = ["broken", "outline"]


def outline(file: BinaryIO, tags: Sequence[str]) -> etree.iterparse[tuple[str, etree._Element]]:
    """Start and end of the elements of some names, by lxml, hardened.

    No network, no DTD; entities are kept as nodes, for the reader to refuse.
    """
    return etree.iterparse(
        file,
        events=("start", "end"),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def broken(
    error: Exception, events: etree.iterparse[tuple[str, etree._Element]], path: str
) -> FormatError:
    """What lxml says of a fault in a file, with its line."""
    # The last word is "no element found"; what went wrong, and where, was said before.
    said = [(entry.line, entry.message) for entry in events.error_log]
    line, reason = said[0] if said else (getattr(error, "lineno", None) or 0, str(error))
    # libxml2 ends some of its messages with a line break.
    details = {"reason": " ".join(reason.split()) or type(error).__name__}
    return FormatError("xml-syntax", path, line or 1, details=details)
