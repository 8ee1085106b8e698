"""What stands in a text and is no language: code, placeholders, links, addresses, markup."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex

__all__ = ["Mark", "marks_of", "words_alone"]


class Mark(NamedTuple):
    """A piece of a text that is no language.

    kind: "code", "link", "address", "tag", "placeholder", "bold". key: what must be the same in a
    translation: of a link and of bold print only that it is there.
    """

    kind: str
    key: str
    span: tuple[int, int]


# Every rule asks for the texts of the same unit.
_REMEMBERED = 16
# The order decides: what stands inside code is nothing else, nor a placeholder in an address.
_MARKS = regex.compile(
    r"""
      (?P<code> (?<!`) (`+) (?!`) (?P<inside>[^\n]+?) (?<!`) \2 (?!`) )
    | (?P<link> \]\( [^()\s]* (?:\([^()\s]*\) [^()\s]*)* (?:\s+"[^"\n]*")? \) )
    | (?P<address> \b(?:https?|ftp)://[^\s<>"“”«»`|]+ | \bwww\.[^\s<>"“”«»`|]+
        | \b[\w.+%-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,} )
    | (?P<tag> </?[A-Za-z][\w:.-]*(?:\s[^<>]*)?/?> )
    | (?P<placeholder> \$?\{\{\s?[^{}\s]{1,80}\s?\}\} | [$\#]?\{[^{}\s]{1,80}\} | \$\w+\$
        | %\{\w+\} | %\(\w+\)[#0+-]*\d*(?:\.\d+)?[a-zA-Z]
        | (?<![\w%])%(?:\d+\$)?[0+-]?\d*(?:\.\d+)?(?:l{1,2}|h{1,2}|z)?[sdiufgxXc@](?![\p{L}\d])
        | (?<![\w%])%\d{1,2}(?!\d*[\d.,]*\s*%|[\p{L}\d]) | %[A-Z][A-Z0-9_]+% )
    | (?P<bold> \*\*(?=\S) [^*\n]+? (?<=\S)\*\* )
    """,
    flags=regex.VERBOSE,
)
_TRAILING = ".,;:!?)]}'…*_"
# The part of an address that names the language: each translation has its own.
_LOCALE = regex.compile(r"/[a-z]{2}(?:[-_][A-Za-z]{2,4})?(?=/|$)")
_NAME = regex.compile(r"</?[\w:.-]+")


@lru_cache(maxsize=_REMEMBERED)
def marks_of(text: str) -> tuple[Mark, ...]:
    """The marks of a text in their order. Bold print holds text, and that its own marks."""
    found: list[Mark] = []
    place = 0
    while match := _MARKS.search(text, place):
        kind = match.lastgroup or ""
        kind = "code" if kind == "inside" else kind
        start, end = match.span()
        if kind == "address":
            end = start + len(match.group().rstrip(_TRAILING))
        found.append(Mark(kind, _key(kind, text[start:end], match["inside"]), (start, end)))
        if kind == "bold":
            found += _marks_inside(text, start + 2, end - 2)
        place = max(end, start + 1)
    return tuple(found)


def _marks_inside(text: str, start: int, end: int) -> list[Mark]:
    """The marks of a part of a text, at their places in the whole."""
    return [
        mark._replace(span=(mark.span[0] + start, mark.span[1] + start))
        for mark in marks_of(text[start:end])
    ]


def _key(kind: str, text: str, inside: str | None) -> str:
    if kind == "code":
        return " ".join((inside or "").split())
    if kind == "tag":
        name = _NAME.match(text)
        return (name.group() if name else text) + ("/>" if text.endswith("/>") else ">")
    if kind == "address":
        return _LOCALE.sub("", text).casefold()
    return text if kind == "placeholder" else {"link": "[…](…)", "bold": "**…**"}[kind]


@lru_cache(maxsize=_REMEMBERED)
def words_alone(text: str) -> str:
    """The text with a sign in the place of each mark's letters, as long as it was.

    What is printed bold or linked stays.
    """
    letters = list(text)
    for mark in marks_of(text):
        if mark.kind != "bold":
            start = mark.span[0] + (mark.kind == "link")
            letters[start : mark.span[1]] = "\ufffc" * (mark.span[1] - start)
    return "".join(letters)
