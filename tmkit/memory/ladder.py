"""How much a match is worth: the percent of its band, and why it is not more.

101 the same text between the same neighbours; 100 the same text; 95 to 99 no word differs, only
numbers, codes, case, punctuation or spaces; below that the share of tokens that need no edit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Levenshtein

from tmkit import lang as tags
from tmkit.lexicon import facts_of
from tmkit.memory.skeletons import skeleton_of
from tmkit.memory.tokens import (
    NUMBER,
    PLACEHOLDER,
    Tokens,
    cased_tokens,
    key_of,
    tokens_of,
    visible,
    words_of,
)
from tmkit.model import Edit, Penalty

__all__ = ["CONTEXT", "EXACT", "FUZZY", "Query", "edits", "graded"]

CONTEXT = 101
EXACT = 100
FUZZY = 94
"""The most that a match is worth in which a word differs."""

_SAME_WORDS = 95
NEGATED = 5
_NAMES = "numbers", "tags", "case", "punctuation", "spaces", "spelling"

_PIECES = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass
class Query:
    """A text that is looked up, with what is asked of it again and again."""

    text: str
    lang: str

    @cached_property
    def tokens(self) -> Tokens:
        """Its tokens."""
        return tokens_of(self.text)

    @cached_property
    def words(self) -> str:
        """Its words alone."""
        return words_of(self.tokens.parts)

    @cached_property
    def skeleton(self) -> int | None:
        """The key of its words alone, None where there are none."""
        return skeleton_of(self.tokens.digests, self.lang)

    @cached_property
    def codes(self) -> Codes:
        """A character for each token that has a key of the query."""
        return Codes(self.tokens.keys, key_of)

    @cached_property
    def plain_codes(self) -> Codes:
        """A character for each token as it stands."""
        return Codes(self.tokens.plain, str)


class Codes(dict[str, str]):
    """Plain token → a character, so that texts are compared in C++; U+0000 for all others."""

    def __init__(self, tokens: Sequence[str], key: Callable[[str], str]) -> None:
        # Surrogates, which are no characters, are passed over.
        numbers = (number for number in range(1, 0x110000) if not 0xD800 <= number < 0xE000)
        self._known = {token: chr(next(numbers)) for token in dict.fromkeys(tokens)}
        self._key = key
        self.text = "".join([self._known[token] for token in tokens])

    def __missing__(self, token: str) -> str:
        code = self[token] = self._known.get(self._key(token), "\0")
        return code

    def score(self, tokens: Sequence[str]) -> int:
        """The share of the tokens of the longer text that need no edit, in percent, floored."""
        most = max(len(self.text), len(tokens))
        if not most:
            return 0
        text = "".join(map(self.__getitem__, tokens))
        return 100 * (most - Levenshtein.distance(self.text, text)) // most


def graded(query: Query, text: str, lang: str, score: int) -> tuple[int, tuple[Penalty, ...]]:
    """The percent of a stored text, 100 at most, and its penalties. score: by keys."""
    region = [Penalty("region", 1)] if _differ_in_region(query.lang, lang) else []
    if text == query.text:
        return EXACT - len(region), tuple(region)
    tokens = tokens_of(text)
    if not query.words or query.words != words_of(tokens.parts):
        if score == EXACT:  # signs alone
            penalties = [*_differences(query, text, tokens), *region]
            return _less(EXACT, penalties, at_least=_SAME_WORDS), tuple(penalties)
        penalties = [*_of_words(query, tokens, lang), *region]
        return _less(min(score, FUZZY), penalties, at_least=0), tuple(penalties)
    penalties = [*_differences(query, text, tokens), *region]
    return _less(EXACT, penalties, at_least=_SAME_WORDS), tuple(penalties)


def _less(percent: int, penalties: list[Penalty], *, at_least: int) -> int:
    return max(at_least, percent - sum(penalty.points for penalty in penalties))


def _differ_in_region(one: str, other: str) -> bool:
    """Whether both name a region or script, and not the same: en-US and en-GB; not en and en-US."""
    one, other = tags.canonical(one), tags.canonical(other)
    return one != other and "-" in one and "-" in other


def _differences(query: Query, text: str, tokens: Tokens) -> list[Penalty]:
    """In what two texts with the same words differ."""
    mine, theirs = query.tokens, tokens
    one, other = _cased_words(query.text), _cased_words(text)
    lowered = [word.lower() for word in one] == [word.lower() for word in other]
    differ = {
        "numbers": numbers_of(mine) != numbers_of(theirs),
        "tags": _places_of_tags(mine) != _places_of_tags(theirs),
        "case": lowered and one != other,
        "punctuation": _signs(mine) != _signs(theirs),
        "spaces": mine.plain == theirs.plain and _gaps(query.text) != _gaps(text),
        "spelling": not lowered,
    }
    # What is left is how letters are encoded, or what is not seen.
    differ["spelling"] |= not any(differ.values())
    return [Penalty(name, 1) for name in _NAMES if differ[name]]


def numbers_of(tokens: Tokens) -> list[str]:
    """The runs of digits of a text."""
    return [token for token, part in zip(tokens.keys, tokens.parts, strict=True) if part == NUMBER]


def _places_of_tags(tokens: Tokens) -> list[int]:
    """Before which word or number each code stands."""
    places, count = [], 0
    for token, part in zip(tokens.plain, tokens.parts, strict=True):
        count += bool(part)
        if token == PLACEHOLDER:
            places.append(count)
    return places


def _signs(tokens: Tokens) -> list[str]:
    return [
        token
        for token, part in zip(tokens.plain, tokens.parts, strict=True)
        if not part and token != PLACEHOLDER
    ]


def _cased_words(text: str) -> list[str]:
    """The words as they are written, without numbers."""
    tokens = cased_tokens(text)
    return [
        each for each in tokens if (each[0].isalnum() or each[0] == "_") and not each.isdecimal()
    ]


def _gaps(text: str) -> list[str]:
    return re.split(r"\w+|[^\w\s]", visible(text))


def _of_words(query: Query, tokens: Tokens, lang: str) -> list[Penalty]:
    """What weighs more than the words that differ: one that turns the meaning round."""
    if _negations(query.tokens, lang) == _negations(tokens, lang):
        return []
    return [Penalty("negation", NEGATED)]


def _negations(tokens: Tokens, lang: str) -> int:
    known = facts_of(lang).negations
    return sum(key in known for key in tokens.keys)


def edits(old: str, new: str) -> Iterator[Edit]:
    """The words that are the same, gone and new, in the order of the text."""
    one, other = _PIECES.findall(old), _PIECES.findall(new)
    for step in Levenshtein.opcodes(one, other):
        if step.tag == "equal":
            yield Edit("same", "".join(one[step.src_start : step.src_end]))
            continue
        if step.src_end > step.src_start:
            yield Edit("old", "".join(one[step.src_start : step.src_end]))
        if step.dest_end > step.dest_start:
            yield Edit("new", "".join(other[step.dest_start : step.dest_end]))
