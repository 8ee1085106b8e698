"""Translation units → term pairs, ranked, best first."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Container, Iterable

from tmkit.lexicon import bands_of, facts_of
from tmkit.lexicon.shapes import is_acronym
from tmkit.model import Candidate, Term, TranslationUnit
from tmkit.terms.counting import RunCount, TermCounts, Texts, count_terms
from tmkit.terms.worth import UNKNOWN, features, worth

__all__ = ["TermCollector", "extract_terms", "in_order", "surface"]

_LANGUAGES = ("en", "vi")
# Pairs of words, of the units that are linked together: these teach one another, and are held.
_SHARD = 4_000_000
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
    collector = TermCollector(languages)
    for unit in units:
        collector.add(unit)
    return collector.candidates()


class TermCollector:
    """Adds up what translation units tell of terms, some five thousand of them at a time.

    These are linked together. Where there are many such parts, a pair seen once is forgotten.
    """

    def __init__(self, languages: tuple[str, str]) -> None:
        self._languages = languages
        self._ordered = in_order(languages)
        self._waiting: list[Texts] = []
        self._cells = 0
        self._counts = TermCounts()

    def add(self, unit: TranslationUnit) -> None:
        """Take in a unit; one without two texts, or too long, tells nothing."""
        one, other = (unit.text(tag) for tag in self._ordered)
        # A copy of its source teaches copies only.
        if one and other and one != other and max(len(one), len(other)) <= _LONGEST_UNIT:
            self._waiting.append(Texts(_reference(unit), one, other))
            self._cells += _size(one) * _size(other)
        if self._cells >= _SHARD:
            self._count()

    def candidates(self) -> list[Candidate]:
        """The pairs of all units so far, best first."""
        self._count()
        return _candidates(self._counts, self._languages)

    def _count(self) -> None:
        if self._waiting:
            self._counts.add(count_terms(self._waiting, self._ordered))
            self._waiting, self._cells = [], 0


def _size(text: str) -> int:
    """How many tokens a text has, at most: each sign that is no letter may part two and be one."""
    return 1 + sum(not sign.isalnum() for sign in text)


def _reference(unit: TranslationUnit) -> str:
    if unit.origin is None or not unit.origin.source:
        return unit.id
    return f"{unit.origin.documents[0]}#{unit.origin.source[0] + 1}"


def _candidates(counts: TermCounts, languages: tuple[str, str]) -> list[Candidate]:
    """What follows from the counts of a corpus; source and target as in `languages`."""
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
        _candidate(counts, each, [other for _, other in by_source[each[1]]], languages)
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
) -> Candidate:
    score, one, other = found
    ordered = in_order(languages)
    pair = counts.pairs[one, other]
    terms = (
        _term(ordered[0], one, counts.sources[one], counts.sources),
        _term(ordered[1], other, counts.targets[other], counts.targets),
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
    return Candidate(terms, score, method, pair.evidence, pair.together, rivals)


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
