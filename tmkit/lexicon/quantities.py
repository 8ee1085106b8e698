"""How the shipped languages write numbers, dates and measures: facts, as patterns."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import regex

from tmkit import lang
from tmkit.lexicon.facts import facts_of
from tmkit.text import fold

__all__ = ["QuantityFacts", "Unit", "quantity_facts_of"]

Pattern = regex.Pattern[str]

# Of words that only look like names of units.
_NO_DIMENSION = "none"
_NEVER = regex.compile(r"(?!)")


class Unit(NamedTuple):
    """A unit of measure. worth: how many base units of its dimension it is.

    is_loose: whether what it was read from may mean something else.
    """

    name: str
    dimension: str
    worth: Fraction
    is_loose: bool = False


@dataclass(frozen=True, slots=True)
class QuantityFacts:
    """What must be known of a language to read its quantities. Names and words are folded.

    words: number word → what it may stand for; magnitudes: word → factor; parts: word → fraction.
    word: a pattern of all of them; plain: those that mean a number and nothing else.
    dates, times: patterns, with groups d, m, M (a name), y, e (an earlier day), and h, n.
    orders: in which numbers alone are a date, "dmy"; regions: the same for a region with a rule.
    decimal: the usual decimal sign.
    months: what stands for them in dates → 1 to 12; month_names: of these, what names a month by
    itself; names_alike: of those, words that mean something else as well.
    weekdays: a pattern with a group for each, "d1" for Monday.
    idioms: numbers, parted by slashes → what says them without naming them.
    labels, references: patterns of what stands before numbers that are no quantities, and before
    those of legal texts; versions: before those of versions, at some distance.
    places: a pattern of lettered places, in groups "letter"; alphabet: the letters in their order.
    vague: a pattern of what stands before units for an amount.
    units: a pattern of names and signs of units; unit_of: name or sign → what it may mean.
    """

    words: Mapping[str, tuple[Fraction, ...]]
    magnitudes: Mapping[str, Fraction]
    parts: Mapping[str, Fraction]
    word: Pattern
    plain: frozenset[str]
    dates: tuple[Pattern, ...]
    times: tuple[Pattern, ...]
    orders: tuple[str, ...]
    regions: Mapping[str, tuple[str, ...]]
    decimal: str
    months: Mapping[str, int]
    month_names: Mapping[str, int]
    names_alike: frozenset[str]
    weekdays: Pattern
    idioms: Mapping[str, tuple[str, ...]]
    labels: Pattern
    references: Pattern
    versions: Pattern
    places: Pattern
    alphabet: str
    vague: Pattern
    units: Pattern
    unit_of: Mapping[str, tuple[Unit, ...]]


@cache
def quantity_facts_of(tag: str) -> QuantityFacts:
    """The facts on the language of a BCP 47 tag; of one that has none, digits can be read."""
    name = f"{lang.primary(tag)}.quantities.toml"
    file = resources.files(__package__).joinpath("data", name)
    table = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    words: dict[str, tuple[Fraction, ...]] = {}
    for value, names in table.get("digits", {}).items():
        for each in map(fold, names):
            words[each] = (*words.get(each, ()), Fraction(value))
    magnitudes = {
        fold(each): Fraction(value)
        for value, names in table.get("magnitudes", {}).items()
        for each in names
    }
    parts = {fold(each): Fraction(value) for each, value in table.get("parts", {}).items()}
    months = dict(facts_of(tag).months)
    months.update(_numbered(table.get("months", ())))
    spoken = sorted({*words, *magnitudes, *parts}, key=lambda word: (-len(word), word))
    return QuantityFacts(
        words=words,
        magnitudes=magnitudes,
        parts=parts,
        word=_words(each for each in spoken if len(each) > 1 or each == "a"),
        plain=frozenset(map(fold, table.get("plain", ()))),
        dates=tuple(_dated(each, months) for each in table.get("dates", ())),
        times=tuple(_timed(each) for each in table.get("times", ())),
        decimal=table.get("decimal", "."),
        regions={name: tuple(orders) for name, orders in table.get("regions", {}).items()},
        orders=tuple(table.get("orders", ("dmy", "mdy"))),
        months=months,
        month_names=facts_of(tag).months,
        names_alike=frozenset(table.get("words_too", ())),
        weekdays=_grouped(table.get("weekdays", ())),
        idioms={key: tuple(said) for key, said in table.get("idioms", {}).items()},
        labels=_before(table.get("labels", {}).get("words", ())),
        versions=_words(table.get("labels", {}).get("versions", ())),
        references=_before(table.get("labels", {}).get("references", ())),
        places=_lettered(table.get("labels", {})),
        alphabet=table.get("labels", {}).get("alphabet", ""),
        vague=_before(table.get("vague", {}).get("words", ())),
        units=_units(table.get("units", {})),
        unit_of=_unit_names(table.get("units", {})),
    )


def _numbered(names: Iterable[Iterable[str]]) -> dict[str, int]:
    return {fold(name): number for number, each in enumerate(names, start=1) for name in each}


def _alternatives(words: Iterable[str]) -> str:
    """The words, the longest first, with any space where they have one."""
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(
        regex.escape(word, literal_spaces=True).replace(" ", r"\s+") for word in longest
    )


def _words(words: Iterable[str]) -> Pattern:
    joined = _alternatives(words)
    if not joined:
        return _NEVER
    return regex.compile(
        rf"(?<![\p{{L}}\p{{M}}\p{{N}}_])(?:{joined})(?![\p{{L}}\p{{M}}\p{{N}}_])", regex.I
    )


def _lettered(table: Mapping[str, Any]) -> Pattern:
    if not table.get("lettered"):
        return _NEVER
    letter = r"(?<letter>[a-zđ]|dd)\b\)?"
    more = rf"(?:(?:\s*,\s*|\s+\p{{L}}{{2,3}}\s+){letter})*"
    word = _alternatives(table["lettered"])
    return regex.compile(
        rf"\b(?i:{word})\s+\(?{letter}{more}|(?<=\d\)?|\s)\((?<letter>[a-zđ]|dd)\)|\A\s*\(?(?<letter>[a-zđ]|dd)\)(?=\s)"
    )


def _before(words: Iterable[str]) -> Pattern:
    joined = _alternatives(words)
    if not joined:
        return _NEVER
    return regex.compile(rf"(?<![\p{{L}}\p{{M}}])(?:{joined})s?[\s:#(]*\Z", regex.I)


def _grouped(days: Iterable[Iterable[str]]) -> Pattern:
    groups = "|".join(f"(?<d{n}>{_alternatives(names)})" for n, names in enumerate(days, start=1))
    return regex.compile(rf"\b(?:{groups})\b", regex.I) if groups else _NEVER


def _dated(pattern: str, months: Iterable[str]) -> Pattern:
    fields = {
        "{d}": r"(?<d>0?[1-9]|[12]\d|3[01])",
        "{e}": r"(?<e>0?[1-9]|[12]\d|3[01])",
        "{m}": r"(?<m>0?[1-9]|1[0-2])(?!\d)",
        "{y}": r"(?<y>\d{4})",
        "{M}": rf"(?<M>{_alternatives(months)})\b\.?",
    }
    for name, field in fields.items():
        pattern = pattern.replace(name, field)
    return regex.compile(rf"(?<![\p{{L}}\p{{M}}\p{{N}}]){pattern}(?![\p{{L}}\p{{N}}])", regex.I)


def _timed(pattern: str) -> Pattern:
    pattern = pattern.replace("{h}", r"(?<h>[01]?\d|2[0-4])").replace("{n}", r"(?<n>[0-5]\d)(?!\d)")
    pattern = pattern.replace("{k}", r"(?<n>[0-5]?\d)(?!\d)")
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}.,:]){pattern}(?![\p{{L}}\p{{N}}])", regex.I)


def _units(table: Mapping[str, Any]) -> Pattern:
    units = [unit for each in table.values() for unit in each.values()]
    words = {word for unit in units for word in unit.get("words", ())}
    signs = {sign for unit in units for sign in unit.get("signs", ())}
    if not words:
        return _NEVER
    # A sign counts beside a number alone; it keeps its case, which tells Mb from mb, m from M.
    edge = r"(?![\p{L}\p{M}\p{N}])"
    spelt = rf"(?<![\p{{L}}\p{{M}}])(?i:{_alternatives(words)}){edge}"
    # "1990s" are years, "40s" too.
    sign = _alternatives(signs - {"s"}) + r"|(?<!\d0)s"
    money = _alternatives(
        sign for unit in table.get("currency", {}).values() for sign in unit.get("signs", ())
    )
    return regex.compile(
        rf"{spelt}|(?<=\d[ \u00a0\u202f]?)(?:{sign}){edge}|(?<!\p{{L}})(?:{money})(?=[ \u00a0]?\d)"
    )


def _unit_names(table: Mapping[str, Any]) -> dict[str, tuple[Unit, ...]]:
    found: dict[str, tuple[Unit, ...]] = {}
    for dimension, units in table.items():
        if dimension == _NO_DIMENSION:
            continue
        for name, facts in units.items():
            loose = {*map(fold, facts.get("loose", ()))}
            for key in (*map(fold, facts.get("words", ())), *facts.get("signs", ())):
                unit = Unit(name, dimension, Fraction(facts["worth"]), key in loose)
                found[key] = (*found.get(key, ()), unit)
    return found
