"""XLIFF 1.2, 2.0 and 2.1, and what Trados, memoQ and Phrase make of them: segment pairs, read only.

A unit is a segment: a <trans-unit> (1.2), or each part of it where it is segmented
(<mrk mtype="seg">), or a <segment> (2.x). Its props have `original`, the file it was taken from,
`state` in the words of the file, the attributes of its unit, and as `alternative` what a memory or
a machine proposed. Those of Trados, memoQ and Phrase keep their prefix: `sdl:origin`, `mq:status`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from tmkit import lang
from tmkit.codes import finding
from tmkit.errors import FormatError
from tmkit.formats.outline import outline
from tmkit.formats.stream import Defect
from tmkit.formats.xliff_content import content_of, name_of, placeholders, space_of
from tmkit.formats.xml import DEEPEST, LANG
from tmkit.model import Finding, Memory, MemoryHeader, Place, Tag, TranslationUnit, Variant

__all__ = ["UNDETERMINED", "read"]

UNDETERMINED = "und"
"""The language of texts whose file does not name it (ISO 639-2)."""

_NAMES = ("xliff", "file", "header", "skeleton", "group", "trans-unit", "unit")
_SPACE = "urn:oasis:names:tc:xliff:document:"
_OUTLINE = tuple(f"{{*}}{name}" for name in _NAMES)
Props = tuple[tuple[str, str], ...]
Report = Callable[[Finding], None]


def read(path: Path, on_finding: Report | None = None, *, language: str = "en") -> Memory:
    """The segments of an XLIFF file; they are read from the file anew at each iteration.

    A segment without a translation has one variant. on_finding: told while iterating of languages
    that are not named and of text between segments; language: of its messages.
    Raises FormatError, here or while iterating, with the line where the file breaks.
    """
    # Not by its truth: a collector that is empty yet is false.
    report = on_finding if on_finding is not None else (lambda _finding: None)

    def tell(code: str, details: dict[str, object]) -> None:
        report(finding(code, Place(str(path), 1), language, **details))

    with _parsed(path, tell) as events:
        source = next((_languages(each)[0] for event, each in events if _is_file(event, each)), "")
    return Memory(MemoryHeader(source or UNDETERMINED), _Units(path, report, language))


@dataclass(frozen=True, slots=True)
class _Units:
    path: Path
    report: Report
    language: str

    def __iter__(self) -> Iterator[TranslationUnit]:
        reader = _Reader(str(self.path), self.report, self.language)
        with _parsed(self.path) as events:
            for event, element in events:
                if _is_file(event, element):
                    reader.begin(element)
                elif event == "end":
                    yield from reader.units(element)
        reader.end()


def _is_file(event: str, element: etree._Element) -> bool:
    return event == "start" and name_of(element) == "file"


def _languages(file: etree._Element) -> tuple[str, str]:
    """Source and target as a <file> (1.2) or the root above it (2.x) names them, or ""."""
    root = file.getroottree().getroot()
    source = file.get("source-language") or root.get("srcLang") or file.get(LANG) or ""
    target = file.get("target-language") or root.get("trgLang") or ""
    return _tag(source), _tag(target)


def _tag(text: str) -> str:
    tag = text.strip().replace("_", "-")
    return lang.canonical(tag) if lang.is_tag(tag) else text.strip()


@contextmanager
def _parsed(
    path: Path, on_defect: Defect = lambda _code, _details: None
) -> Iterator[Iterator[tuple[str, etree._Element]]]:
    """Start and end of the elements of the outline; each is forgotten after its end."""
    with outline(path, _OUTLINE, on_defect) as events:
        yield _own(events, str(path))


def _own(
    events: Iterator[tuple[str, etree._Element]], path: str
) -> Iterator[tuple[str, etree._Element]]:
    space = ""
    root_seen = False
    for event, element in events:
        if not root_seen:
            root_seen = _check_root(element, path)
            space = space_of(str(element.tag))
        own = space_of(str(element.tag))
        if own != space and not own.startswith(_SPACE):
            continue  # other tools' elements may bear the same names
        yield event, element
        if event == "end":
            _forget(element)
    if not root_seen:
        raise FormatError("xliff-root", path, 1)


def _check_root(element: etree._Element, path: str) -> bool:
    if element.getparent() is not None or name_of(element) != "xliff":
        raise FormatError("xliff-root", path, 1)
    return True


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


class _Pair(NamedTuple):
    """A segment before it is a unit: its number within the unit, and its sides."""

    id: str
    source: etree._Element | None
    target: etree._Element | None


@dataclass(slots=True)
class _Reader:
    """What is known while a file is read: the <file> at hand, what was told already."""

    path: str
    report: Report
    language: str
    original: str = ""
    languages: tuple[str, str] = ("", "")
    between: int = 0
    between_line: int = 0
    told: set[str] = field(default_factory=set)

    def begin(self, file: etree._Element) -> None:
        """Take in the attributes of a <file>."""
        self.languages = _languages(file)
        self.original = file.get("original", "")

    def end(self) -> None:
        """Report what was counted."""
        if self.between:
            place = Place(self.path, self.between_line)
            self.report(finding("TQ803", place, self.language, count=self.between))

    def units(self, element: etree._Element) -> list[TranslationUnit]:
        """The segments of an element, none where it is no unit. Raises FormatError."""
        name = name_of(element)
        try:
            if name == "trans-unit":
                return list(self.units_1(element))
            return list(self.units_2(element)) if name == "unit" else []
        except RecursionError as error:
            line, details = element.sourceline or 0, {"limit": DEEPEST}
            raise FormatError("xml-deep", self.path, line, details=details) from error

    def units_1(self, unit: etree._Element) -> Iterator[TranslationUnit]:
        """The segments of a <trans-unit>."""
        children = {name_of(child): child for child in reversed(unit)}
        target = children.get("target")
        states = _sdl_states(unit)
        codes = _phrase_codes(unit)
        common = [*_attributes(unit), *_contexts(unit), *_alternatives(unit, "alt-trans")]
        for pair in self._pairs_1(children, target, unit.sourceline or 0):
            # One that is not segmented has one state, whatever its number.
            whole = next(iter(states.values())) if len(states) == 1 and not pair.id else ()
            own = states.get(pair.id, whole)
            props = [*own, *common] if own else [*_state_1(unit, target), *common]
            yield self._unit(unit, pair, _notes(unit), props, codes=codes)

    def _pairs_1(
        self, children: Mapping[str, etree._Element], target: etree._Element | None, line: int
    ) -> list[_Pair]:
        source = children.get("seg-source", children.get("source"))
        if source is None:
            self.report(finding("TQ804", Place(self.path, line), self.language))
            return [_Pair("", None, target)]
        sources, targets = _segments(source), _segments(target)
        is_blank = target is None or not "".join(target.itertext()).strip()
        if not sources or not (targets or is_blank):
            return [_Pair("", children.get("source", source), target)]
        for side, marks in ((source, sources), (target, targets)):
            if side is not None and marks and _has_text_between(side):
                self._count_between(side)
        others = {key: mark for key, mark in targets.items() if key not in sources}
        return [_Pair(key[0], sources.get(key), targets.get(key)) for key in (*sources, *others)]

    def units_2(self, unit: etree._Element) -> Iterator[TranslationUnit]:
        """The segments of a <unit>."""
        data = {
            each.get("id", ""): "".join(each.itertext())
            for each in unit.iterfind("{*}originalData/{*}data")
        }
        common = [*_attributes(unit), *_alternatives(unit, "match")]
        segments = list(unit.iterfind("{*}segment"))
        for ignorable in unit.iterfind("{*}ignorable"):
            if "".join(ignorable.itertext()).strip():
                self._count_between(ignorable)
        for number, segment in enumerate(segments, start=1):
            id_ = segment.get("id") or (str(number) if len(segments) > 1 else "")
            pair = _Pair(id_, segment.find("{*}source"), segment.find("{*}target"))
            if pair.source is None:
                place = Place(self.path, segment.sourceline or 0)
                self.report(finding("TQ804", place, self.language))
            props = [("state", segment.get("state", "initial"))]
            props += [each for each in _attributes(segment) if each[0] != "state"]
            yield self._unit(unit, pair, _notes(unit), [*props, *common], data=data)

    def _unit(
        self,
        unit: etree._Element,
        pair: _Pair,
        notes: tuple[str, ...],
        props: Iterable[tuple[str, str]],
        *,
        data: Mapping[str, str] | None = None,
        codes: Mapping[str, str] | None = None,
    ) -> TranslationUnit:
        variants = []
        for side, element in enumerate((pair.source, pair.target)):
            if element is None:
                continue
            content = placeholders(content_of(element, data), codes or {})
            # A source without text is still the source; a target without is no translation.
            if not side or _says(content):
                variants.append(Variant(self._lang(side, element), content))
        name = "/".join(part for part in (unit.get("id", ""), pair.id) if part)
        original = [("original", self.original)] if self.original else []
        return TranslationUnit(name, tuple(variants), None, notes, (*original, *props))

    def _lang(self, side: int, element: etree._Element) -> str:
        tag = _tag(element.get(LANG, "")) or self.languages[side]
        if not tag and f"{side}" not in self.told:
            self.told.add(f"{side}")
            place = Place(self.path, element.sourceline or 0)
            self.report(finding("TQ801", place, self.language, tag=UNDETERMINED))
        return tag or UNDETERMINED

    def _count_between(self, element: etree._Element) -> None:
        self.between += 1
        self.between_line = self.between_line or element.sourceline or 0


def _says(content: tuple[str | Tag, ...]) -> bool:
    return any(isinstance(part, Tag) or part.strip() for part in content)


def _segments(side: etree._Element | None) -> dict[tuple[str, int], etree._Element]:
    """The <mrk mtype="seg"> of a side by id and by how often it was seen before."""
    found: dict[tuple[str, int], etree._Element] = {}
    seen: Counter[str] = Counter()
    for mark in side.iter("{*}mrk") if side is not None else ():
        if mark.get("mtype") == "seg":
            mid = mark.get("mid", "")
            found[mid, seen[mid]] = mark
            seen[mid] += 1
    return found


def _has_text_between(element: etree._Element) -> bool:
    """Whether there is text outside of segments; what codes hold is no text."""
    if (element.text or "").strip():
        return True
    for child in element:
        inside = child.get("mtype") != "seg" and name_of(child) in ("g", "mrk")
        if (child.tail or "").strip() or (inside and _has_text_between(child)):
            return True
    return False


def _attributes(element: etree._Element) -> Props:
    """The attributes but id and xml:space, those of other tools with their prefix."""
    prefixes = {space: prefix for prefix, space in element.nsmap.items()}
    props = []
    for key, value in element.attrib.items():
        name, space = str(key).rpartition("}")[2], space_of(str(key))
        if name in ("id", "space") and (name == "space" or not space):
            continue
        prefix = prefixes.get(space) if space else None
        props.append((f"{prefix}:{name}" if prefix else name, str(value)))
    return tuple(props)


def _notes(unit: etree._Element) -> tuple[str, ...]:
    found = (*unit.iterfind("{*}note"), *unit.iterfind("{*}notes/{*}note"))
    return tuple("".join(note.itertext()) for note in found)


def _contexts(unit: etree._Element) -> Props:
    return tuple(
        (f"context:{each.get('context-type', '')}", "".join(each.itertext()))
        for each in unit.iterfind("{*}context-group/{*}context")
    )


def _alternatives(unit: etree._Element, name: str) -> Props:
    """What was proposed: <alt-trans> of 1.2, <mtc:match> of 2.x."""
    return tuple(
        ("alternative", "".join(target.itertext()))
        for each in unit.iter(f"{{*}}{name}")
        for target in each.iterfind("{*}target")
        if "".join(target.itertext()).strip()
    )


def _state_1(unit: etree._Element, target: etree._Element | None) -> Props:
    """The state in the words of the file: XLIFF's own, memoQ's, Phrase's."""
    state = target.get("state", "") if target is not None else ""
    for name, value in _attributes(unit):
        local = name.rpartition(":")[2]
        if ":" in name and local == "status" and not state:
            state = value
        elif ":" in name and local == "confirmed" and not state:
            state = "confirmed" if value in ("1", "true") else "unconfirmed"
    qualifier = target.get("state-qualifier", "") if target is not None else ""
    props = (("state", state), ("state-qualifier", qualifier))
    return tuple(prop for prop in props if prop[1])


def _sdl_states(unit: etree._Element) -> dict[str, Props]:
    """What Trados says of each segment (<sdl:seg>), by its id; conf is the state."""
    states: dict[str, Props] = {}
    for seg in unit.iterfind("{*}seg-defs/{*}seg"):
        props = [
            ("state", value) if name == "conf" else (f"sdl:{name}", value)
            for name, value in _attributes(seg)
        ]
        props += [
            (f"sdl:{value.get('key', '')}", "".join(value.itertext()))
            for value in seg.iterfind("{*}value")
        ]
        states[seg.get("id", "")] = tuple(sorted(props, key=lambda prop: prop[0] != "state"))
    return states


def _phrase_codes(unit: etree._Element) -> dict[str, str]:
    """What the codes of Phrase, {1} for one, stand for (<m:mark>), by id."""
    return {
        mark.get("id", ""): "".join(content.itertext())
        for mark in unit.iter("{*}mark")
        for content in mark.iterfind("{*}content")
        if mark.get("id")
    }
