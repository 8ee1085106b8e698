"""The words of a running text, each with how it hangs on the word before it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex

from tmkit.lexicon.shapes import is_acronym
from tmkit.text import fold

__all__ = ["Word", "keys_from", "words_in"]

# KH&CN is one word.
_WORD = regex.compile(r"\p{Lu}[\p{L}\p{N}]*(?:&\p{Lu}[\p{L}\p{N}]*)+|[\p{L}\p{M}\p{N}]+|&")
_LINKS = (
    ("space", regex.compile(r"[ \u00a0]{0,3}")),
    ("comma", regex.compile(r",[ \u00a0]{1,2}")),
    ("dash", regex.compile(r"[ \u00a0]?[‐‑‒–—-][ \u00a0]?")),
    ("slash", regex.compile(r" ?/ ?")),
    ("apostrophe", regex.compile(r"['’] ?")),
    ("dot", regex.compile(r"\.[ \u00a0]?")),
    ("bracket", regex.compile(r"[ \u00a0]?\([“\"]?")),
)
# A sentence, a line or a quotation begins after it.
_OPENING = regex.compile(r"[.!?:;\n•“\"(*]")
_LONGEST_PHRASE = 8


class Word(NamedTuple):
    """A word at half-open code points.

    key: folded. link: what stands before it: space, comma, dash, slash, apostrophe, dot, bracket;
    "" where it is anything else, which no name runs across. opens: whether a sentence may begin
    here.
    """

    start: int
    end: int
    text: str
    key: str
    link: str
    opens: bool

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()

    @property
    def is_acronym(self) -> bool:
        """Whether it has the shape of an acronym."""
        return is_acronym(self.text)


def words_in(text: str) -> list[Word]:
    """The words of a text in order."""
    words: list[Word] = []
    last = 0
    for found in _WORD.finditer(text):
        start, end = found.span()
        link, opens = _link(text[last:start][:12])
        word = found.group()
        words.append(Word(start, end, word, _key(word), link, opens or not words))
        last = end
    return words


def keys_from(words: list[Word], number: int) -> list[str]:
    """The keys of a word and of those that follow with nothing but space between, eight at most."""
    keys = [word.key for word in words[number : number + _LONGEST_PHRASE]]
    for count in range(1, len(keys)):
        if words[number + count].link != "space":
            return keys[:count]
    return keys


@lru_cache(maxsize=1 << 12)
def _link(gap: str) -> tuple[str, bool]:
    link = next((name for name, shape in _LINKS if shape.fullmatch(gap)), "")
    return link, bool(_OPENING.search(gap))


_key = lru_cache(maxsize=1 << 16)(fold)
