"""Word documents (ECMA-376, WordprocessingML): the body's text in reading order.

Read straight from the package with lxml, which keeps tracked insertions, content controls and text
boxes, and drops deletions and field codes. Headers, footers, notes and comments are not read.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from tmkit.errors import FormatError
from tmkit.ingest.furniture import Page
from tmkit.model import Block, BlockKind

__all__ = ["read"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# ISO/IEC 29500 Strict: the same elements under another name.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BODY = "word/document.xml"
_STYLES = "word/styles.xml"
# The text of a thousand pages is about 20 MB of XML; a bomb is far beyond, and packed far tighter.
_MOST_BYTES = 200_000_000
_MOST_RATIO = 300

_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError)

_TEXT_OF = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "\u2011",
}
# Drawn twice for old readers, or not part of what is read on the page.
_SKIPPED = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}pPr", f"{_W}rPr"}
_SKIPPED.add(_FALLBACK)


def read(raw: bytes, path: str) -> Page:
    """Title, headings, list items, cells and paragraphs, in reading order (tables row by row).

    Raises FormatError for a file that is no DOCX, is damaged, or unpacks to more than a document.
    """
    parts = _parts(raw, path)
    names = _style_names(parts[_STYLES], path) if _STYLES in parts else {}
    return Page(list(_blocks(_parse(parts[_BODY], path), names)))


def _blocks(body: etree._Element, names: dict[str, str]) -> Iterator[Block]:
    paragraphs = body.iter(f"{_W}p")
    for number, paragraph in enumerate(paragraphs, start=1):
        if any(ancestor.tag in _SKIPPED for ancestor in paragraph.iterancestors()):
            continue
        text = "".join(_pieces(paragraph)).strip()
        yield Block(_kind_of(paragraph, names), text, number)


def _parts(raw: bytes, path: str) -> dict[str, bytes]:
    """The parts of the package that are read, none of them unpacked beyond the bounds."""
    parts = {}
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            for name in (_BODY, _STYLES):
                try:
                    info = package.getinfo(name)
                except KeyError:
                    continue
                ratio = info.file_size / max(info.compress_size, 1)
                if info.file_size > _MOST_BYTES or (
                    info.file_size > 1 << 24 and ratio > _MOST_RATIO
                ):
                    raise FormatError("TD106", path, details={"size": info.file_size // 1_000_000})
                # The declared size is only a claim: reading stops there, whatever the stream holds.
                with package.open(info) as stream:
                    parts[name] = stream.read(info.file_size)
    except _DAMAGE as error:
        raise FormatError("TD105", path, details={"reason": error}) from error
    if _BODY not in parts:
        raise FormatError("TD105", path, details={"reason": f"no {_BODY}"})
    return parts


def _parse(part: bytes, path: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(part.replace(_STRICT, _W[1:-1].encode()), parser)
    except etree.XMLSyntaxError as error:
        raise FormatError("TD105", path, details={"reason": error.msg}) from error
    if root.getroottree().docinfo.doctype:
        # ECMA-376 Part 2 forbids a document type declaration; only an attack needs one.
        raise FormatError("TD105", path, details={"reason": "DOCTYPE"})
    return root


def _style_names(part: bytes, path: str) -> dict[str, str]:
    """Style id → name in lower case: some versions of Word translate the id, never the name."""
    names = {}
    for style in _parse(part, path).iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            names[style.get(f"{_W}styleId", "")] = name.get(f"{_W}val", "").lower()
    return names


def _pieces(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _TEXT_OF:
            yield _TEXT_OF[child.tag]
        # A paragraph inside this one belongs to a text box and is a block of its own.
        elif child.tag not in _SKIPPED and child.tag != f"{_W}p":
            yield from _pieces(child)


def _kind_of(paragraph: etree._Element, names: dict[str, str]) -> BlockKind:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = names.get(style.get(f"{_W}val", ""), "") if style is not None else ""
    if name == "title":
        return "title"
    if name.startswith("heading") or name == "subtitle":
        return "heading"
    if name.startswith("caption"):
        return "caption"
    if next(paragraph.iterancestors(f"{_W}tc"), None) is not None:
        return "cell"
    numbering = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    # numId 0 takes the numbering of the style away (ECMA-376 Part 1 §17.9.18).
    is_numbered = numbering is not None and numbering.get(f"{_W}val") != "0"
    if is_numbered or (name.startswith("list") and numbering is None):
        return "list_item"
    return "paragraph"
