"""Facts on the shipped languages, one data file each; a language without a file has none."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tmkit import lang
from tmkit.lexicon.english import stem

__all__ = ["LanguageFacts", "facts_of"]


@dataclass(frozen=True, slots=True)
class LanguageFacts:
    """What must be known of a language.

    codes: what people write for its tag in file names.
    months: folded month name or its abbreviation → 1 to 12, where months have names.
    heads: words with which names of bodies begin, folded; nouns: with which terms begin.
    numbered: first words of the heads of bodies that bear numbers: working group 1.
    inner: function words that stand inside names and give no letter to an acronym, folded.
    links: words over which a name goes on to another that it holds; any other parts the two.
    stops: words over which no term goes on, folded.
    abbreviations: what is written with a stop and counts as an acronym with it: TS., p.m.
    called: what stands between a name and its acronym; stands_for, copulas: between an acronym and
    its name, for certain or perhaps.
    syllable: a pattern for the words of a language whose words are syllables, lower case, unmarked.
    stem: folded word → what it shares with its inflections.
    heads_first: whether a name begins with its head (Tổ chức …) and its letters are its syllables'.
    """

    codes: tuple[str, ...]
    months: dict[str, int]
    heads: tuple[str, ...]
    nouns: tuple[str, ...]
    numbered: frozenset[str]
    inner: frozenset[str]
    links: frozenset[str]
    stops: frozenset[str]
    abbreviations: tuple[str, ...]
    called: tuple[str, ...]
    stands_for: tuple[str, ...]
    copulas: tuple[str, ...]
    syllable: str
    heads_first: bool
    stem: Callable[[str], str]


def _beginning(word: str) -> str:
    """What a word shares with most of its inflections in a language nothing is known of."""
    return word[:6]


_STEMS: dict[str, Callable[[str], str]] = {"english": stem, "none": str, "unknown": _beginning}


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
        numbered=frozenset(table.get("numbered", ())),
        inner=frozenset(table.get("inner", ())),
        links=frozenset(table.get("links", ())),
        stops=frozenset(table.get("stops", ())),
        abbreviations=tuple(table.get("abbreviations", ())),
        called=tuple(table.get("called", ())),
        stands_for=tuple(table.get("stands_for", ())),
        copulas=tuple(table.get("copulas", ())),
        syllable=table.get("syllable", ".*"),
        heads_first=table.get("heads_first", False),
        stem=_STEMS[table.get("inflection", "unknown")],
    )
