"""Segments → words, as the comparison of two languages takes them: keys and anchors.

A key stands for a word whatever its inflection. An anchor stands for what is the same in both
languages, whoever translates: numbers by value, names without diacritics, codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain

import numpy as np
import regex
from numpy.typing import NDArray

from tmkit.lexicon.facts import facts_of
from tmkit.text import fold, unmarked

__all__ = ["Words", "anchors_of", "keys_of", "words_of"]

Keys = NDArray[np.int64]

# The mark of an item, a number, a word, a sign.
_TOKEN = regex.compile(
    r"^\s*\p{Ll}\)|(?<!\p{L})\d+(?:[.,\u00a0]\d+)*"
    r"|\p{L}[\p{L}\p{M}\p{N}]*(?:[&.+_’'-][\p{L}\p{N}]+)*|[?!:%()\"“”«»]"
)
_SEPARATOR = regex.compile(r"[.,\u00a0]")
# Short lower-case words of one language are words of the other by chance: "can", "long", "hay".
_SHORTEST = 5
# Cognates and inflected names begin alike: Simard, Foster and Isabelle 1992 took four letters.
_BEGINNING = 6
# Distinct tokens of a large corpus; each takes some 300 bytes.
_REMEMBERED = 1 << 16


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, segment by segment.

    keys: of the distinct words, ascending; anchors: of each of them, 0 for none. types: the number
    of each word of the text among those, in order; starts: where each segment's words begin in
    `types`, one more at the end.
    """

    keys: Keys
    anchors: Keys
    types: NDArray[np.intp]
    starts: NDArray[np.intp]

    def part(self, start: int, stop: int) -> Words:
        """The segments from `start` to `stop`, with the keys of the whole text."""
        starts = self.starts[start : stop + 1]
        types = self.types[starts[0] : starts[-1]]
        return Words(self.keys, self.anchors, types, starts - starts[0])

    def of(self, start: int, stop: int) -> Keys:
        """The keys of the words of segments from `start` to `stop`."""
        return self.keys[self.types[self.starts[start] : self.starts[stop]]]


def words_of(texts: Sequence[str], tag: str, *, cognates: bool = False) -> Words:
    """The words of segments in the language of a BCP 47 tag.

    cognates: whether words that begin alike have one anchor; between languages that no lexicon
    joins that is most of what is known.
    """
    ids = _known(tag, cognates=cognates)
    found = [[*chain.from_iterable(map(ids.__getitem__, _TOKEN.findall(text)))] for text in texts]
    pairs = np.array([*chain.from_iterable(found)], dtype=np.int64).reshape(-1, 2)
    keys, first, types = np.unique(pairs[:, 0], return_index=True, return_inverse=True)
    return Words(keys, pairs[first, 1], types, np.cumsum([0, *map(len, found)]))


def keys_of(text: str, tag: str) -> list[int]:
    """The keys of the words of one text."""
    ids = _known(tag, cognates=False)
    return [key for token in _TOKEN.findall(text) for key, _ in ids[token]]


def anchors_of(text: str, tag: str, *, cognates: bool = False) -> list[str]:
    """The anchors of a segment, in the order of the text.

    Numbers come without separators and leading zeros, since 1,234.5 is 1.234,5 in Vietnamese;
    months as numbers; names without diacritics, which English prose drops. cognates: long words as
    well, and of all words, codes apart, the first six letters.
    """
    return [
        anchor
        for token in _TOKEN.findall(text)
        for _, anchor in _meanings(token, tag, cognates=cognates)
        if anchor
    ]


class _Ids(dict[str, tuple[tuple[int, int], ...]]):
    """Token → the keys and anchors of what it stands for, as numbers; made when asked for."""

    def __init__(self, tag: str, *, cognates: bool) -> None:
        self.tag, self.cognates = tag, cognates

    def __missing__(self, token: str) -> tuple[tuple[int, int], ...]:
        meanings = _meanings(token, self.tag, cognates=self.cognates)
        ids = tuple((_id(key), _id("=" + anchor) if anchor else 0) for key, anchor in meanings)
        self[token] = ids
        return ids


_KNOWN: dict[tuple[str, bool], _Ids] = {}


def _known(tag: str, *, cognates: bool) -> _Ids:
    ids = _KNOWN.setdefault((tag, cognates), _Ids(tag, cognates=cognates))
    if len(ids) > _REMEMBERED:
        ids.clear()
    return ids


def _meanings(token: str, tag: str, *, cognates: bool) -> list[tuple[str, str]]:
    """The keys and anchors that a token stands for: one, or more for a date."""
    if token[0].isdigit():
        return [(part, part) for part in _numbers(token)]
    if token[0].isalpha() and token[-1] != ")":
        return [_word(token, tag, cognates=cognates)]
    if token[-1] == ")" and len(token) > 1:
        return [(token.strip(), token.strip())]
    return [(fold(token), "")]


def _word(word: str, tag: str, *, cognates: bool) -> tuple[str, str]:
    """The key and the anchor of a word."""
    word = word.removesuffix("'s").removesuffix("’s")
    folded = fold(word)
    months = facts_of(tag).months
    is_name = not word.islower()
    anchor = ""
    if is_name and folded in months:
        anchor = str(months[folded])
    elif cognates and len(word) >= _BEGINNING and folded.isalpha():
        anchor = unmarked(folded)[:_BEGINNING]
    elif is_name and len(word) > 1:
        anchor = unmarked(folded)
    elif len(word) >= _SHORTEST and folded.isascii():
        anchor = folded
    return facts_of(tag).stem(folded), anchor


def _numbers(text: str) -> list[str]:
    """One number with separators, 1.234,5 say, or the numbers of a date or a clause: 14.8.2024."""
    first, *rest = _SEPARATOR.split(text)
    thousands = all(len(part) == 3 for part in rest[:-1])
    parts = [first + "".join(rest)] if len(rest) < 2 or thousands else [first, *rest]
    return [part.lstrip("0") or "0" for part in parts]


def _id(word: str) -> int:
    """A number for a word, the same in every process; 63 bits of BLAKE2."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little") >> 1
