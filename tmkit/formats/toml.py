"""The lines of a TOML text: where each value stands and which comments belong to it.

`tomllib` gives values without places and drops comments; this module finds both by lexing strings,
comments and brackets (TOML 1.0), which is enough to cut a text into its logical lines.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import regex

__all__ = [
    "Comments",
    "Places",
    "comments_of",
    "key",
    "loads",
    "places_of",
    "put",
    "reason_of",
    "value",
]

_TOKEN = regex.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|\#[^\n]*|\n|[\[\]{}]|[^"\'\#\n\[\]{}]+|.',
    flags=regex.DOTALL,
)
_ESCAPED = regex.compile(r'["\\\x00-\x1f\x7f]')
# A string as _TOKEN has it, or a number, a date, a boolean.
_SINGLE = regex.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|[\w+.:-]+',
    flags=regex.DOTALL,
)
_HEADER = regex.compile(r"(\[\[?)\s*(.+?)\s*\]\]?")
_BARE_KEY = regex.compile(r"[A-Za-z0-9_-]+")
_ASSIGNMENT = regex.compile(r'\s*((?:[A-Za-z0-9_-]+|"[^"\n]*"|\'[^\'\n]*\'|\s*\.\s*)+?)\s*=\s*')
_REASON = regex.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


# A text with one of these is left to tomllib: escapes, and what TOML allows in few places or none.
_UNUSUAL = regex.compile(r"[\\\x00-\x09\x0b-\x1f\x7f]")


def loads(text: str) -> dict[str, Any]:
    """What a TOML text holds, as `tomllib.loads` has it, ten times as fast for canonical files.

    Canonical are lines of `key = "text"`, `key.part = "text"`, `key = ["text", …]`, headers and
    comments of their own; any other text is tomllib's. Raises tomllib.TOMLDecodeError,
    RecursionError.
    """
    table = plain(text, comments=True)
    return tomllib.loads(text) if table is None else table


def plain(text: str, *, comments: bool = False) -> dict[str, Any] | None:
    """What a canonical text holds; None for any other, sound or not.

    comments: whether it may have comments, on lines of their own.
    """
    if _UNUSUAL.search(text) or not (comments or "\n#" not in text):
        return None
    top: dict[str, Any] = {}
    table = top
    for line in text.split("\n"):
        if line and line[0] not in "[#":
            name, equals, rest = line.partition(" = ")
            value = _value(rest)
            if not equals or value is None or not _put(table, name, value):
                return None
        elif line[:1] == "[":
            opened = _open(top, line)
            if opened is None:
                return None
            table = opened
        elif line and not comments:
            return None
    return top


def _value(rest: str) -> str | list[str] | None:
    """The value of a string or of an array of strings without escapes; None for anything else."""
    if rest[:1] == '"' and rest[-1:] == '"' and rest.count('"') == 2:
        return rest[1:-1]
    if rest[:2] == '["' and rest[-2:] == '"]':
        texts = rest[2:-2].split('", "')
        return None if any('"' in text for text in texts) else texts
    return None


def _put(table: dict[str, Any], name: str, value: object) -> bool:
    """Put a value under a new key, `name` or `name.part`; False where that is not plain."""
    first, dot, part = name.partition(".")
    if not dot:
        fits = name not in table and _is_bare(name)
        table.setdefault(name, value)
        return fits
    inner = table.setdefault(first, {})
    if not (isinstance(inner, dict) and _is_bare(first) and _is_bare(part)):
        return False
    fits = part not in inner
    inner.setdefault(part, value)
    return fits


@lru_cache(maxsize=1000)
def _is_bare(name: str) -> bool:
    return _BARE_KEY.fullmatch(name) is not None


def _open(top: dict[str, Any], line: str) -> dict[str, Any] | None:
    """The table that a header opens; None where the header is not plain."""
    if line[:2] == "[[" and line[-2:] == "]]" and _is_bare(name := line[2:-2]):
        rows = top.setdefault(name, [])
        # An array of texts is no array of tables.
        if not isinstance(rows, list) or (rows and not isinstance(rows[0], dict)):
            return None
        row: dict[str, Any] = {}
        rows.append(row)
        return row
    if line[-1] == "]" and _is_bare(name := line[1:-1]) and name not in top:
        table: dict[str, Any] = {}
        top[name] = table
        return table
    return None


class Places(Mapping[str, tuple[int, int]]):
    """`places_of` a text, found when they are first asked for: most files have nothing to say."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        return places_of(self._text)

    def __getitem__(self, field: str) -> tuple[int, int]:
        return self._places[field]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@dataclass(slots=True)
class _Line:
    """A logical line: it ends at the first newline outside strings and brackets."""

    number: int
    code: str = ""
    comments: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of a text by the place they belong to; tail: those at its end."""

    over: dict[str, list[str]]
    side: dict[str, str]
    tail: list[str]

    def above(self, place: str) -> list[str]:
        """The comment lines that stand over a key or a table."""
        return self.over.get(place, [])

    def beside(self, place: str) -> str:
        """What stands at the end of its line, with two spaces before, or ""."""
        return f"  {self.side[place]}" if place in self.side else ""

    def moved(self, prefix: str, places: Mapping[str, str]) -> Comments:
        """The comments when tables have other places; prefix: of those that may move, "term[".

        places: old → new. What belongs to a table that is gone goes to the end.
        """
        over: dict[str, list[str]] = {}
        side: dict[str, str] = {}
        lost: list[str] = []
        for place, lines in self.over.items():
            to = _moved(place, prefix, places)
            over.update({to: lines} if to else {})
            lost += [] if to else lines
        for place, line in self.side.items():
            to = _moved(place, prefix, places)
            side.update({to: line} if to else {})
            lost += [] if to else [line]
        return Comments(over, side, [*lost, *self.tail])


def _moved(place: str, prefix: str, places: Mapping[str, str]) -> str:
    table, dot, rest = place.partition(".")
    if not place.startswith(prefix):
        return place
    return f"{places[table]}{dot}{rest}" if table in places else ""


def comments_of(text: str) -> Comments:
    """The comments of a TOML text.

    A comment line belongs to the key or table that follows it; one at the end of a line, or inside
    an array, to that line's key.
    """
    comments = Comments({}, {}, [])
    waiting: list[str] = []
    for line, place in _placed(text):
        if not line.code.strip():
            waiting += line.comments
            continue
        # The keys of one dotted table are written together: their comments stand over the first.
        if waiting:
            comments.over.setdefault(_owner(place), []).extend(waiting)
            waiting = []
        if line.comments:
            comments.side[place] = " ".join(
                line.comments[:1] + [comment.lstrip("# ") for comment in line.comments[1:]]
            )
    comments.tail.extend(waiting)
    return comments


def _owner(place: str) -> str:
    return place.split(".", maxsplit=1)[0] if "[" not in place else place


def places_of(text: str) -> dict[str, tuple[int, int]]:
    """Where each value and each table header stands: "term[0].lang" → (line, column), from 1."""
    places = {}
    for line, place in _placed(text):
        if place:
            assignment = _ASSIGNMENT.match(line.code)
            column = assignment.end() + 1 if assignment and not _is_header(line.code) else 1
            places[place] = (line.number, column)
            places.setdefault(place.split(".")[0], (line.number, column))
    return places


def _placed(text: str) -> Iterator[tuple[_Line, str]]:
    """Each logical line with the place it writes to, "" for comments and blanks."""
    table = ""
    counts: Counter[str] = Counter()
    for line in _lines(text):
        header = _HEADER.match(line.code.strip())
        if header and _is_header(line.code):
            table = header[2]
            if header[1] == "[[":
                table = f"{header[2]}[{counts[header[2]]}]"
                counts[header[2]] += 1
            yield line, table
            continue
        assignment = _ASSIGNMENT.match(line.code)
        name = ".".join(_key_parts(assignment[1])) if assignment else ""
        yield line, f"{table}.{name}" if table and name else name


def _key_parts(dotted: str) -> Iterator[str]:
    for part in regex.findall(r'"[^"]*"|\'[^\']*\'|[A-Za-z0-9_-]+', dotted):
        yield part.strip("\"'")


def _is_header(code: str) -> bool:
    return code.lstrip().startswith("[")


def _lines(text: str) -> Iterator[_Line]:
    line, number, depth = _Line(1), 1, 0
    for piece in _TOKEN.findall(text):
        if piece.startswith("#"):
            line.comments.append(piece.rstrip())
        elif piece == "\n" and depth == 0:
            yield line
            line = _Line(number + 1)
        else:
            line.code += piece
            # A header's own brackets close on its line, as those of a value do on their last.
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(piece, 0)
        number += piece.count("\n")
    yield line


def key(name: str) -> str:
    """A key, quoted when it must be."""
    return name if _BARE_KEY.fullmatch(name) else value(name)


def value(item: object) -> str:
    """A string as a basic string on one line, a sequence as an array on one line.

    Raises TypeError for any other type: concept files hold nothing else.
    """
    if isinstance(item, str):
        if not _ESCAPED.search(item):
            return f'"{item}"'
        return '"' + "".join(_ESCAPES.get(letter, letter) for letter in item) + '"'
    if isinstance(item, (list, tuple)):
        return f"[{', '.join(map(value, item))}]"
    raise TypeError(type(item))


def put(text: str, place: tuple[int, int], new: str) -> str:
    """The text with a string in place of the single value that stands at a line and column."""
    line, column = place
    lines = text.split("\n")
    start = sum(len(each) + 1 for each in lines[: line - 1]) + column - 1
    found = _SINGLE.match(text, start)
    return text[:start] + value(new) + text[found.end() :] if found else text


# TOML 1.0 §String: what must be escaped in a basic string.
_ESCAPES = {chr(code): f"\\u{code:04x}" for code in (*range(0x20), 0x7F)}
_ESCAPES |= {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}


def reason_of(error: Exception, text: str) -> tuple[str, int, int]:
    """What a TOML error says, and its line and column, from 1."""
    said = str(error)
    found = _REASON.search(said)
    if not found:
        return said, 0, 0
    if found[1] is None:
        return said[: found.start()], text.count("\n") + 1, len(text) - text.rfind("\n")
    return said[: found.start()], int(found[1]), int(found[2])
