"""Acronyms seen in segments and units, added up over a corpus → term candidates.

Map: `sightings_of` a unit or a segment. Reduce: `AcronymLedger.add`. An acronym of one language is
linked with one of the other by evidence alone, in this order: the same string in aligned segments;
the pair that occurs together more often than either does with any rival. Without evidence the
other side stays empty: a counterpart is never invented.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tmkit.lexicon import facts_of
from tmkit.lexicon.shapes import letters_of, singular
from tmkit.model import Candidate, Evidence, Term
from tmkit.terms.acronyms import find_acronyms
from tmkit.text import fold

__all__ = ["AcronymLedger", "Sighting", "sightings_of"]

# Contexts kept for each acronym; the counts go on.
_MOST_EVIDENCE = 5
# How much a link is worth, by what it rests on; an order, fitted to nothing.
_SAME, _BOTH_GLOSSED, _ONE_SIDED = 0.8, 0.15, 0.3


class Sighting(NamedTuple):
    """The acronyms of a translation unit, or of one segment that has no counterpart.

    shorts: for each language, (acronym, long form or "") in order; reference: `document#n`.
    """

    reference: str
    shorts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def sightings_of(reference: str, texts: dict[str, str]) -> Iterator[Sighting]:
    """What is seen in the texts of a unit, by language; nothing where there is no acronym."""
    shorts = tuple((lang, tuple(_glossed(text, lang))) for lang, text in texts.items())
    if any(found for _, found in shorts):
        yield Sighting(reference, shorts)


def _glossed(text: str, lang: str) -> Iterator[tuple[str, str]]:
    for mention in find_acronyms(text, lang):
        if text[slice(*mention.short)] in facts_of(lang).abbreviations:
            continue
        long = text[slice(*mention.long)] if mention.long else ""
        yield text[slice(*mention.short)], long


@dataclass(slots=True)
class _Acronym:
    """One acronym of one language over the corpus."""

    count: int = 0
    spellings: Counter[str] = field(default_factory=Counter)
    longs: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    evidence: list[Evidence] = field(default_factory=list)


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
                self._count(lang, short, long, sighting.reference)
        source, target = (keys.get(lang, []) for lang in self._languages)
        self._together.update((one, other) for one in source for other in target)

    def _count(self, lang: str, short: str, long: str, reference: str) -> None:
        acronym = self._acronyms[lang].setdefault(letters_of(short), _Acronym())
        acronym.count += 1
        acronym.spellings[singular(short)] += 1
        if long:
            acronym.longs[fold(long)][long] += 1
            if len(acronym.evidence) < _MOST_EVIDENCE:
                acronym.evidence.append(Evidence(reference, ((lang, f"{long} ({short})"),)))

    def candidates(self) -> list[Candidate]:
        """The acronyms that the corpus explains in one language at least, best first."""
        source, target = self._languages
        links = self._links()
        linked = set(links.values())
        pairs = [(key, links.get(key, "")) for key in self._acronyms[source]]
        pairs += [("", key) for key in self._acronyms[target] if key not in linked]
        found = filter(None, (self._candidate(one, other) for one, other in pairs))
        return sorted(found, key=lambda each: (-each.score, each.terms[0].text, each.terms[0].lang))

    def unexplained(self) -> list[tuple[str, str, int]]:
        """(language, acronym, count) of those without a long form in either language."""
        linked = self._links()
        back = {other: one for one, other in linked.items()}
        source, target = self._languages
        rows = []
        for lang, twin, twins in ((source, target, linked), (target, source, back)):
            for key, acronym in self._acronyms[lang].items():
                other = self._acronyms[twin].get(twins.get(key, ""))
                if not acronym.longs and not (other and other.longs):
                    rows.append((lang, acronym.spellings.most_common(1)[0][0], acronym.count))
        return sorted(rows, key=lambda row: (-row[2], row[1], row[0]))

    def _links(self) -> dict[str, str]:
        """Source key → target key."""
        source, target = (self._acronyms[lang] for lang in self._languages)
        links = {one: one for one, other in self._together if one == other}
        open_pairs = [
            (2 * count / (source[one].count + target[other].count), count, one, other)
            for (one, other), count in self._together.items()
            if one not in links and other not in links
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
                links[one] = other
        return links

    def _candidate(self, one: str, other: str) -> Candidate | None:
        sides = [
            (lang, self._acronyms[lang][key])
            for lang, key in zip(self._languages, (one, other), strict=True)
            if key
        ]
        if not any(acronym.longs for _, acronym in sides):
            return None
        terms = tuple(term for lang, acronym in sides for term in _terms(lang, acronym))
        evidence = _merged(each for _, acronym in sides for each in acronym.evidence)
        glossed = sum(1 for _, acronym in sides if acronym.longs)
        if len(sides) == 1:
            return Candidate(terms, _ONE_SIDED, "gloss", evidence)
        method, score = "same-acronym", _SAME
        if one != other:
            counts = sum(acronym.count for _, acronym in sides)
            method, score = "co-occurrence", _SAME * 2 * self._together[one, other] / counts
        return Candidate(terms, round(score + _BOTH_GLOSSED * (glossed == 2), 4), method, evidence)


def _merged(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The same, what both languages say at one place together."""
    spans: dict[str, dict[str, str]] = {}
    for each in evidence:
        spans.setdefault(each.reference, {}).update(each.spans)
    return tuple(Evidence(place, tuple(seen.items())) for place, seen in spans.items())


def _terms(lang: str, acronym: _Acronym) -> Iterator[Term]:
    """The acronym and its long forms, the most frequent preferred."""
    longs = [
        (sum(spellings.values()), spellings.most_common(1)[0][0])
        for spellings in acronym.longs.values()
    ]
    longs.sort(key=lambda row: (-row[0], row[1]))
    full = longs[0][1] if longs else ""
    short = acronym.spellings.most_common(1)[0][0]
    yield Term(lang, short, kind="acronym", full=full)
    for number, (_, long) in enumerate(longs):
        status = "admitted" if number else "preferred"
        yield Term(lang, long, kind="variant" if number else "fullForm", status=status)
