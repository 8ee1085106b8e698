"""Packages of office documents (ECMA-376 Part 2: a ZIP file of XML parts), read within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from tmkit.errors import FormatError

__all__ = ["Package"]

# The text of a thousand pages is about 20 MB of XML; a bomb is far beyond, and packed far tighter.
_MOST_BYTES = 200_000_000
_MOST_RATIO = 300
# Small parts may be packed as tightly as they like.
_SMALL = 1 << 24
_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError)
# What the bytes of an encrypted package begin with, and those of the formats before 2007.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# ISO/IEC 29500 Strict: the same elements under another name.
_STRICT, _TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",),
    (b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",),
)
_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


class Package:
    """The parts of a package. Every part is read to the size it declares and no further.

    damaged: the code of the finding for a package that is none. All methods raise FormatError.
    """

    def __init__(self, raw: bytes, path: str, *, damaged: str) -> None:
        self._path, self._damaged = path, damaged
        if raw.startswith(_OLE):
            raise self.damage("encrypted, or of a format before 2007")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except _DAMAGE as error:
            raise self.damage(error) from error
        self.names = self._zip.namelist()

    def damage(self, reason: object) -> FormatError:
        """The error that says what is wrong with the package."""
        return FormatError(self._damaged, self._path, details={"reason": reason})

    def check(self, suffix: str = ".xml") -> None:
        """Refuse parts of this suffix that together are more than a document, or have a DOCTYPE."""
        parts = [info for info in self._zip.infolist() if info.filename.lower().endswith(suffix)]
        self._bound(sum(info.file_size for info in parts))
        for info in parts:
            if any(doctype in (self.part(info.filename) or b"") for doctype in _DOCTYPE):
                raise self.damage("DOCTYPE")

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, None where there is none."""
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            return None
        self._bound(info.file_size, packed=info.compress_size)
        try:
            # The declared size is only a claim: reading stops there, whatever the stream holds.
            with self._zip.open(info) as stream:
                return stream.read(info.file_size)
        except _DAMAGE as error:
            raise self.damage(error) from error

    def tree(self, name: str) -> etree._Element | None:
        """The root element of a part, None where there is none."""
        part = self.part(name)
        if part is None:
            return None
        for strict, transitional in zip(_STRICT, _TRANSITIONAL, strict=True):
            part = part.replace(strict, transitional)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(part, parser)
        except etree.XMLSyntaxError as error:
            raise self.damage(error.msg) from error
        if root.getroottree().docinfo.doctype:
            # ECMA-376 Part 2 forbids a document type declaration; only an attack needs one.
            raise self.damage("DOCTYPE")
        return root

    def related(self, source: str, kind: str) -> str:
        """The name of the part that another one refers to by a kind of relationship, or "".

        source: "" for the package itself. kind: the last piece of the relationship's type.
        """
        folder, _, name = source.rpartition("/")
        base = f"{folder}/" if folder else ""
        relationships = self.tree(f"{base}_rels/{name}.rels")
        for each in relationships if relationships is not None else ():
            if each.get("Type", "").endswith(f"/{kind}") and each.get("TargetMode") != "External":
                target = each.get("Target", "")
                return target[1:] if target.startswith("/") else base + target
        return ""

    def _bound(self, size: int, *, packed: int | None = None) -> None:
        tight = packed is not None and size > _SMALL and size > _MOST_RATIO * max(packed, 1)
        if size > _MOST_BYTES or tight:
            raise FormatError("TD106", self._path, details={"size": size // 1_000_000})
