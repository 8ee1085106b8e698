"""What a corpus says of concepts: counted in one pass, for their terms alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tmkit.lang import primary
from tmkit.lexicon import Mentions, longest
from tmkit.lexicon.shapes import is_acronym
from tmkit.model import Attested, Concept, CorpusSignature, Passage, Term, Translated
from tmkit.tasks.corpora import Seen
from tmkit.tasks.quoting import SourceCheck, shortened
from tmkit.terms import stand_ins
from tmkit.text import fold

__all__ = ["USABLE", "Survey", "Terms"]

USABLE = ("preferred", "admitted")
"""Status of terms that translators may use."""

# Units in which what stands for a term is looked for; in more it is only counted.
_LOOKED_AT = 60
# Of all of them so many are kept, however large the corpus is.
_MOST_KEPT = 20_000
# And so many others, that tell what the words beside it translate.
_BESIDE = 500
# A page that nobody has segmented tells nothing of single words.
_LONGEST = 3_000
# Fewer are chance.
_LEAST = 3
_Key = tuple[int, str]
"""A concept by its number, and the language of its translation."""
_Unit = tuple[int, str, str]
"""A unit by its number, and its texts in the order of the languages."""


class _Use(NamedTuple):
    """A term in a concept: the concept's number, its own number, whether translators may use it."""

    concept: int
    term: int
    usable: bool


class Terms:
    """The terms of concepts by the texts they share, to be found in a language's texts."""

    def __init__(self, concepts: Sequence[Concept], tag: str) -> None:
        uses: dict[str, list[_Use]] = defaultdict(list)
        for number, concept in enumerate(concepts):
            for place, term in enumerate(concept.terms):
                if primary(term.lang) == primary(tag):
                    uses[term.text].append(_Use(number, place, term.status in USABLE))
        self.texts = [*uses]
        self.uses = [*uses.values()]
        self._mentions = Mentions(self.texts, tag)

    def find(self, text: str) -> tuple[set[int], set[int]]:
        """The forms that stand in a text, and those that stand for themselves, not in a longer one.

        Of these the words are the same but for the plural.
        """
        found = self._mentions.find(text)
        whole = {each.term for each in longest(found) if each.is_same}
        return {each.term for each in found}, whole


class _Glosses:
    """Short forms that stand in brackets after a full form of their concept, or before one."""

    def __init__(self, concepts: Sequence[Concept], tag: str) -> None:
        self._places: list[tuple[int, int]] = []
        self._seen: dict[int, set[int]] = defaultdict(set)
        texts: list[str] = []
        for number, concept in enumerate(concepts):
            ours = [
                each for each in enumerate(concept.terms) if primary(each[1].lang) == primary(tag)
            ]
            longs = [term.text for _, term in ours if term.kind in ("fullForm", "variant")]
            for place, short in ours:
                for long in longs if short.kind in ("acronym", "abbreviation") else ():
                    texts += [f"{long} ({short.text})", f"{short.text} ({long})"]
                    self._places += [(number, place)] * 2
        self._mentions = Mentions(texts, tag)

    def add(self, text: str) -> None:
        """Take in a text."""
        for mention in self._mentions.find(text) if "(" in text else ():
            number, place = self._places[mention.term]
            self._seen[number].add(place)

    def of(self, concept: int) -> set[int]:
        """The numbers of the short forms of a concept that were seen so."""
        return self._seen.get(concept, set())


@dataclass(slots=True)
class _Fate:
    """How often a concept's terms had to be translated, were, and what else stood there.

    missed: how often neither its terms nor those of another sense stood there; texts: some of these
    units.
    """

    units: int = 0
    own: int = 0
    missed: int = 0
    texts: list[_Unit] = field(default_factory=list)
    rivals: Counter[str] = field(default_factory=Counter)


class Survey:
    """Takes in the passages of a corpus, and says what they tell of each concept."""

    def __init__(self, concepts: Sequence[Concept], languages: tuple[str, str]) -> None:
        self._concepts, self._languages = concepts, languages
        self._terms = {tag: Terms(concepts, tag) for tag in languages}
        self._counts = {tag: Counter[int]() for tag in languages}
        self._sources = {tag: SourceCheck(concepts, tag) for tag in languages}
        self._glosses = {tag: _Glosses(concepts, tag) for tag in languages}
        self._fates: dict[_Key, _Fate] = defaultdict(_Fate)
        self._contexts: dict[tuple[int, int], tuple[str, str]] = {}
        self._senses = {tag: self._with_senses(tag) for tag in languages}
        self._forms = {
            tag: {text: form for form, text in enumerate(self._terms[tag].texts)}
            for tag in languages
        }
        self._rivals: dict[_Key, set[str]] = {}
        self._stand_ins: dict[str, list[str]] = {}
        self._rival_mentions: dict[str, Mentions] = {}
        self._others: list[_Unit] = []
        self._kept: set[int] = set()
        self.seen = Seen()

    def _with_senses(self, tag: str) -> list[set[int]]:
        """For each concept the forms in a language of its own and of the other senses of its terms.

        Those are the concepts that share a term of the other language with it.
        """
        own: list[set[int]] = [set() for _ in self._concepts]
        for form, uses in enumerate(self._terms[tag].uses):
            for use in uses:
                own[use.concept].add(form)
        found = [set(forms) for forms in own]
        for uses in self._terms[self._other(tag)].uses:
            shared = set().union(*(own[use.concept] for use in uses))
            for use in uses:
                found[use.concept] |= shared
        return found

    def _other(self, tag: str) -> str:
        one, other = self._languages
        return one if tag == other else other

    def add(self, passage: Passage) -> None:
        """Take in a passage."""
        self.seen.note(passage)
        found: dict[str, tuple[set[int], set[int]]] = {}
        for tag, text in passage.texts.items():
            found[tag] = self._terms[tag].find(text)
            self._counts[tag].update(found[tag][0])
            self._sources[tag].add(passage)
            self._glosses[tag].add(text)
            if passage.quotable:
                self._quote(passage, tag, found[tag][1])
        if len(passage.texts) < 2:
            return
        source, target = (passage.texts[tag][:_LONGEST] for tag in self._languages)
        unit = self.seen.units, source, target
        if len(self._others) < _BESIDE:
            self._others.append(unit)
        for key, is_own, is_explained in self._translations(found):
            fate = self._fates[key]
            fate.units += 1
            fate.own += is_own
            if not is_explained:
                fate.missed += 1
                if len(fate.texts) < _LOOKED_AT and (
                    unit[0] in self._kept or len(self._kept) < _MOST_KEPT
                ):
                    fate.texts.append(unit)
                    self._kept.add(unit[0])

    def _translations(
        self, found: dict[str, tuple[set[int], set[int]]]
    ) -> Iterator[tuple[_Key, bool, bool]]:
        """The concepts of a unit's terms: whether a term of theirs translates them, or explains it.

        Explained is what has a term of the concept, be it a forbidden one, or of another sense.
        """
        if len(found) < 2:
            return
        for tag in self._languages:
            terms, there = self._terms[tag], found[tag][0]
            uses = self._terms[self._other(tag)].uses
            named = {
                use.concept
                for form in found[self._other(tag)][1]
                for use in uses[form]
                if use.usable
            }
            for concept in sorted(named):
                known = self._senses[tag][concept] & there
                own = any(
                    use.concept == concept and use.usable
                    for form in known
                    for use in terms.uses[form]
                )
                yield (concept, tag), own, bool(known)

    def _quote(self, passage: Passage, tag: str, forms: Iterable[int]) -> None:
        for form in forms:
            for use in self._terms[tag].uses[form]:
                key = use.concept, use.term
                if key not in self._contexts and not self._term(use).context:
                    reference, text = passage.segments[tag][0]
                    self._contexts[key] = reference, shortened(text, self._terms[tag].texts[form])

    def _term(self, use: _Use) -> Term:
        return self._concepts[use.concept].terms[use.term]

    @property
    def signature(self) -> CorpusSignature:
        """By what the corpus is known again."""
        return self.seen.signature

    def name_rivals(self) -> bool:
        """Find what stands for terms that are mostly not translated as their concepts say.

        Whether all passages have to go by once more, in `count_rivals`: more units are concerned
        than were looked at.
        """
        open_ = {
            key: fate
            for key, fate in self._fates.items()
            if fate.missed >= max(_LEAST, 2 * fate.own)
        }
        wanted = {key: self._wanted(key) for key in open_}
        units = {unit for fate in open_.values() for unit in fate.texts}
        asked = [term for terms in wanted.values() for term in terms]
        units |= set(self._others if units else ())
        texts = [(one, other) for _, one, other in sorted(units)]
        named = stand_ins(texts, self._languages, asked)
        for key, terms in wanted.items():
            rivals = dict.fromkeys(rival for term in terms for rival in named[term])
            own = [
                term.text
                for term in self._concepts[key[0]].terms
                if primary(term.lang) == primary(key[1])
            ]
            known = {rival for rival in rivals if _is_other(rival, own)}
            if known:
                self._rivals[key] = known
        for tag in self._languages:
            distinct = {
                rival for key, some in self._rivals.items() if key[1] == tag for rival in some
            }
            self._stand_ins[tag] = sorted(distinct)
            self._rival_mentions[tag] = Mentions(self._stand_ins[tag], tag)
        return any(open_[key].missed > len(open_[key].texts) for key in self._rivals)

    def _wanted(self, key: _Key) -> list[tuple[str, str]]:
        """The terms of a concept that its terms in a language translate."""
        tag = self._other(key[1])
        terms = self._concepts[key[0]].terms
        return [
            (tag, term.text)
            for term in terms
            if primary(term.lang) == primary(tag) and term.status in USABLE
        ]

    def count_rivals(self, passages: Iterable[Passage] | None = None) -> None:
        """Count what was found: in all passages, or, None, in the units that were looked at."""
        if passages is None:
            for key in self._rivals:
                for _, source, target in self._fates[key].texts:
                    self._count(key, source if key[1] == self._languages[0] else target)
            return
        for passage in passages:
            found = {tag: self._terms[tag].find(text) for tag, text in passage.texts.items()}
            for key, _, is_explained in self._translations(found):
                if not is_explained and key in self._rivals:
                    self._count(key, passage.texts[key[1]])

    def _count(self, key: _Key, text: str) -> None:
        tag = key[1]
        there = {self._stand_ins[tag][each.term] for each in self._rival_mentions[tag].find(text)}
        self._fates[key].rivals.update(there & self._rivals[key])

    def attested(self) -> list[Attested]:
        """What was found of each concept, in their order."""
        return [self._attested(number) for number in range(len(self._concepts))]

    def _attested(self, number: int) -> Attested:
        terms = self._concepts[number].terms
        wanted = {primary(tag): tag for tag in self._languages}
        tags = [wanted.get(primary(term.lang), "") for term in terms]
        counts = tuple(
            self._counts[tag][self._forms[tag][term.text]] if tag else 0
            for term, tag in zip(terms, tags, strict=True)
        )
        fates = ((tag, self._fates[number, tag]) for tag in self._languages)
        translated = {
            tag: Translated(fate.units, fate.own, _most(fate.rivals))
            for tag, fate in fates
            if fate.units
        }
        sources = {
            place: seen
            for place, tag in enumerate(tags)
            if tag and (seen := self._sources[tag].seen(number, place)) is not None
        }
        contexts = tuple(
            (place, *self._contexts[number, place])
            for place in range(len(terms))
            if (number, place) in self._contexts
        )
        glossed = {place for each in self._glosses.values() for place in each.of(number)}
        return Attested(counts, translated, sources, contexts, tuple(sorted(glossed)))


def _most(rivals: Counter[str]) -> tuple[tuple[str, int], ...]:
    often = [(text, count) for text, count in rivals.items() if count >= _LEAST]
    return tuple(sorted(often, key=lambda rival: (-rival[1], rival[0]))[:_LEAST])


def _is_other(run: str, terms: list[str]) -> bool:
    """Whether words are another translation than the terms, and not one of these cut short."""
    if is_acronym(run) and not any(map(is_acronym, terms)):
        return False
    return not any(f" {fold(run)} " in f" {fold(term)} " for term in terms)
