"""Markdown (CommonMark with tables) and MDX: headings, paragraphs, list items, cells, captions.

Parsed by markdown-it-py: it gives the line of each block, which mistune does not. What is no text
is put aside first: front matter becomes metadata, components of MDX, heading anchors and comments
go, formulas become code.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import regex

from tmkit.errors import FormatError
from tmkit.ingest import html
from tmkit.ingest.dates import iso_date
from tmkit.ingest.furniture import Page
from tmkit.ingest.plain import decode
from tmkit.model import Block, BlockKind

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["read"]

_FRONT_MATTER = regex.compile(
    r"\A\ufeff?---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", regex.S | regex.M
)
_KEY = regex.compile(r"\s*(?:#.*\n\s*)*[\w.\"'-]+\s*:(?:\s|\Z)")
# Behind the marks of quotes and list items; an opening fence of backticks has none behind it.
_FENCE = regex.compile(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(?:(`{3,})(?!.*`)|(~{3,}))")
_FENCE_END = regex.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*")
# Braces in braces, to a depth no page needs: unlike recursion it ends soon on any text.
_BRACES = r"\{[^{}]*+\}"
for _ in range(4):
    _BRACES = rf"\{{(?:[^{{}}]++|{_BRACES})*+\}}"
# What is no text outside code: comments, control tags ({% if %}, {{< note >}}), and a component's
# own tags, <Tip>, </Tip>, <Banner chapter={1} items={[{a: "b"}]} />. No part may hold its own
# beginning: an unclosed one would otherwise be looked through again and again.
_ASIDE = regex.compile(
    r"(?P<code>(?<![`\\])(`++)(?:(?!\n[ \t]*\n).){1,2000}?(?<!`)\2(?!`))"
    r"|\{/\*(?:(?!\{/\*).)*?\*/\}|<!--(?:(?!<!--).)*?-->"
    r"|\{%[^\n{}]*%\}|\{\{[<%][^\n{}]*[>%]\}\}|^[ \t]*\{[#:/@]\w[^\n{}]*\}[ \t]*$"
    r"|</?(?:[A-Z][\w.]*|[a-z][\w-]*(?=\s[^<>]*=\{))"
    rf"(?:\s+(?:[A-Za-z_][\w:.-]*(?:\s*=\s*(?:{_BRACES}|\"[^\"]*\"|'[^']*'))?|{_BRACES}))*+\s*/?>",
    regex.S | regex.M,
)
# Lines of a JavaScript module; "import … from …" also stands in sentences, but not with quotes.
_MODULE = regex.compile(
    r"^(?:import\s(?:[^\n\"'{}]*(?:\{[^{}\"']*\}[^\n\"'{}]*)?\sfrom\s+)?"
    r"[\"'][^\n\"']+[\"'];?[ \t]*$"
    r"|export\s+(?:default|const|let|var|function|class)\s[^\n]*[={(;].*(?:\n.*\S.*)*$)",
    regex.M,
)
_FORMULA = regex.compile(r"\$\$(?:(?!\$\$).)*\$\$", regex.S)
_FORMULA_LINES = regex.compile(
    r"^([ \t>]*)\$\$[ \t]*\n((?:(?!\$\$|\n[ \t]*\n).)*)\n[ \t>]*\$\$[ \t]*$", regex.S | regex.M
)
# Anchors behind a heading: [[title]] or {#title}.
_ANCHOR = regex.compile(r"(?:\[\[[\w-]+\]\]|\{:?\s*[#.][^{}]*\})$")
# :::note Title, :::image source="a.png" alt-text="…":::, and the end of either.
_CONTAINER = regex.compile(r"^([ \t>]*):{3,}([^\n]*)$", regex.M)
_CONTAINER_TITLE = regex.compile(r"[\w-]+(?:\[([^=]+)\]|[ \t]+([^={}]+))")
# CommonMark takes a note of one word for the address of a link, and loses it.
_FOOTNOTE = regex.compile(r"^( {0,3})\[\^(?=[^\]\n]+\]:)", regex.M)
# > [!NOTE], [!INCLUDE [name](file)]: directives of documentation systems.
_DIRECTIVE = regex.compile(r"\A\[!\w+(?:\s.*?\]?)?\]\s*")
# Lists of ten levels have twenty; the parser drops the rest without a word.
_DEEPEST = 100
_BR = regex.compile(r"<br\s*/?>", regex.I)
_SECTION: dict[str, BlockKind] = {
    "heading_open": "heading",
    "list_item_open": "list_item",
    "th_open": "cell",
    "td_open": "cell",
}


def read(raw: bytes, path: str) -> Page:
    """The blocks of a Markdown text with the lines where they begin, and its front matter.

    Raises FormatError for bytes that are not text and for quotes and lists nested deeper than any
    page's; front matter that is no YAML is left alone.
    """
    from markdown_it import MarkdownIt

    text = decode(raw, path).replace("\r\n", "\n").replace("\r", "\n")
    metadata, text = _front_matter(text)
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    blocks = list(_blocks(parser.parse(_without_asides(text)), path))
    if metadata.get("title") and not any(block.kind == "title" for block in blocks):
        blocks.insert(0, Block("title", metadata["title"], 1))
    return Page(blocks, metadata)


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """Its texts by key, and the document with blank lines in its place: places stay right.

    Lines between rules that hold no keys are text.
    """
    import yaml

    found = _FRONT_MATTER.match(text)
    if not found or (found[1].strip() and not _KEY.match(found[1])):
        return {}, text
    rest = "\n" * found.group().count("\n") + text[found.end() :]
    try:
        # Every value as the text that stands there: no dates, no "no" that becomes false.
        table = yaml.load(found[1], Loader=yaml.BaseLoader)  # noqa: S506 # builds nothing but text
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        # The last three: an impossible \U escape, and more brackets than Python can nest.
        return {}, rest
    if not isinstance(table, dict):
        return {}, rest
    said = {str(key): value for key, value in table.items() if isinstance(value, str)}
    date = iso_date(said.pop("date", ""))
    return said | ({"date": date} if date else {}), rest


def _without_asides(text: str) -> str:
    """The text without what is none, fenced code apart; as many lines."""
    pieces: list[str] = []
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        opening, end = _FENCE.match(line), _FENCE_END.fullmatch(line)
        if fence and end and end[1].startswith(fence):
            pieces.append("\n".join([*lines, line]))
            lines, fence = [], ""
        elif opening and not fence:
            if lines:
                pieces.append(_stripped("\n".join(lines)))
            lines, fence = [line], opening[1] or opening[2]
        else:
            lines.append(line)
    rest = "\n".join(lines)
    return "\n".join([*pieces, rest if fence else _stripped(rest)])


def _stripped(text: str) -> str:
    text = _ASIDE.sub(lambda found: found.group() if found["code"] else _as_blank(found), text)
    text = _FORMULA_LINES.sub(r"\1```math\n\2\n\1```", text)
    text = _CONTAINER.sub(_contained, _MODULE.sub(_as_blank, text))
    return _FOOTNOTE.sub(r"\1\\[^", text)


def _as_blank(found: regex.Match[str]) -> str:
    return "\n" * found.group().count("\n")


def _contained(found: regex.Match[str]) -> str:
    """The text in a directive's own line, as Markdown: an image's description, a title."""
    said = found[2].strip(" \t:")
    alternative = regex.search(r"alt-text=\"([^\"]+)\"", said)
    if alternative:
        return f"{found[1]}![{regex.escape(alternative[1], literal_spaces=True)}](image)"
    title = _CONTAINER_TITLE.fullmatch(said)
    return found[1] + (f"###### {title[1] or title[2]}" if title else "")


def _blocks(tokens: list[Token], path: str) -> Iterator[Block]:
    section: list[str] = []
    for token in tokens:
        place = token.map[0] + 1 if token.map else 0
        if token.nesting == 1:
            section.append(token.type + ("1" if token.tag == "h1" else ""))
            if len(section) >= _DEEPEST:
                raise FormatError("TD109", path, place)
        elif token.nesting == -1:
            section.pop()
        elif token.type == "inline" and _FORMULA.fullmatch(token.content.strip()):
            yield Block("code", token.content.strip().strip("$").strip(), place)
        elif token.type == "inline":
            yield from _inline(token.children or [], _kind_of(section), place)
        elif token.type in ("fence", "code_block"):
            yield Block("code", token.content.strip(), place)
        elif token.type == "html_block":
            yield from html.fragment(token.content, path, place)


def _kind_of(section: list[str]) -> BlockKind:
    if "heading_open1" in section:
        return "title"
    return next((_SECTION[name] for name in reversed(section) if name in _SECTION), "paragraph")


def _inline(children: list[Token], kind: BlockKind, place: int) -> Iterator[Block]:
    """The text of a block, and the alternative texts of its images as captions."""
    text = _DIRECTIVE.sub("", _text_of(children).strip())
    if kind in ("title", "heading"):
        text = _ANCHOR.sub("", text)
    if text.strip():
        yield Block(kind, text.strip(), place)
    for child in children:
        caption = _text_of(child.children or []) if child.type == "image" else ""
        if caption.strip():
            yield Block("caption", caption.strip(), place)


def _text_of(children: list[Token]) -> str:
    parts: list[str] = []
    for child in children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak" or (
            child.type == "html_inline" and _BR.match(child.content)
        ):
            parts.append("\n")
    return "".join(parts)
