"""Facts on the shipped languages, one data file each; a language without a file has none."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tmkit import lang
from tmkit.lexicon.english import singular, stem

__all__ = ["LanguageFacts", "facts_of"]


@dataclass(frozen=True, slots=True)
class LanguageFacts:
    """What must be known of a language.

    codes: what people write for its tag in file names.
    months: folded month name or its abbreviation → 1 to 12, where months have names.
    heads: words with which names of bodies begin, folded; nouns: with which terms begin.
    not_first, not_last: words with which no term begins or ends, folded.
    longest_term: how many words or syllables the longest have.
    before_nouns, before_verbs: words that stand before nouns and before verbs, folded.
    inner: function words that stand inside names and give no letter to an acronym, folded.
    stem: folded word → what it shares with its inflections; singular: folded word → its singular.
    heads_first: whether a name begins with its head (Tổ chức …) and its letters are its syllables'.
    """

    codes: tuple[str, ...]
    months: dict[str, int]
    heads: tuple[str, ...]
    nouns: tuple[str, ...]
    inner: frozenset[str]
    heads_first: bool
    stem: Callable[[str], str]
    singular: Callable[[str], str]
    not_first: frozenset[str]
    not_last: frozenset[str]
    before_nouns: frozenset[str]
    before_verbs: frozenset[str]
    longest_term: int


def _beginning(word: str) -> str:
    """What a word shares with most of its inflections in a language nothing is known of."""
    return word[:6]


_STEMS: dict[str, Callable[[str], str]] = {"english": stem, "none": str, "unknown": _beginning}
_SINGULARS: dict[str, Callable[[str], str]] = {"english": singular}


@cache
def facts_of(tag: str) -> LanguageFacts:
    """The facts on the language of a BCP 47 tag."""
    file = resources.files(__package__).joinpath("data", f"{lang.primary(tag)}.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    months = {
        name: number
        for number, names in enumerate(table.get("months", ()), start=1)
        for name in names
    }
    return LanguageFacts(
        codes=tuple(table.get("codes", ())),
        months=months,
        heads=tuple(table.get("heads", ())),
        nouns=tuple(table.get("nouns", ())),
        inner=frozenset(table.get("inner", ())),
        heads_first=table.get("heads_first", False),
        stem=_STEMS[table.get("inflection", "unknown")],
        singular=_SINGULARS.get(table.get("inflection", ""), str),
        not_first=frozenset(table.get("function", ())) | frozenset(table.get("not_first", ())),
        not_last=frozenset(table.get("function", ())) | frozenset(table.get("not_last", ())),
        before_nouns=frozenset(table.get("before_nouns", ())),
        before_verbs=frozenset(table.get("before_verbs", ())),
        longest_term=table.get("longest_term", 5),
    )
