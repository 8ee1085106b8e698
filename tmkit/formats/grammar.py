"""Grammars of XML formats: which elements stand where, with which attributes.

A table has a row for each element, its columns parted by "::": name; what it holds; attributes.
What it holds reads as in a DTD without commas, `(note|prop)* tuv+`; "#" before it allows text.
After "&" stand names that come but once, wherever; one with "!" may not lack, one with "+!" may
come again.
An attribute is `name`, `name!` where it is required, `name=a|b` with its values, "…" for any other;
of its values `@id`, `@idref`, `@number`, `@uri` and `@code` are kinds.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import regex

__all__ = ["ID", "IDREF", "Grammar", "Rule", "grammar_of"]

ID, IDREF = "@id", "@idref"
_KINDS = {
    ID: r"[\p{L}_][\p{L}\p{M}\p{N}._·:-]*",
    IDREF: r"[\p{L}_][\p{L}\p{M}\p{N}._·:-]*",
    "@number": r"\d+",
    "@uri": r"https?://.+",
    "@code": r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*",
}
_NAME = regex.compile(r"[\w.:-]+")


class Rule(NamedTuple):
    """What an element may be.

    content: of the names of what it holds, each with a comma after it; names: those it may hold;
    once: those that come but once; needed: those that may not lack.
    attributes: by name the pattern of the value, None for any; kinds: of those that are ids or lead
    to one; is_open: whether it may have others.
    """

    content: regex.Pattern[str]
    names: frozenset[str]
    has_text: bool
    attributes: Mapping[str, regex.Pattern[str] | None]
    required: tuple[str, ...]
    kinds: Mapping[str, str]
    is_open: bool
    once: frozenset[str]
    needed: frozenset[str]

    def may_follow(self, before: str, name: str) -> bool:
        """Whether an element may stand after others, given as "name,name,"."""
        if name not in self.names or (name in self.once and name in before.split(",")):
            return False
        return _is_possible(self.content, f"{before}{name},")

    def is_complete(self, before: str) -> bool:
        """Whether nothing lacks."""
        return _is_whole(self.content, before) and self.needed <= {*before.split(",")}

    def wanted(self, before: str) -> list[str]:
        """What may come next, in alphabetical order."""
        lacking = self.needed - {*before.split(",")} or self.names
        return sorted(name for name in lacking if self.may_follow(before, name))


Grammar = Mapping[str, Rule]


@lru_cache(maxsize=4096)
def _is_possible(content: regex.Pattern[str], names: str) -> bool:
    return content.fullmatch(names, partial=True) is not None


@lru_cache(maxsize=4096)
def _is_whole(content: regex.Pattern[str], names: str) -> bool:
    return content.fullmatch(names) is not None


def grammar_of(table: str) -> Grammar:
    """The grammar that a table says; a later row of a name holds."""
    rows = (line.split("::") for line in table.splitlines() if "::" in line)
    return {name.strip(): _rule(content.strip(), attributes.split())
            for name, content, attributes in rows}  # fmt: skip


def _rule(content: str, attributes: list[str]) -> Rule:
    has_text = content.startswith("#")
    content, _, counted = content.removeprefix("#").partition("&")
    once = frozenset(name.rstrip("!") for name in counted.split() if "+" not in name)
    needed = frozenset(name.rstrip("+!") for name in counted.split() if name.endswith("!"))
    pattern = _NAME.sub(lambda found: f"(?:{found[0]},)", content).replace(" ", "")
    patterns: dict[str, regex.Pattern[str] | None] = {}
    kinds, required = {}, []
    for attribute in attributes:
        head, _, values = attribute.partition("=")
        name = head.removesuffix("!")
        if head.endswith("!"):
            required.append(name)
        patterns[name] = regex.compile(_KINDS.get(values, values)) if values else None
        if values in (ID, IDREF):
            kinds[name] = values
    is_open = patterns.pop("…", 0) is None
    names = frozenset(_NAME.findall(content))
    return Rule(
        content=regex.compile(pattern),
        names=names,
        has_text=has_text,
        attributes=patterns,
        required=tuple(required),
        kinds=kinds,
        is_open=is_open,
        once=once,
        needed=needed,
    )
