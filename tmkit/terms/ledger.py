"""Acronyms seen in segments and units, added up over a corpus → a ledger, and term candidates.

Map: `sightings_of` a unit or a segment. Reduce: `AcronymLedger.add`. An acronym of one language is
linked with one of the other by evidence alone, in this order: the same string in aligned segments;
the same string elsewhere in the corpus; the pair that occurs together more often than either does
with any rival. Without evidence the other side stays empty: a counterpart is never invented.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from types import MappingProxyType
from typing import NamedTuple

from tmkit.lexicon import facts_of
from tmkit.lexicon.shapes import letters_of, singular
from tmkit.model import Candidate, Evidence, Term
from tmkit.terms.acronyms import find_acronyms
from tmkit.terms.known import KnownNames
from tmkit.terms.names import find_names
from tmkit.text import fold, fold_loosely

__all__ = ["AcronymLedger", "LedgerEntry", "LongForm", "Sighting", "sightings_of"]

Known = Mapping[str, Collection[str]]
_NOTHING: Known = MappingProxyType({})
_NO_NAMES: Mapping[str, KnownNames] = MappingProxyType({})
# Contexts kept for each acronym; the counts go on.
_MOST_EVIDENCE = 5
# Pairs of a unit that tell what belongs together; more tell nothing.
_MOST_TOGETHER = 400
# How much a link is worth, by what it rests on; an order, fitted to nothing.
_SAME, _ELSEWHERE, _BOTH_GLOSSED, _ONE_SIDED = 0.8, 0.6, 0.15, 0.3


class Sighting(NamedTuple):
    """The acronyms and names of a translation unit, or of one segment that has no counterpart.

    shorts: for each language, (acronym, long form or "") in order; reference: `document#n`.
    date: of the document, YYYY-MM-DD, or "". names: for each language the names of bodies and the
    titles of office, each with the known name for which it is a slip, or "".
    """

    reference: str
    shorts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    date: str = ""
    names: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class LongForm:
    """What an acronym is said to stand for: how often, and in documents from when to when.

    first, last: YYYY-MM-DD, "" where no document with it has a date. reference: `document#n`, where
    it is seen first.
    """

    text: str
    count: int
    first: str
    last: str
    reference: str


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """An acronym of one language with all that it is said to stand for, the most frequent first.

    counterpart: the acronym of the other language that it is linked with, method: by what; both ""
    where there is none. doubts: "contradiction" where two long forms cannot be the same name,
    "succession" where one of them ends before the other begins, "unexplained" where there is none
    in either language. All of it is for a person to decide.
    """

    lang: str
    acronym: str
    count: int
    longs: tuple[LongForm, ...]
    first: str
    last: str
    counterpart: str = ""
    method: str = ""
    doubts: tuple[str, ...] = ()


def sightings_of(
    reference: str,
    texts: dict[str, str],
    *,
    date: str = "",
    known: Known = _NOTHING,
    names: Mapping[str, KnownNames] = _NO_NAMES,
) -> Iterator[Sighting]:
    """What is seen in the texts of a unit, by language; nothing where there is nothing to see.

    known: what other texts define, as for `find_acronyms`. names: by language those that are known.
    """
    shorts = tuple((lang, tuple(_glossed(text, lang, known))) for lang, text in texts.items())
    named = tuple(
        (lang, tuple(_named(text, lang, names.get(lang)))) for lang, text in texts.items()
    )
    if any(found for _, found in (*shorts, *named)):
        yield Sighting(reference, shorts, date, named)


def _named(text: str, lang: str, names: KnownNames | None) -> Iterator[tuple[str, str]]:
    for mention in find_names(text, lang, known=names):
        slip = mention.known if mention.how == "typo" else None
        yield text[slice(*mention.span)], slip or ""


def _glossed(text: str, lang: str, known: Known) -> Iterator[tuple[str, str]]:
    for mention in find_acronyms(text, lang, known=known):
        if text[slice(*mention.short)] in facts_of(lang).abbreviations:
            continue
        long = text[slice(*mention.long)] if mention.long else ""
        yield text[slice(*mention.short)], long


@dataclass(slots=True)
class _Seen:
    """How often something is seen, in which spellings, in documents of which dates, where first."""

    count: int = 0
    spellings: Counter[str] = field(default_factory=Counter)
    dates: set[str] = field(default_factory=set)
    reference: str = ""

    def add(self, spelling: str, sighting: Sighting) -> None:
        self.count += 1
        self.spellings[spelling] += 1
        self.reference = self.reference or sighting.reference
        if sighting.date:
            self.dates = {min({*self.dates, sighting.date}), max({*self.dates, sighting.date})}

    @property
    def text(self) -> str:
        return min(self.spellings, key=lambda each: (-self.spellings[each], each))

    @property
    def first(self) -> str:
        return min(self.dates, default="")

    @property
    def last(self) -> str:
        return max(self.dates, default="")


@dataclass(slots=True)
class _Acronym(_Seen):
    """One acronym of one language over the corpus."""

    longs: dict[str, _Seen] = field(default_factory=lambda: defaultdict(_Seen))
    evidence: list[Evidence] = field(default_factory=list)

    def ranked(self) -> list[_Seen]:
        """The long forms, the most frequent first."""
        return sorted(self.longs.values(), key=lambda long: (-long.count, long.text))


class AcronymLedger:
    """All acronyms of a corpus with their long forms and how often they occur together."""

    def __init__(self, source: str, target: str) -> None:
        self._languages = (source, target)
        self._acronyms: dict[str, dict[str, _Acronym]] = {source: {}, target: {}}
        self._together: Counter[tuple[str, str]] = Counter()

    def add(self, sighting: Sighting) -> None:
        """Count what was seen."""
        keys: dict[str, list[str]] = {}
        for lang, found in sighting.shorts:
            keys[lang] = list(dict.fromkeys(letters_of(short) for short, _ in found))
            for short, long in found:
                self._count(lang, short, long, sighting)
        source, target = (keys.get(lang, []) for lang in self._languages)
        # In a list of all acronyms everything stands beside everything.
        if len(source) * len(target) <= _MOST_TOGETHER:
            self._together.update((one, other) for one in source for other in target)

    def _count(self, lang: str, short: str, long: str, sighting: Sighting) -> None:
        acronym = self._acronyms[lang].setdefault(letters_of(short), _Acronym())
        acronym.add(singular(short), sighting)
        if long:
            acronym.longs[fold(long)].add(long, sighting)
            if len(acronym.evidence) < _MOST_EVIDENCE:
                seen = Evidence(sighting.reference, ((lang, f"{long} ({short})"),))
                acronym.evidence.append(seen)

    def entries(self) -> list[LedgerEntry]:
        """Every acronym, by language, the most frequent first."""
        links = self._links()
        back = {other: (one, method) for one, (other, method) in links.items()}
        source, target = self._languages
        found = []
        for lang, twin, twins in ((source, target, links), (target, source, back)):
            for key, acronym in self._acronyms[lang].items():
                other, method = twins.get(key, ("", ""))
                found.append(_entry(lang, acronym, self._acronyms[twin].get(other), method))
        order = {source: 0, target: 1}
        return sorted(found, key=lambda each: (order[each.lang], -each.count, each.acronym))

    def candidates(self) -> list[Candidate]:
        """The acronyms that the corpus explains in one language at least, best first."""
        source, target = self._languages
        links = self._links()
        linked = {other for other, _ in links.values()}
        pairs = [(key, *links.get(key, ("", ""))) for key in self._acronyms[source]]
        pairs += [("", key, "") for key in self._acronyms[target] if key not in linked]
        found = filter(None, (self._candidate(*pair) for pair in pairs))
        return sorted(found, key=lambda each: (-each.score, each.terms[0].text, each.terms[0].lang))

    def _links(self) -> dict[str, tuple[str, str]]:
        """Source key → target key, and by what evidence."""
        source, target = (self._acronyms[lang] for lang in self._languages)
        links = {key: (key, "same-string") for key in source if key in target}
        links |= {one: (one, "same-acronym") for one, other in self._together if one == other}
        taken = {other for other, _ in links.values()}
        open_pairs = [
            (2 * count / (source[one].count + target[other].count), count, one, other)
            for (one, other), count in self._together.items()
            if one not in links and other not in taken
        ]
        best: dict[str, list[tuple[float, int, str, str]]] = defaultdict(list)
        for pair in sorted(open_pairs, reverse=True):
            best[f"s{pair[2]}"].append(pair)
            best[f"t{pair[3]}"].append(pair)
        for pair in sorted(open_pairs, reverse=True):
            dice, count, one, other = pair
            first = best[f"s{one}"][0] == pair and best[f"t{other}"][0] == pair
            rivals = [*best[f"s{one}"][1:2], *best[f"t{other}"][1:2]]
            explained = bool(source[one].longs and target[other].longs)
            # Once is chance, unless both are explained there and nothing else is.
            if first and (count > 1 or explained) and all(rival[0] < dice for rival in rivals):
                links[one] = other, "co-occurrence"
        return links

    def _candidate(self, one: str, other: str, method: str) -> Candidate | None:
        sides = [
            (lang, self._acronyms[lang][key])
            for lang, key in zip(self._languages, (one, other), strict=True)
            if key
        ]
        if not any(acronym.longs for _, acronym in sides):
            return None
        terms = tuple(term for lang, acronym in sides for term in _terms(lang, acronym))
        evidence = _merged(each for _, acronym in sides for each in acronym.evidence)
        count = min(acronym.count for _, acronym in sides)
        if not method:
            return Candidate(terms, _ONE_SIDED, "gloss", evidence, count)
        score = _ELSEWHERE if method == "same-string" else _SAME
        if method == "co-occurrence":
            counts = sum(acronym.count for _, acronym in sides)
            score *= 2 * self._together[one, other] / counts
        score += _BOTH_GLOSSED * all(acronym.longs for _, acronym in sides)
        return Candidate(terms, round(score, 4), method, evidence, count)


def _entry(lang: str, acronym: _Acronym, other: _Acronym | None, method: str) -> LedgerEntry:
    longs = tuple(
        LongForm(long.text, long.count, long.first, long.last, long.reference)
        for long in acronym.ranked()
    )
    return LedgerEntry(
        lang,
        acronym.text,
        acronym.count,
        longs,
        acronym.first,
        acronym.last,
        other.text if other else "",
        method,
        tuple(_doubts(longs, explained=bool(longs or (other and other.longs)))),
    )


def _doubts(longs: tuple[LongForm, ...], *, explained: bool) -> Iterator[str]:
    if not explained:
        yield "unexplained"
    apart = [
        (one, other) for one, other in combinations(longs, 2) if not _is_part(one.text, other.text)
    ]
    if apart:
        yield "contradiction"
    dated = [(one, other) for one, other in apart if one.last and other.last]
    if any(one.last < other.first or other.last < one.first for one, other in dated):
        yield "succession"


def _is_part(one: str, other: str) -> bool:
    """Whether one of two names is the other but for words at its ends and for case and marks."""
    keys = [f" {fold_loosely(text)} " for text in (one, other)]
    return keys[0] in keys[1] or keys[1] in keys[0]


def _merged(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The same, what both languages say at one place together."""
    spans: dict[str, dict[str, str]] = {}
    for each in evidence:
        spans.setdefault(each.reference, {}).update(each.spans)
    return tuple(Evidence(place, tuple(seen.items())) for place, seen in spans.items())


def _terms(lang: str, acronym: _Acronym) -> Iterator[Term]:
    """The acronym and its long forms, the most frequent preferred."""
    longs = [long.text for long in acronym.ranked()]
    yield Term(lang, acronym.text, kind="acronym", full=longs[0] if longs else "")
    for number, long in enumerate(longs):
        status = "admitted" if number else "preferred"
        yield Term(lang, long, kind="variant" if number else "fullForm", status=status)
