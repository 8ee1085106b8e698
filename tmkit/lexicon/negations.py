"""How the shipped languages negate: facts, as patterns."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import regex

from tmkit import lang

__all__ = ["NegationFacts", "negation_facts_of"]


@dataclass(frozen=True, slots=True)
class NegationFacts:
    """Patterns of what negates in a language.

    clear: what does for certain; exempt: what only looks like it, or goes with no negation in a
    translation; soft: by kind, the same in all languages, what negates in another way, "fails",
    "thiếu"; alike: what is of such a kind and takes no negation's place, "only", "bỏ qua"; chance:
    what looks like either and is not; firm: the kinds that a translation always shows in some way.
    """

    clear: regex.Pattern[str]
    exempt: regex.Pattern[str]
    soft: Mapping[str, regex.Pattern[str]]
    alike: Mapping[str, regex.Pattern[str]]
    chance: regex.Pattern[str]
    firm: frozenset[str]

    def ways_in(self, text: str) -> list[tuple[str, tuple[int, int]]]:
        """What negates in another way in a text: its kind, and where it stands."""
        return self._found(text, self.soft)

    def kinds_in(self, text: str) -> Counter[str]:
        """How often each kind of it stands in a text."""
        return Counter(kind for kind, _ in self._found(text, self.soft))

    def likes_in(self, text: str) -> Counter[str]:
        """How often each kind of what is alike stands in a text."""
        return Counter(kind for kind, _ in self._found(text, self.alike))

    def _found(
        self, text: str, kinds: Mapping[str, regex.Pattern[str]]
    ) -> list[tuple[str, tuple[int, int]]]:
        for pattern in (self.clear, self.chance):
            text = pattern.sub(_blank, text)
        found: list[tuple[str, tuple[int, int]]] = []
        for kind, pattern in kinds.items():
            found += ((kind, each.span()) for each in pattern.finditer(text))
            # "Unless" is of one kind, and does not end in "less".
            text = pattern.sub(_blank, text)
        return found


def _blank(found: regex.Match[str]) -> str:
    return " " * len(found[0])


@cache
def negation_facts_of(tag: str) -> NegationFacts | None:
    """The facts on the language of a BCP 47 tag, None for one that has none."""
    name = f"{lang.primary(tag)}.negation.toml"
    file = resources.files(__package__).joinpath("data", name)
    if not file.is_file():
        return None
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    clear, exempt = (
        regex.compile("|".join(table[key]), regex.IGNORECASE) for key in ("clear", "exempt")
    )
    soft, alike = (
        {kind: _words(words) for kind, words in table[key].items()} for key in ("soft", "alike")
    )
    return NegationFacts(
        clear, exempt, soft, alike, _words(table["chance"]), frozenset(table["firm"])
    )


def _words(words: Iterable[str]) -> regex.Pattern[str]:
    """A pattern of words; an asterisk stands for letters, two or more at a beginning."""
    patterns = (regex.escape(word).replace(r"\ ", r"\s+") for word in words)
    return regex.compile(rf"\b(?:{'|'.join(map(_starred, patterns))})\b", regex.IGNORECASE)


def _starred(word: str) -> str:
    # Prefixes need a word behind them, stems of words no more than an ending.
    least = 3 if word.startswith(("un\\*", "non\\*", "non\\-\\*")) else 0
    word = regex.sub(r"^\\\*", r"\\p{L}{2,}", word)
    return word.replace(r"\*", rf"\p{{L}}{{{least},}}")
