"""Web pages: the article with its headings, lists, tables and captions, without the furniture.

Parsed with lxml. The article is the smallest element that holds the headline and most of the text
that is no link; furniture is told by element, role and class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import regex
from lxml import etree, html
from lxml.html import HtmlElement

from tmkit.errors import FormatError
from tmkit.ingest.dates import iso_date
from tmkit.ingest.furniture import Page
from tmkit.ingest.plain import decode
from tmkit.model import Block, BlockKind

__all__ = ["fragment", "read"]

_CHARSET = regex.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", regex.IGNORECASE)
_UNREAD = {
    *("script", "style", "noscript", "template", "head", "svg", "iframe", "object", "audio"),
    *("video", "canvas", "button", "select", "option", "input", "textarea", "dialog", "map"),
}
_FURNITURE = {"nav", "aside", "footer", "form", "menu"}
_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menu"}
_CLASS = regex.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|share|sharing|social|sidebar|related|"
    r"comments?|footer|cookies?|consent|popup|modal|banner|adverts?|ads|widgets?|search|pagination|"
    r"pager|tags?|most-?read|popular|toolbar|newsletter|skip-link|lien-?quan|chia-?se|binh-?luan)"
    r"(?:$|[\s_-])",
    regex.IGNORECASE,
)
_CAPTION_CLASS = regex.compile(r"caption|credit|chu-?thich", regex.IGNORECASE)
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
_INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font"),
    *("i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong"),
    *("sub", "sup", "time", "tt", "u", "var", "wbr", "img", "br", "center"),
}
_SPACES = regex.compile(r"[ \t\n\r\f]+")
_META = {
    "author": "author",
    "article:author": "author",
    "date": "date",
    "dc.date": "date",
    "article:published_time": "date",
    "pubdate": "date",
    "dc.rights": "rights",
    "copyright": "rights",
}
# An element with this share of a page's text is no furniture, whatever its class says.
_TOO_MUCH = 0.5
# The article holds nearly all of what is left; what stands beside it is small.
_ARTICLE = 0.85
# Shorter pieces are labels, not paragraphs.
_PARAGRAPH = 40


def read(raw: bytes, path: str) -> Page:
    """The blocks of a page's article, and what its meta elements say.

    Raises FormatError for bytes that are not text in the encoding the page declares, and for tags
    nested deeper than any page's.
    """
    root = _parse(_decoded(raw, path), path)
    if root is None:
        return Page([])
    metadata = dict(_metadata(root))
    headline = " ".join((root.findtext(".//title") or "").split())
    _drop(root, lambda element: element.tag in _UNREAD or _is_hidden(element))
    weights = _weights(root)
    most = weights[root] * _TOO_MUCH
    _drop(root, lambda element: _is_furniture(element) and weights[element] <= most)
    article, title = _article(root, headline)
    return Page(list(_blocks(article, title)), metadata)


def fragment(text: str) -> list[Block]:
    """The blocks of a piece of HTML, as it stands inside Markdown."""
    root = _parse(text, "")
    if root is None:
        return []
    _drop(root, lambda element: element.tag in _UNREAD)
    return list(_blocks(root, None))


def _decoded(raw: bytes, path: str) -> str:
    declared = _CHARSET.search(raw[:4096])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    if name in ("utf-8", "utf8", "unicode"):
        return decode(raw, path)
    try:
        return raw.decode(name)
    except LookupError:
        return decode(raw, path)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        details = {"byte": f"0x{raw[error.start]:02X}"}
        raise FormatError("TD103", path, line, 0, details) from error


def _parse(text: str, path: str) -> HtmlElement | None:
    parser = html.HTMLParser(
        encoding="utf-8", recover=True, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        root = html.document_fromstring(text.encode("utf-8", "surrogatepass"), parser)
    except etree.ParserError:
        # Nothing but white space, comments or a lone tag.
        return None
    for entry in parser.error_log:
        if "depth" in entry.message.lower():
            # The parser stops there and drops the rest without a word.
            raise FormatError("TD109", path, entry.line)
    return root


def _metadata(root: HtmlElement) -> Iterator[tuple[str, str]]:
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        key = _META.get(name)
        value = " ".join((meta.get("content") or "").split())
        if key == "date":
            value = iso_date(value)
        if key and value:
            yield key, value


def _drop(root: HtmlElement, is_dropped: Callable[[HtmlElement], bool]) -> None:
    """Remove elements with all they hold; the text behind them stays."""
    for element in list(root.iter(etree.Element)):
        if element is not root and is_dropped(element) and element.getparent() is not None:
            element.drop_tree()


def _is_hidden(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "hidden" in element.attrib


def _is_furniture(element: HtmlElement) -> bool:
    if element.tag in _FURNITURE or (element.get("role") or "").lower() in _ROLES:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag not in ("body", "html", "article", "main") and bool(_CLASS.search(names))


def _weights(root: HtmlElement) -> dict[HtmlElement, int]:
    """For each element the characters in its paragraphs, links left out."""
    weights: dict[HtmlElement, int] = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        own = sum(len(" ".join(piece.split())) for piece in _own_text(element))
        children = sum(weights.get(child, 0) for child in element)
        if element.tag == "a":
            weights[element] = 0
        elif element.tag in _INLINE:
            weights[element] = own + children
        else:
            weights[element] = children + (own if own + children >= _PARAGRAPH else 0)
    return weights


def _own_text(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    yield from (child.tail or "" for child in element)


def _article(root: HtmlElement, headline: str) -> tuple[HtmlElement, HtmlElement | None]:
    """The element that holds headline and article, and the headline's element if there is one."""
    weights = _weights(root)
    article = root
    while True:
        inner = max(article, key=lambda child: weights[child], default=None)
        if inner is None or weights[inner] < _ARTICLE * weights[root] or inner.tag in _INLINE:
            break
        article = inner
    title = _title(root, headline)
    # The headline often stands beside the element of the text: they meet further out.
    while title is not None and title not in article.iter():
        parent = article.getparent()
        if parent is None:
            break
        article = parent
    return article, title


def _title(root: HtmlElement, headline: str) -> HtmlElement | None:
    """The h1 that the page's title repeats, else the first one."""
    found = [each for each in root.iter("h1") if _text_of(each)]
    named = [each for each in found if _text_of(each) in headline]
    return next(iter(named or found), None)


def _text_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _blocks(article: HtmlElement, title: HtmlElement | None) -> Iterator[Block]:
    """The text of the article's block elements in order; before the headline it is furniture."""
    before = title is not None
    kinds: list[BlockKind | None] = []
    buffer: list[str] = []
    line = 0

    def flush() -> Iterator[Block]:
        text = "".join(buffer)
        buffer.clear()
        kind: BlockKind = next((each for each in reversed(kinds) if each), "paragraph")
        if kind != "code":
            text = "\n".join(piece.strip(" ") for piece in text.split("\n"))
        if text.strip():
            yield Block("boilerplate" if before else kind, text.strip("\n "), line)

    for event, element in etree.iterwalk(article, events=("start", "end")):
        is_block = element.tag not in _INLINE
        if event == "start":
            if is_block:
                yield from flush()
                line = element.sourceline or 0
                kinds.append(_kind_of(element, title))
                before = before and element is not title
            elif element.tag == "br":
                buffer.append("\n")
            buffer.append(_collapsed(element.text, kinds))
        else:
            if is_block:
                yield from flush()
                kinds.pop()
            if element is not article:
                buffer.append(_collapsed(element.tail, kinds))
    yield from flush()


def _collapsed(text: str | None, kinds: list[BlockKind | None]) -> str:
    return (text or "") if "code" in kinds else _SPACES.sub(" ", text or "")


def _kind_of(element: HtmlElement, title: HtmlElement | None) -> BlockKind | None:
    if element.tag == "h1":
        return "title" if element is title or title is None else "heading"
    if element.tag in ("td", "th"):
        # Tables also lay out old pages: their cells hold articles.
        is_layout = element.find(".//table") is not None or len(element.findall(".//p")) > 2
        return None if is_layout or element.find(".//h1") is not None else "cell"
    if _CAPTION_CLASS.search(element.get("class") or "") and element.tag in (
        "p",
        "div",
        "figcaption",
    ):
        return "caption"
    return _KINDS.get(str(element.tag))
