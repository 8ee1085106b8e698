"""With which characters the matches of a regular expression can begin and end.

A place stands between two such characters: to look for them is much faster than to try the whole
expression everywhere in a text.
"""

from __future__ import annotations

import regex

__all__ = ["first_characters", "last_characters"]

_PIECE = regex.compile(
    r"(?P<open>\((?:\?(?::|=|!|<=|<!))?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<repeat>(?:[*+?]|\{\d+(?:,\d*)?\})[?+]?)"
    r"|(?P<anchor>[\^$]|\\[bBAZ])"
    r"|(?P<one>\\(?:[pP]\{[^}]*\}|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|[dDsSwWntrf]|[^\w\s])"
    r"|\[(?:\\[^NUX]|[^\[\]\\])+\]|[^\\.\[\]{}#\s]| )"
)
_PLAIN = regex.compile(r"\[(?:\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|\W)|[^\\\[\]^&|~-])+\]")
_MEMBER = regex.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.)|.")
_Edge = tuple[frozenset[str], bool]
"""Members of a character class, and whether the piece may be left out."""


def first_characters(pattern: str) -> frozenset[str] | None:
    """What the matches of a pattern can begin with, as members of a character class.

    Perhaps more than that, never less; None where it cannot be told, or where a match may be empty.
    """
    return _edge_of(pattern, 1)


def last_characters(pattern: str) -> frozenset[str] | None:
    """The same of the end of the matches."""
    return _edge_of(pattern, -1)


def _edge_of(pattern: str, step: int) -> frozenset[str] | None:
    pieces = list(_PIECE.finditer(pattern))
    if sum(len(piece.group()) for piece in pieces) < len(pattern):
        return None
    edge, rest = _alternatives(pieces, step)
    return edge[0] if edge and not rest and not edge[1] else None


def _alternatives(
    pieces: list[regex.Match[str]], step: int
) -> tuple[_Edge | None, list[regex.Match[str]]]:
    """The edge of alternatives up to the bracket that closes them, and what follows it."""
    branches: list[list[_Edge]] = [[]]
    while pieces and not pieces[0]["close"]:
        piece, *pieces = pieces
        if piece["bar"]:
            branches.append([])
        elif piece["open"]:
            inner, pieces = _alternatives(pieces, step)
            if not pieces or inner is None:
                return None, []
            pieces = pieces[1:]
            # What looks around takes no character itself.
            plain = piece["open"] in ("(?:", "(")
            branches[-1].append(inner if plain else (frozenset[str](), True))
        elif piece["repeat"]:
            if not branches[-1]:
                return None, []
            characters, optional = branches[-1].pop()
            optional = optional or piece["repeat"][0] in "*?" or piece["repeat"].startswith("{0")
            branches[-1].append((characters, optional))
        elif piece["one"]:
            branches[-1].append((_members(piece["one"]), False))
    edges = [_edge(branch[::step]) for branch in branches]
    members: frozenset[str] = frozenset().union(*(each for each, _ in edges))
    return (members, any(optional for _, optional in edges)), pieces


def _edge(branch: list[_Edge]) -> _Edge:
    """The edge of pieces in a row: the first, and each next one while those may be missing."""
    characters: frozenset[str] = frozenset()
    for each, optional in branch:
        characters |= each
        if not optional:
            return characters, False
    return characters, True


def _members(one: str) -> frozenset[str]:
    """A character or a class as members of a class around it.

    A class of single characters is taken apart: a search for a class within a class is slow.
    """
    if _PLAIN.fullmatch(one):
        return frozenset(_MEMBER.findall(one[1:-1]))
    return frozenset([one if len(one) > 1 else regex.escape(one, special_only=False)])
