"""PDF documents: lines → paragraphs, with running heads and page numbers told from the text.

PDFium (pypdfium2 5.15, Apache-2.0 and BSD-3, 9.3 MB) was chosen over pypdf (7.1, BSD-3, 4.2 MB).
Measured by tests/bench/pdf_readers.py on the corpus in both languages, as LibreOffice sets it
(letter, report and newsletter) and chromium prints it (web); words right of 31,598, pages a second:

               letter         report         newsletter     web
    pypdf      31,598 (61)    22,400 (44)    31,592 (32)    22,482 (21)
    pypdfium2  31,586 (1032)  22,476 (917)   31,559 (702)   31,590 (374)
    this       31,598         31,596         31,578         31,594

Report and web are in a font that lacks Vietnamese letters, and the programs take them from another
one: pypdf puts spaces around them or all of them behind the line, and has no places by which to put
them right. Of 1,136 blocks 1,133, 1,132, 1,129 and 1,134 come back whole. A file takes 0.2 s to
begin and then 50 to 70 pages a second.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import quantiles

import regex

from tmkit.errors import FormatError
from tmkit.ingest.furniture import Page, furnished
from tmkit.ingest.pdfium import Line, contents
from tmkit.model import Block, BlockKind

__all__ = ["blocks_of", "read"]

# A head that stands on two pages may be a heading that is repeated.
_RUNNING = 3
# How many lines at the top and at the bottom of a page may be its furniture.
_EDGE = 3
_DIGITS = regex.compile(r"\d+")
_NUMBER = regex.compile(r"\W*(?:page|trang)?\W*(\d+|[ivxl]+)(?:\s*(?:/|of)\s*\d+)?\W*", regex.I)
# Private letters are bullets of symbol fonts.
_BULLET = regex.compile(r"[•▪●◦‣■□*+–—\uE000-\uF8FF-]\s+(?=\S)|[•▪●◦‣\uE000-\uF8FF]")
_ENUMERATOR = regex.compile(r"(?:\d{1,2}|\p{Ll})[.)]\s|\p{Ll}\)")
_SENTENCE_END = regex.compile(r"[.!?…:;,][\"”’»)\]]*$")
_FULL_STOP = regex.compile(r"[.!?…:;][\"”’»)\]]*$")
_TITLE_LENGTH = 200
# Letters that no hyphen of a type-setter stands beside: Vietnamese is broken between syllables, and
# its hyphens are spelling (In-đô-nê-xi-a).
_MARKED = regex.compile(r"[ăâđêôơưạ-ỹ]", regex.I)
_WORD = regex.compile(r"\p{L}+")
_HYPHENS = "-\u00ad\u2010"
# Latin ligatures are a matter of type, not of spelling.
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
# Names that programs and vendors put where a person's or a title's should be.
_DEFAULT = regex.compile(
    r"(?:microsoft word|powerpoint|untitled|document|admin|user|windows|owner|unknown|pc|hp|dell"
    r"|asus|acer|lenovo|tmkit)\b.*|.*\.(?:docx?|odt|pdf|indd)",
    regex.I,
)
# What is measured in type sizes: how far type sizes may differ in one paragraph, how much wider a
# line space between paragraphs is, how deep an indentation, how ragged a margin.
_SAME_SIZE, _WIDER, _INDENTED, _RAGGED = 0.06, 1.25, 0.7, 4.0
_MANY = 5
# The distance between lines, in type sizes: where nothing tells it, and at the most.
_LEADING, _WIDEST = 1.2, 2.0


def read(raw: bytes, path: str) -> Page:
    """Paragraphs, headings and list items; place is the page, counted from 1.

    Running heads and page numbers are boilerplate. Author and date are those of the document
    information where the page has no byline. Raises FormatError for a file that is damaged, locked,
    too large, or has no text but pictures of it.
    """
    found = contents(raw, path)
    signs = Counter(
        "unread" if _is_unread(letter) else "read"
        for line in found.lines
        for letter in line.text
        if not letter.isspace()
    )
    pictures = found.pages - len({line.page for line in found.lines})
    if not signs or pictures * 2 > found.pages:
        raise FormatError("TD123", path, details={"pages": pictures, "all": found.pages})
    if signs["unread"] > signs["read"]:
        raise FormatError("TD124", path)
    blocks = list(blocks_of(found.lines, title=_said(found.information, "Title")))
    said = {"author": _said(found.information, "Author"), "date": _date(found.information)}
    said |= furnished(Page(blocks)).metadata
    return Page(blocks, {key: value for key, value in said.items() if value})


def _is_unread(letter: str) -> bool:
    return letter < " " or letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff"


def _said(information: dict[str, str], key: str) -> str:
    value = " ".join(information.get(key, "").split())
    return "" if _DEFAULT.fullmatch(value) else value


def _date(information: dict[str, str]) -> str:
    """The day the file was made (ISO 32000-1 §7.9.4: D:YYYYMMDD…) as YYYY-MM-DD."""
    found = regex.match(r"(?:D:)?((?:19|20)\d\d)(\d\d)(\d\d)", information.get("CreationDate", ""))
    return "-".join(found.groups()) if found else ""


def blocks_of(lines: Sequence[Line], *, title: str = "") -> Iterator[Block]:
    """The blocks that lines make, in their order; furniture stands behind what it interrupts.

    title: what the document says its title is; the block that says the same is it.
    """
    furniture = _furniture(lines)
    flows = _flows([line for number, line in enumerate(lines) if number not in furniture])
    paragraphs = list(_paragraphs(flows))
    seen = Counter(word.lower() for line in lines for word in line.text.split())
    texts = [_joined(paragraph.lines, seen) for paragraph in paragraphs]
    titled = _title(paragraphs, texts, title)
    edges = [(lines[number].page, lines[number].text) for number in sorted(furniture)]
    for number, (paragraph, text) in enumerate(zip(paragraphs, texts, strict=True)):
        place = paragraph.lines[0].page
        while edges and edges[0][0] < place:
            yield Block("boilerplate", edges[0][1], edges.pop(0)[0])
        kind, content = _kind_of(text, paragraph, is_title=number == titled)
        yield Block(kind, content, place)
    yield from (Block("boilerplate", text, place) for place, text in edges)


def _title(paragraphs: Sequence[_Paragraph], texts: Sequence[str], title: str) -> int:
    """The number of the title: what the document says it is, or the largest on the first page."""
    for number, text in enumerate(texts):
        if title and _key(text) == _key(title):
            return number
    first = [
        (-paragraph.lines[0].size, number)
        for number, (paragraph, text) in enumerate(zip(paragraphs, texts, strict=True))
        if paragraph.lines[0].page == paragraphs[0].lines[0].page and not _SENTENCE_END.search(text)
    ]
    return min(first, default=(0, -1))[1]


def _key(text: str) -> str:
    return "".join(text.casefold().split())


# Furniture


def _furniture(lines: Sequence[Line]) -> set[int]:
    """The numbers of the lines that are running heads or page numbers."""
    pages: dict[int, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        pages[line.page].append(number)
    edges: set[int] = set()
    outer: set[int] = set()
    for numbers in pages.values():
        order = sorted(numbers, key=lambda number: -lines[number].base)
        edges |= set(order[:_EDGE] + order[-_EDGE:])
        outer |= {order[0], order[-1]}
    # The same line, page numbers aside, at the same height.
    keys = {
        number: (_DIGITS.sub("#", lines[number].text), round(lines[number].base / 4))
        for number in edges
    }
    on_pages: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, (text, height) in keys.items():
        for near in (height - 1, height, height + 1):
            on_pages[text, near].add(lines[number].page)
    running = {number for number in edges if len(on_pages[keys[number]]) >= _RUNNING}
    if len(pages) == 2:
        running |= {number for number in outer if len(on_pages[keys[number]]) == 2}
    # Heads of chapters change from page to page; the number beside them counts them.
    return running | {number for number in outer if _is_page_number(lines[number])}


def _is_page_number(line: Line) -> bool:
    found = _NUMBER.fullmatch(line.text)
    return found is not None and found[1] == str(line.page)


# Paragraphs


@dataclass(slots=True)
class _Flow:
    """Lines of one size, one under the other: a column, a part of it, a cell, a heading."""

    lines: list[Line]
    right: float = 0.0
    is_even: bool = False  # whether several lines end at the right margin

    @property
    def left(self) -> float:
        return min(line.left for line in self.lines)


@dataclass(slots=True)
class _Paragraph:
    lines: list[Line] = field(default_factory=list)

    @property
    def is_cell(self) -> bool:
        return self.lines[0].cell


def _flows(lines: Sequence[Line]) -> list[_Flow]:
    flows: list[_Flow] = []
    for line in lines:
        if flows and _is_under(line, flows[-1].lines[-1]):
            flows[-1].lines.append(line)
        else:
            flows.append(_Flow([line]))
    rights: dict[tuple[int, bool], list[float]] = defaultdict(list)
    for line in lines:
        for near in (-1, 0, 1):
            rights[round(line.left / 4) + near, line.cell].append(line.right)
    for flow in flows:
        first = flow.lines[0]
        ragged = first.size * _RAGGED
        flow.right = max(line.right for line in flow.lines)
        beside = rights[round(flow.left / 4), first.cell]
        if len(flow.lines) < _MANY:
            flow.right = max(right for right in beside if right < flow.right + ragged)
        flow.is_even = sum(0 <= flow.right - right < ragged for right in beside) > 2
    return flows


def _is_under(line: Line, before: Line) -> bool:
    # The short last line of a paragraph may end left of where its first one is indented to.
    overlaps = line.left < before.right and before.left < line.right + _RAGGED * line.size
    return (
        line.page == before.page
        and line.base < before.base - before.size / 2
        and overlaps
        and _is_alike(line, before)
    )


def _is_alike(line: Line, before: Line) -> bool:
    """Whether both are set in the same type."""
    is_weight = line.weight == before.weight or not line.weight or not before.weight
    return is_weight and abs(line.size - before.size) <= _SAME_SIZE * before.size


def _paragraphs(flows: Sequence[_Flow]) -> Iterator[_Paragraph]:
    leading = _leading(flows)
    paragraph = _Paragraph()
    before: _Flow | None = None
    for flow in flows:
        for number, line in enumerate(flow.lines):
            if number:
                after = flow.lines[number + 1] if number + 1 < len(flow.lines) else None
                begins = _begins(line, paragraph.lines, flow, leading) or _is_first(
                    line, paragraph.lines, after
                )
            else:
                begins = before is None or not _goes_over(line, before, flow)
            if begins and paragraph.lines:
                yield paragraph
                paragraph = _Paragraph()
            paragraph.lines.append(line)
        before = flow
    if paragraph.lines:
        yield paragraph


def _leading(flows: Sequence[_Flow]) -> float:
    """The distance between lines of a paragraph, in type sizes: the smaller distances of all."""
    gaps = [
        (one.base - other.base) / one.size for flow in flows for one, other in pairwise(flow.lines)
    ]
    if len(gaps) < 2:
        return _LEADING
    return min(quantiles(gaps, n=5, method="inclusive")[0], _WIDEST)


def _begins(line: Line, paragraph: list[Line], flow: _Flow, leading: float) -> bool:
    """Whether a line begins a paragraph, and does not go on with the one of the line above."""
    before = paragraph[-1]
    if before.base - line.base > _WIDER * leading * line.size:
        return True
    indented = _INDENTED * line.size
    is_short = _has_room(before, line, flow)
    ends = _FULL_STOP.search(before.text) is not None
    shifted = abs(line.left - before.left) > indented
    is_set_apart = ends or (shifted and line.left > before.left)
    if is_short or (_is_marked(line) and is_set_apart):
        return True
    if not _is_centred(line, before) and shifted:
        hangs = _is_marked(paragraph[0]) and len(paragraph) == 1
        if line.left > before.left and not hangs:
            return True
        # Back to the margin: after the first line of an indented paragraph it goes on.
        if line.left < before.left and len(paragraph) > 1:
            return True
    if ends and len(paragraph) == 1 and line.left - flow.left > indented and not shifted:
        return not _is_centred(line, before) and not _goes_on(line)
    return not flow.is_even and not _goes_on(line)


def _is_first(line: Line, paragraph: list[Line], after: Line | None) -> bool:
    """Whether a line is indented like the one above, and the one below is not."""
    before, indented = paragraph[-1], _INDENTED * line.size
    is_level = abs(line.left - before.left) < indented and len(paragraph) == 1
    is_deep = after is not None and line.left - after.left > indented
    return is_level and is_deep and not _is_marked(before) and not _is_centred(line, before)


def _goes_over(line: Line, before: _Flow, flow: _Flow) -> bool:
    """Whether a paragraph goes on at the top of the next column or page."""
    last = before.lines[-1]
    # The next column; but what stands higher beside a cell is the next cell.
    is_column = line.base > last.base + last.size and not before.lines[0].cell
    is_next = (line.page > last.page or is_column) and line.cell == last.cell
    if not is_next or not _is_alike(line, last):
        return False
    if _has_room(last, line, before) or _is_marked(line) or not before.is_even:
        return False
    is_indented = line.left - flow.left > _INDENTED * line.size
    return _goes_on(line) or not (is_indented or _FULL_STOP.search(last.text))


def _has_room(before: Line, line: Line, flow: _Flow) -> bool:
    """Whether the first word of a line would have fitted on the line before."""
    room = flow.right - before.right
    if _is_centred(line, before) and before.left - flow.left > before.size:
        room += before.left - flow.left
    return room > line.first + 0.35 * line.size


def _is_centred(line: Line, before: Line) -> bool:
    middles = (line.left + line.right) / 2, (before.left + before.right) / 2
    return abs(middles[0] - middles[1]) < line.size / 4 and abs(line.left - before.left) > 1


def _is_marked(line: Line) -> bool:
    return bool(_BULLET.match(line.text) or _ENUMERATOR.match(line.text))


def _goes_on(line: Line) -> bool:
    return line.text[0].islower() and not _is_marked(line)


# Text


def _joined(lines: Sequence[Line], seen: Counter[str]) -> str:
    """The text of the lines of a paragraph. seen: how often each word stands in the document."""
    text = lines[0].text
    for line in lines[1:]:
        text = _with(text, line.text, seen)
    return text.translate(_LIGATURES)


def _with(text: str, line: str, seen: Counter[str]) -> str:
    if len(text) < 2 or text[-2].isspace() or text[-1] not in _HYPHENS + "/–":
        return f"{text} {line}"
    if text[-1] not in _HYPHENS or not line[0].islower() or not text[-2].isalpha():
        return text + line
    head, tail = text.rsplit(maxsplit=1)[-1], line.split(maxsplit=1)[0]
    words = _WORD.findall(f"{text[-200:]} {line}")
    is_spelling = (
        any(hyphen in head[:-1] + tail for hyphen in _HYPHENS)
        or _MARKED.search(head + tail) is not None
        or sum(_MARKED.search(word) is not None for word in words) * 10 >= len(words)
        or (seen[(head + tail).lower()] and not seen[(head[:-1] + tail).lower()])
    )
    return text + line if is_spelling and text[-1] != "\u00ad" else text[:-1] + line


def _kind_of(text: str, paragraph: _Paragraph, *, is_title: bool) -> tuple[BlockKind, str]:
    bullet = _BULLET.match(text)
    if bullet and text[bullet.end() :].strip():
        return "list_item", text[bullet.end() :].strip()
    if paragraph.is_cell:
        return "cell", text
    ends = _SENTENCE_END.search(text)
    if is_title and not ends and len(text) <= _TITLE_LENGTH:
        return "title", text
    if _ENUMERATOR.match(text) and (ends or not text[0].isdigit()):
        return "list_item", text
    return "heading" if not ends and len(text) <= _TITLE_LENGTH else "paragraph", text
