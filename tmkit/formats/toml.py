"""The lines of a TOML text: where each value stands and which comments belong to it.

`tomllib` gives values without places and drops comments; this module finds both by lexing strings,
comments and brackets (TOML 1.0), which is enough to cut a text into its logical lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import regex

__all__ = ["Comments", "comments_of", "key", "places_of", "reason_of", "value"]

_TOKEN = regex.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|\#[^\n]*|\n|[\[\]{}]|[^"\'\#\n\[\]{}]+|.',
    flags=regex.DOTALL,
)
_HEADER = regex.compile(r"(\[\[?)\s*(.+?)\s*\]\]?")
_BARE_KEY = regex.compile(r"[A-Za-z0-9_-]+")
_ASSIGNMENT = regex.compile(r'\s*((?:[A-Za-z0-9_-]+|"[^"\n]*"|\'[^\'\n]*\'|\s*\.\s*)+?)\s*=\s*')
_REASON = regex.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


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
        return '"' + "".join(_ESCAPES.get(letter, letter) for letter in item) + '"'
    if isinstance(item, (list, tuple)):
        return f"[{', '.join(map(value, item))}]"
    raise TypeError(type(item))


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
