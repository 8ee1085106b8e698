"""What the XML formats share: text and attributes escaped, parsing without network or expansion."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from tmkit.errors import FormatError

__all__ = ["LANG", "attribute", "text"]

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# XML 1.0 §2.2 Char, the complement.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(value: str) -> str:
    """The value as element content. Raises FormatError for a character that XML 1.0 cannot hold."""
    illegal = _ILLEGAL.search(value)
    if illegal:
        code = f"U+{ord(illegal.group()):04X}"
        raise FormatError("xml-character", details={"code": code, "text": value[:60]})
    # A bare carriage return would come back as a newline (XML 1.0 §2.11).
    return escape(value, {"\r": "&#13;"})


def attribute(value: str) -> str:
    """The value as an attribute, with its quotes."""
    escaped = text(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f'"{escaped}"'
