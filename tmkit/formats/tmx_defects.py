"""What may be wrong with a TMX that is read nevertheless: the codes TX1…, with their details."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from tmkit import lang
from tmkit.formats import xml
from tmkit.formats.tmx_writer import HEADER
from tmkit.formats.xml import local_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["ALLOWED", "PAIRS", "of_head", "of_unit"]

Details = dict[str, object]
Defect = tuple[str, "Element", Details]

PAIRS = ("bpt", "ept")
ALLOWED = {
    "bpt": ("i", "x", "type"),
    "ept": ("i",),
    "it": ("x", "pos", "type"),
    "ph": ("x", "assoc", "type"),
    "hi": ("x", "type"),
    "ut": ("x",),
    "sub": ("datatype", "type"),
}
"""The inline codes and the attributes that each may have (TMX 1.4b §3.2)."""

_VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.4a", "1.4b")
_REQUIRED = {"bpt": ("i",), "ept": ("i",), "it": ("pos",), "prop": ("type",)}
_CHILDREN = {"tu": ("note", "prop", "tuv"), "tuv": ("note", "prop", "seg"), "note": (), "prop": ()}
_KNOWN = {name: frozenset(("i", *attributes)) for name, attributes in ALLOWED.items()}
_TYPE = ["type"]
_DATES = ("creationdate", "changedate", "lastusagedate")
_DATE = re.compile(r"\d{8}T\d{6}Z")
_is_tag = lru_cache(maxsize=1024)(lang.is_tag)
_primary = lru_cache(maxsize=1024)(lang.primary)


def of_head(root: Element, header: Element | None) -> Iterator[tuple[str, str, Details]]:
    """The defects of root and header: code, "tmx" or "tmx/header", details."""
    version = root.get("version", "")
    if version not in _VERSIONS:
        yield "TX113", "tmx", {"version": version or "–"}
    if header is None:
        yield "TX110", "tmx", {"names": "header"}
        return
    missing = [name for name in HEADER if name not in header.attrib]
    if missing:
        yield "TX110", "tmx/header", {"names": ", ".join(missing)}
    for code, _, details in _of_owner(header, ("note", "prop")):
        yield code, "tmx/header", details


def of_unit(element: Element, source_lang: str) -> Iterator[Defect]:
    """The defects of an element of the body, with the element where each stands.

    source_lang: of the header, "" or "*all*" where units may have any.
    """
    if _is_plain(element, source_lang):
        for seg in element.iter("seg"):
            if len(seg):
                yield from _of_codes(seg)
        return
    if (element.tail or "").strip():
        yield "TX116", element, {"text": _shown(element.tail)}
    if local_name(element.tag) != "tu":
        yield "TX109", element, {"name": f"<{local_name(element.tag)}>"}
        return
    yield from _of_owner(element, _CHILDREN["tu"])
    variants = [child for child in element if local_name(child.tag) == "tuv"]
    if not variants:
        yield "TX103", element, {}
        return
    languages = []
    for variant in variants:
        tag = variant.get(xml.LANG) or variant.get("lang") or ""
        languages.append(tag.lower())
        yield from _of_variant(variant, tag)
    yield from _of_languages(element, languages, element.get("srclang", source_lang))


def _is_plain(element: Element, source_lang: str) -> bool:
    """Whether a unit, the codes in its segments apart, has surely no defect, as nearly all.

    What the rest of this module says of it, at a fifth of the cost.
    """
    if element.tag != "tu" or element.get("srclang") or not _is_blank(element.tail):
        return False
    if not (_is_blank(element.text) and _has_plain_dates(element)):
        return False
    primaries = []
    for child in element:
        if child.tag != "tuv":
            if not _is_plain_leaf(child):
                return False
        elif primary := _primary_of_plain(child):
            primaries.append(primary)
        else:
            return False
    source = _wanted(source_lang)
    return len(set(primaries)) == len(primaries) > 0 and (not source or source in primaries)


def _primary_of_plain(variant: Element) -> str:
    """The primary language of a variant without a defect, "" where it takes a closer look."""
    tag = variant.get(xml.LANG, "")
    if not (_is_blank(variant.text) and _is_blank(variant.tail) and len(variant)):
        return ""
    # The segment is the last, and alone but for notes and props.
    *leaves, seg = variant
    if seg.tag != "seg" or seg.keys() or not _is_blank(seg.tail):
        return ""
    if len(variant.keys()) > 1 and not _has_plain_dates(variant):
        return ""
    if leaves and not all(map(_is_plain_leaf, leaves)):
        return ""
    return _primary_of_tag(tag)


def _is_plain_leaf(element: Element) -> bool:
    if len(element) or not _is_blank(element.tail):
        return False
    names = element.keys()
    return not names if element.tag == "note" else element.tag == "prop" and names == _TYPE


def _has_plain_dates(element: Element) -> bool:
    dates = [value for name, value in element.items() if name in _DATES]
    return all(map(_is_date, dates))


def _is_blank(text: str | None) -> bool:
    return not text or text.isspace()


@lru_cache(maxsize=1024)
def _primary_of_tag(tag: str) -> str:
    return _primary(tag) if _is_tag(tag) else ""


@lru_cache(maxsize=64)
def _wanted(source_lang: str) -> str:
    return _primary(source_lang) if source_lang and source_lang.lower() != "*all*" else ""


@lru_cache(maxsize=4096)
def _is_date(value: str) -> bool:
    return _DATE.fullmatch(value) is not None


def _of_languages(element: Element, languages: list[str], source: str) -> Iterator[Defect]:
    if len(set(languages)) < len(languages):
        for tag, count in Counter(languages).items():
            if count > 1 and tag:
                yield "TX115", element, {"lang": tag}
    if source and source.lower() != "*all*":
        primary = _primary(source)
        if all(_primary(tag) != primary for tag in languages):
            yield "TX108", element, {"lang": source}


def _of_variant(variant: Element, tag: str) -> Iterator[Defect]:
    if not tag:
        yield "TX101", variant, {}
    elif not _is_tag(tag):
        yield "TX105", variant, {"lang": tag}
    yield from _of_owner(variant, _CHILDREN["tuv"])
    segs = [child for child in variant if local_name(child.tag) == "seg"]
    if not segs:
        yield "TX104", variant, {}
    for other in segs[1:]:
        yield "TX109", other, {"name": "<seg>"}
    for seg in segs[:1]:
        yield from _unknown_attributes(seg, ())
        if len(seg):
            yield from _of_codes(seg)


def _of_owner(element: Element, children: tuple[str, ...]) -> Iterator[Defect]:
    """The defects of a header, tu or tuv in its dates, notes, props and the text between them."""
    for name in _DATES:
        value = element.get(name)
        if value is not None and not _is_date(value):
            yield "TX107", element, {"name": name, "value": value}
    if (element.text or "").strip():
        yield "TX116", element, {"text": _shown(element.text)}
    for child in element:
        name = local_name(child.tag)
        if name not in children:
            yield "TX109", child, {"name": f"<{name}>"}
        elif name in ("note", "prop"):
            yield from _of_leaf(child, name)
        if (child.tail or "").strip():
            yield "TX116", child, {"text": _shown(child.tail)}


def _of_leaf(element: Element, name: str) -> Iterator[Defect]:
    yield from _missing_attributes(element, name)
    yield from _unknown_attributes(element, ("type",) if name == "prop" else ())
    for child in element.iter():
        if child is not element:
            yield "TX102", child, {"name": local_name(child.tag)}


def _of_codes(seg: Element) -> Iterator[Defect]:
    counts: dict[tuple[str, str], int] = {}
    codes = seg.iter()
    next(codes)
    for child in codes:
        name = local_name(child.tag)
        if name not in ALLOWED:
            yield "TX102", child, {"name": name}
            continue
        if name in _REQUIRED:
            yield from _missing_attributes(child, name)
        if not _KNOWN[name].issuperset(child.keys()):
            yield from _unknown_attributes(child, ("i", *ALLOWED[name]))
        if name in PAIRS:
            key = child.get("i", ""), name
            counts[key] = counts.get(key, 0) + 1
    for id_, name in sorted(counts):
        twin = PAIRS[name == "bpt"]
        if counts[id_, name] != counts.get((id_, twin), 0):
            yield "TX106", seg, {"name": name, "id": id_ or "–"}


def _missing_attributes(element: Element, name: str) -> Iterator[Defect]:
    for attribute in _REQUIRED.get(name, ()):
        if attribute not in element.attrib:
            yield "TX114", element, {"element": name, "name": attribute}


def _unknown_attributes(element: Element, known: tuple[str, ...]) -> Iterator[Defect]:
    for attribute in element.attrib:
        if attribute not in known:
            name = local_name(attribute)
            yield "TX109", element, {"name": f"{name} (<{local_name(element.tag)}>)"}


def _shown(text: str | None) -> str:
    return " ".join((text or "").split())[:60]
