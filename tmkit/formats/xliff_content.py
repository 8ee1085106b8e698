"""The content of XLIFF segments: text, and inline codes as the model's tags.

What XLIFF 1.2 (§2.4) and 2.1 (§4.7) call by a dozen names are four kinds here: placeholders (ph),
the two ends of a pair (bpt, ept), ends without the other one (it), highlighted words (hi).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from lxml import etree

from tmkit.model import Tag

__all__ = ["OPAQUE", "content_of", "name_of", "placeholders", "space_of"]

_Kind = Literal["ph", "bpt", "ept", "it", "hi"]
# What stands inside these is code, not text.
OPAQUE: Mapping[str, _Kind] = {
    "x": "ph",
    "ph": "ph",
    "cp": "ph",
    "it": "it",
    "bpt": "bpt",
    "bx": "bpt",
    "sc": "bpt",
    "sm": "bpt",
    "ept": "ept",
    "ex": "ept",
    "ec": "ept",
    "em": "ept",
}
# Trados: words that a reviser has struck out, a change that is not accepted yet.
_STRUCK = "x-sdl-deleted"
# Phrase numbers its codes. Bounded: a text of braces is not to be read over and over.
_MARK = re.compile(r"\{\w{1,30}[}>]|<\w{1,30}\}")


def name_of(element: etree._Element) -> str:
    """The name of an element without its namespace, "" for what is no element."""
    # Not by etree.QName, which refuses a prefix that is bound to nothing.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def space_of(name: str) -> str:
    """The namespace of a tag or attribute, "" for none."""
    return name[1 : name.index("}")] if name.startswith("{") else ""


def content_of(
    element: etree._Element, data: Mapping[str, str] | None = None
) -> tuple[str | Tag, ...]:
    """The text and the codes of a <source>, a <target> or a <mrk>, neighbouring texts as one.

    data: what <originalData> (XLIFF 2) says of each code, by id. An element that is no code of
    XLIFF becomes a pair of codes about its text, so that neither is lost.
    """
    content: list[str | Tag] = []
    for part in _parts(element, data or {}):
        if content and isinstance(part, str) and isinstance(content[-1], str):
            content[-1] += part
        elif part != "":
            content.append(part)
    return tuple(content)


def _parts(element: etree._Element, data: Mapping[str, str]) -> Iterator[str | Tag]:
    yield element.text or ""
    for child in element:
        yield from _code(child, data)
        yield child.tail or ""


def _code(element: etree._Element, data: Mapping[str, str]) -> Iterator[str | Tag]:
    name = name_of(element)
    kind = OPAQUE.get(name)
    id_ = _id_of(element)
    if kind:
        # An end whose twin stands in another segment.
        isolated = element.get("isolated") == "yes" and kind in ("bpt", "ept")
        yield Tag("it" if isolated else kind, id_, _code_text(element, data))
    elif element.get("mtype") == _STRUCK:
        yield Tag("ph", id_, "".join(element.itertext()))
    elif not len(element) and not element.text:
        yield Tag("ph", id_, element.get("val", ""))  # memoQ: <mq:ch val="…"/>
    elif name == "mrk" and not len(element):
        yield Tag("hi", id_, element.text or "")
    else:
        yield Tag("bpt", id_, data.get(element.get("dataRefStart", ""), ""))
        yield from _parts(element, data)
        yield Tag("ept", id_, data.get(element.get("dataRefEnd", ""), ""))


def _code_text(element: etree._Element, data: Mapping[str, str]) -> str:
    inside = "".join(element.itertext())
    return inside or data.get(element.get("dataRef", ""), "") or element.get("hex", "")


def _id_of(element: etree._Element) -> str:
    """What joins the two ends of a pair: 1.2 calls it rid, 2.1 startRef."""
    found = (element.get(name) for name in ("startRef", "rid", "id", "mid"))
    # TMX wants an id on paired codes; a foreign element is told by its name.
    return next((id_ for id_ in found if id_), name_of(element))


def placeholders(content: tuple[str | Tag, ...], codes: Mapping[str, str]) -> tuple[str | Tag, ...]:
    """The content with the codes that Phrase writes into its text, {1}, {1> and <1}, as tags.

    codes: what each stands for, by id; braces about anything else are text.
    """
    if not codes:
        return content
    parts: list[str | Tag] = []
    for part in content:
        parts += _split(part, codes) if isinstance(part, str) else [part]
    return tuple(part for part in parts if part != "")


def _split(text: str, codes: Mapping[str, str]) -> Iterator[str | Tag]:
    marks: dict[str, Tag] = {}
    for id_, said in codes.items():
        marks["{" + id_ + "}"] = Tag("ph", id_, said)
        marks["{" + id_ + ">"] = Tag("bpt", id_, said)
        marks["<" + id_ + "}"] = Tag("ept", id_)
    start = 0
    for found in _MARK.finditer(text):
        tag = marks.get(found.group())
        if tag:
            yield text[start : found.start()]
            yield tag
            start = found.end()
    yield text[start:]
