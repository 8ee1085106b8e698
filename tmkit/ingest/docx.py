"""Word documents (ECMA-376, WordprocessingML): what is read on the page, in reading order.

Read straight from the package with lxml, which keeps tracked insertions, content controls and text
boxes, and drops deletions, hidden text and field codes. Footnotes and endnotes follow the body in
the order in which it refers to them. Headers, footers and comments are not read. Author and date
of the package are not the document's: Word writes there who saved the file and when it was begun.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import regex
from lxml import etree

from tmkit.ingest.furniture import Page
from tmkit.ingest.package import Package
from tmkit.model import Block, BlockKind

__all__ = ["read"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OFF = ("0", "false", "off")

_TEXT_OF = {
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "\u00ad",
}
# Drawn twice for old readers, or not part of what is read on the page (rt: how ruby is read).
_SKIPPED = {
    *(f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "rt")),
    _FALLBACK,
}
# Letters of the font Symbol, by the lower byte of their code (Adobe Symbol encoding).
_SYMBOL = {
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0xAB, 0xB0), "↔←↑→↓", strict=True)),
    **dict(zip(range(0xB0, 0xBD), "°±″≥×∝∂•÷≠≡≈…", strict=True)),
    **dict(zip((0x2D, 0xA3, 0xA5, 0xD1, 0xD5, 0xD6, 0xD7, 0xE5, 0xF2), "−≤∞∇∏√⋅∑∫", strict=True)),
}
_CONTENTS = regex.compile(r"toc (?:\d|heading)")


@dataclass(frozen=True, slots=True)
class _Style:
    """name: in lower case; some versions of Word translate the id, never the name."""

    name: str = ""
    base: str = ""
    is_numbered: bool = False
    is_hidden: bool = False
    is_heading: bool = False


@dataclass(slots=True)
class _Story:
    """One flow of text: the body, or a note."""

    styles: dict[str, _Style]
    # For each field that is open, whether its code still goes on: it may span paragraphs.
    fields: list[bool] = field(default_factory=list)


def read(raw: bytes, path: str) -> Page:
    """Title, headings, list items, cells and paragraphs, in reading order (tables row by row).

    Raises FormatError for a file that is no DOCX, is damaged, or unpacks to more than a document.
    """
    package = Package(raw, path, damaged="TD105")
    main = package.related("", "officeDocument") or "word/document.xml"
    body = package.tree(main)
    if body is None:
        raise package.damage(f"no {main}")
    styles = _styles(package.tree(package.related(main, "styles") or "word/styles.xml"))
    blocks = list(_blocks(_Story(styles), body.iter(f"{_W}p"), 0))
    for kind in ("footnote", "endnote"):
        part = package.related(main, f"{kind}s") or f"word/{kind}s.xml"
        paragraphs = list(_notes(body, package.tree(part), kind))
        blocks += _blocks(_Story(styles), paragraphs, len(blocks), note=True)
    core = package.tree(package.related("", "core-properties") or "docProps/core.xml")
    said = {key: _property(core, key) for key in ("title", "rights")}
    return Page(
        _titled(blocks, said["title"]), {"rights": said["rights"]} if said["rights"] else {}
    )


def _property(core: etree._Element | None, name: str) -> str:
    found = core.find(f"{_DC}{name}") if core is not None else None
    return " ".join((found.text or "").split()) if found is not None else ""


def _titled(blocks: list[Block], title: str) -> list[Block]:
    """The blocks; where no style says which one is the title, the one that the properties name."""
    if title and all(block.kind != "title" for block in blocks):
        for number, block in enumerate(blocks):
            if " ".join(block.text.split()).casefold() == title.casefold():
                blocks[number] = replace(block, kind="title")
                break
    return blocks


def _blocks(
    story: _Story, paragraphs: Iterable[etree._Element], before: int, *, note: bool = False
) -> Iterator[Block]:
    """A block for each paragraph, with its ordinal; before: how many there were."""
    begun = ""
    for number, paragraph in enumerate(paragraphs, start=before + 1):
        if _is_dropped(paragraph):
            continue
        text = begun + "".join(_pieces(paragraph, story))
        # Where the mark at its end is deleted, a paragraph goes on in the next one.
        begun = text if paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None else ""
        if not begun:
            kind = "paragraph" if note else _kind_of(paragraph, story.styles)
            yield Block(kind, text.strip(), number)
    if begun.strip():
        yield Block("paragraph", begun.strip(), before + 1)


def _is_dropped(paragraph: etree._Element) -> bool:
    for ancestor in paragraph.iterancestors():
        is_row = ancestor.tag == f"{_W}tr"
        if ancestor.tag in _SKIPPED or _is_placeholder(ancestor):
            return True
        if is_row and ancestor.find(f"{_W}trPr/{_W}del") is not None:
            return True
    return False


def _is_placeholder(element: etree._Element) -> bool:
    """Whether a content control only asks for its text."""
    return element.tag == f"{_W}sdt" and element.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None


def _notes(
    body: etree._Element, notes: etree._Element | None, kind: str
) -> Iterator[etree._Element]:
    """The paragraphs of the notes, in the order of the body's references; separators have none."""
    if notes is None:
        return
    by_id = {note.get(f"{_W}id"): note for note in notes.iter(f"{_W}{kind}")}
    for reference in body.iter(f"{_W}{kind}Reference"):
        dropped = any(each.tag in _SKIPPED for each in reference.iterancestors())
        note = None if dropped else by_id.pop(reference.get(f"{_W}id"), None)
        if note is not None:
            yield from note.iter(f"{_W}p")


# Text


def _pieces(element: etree._Element, story: _Story) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == f"{_W}fldChar":
            _turn(child.get(f"{_W}fldCharType", ""), story.fields)
        # A paragraph inside this one belongs to a text box and is a block of its own.
        elif tag in _SKIPPED or tag == f"{_W}p" or _is_placeholder(child):
            continue
        elif tag == f"{_W}r" and _is_hidden(child, story.styles):
            # The marks of fields count even where nobody sees them.
            for mark in child.iter(f"{_W}fldChar"):
                _turn(mark.get(f"{_W}fldCharType", ""), story.fields)
        elif (text := _text_of(child)) is None:
            yield from _pieces(child, story)
        elif not any(story.fields):
            yield text


def _text_of(element: etree._Element) -> str | None:
    """What an element stands for, None where that is in its children."""
    if element.tag in (f"{_W}t", f"{_MATH}t"):
        return element.text or ""
    return _symbol(element) if element.tag == f"{_W}sym" else _TEXT_OF.get(str(element.tag))


def _turn(mark: str, fields: list[bool]) -> None:
    """Begin a field's code, go over to its result, or end it (ECMA-376 Part 1 §17.16.18)."""
    if mark == "begin":
        fields.append(True)
    elif fields and mark == "separate":
        fields[-1] = False
    elif fields and mark == "end":
        fields.pop()


def _is_hidden(run: etree._Element, styles: dict[str, _Style]) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    if vanish is not None:
        return vanish.get(f"{_W}val") not in _OFF
    style = run.find(f"{_W}rPr/{_W}rStyle")
    return style is not None and any(
        each.is_hidden for each in _chain(style.get(f"{_W}val", ""), styles)
    )


def _symbol(element: etree._Element) -> str:
    """A letter given by its code in a font; of fonts other than Symbol the code is kept."""
    try:
        code = int(element.get(f"{_W}char", ""), 16)
        letter = chr(code)
    except (ValueError, OverflowError):
        return "\ufffd"
    is_known = element.get(f"{_W}font", "").lower() == "symbol" and code & 0xFF in _SYMBOL
    if not is_known and not letter.isprintable() and not 0xE000 <= code <= 0xF8FF:
        return "\ufffd"
    return _SYMBOL[code & 0xFF] if is_known else letter


# Kinds


def _styles(root: etree._Element | None) -> dict[str, _Style]:
    """The styles by their ids."""
    found = {}
    for style in root.iter(f"{_W}style") if root is not None else ():
        name, base = style.find(f"{_W}name"), style.find(f"{_W}basedOn")
        vanish = style.find(f"{_W}rPr/{_W}vanish")
        found[style.get(f"{_W}styleId", "")] = _Style(
            name=name.get(f"{_W}val", "").lower() if name is not None else "",
            base=base.get(f"{_W}val", "") if base is not None else "",
            is_numbered=_is_numbered(style) is True,
            is_hidden=vanish is not None and vanish.get(f"{_W}val") not in _OFF,
            is_heading=_is_outlined(style),
        )
    return found


def _chain(style: str, styles: dict[str, _Style]) -> Iterator[_Style]:
    """A style and those it is based on, which a damaged file may chain in a circle."""
    seen: set[str] = set()
    while style in styles and style not in seen:
        seen.add(style)
        yield styles[style]
        style = styles[style].base


def _is_numbered(element: etree._Element) -> bool | None:
    """Whether paragraph properties number the paragraph; None where they do not say."""
    numbering = element.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    # numId 0 takes the numbering of the style away (ECMA-376 Part 1 §17.9.18).
    return None if numbering is None else numbering.get(f"{_W}val") != "0"


def _is_outlined(element: etree._Element) -> bool:
    """Whether paragraph properties give a level of the outline; 9 is that of body text."""
    level = element.find(f"{_W}pPr/{_W}outlineLvl")
    return level is not None and level.get(f"{_W}val") != "9"


def _kind_of(paragraph: etree._Element, styles: dict[str, _Style]) -> BlockKind:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    chain = list(_chain(style.get(f"{_W}val", ""), styles)) if style is not None else []
    kinds = (_kind_by_name(each) for each in chain)
    named = next((kind for kind in kinds if kind), None)
    if named and named != "list_item":
        return named
    if next(paragraph.iterancestors(f"{_W}tc"), None) is not None:
        return "cell"
    if _is_outlined(paragraph):
        return "heading"
    numbered = _is_numbered(paragraph)
    of_style = named == "list_item" or any(each.is_numbered for each in chain)
    return "list_item" if numbered or (of_style and numbered is None) else "paragraph"


def _kind_by_name(style: _Style) -> BlockKind | None:
    name = style.name
    if name == "title":
        return "title"
    if _CONTENTS.match(name):
        # The table of contents repeats the headings.
        return "boilerplate"
    if name.startswith("heading") or name == "subtitle" or style.is_heading:
        return "heading"
    if name.startswith("caption"):
        return "caption"
    return "list_item" if name.startswith("list") else None
