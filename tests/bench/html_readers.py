"""What HTML article extractors keep, leak and cost, on pages as news sites have them; run by hand.

usage: python tests/bench/html_readers.py [--runs N] [--details READER] [--pages FOLDER]
       python tests/bench/html_readers.py --hostile MB [--limit SECONDS]

24 pages: the 8 of the corpus as they are, and its .txt and .md documents in four templates: like
WordPress ("classic"), with figures as Gutenberg writes them ("figures"), in nested layout tables
without an h1 ("tables"), in elements without meaning ("soup"). Each has two figures, a table, a
byline and the furniture of such sites. tmkit reads a file; trafilatura, resiliparse, readability
and jusText read bytes, and are measured when they are installed:

    pip install trafilatura resiliparse readability-lxml justext

kept: the block stands in the text, white space aside; cells and short items as a line or field of
their own. leaks: strings of furniture and parts of bylines that the text has and the article has
not. ms per page: CPU time, median of the runs of a page, mean of the pages. --details: what a
reader lost and leaked on each page. --pages: writes the pages there. --hostile: times tmkit alone
on pages of that size that no person wrote.
"""

from __future__ import annotations

import argparse
import html
import importlib
import json
import math
import multiprocessing
import re
import resource
import statistics
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from tmkit.errors import FormatError
from tmkit.ingest import read

CORPUS = Path(__file__).parent.parent.parent / "corpus"


# What is measured


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an article; texts are HTML without block elements.

    kind: title, heading, paragraph, quote, code (one text), items, table (texts by row, and a
    caption), figure (its caption).
    """

    kind: str
    texts: tuple[str, ...]
    columns: int = 1
    caption: str = ""

    def gold(self) -> Iterator[tuple[str, str]]:
        """What must come out, as (kind in the figures, text)."""
        kind = {"title": "title", "items": "item", "table": "item", "figure": "caption"}
        for text in (self.caption,) if self.caption else ():
            yield "caption", plain(text)
        for text in self.texts:
            yield kind.get(self.kind, "body"), plain(text)


@dataclass(frozen=True, slots=True)
class Page:
    """A page and what is known of it. gold: (kind, text); furniture: kind → strings."""

    name: str
    style: str
    raw: bytes
    gold: tuple[tuple[str, str], ...]
    furniture: Mapping[str, tuple[str, ...]]
    byline: tuple[str, ...]
    author: str
    date: str


@dataclass(frozen=True, slots=True)
class Article:
    """What an extractor says of a page."""

    text: str
    title: str = ""
    author: str = ""
    date: str = ""


def plain(markup: str) -> str:
    """The text of a piece of HTML on one line."""
    return squeezed(html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"<br[^>]*>", " ", markup))))


def squeezed(text: str) -> str:
    """The text in NFC on one line."""
    return " ".join(unicodedata.normalize("NFC", text).split())


# The pages of the corpus

_FIGURES = {
    "helmet-quality": "//figcaption | //caption",
    "metrology-training": "//em[@itemprop='caption']",
    "traceability-portal": "//td[@class='Image']",
    "world-standards-day": "//p[contains(@class, 'wp-caption-text')]"
    " | //div[@class='entry-content']/p[contains(@style, 'center')]",
}
_ITEMS = {
    "helmet-quality": "//th | //table[@class='data']//td",
    "metrology-training": "//section[@itemprop='articleBody']/ol/li",
    "traceability-portal": "//td[@class='content']/ul[not(@class)]/li",
}
_BODY = {
    "helmet-quality": "//article/h2 | //article/p[not(@class) or @class='sapo'] | //blockquote/p",
    "metrology-training": "//div[@itemprop='description'] | //section[@itemprop='articleBody']"
    "/*[self::h2 or self::blockquote or self::div[@style]]",
    "traceability-portal": "//p[@align='justify']",
    "world-standards-day": "//div[@class='entry-content']"
    "/*[self::h3 or self::p[contains(@style, 'justify')]]",
}
_BYLINE = {
    "helmet-quality": "//p[@class='byline']",
    "metrology-training": "//div[@class='h5 info']",
    "traceability-portal": "//p[@class='Date']",
    "world-standards-day": "//span[@class='posted-on'] | //p[contains(@style, 'right')]",
}
_SHORTCODE = "//*[starts-with(normalize-space(text()), '[social_')]"
_AROUND: dict[str, dict[str, str]] = {
    "helmet-quality": {
        "menu": "//a[@class='logo'] | //header//nav//a | //form//button",
        "breadcrumb": "//nav[@class='breadcrumb']//a",
        "share": "//div[@class='share']/button",
        "tags": "//footer[@class='tags']",
        "related": "//section[@class='related']//h2 | //section[@class='related']//a",
        "sidebar": "//aside//h2 | //aside//a",
        "footer": "//footer[@class='bottom']/*",
        "cookie": "//div[@class='cookie-bar']/*",
        "shortcode": _SHORTCODE,
    },
    "metrology-training": {
        "menu": "//section[@id='header']//a | //form//button | //ul[contains(@class, 'navbar')]//a",
        "breadcrumb": "//div[@class='breadcrumbs-wrap']//a",
        "share": "//ul[contains(@class, 'social')]/li",
        "rating": "//form[@class='rating']/label",
        "related": "//section[@class='others']/p | //section[@class='others']//a",
        "sidebar": "//section[@class='panel']/div | //section[@class='panel']//a",
        "footer": "//section[@id='footer']/p",
        "cookie": "//div[@id='cookie-notice']/*",
        "shortcode": _SHORTCODE,
    },
    "traceability-portal": {
        "menu": "//td[@class='menu'] | //form//td | //table[@class='counter']//td",
        "breadcrumb": "//td[@class='path']",
        "share": "//table[@class='tools']//td",
        "related": "//p[@class='OtherTitle'] | //ul[@class='other']/li",
        "sidebar": "//table[@class='box']//td",
        "footer": "//td[@class='footer']/a | //td[@class='footer']/text()",
        "cookie": "//div[@id='cookies']",
        "shortcode": _SHORTCODE,
    },
    "world-standards-day": {
        "menu": "//div[@id='site-title'] | //ul[@id='menu-main']/li | //a[@class='skip-link "
        "screen-reader-text'] | //form//span",
        "breadcrumb": "//div[@class='breadcrumbs']/a",
        "share": "//div[contains(@class, 'sharedaddy')]//h3 | //li[starts-with(@class, 'share')]",
        "related": "//div[@class='related-posts']//h3 | //div[@class='related-posts']//a",
        "neighbours": "//div[@id='nav-below']/a",
        "sidebar": "//div[@id='sidebar']//h3 | //div[@id='sidebar']//a",
        "footer": "//div[@id='footer']/p",
        "cookie": "//div[@id='cookie-notice']/*",
        "shortcode": _SHORTCODE,
    },
}


def corpus_pages() -> Iterator[Page]:
    """The web pages of the corpus; their blocks are held against the segments of gold/."""
    for name, body in _BODY.items():
        known = json.loads((CORPUS / f"gold/{name}.meta.json").read_text(encoding="utf-8"))
        for side, lang in (("source", "en"), ("target", "vi")):
            raw = (CORPUS / lang / f"{name}.html").read_bytes()
            root = lxml_html.document_fromstring(raw.decode("utf-8"))
            gold = [
                (kind, text)
                for kind, path in (
                    ("title", "//h1"),
                    ("body", body),
                    ("caption", _FIGURES[name]),
                    ("item", _ITEMS.get(name, "/none")),
                )
                for text in texts_at(root, path)
            ]
            beads = (CORPUS / f"gold/{name}.jsonl").read_text(encoding="utf-8").splitlines()
            segments = [segment for bead in beads for segment in json.loads(bead)[side]]
            assert letters(text for _, text in gold) == letters(segments), (name, lang)
            around = {kind: texts_at(root, path) for kind, path in _AROUND[name].items()}
            byline = [part for text in texts_at(root, _BYLINE[name]) for part in parts(text)]
            said = known[lang]
            yield Page(
                *(f"{lang}/{name}", "corpus", raw, tuple(gold)),
                *(told(around, gold), unsaid(byline, gold), said["author"] or "", said["date"]),
            )


def texts_at(root: lxml_html.HtmlElement, path: str) -> tuple[str, ...]:
    """The texts of the elements that an XPath finds, in their order."""
    found: Any = root.xpath(path)
    texts = (str(each) if isinstance(each, str) else each.text_content() for each in found)
    return tuple(filter(None, map(squeezed, texts)))


def letters(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands there, in any order."""
    return Counter(word for text in texts for word in text.split())


def parts(byline: str) -> list[str]:
    """What a byline says, one by one."""
    return re.split(r" [-|•] ", byline)


def told(
    around: Mapping[str, Iterable[str]], gold: Iterable[tuple[str, str]]
) -> dict[str, tuple[str, ...]]:
    """Furniture whose strings the article does not have itself."""
    return {kind: unsaid(texts, gold) for kind, texts in around.items()}


def unsaid(texts: Iterable[str], gold: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The strings that no block of the article has."""
    whole = "\n".join(text for _, text in gold)
    return tuple(dict.fromkeys(text for text in texts if not has(whole, text)))


def has(text: str, string: str) -> bool:
    """Whether a text has a string between the bounds of words."""
    return bool(re.search(rf"(?<!\w){re.escape(string)}(?!\w)", text))


# The texts of the corpus, as parts

_LABELLED = re.compile(r"(?:Post by|Người viết):|\[social_")
_ITEM = re.compile(r"[a-eđ]\) |- |\d\. (?=.*\.$)")
_HEADING = re.compile(r"\d\. [^.?]*$|(?:Question|Câu hỏi) \d: ")
_ROW = re.compile(r"\|(?P<cells>.+)\|$")
_IMAGE = re.compile(r"!\[(?P<caption>[^\]]+)\]")


def parts_of_text(text: str, lang: str) -> list[Part]:
    """The parts of a .txt document: its own, and two figures and a table that news have."""
    lines = [line for line in text.splitlines() if line.strip()]
    found = [Part("title", (marked(lines[0]),))]
    for line in lines[1:]:
        if is_furniture(line):
            # A signature and related news follow: the templates have their own.
            if line.startswith("["):
                break
        elif _ITEM.match(line):
            add_item(found, marked(line))
        elif _HEADING.match(line):
            found.append(Part("heading", (marked(line),)))
        elif line[-1] not in ".:”?":
            found.append(Part("figure", (marked(line),)))
        else:
            found.append(Part("paragraph", (marked(line),)))
    figures, table = EXTRAS[lang]
    if not any(part.kind == "figure" for part in found):
        found[3:3] = [figures[0]]
        found[-2:-2] = [figures[1]]
    middle = len(found) // 2
    return [*found[:middle], table, *found[middle:]]


def is_furniture(line: str) -> bool:
    """Whether the line is a byline or a shortcode."""
    return bool(_LABELLED.match(line))


def add_item(found: list[Part], item: str) -> None:
    """Put an item into the list that the parts end with, or into a new one."""
    before = found.pop().texts if found[-1].kind == "items" else ()
    found.append(Part("items", (*before, item)))


def parts_of_markdown(text: str) -> list[Part]:
    """The parts of a .md document of the corpus; formulas are left out."""
    _, _, text = text.split("---\n", 2)
    text = re.sub(r"<!--.*?-->|\$\$.*?\$\$|</?details>", "", text, flags=re.DOTALL)
    found: list[Part] = []
    for block in re.split(r"\n{2,}", text.strip()):
        lines = block.strip().splitlines()
        if block.startswith("```"):
            found.append(Part("code", (html.escape("\n".join(lines[1:-1])),)))
        elif lines:
            add_lines(found, lines)
    return found


def add_lines(found: list[Part], lines: list[str]) -> None:
    """Add a block of Markdown."""
    first = lines[0].strip()
    summary = re.sub(r"</?summary>", "", first)
    if image := _IMAGE.match(first):
        found.append(Part("figure", (marked(image["caption"]),)))
    elif _ROW.match(first):
        rows = [_ROW.sub(r"\g<cells>", line).split("|") for line in lines if "---" not in line]
        cells = tuple(marked(cell.strip()) for row in rows for cell in row)
        found.append(Part("table", cells, len(rows[0])))
    elif _ITEM.match(first):
        for line in lines:
            add_item(found, marked(re.sub(r"^(?:-|\d\.) ", "", line)))
    elif first.startswith(("#", "<summary>")):
        kind = "title" if first.startswith("# ") else "heading"
        found.append(Part(kind, (marked(summary.lstrip("# ")),)))
    elif first.startswith(">"):
        quoted = " ".join(line.lstrip("> ") for line in lines if "[!NOTE]" not in line)
        found.append(Part("quote", (marked(quoted),)))
    else:
        found.append(Part("paragraph", (marked(" ".join(lines)),)))


def marked(text: str) -> str:
    """HTML of a line of text or Markdown."""
    text = html.escape(text, quote=False)
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
    text = re.sub(r"`(.+?)`", r"<code>\1</code>", text)
    return re.sub(r"(?<!!)\[(.+?)\]\((.+?)\)", r'<a href="\2">\1</a>', text)


EXTRAS: dict[str, tuple[tuple[Part, Part], Part]] = {
    "en": (
        (
            Part("figure", ("Delegates at the opening session. Photo: Hoang Thi Mau",)),
            Part("figure", ("The chairperson hands over a souvenir (Photo: Hoang Thi Mau)",)),
        ),
        Part(
            "table",
            (
                *("Field", "2022", "2023", "Change"),
                *("Weighing instruments", "18,412", "19,077", "+3.6 %"),
                *("Fuel dispensers", "7,930", "8,244", "+4.0 %"),
                *("Water meters", "61,208", "60,871", "–0.6 %"),
            ),
            columns=4,
            caption="Table 1 – Instruments by field of use",
        ),
    ),
    "vi": (
        (
            Part("figure", ("Các đại biểu tại phiên khai mạc. Ảnh: Hoàng Thị Mẫu",)),
            Part("figure", ("Đại diện chủ tọa trao quà lưu niệm (Ảnh: Hoàng Thị Mẫu)",)),
        ),
        Part(
            "table",
            (
                *("Nhóm phương tiện", "2022", "2023", "Tăng, giảm"),
                *("Cân các loại", "18.412", "19.077", "+3,6 %"),
                *("Cột đo xăng dầu các loại", "7.930", "8.244", "+4,0 %"),
                *("Đồng hồ đo nước lạnh", "61.208", "60.871", "–0,6 %"),
            ),
            columns=4,
            caption="Bảng 1 – Phương tiện đo theo lĩnh vực sử dụng",
        ),
    ),
}

# What stands around: the kinds of furniture, and their strings

AROUND: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "menu": (
            *("Home page", "About us", "News – Events", "Legal documents", "Public services"),
            *("Photo gallery", "Contact us", "Vietnamese version"),
        ),
        "breadcrumb": ("You are here", "News – Domestic"),
        "search": ("Enter a keyword to search the portal",),
        "share": ("Share this article on Facebook", "Share on Zalo", "Print this article"),
        "shortcode": ('[social_comments url="" color="#CCCCCC" count="2"]',),
        "tags": ("Keywords: metre convention, weights",),
        "comments": ("Comments (0)", "Your comment will be shown once a moderator has read it."),
        "neighbours": ("Previous: Lunar New Year holiday schedule", "Next: Blood donation day"),
        "related": (
            *("Other news", "Provincial departments exchange experience on market scales"),
            *("Youth union plants two hundred trees in the yard", "Tender for office furniture"),
        ),
        "sidebar": (
            *("Most viewed", "Recruitment of civil servants this autumn"),
            *("Draft circular on taximeters open for comment", "Website links"),
            (
                "The hotline of the portal answers questions of citizens on every working day "
                "between eight and half past four, free of charge."
            ),
        ),
        "footer": (
            "Electronic Portal of the Sample Agency – Licence No. 99/GP-TTDT",
            "Head of the editorial board: Mr. Do Van Mau. Address: 99 Sample Road, Hanoi.",
            "Please state the source when you use information from this portal.",
        ),
        "cookie": (
            (
                "This portal stores cookies in your browser to count visits and to remember "
                "the language you have chosen."
            ),
            "I understand",
        ),
    },
    "vi": {
        "menu": (
            *("Trang nhất", "Giới thiệu chung", "Tin tức – Sự kiện", "Văn bản pháp luật"),
            *("Dịch vụ công", "Thư viện ảnh", "Liên hệ – Góp ý", "Bản tiếng Anh"),
        ),
        "breadcrumb": ("Bạn đang ở đây", "Tin trong nước"),
        "search": ("Nhập từ khóa cần tìm trên cổng",),
        "share": ("Chia sẻ bài viết lên Facebook", "Chia sẻ qua Zalo", "In bài viết này"),
        "shortcode": ('[social_comments url="" color="#CCCCCC" count="2"]',),
        "tags": ("Từ khóa: công ước mét, quả cân",),
        "comments": ("Bình luận (0)", "Ý kiến của bạn sẽ được hiển thị sau khi biên tập duyệt."),
        "neighbours": ("Bài trước: Lịch nghỉ Tết Nguyên đán", "Bài sau: Ngày hội hiến máu"),
        "related": (
            *("Các tin khác", "Các sở trao đổi kinh nghiệm quản lý cân ở chợ"),
            *("Đoàn thanh niên trồng hai trăm cây xanh", "Mời thầu mua sắm bàn ghế văn phòng"),
        ),
        "sidebar": (
            *("Xem nhiều nhất", "Thông báo tuyển dụng công chức mùa thu này"),
            *("Lấy ý kiến dự thảo thông tư về taximet", "Liên kết trang tin"),
            (
                "Đường dây nóng của cổng trả lời câu hỏi của người dân vào các ngày làm việc "
                "trong tuần, từ tám giờ đến mười sáu giờ rưỡi, không thu tiền."
            ),
        ),
        "footer": (
            "Cổng thông tin điện tử Cơ quan Mẫu – Giấy phép số 99/GP-TTĐT",
            "Trưởng Ban biên tập: Ông Đỗ Văn Mẫu. Địa chỉ: 99 phố Mẫu, Hà Nội.",
            "Ghi rõ nguồn khi sử dụng lại thông tin của cổng này.",
        ),
        "cookie": (
            (
                "Cổng thông tin lưu cookie trong trình duyệt để đếm lượt truy cập và ghi nhớ "
                "ngôn ngữ mà bạn đã chọn."
            ),
            "Tôi hiểu rồi",
        ),
    },
}
# Bylines by template and language: (above the text, signature below it); $a author, $d date.
BYLINES: dict[str, dict[str, tuple[str, str]]] = {
    "classic": {
        "en": ("Post by: $author - Post date: $words | 17:11 - View count: 442", ""),
        "vi": ("Người viết: $author - Ngày viết: $words | 17:11 - Lượt xem: 442", ""),
    },
    "figures": {"en": ("By $author | $words", ""), "vi": ("Tác giả: $author | $figures", "")},
    "tables": {
        "en": ("Last updated: $figures 17:11", "$author – Department of Planning"),
        "vi": ("Cập nhật lúc 17:11, $figures (GMT+7)", "$author – Vụ Kế hoạch"),
    },
    "soup": {"en": ("$author • $figures 17:11", ""), "vi": ("$author • $figures 17:11", "")},
}
AUTHORS = {"en": "Bui Thi Vi Du", "vi": "Bùi Thị Ví Dụ"}
SITES = {"en": "Portal of the Sample Agency", "vi": "Cổng thông tin Cơ quan Mẫu"}
# 16 pages: seven documents, one of them in two templates, in both languages.
RENDERED = (
    ("annual-review.txt", "classic", "2023-12-29"),
    ("productivity-programme.md", "classic", "2023-08-11"),
    ("metrology-day.txt", "figures", "2023-05-18"),
    ("calibration-guide.md", "figures", "2023-11-06"),
    ("cooperation-memorandum.txt", "tables", "2025-06-06"),
    ("measuring-instruments.txt", "tables", "2023-03-07"),
    ("standardization-workshop.txt", "soup", "2022-08-20"),
    ("productivity-programme.md", "soup", "2023-08-14"),
)


@dataclass(frozen=True, slots=True)
class Markup:
    """How a template writes the parts of an article; $text, $caption."""

    title: str
    heading: str
    paragraph: str
    quote: str
    code: str
    figure: str
    item: str
    items: str
    cell: str
    row: str
    table: str
    page: str
    repeated: Mapping[str, str] = field(default_factory=dict)

    def written(self, found: list[Part]) -> str:
        """The parts as HTML; without the title, which the page places."""
        return "\n".join(self._part(part) for part in found if part.kind != "title")

    def _part(self, part: Part) -> str:
        if part.kind == "items":
            items = "\n".join(filled(self.item, text=text) for text in part.texts)
            return filled(self.items, text=items)
        if part.kind == "table":
            cells = [filled(self.cell, text=text) for text in part.texts]
            rows = [cells[i : i + part.columns] for i in range(0, len(cells), part.columns)]
            text = "\n".join(filled(self.row, text="".join(row)) for row in rows)
            return filled(self.table, text=text, caption=part.caption)
        return filled(str(getattr(self, part.kind)), text=part.texts[0])


def filled(template: str, **texts: str) -> str:
    """The template with its $names replaced."""
    return Template(template).substitute(texts)


TEMPLATES = {
    "classic": Markup(
        title='<h1 class="entry-title">$text</h1>',
        heading="<h3><strong>$text</strong></h3>",
        paragraph='<p style="text-align: justify;">$text</p>',
        quote="<blockquote><p>$text</p></blockquote>",
        code="<pre><code>$text</code></pre>",
        figure='<div id="attachment_9" style="width: 610px" class="wp-caption aligncenter">'
        '<img class="size-full wp-image-9" src="/wp-content/uploads/9.jpg" alt="9" width="600" />'
        '<p id="caption-attachment-9" class="wp-caption-text">$text</p></div>\n<p>&nbsp;</p>',
        item="<li>$text</li>",
        items="<ul>\n$text\n</ul>",
        cell="<td>$text</td>",
        row="<tr>$text</tr>",
        table='<p style="text-align: center;"><em>$caption</em></p>\n'
        '<table class="tablepress"><tbody>\n$text\n</tbody></table>',
        page="""<!DOCTYPE html>
<html lang="$lang"><head><meta charset="UTF-8" /><title>$headline &#8211; $site</title>
<meta property="og:title" content="$headline" />
<meta property="article:published_time" content="${date}T17:11:00+07:00" />
<script type="text/javascript">var wp = {"label": "<p>Loading.</p>"};</script></head>
<body class="post-template-default single single-post postid-9">
<header id="masthead" class="site-header"><p class="site-title"><a href="/">$site</a></p>
<form role="search" class="search-form"><label><span>$search</span><input name="s" /></label></form>
<div class="main-navigation"><ul id="primary-menu">$menu_li</ul></div></header>
<div class="breadcrumbs">$breadcrumb_span</div>
<div id="content" class="site-content"><div id="primary" class="content-area">
<div id="post-9" class="post-9 post type-post status-publish hentry category-news">
$title
<div class="entry-meta"><span class="byline">$byline</span></div>
<div class="entry-content">
$body
<p>$shortcode</p>
<div class="sharedaddy sd-sharing-enabled"><div class="sd-content"><ul>$share_li</ul></div></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>$related_head</h3><ul>$related_li</ul></div>
</div><!-- .entry-content -->
<footer class="entry-footer"><span class="tags-links">$tags</span></footer>
</div>
<nav class="post-navigation">$neighbours_div</nav>
<div id="comments" class="comments-area"><h3 id="reply-title">$comments_head</h3>
<form id="commentform"><p class="comment-notes">$comments_rest</p><textarea></textarea></form></div>
</div>
<div id="secondary" class="widget-area"><div class="widget widget_recent"><h2>$sidebar_head</h2>
<ul>$sidebar_li</ul><div class="textwidget"><p>$sidebar_last</p></div></div></div>
</div>
<footer id="colophon" class="site-footer">$footer_p</footer>
<div id="cookie-law-info-bar" class="cli-bar"><span>$cookie_head</span> <a href="#">$cookie_rest</a>
</div></body></html>
""",
    ),
    "figures": Markup(
        title='<h1 class="wp-block-post-title">$text</h1>',
        heading='<h2 class="wp-block-heading">$text</h2>',
        paragraph='<p class="has-text-align-left">$text</p>',
        quote='<blockquote class="wp-block-quote is-layout-flow"><p>$text</p></blockquote>',
        code='<pre class="wp-block-code"><code>$text</code></pre>',
        figure='<figure class="wp-block-image size-large"><a href="/9.jpg">'
        '<img src="/9.jpg" alt=""></a><figcaption class="wp-element-caption"><em>$text</em>'
        "</figcaption></figure>",
        item="<li>$text</li>",
        items='<ul class="wp-block-list">\n$text\n</ul>',
        cell='<td class="has-text-align-center" data-align="center">$text</td>',
        row="<tr>$text</tr>",
        table='<figure class="wp-block-table is-style-stripes"><table class="has-fixed-layout">'
        '<tbody>\n$text\n</tbody></table><figcaption class="wp-element-caption">$caption'
        "</figcaption></figure>",
        page="""<!DOCTYPE html>
<html lang="$lang"><head><meta charset="UTF-8"><title>$headline | $site</title>
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "$headline", "datePublished": "$date", "author": {"@type": "Person", "name": "$author"}}
</script></head>
<body class="wp-singular single-post"><div class="wp-site-blocks">
<header class="wp-block-template-part"><nav class="wp-block-navigation"><ul>$menu_li</ul></nav>
<form role="search"><label>$search</label><input type="search"></form></header>
<main class="wp-block-group" id="wp--skip-link--target">
<nav aria-label="Breadcrumb"><ol>$breadcrumb_li</ol></nav>
<div class="wp-block-group alignwide has-global-padding is-layout-constrained">
$title
<div class="wp-block-group is-layout-flex"><div class="wp-block-post-author"><p
 class="wp-block-post-author__name">$byline_first</p></div><div class="wp-block-post-date">
<time datetime="${date}T17:11:00+07:00">$byline_rest</time></div></div>
<ul class="wp-block-social-links is-layout-flex">$share_li</ul>
</div>
<div class="entry-content wp-block-post-content is-layout-constrained">
$body
<p>$shortcode</p>
<div class="wp-block-post-terms">$tags</div>
</div>
<div class="wp-block-comments"><h2>$comments_head</h2><p>$comments_rest</p></div>
<div class="wp-block-group is-layout-flex">$neighbours_div</div>
<div class="wp-block-query alignwide"><h2 class="wp-block-heading">$related_head</h2>
<ul class="wp-block-post-template">$related_h3</ul></div>
</main>
<aside class="wp-block-group"><h2>$sidebar_head</h2><ul>$sidebar_li</ul><p>$sidebar_last</p></aside>
<footer class="wp-block-template-part">$footer_p</footer></div>
<div id="cmplz-cookiebanner-container"><div class="cmplz-cookiebanner" role="dialog">
<div class="cmplz-message">$cookie_head</div><button>$cookie_rest</button></div></div>
</body></html>
""",
    ),
    "tables": Markup(
        title='<P class="tieude"><FONT color="#003399" size=4><B>$text</B></FONT></P>',
        heading='<P class=MsoNormal align=justify><B><SPAN style="FONT-FAMILY: Arial">$text'
        "</SPAN></B></P>",
        paragraph='<P class=MsoNormal style="MARGIN: 6pt 0cm; TEXT-ALIGN: justify"><SPAN '
        'style="FONT-FAMILY: Arial">$text<o:p></o:p></SPAN>',
        quote="<BLOCKQUOTE><I>$text</I></BLOCKQUOTE>",
        code="<PRE>$text</PRE>",
        figure='<TABLE align=center border=0 width=400><TR><TD><IMG src="/Uploads/9.jpg"></TD></TR>'
        "<TR><TD align=center><FONT size=1><I>$text</I></FONT></TD></TR></TABLE>",
        item="<LI>$text",
        items="<UL>\n$text\n</UL>",
        cell='<TD style="BORDER: windowtext 1pt solid"><P class=MsoNormal align=center>$text</TD>',
        row="<TR>$text</TR>",
        table="<P class=MsoNormal align=center><B>$caption</B></P>\n"
        "<TABLE class=MsoTableGrid border=1 cellspacing=0><TBODY>\n$text\n</TBODY></TABLE>",
        page="""<HTML lang="$lang">
<HEAD><META http-equiv="Content-Type" content="text/html; charset=utf-8">
<TITLE>$headline - $site</TITLE></HEAD>
<BODY topmargin=0><FORM name="aspnetForm" action="Detail.aspx" method="post">
<TABLE width=980 align=center cellspacing=0>
<TR><TD colspan=3><IMG src="/banner.gif" alt=""></TD></TR>
<TR><TD colspan=3><TABLE width="100%"><TR>$menu_td</TR></TABLE></TD></TR>
<TR valign=top><TD width=180>
<TABLE width="100%"><TR><TD>$search<INPUT name="kw"></TD></TR></TABLE>
<TABLE width="100%"><TR><TD><B>$sidebar_head</B></TD></TR><TR><TD><UL>$sidebar_li</UL></TD></TR>
<TR><TD>$sidebar_last</TD></TR></TABLE></TD>
<TD width=600><TABLE width="100%">
<TR><TD>$breadcrumb_span</TD></TR>
<TR><TD>
$title
<P align=right><I>$byline</I></P>
<DIV class="noidung">
$body
<P align=right><B>$signature</B></P>
</DIV>
<P>$shortcode</P>
</TD></TR>
<TR><TD align=right>$share_span</TD></TR>
<TR><TD>$tags</TD></TR>
<TR><TD><P><B>$related_head</B><UL>$related_li</UL></TD></TR>
<TR><TD>$neighbours_div</TD></TR>
<TR><TD><B>$comments_head</B><P>$comments_rest</P></TD></TR>
</TABLE></TD></TR>
<TR><TD colspan=3 align=center>$footer_p</TD></TR>
</TABLE></FORM>
<DIV id="thongbao">$cookie_head <A href="#">$cookie_rest</A></DIV></BODY></HTML>
""",
    ),
    "soup": Markup(
        title='<h1 class="css-1q2w">$text</h1>',
        heading='<div class="css-8s1k"><b>$text</b></div>',
        paragraph='<div class="css-0p9x">$text</div>',
        quote='<div class="css-0p9x"><i>$text</i></div>',
        code='<div class="css-5z5z">$text</div>',
        figure='<div class="css-3m4n"><img src="/9.webp" loading="lazy"><div class="css-2b6v">$text'
        "</div></div>",
        item="- $text<br>",
        items='<div class="css-0p9x">\n$text\n</div>',
        cell="<td>$text</td>",
        row="<tr>$text</tr>",
        table='<div class="css-6t7y"><div class="css-2b6v">$caption</div><table>\n$text\n</table>'
        "</div>",
        page="""<!doctype html>
<html lang="$lang"><head><meta charset="utf-8"><title>$headline</title></head>
<body><div id="root"><div class="css-k1"><div class="css-k2">$cookie_head <span>$cookie_rest</span>
</div></div>
<div class="css-a1"><a href="/">$site</a><div class="css-a2">$menu_div</div>
<div class="css-a3"><input placeholder=""><span>$search</span></div></div>
<div class="css-b1"><div class="css-b2">$breadcrumb_div</div>
<div class="css-c1"><div class="css-c2">
$title
<div class="css-7u8i">$byline</div>
<div class="css-s1">$share_div</div>
<div class="css-body">
$body
</div>
<div class="css-sc">$shortcode</div>
<div class="css-tg">$tags</div>
<div class="css-s1">$share_div</div>
<div class="css-r1"><div class="css-r2">$related_head</div>$related_div</div>
<div class="css-n1">$neighbours_div</div>
<div class="css-m1"><div>$comments_head</div><div>$comments_rest</div></div>
</div>
<div class="css-d1"><div class="css-r2">$sidebar_head</div>$sidebar_div
<div>$sidebar_last</div></div>
</div></div>
<div class="css-z1">$footer_div</div></div></body></html>
""",
    ),
}


def rendered_pages() -> Iterator[Page]:
    """The texts of the corpus as pages of four sites."""
    for file, style, date in RENDERED:
        for lang in ("en", "vi"):
            text = (CORPUS / lang / file).read_text(encoding="utf-8")
            is_text = file.endswith(".txt")
            found = parts_of_text(text, lang) if is_text else parts_of_markdown(text)
            yield rendered(found, style, lang, date, Path(file).stem)


def rendered(found: list[Part], style: str, lang: str, date: str, name: str) -> Page:
    """The parts in a template."""
    markup, around = TEMPLATES[style], AROUND[lang]
    said = {
        "author": AUTHORS[lang],
        "figures": "/".join(reversed(date.split("-"))),
        "words": worded(date, lang, style),
    }
    byline, signature = (filled(text, **said) for text in BYLINES[style][lang])
    headline = next(text for part in found if part.kind == "title" for text in part.texts)
    first, _, rest = byline.partition(" | ")
    page = filled(
        markup.page,
        title=filled(markup.title, text=headline),
        body=markup.written(found),
        lang=lang,
        site=SITES[lang],
        date=date,
        author=AUTHORS[lang],
        byline=byline,
        byline_first=first,
        byline_rest=rest,
        signature=signature,
        headline=plain(headline),
        **placed(around),
    )
    gold = tuple(each for part in found for each in part.gold())
    named = "$author" in "".join(BYLINES[style][lang])
    bylines = [each for text in (byline, signature) if text for each in parts(text)]
    return Page(
        *(f"{lang}/{name}", style, page.encode(), gold, told(around, gold)),
        *(unsaid(bylines, gold), AUTHORS[lang] if named else "", date),
    )


def worded(date: str, lang: str, style: str) -> str:
    """The date as sites write it."""
    year, month, day = map(int, date.split("-"))
    if lang == "en":
        months = "January February March April May June July August September October November"
        name = [*months.split(), "December"][month - 1]
        return f"{name} {day}, {year}" if style == "classic" else f"{day} {name} {year}"
    words = "Một,Hai,Ba,Tư,Năm,Sáu,Bảy,Tám,Chín,Mười,Mười Một,Mười Hai"
    name = words.split(",")[month - 1]
    return f"Tháng {name} {day:02}, {year}"


def placed(around: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The furniture as the templates ask for it: whole, first, rest, last, in elements, linked."""
    found: dict[str, str] = {}
    for kind, texts in around.items():
        strings = [html.escape(text, quote=False) for text in texts]
        linked = [
            f'<a href="/{kind}/{number}">{string}</a>' for number, string in enumerate(strings)
        ]
        # Headings and notices are no links.
        middle = {"related": linked[1:], "sidebar": linked[1:-1], "footer": strings}
        found |= {kind: strings[0], f"{kind}_head": strings[0], f"{kind}_rest": strings[-1]}
        found[f"{kind}_last"] = strings[-1]
        for tag in ("li", "td", "div", "span", "p", "h3"):
            elements = (f"<{tag}>{each}</{tag}>" for each in middle.get(kind, linked))
            found[f"{kind}_{tag}"] = " ".join(elements)
    return found


# The extractors

Reader = Callable[[bytes], Article]
_READ = ("title", "heading", "paragraph", "list_item", "cell", "caption", "code")
_PARAGRAPHS = {"p", "div", "li", "td", "th", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6"} | {
    *("figure", "figcaption", "blockquote", "pre", "section", "article", "br", "caption", "ul"),
}


def readers(folder: Path) -> Iterator[tuple[str, Reader]]:
    """tmkit, and the others that are installed."""
    yield "tmkit", lambda raw: by_tmkit(raw, folder)
    makers = {
        "trafilatura": by_trafilatura,
        "resiliparse": by_resiliparse,
        "readability": by_readability,
        "justext": by_justext,
    }
    for name, maker in makers.items():
        try:
            yield from maker(name)
        except ImportError:
            print(f"{name}: not installed")  # noqa: T201 # its output


def by_tmkit(raw: bytes, folder: Path) -> Article:
    """What tmkit reads from a file."""
    path = folder / "page.html"
    path.write_bytes(raw)
    try:
        found = read(path, id="page", lang="vi")
    except FormatError:
        return Article("")
    text = "\n".join(block.text for block in found.blocks if block.kind in _READ)
    return Article(text, found.title, found.author, found.date)


def by_trafilatura(name: str) -> Iterator[tuple[str, Reader]]:
    """Three settings."""
    library = importlib.import_module(name)

    def reader(**settings: bool) -> Reader:
        def extract(raw: bytes) -> Article:
            found = library.bare_extraction(
                raw, with_metadata=True, include_comments=False, **settings
            )
            if found is None:
                return Article("")
            said = (found.text, found.title, found.author, found.date)
            text, title, author, date = (str(each or "") for each in said)
            return Article(text, title, author, date)

        return extract

    yield name, reader()
    yield f"{name}, recall", reader(favor_recall=True)
    yield f"{name}, fast", reader(fast=True)


def by_resiliparse(name: str) -> Iterator[tuple[str, Reader]]:
    """Its main content; without the texts of images, which no page shows."""
    library = importlib.import_module(f"{name}.extract.html2text")

    def extract(raw: bytes) -> Article:
        return Article(library.extract_plain_text(raw.decode(), main_content=True, alt_texts=False))

    yield name, extract


def by_readability(name: str) -> Iterator[tuple[str, Reader]]:
    """Its summary is HTML: the text of that, a line for each block element."""
    library = importlib.import_module(name)

    def extract(raw: bytes) -> Article:
        found = library.Document(raw.decode())
        root = lxml_html.document_fromstring(found.summary())
        lines: list[str] = []
        for event, element in etree.iterwalk(root, events=("start", "end")):
            is_block = element.tag in _PARAGRAPHS
            lines += ["\n"] if is_block else []
            text = element.text if event == "start" else element.tail
            lines.append(" ".join(f" {text or ''} ".split("\n")))
        return Article("".join(lines), found.short_title())

    yield name, extract


def by_justext(name: str) -> Iterator[tuple[str, Reader]]:
    """With the stop words of both languages."""
    library = importlib.import_module(name)
    words = library.get_stoplist("English") | library.get_stoplist("Vietnamese")

    def extract(raw: bytes) -> Article:
        found = library.justext(raw, words, encoding="utf-8")
        return Article("\n".join(each.text for each in found if not each.is_boilerplate))

    yield name, extract


# The figures


@dataclass(slots=True)
class Score:
    """What a reader did on all pages."""

    counts: Counter[str] = field(default_factory=Counter)
    leaks: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    details: list[str] = field(default_factory=list)


def measured(reader: Reader, pages: list[Page], runs: int) -> Score:
    """All pages through a reader."""
    score = Score()
    for page in pages:
        article = reader(page.raw)
        spent = []
        for _ in range(runs):
            began = time.process_time()
            reader(page.raw)
            spent.append(time.process_time() - began)
        score.seconds.append(statistics.median(spent))
        judge(score, page, article)
    return score


def judge(score: Score, page: Page, article: Article) -> None:
    """Count what a reader made of a page."""
    text = squeezed(article.text)
    lines = Counter(
        squeezed(re.sub(r"^\s*(?:[•*◦·-]|\d+\.)\s+", "", line))
        for line in re.split(r"\n|\t|\||\s{2,}", unicodedata.normalize("NFC", article.text))
    )
    counts, where = score.counts, f"{page.name} ({page.style})"
    for (kind, gold), wanted in Counter(page.gold).items():
        alone = kind == "item" and len(gold) < 40
        kept = min(lines[gold] if alone else text.count(gold), wanted)
        counts[f"{kind} kept"] += kept
        counts[f"{kind} all"] += wanted
        if kept < wanted:
            score.details.append(f"{where}: {kind} lost: {gold[:90]}")
    for kind, strings in page.furniture.items():
        leaked = [string for string in strings if has(text, string)]
        score.leaks[kind] += len(leaked)
        score.details += [f"{where}: {kind} leaked: {string[:70]}" for string in leaked]
    bylines = [part for part in page.byline if has(text, part)]
    counts["byline"] += bool(bylines)
    score.details += [f"{where}: byline in text: {part}" for part in bylines]
    counts["headline"] += squeezed(article.title) == dict(page.gold[:1])["title"]
    counts["author"] += bool(page.author) and squeezed(article.author) == page.author
    counts["author wrong"] += bool(article.author) and squeezed(article.author) != page.author
    counts["date"] += article.date == page.date
    counts["date wrong"] += article.date not in ("", page.date)
    if squeezed(article.author) != page.author or article.date != page.date:
        said = f"author {article.author!r} for {page.author!r}, date {article.date or '–'}"
        score.details.append(f"{where}: {said} for {page.date}")


def report(scores: Mapping[str, Score], pages: list[Page]) -> Iterator[str]:
    """The figures as two tables of Markdown."""
    head = ["reader", "headline in text", "as title", "body", "captions", "list items, cells"]
    head += ["bylines in text", "furniture leaks", "author right (wrong)", "date right (wrong)"]
    yield from (f"| {' | '.join([*head, 'ms per page', '× tmkit'])} |", "| --- " * 12 + "|")
    own = statistics.mean(scores["tmkit"].seconds)
    named = sum(bool(page.author) for page in pages)
    for name, score in scores.items():
        count, spent = score.counts, statistics.mean(score.seconds)
        cells = [name, f"{count['title kept']} / {count['title all']}"]
        cells += [f"{count['headline']} / {len(pages)}"]
        cells += [
            f"{count[f'{k} kept']} / {count[f'{k} all']}" for k in ("body", "caption", "item")
        ]
        cells += [f"{count['byline']} / {sum(bool(page.byline) for page in pages)}"]
        cells += [str(sum(score.leaks.values()))]
        cells += [f"{count['author']} / {named} ({count['author wrong']})"]
        cells += [f"{count['date']} / {len(pages)} ({count['date wrong']})"]
        yield f"| {' | '.join([*cells, f'{spent * 1000:.1f}', f'{spent / own:.2f}'])} |"
    kinds: Counter[str] = Counter()
    for page in pages:
        kinds.update({kind: len(strings) for kind, strings in page.furniture.items()})
    yield f"\n| leaks of | {' | '.join(f'{kind} ({n})' for kind, n in kinds.items())} |"
    yield "| --- " * (len(kinds) + 1) + "|"
    for name, score in scores.items():
        yield f"| {name} | {' | '.join(str(score.leaks[kind]) for kind in kinds)} |"


# Pages that no person wrote

_SENTENCE = "The instrument was verified and the laboratory issued a certificate for it. "
_MEGABYTE = 1 << 20
# name → what is repeated, up to the size asked for.
HOSTILE = {
    "nested 200 deep": "<div>" * 200 + _SENTENCE + "</div>" * 200,
    "nested without end": "<div>",
    "layout tables, 50 deep": "<table><tr><td>" * 50 + _SENTENCE + "</td></tr></table>" * 50,
    "unclosed p": f"<p>{_SENTENCE}",
    "unclosed p, a line each": f"<p>{_SENTENCE}\n",
    "unclosed p, b, i": f"<p><b><i>{_SENTENCE}",
    "unclosed cells": "<tr><td>a<td>b",
    "line breaks": "x<br>",
    "headlines": f"<h1>{_SENTENCE}</h1>",
    "one text": _SENTENCE,
}


def hostile_pages(megabytes: float) -> Iterator[tuple[str, str]]:
    """Names and pages."""
    for name, unit in HOSTILE.items():
        before = "<table>" if "cells" in name else "<p>"
        yield name, before + unit * math.ceil(megabytes * _MEGABYTE / len(unit))
    for count in (20_000, 1_000_000):
        attributes = " ".join(f'a{number}="v"' for number in range(count))
        yield f"{count} attributes", f"<p {attributes}>{_SENTENCE}</p>"


def hostile(megabytes: float, limit: float) -> Iterator[str]:
    """Time and memory of each page, in a process of its own that is ended at the limit."""
    yield from ("| page | MB | CPU s | peak MB | result |", "| --- " * 5 + "|")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        for name, body in hostile_pages(megabytes):
            end = "<p>The last words.</p></body></html>"
            path.write_text(f"<html><body><h1>Headline</h1>{body}{end}", encoding="utf-8")
            context = multiprocessing.get_context("spawn")
            queue: multiprocessing.Queue[str] = context.Queue()
            process = context.Process(target=timed, args=(path, queue))
            process.start()
            process.join(limit)
            if process.is_alive():
                process.kill()
                process.join()
            told = f"> {limit:.0f} | | stopped" if queue.empty() else queue.get()
            yield f"| {name} | {path.stat().st_size / _MEGABYTE:.0f} | {told} |"


def timed(path: Path, queue: multiprocessing.Queue[str]) -> None:
    """Read a page and say what it took."""
    began = time.process_time()
    try:
        found = read(path, id="page", lang="en")
        size = sum(len(block.text) for block in found.blocks)
        last = "kept" if found.blocks[-1].text == "The last words." else "LOST"
        told = f"{len(found.blocks)} blocks, {size} characters, last words {last}"
    except (FormatError, MemoryError, RecursionError) as error:
        told = f"{type(error).__name__}: {str(error).rpartition(': ')[2]}"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    queue.put(f"{time.process_time() - began:.1f} | {peak:.0f} | {told}")


def main() -> None:
    """Read the pages and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=5, help="of each page by each reader")
    parser.add_argument("--details", default="", metavar="READER")
    parser.add_argument("--pages", type=Path, metavar="FOLDER")
    parser.add_argument("--hostile", type=float, default=0.0, metavar="MB")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds for a hostile page")
    options = parser.parse_args()
    if options.hostile:
        for line in hostile(options.hostile, options.limit):
            print(line, flush=True)  # noqa: T201
        return
    pages = [*corpus_pages(), *rendered_pages()]
    if options.pages:
        options.pages.mkdir(parents=True, exist_ok=True)
        for page in pages:
            name = f"{page.name.replace('/', '-')}-{page.style}.html"
            (options.pages / name).write_bytes(page.raw)
    with tempfile.TemporaryDirectory() as folder:
        chosen = dict(readers(Path(folder)))
        scores = {name: measured(each, pages, options.runs) for name, each in chosen.items()}
    print(f"{len(pages)} pages\n", *report(scores, pages), sep="\n")  # noqa: T201
    if options.details:
        print("", *scores[options.details].details, sep="\n")  # noqa: T201


if __name__ == "__main__":
    main()
