"""Two texts compared by their words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from tmkit.formats.diff_page import Edit

__all__ = ["are_alike", "edits"]

_WORD = re.compile(r"\w+")
# Words, runs of white space, single signs: together they are the text.
_PIECES = re.compile(r"\w+|\s+|[^\w\s]")


def edits(old: str, new: str) -> Iterator[Edit]:
    """The words that are the same, gone and new, in the order of the text."""
    one, other = _PIECES.findall(old), _PIECES.findall(new)
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            yield Edit("same", "".join(one[start:end]))
            continue
        if end > start:
            yield Edit("old", "".join(one[start:end]))
        if stop > begin:
            yield Edit("new", "".join(other[begin:stop]))


def are_alike(old: str, new: str) -> bool:
    """Whether the texts share half of their words, in the same order."""
    words, others = _WORD.findall(old), _WORD.findall(new)
    return bool(others) and difflib.SequenceMatcher(None, words, others).ratio() >= 0.5
