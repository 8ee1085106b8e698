"""How the shipped languages negate: facts, as patterns."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
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
    translation; soft: what negates in another way, "fails", "thiếu".
    """

    clear: regex.Pattern[str]
    exempt: regex.Pattern[str]
    soft: regex.Pattern[str]


@cache
def negation_facts_of(tag: str) -> NegationFacts | None:
    """The facts on the language of a BCP 47 tag, None for one that has none."""
    name = f"{lang.primary(tag)}.negation.toml"
    file = resources.files(__package__).joinpath("data", name)
    if not file.is_file():
        return None
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    soft = _words(table["soft"])
    if "chance" in table:
        soft = rf"(?!{_words(table['chance'])}){soft}"
    patterns = "|".join(table["clear"]), "|".join(table["exempt"]), soft
    return NegationFacts(*(regex.compile(each, regex.IGNORECASE) for each in patterns))


def _words(words: Iterable[str]) -> str:
    """A pattern of words; an asterisk stands for letters, two or more at a beginning."""
    patterns = (regex.escape(word).replace(r"\ ", r"\s+") for word in words)
    spread = (_starred(each) for each in patterns)
    return rf"\b(?:{'|'.join(spread)})\b"


def _starred(word: str) -> str:
    # "non-" and "un" need a word after them, stems of words no more than an ending.
    least = 3 if word.startswith(("un", "non")) else 0
    word = regex.sub(r"^\\\*", r"\\p{L}{2,}", word)
    return word.replace(r"\*", rf"\p{{L}}{{{least},}}")
