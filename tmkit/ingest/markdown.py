"""Markdown (CommonMark with tables) and MDX: headings, paragraphs, list items, cells, captions.

Parsed by markdown-it-py: it gives the line of each block, which mistune does not. What is no text
is put aside first: front matter becomes metadata, components of MDX, heading anchors and comments
go, formulas become code.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import regex

from tmkit.ingest import html
from tmkit.ingest.furniture import Page
from tmkit.ingest.plain import decode
from tmkit.model import Block, BlockKind

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["read"]

_FRONT_MATTER = regex.compile(
    r"\A\ufeff?---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", regex.S | regex.M
)
_FENCE = regex.compile(r"^ {0,3}(?:>\s?)*(`{3,}|~{3,})")
# <Tip>, </Tip>, <Banner chapter={1} items={[{a: "b"}]} />: a component's own tags; its text stays.
_COMPONENT = regex.compile(
    r"</?[A-Z][\w.]*(?:[^<>{}\"']|(\{(?:[^{}]|(?1))*\})|\"[^\"]*\"|'[^']*')*>"
)
_COMMENT = regex.compile(r"\{/\*.*?\*/\}|<!--.*?-->", regex.S)
# Anchors behind a heading: [[title]] or {#title}.
_ANCHOR = regex.compile(r"^( {0,3}#{1,6} .*?)[ \t]*(?:\[\[[\w-]+\]\]|\{#[\w-]+\})[ \t]*$", regex.M)
_MODULE_LINE = regex.compile(r"^(?:import\s.+\sfrom\s.+|export\s.+);?[ \t]*$", regex.M)
_FORMULA = regex.compile(r"^[ \t]*\$\$(.*?)\$\$[ \t]*$", regex.S | regex.M)
# > [!NOTE], [!INCLUDE [name](file)]: directives of documentation systems.
_DIRECTIVE = regex.compile(r"\A\[!\w+(?:\s.*?\]?)?\]\s*")
_BR = regex.compile(r"<br\s*/?>", regex.I)
_SECTION: dict[str, BlockKind] = {
    "heading_open": "heading",
    "list_item_open": "list_item",
    "th_open": "cell",
    "td_open": "cell",
}


def read(raw: bytes, path: str) -> Page:
    """The blocks of a Markdown text with the lines where they begin, and its front matter.

    Raises FormatError for bytes that are not text; front matter that is no YAML is left alone.
    """
    from markdown_it import MarkdownIt

    text = decode(raw, path).replace("\r\n", "\n")
    metadata, text = _front_matter(text)
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    blocks = list(_blocks(parser.parse(_without_furniture(text))))
    if metadata.get("title") and not any(block.kind == "title" for block in blocks):
        blocks.insert(0, Block("title", metadata["title"], 1))
    return Page(blocks, metadata)


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """Its texts by key, and the document with blank lines in its place: places stay right."""
    import yaml

    found = _FRONT_MATTER.match(text)
    if not found:
        return {}, text
    rest = "\n" * found.group().count("\n") + text[found.end() :]
    try:
        # Every value as the text that stands there: no dates, no "no" that becomes false.
        table = yaml.load(found[1], Loader=yaml.BaseLoader)  # noqa: S506 # builds nothing but text
    except yaml.YAMLError:
        return {}, rest
    if not isinstance(table, dict):
        return {}, rest
    return {str(key): value for key, value in table.items() if isinstance(value, str)}, rest


def _without_furniture(text: str) -> str:
    """The text outside fenced code without components, anchors and comments; as many lines."""
    pieces: list[str] = []
    lines: list[str] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        mark = _FENCE.match(line)
        if mark and not fence:
            pieces.append(_stripped("".join(lines)))
            lines, fence = [line], mark[1]
        elif mark and mark[1].startswith(fence):
            pieces.append("".join([*lines, line]))
            lines, fence = [], ""
        else:
            lines.append(line)
    rest = "".join(lines)
    return "".join([*pieces, rest if fence else _stripped(rest)])


def _stripped(text: str) -> str:
    text = _COMMENT.sub(_as_blank, text)
    text = _FORMULA.sub(lambda found: f"```math\n{found[1].strip()}\n```", text)
    text = _COMPONENT.sub(_as_blank, text)
    return _ANCHOR.sub(r"\1", _MODULE_LINE.sub("", text))


def _as_blank(found: regex.Match[str]) -> str:
    return "\n" * found.group().count("\n")


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    section: list[str] = []
    for token in tokens:
        place = token.map[0] + 1 if token.map else 0
        if token.nesting == 1:
            section.append(token.type + ("1" if token.tag == "h1" else ""))
        elif token.nesting == -1:
            section.pop()
        elif token.type == "inline":
            yield from _inline(token.children or [], _kind_of(section), place)
        elif token.type in ("fence", "code_block"):
            yield Block("code", token.content.strip(), place)
        elif token.type == "html_block":
            fragment = html.fragment(token.content)
            yield from (Block(block.kind, block.text, place) for block in fragment)


def _kind_of(section: list[str]) -> BlockKind:
    if "heading_open1" in section:
        return "title"
    return next((_SECTION[name] for name in reversed(section) if name in _SECTION), "paragraph")


def _inline(children: list[Token], kind: BlockKind, place: int) -> Iterator[Block]:
    """The text of a block, and the alternative texts of its images as captions."""
    captions: list[str] = []
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
        elif child.type == "image" and child.content:
            captions.append(child.content)
    text = _DIRECTIVE.sub("", "".join(parts).strip())
    if text.strip():
        yield Block(kind, text.strip(), place)
    yield from (Block("caption", caption, place) for caption in captions)
