"""Definitions of acronyms: where a text says what an acronym stands for, and in which words.

A definition is a place, "X (ABC)", "ABC (X)", "ABC = X", and the boundaries of X there. Where words
give the letters (English), X is the run of words that explains them best. Where a name begins with
its head noun (Vietnamese), letters match as often as not (ISO, APO and BSI stand for English
names): the nearest head noun is the left boundary.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import NamedTuple

import regex

from tmkit.lexicon import LanguageFacts
from tmkit.lexicon.initials import explained_by, initials_in_any_order, initials_run
from tmkit.lexicon.shapes import is_acronym, is_numeral, is_reference, letters_of
from tmkit.model import AcronymMention, Span
from tmkit.terms.headed import end_by_stop, start_by_head, start_by_stop
from tmkit.text import fold

__all__ = ["definitions_in"]

# The signs are bounded, so that a long run of them takes no longer than its length.
_SHORT = (
    r"(?P<short>(?:\p{Lu}\.){2,9}+"
    r"|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*+(?:[&./’'@+_-][\p{L}\p{N}]++){0,6}+)"
)
# "(ABC)", "(QUATEST 3)", “(the “ABC”)”, "(ABC, 2019)".
_BRACKET = regex.compile(
    r"\(\s?(?:[\p{Ll}\s,:]{0,40}?[“\"‘'])?"
    + _SHORT.replace("6}+)", r"6}+(?:\s\p{N}{1,2}(?=[”\"\s)]))?)")
    + r"\.?[”\"’']{0,2}(?:\s?\)|\s?[,;:–=]\s|\s-\s)"
)
# "(Y, ABC)", "(Y – ABC)", where Y is the name in another language.
_GLOSSED = regex.compile(r"\(\s?\p{L}[\p{L}\s-]{3,80}?(?:\s?,|\s[–—-])\s" + _SHORT + r"\s?\)")
# "X – ABC", where nothing of the name follows.
_AFTER_DASH = regex.compile(r"\s[–—-]\s" + _SHORT + r"(?=\s?[.,;:)]|\s\p{Ll}|$)")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[’'][\p{L}]+)?")
# A name does not run across these; a comma may stand inside one, an opening quote may not, a dash
# where the initials go on over it.
_CLOSED = regex.compile(r"[:;()\[\]“”\"!?\n=•|]|\.(?=\s)")
_DASH = regex.compile(r"\s[–—]\s")
_TRAILING = " \u00a0“”\"’'"
# What stands right of a sign: to the next sign or entry; commas part the words of one or entries.
_ENTRY = regex.compile(r"(?:(?!\s+\S+\s?=|\s[–—-]\s)[^;,.()\[\]=\n:*•|]){0,250}")
_ENTRY_WITH_COMMAS = regex.compile(r"(?:(?!\s+\S+\s?=|\s[–—-]\s)[^;.()\[\]=\n:*•|]){0,250}")
_MOST_WORDS, _FARTHEST = 24, 250
# In brackets these say in which unit a figure is.
_UNITS = {"AUD", "CNY", "EUR", "GBP", "JPY", "KRW", "USD", "VND", "VNĐ"}
# How well words must explain the letters: where the place says that it is a definition, where not.
_BY_PLACE, _BY_LETTERS = 0.5, 0.8


class _Words(NamedTuple):
    """Some words of a text: where they stand, as they are written, and folded."""

    spans: list[Span]
    texts: list[str]
    folded: list[str]

    def since(self, number: int) -> _Words:
        """The words from a number on."""
        return _Words(self.spans[number:], self.texts[number:], self.folded[number:])


def definitions_in(
    text: str, facts: LanguageFacts, known: Mapping[str, Collection[str]]
) -> Iterator[AcronymMention]:
    """The acronyms that stand where a definition would; the surer places first.

    long is None where a bracket holds an acronym that the words before it do not explain. known:
    acronym → folded long forms, of which one that stands before the bracket is taken as it is.
    """
    for found in _BRACKET.finditer(text):
        short = found["short"]
        if any(map(str.isupper, short)) and not is_reference(short):
            long = _known_left_of(text, found.start(), known.get(short, ()))
            long = long or _left_of(text, found.start(), short, facts)
            if long or is_acronym(_base(short)):
                yield AcronymMention(found.span("short"), long)
    yield from _defined_left(text, _GLOSSED, _BY_PLACE, facts)
    yield from _defined_left(text, _called(facts.called), _BY_PLACE, facts)
    yield from _defined_right(text, facts)
    yield from _defined_left(text, _AFTER_DASH, _BY_LETTERS, facts)


@cache
def _called(phrases: tuple[str, ...]) -> regex.Pattern[str]:
    """Matches what follows X in "X, hereinafter the “ABC”"; nothing where there are no phrases."""
    words = _any_of(phrases)
    return regex.compile(
        rf"(?<![\s,(])[\s,(]{{1,4}}+(?:{words})\s(?:\p{{Ll}}+\s)?[“\"‘']?" + _SHORT
    )


@cache
def _before(phrases: tuple[str, ...]) -> regex.Pattern[str]:
    """Matches what precedes X in "ABC = X", "ABC (X)", "ABC – X", "ABC: X", "ABC stands for X"."""
    words = _any_of(phrases)
    return regex.compile(
        rf"(?<![\p{{L}}\p{{N}}]){_SHORT}[”\"’']?(?P<sign>\s?[=(]\s?|(?:\s[–—-]|:)\s|\s(?:{words})\s)"
        r"[“\"‘']?(?=\p{L})"
    )


def _any_of(phrases: tuple[str, ...]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    return "|".join(map(regex.escape, longest_first)) or r"(?!)"


def _base(short: str) -> str:
    """An acronym without its number: QUATEST 3."""
    return short.rstrip("0123456789 ")


def _defined_left(
    text: str, pattern: regex.Pattern[str], at_least: float, facts: LanguageFacts
) -> Iterator[AcronymMention]:
    for found in pattern.finditer(text):
        if is_acronym(found["short"]):
            long = _left_of(text, found.start(), found["short"], facts, at_least=at_least)
            if long:
                yield AcronymMention(found.span("short"), long)


def _defined_right(text: str, facts: LanguageFacts) -> Iterator[AcronymMention]:
    phrases = (*facts.stands_for, *facts.copulas)
    for found in _before(phrases).finditer(text):
        if sum(map(str.isupper, found["short"])) < 2 or is_numeral(found["short"]):
            continue
        sign = found["sign"].strip()
        at_least = 0.0 if sign == "=" else _BY_LETTERS
        if sign == "(" or sign in facts.stands_for:
            at_least = _BY_PLACE
        long = _right_of(text, found.end(), found["short"], facts, at_least=at_least)
        if long and fold(text[slice(*long)]) != fold(found["short"]):
            yield AcronymMention(found.span("short"), long)


def _words(text: str, start: int, end: int, which: slice) -> _Words:
    spans = [found.span() for found in _WORD.finditer(text, start, end)][which]
    texts = [text[slice(*span)] for span in spans]
    return _Words(spans, texts, [fold(word) for word in texts])


def _right_of(
    text: str, start: int, short: str, facts: LanguageFacts, *, at_least: float
) -> Span | None:
    """The span from `start` on of the words for which the acronym stands.

    With `at_least` 0 the place alone says so: the words need not explain the letters.
    """
    letters = letters_of(short)
    for entry in (_ENTRY, _ENTRY_WITH_COMMAS):
        words = _words(text, start, _end(entry, text, start), slice(_MOST_WORDS))
        run = explained_by(words.folded, letters, facts.inner, from_first=True)
        if run and run[2] >= max(at_least, _BY_PLACE):
            return start, words.spans[run[1] - 1][1]
    words = _words(text, start, _end(_ENTRY, text, start), slice(_MOST_WORDS))
    if not words.spans:
        return None
    if at_least and facts.heads_first and is_acronym(short):
        end = end_by_stop(words.texts, words.folded, facts)
        return (start, words.spans[end - 1][1]) if end else None
    return (start, words.spans[-1][1]) if not at_least else None


def _end(entry: regex.Pattern[str], text: str, start: int) -> int:
    found = entry.match(text, start)
    return found.end() if found else start


def _known_left_of(text: str, end: int, longs: Collection[str]) -> Span | None:
    """The span, just left of `end`, of the longest of some folded long forms."""
    if not longs:
        return None
    first = max(0, end - _FARTHEST)
    last = first + len(text[first:end].rstrip(_TRAILING))
    starts = [found.start() for found in _WORD.finditer(text, first, last)]
    return next(((start, last) for start in starts if fold(text[start:last]) in longs), None)


def _left_of(
    text: str, end: int, short: str, facts: LanguageFacts, *, at_least: float = _BY_PLACE
) -> Span | None:
    """The span, left of `end`, of the words for which the acronym stands."""
    first = max(0, end - _FARTHEST)
    last = first + len(text[first:end].rstrip(_TRAILING))
    closed = [found.end() for found in _CLOSED.finditer(text, first, last)]
    words = _words(text, closed[-1] if closed else first, last, slice(-_MOST_WORDS, None))
    if not words.spans or words.spans[-1][1] < last or len(letters_of(short)) < 2:
        return None
    if words.folded[-1] in facts.stops:
        return None
    run = _run_over_dashes(text, words, short, facts, at_least)
    if run is None:
        return None
    span = words.spans[run[0]][0], words.spans[run[1] - 1][1]
    # More than the acronym itself: several words, or a longer one.
    is_more = run[1] - run[0] > 1 or span[1] - span[0] > len(short)
    return span if is_more and fold(text[slice(*span)]) != fold(short) else None


def _run_over_dashes(
    text: str, words: _Words, short: str, facts: LanguageFacts, at_least: float
) -> Span | None:
    """The run, which begins before a dash where the initials do: "Tiêu chuẩn – Đo lường (TCĐL)"."""
    dashes = [found.end() for found in _DASH.finditer(text, words.spans[0][0], words.spans[-1][0])]
    first = sum(start < dashes[-1] for start, _ in words.spans) if dashes else 0
    if first:
        start = initials_run(words.folded, letters_of(short), facts.inner)
        if start is not None and start < first:
            return _run(words, short, facts, at_least)
    run = _run(words.since(first), short, facts, at_least)
    if first and facts.heads_first and (run is None or run[1] - run[0] < len(letters_of(short))):
        # "Hiệp định Thương mại tự do Việt Nam – Liên minh châu Âu (EVFTA)": too few syllables.
        texts, folded = words.texts[:first], words.folded[:first]
        start = start_by_head(texts, folded, letters_of(short), facts, named=True)
        if start is not None:
            return start, len(words.texts)
    return run and (run[0] + first, run[1] + first)


def _run(words: _Words, short: str, facts: LanguageFacts, at_least: float) -> Span | None:
    """The first of the words for which the acronym stands, and the one after the last."""
    if not facts.heads_first:
        return _run_by_letters(words, short, facts, at_least)
    letters = letters_of(short)
    run = _run_by_letters(words, short, facts, _BY_LETTERS)
    if run and _is_foreign(words.texts[slice(*run)], facts):
        return run
    if not is_acronym(_base(short)):
        return run
    start = start_by_head(words.texts, words.folded, letters, facts, named=at_least > _BY_PLACE)
    if start is None and run is None and at_least == _BY_PLACE and short not in _UNITS:
        start = start_by_stop(words.texts, words.folded, letters, facts)
    return run if start is None else (start, len(words.texts))


def _is_foreign(words: list[str], facts: LanguageFacts) -> bool:
    """Whether no word has a letter of the language's own, and one could not be its syllable."""
    syllable = regex.compile(facts.syllable)
    return all(word.isascii() for word in words) and not all(
        syllable.fullmatch(word.lower()) for word in words
    )


def _run_by_letters(
    words: _Words, short: str, facts: LanguageFacts, at_least: float
) -> Span | None:
    """The run whose words explain the letters: initials first, then what fits best."""
    letters = letters_of(short)
    start = initials_run(words.folded, letters, facts.inner)
    end = len(words.folded)
    if start is None:
        # As Schwartz & Hearst; function words come on top.
        longest = min(len(letters) + 5, 2 * len(letters))
        longest += sum(word in facts.inner for word in words.folded[-longest:])
        left_out = max(0, len(words.folded) - longest)
        found = explained_by(words.folded[left_out:], letters, facts.inner)
        fit = found[2] if found else 0.0
        if at_least == _BY_PLACE and is_acronym(short) and _is_shuffled(letters, fit):
            start = initials_in_any_order(words.folded, letters, facts.inner)
        if start is None and found and fit >= at_least:
            start, end = left_out + found[0], left_out + found[1]
    return None if start is None else (_with_head(words, start, letters, facts), end)


def _is_shuffled(letters: str, fit: float) -> bool:
    """Whether the letters may stand in another language's order, seeing how well they fit in ours.

    Three letters fit some words in any order by chance.
    """
    return fit < (_BY_LETTERS if len(letters) > 3 else _BY_PLACE) and len(letters) > 2


def _with_head(words: _Words, start: int, letters: str, facts: LanguageFacts) -> int:
    """The word where the name begins when its head gave no letter: "Directorate for Standards".

    Of a longer acronym the head is mostly another body, "Office of the … (UNHCR)", unless it is for
    something.
    """
    inner = start
    while inner > 0 and words.folded[inner - 1] in facts.inner:
        inner -= 1
    if inner in (start, 0):
        return start
    is_body = facts.names.bodies.length_at(words.folded[inner - 1 : inner])
    if len(letters) > 2 and not (is_body and words.folded[inner] in facts.names.first_bridges):
        return start
    is_name = words.texts[inner - 1][0].isupper() and words.folded[inner - 1] in facts.heads
    return inner - 1 if is_name else start
