"""Words that stand twice in a row, where the language does not double them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import regex

from tmkit.lexicon import facts_of, phrases_of
from tmkit.lint.marks import words_alone
from tmkit.lint.units import Pair, Side, UnitCase, UnitContext, UnitHit, UnitRule
from tmkit.text import fold

__all__ = ["RULES"]

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}+)*")
# How many words may be doubled together: "có thể có thể".
_LONGEST = 4
# From so many words on it may be a thing within its like.
_NESTED, _NEAR = 3, 7


def doubled(pair: Pair, _context: UnitContext) -> Iterator[UnitHit]:
    """A word, or a few, that the target has twice in a row; not what the source doubles too."""
    expected = {phrase for phrase, _ in _doublings(pair, "source")}
    for phrase, span in _doublings(pair, "target"):
        # "a list of lists", "the first child of the first child"
        nested = phrase.count(" ") >= _NESTED - 1 and _repeats_word(pair)
        if phrase not in expected and not nested:
            yield UnitHit("target", span, {"words": pair.target[slice(*span)]})
            return


def _repeats_word(pair: Pair) -> bool:
    """Whether a content word stands in the source twice, in any form, with little between."""
    facts = facts_of(pair.lang("source"))
    words = [fold(match.group()) for match in _WORD.finditer(words_alone(pair.source))]
    stems = [facts.stem(word) for word in words]
    return any(
        stem in stems[place + 1 : place + _NEAR]
        for place, stem in enumerate(stems)
        if words[place] not in facts.not_first
    )


def _doublings(pair: Pair, side: Side) -> Iterator[tuple[str, tuple[int, int]]]:
    """What stands twice in a row, folded, and where."""
    text, language = words_alone(pair.text(side)), pair.lang(side)
    matches = list(_WORD.finditer(text))
    words = [fold(match.group()) for match in matches]
    for place in range(1, len(words)):
        for length in range(1, min(_LONGEST, place, len(words) - place) + 1):
            start, end = place - length, place + length
            if words[start:place] != words[place:end] or not _joined(matches[start:end], text):
                continue
            if not _may_double([match.group() for match in matches], start, length, language):
                span = (matches[start].start(), matches[end - 1].end())
                yield " ".join(words[start:place]), span
            break


def _joined(matches: Sequence[regex.Match[str]], text: str) -> bool:
    """Whether only blanks part the words."""
    ends = pairwise(matches)
    return all(text[one.end() : other.start()].isspace() for one, other in ends)


def _may_double(words: Sequence[str], start: int, length: int, language: str) -> bool:
    """Whether good text has this twice in a row."""
    facts = facts_of(language)
    first = words[start : start + length]
    if all(word[0].isupper() for word in words[start : start + 2 * length]):
        return not all(fold(word) in facts.not_first for word in first)  # Baden Baden
    before = fold(words[start - 1]) if start else ""
    if length > 1:
        # Who does it, and what he does: "người kiểm định kiểm định".
        doer = before in facts.doers and fold(first[0]) not in facts.not_first
        return doer or all(fold(word) in facts.doubled for word in first)
    word = fold(first[0])
    # The name of a button: "chọn Chọn tệp".
    if words[start][0].islower() and words[start + 1][0].isupper():
        return True
    if word in facts.doubled or (len(word) == 1 and not word.isalpha()):
        return True
    after = fold(words[start + 2]) if start + 2 < len(words) else ""
    # The end of one compound and the start of another: "quy định định kỳ".
    compounds = _compounds(language)
    return (f"{before} {word}" in compounds and f"{word} {after}" in compounds) or any(
        phrase in compounds for phrase in (f"{before} {word} {word}", f"{word} {word} {after}")
    )


@cache
def _compounds(language: str) -> frozenset[str]:
    """The phrases of two words in the shipped lists, and each three that have one word twice."""
    found: set[str] = set()
    for words in (fold(phrase).split() for phrase in phrases_of(language)):
        if len(words) == 2:
            found.add(" ".join(words))
        for three in zip(words, words[1:], words[2:], strict=False):
            if three[1] in (three[0], three[2]):
                found.add(" ".join(three))
    return frozenset(found)


RULES = (
    UnitRule(
        "TQ406",
        check=doubled,
        bad=UnitCase.of("the seal of the scale", "niêm phong của của cái cân"),
        good=UnitCase.of("slowly but always", "dần dần nhưng luôn luôn"),
    ),
)
