"""An article's elements → blocks: the walk through a page cleared of its furniture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex
from lxml import etree
from lxml.html import HtmlElement

from tmkit.model import Block, BlockKind

__all__ = ["INLINE", "PARAGRAPH", "Article", "blocks_of", "is_layout", "text_of"]

_CAPTION_CLASS = regex.compile(
    r"caption|(?:^|[\s_-])credits?(?:$|[\s_-])|chu-?thich", regex.IGNORECASE
)
_KINDS: dict[str, BlockKind] = {
    "h1": "title",
    **{f"h{level}": "heading" for level in range(2, 7)},
    "li": "list_item",
    "dt": "list_item",
    "dd": "list_item",
    "td": "cell",
    "th": "cell",
    "figcaption": "caption",
    "caption": "caption",
    "pre": "code",
    "summary": "heading",
}
# Elements that do not end a line of text.
INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font"),
    *("i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong"),
    *("sub", "sup", "time", "tt", "u", "var", "wbr", "img", "br", "acronym"),
    *("nobr", "output", "picture", "ruby", "rb", "rt", "rp"),
    *("math", "semantics", "mrow", "mi", "mn", "mo", "msub", "msup", "mfrac", "msqrt", "mtext"),
}
_SPACES = regex.compile(r"[ \t\n\r\f]+")
# Shorter pieces are labels, not paragraphs.
PARAGRAPH = 40


class Article(NamedTuple):
    """Where a page's text stands: the whole of it, its core, and the headline."""

    whole: HtmlElement
    core: HtmlElement
    title: HtmlElement | None


def blocks_of(article: Article) -> Iterator[Block]:
    """The text of the article's block elements in order.

    Furniture: what stands before the headline, lines of links before the core, all behind it.
    """
    walk = _Walk(article)
    for event, element in etree.iterwalk(article.whole, events=("start", "end")):
        # A prefix is Word's, <st1:place>, <o:p>: it marks words.
        is_block = element.tag not in INLINE and ":" not in str(element.tag)
        if is_block:
            yield from walk.flush()
        if event == "start":
            walk.enter(element, is_block=is_block)
        else:
            walk.leave(element, is_block=is_block)
    yield from walk.flush()


class _Walk:
    """Where in the article the walk is, and the text since the last block."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._before = article.title is not None
        self._inside = self._behind = False
        self._kinds: list[BlockKind | None] = []
        self._text: list[str] = []
        self._linked = 0
        self._line = 0

    def flush(self) -> Iterator[Block]:
        """The block that ends here, if there is text."""
        text, linked = "".join(self._text), self._linked
        self._text.clear()
        self._linked = 0
        kind: BlockKind = next((each for each in reversed(self._kinds) if each), "paragraph")
        if kind != "code":
            text = "\n".join(piece.strip(" ") for piece in text.split("\n"))
        text = text.strip("\n ")
        is_links = not self._inside and linked > 0.9 * len(text)
        if text:
            is_furniture = self._before or self._behind or is_links
            yield Block("boilerplate" if is_furniture else kind, text, self._line)

    def enter(self, element: HtmlElement, *, is_block: bool) -> None:
        """Take in the beginning of an element."""
        if is_block:
            self._line = element.sourceline or 0
            self._kinds.append(_kind_of(element, self._article.title))
            self._before = self._before and element is not self._article.title
        elif element.tag == "br":
            self._text.append("\n")
        self._inside = self._inside or element is self._article.core
        self._take(element.text)

    def leave(self, element: HtmlElement, *, is_block: bool) -> None:
        """Take in the end of an element, and the text behind it."""
        if is_block:
            self._kinds.pop()
        elif element.tag == "a":
            self._linked += len(text_of(element))
        if element is self._article.core:
            self._inside, self._behind = False, True
        if element is not self._article.whole:
            self._take(element.tail)

    def _take(self, text: str | None) -> None:
        is_code = "code" in self._kinds
        self._text.append((text or "") if is_code else _SPACES.sub(" ", text or ""))


def text_of(element: HtmlElement) -> str:
    """The text of an element and all in it, on one line."""
    return " ".join(element.text_content().split())


def _kind_of(element: HtmlElement, title: HtmlElement | None) -> BlockKind | None:
    if element.tag == "h1" or element is title:
        return "title" if element is title or title is None else "heading"
    if element.tag in ("td", "th"):
        return None if is_layout(element) else "cell"
    is_caption = _CAPTION_CLASS.search(element.get("class") or "") is not None
    if is_caption and element.tag in ("p", "div", "figcaption"):
        return "caption"
    return _KINDS.get(str(element.tag))


def is_layout(cell: HtmlElement) -> bool:
    """Whether a cell lays out an old page: it holds an article, not a figure."""
    has = (cell.find(".//table") is not None, cell.find(".//h1") is not None)
    return any(has) or len(cell.findall(".//p")) > 2
