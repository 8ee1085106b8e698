"""Translation units → term pairs, ranked, best first."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from tmkit.lexicon import bands_of, facts_of
from tmkit.lexicon.shapes import is_acronym
from tmkit.model import Candidate, Evidence, Term, TranslationUnit
from tmkit.terms.counting import RunCount, TermCounts, Texts, count_terms
from tmkit.terms.worth import UNKNOWN, features, worth

__all__ = [
    "RankedTerm",
    "cells_of",
    "extract_terms",
    "in_order",
    "is_part",
    "rank_terms",
    "surface",
    "texts_of",
]

_LANGUAGES = ("en", "vi")
# Pairs of words, and units, that are linked together: these teach one another, and are held.
_PART_CELLS = 4_000_000
_PART_UNITS = 10_000
# Pairs kept while a corpus is added up; beyond it the rarest half is forgotten.
_MOST_PAIRS = 300_000
# Beyond so many characters a unit is a page that nobody has segmented: it teaches nothing.
_LONGEST_UNIT = 3_000
# A copy of so few letters is a unit of measurement or a variable.
_LONGEST_UNIT_SIGN = 2
# A second translation is mostly a part of the first, or a paraphrase.
_RIVAL = -2.5
# Nearly always inside one longer run, it is a piece of a term: "neural" in "neural network".
_FRAGMENT = -2.0
_INSIDE = 0.85
# A short form is paired with a short form: its long form belongs to the ledger of acronyms.
_UNLIKE = -2.0
# What a reader makes of the odds: fitted on 456 pairs of five corpora that were read.
_SCALE, _SHIFT = 0.65, 2.45
_LEAST = 0.2
# Of rival translations those that are seen in so many of a hundred places are named.
_LEAST_RIVAL = 0.05


def extract_terms(
    units: Iterable[TranslationUnit], *, languages: tuple[str, str] = _LANGUAGES
) -> list[Candidate]:
    """The term pairs of translation units in two languages, BCP 47 tags; best first.

    Each source term stands twice at least. score: how probable it is that the pair is right and a
    term. Common nouns come in lower case, and in the singular where the corpus has that form.
    """
    ordered = in_order(languages)
    counts = TermCounts()
    seen: dict[int, Texts] = {}
    first = 0
    for part in _parts(units, ordered):
        found = count_terms(part, ordered, first=first)
        places = {place for pair in found.pairs.values() for place in pair.places}
        seen |= {place: part[place - first] for place in places}
        counts.add(found)
        if len(counts.pairs) > _MOST_PAIRS:
            counts.forget()
        first += len(part)
    ranked = rank_terms(counts, languages, (counts.sources, counts.targets))
    return [
        replace(candidate, evidence=tuple(_evidence(seen[place], ordered) for place in places))
        for candidate, _, places in ranked
    ]


def _parts(units: Iterable[TranslationUnit], ordered: tuple[str, str]) -> Iterator[list[Texts]]:
    """The texts of units, as many together as are linked together."""
    part: list[Texts] = []
    cells = 0
    for texts in filter(None, (texts_of(unit, ordered) for unit in units)):
        part.append(texts)
        cells += cells_of(texts)
        if is_part(len(part), cells):
            yield part
            part, cells = [], 0
    if part:
        yield part


def texts_of(unit: TranslationUnit, ordered: tuple[str, str]) -> Texts | None:
    """What of a unit is searched; one without two texts, or too long, tells nothing.

    ordered: the languages, as `in_order` has them.
    """
    one, other = (unit.text(tag) for tag in ordered)
    # A copy of its source teaches copies only.
    if one and other and one != other and max(len(one), len(other)) <= _LONGEST_UNIT:
        return Texts(_reference(unit), one, other)
    return None


def cells_of(texts: Texts) -> int:
    """How many pairs of words two texts have, at most."""
    return _size(texts.source) * _size(texts.target)


def is_part(units: int, cells: int) -> bool:
    """Whether so many units with so many cells are enough to be linked together."""
    return cells >= _PART_CELLS or units >= _PART_UNITS


def _size(text: str) -> int:
    """How many tokens a text has, at most: each sign that is no letter may part two and be one."""
    return 1 + len(text) - sum(map(str.isalnum, text))


def _evidence(texts: Texts, ordered: tuple[str, str]) -> Evidence:
    return Evidence(texts.reference, tuple(zip(ordered, texts[1:], strict=True)))


def _reference(unit: TranslationUnit) -> str:
    if unit.origin is None or not unit.origin.source:
        return unit.id
    return f"{unit.origin.documents[0]}#{unit.origin.source[0] + 1}"


class RankedTerm(NamedTuple):
    """A candidate without its evidence, and the numbers of the units where that is.

    keys: by which those of one score are in order.
    """

    candidate: Candidate
    keys: tuple[str, str]
    places: tuple[int, ...]


def rank_terms(
    counts: TermCounts,
    languages: tuple[str, str],
    words: tuple[Container[str], Container[str]],
) -> list[RankedTerm]:
    """What follows from the counts of a corpus, best first; the counts of a source are whole.

    languages: of source and target. words: of both sides, those that stand by themselves.
    """
    ordered = in_order(languages)
    by_source: dict[str, list[tuple[float, str]]] = defaultdict(list)
    bands = _Bands(ordered[0])
    most: Counter[str] = Counter()
    for (one, _), pair in counts.pairs.items():
        most[one] = max(most[one], pair.count)
    for (one, other), pair in counts.pairs.items():
        if one == other and len(one) <= _LONGEST_UNIT_SIGN:
            continue
        runs = counts.sources[one], counts.targets[other]
        odds = worth(features(one, other, *runs, pair, most=most[one], bands=bands))
        odds += _FRAGMENT * (runs[0].whole >= _INSIDE * runs[0].count)
        odds += _UNLIKE * (_is_short(runs[0]) != _is_short(runs[1]))
        by_source[one].append((odds, other))
    found = []
    for one, others in by_source.items():
        others.sort(key=lambda each: (-each[0], each[1]))
        for number, (odds, other) in enumerate(others):
            score = _calibrated(odds + (_RIVAL if number else 0.0))
            if score >= _LEAST:
                found.append((score, one, other))
    found.sort(key=lambda each: (-each[0], each[1], each[2]))
    return [
        RankedTerm(
            _candidate(counts, each, [other for _, other in by_source[each[1]]], languages, words),
            each[1:],
            counts.pairs[each[1:]].places,
        )
        for each in found
    ]


def in_order(languages: tuple[str, str]) -> tuple[str, str]:
    """The language whose general words are known first: the other is found through it."""
    swapped = bands_of(languages[1]) and not bands_of(languages[0])
    return (languages[1], languages[0]) if swapped else languages


class _Bands(dict[str, int]):
    """Word → band, by its stem."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self._known, self._stem = bands_of(tag), facts_of(tag).stem

    def __missing__(self, word: str) -> int:
        self[word] = self._known.get(self._stem(word), UNKNOWN)
        return self[word]


def _calibrated(odds: float) -> float:
    """The share of such pairs that a reader finds right, and terms."""
    return round(1 / (1 + math.exp(-(_SCALE * odds + _SHIFT))), 4)


def _candidate(
    counts: TermCounts,
    found: tuple[float, str, str],
    others: list[str],
    languages: tuple[str, str],
    words: tuple[Container[str], Container[str]],
) -> Candidate:
    score, one, other = found
    ordered = in_order(languages)
    pair = counts.pairs[one, other]
    terms = (
        _term(ordered[0], one, counts.sources[one], words[0]),
        _term(ordered[1], other, counts.targets[other], words[1]),
    )
    linked = sum(counts.pairs[one, each].count for each in others)
    rivals = tuple(
        (surface(each, counts.targets[each]), share)
        for each in others
        if each != other
        and (share := round(counts.pairs[one, each].count / linked, 4)) >= _LEAST_RIVAL
    )
    method = "glossed-alignment" if counts.sources[one].glossed else "alignment"
    terms = terms if ordered == languages else terms[::-1]
    return Candidate(terms, score, method, (), pair.together, rivals)


def _term(tag: str, key: str, run: RunCount, known: Container[str]) -> Term:
    text = surface(key, run)
    *others, last = text.split(" ")
    singular = facts_of(tag).singular(last)
    # The singular of a plural, where the corpus or the general vocabulary has it as a word.
    is_row = not facts_of(tag).not_first.isdisjoint(others)  # "questions and answers"
    if (
        singular != last
        and not is_row
        and (singular in known or facts_of(tag).stem(singular) in bands_of(tag))
    ):
        text = " ".join([*others, singular])
    return Term(tag, text, kind="acronym" if is_acronym(text) else "fullForm")


def surface(key: str, run: RunCount) -> str:
    """How the term is written: names as the corpus has them, others in lower case and singular."""
    forms = sorted(run.forms.items(), key=lambda form: (-form[1], form[0]))
    small = [(form, count) for form, count in forms if not form[0].isupper()]
    is_name = run.inside > 0 and 2 * run.capitals > run.inside
    if is_name or (not small and _is_fixed(forms[0][0])):
        return _one_line(forms[0][0])
    if not small:
        small = [(form[0].lower() + form[1:], count) for form, count in forms]
    exact = [form for form, _ in small if form.replace("-", " ").lower() == key]
    return _one_line(exact[0] if exact else small[0][0])


def _one_line(form: str) -> str:
    return " ".join(unicodedata.normalize("NFC", form).split())


def _is_short(run: RunCount) -> bool:
    return is_acronym(max(run.forms, key=lambda form: (run.forms[form], form)))


def _is_fixed(form: str) -> bool:
    """Whether capitals belong to a form: an acronym, a name of several words."""
    return form[1:] != form[1:].lower()
