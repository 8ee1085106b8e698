"""TMX 1.1 to 1.4b, read as a stream: what breaks the format is reported, and the rest is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tmkit import codes, lang
from tmkit.errors import FormatError
from tmkit.formats import tmx_defects, xml
from tmkit.formats.tmx_defects import ALLOWED, PAIRS
from tmkit.formats.tmx_writer import ATTRIBUTE, HEADER, MACHINE, REVIEWED
from tmkit.formats.xml import local_name
from tmkit.model import Finding, Memory, MemoryHeader, Place, Tag, TranslationUnit, Variant

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["read"]

Report = Callable[[Finding], None]
Pairs = list[tuple[str, str]]

UNKNOWN = "und"
"""The language of a variant that states none (ISO 639-2, undetermined)."""

_OPEN = ("tmx", "tmx/body")
_SIGNATURE = "x-tmkit-signature"
_BY_MACHINE = (f"{ATTRIBUTE}creationid", MACHINE)
_canonical = lru_cache(maxsize=1024)(lang.canonical)


def read(path: Path, on_finding: Report | None = None, *, language: str = "en") -> Memory:
    """The memory in a TMX file. Its units are read from the file anew at each iteration.

    Attributes that the model has no field for stand among the props as `tmx:usagecount`. A variant
    without a language is of language "und".
    on_finding: told of each defect that does not stop the reading, with line and unit; of those of
    the units at each iteration. language: of the findings.
    Raises FormatError, here or while iterating, with the line where the file breaks.
    """
    early: list[tuple[str, dict[str, object]]] = []
    with closing(xml.parsed(path, lambda code, details: early.append((code, details)))) as growths:
        root, element = _root_and_header(growths, str(path))
    if on_finding:
        lines = {place: places[0] for place, places in islice(xml.places(path, _OPEN), 2)}
        for code, details in early:
            on_finding(codes.finding(code, Place(str(path), 1), language, **details))
        for code, name, details in tmx_defects.of_head(root, element):
            place = Place(str(path), lines.get(name, 1))
            on_finding(codes.finding(code, place, language, **details))
    header = _header(element) if element is not None else MemoryHeader("")
    return Memory(header, _Units(path, header.source_lang, on_finding, language))


def _root_and_header(growths: Iterable[xml.Growth], path: str) -> tuple[Element, Element | None]:
    for growth in growths:
        root = growth.root
        if root is None:
            continue
        if local_name(root.tag) != "tmx":
            break
        names = [local_name(child.tag) for child in root]
        if "header" in names[: None if growth.whole else -1]:
            return root, root[names.index("header")]
        if "body" in names:
            return root, None
    raise FormatError("tmx-root", path)


@dataclass(frozen=True, slots=True)
class _Units:
    path: Path
    source_lang: str
    on_finding: Report | None
    language: str

    def __iter__(self) -> Iterator[TranslationUnit]:
        report = _Reporter(self) if self.on_finding else None
        for number, element in enumerate(_children_of_body(self.path)):
            if report:
                report.tell_of(element, number)
            if element.tag == "tu" or local_name(element.tag) == "tu":
                try:
                    unit = _unit(element)
                except _TooDeepError as error:
                    line = _Reporter(self).lines.of(number)
                    details = {"limit": xml.DEEPEST}
                    raise FormatError("xml-deep", str(self.path), line, details=details) from error
                yield unit


class _TooDeepError(Exception):
    """Codes stand in codes beyond any text."""


class _Reporter:
    """Tells of the defects of units. Lines are looked up, in a second parse, for the first one."""

    def __init__(self, units: _Units) -> None:
        self.units = units
        self.lines = xml.Lines(units.path, _OPEN, "tmx/body/")

    def tell_of(self, element: Element, number: int) -> None:
        """Tell of what is wrong with an element of the body, the number-th from 0."""
        units = self.units
        for code, where, details in tmx_defects.of_unit(element, units.source_lang):
            index = next((n for n, each in enumerate(element.iter()) if each is where), 0)
            place = Place(str(units.path), self.lines.of(number, index), id=element.get("tuid", ""))
            if units.on_finding:
                units.on_finding(codes.finding(code, place, units.language, **details))


def _children_of_body(path: Path) -> Iterator[Element]:
    """The elements in the body, each forgotten after the next was asked for."""
    body = None
    for growth in xml.parsed(path):
        if body is None and growth.root is not None:
            body = next((each for each in growth.root if local_name(each.tag) == "body"), None)
        if body is None:
            continue
        finished = body[:] if growth.whole else body[:-1]
        if finished:
            growth.pending = 0
            del body[: len(finished)]
            yield from finished


def _header(element: Element) -> MemoryHeader:
    notes: list[str] = []
    props: Pairs = []
    for child in element:
        _note_or_prop(child, notes, props)
    attributes = dict(element.attrib)
    source = _canonical(attributes.pop("srclang", ""))
    created = attributes.pop("creationdate", "")
    if attributes.get("creationtool") == HEADER["creationtool"]:
        attributes.pop("creationtoolversion", None)
    kept = [(ATTRIBUTE + n, value) for n, value in attributes.items() if HEADER.get(n) != value]
    signature = next((value for kind, value in props if kind == _SIGNATURE), "")
    rest = (prop for prop in props if prop[0] != _SIGNATURE)
    return MemoryHeader(source, created, signature, tuple(notes), (*kept, *rest))


def _unit(element: Element) -> TranslationUnit:
    id_ = ""
    notes: list[str] = []
    props: Pairs = []
    variants: list[Variant] = []
    for name, value in element.items():
        if name == "tuid":
            id_ = value
        else:
            props.append((ATTRIBUTE + name, value))
    for child in element:
        tag = child.tag
        if tag == "tuv" or local_name(tag) == "tuv":
            variants.append(_plain_variant(child) or _variant(child))
        elif tag == "prop" and not len(child):
            props.append((child.get("type", ""), child.text or ""))
        else:
            _note_or_prop(child, notes, props)
    if element.get("creationid") == MACHINE and (REVIEWED, "no") in props:
        props.remove(_BY_MACHINE)  # the prop says it, and the writer adds it again
    return TranslationUnit(id_, tuple(variants), None, tuple(notes), tuple(props))


def _plain_variant(element: Element) -> Variant | None:
    """A variant that has a language and a segment and nothing else, as nearly all; None: another.

    What `_variant` would say of it, at a third of the cost.
    """
    tag = element.get(xml.LANG)
    if tag and len(element) == 1 and len(element.attrib) == 1:
        seg = element[0]
        if seg.tag == "seg" and not len(seg):
            return Variant(_canonical(tag), (seg.text,) if seg.text else ())
    return None


def _variant(element: Element) -> Variant:
    tag = created = changed = ""
    notes: list[str] = []
    props: Pairs = []
    content: tuple[str | Tag, ...] | None = None
    for name, value in element.items():
        if name == xml.LANG:
            tag = value or tag
        elif name == "lang":  # TMX 1.1
            tag = tag or value
        elif name == "creationdate":
            created = value
        elif name == "changedate":
            changed = value
        else:
            props.append((ATTRIBUTE + name, value))
    for child in element:
        if content is None and local_name(child.tag) == "seg":
            content = tuple(_parts(child, 0))
        else:
            _note_or_prop(child, notes, props)
    language = _canonical(tag or UNKNOWN)
    return Variant(language, content or (), created, changed, tuple(notes), tuple(props))


def _note_or_prop(element: Element, notes: list[str], props: Pairs) -> None:
    name = local_name(element.tag)
    if name == "note":
        notes.append("".join(element.itertext()))
    elif name == "prop":
        props.append((element.get("type", ""), "".join(element.itertext())))


def _parts(element: Element, depth: int) -> list[str | Tag]:
    """What stands in an element, neighbouring texts as one."""
    if depth > xml.DEEPEST:
        raise _TooDeepError
    parts: list[str | Tag] = []
    _append(parts, element.text)
    for child in element:
        name = child.tag if child.tag in ALLOWED else local_name(child.tag)
        inner = _parts(child, depth + 1) if len(child) or name not in ALLOWED else []
        if name in ALLOWED:
            parts.append(_tag(name, child, inner))
        else:
            for part in inner:  # no code of TMX: what it holds is kept
                _append(parts, part)
        _append(parts, child.tail)
    return parts


def _append(parts: list[str | Tag], part: str | Tag | None) -> None:
    if not part:
        return
    if isinstance(part, str) and parts and isinstance(parts[-1], str):
        parts[-1] += part
    else:
        parts.append(part)


def _tag(name: str, element: Element, inner: list[str | Tag]) -> Tag:
    attributes = dict(element.attrib)
    # bpt and ept pair by i; the others tell their twins in other variants by x.
    id_ = attributes.pop("i", "") if name in PAIRS else attributes.pop("x", "")
    if not id_ and name not in PAIRS:
        id_ = attributes.pop("i", "")
    allowed = ALLOWED[name]
    kept = tuple([pair for pair in attributes.items() if pair[0] in allowed])
    text = element.text or ""
    parts: tuple[str | Tag, ...] = ()
    if len(element):
        parts = tuple(inner) if any(isinstance(part, Tag) for part in inner) else ()
        text = _text_of(inner, words_alone=name == "hi")
    return Tag(name, id_, text, kept, parts)  # type: ignore[arg-type] # in ALLOWED


def _text_of(parts: Iterable[str | Tag], *, words_alone: bool) -> str:
    return "".join(
        part if isinstance(part, str) else part.text
        for part in parts
        if isinstance(part, str) or not words_alone or part.kind == "hi"
    )
