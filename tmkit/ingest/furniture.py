"""What stands around the text of a page: bylines, share lines, shortcodes, related news.

The same for web pages and for texts copied from them, in English and Vietnamese. Nothing is thrown
away: a byline becomes metadata and keeps its block, the rest becomes a block of its kind, which is
not segmented.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import regex

from tmkit.ingest.dates import iso_date
from tmkit.model import Block, BlockKind

__all__ = ["Page", "furnished"]


@dataclass(slots=True)
class Page:
    """What a reader gives: blocks in reading order, and metadata by the names of Document."""

    blocks: list[Block]
    metadata: dict[str, str] = field(default_factory=dict)


_AUTHOR = (
    r"(?:Post(?:ed)?\s+by|Written\s+by|Author|By|Người\s+(?:viết|đăng)|Tác\s+giả"
    r"|Bài(?:\s+và\s+ảnh)?)"
)
_DATE = (
    r"(?:Post(?:ed)?\s+(?:date|on)|Published(?:\s+on)?|(?:Last\s+)?updated|Date"
    r"|Ngày\s+(?:viết|đăng|cập\s+nhật)|Đăng\s+(?:ngày|lúc)|Cập\s+nhật(?:\s+(?:lần\s+cuối|lúc|ngày))?)"
)
_VIEWS = r"(?:View\s+count|Views|Lượt\s+(?:xem|đọc)|Số\s+lượt\s+xem)"
_SOURCE = r"(?:Source|Nguồn(?:\s+tin)?|Theo)"
_LABEL = regex.compile(
    rf"(?:(?P<author>{_AUTHOR})|(?P<date>{_DATE})|(?P<views>{_VIEWS})|(?P<source>{_SOURCE}))"
    rf"\s*:\s*|(?P<on>{_DATE})\s+(?=[\p{{Lu}}\d])|(?P<by>By)\s+(?=\p{{Lu}})",
    flags=regex.IGNORECASE,
)
_PARTS = regex.compile(r"\s+[-–—|•·]\s+|\s*\|\s*")
# A byline is short; a sentence may also begin with "By" or "Theo".
_LONGEST_BYLINE = 160
_SHORTCODE = regex.compile(
    r"\[/?[a-z][a-z0-9_-]*(?:\s+[\w-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\]\"']+))+\s*/?\]"
    r"|\[/?[a-z]+(?:_[a-z0-9]+)+\s*/?\]"
)
_RELATED = regex.compile(
    r"(?:related\s+(?:news|articles|posts|stories|links)|other\s+news|read\s+more|see\s+more"
    r"|(?:các\s+)?(?:tin|bài)(?:\s+(?:tức|viết|bài))?\s+(?:liên\s+quan|khác|cùng\s+chuyên\s+mục)|xem\s+thêm"
    r"|tin\s+đọc\s+nhiều|most\s+read)\s*:?",
    flags=regex.IGNORECASE,
)
_SHARE = regex.compile(
    r"(?:(?:share(?:\s+(?:on|via|this))?|chia\s+sẻ(?:\s+(?:trên|qua|lên))?|like|thích|tweet"
    r"|print(?:\s+(?:this\s+page|version))?|in\s+(?:trang|bài)(?:\s+(?:này|viết))?|bản\s+in"
    r"|(?:send\s+(?:by|via)\s+)?e-?mail|gửi\s+(?:qua\s+)?(?:e-?mail|bài(?:\s+viết)?)"
    r"|facebook|twitter|zalo|linkedin|telegram|pinterest|copy\s+link|sao\s+chép\s+liên\s+kết)"
    r"[\s|,·•:/-]*)+",
    flags=regex.IGNORECASE,
)
_CREDIT = regex.compile(
    r"[(\[]?\s*(?:Ảnh|Photo|Nguồn\s+ảnh|Image|Hình)\s*:?\s+\p{Lu}", regex.IGNORECASE
)
_NAME = r"\p{Lu}[\p{L}.’'-]*(?:\s\p{Lu}[\p{L}.’'-]*){1,4}"
# "Ngọc Minh – Vụ Hợp tác quốc tế", "Bảo Anh": who signed, on the last line of a page.
_SIGNATURE = regex.compile(rf"(?P<author>{_NAME})(?:\s*[–—-]\s*\p{{Lu}}[^.!?]*)?")
_CAPTION_LENGTH = 200
_TEXT: tuple[BlockKind, ...] = ("paragraph", "heading", "list_item", "caption", "cell")


def furnished(page: Page) -> Page:
    """The page with its furniture typed, and what the bylines say among the metadata.

    author: a name; date: YYYY-MM-DD; source: as it stands; views: digits. What the page says of
    itself elsewhere (front matter, meta elements) is kept before it.
    """
    metadata: dict[str, str] = {}
    blocks: list[Block] = []
    related = False
    for block in page.blocks:
        kind: BlockKind = block.kind
        if block.kind in _TEXT:
            related = related or _is_related(block, page)
            fields = {} if related else _byline(block.text)
            kind = _kind_of(block, byline=bool(fields), related=related)
            metadata |= {key: value for key, value in fields.items() if key not in metadata}
        blocks.append(replace(block, kind=kind))
    if any(block.kind in ("byline", "boilerplate") for block in blocks):
        _sign(blocks, metadata)
    return Page(blocks, metadata | page.metadata)


def _kind_of(block: Block, *, byline: bool, related: bool) -> BlockKind:
    text = block.text.strip()
    if related or _SHORTCODE.fullmatch(text) or _SHARE.fullmatch(text):
        return "boilerplate"
    if byline:
        return "byline"
    if block.kind == "caption" or (len(text) <= _CAPTION_LENGTH and _CREDIT.search(text)):
        return "caption"
    return block.kind


def _is_related(block: Block, page: Page) -> bool:
    """Whether the block heads the links to other pages: it says so, in the page's second half."""
    behind = page.blocks.index(block) * 2 >= len(page.blocks)
    return behind and _RELATED.fullmatch(block.text.strip()) is not None


def _byline(text: str) -> dict[str, str]:
    """What a byline says; empty for a text that is none."""
    if len(text) > _LONGEST_BYLINE or "\n" in text.strip():
        return {}
    fields: dict[str, str] = {}
    free: list[str] = []
    for part in _PARTS.split(text.strip()):
        label = _LABEL.match(part)
        if not label:
            free.append(part)
            continue
        name = next(key for key, value in label.groupdict().items() if value)
        name = {"by": "author", "on": "date"}.get(name, name)
        fields.setdefault(name, part[label.end() :].strip())
    if not fields or (len(fields) == 1 and not _is_alone(fields, free)):
        return {}
    dates = [fields.pop("date", ""), *free]
    date = next(filter(None, map(iso_date, dates)), "")
    # A part that is neither labelled, nor a date, nor a clock time belongs to a sentence.
    if any(not iso_date(part) and not regex.fullmatch(r"[\d:h.\s]+", part) for part in free):
        return {}
    if date:
        fields["date"] = date
    return fields


def _is_alone(fields: dict[str, str], free: list[str]) -> bool:
    """Whether one field is enough: a name and no sentence, or a number of views."""
    ((name, value),) = fields.items()
    if name == "views":
        return value.replace(".", "").isdigit()
    if name == "date":
        return bool(iso_date(value))
    return regex.fullmatch(_NAME, value) is not None and len(free) <= 1


def _sign(blocks: list[Block], metadata: dict[str, str]) -> None:
    """Type the signature, the last line of the text of a page, as a byline."""
    for number in range(len(blocks) - 1, 0, -1):
        if blocks[number].kind in ("boilerplate", "byline", "code"):
            continue
        found = _SIGNATURE.fullmatch(blocks[number].text.strip())
        if found and blocks[number].kind in ("paragraph", "heading"):
            blocks[number] = replace(blocks[number], kind="byline")
            metadata.setdefault("author", found["author"])
        return
