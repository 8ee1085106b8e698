"""Empty targets of XLIFF segments, filled in place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tmkit.formats import xml
from tmkit.formats.slots import Filling, UnitSlots, is_blank, slot_of, without_slots
from tmkit.formats.splicing import Edit, Element, Spliced, start_tag

__all__ = ["unit_slots"]

Fillings = Sequence[Filling | None]

_EXACT = 100
_CLOSED = ("final", "signed-off")
_OPEN = ("", "0", "no", "false", "none", "unlocked")


def unit_slots(spliced: Spliced, unit: Element, languages: tuple[str, str]) -> UnitSlots:
    """The segments of a <trans-unit> (1.2) or a <unit> (2.x); none of one not to be translated.

    languages: where the file does not name them.
    """
    above = {name: value for each in unit.above for name, value in each.attributes.items()}
    source = above.get("source-language") or above.get("srcLang") or languages[0]
    target = above.get("target-language") or above.get("trgLang") or languages[1]
    if unit.attributes.get("translate", above.get("translate")) == "no":
        return without_slots((source, target))
    if unit.name == "unit":
        return _unit_2(spliced, unit, (source, target))
    return _unit_1(spliced, unit, (source, target))


def _unit_1(spliced: Spliced, unit: Element, languages: tuple[str, str]) -> UnitSlots:
    source, target = unit.child("source"), unit.child("target")
    segmented = unit.child("seg-source")
    marks = _marks(segmented)
    if source is None:
        return without_slots(languages)
    name = unit.attributes.get("id", "")
    if segmented is not None and marks:
        return _segmented(spliced, unit, segmented, languages)
    is_empty = is_blank(target) and not _is_closed(unit, target)
    slot = slot_of(spliced, source, name, is_empty=is_empty)

    def edits(fillings: Fillings) -> Iterator[Edit]:
        for filling in filter(None, fillings):
            content = _target(spliced, target, filling.raw, filling)
            yield _placed(segmented or source, target, content + _alternative(spliced, filling))

    return UnitSlots(languages, (slot,), edits)


def _segmented(
    spliced: Spliced, unit: Element, segmented: Element, languages: tuple[str, str]
) -> UnitSlots:
    """The segments of a unit that is cut in <mrk mtype="seg">."""
    target = unit.child("target")
    there = _marks(target)
    # A target with text but without segments cannot be told apart.
    is_whole = target is not None and not there and not is_blank(target)
    name = unit.attributes.get("id", "")
    marks = _marks(segmented)
    told = _told(unit)
    slots = tuple(
        slot_of(
            spliced,
            mark,
            f"{name}/{mid}",
            is_empty=not is_whole
            and (mid in there or not there)
            and is_blank(there.get(mid))
            and not _is_closed(unit, target, told.get(mid)),
        )
        for mid, mark in marks.items()
    )

    def edits(fillings: Fillings) -> Iterator[Edit]:
        pairs = list(zip(marks, fillings, strict=True))
        said = b"".join(_alternative(spliced, each, mid) for mid, each in pairs if each)
        if target is not None and there:
            for mid, filling in pairs:
                if filling:
                    yield _inside(spliced, there[mid], filling.raw)
            yield Edit(target.end, target.end, said)
            return
        raw = {mid: each.raw if each else b"" for mid, each in pairs}
        worst = min(filter(None, fillings), key=lambda each: each.percent)
        content = _copied(spliced, segmented, marks, raw)
        known = worst if all(fillings) else None
        yield _placed(segmented, target, _target(spliced, target, content, known) + said)

    return UnitSlots(languages, slots, edits)


def _told(unit: Element) -> dict[str, Element]:
    """What a tool says of the segments of a unit elsewhere in it, as Trados does, by their ids."""
    tables = (each for each in unit.children if each.name.endswith(":seg-defs"))
    return {each.attributes.get("id", ""): each for table in tables for each in table.children}


def _is_closed(*elements: Element | None) -> bool:
    """Whether somebody has locked a segment or approved of it, empty as it is.

    Tools have attributes of their own for the lock, of the same name (sdlxliff, mqxliff, mxliff).
    """
    return any(
        (name == "approved" and value == "yes")
        or (name == "state" and value in _CLOSED)
        or (name.rpartition(":")[2] == "locked" and value.lower() not in _OPEN)
        for each in elements
        if each is not None
        for name, value in each.attributes.items()
    )  # fmt: skip


def _marks(side: Element | None) -> dict[str, Element]:
    """The segments of a side by id; none where an id stands twice."""
    found: list[tuple[str, Element]] = []

    def look(element: Element) -> None:
        for each in element.children:
            if each.name == "mrk" and each.attributes.get("mtype") == "seg":
                found.append((each.attributes.get("mid", ""), each))
            else:
                look(each)

    if side is not None:
        look(side)
    marks = dict(found)
    return marks if len(marks) == len(found) else {}


def _copied(
    spliced: Spliced, segmented: Element, marks: dict[str, Element], raw: dict[str, bytes]
) -> bytes:
    """The content of a segmented source with other texts in its segments."""
    pieces, last = [], segmented.inner
    for mid, mark in marks.items():
        edit = _inside(spliced, mark, raw[mid])
        pieces += [spliced.data[last : edit.start], edit.data]
        last = edit.end
    return b"".join([*pieces, spliced.data[last : segmented.close]])


def _inside(spliced: Spliced, element: Element, raw: bytes) -> Edit:
    """Another content for an element, which may be an empty one."""
    if element.inner < element.end:
        return Edit(element.inner, element.close, raw)
    written = spliced.prefix + element.name
    return Edit(
        element.start,
        element.end,
        start_tag(spliced, element, {}) + raw + f"</{written}>".encode(),
    )


def _placed(before: Element, target: Element | None, data: bytes) -> Edit:
    """A target in the place of an empty one, or behind the source."""
    return Edit(target.start, target.end, data) if target else Edit(before.end, before.end, data)


def _target(
    spliced: Spliced, target: Element | None, content: bytes, filling: Filling | None
) -> bytes:
    """A <target> of XLIFF 1.2; filling: what its state is told by."""
    said = {}
    if filling:
        is_exact = filling.percent >= _EXACT
        said["state"] = "translated" if is_exact else "needs-review-translation"
        said["state-qualifier"] = "exact-match" if is_exact else "fuzzy-match"
    name = f"{spliced.prefix}target"
    if target:
        start = start_tag(spliced, target, said)
    else:
        attributes = "".join(f' {key}="{value}"' for key, value in said.items())
        start = f"<{name}{attributes}>".encode()
    return start + content + f"</{name}>".encode()


def _alternative(spliced: Spliced, filling: Filling, mid: str = "") -> bytes:
    """The match as an <alt-trans>, which has room for percent and origin."""
    prefix = spliced.prefix
    which = f" mid={xml.attribute(mid)}" if mid else ""
    return (
        f'<{prefix}alt-trans{which} match-quality="{filling.percent}%"'
        f" origin={xml.attribute(filling.origin)}>"
        f"<{prefix}source>{xml.text(filling.source)}</{prefix}source>"
        f"<{prefix}target>{xml.text(filling.target)}</{prefix}target></{prefix}alt-trans>"
    ).encode()


def _unit_2(spliced: Spliced, unit: Element, languages: tuple[str, str]) -> UnitSlots:
    segments = [each for each in unit.children if each.name == "segment" and each.child("source")]
    name = unit.attributes.get("id", "")
    slots = tuple(
        slot_of(
            spliced,
            source,
            "/".join(filter(None, (name, each.attributes.get("id", "")))),
            is_empty=is_blank(each.child("target")) and not _is_closed(unit, each),
        )
        for each in segments
        if (source := each.child("source"))
    )

    def edits(fillings: Fillings) -> Iterator[Edit]:
        notes = []
        for segment, filling in zip(segments, fillings, strict=True):
            source, target = segment.child("source"), segment.child("target")
            if not (filling and source):
                continue
            said = {"state": "initial", "subState": f"tmkit:{filling.percent}"}
            tag = start_tag(spliced, segment, said)
            yield Edit(segment.start, segment.inner, tag)
            if target:
                yield _inside(spliced, target, filling.raw)
            else:
                name = f"{spliced.prefix}target".encode()
                whole = b"<" + name + b">" + filling.raw + b"</" + name + b">"
                yield Edit(source.end, source.end, whole)
            which = segment.attributes.get("id", "")
            told = f"{filling.percent} %, {filling.origin}"
            notes.append(f"{which}: {told}" if which else told)
        yield _noted(spliced, unit, notes)

    return UnitSlots(languages, slots, edits)


def _noted(spliced: Spliced, unit: Element, notes: list[str]) -> Edit:
    """The notes of a unit with some more."""
    prefix = spliced.prefix
    added = "".join(
        f'<{prefix}note appliesTo="target" category="tmkit:match">{xml.text(note)}</{prefix}note>'
        for note in notes
    )
    there = unit.child("notes")
    if there and there.inner < there.end:
        return Edit(there.close, there.close, added.encode())
    # Behind what other modules say, before the texts (XLIFF 2.1 §4.2.2.5).
    names = ("originalData", "segment", "ignorable")
    first = next(each for each in unit.children if each.name in names)
    whole = f"<{prefix}notes>{added}</{prefix}notes>".encode()
    return Edit(first.start, first.start, whole)
