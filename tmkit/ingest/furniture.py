"""What stands around the text of a page: bylines, share lines, shortcodes, related news.

The same for web pages and for texts copied from them, in English and Vietnamese. Nothing is thrown
away: a byline becomes metadata and keeps its block, the rest becomes a block of its kind, which is
not segmented.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace

import regex

from tmkit.ingest.dates import is_date, iso_date
from tmkit.model import Block, BlockKind

__all__ = ["Page", "furnished"]


@dataclass(slots=True)
class Page:
    """What a reader gives: blocks in reading order, and metadata by the names of Document."""

    blocks: list[Block]
    metadata: dict[str, str] = field(default_factory=dict)


_AUTHOR = (
    r"(?:Post(?:ed)?\s+by|Written\s+by|Author|Người\s+(?:viết|đăng)|Tác\s+giả"
    r"|(?:Tin|Bài),?\s+(?:và\s+)?ảnh|Bài)"
)
_DATE = (
    r"(?:Post(?:ed)?\s+(?:date|on)|Published(?:\s+on)?|(?:Last\s+)?updated(?:\s+on)?"
    r"|Ngày\s+(?:viết|đăng|cập\s+nhật)|Đăng\s+(?:ngày|lúc)|Cập\s+nhật(?:\s+(?:lần\s+cuối|lúc|ngày))?)"
)
_VIEWS = r"(?:View\s+count|Views|Lượt\s+(?:xem|đọc)|Số\s+lượt\s+xem)"
_SOURCE = r"(?:Source|Nguồn(?:\s+tin)?|Theo)"
# Only the words in either case: capitals tell a name from a sentence.
_LABEL = regex.compile(
    rf"(?:(?P<author>(?i:{_AUTHOR}))|(?P<date>(?i:{_DATE}))|(?P<views>(?i:{_VIEWS}))"
    rf"|(?P<source>(?i:{_SOURCE}))|(?P<by>(?i:By))|(?P<on>(?i:Date)))\s*:\s*"
    rf"|(?P<date>(?i:{_DATE}))\s+(?=[\p{{Lu}}\d])"
    r"|(?P<by>(?i:(?:(?:Post(?:ed)?|Written)\s+)?by))\s+(?=\p{Lu})"
)
_PARTS = regex.compile(
    r"\s+[-–—|•·]\s+|\s*[|\n]\s*|(?<!(?i:post|posted|published|updated))\s+on\s+(?=(?:\p{L}+,?\s+)*\d)|(?<=\d)\s+(?=by\s+\p{Lu})"
)
# A byline is short; a sentence may also begin with "By" or "Theo".
_LONGEST_BYLINE = 160
# A byline of one part stands under the headline or at the end; elsewhere the same words are text.
_HEAD, _TAIL = 6, 4
_CLOCK = regex.compile(r"[\d:h.\s]+")
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
_PIECE = r"(?:this\s+)?(?:article|page|post|news|story|version)"
_SHARE = regex.compile(
    rf"(?:(?:share(?:\s+{_PIECE}|\s+this)?(?:\s+(?:on|via))?|like|tweet|print(?:\s+{_PIECE})?"
    r"|chia\s+sẻ(?:\s+(?:bài(?:\s+viết)?|tin))?(?:\s+(?:trên|qua|lên))?|thích|bản\s+in"
    r"|in\s+(?:trang|bài)(?:\s+viết)?(?:\s+này)?"
    r"|(?:send\s+(?:by|via)\s+)?e-?mail|gửi\s+(?:qua\s+)?(?:e-?mail|bài(?:\s+viết)?)"
    r"|facebook|twitter|zalo|linkedin|telegram|pinterest|copy\s+link|sao\s+chép\s+liên\s+kết)"
    r"[\s|,·•:/-]*)+",
    flags=regex.IGNORECASE,
)
_TAGS = regex.compile(r"(?:tags?|keywords?|từ\s+kho[áa]|từ\s+khóa)\s*:.{1,150}", regex.IGNORECASE)
_PICTURE = r"(?i:Ảnh|Photo|Nguồn\s+ảnh|Image|Hình)"
_CREDIT = regex.compile(
    rf"(?:^|[.!?…–-]\s+|[(\[]\s*){_PICTURE}\s*:\s*\p{{Lu}}|[(\[]\s*{_PICTURE}\s+\p{{Lu}}"
)
_NAME = r"\p{Lu}[\p{L}.’'-]*(?:\s\p{Lu}[\p{L}.’'-]*){1,4}"
_NAMES = regex.compile(rf"{_NAME}(?:\s*(?:,|&|and|và)\s+{_NAME})*|\p{{Lu}}[\p{{Lu}}.]*")
_DATED_NAME = regex.compile(rf"({_NAME}),\s+(.+)")
# "Bộ Khoa học và Công nghệ", "vietq.vn": a source, but no sentence.
_BODY = regex.compile(r"(?:\p{Lu}[^.!?:;,]{0,60}|[\w-]+(?:\.[\w-]+)+)")
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
    count = len(page.blocks)
    for number, block in enumerate(page.blocks):
        kind: BlockKind = block.kind
        if block.kind in _TEXT:
            # As people write it: labels are compared letter by letter.
            text = unicodedata.normalize("NFC", block.text).strip()
            related = related or (number * 2 >= count and _RELATED.fullmatch(text) is not None)
            at_head, at_tail = number < _HEAD, number >= count - _TAIL
            fields = {} if related else _byline(text, at_head=at_head, at_tail=at_tail)
            kind = _kind_of(kind, text, byline=bool(fields), related=related)
            metadata |= {key: value for key, value in fields.items() if key not in metadata}
        blocks.append(replace(block, kind=kind))
    if any(block.kind in ("byline", "boilerplate") for block in blocks):
        _sign(blocks, metadata)
    return Page(blocks, metadata | page.metadata)


def _kind_of(kind: BlockKind, text: str, *, byline: bool, related: bool) -> BlockKind:
    if related or any(each.fullmatch(text) for each in (_SHORTCODE, _SHARE, _TAGS)):
        return "boilerplate"
    if byline:
        return "byline"
    return "caption" if len(text) <= _CAPTION_LENGTH and _CREDIT.search(text) else kind


def _byline(text: str, *, at_head: bool, at_tail: bool) -> dict[str, str]:
    """What a byline says; empty for a text that is none."""
    if len(text) > _LONGEST_BYLINE:
        return {}
    fields: dict[str, str] = {}
    free: list[str] = []
    for part in _PARTS.split(text):
        label = _LABEL.match(part)
        if not label:
            free.append(part)
            continue
        name = next(key for key, value in label.groupdict().items() if value)
        fields.setdefault(name, part[label.end() :].strip())
    if not fields and at_head and len(free) < 4:
        fields = _unlabelled(free)
    # A part that is neither labelled, nor a date, nor a clock time belongs to a sentence.
    if any(not is_date(part) and not _CLOCK.fullmatch(part) for part in free):
        return {}
    _take_date(fields, free)
    # A date beside it is as good as a place.
    places = {"at_head": at_head or bool(free), "at_tail": at_tail}
    if not fields or (len(fields) == 1 and not _is_alone(fields, free, **places)):
        return {}
    dates = [fields.pop("date", ""), fields.pop("on", ""), *free]
    if "by" in fields:
        fields["author"] = fields.pop("by")
    if "views" in fields:
        fields["views"] = regex.sub(r"\D", "", fields["views"])
    date = next(filter(None, map(iso_date, dates)), "")
    return fields | ({"date": date} if date else {})


def _unlabelled(parts: list[str]) -> dict[str, str]:
    """A line under the headline that is a date, or a name and a date; takes its parts."""
    dates = [part for part in parts if is_date(part)]
    names = [part for part in parts if _NAMES.fullmatch(part)]
    if len(dates) != 1 or len(names) > 1:
        return {}
    for part in (*dates, *names):
        parts.remove(part)
    return {"date": dates[0]} | ({"author": names[0]} if names else {})


def _take_date(fields: dict[str, str], free: list[str]) -> None:
    """Move the date behind a name, "By Lan Anh, 5 March 2024", to the free parts."""
    for name in ("by", "author"):
        found = _DATED_NAME.fullmatch(fields.get(name, ""))
        if found and is_date(found[2]):
            fields[name] = found[1]
            free.append(found[2])


def _is_alone(fields: dict[str, str], free: list[str], *, at_head: bool, at_tail: bool) -> bool:
    """Whether one field is enough: it says what its label asks for, and no sentence."""
    ((name, value),) = fields.items()
    if name == "views":
        return regex.fullmatch(r"\d[\d.,]*", value) is not None
    if name == "date":
        return is_date(" ".join([value, *free]))
    if name == "source":
        return (at_head or at_tail) and _BODY.fullmatch(value) is not None
    # A contract ends with "By: …" and "Date: …".
    at_place = at_head or (at_tail and name == "author")
    return at_place and _NAMES.fullmatch(value) is not None


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
