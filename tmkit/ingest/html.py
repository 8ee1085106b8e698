"""Web pages: the article with its headings, lists, tables and captions, without the furniture.

Parsed with lxml. The article is the smallest element that holds the headline and nearly all text
that is no link; furniture is told by element, role and class.

Own rules, because none of the libraries measured keeps the whole article. 24 pages in the style of
agencies' news sites, tests/bench/html_readers.py, in one run; kept: blocks of body, captions, list
items and cells; leaks: of 771 pieces of furniture; time: CPU, as a ratio.

| reader | headline | body 299 | captions 45 | items, cells 341 | leaks | time |
| --- | --- | --- | --- | --- | --- | --- |
| these rules | 24 | 299 | 45 | 341 | 0 | 1 (2.4 ms a page) |
| trafilatura 2.3.1, most recall | 8 | 297 | 27 | 336 | 203 | 2.0 |
| resiliparse 2.0.0, main content | 24 | 298 | 35 | 309 | 256 | 0.1 |
| readability-lxml 0.9 | 4 | 290 | 45 | 333 | 20 | 1.6 |
| jusText 3.0.2 | 24 | 281 | 43 | 324 | 0 | 1.5 |

The 16 rendered pages of the set were made by someone who had read the rules; no page is a live one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import regex
from lxml import etree, html
from lxml.html import HtmlElement

from tmkit.errors import FormatError
from tmkit.ingest import plain
from tmkit.ingest.dates import iso_date
from tmkit.ingest.furniture import Page
from tmkit.ingest.html_blocks import INLINE, PARAGRAPH, Article, blocks_of, is_layout, text_of
from tmkit.ingest.plain import decode
from tmkit.model import Block
from tmkit.text import canonical_encoding
from tmkit.text import decode as decode_legacy

__all__ = ["fragment", "read"]

_CHARSET = regex.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", regex.IGNORECASE)
_UNREAD = {
    *("script", "style", "noscript", "template", "title", "svg", "iframe", "object", "audio"),
    *("video", "canvas", "button", "select", "option", "input", "textarea", "dialog", "map"),
    "annotation",
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
# Not "accreditation": the word stands in many a class of this domain.
# What may hold an article; a list or a quotation is part of one, however long.
_CONTAINERS = {"html", "body", "div", "main", "article", "section", "form", "center"}
_LAYOUT = {"table", "tbody", "tr", "td"}
# A book has a megabyte of text. Attributes without end cost the parser quadratic time.
_LARGEST = 20_000_000
_LONGEST_TAG = 200_000
_OPENED = regex.compile(r"<[A-Za-z][^<>]*")
_TAG = regex.compile(r"<[A-Za-z!/?]")
# What pages name ISO 8859-1 or ASCII is read as Windows-1252 by every browser.
_LATIN = {"iso-8859-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"}
# Titles of pages are shorter.
_HEADLINE_LENGTH = 1000
_SITE = regex.compile(r"\s+[-–—|·»:]\s+")
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
# The article holds nearly all of what is left; its core, what no menu stands in, holds most.
_ARTICLE, _CORE = 0.98, 0.85


def read(raw: bytes, path: str) -> Page:
    """The blocks of a page's article, and what its meta elements say.

    Raises FormatError for bytes that are not text in the encoding the page declares, and for tags
    nested deeper than any page's. A file without tags is read as plain text.
    """
    text = _decoded(raw, path)
    if len(text) > _LARGEST or _has_endless_tag(text):
        raise FormatError("TD109", path)
    if not _TAG.search(text):
        return plain.read(text.encode(), path)
    root = _parse(text, path)
    if root is None:
        return Page([])
    metadata = dict(_metadata(root))
    headline = " ".join((root.findtext(".//title") or "").split())[:_HEADLINE_LENGTH]
    _drop(root, lambda element: element.tag in _UNREAD or _is_hidden(element))
    weights = _weights(root)
    title = _title(root, headline)
    # A banner may hold the headline.
    kept = set(title.iterancestors()) if title is not None and _leads(title, headline) else set()
    most = weights[root] * _TOO_MUCH
    named = [each for each in root.iter(etree.Element) if _is_named_furniture(each)]
    # A theme that calls the parts of its articles widgets: then the names say nothing.
    names_tell = sum(weights[each] for each in _outermost(named) if weights[each] <= most) <= most
    furniture = {each for each in root.iter(etree.Element) if _is_furniture(each)}
    furniture |= set(named if names_tell else ())
    _drop(root, lambda each: each in furniture and weights[each] <= most and each not in kept)
    return Page(_from_headline(_article(root, headline)), metadata)


def fragment(text: str, path: str, place: int) -> list[Block]:
    """The blocks of a piece of HTML, as it stands inside Markdown from line `place` on."""
    root = _parse(text, path)
    if root is None:
        return []
    _drop(root, lambda element: element.tag in _UNREAD)
    blocks = blocks_of(Article(root, root, None))
    return [replace(block, place=place + max(block.place - 1, 0)) for block in blocks]


def _has_endless_tag(text: str) -> bool:
    return any(tag.end() - tag.start() > _LONGEST_TAG for tag in _OPENED.finditer(text))


def _decoded(raw: bytes, path: str) -> str:
    """UTF-8 wherever it can be, for many pages declare what they are not; else as declared."""
    try:
        return decode(raw, path)
    except FormatError as error:
        declared = _CHARSET.search(raw[:4096])
        if error.key != "TD103" or not declared:
            raise
        try:
            return _declared(raw, declared[1].decode("ascii").lower())
        except (LookupError, UnicodeError):
            raise error from None


def _declared(raw: bytes, name: str) -> str:
    """The text of bytes in an encoding by its name on a page; LookupError, UnicodeError if not."""
    legacy = canonical_encoding(name)
    encoding = _LATIN.get(name, name)
    try:
        text = raw.decode(encoding)
        # The declaration was read as ASCII: it cannot be true of UTF-16.
        if "<meta".encode(encoding) != b"<meta":
            raise UnicodeError(name)
    except LookupError:
        if not legacy:
            raise
        return decode_legacy(raw, legacy)
    return text


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
        if "depth" in entry.message.lower() or "limit exceeded" in entry.message.lower():
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
    for stamp in root.iter("time"):
        date = iso_date(stamp.get("datetime") or "")
        if date:
            yield "date", date
            return


def _drop(root: HtmlElement, is_dropped: Callable[[HtmlElement], bool]) -> None:
    """Empty elements of all they hold; the text behind them stays, and stays apart.

    Taking them out would join the texts around them again and again, in quadratic time.
    """
    for element in list(root.iter(etree.Element)):
        if element is not root and is_dropped(element):
            is_inline = element.tag in INLINE or element.tag in _UNREAD
            element.clear(keep_tail=True)
            element.tag = "wbr" if is_inline else "hr"


def _is_hidden(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    is_unseen = "display:none" in style or "visibility:hidden" in style
    return is_unseen or "hidden" in element.attrib


def _is_furniture(element: HtmlElement) -> bool:
    return element.tag in _FURNITURE or (element.get("role") or "").lower() in _ROLES


def _outermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    """Those that stand in none of the others, which come after what holds them."""
    inside: set[HtmlElement] = set()
    found = []
    for element in elements:
        parent = element.getparent()
        while parent is not None and parent not in inside:
            parent = parent.getparent()
        if parent is None:
            found.append(element)
        inside.add(element)
    return found


def _is_named_furniture(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag not in ("body", "html", "article", "main") and bool(_CLASS.search(names))


def _weights(root: HtmlElement) -> dict[HtmlElement, int]:
    """For each element the characters in its paragraphs, links left out.

    On a page without paragraphs every line counts.
    """
    weights = _characters(root, at_least=PARAGRAPH)
    return weights if weights[root] else _characters(root, at_least=0)


def _characters(root: HtmlElement, *, at_least: int) -> dict[HtmlElement, int]:
    weights: dict[HtmlElement, int] = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        own = sum(len(" ".join(piece.split())) for piece in _own_text(element))
        children = sum(weights.get(child, 0) for child in element)
        if element.tag == "a":
            weights[element] = 0
        elif element.tag in INLINE:
            weights[element] = own + children
        else:
            weights[element] = children + (own if own + children >= at_least else 0)
    return weights


def _own_text(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    yield from (child.tail or "" for child in element)


def _holder(root: HtmlElement, weights: dict[HtmlElement, int], share: float) -> HtmlElement:
    """The innermost element that holds a share of the page's paragraphs."""
    holder = root
    while True:
        inner = max(holder, key=lambda child: weights[child], default=None)
        if inner is None or weights[inner] < share * weights[root] or not _may_hold(inner):
            return holder
        holder = inner


def _article(root: HtmlElement, headline: str) -> Article:
    """The element that holds headline and article, its core, and the headline if there is one."""
    weights = _weights(root)
    article, core = (_holder(root, weights, share) for share in (_ARTICLE, _CORE))
    title = _title(root, headline)
    # The headline often stands beside the element of the text: they meet further out.
    while title is not None and title not in article.iter():
        parent = article.getparent()
        if parent is None:
            break
        article = parent
    return Article(article, core, title)


def _may_hold(element: HtmlElement) -> bool:
    """Whether an article may stand inside: in a layout element with more than one paragraph."""
    if element.tag in _LAYOUT:
        return any(is_layout(cell) for cell in element.iter("td"))
    blocks = sum(1 for child in element.iter(etree.Element) if child.tag not in INLINE)
    return element.tag in _CONTAINERS and blocks > 2


def _title(root: HtmlElement, headline: str) -> HtmlElement | None:
    """The h1 with which the page's title begins, else one that it repeats, else the first one."""
    found = [each for each in root.iter("h1") if text_of(each)]
    leading = [each for each in found if _leads(each, headline)]
    named = [each for each in found if text_of(each) in headline]
    best = leading or named or found
    return best[0] if best else _lettered(root, headline)


def _lettered(root: HtmlElement, headline: str) -> HtmlElement | None:
    """On a page without h1 the line that the page's title says before the name of its site."""
    said = _SITE.split(headline)[0]
    blocks = (each for each in root.iter("p", "div", "td", "h2", "h3", "center") if len(said) > 3)
    return next((each for each in blocks if text_of(each) == said), None)


def _leads(title: HtmlElement, headline: str) -> bool:
    return headline.startswith(text_of(title))


def _from_headline(article: Article) -> list[Block]:
    """The blocks of an article; a headline behind most of the text is none."""
    blocks = list(blocks_of(article))
    before = sum(len(block.text) for block in blocks if block.kind == "boilerplate")
    if article.title is not None and 2 * before > sum(len(block.text) for block in blocks):
        return list(blocks_of(article._replace(title=None)))
    return blocks
