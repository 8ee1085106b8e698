"""Inline codes, placeholders and markup: whether the target has those of the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tmkit.lint.marks import Mark, marks_of
from tmkit.lint.units import Content, Pair, UnitCase, UnitContext, UnitHit, UnitRule
from tmkit.model import Tag

__all__ = ["RULES"]

_OPENING, _CLOSING = "bpt", "ept"


def tags(pair: Pair, _context: UnitContext) -> Iterator[UnitHit]:
    """Inline codes that the target has lost, has too many of, or closes before it opens them."""
    if not pair.target.strip():
        return
    source, target = (_tags_in(content) for content in pair.content)
    by_id = all(tag.id for tag in (*source, *target))
    wanted, given = (Counter(_name(tag, by_id=by_id) for tag in side) for side in (source, target))
    missing, extra = wanted - given, given - wanted
    if missing or extra:
        yield UnitHit("target", None, {"what": _listed(missing, extra)})
    elif (wrong := _misplaced(target)) and not _misplaced(source):
        yield UnitHit("target", None, {"what": f"⇄ {wrong}"})


def _tags_in(content: Content) -> list[Tag]:
    found: list[Tag] = []
    for part in content:
        if isinstance(part, Tag):
            found.append(part)
            found += _tags_in(part.parts)
    return found


def _name(tag: Tag, *, by_id: bool) -> str:
    text = tag.text if tag.kind != "hi" and len(tag.text) <= 40 else ""
    return f"{tag.kind} {tag.id}" if by_id else f"{tag.kind} {text}".strip()


def _misplaced(tags_: Iterable[Tag]) -> str:
    """The first code that closes what has not been opened; "" where there is none."""
    open_ = 0
    for tag in tags_:
        open_ += (tag.kind == _OPENING) - (tag.kind == _CLOSING)
        if open_ < 0:
            return f"{tag.kind} {tag.id}".strip()
    return ""


def _listed(missing: Counter[str], extra: Counter[str]) -> str:
    """What is missing and what is too much, "−{0}, +%s"."""
    lost = [f"−{key}" + (f" ×{count}" if count > 1 else "") for key, count in missing.items()]
    more = [f"+{key}" + (f" ×{count}" if count > 1 else "") for key, count in extra.items()]
    return ", ".join([*lost, *more])


def placeholders(pair: Pair, _context: UnitContext) -> Iterator[UnitHit]:
    """Placeholders, code, links, addresses and bold print that are not the same on both sides."""
    if not pair.target.strip() or pair.source == pair.target:
        return
    source, target = marks_of(pair.source), marks_of(pair.target)
    wanted, given = (Counter(mark.key for mark in side) for side in (source, target))
    missing, extra = wanted - given, given - wanted
    _forgive(missing, extra, pair, source)
    if missing or extra:
        first = next((mark.span for mark in target if mark.key in extra), None)
        yield UnitHit("target", first, {"what": _listed(missing, extra)})


def _forgive(
    missing: Counter[str], extra: Counter[str], pair: Pair, source: Iterable[Mark]
) -> None:
    """Take out what a good translation may do.

    Code said again, or that stands in the source without its marks; code whose words are language.
    """
    for key in list(extra):
        if key in pair.source or pair.source.casefold().count(key.casefold()):
            del extra[key]
    for mark in source:
        if mark.kind == "address" and mark.key in missing and mark.key in pair.target.casefold():
            del missing[mark.key]


_TAG = Tag("ph", "1", "{0}")

RULES = (
    UnitRule(
        "TQ401",
        check=tags,
        bad=UnitCase(
            (Pair("Press  to go on.", "Nhấn để tiếp tục.", content=(("Press ", _TAG), ("Nhấn",))),)
        ),
        good=UnitCase(
            (Pair("Press  to go on.", "Nhấn  để đi tiếp.", content=((_TAG,), ("Nhấn ", _TAG))),)
        ),
    ),
    UnitRule(
        "TQ402",
        check=placeholders,
        bad=UnitCase.of("Open {file} with `tmkit`.", "Mở tệp bằng `tmkit`."),
        good=UnitCase.of("Open {file} with `tmkit`.", "Dùng `tmkit` để mở {file}."),
    ),
)
