"""Acronyms of a text with the long forms that it gives them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache

import regex

from tmkit.lexicon import facts_of
from tmkit.lexicon.shapes import acronyms_in, is_numeral, tokens_in
from tmkit.model import AcronymMention, Span
from tmkit.terms.headed import is_native
from tmkit.terms.longforms import definitions_in
from tmkit.text import fold

__all__ = ["definitions_of", "find_acronyms", "known_from"]

# Acronym → its long forms, folded.
Known = Mapping[str, Collection[str]]

_NOTHING: Known = {}
_LETTERS = regex.compile(r"\p{L}+")
# Text whose tokens stand apart, "( KĐĐ - LG ) ,": a dash between spaces may join there.
_TOKENISED = regex.compile(r"\s[,.;:)](?:\s|$)|\(\s")
_DASH = regex.compile(r"\s?[–-]\s?")
_NUMBER = regex.compile(r"\s?[–/-]\s?\p{N}{1,3}(?!\S)")


def find_acronyms(
    text: str, lang: str, *, known: Known = _NOTHING, foreign: bool = True
) -> list[AcronymMention]:
    """The acronyms of a text in the language of a BCP 47 tag, in order; no two overlap.

    short, long: half-open spans in code points; long is None where the text gives no long form.
    known: what other texts define (`known_from`), so that an acronym of odd shape is found and a
    long form that its letters do not explain. foreign: whether a long form may be in another
    language than the text, where the letters of the language tell.
    """
    facts = facts_of(lang)
    defined = list(definitions_in(text, facts, known))
    shorts = {text[slice(*mention.short)] for mention in defined if mention.long}
    bare = [*_abbreviations(text, facts.abbreviations), *_shapes(text)]
    if shorts or known:
        bare += tokens_in(text, lambda token: token in shorts or token in known)
        # LG-Seals before LG.
        bare.sort(key=lambda span: span[0] - span[1])
    mentions = _apart([*defined, *map(AcronymMention, bare)])
    if foreign or not facts.heads_first:
        return mentions
    return [
        mention if _is_native(text, mention.long) else AcronymMention(mention.short)
        for mention in mentions
    ]


def definitions_of(text: str, lang: str) -> Counter[tuple[str, str]]:
    """How often a text defines (acronym, folded long form); of several texts they are added up."""
    return Counter(
        (text[slice(*mention.short)], fold(text[slice(*mention.long)]))
        for mention in find_acronyms(text, lang)
        if mention.long
    )


def known_from(counts: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """What `find_acronyms` may know of a corpus: acronyms of two capitals with their long forms."""
    known: dict[str, set[str]] = {}
    for short, long in counts:
        if sum(map(str.isupper, short)) > 1 and not is_numeral(short):
            known.setdefault(short, set()).add(long)
    return known


def _apart(found: list[AcronymMention]) -> list[AcronymMention]:
    """The mentions in order; where some overlap, the first of the list."""
    taken = bytearray(max((mention.short[1] for mention in found), default=0))
    kept = []
    for mention in found:
        start, end = mention.short
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.short)


def _is_native(text: str, long: Span | None) -> bool:
    return long is None or is_native(_LETTERS.findall(text, *long))


def _shapes(text: str) -> Iterator[Span]:
    """What looks like an acronym; in a tokenised text with what a dash joins to it."""
    if not _TOKENISED.search(text):
        yield from acronyms_in(text)
        return
    last: Span | None = None
    for start, end in acronyms_in(text):
        number = _NUMBER.match(text, end)
        span = start, number.end() if number else end
        if last and _DASH.fullmatch(text, last[1], start):
            last = last[0], span[1]
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _abbreviations(text: str, abbreviations: tuple[str, ...]) -> Iterator[Span]:
    if abbreviations:
        yield from (found.span() for found in _pattern(abbreviations).finditer(text))


@cache
def _pattern(abbreviations: tuple[str, ...]) -> regex.Pattern[str]:
    shortened = "|".join(map(regex.escape, abbreviations))
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}.])(?:{shortened})(?![\p{{L}}\p{{N}}])")
