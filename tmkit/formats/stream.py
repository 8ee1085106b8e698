"""Exchange files in chunks, whatever they are packed in, gzip or zip; XML as UTF-8 besides.

What comes out of `opened` begins with a declaration of its own, `standalone="yes"`: an entity that
is declared nowhere is then an error to every parser, never lost text, though a DTD be named (XML
1.0 §4.1).
"""

from __future__ import annotations

import codecs
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from tmkit.errors import FormatError

__all__ = ["MARKS", "Defect", "opened", "unpacked", "utf8"]

Defect = Callable[[str, dict[str, object]], None]
"""What is told of a file that is read nevertheless: the code of a finding and its details."""

_CHUNK = 1 << 13  # small: the collector of the interpreter passes over what is alive
_FREE = 16_000_000  # bytes that any packed file may unpack to
_RATIO = 200  # beyond them; text packs 5 to 40 times, a bomb 1,000 times
_MOST = 16_000_000_000
_DECLARATION = b'<?xml version="1.0" standalone="yes"?>'
_DECLARED = re.compile(rb"(\s*)<\?xml\s[^<>]*\?>")
_ENCODING = re.compile(rb"""\s*<\?xml\s[^<>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
MARKS = (  # the longer ones first: the mark of UTF-16 begins that of UTF-32
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
# Python's own notations and shift codes, in which "<" need not be a byte of its own.
_NO_ENCODING = re.compile("utf[-_]?7|.*escape|idna|punycode|undefined", re.IGNORECASE)


@contextmanager
def opened(
    path: Path, on_defect: Defect = lambda _code, _details: None
) -> Iterator[Iterator[bytes]]:
    """The XML of a file as UTF-8, in chunks; line numbers are those of the file.

    Raises FormatError, here or while iterating: for a file that cannot be read or unpacked, that
    unpacks to more than a text would, or that has bytes which are none of its encoding.
    """
    with _open(path) as file:
        yield utf8(file, str(path), on_defect)


def utf8(
    file: BinaryIO, path: str, on_defect: Defect = lambda _code, _details: None
) -> Iterator[bytes]:
    """The same for a file that is open; path: for what is said of it."""
    return _utf8(_unpacked(file, path), path, on_defect)


@contextmanager
def unpacked(path: Path) -> Iterator[Iterator[bytes]]:
    """The bytes of a file in chunks, without what it is packed in. Raises FormatError."""
    with _open(path) as file:
        yield _unpacked(file, str(path))


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise FormatError("unreadable", str(path), details={"reason": error.strerror}) from error


def _unpacked(file: BinaryIO, path: str) -> Iterator[bytes]:
    magic = file.read(4)
    file.seek(0)
    try:
        if magic.startswith(b"\x1f\x8b"):
            yield from _within_budget(_gunzipped(file), file, path)
        elif magic == b"PK\x03\x04":
            with zipfile.ZipFile(file) as package, package.open(_member(package, path)) as member:
                yield from _within_budget(iter(lambda: member.read(_CHUNK), b""), file, path)
        else:
            yield from iter(lambda: file.read(_CHUNK), b"")
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError) as error:
        # RuntimeError: a zip with a password; its child NotImplementedError: a method of packing.
        details = {"reason": getattr(error, "strerror", None) or str(error)}
        raise FormatError("unreadable", path, details=details) from error


def _gunzipped(file: BinaryIO) -> Iterator[bytes]:
    inflater = zlib.decompressobj(wbits=31)
    rest = file.read(_CHUNK)
    while rest:
        chunk = inflater.decompress(rest, _CHUNK)
        if chunk:
            yield chunk
        rest = inflater.unconsumed_tail
        if inflater.eof:
            # A gzip file may be several, one after the other (RFC 1952 §2.2); zeros may pad it.
            rest = inflater.unused_data.lstrip(b"\0")
            inflater = zlib.decompressobj(wbits=31)
        rest = rest or file.read(_CHUNK)
    if chunk := inflater.flush():
        yield chunk


def _member(package: zipfile.ZipFile, path: str) -> zipfile.ZipInfo:
    members = [
        member
        for member in package.infolist()
        if not member.is_dir() and not member.filename.startswith("__MACOSX/")
    ]
    if len(members) != 1:
        raise FormatError("zip-members", path, details={"count": len(members)})
    return members[0]


def _within_budget(chunks: Iterable[bytes], file: BinaryIO, path: str) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > _MOST or (size > _FREE and size > _RATIO * file.tell()):
            raise FormatError("packed-too-tight", path, details={"size": size // 1_000_000})
        yield chunk


def _utf8(chunks: Iterator[bytes], path: str, on_defect: Defect) -> Iterator[bytes]:
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= 1024:
            break
    encoding, mark = encoding_of(head, path, on_defect)
    whole = chain([head[mark:]], chunks)
    texts = whole if encoding == "utf-8" else _decoded(whole, encoding, path)
    first = next(texts, b"")
    found = _DECLARED.match(first)
    if not found:
        yield _DECLARATION + first
    else:
        if found[1]:
            on_defect("TX112", {})
        rest = first[found.end() :]
        # What is serialised in UTF-16 piece by piece may have a mark before each piece.
        if rest.lstrip().startswith(codecs.BOM_UTF8):
            on_defect("TX117", {})
            rest = rest.replace(codecs.BOM_UTF8, b"", 1)
        yield _DECLARATION + b"\n" * found[0].count(b"\n") + rest
    yield from texts


def encoding_of(head: bytes, path: str, on_defect: Defect) -> tuple[str, int]:
    """The encoding of a file by its first bytes, "utf-8" for all that is, and its mark's length."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            _compare(head[len(mark) :], encoding, on_defect)
            return encoding, len(mark)
    for start, encoding in _UNMARKED:
        if head.startswith(start):
            _compare(head, encoding, on_defect)
            return encoding, 0
    found = _ENCODING.match(head)
    name = found[1].decode("ascii").lower() if found else "utf-8"
    if re.match("utf-?(16|32)|ucs-?[24]|iso-10646", name):
        # The bytes of its own declaration prove that it is neither.
        on_defect("TX111", {"declared": name, "encoding": "utf-8"})
        return "utf-8", 0
    return _codec(name, path), 0


def _codec(name: str, path: str) -> str:
    try:
        canonical = codecs.lookup(name).name
        reads = b"<?xml ".decode(canonical) == "<?xml "
    except (LookupError, UnicodeError, ValueError):
        reads = False
    if not reads or _NO_ENCODING.fullmatch(canonical):
        raise FormatError("xml-encoding", path, 1, details={"encoding": name})
    return "utf-8" if canonical in ("utf-8", "utf-8-sig", "ascii") else canonical


def _compare(head: bytes, encoding: str, on_defect: Defect) -> None:
    text = head[: len(head) // 4 * 4].decode(encoding, "ignore").encode("utf-8")
    found = _ENCODING.match(text)
    declared = found[1].decode("ascii").lower() if found else encoding
    if not encoding.replace("-", "").startswith(declared.replace("-", "")[:5]):
        on_defect("TX111", {"declared": declared, "encoding": encoding[:6].rstrip("-")})


def _decoded(chunks: Iterable[bytes], encoding: str, path: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    for chunk in chain(chunks, [b""]):
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode(encoding, "replace")
            details = {"byte": f"0x{error.object[error.start]:02X}", "encoding": encoding}
            raise FormatError(
                "xml-bytes", path, line + before.count("\n"), details=details
            ) from error
        line += text.count("\n")
        if text:
            yield text.encode("utf-8")
