"""Names of bodies and titles of office in both languages → candidates.

A name is linked with one of the other language that occurs with it more often than with any rival,
and the other way round; once is enough where a unit has no other name. Nothing is invented.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tmkit.model import Candidate, Evidence, Term
from tmkit.terms.known import KnownNames
from tmkit.terms.ledger import Sighting
from tmkit.terms.names import find_names
from tmkit.text import fold

__all__ = ["NameLedger"]

_MOST_EVIDENCE = 5
# Pairs of a unit that tell what belongs together; in a list of names more tell nothing.
_MOST_TOGETHER = 400
# What a link is worth by how exclusive it is; an order, fitted to nothing.
_BASE, _SPREAD = 0.45, 0.5
# Seen less often, a name may be a slip for another.
_SURE = 2


class NameLedger:
    """All names of a corpus, in two languages, and how often they occur together."""

    def __init__(self, source: str, target: str) -> None:
        self._languages = (source, target)
        self._spellings: dict[str, dict[str, Counter[str]]] = {source: {}, target: {}}
        self._slips: dict[str, dict[str, Counter[str]]] = {source: {}, target: {}}
        self._units: dict[str, Counter[str]] = {source: Counter(), target: Counter()}
        self._together: Counter[tuple[str, str]] = Counter()
        self._alone: set[tuple[str, str]] = set()
        self._evidence: dict[tuple[str, str], list[Evidence]] = {}

    def add(self, sighting: Sighting) -> None:
        """Count the names of a unit."""
        found = dict(sighting.names)
        keys = [self._keys(lang, found.get(lang, ())) for lang in self._languages]
        if len(keys[0]) * len(keys[1]) > _MOST_TOGETHER:
            return
        pairs = [(one, other) for one in keys[0] for other in keys[1]]
        self._together.update(pairs)
        if len(pairs) == 1:
            self._alone.add(pairs[0])
        for pair in pairs:
            seen = self._evidence.setdefault(pair, [])
            if len(seen) < _MOST_EVIDENCE:
                names = keys[0][pair[0]], keys[1][pair[1]]
                spans = tuple(zip(self._languages, names, strict=True))
                seen.append(Evidence(sighting.reference, spans))

    def _keys(self, lang: str, names: Iterable[tuple[str, str]]) -> dict[str, str]:
        """The names of a text in a language by their keys; a slip counts as what it is one for."""
        keys = {}
        for text, right in names:
            key = fold(right or text)
            keys[key] = text
            spellings = self._spellings[lang].setdefault(key, Counter())
            if right:
                self._slips[lang].setdefault(key, Counter())[text] += 1
            spellings[right or text] += 1
        self._units[lang].update(keys.keys())
        return keys

    def candidates(self) -> list[Candidate]:
        """The names that are linked, best first, with what seem to be slips of them."""
        slips = [self._slips_of(lang) for lang in self._languages]
        best: list[dict[str, tuple[float, bool]]] = [{}, {}]
        for (one, other), count in self._together.items():
            worth = self._dice(one, other, count)
            for side, key in enumerate((one, other)):
                known = best[side].get(key)
                is_tie = known is not None and known[0] == worth
                if known is None or worth >= known[0]:
                    best[side][key] = worth, is_tie
        found = [
            self._candidate(pair, worth, slips)
            for pair, count in self._together.items()
            if (worth := self._dice(*pair, count))
            and (count >= _SURE or pair in self._alone)
            and best[0][pair[0]] == best[1][pair[1]] == (worth, False)
        ]
        return sorted(found, key=lambda each: (-each.score, each.terms[0].text))

    def _dice(self, one: str, other: str, count: int) -> float:
        source, target = self._languages
        return 2 * count / (self._units[source][one] + self._units[target][other])

    def _candidate(
        self, pair: tuple[str, str], worth: float, slips: list[dict[str, list[str]]]
    ) -> Candidate:
        terms = tuple(
            term
            for lang, key, others in zip(self._languages, pair, slips, strict=True)
            for term in self._terms(lang, key, others.get(key, []))
        )
        count = self._together[pair]
        # Once is less than twice.
        score = round(_BASE + _SPREAD * worth * count / (count + 0.5), 4)
        return Candidate(terms, score, "name", tuple(self._evidence[pair]), count)

    def _terms(self, lang: str, key: str, others: list[str]) -> Iterator[Term]:
        text = _commonest(self._spellings[lang][key])
        yield Term(lang, text, part_of_speech="properNoun")
        for other in others:
            yield Term(lang, other, kind="variant", status="admitted", part_of_speech="properNoun")

    def _slips_of(self, lang: str) -> dict[str, list[str]]:
        """For each sure name the spellings that are it but for a slip."""
        sure = {
            _commonest(spellings): key
            for key, spellings in self._spellings[lang].items()
            if spellings.total() >= _SURE
        }
        known = KnownNames(sure)
        slips = {key: sorted(found) for key, found in self._slips[lang].items()}
        for _, spellings in sorted(self._spellings[lang].items()):
            text = _commonest(spellings)
            if spellings.total() < _SURE:
                for mention in find_names(text, lang, known=known):
                    is_whole = mention.span == (0, len(text))
                    if is_whole and mention.known and mention.how == "typo":
                        slips.setdefault(sure[mention.known], []).append(text)
        return slips


def _commonest(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda each: (-spellings[each], each))
