"""Facts on the shipped languages, one data file each; a language without a file has none."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from importlib import resources

from tmkit import lang
from tmkit.lexicon.english import singular, stem

__all__ = ["LanguageFacts", "NameFacts", "Phrases", "facts_of"]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of folded words, of which the longest that begins somewhere is asked for.

    rests: first word → what follows it in each of its phrases.
    """

    rests: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)

    @classmethod
    def of(cls, phrases: Iterable[str]) -> Phrases:
        """The phrases, each with spaces between its words."""
        rests: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            first, *rest = phrase.split()
            rests.setdefault(first, []).append(tuple(rest))
        return cls(rests)

    def length_at(self, keys: Sequence[str]) -> int:
        """How many of the words the longest phrase takes that begins with the first; 0: none."""
        rests = self.rests.get(keys[0], ()) if keys else ()
        fitting = (len(rest) + 1 for rest in rests if tuple(keys[1 : len(rest) + 1]) == rest)
        return max(fitting, default=0)

    def begin_with(self, key: str) -> bool:
        """Whether a phrase begins with the word."""
        return key in self.rests


@dataclass(frozen=True, slots=True)
class NameFacts:
    """How the names of bodies and the titles of office of a language are built.

    The lists are told in the data files, where each stands under its name. Phrases have one word or
    more, sets have single words; all is folded.
    """

    bodies: Phrases = field(default_factory=Phrases)
    faint: Phrases = field(default_factory=Phrases)
    misleading: Phrases = field(default_factory=Phrases)
    bare: Phrases = field(default_factory=Phrases)
    titles: Phrases = field(default_factory=Phrases)
    standing: Phrases = field(default_factory=Phrases)
    joined: Phrases = field(default_factory=Phrases)
    verbs: Phrases = field(default_factory=Phrases)
    tails: Phrases = field(default_factory=Phrases)
    subjects: Phrases = field(default_factory=Phrases)
    localities: Phrases = field(default_factory=Phrases)
    local: Phrases = field(default_factory=Phrases)
    paired: Phrases = field(default_factory=Phrases)
    places: Phrases = field(default_factory=Phrases)
    compounds: Phrases = field(default_factory=Phrases)
    laws: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()
    halves: frozenset[str] = frozenset()
    joints: frozenset[str] = frozenset()
    bridges: frozenset[str] = frozenset()
    first_bridges: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()


_SETS = frozenset(each.name for each in fields(NameFacts) if each.type == "frozenset[str]")


@dataclass(frozen=True, slots=True)
class LanguageFacts:
    """What must be known of a language.

    codes: what people write for its tag in file names.
    months: folded month name or its abbreviation → 1 to 12, where months have names.
    heads: words with which names of bodies begin, folded; nouns: with which terms begin.
    not_first, not_last: words with which no term begins or ends, folded.
    longest_term: how many words or syllables the longest have.
    before_nouns, before_verbs: words that stand before nouns and before verbs, folded.
    numbered: first words of the heads of bodies that bear numbers: working group 1.
    inner: function words that stand inside names and give no letter to an acronym, folded.
    links: words over which a name goes on to another that it holds; any other parts the two.
    stops: words over which no term goes on, folded.
    abbreviations: what is written with a stop and counts as an acronym with it: TS., p.m.
    called: what stands between a name and its acronym; stands_for, copulas: between an acronym and
    its name, for certain or perhaps.
    syllable: a pattern for the words of a language whose words are syllables, lower case, unmarked.
    separators: the signs between thousands and before decimals, "" where they are not known.
    negations: words that turn the meaning of a sentence round, folded.
    stem: folded word → what it shares with its inflections; singular: folded word → its singular.
    heads_first: whether a name begins with its head (Tổ chức …) and its letters are its syllables'.
    openers: words with which no definition begins, articles; true_openers: but with these it may;
    defining: what joins a term to its definition in a sentence. All folded.
    names: how names of bodies and titles of office are built.
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
    separators: tuple[str, str]
    negations: frozenset[str]
    stem: Callable[[str], str]
    singular: Callable[[str], str]
    not_first: frozenset[str]
    not_last: frozenset[str]
    before_nouns: frozenset[str]
    before_verbs: frozenset[str]
    longest_term: int
    openers: Phrases
    true_openers: Phrases
    defining: Phrases
    names: NameFacts


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
        separators=(table.get("thousands", ""), table.get("decimals", "")),
        negations=frozenset(table.get("negations", ())),
        stem=_STEMS[table.get("inflection", "unknown")],
        singular=_SINGULARS.get(table.get("inflection", ""), str),
        not_first=frozenset(table.get("function", ())) | frozenset(table.get("not_first", ())),
        not_last=frozenset(table.get("function", ())) | frozenset(table.get("not_last", ())),
        before_nouns=frozenset(table.get("before_nouns", ())),
        before_verbs=frozenset(table.get("before_verbs", ())),
        longest_term=table.get("longest_term", 5),
        openers=Phrases.of(table.get("openers", ())),
        true_openers=Phrases.of(table.get("true_openers", ())),
        defining=Phrases.of(table.get("defining", ())),
        names=_name_facts(table.get("names", {})),
    )


def _name_facts(table: dict[str, list[str]]) -> NameFacts:
    lists = {
        name: frozenset(words) if name in _SETS else Phrases.of(words)
        for name, words in table.items()
    }
    return NameFacts(**lists)  # type: ignore[arg-type] # by name, as the data files have them
