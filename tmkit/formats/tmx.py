"""TMX 1.4b: translation memories, read and written as streams.

Written so that every CAT tool takes it: version "1.4", UTF-8, no DOCTYPE, the source variant first,
`xml:lang` on each variant, provenance in props `x-tmkit-…`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from tmkit import lang
from tmkit.errors import FormatError
from tmkit.formats import xml
from tmkit.model import Memory, MemoryHeader, Origin, Tag, TranslationUnit, Variant

__all__ = ["MACHINE", "REVIEWED", "read", "write", "writer"]

MACHINE = "tmkit-align"
"""creationid of units that a program aligned and no person has read: CAT tools can penalise it."""

REVIEWED = "x-tmkit-reviewed"
"""Type of the prop that says whether a person has looked: "yes" or "no"."""

_CODES = ("ph", "bpt", "ept", "it", "hi", "ut")


def write(memory: Memory, file: BinaryIO, *, version: str = "") -> int:
    """Write a memory as TMX; returns the number of units. version: of tmkit, for the header."""
    with writer(memory.header, file, version=version) as put:
        count = 0
        for unit in memory:
            put(unit)
            count += 1
    return count


@contextmanager
def writer(
    header: MemoryHeader, file: BinaryIO, *, version: str = ""
) -> Iterator[Callable[[TranslationUnit], None]]:
    """A function that appends a unit to the file, between the header and the end of the TMX."""
    file.write(_header(header, version).encode("utf-8"))

    def put(unit: TranslationUnit) -> None:
        file.write(_unit(unit, header.source_lang).encode("utf-8"))

    yield put
    file.write(b"</body>\n</tmx>\n")


def _header(header: MemoryHeader, version: str) -> str:
    created = f" creationdate={xml.attribute(header.created)}" if header.created else ""
    props = [("x-tmkit-signature", header.signature)] if header.signature else []
    props += header.props
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f'<header creationtool="tmkit" creationtoolversion={xml.attribute(version or "0")} '
        'segtype="sentence" o-tmf="tmkit" adminlang="en" '
        f'srclang={xml.attribute(header.source_lang)} datatype="plaintext"{created}>\n'
        f"{_notes_and_props(header.notes, props)}</header>\n<body>\n"
    )


def _unit(unit: TranslationUnit, source_lang: str) -> str:
    props = list(unit.props)
    creator = ""
    if unit.origin:
        props += _props_of(unit.origin)
    if dict(props).get(REVIEWED) == "no":
        creator = f' creationid="{MACHINE}"'
    # The source variant first: some importers take variants by position. The sort is stable.
    variants = sorted(unit.variants, key=lambda variant: variant.lang != source_lang)
    return (
        f"<tu tuid={xml.attribute(unit.id)}{creator}>\n{_notes_and_props(unit.notes, props)}"
        f"{''.join(map(_variant, variants))}</tu>\n"
    )


def _props_of(origin: Origin) -> list[tuple[str, str]]:
    documents = origin.documents
    named = documents[:1] if documents[0] == documents[1] else documents
    return [
        ("x-tmkit-document", " ".join(named)),
        ("x-tmkit-segments", f"{_numbers(origin.source)} {_numbers(origin.target)}"),
        ("x-tmkit-bead", origin.kind),
        ("x-tmkit-score", f"{origin.score:.4f}"),
        (REVIEWED, "yes" if origin.reviewed else "no"),
    ]


def _numbers(segments: tuple[int, ...]) -> str:
    return ",".join(str(number + 1) for number in segments)


def _variant(variant: Variant) -> str:
    dates = "".join(
        f" {name}={xml.attribute(date)}"
        for name, date in (("creationdate", variant.created), ("changedate", variant.changed))
        if date
    )
    return (
        f"<tuv xml:lang={xml.attribute(variant.lang)}{dates}>"
        f"{_notes_and_props(variant.notes, variant.props)}"
        f"<seg>{''.join(map(_content, variant.content))}</seg></tuv>\n"
    )


def _content(part: str | Tag) -> str:
    if isinstance(part, str):
        return xml.text(part)
    # bpt and ept pair by i; the others tell their twins in other variants by x (TMX 1.4b §3.2).
    name = "i" if part.kind in ("bpt", "ept") else "x"
    id_ = f" {name}={xml.attribute(part.id)}" if part.id else ""
    return f"<{part.kind}{id_}>{xml.text(part.text)}</{part.kind}>"


def _notes_and_props(notes: Iterable[str], props: Iterable[tuple[str, str]]) -> str:
    lines = [f"<note>{xml.text(note)}</note>\n" for note in notes]
    lines += [
        f"<prop type={xml.attribute(kind)}>{xml.text(value)}</prop>\n" for kind, value in props
    ]
    return "".join(lines)


def read(path: Path) -> Memory:
    """The memory in a TMX file. Its units are read from the file anew at each iteration.

    Not kept: attributes of tu but its id (creationid, dates, usagecount), and the places of codes
    that stand inside <hi>, which follow it.
    Raises FormatError, here or while iterating, with the line where the file breaks.
    """
    with _parsed(path, "header") as elements:
        header = next((_header_of(element, str(path)) for element in elements), None)
    if header is None:
        raise FormatError("tmx-root", str(path))
    return Memory(header, _Units(path))


@dataclass(frozen=True, slots=True)
class _Units:
    path: Path

    def __iter__(self) -> Iterator[TranslationUnit]:
        with _parsed(self.path, "tu") as elements:
            for element in elements:
                yield _unit_of(element, str(self.path))


@contextmanager
def _parsed(path: Path, name: str) -> Iterator[Iterator[etree._Element]]:
    """The elements of a name as they are completed; each is forgotten before the next."""
    try:
        # Opened here: by itself lxml would also inflate, without bound.
        file = path.open("rb")
    except OSError as error:
        raise FormatError("unreadable", str(path), details={"reason": error.strerror}) from error
    with file:
        yield _stream(file, str(path), name)


def _stream(file: BinaryIO, path: str, name: str) -> Iterator[etree._Element]:
    events = etree.iterparse(
        file,
        tag=f"{{*}}{name}",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in events:
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
        root = events.root
    except etree.XMLSyntaxError as error:
        # The last word is "no element found"; what went wrong, and where, was said before.
        said = [(entry.line, entry.message) for entry in events.error_log]
        line, reason = said[0] if said else (error.lineno or 0, error.msg)
        raise FormatError("xml-syntax", path, line, details={"reason": reason}) from error
    if root is None or etree.QName(root).localname != "tmx":
        raise FormatError("tmx-root", path)


def _header_of(element: etree._Element, path: str) -> MemoryHeader:
    notes, props = _notes_and_props_of(element, path)
    signature = dict(props).get("x-tmkit-signature", "")
    return MemoryHeader(
        source_lang=lang.canonical(element.get("srclang", "")),
        created=element.get("creationdate", ""),
        signature=signature,
        notes=notes,
        props=tuple(prop for prop in props if prop[0] != "x-tmkit-signature"),
    )


def _unit_of(element: etree._Element, path: str) -> TranslationUnit:
    notes, props = _notes_and_props_of(element, path)
    variants = tuple(_variant_of(tuv, path) for tuv in element.iterchildren("{*}tuv"))
    return TranslationUnit(element.get("tuid", ""), variants, None, notes, props)


def _variant_of(element: etree._Element, path: str) -> Variant:
    # TMX 1.1 wrote `lang`.
    tag = element.get(xml.LANG) or element.get("lang") or ""
    if not tag:
        raise FormatError("tmx-lang", path, element.sourceline or 0)
    notes, props = _notes_and_props_of(element, path)
    seg = element.find("{*}seg")
    content = tuple(_parts_of(seg, path)) if seg is not None else ()
    return Variant(
        lang.canonical(tag),
        content,
        element.get("creationdate", ""),
        element.get("changedate", ""),
        notes,
        props,
    )


def _parts_of(seg: etree._Element, path: str) -> Iterator[str | Tag]:
    if seg.text:
        yield seg.text
    for child in seg:
        _refuse_entity(child, path)
        name = etree.QName(child).localname
        if name not in _CODES:
            raise FormatError("tmx-element", path, child.sourceline or 0, details={"name": name})
        id_ = child.get("i") or child.get("x") or ""
        if name == "hi":
            inner = list(_parts_of(child, path))
            yield Tag("hi", id_, "".join(part for part in inner if isinstance(part, str)))
            yield from (part for part in inner if isinstance(part, Tag))
        else:
            yield Tag(name, id_, "".join(child.itertext()))  # type: ignore[arg-type] # in _CODES
        if child.tail:
            yield child.tail


def _refuse_entity(element: etree._Element, path: str) -> None:
    if isinstance(element, etree._Entity):  # noqa: SLF001 # lxml names the type no other way
        # Kept unexpanded on purpose; to drop it would lose text without a word.
        details = {"name": element.name}
        raise FormatError("xml-entity", path, element.sourceline or 0, details=details)


def _notes_and_props_of(
    element: etree._Element, path: str
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    notes = tuple(_text_of(note, path) for note in element.iterchildren("{*}note"))
    props = tuple(
        (prop.get("type", ""), _text_of(prop, path)) for prop in element.iterchildren("{*}prop")
    )
    return notes, props


def _text_of(element: etree._Element, path: str) -> str:
    for child in element:
        _refuse_entity(child, path)
    return element.text or ""
