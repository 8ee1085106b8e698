"""A card of the review: a concept or a candidate with all that bears it out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from tmkit.errors import TmkitError
from tmkit.formats import evidence
from tmkit.lang import primary
from tmkit.model import (
    Act,
    Attested,
    Card,
    CardFinding,
    Concept,
    ConceptFile,
    Expansion,
    Finding,
    Term,
)
from tmkit.tasks.deciding import Hand, made_of
from tmkit.tasks.evidence import FROZEN
from tmkit.tasks.holdings import key_of
from tmkit.tasks.illustrating import Illustrator, Use, illustrated
from tmkit.tasks.items import Item
from tmkit.tasks.journal import digest_of
from tmkit.tasks.likeness import Likeness
from tmkit.tasks.shelving import terms_of_row

__all__ = ["Candidacy", "CardMaker", "Frozen", "Sight"]

# Occurrences of an acronym that are looked at for its long form.
_MOST_MENTIONS = 100
_MOST_EXPANSIONS = 6


@dataclass(frozen=True, slots=True)
class Candidacy:
    """A line of candidates, read. references: where it was seen, best first; spans: what there."""

    terms: tuple[Term, ...]
    score: float
    method: str
    count: int = 0
    rivals: tuple[tuple[str, float], ...] = ()
    references: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()

    @classmethod
    def of(cls, line: bytes) -> Candidacy:
        """What a line says that is known to hold a candidate; what else is odd is left out."""
        row: dict[str, Any] = json.loads(line)
        seen = [each for each in _rows(row, "evidence") if isinstance(each.get("reference"), str)]
        spans = [each["spans"] for each in seen if isinstance(each.get("spans"), dict)]
        count = row.get("count", 0)
        return cls(
            terms_of_row(row),
            float(row["score"]),
            str(row["method"]),
            count if isinstance(count, int) else 0,
            tuple(
                (str(each.get("term", "")), float(each.get("share", 0)))
                for each in _rows(row, "rivals")
                if isinstance(each.get("share", 0), int | float)
            ),
            tuple(dict.fromkeys(each["reference"] for each in seen)),
            tuple(dict.fromkeys(str(text) for each in spans for text in each.values())),
        )

    def concept(self, id_: str, subject: str, terms: Sequence[Term] | None = None) -> Concept:
        """The concept that it would be. terms: its own, with what bears them out."""
        note = f"{self.method}, {self.score:.4f}"
        return made_of(self.terms if terms is None else terms, id_, subject, note)


def _rows(row: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    found = row.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


class Sight(NamedTuple):
    """A concept file as it was read. path: relative to the project folder."""

    file: ConceptFile
    version: str
    path: str


@dataclass(slots=True)
class Frozen:
    """What was frozen of the corpus beside the concepts of folders, read when it is asked for."""

    _known: dict[Path, tuple[int, Mapping[tuple[str, str], Attested]]] = field(default_factory=dict)

    def of(self, file: ConceptFile) -> Attested | None:
        """What was said of a concept as it stands; None where nothing was."""
        path = file.path.parent / FROZEN
        try:
            time = path.stat().st_mtime_ns
            if self._known.get(path, (0, {}))[0] != time:
                self._known[path] = time, evidence.read(path)[1]
        except (OSError, TmkitError):
            # `check` says what is wrong with it.
            return None
        assert file.concept is not None
        return self._known[path][1].get((file.concept.id, evidence.fingerprint(file.concept)))


@dataclass(frozen=True)
class CardMaker:
    """Puts cards together. languages: source and target."""

    languages: tuple[str, str]
    illustrator: Illustrator
    likeness: Likeness
    frozen: Frozen

    def of_candidate(
        self, item: Item, told: Candidacy, hand: Hand, findings: Sequence[Finding], subject: str
    ) -> Card:
        """The card of a candidate. findings: of the concept that it would be."""
        uses = self.illustrator.uses([*told.spans, *illustrated(told.terms, self.languages)])
        quotes = self.illustrator.quotes(uses, told.terms, told.references)
        documents = {each.rpartition("#")[0] for each in told.references}
        return Card(
            item.key,
            "candidate",
            "",
            digest_of(item.line),
            "candidate",
            subject=subject,
            terms=told.terms,
            score=told.score,
            method=told.method,
            # What is quoted may be more: of an acronym only where it is explained was counted.
            count=max(told.count, len(told.references), sum(quote.both for quote in quotes)),
            documents=len(documents | {quote.document for quote in quotes if quote.both}),
            rivals=told.rivals,
            quotes=quotes,
            expansions=self._expansions(told.terms, item.key),
            near=self.likeness.near(item.key, item.keys),
            findings=_numbered(findings),
            acts=_of_candidate(hand.acts(told.concept("x", "x"))),
            preparing=self.illustrator.is_preparing,
            skipped=item.row.skipped,
            held=item.row.held,
        )

    def of_file(
        self, item: Item, seen: Sight, hand: Hand, findings: Sequence[Finding] | None
    ) -> Card:
        """The card of a concept file. findings: None where they are not known yet."""
        file, version, path = seen
        about = file.concept
        if about is None:
            return Card(
                item.key,
                "broken",
                file.id,
                version,
                "broken",
                glossary=item.row.glossary,
                path=path,
                acts=(Act("skip"),),
                broken=file.findings,
                skipped=item.row.skipped,
            )
        uses = self.illustrator.uses(illustrated(about.terms, self.languages))
        quotes = self.illustrator.quotes(uses, about.terms, [t.source for t in about.terms])
        both = [use for use in uses if self._has_both(use, about.terms)]
        return Card(
            item.key,
            "concept",
            file.id,
            version,
            about.status,
            subject=about.subject,
            glossary=item.row.glossary,
            path=path,
            terms=about.terms,
            definition=about.definition,
            note=about.note,
            count=len(both),
            documents=len({_document(use) for use in both}),
            rivals=self._rivals(file),
            quotes=quotes,
            expansions=self._expansions(about.terms, item.key),
            near=self.likeness.near(item.key, item.keys),
            findings=_numbered(findings or ()),
            history=about.history,
            comments=tuple(each for each in about.history if each.note),
            acts=hand.acts(about),
            preparing=self.illustrator.is_preparing,
            checking=findings is None,
            skipped=item.row.skipped,
        )

    def _has_both(self, use: Use, terms: Iterable[Term]) -> bool:
        texts = {primary(tag): f" {said.casefold()} " for tag, said in use.texts.items()}
        there = {
            primary(term.lang)
            for term in terms
            if term.text.casefold() in texts.get(primary(term.lang), "")
        }
        return len(there) > 1

    def _rivals(self, file: ConceptFile) -> tuple[tuple[str, float], ...]:
        told = self.frozen.of(file)
        fates = told.translated.values() if told else ()
        return tuple((text, count / fate.units) for fate in fates for text, count in fate.rivals)

    def _expansions(self, terms: Sequence[Term], key: str) -> tuple[Expansion, ...]:
        """What acronyms are said to stand for: by the corpus, and by other concepts."""
        shorts = [term for term in terms if term.kind == "acronym"]
        found: list[Expansion] = []
        for term in dict.fromkeys((each.lang, each.text) for each in shorts):
            found += self._in_corpus(*term)
        for short in shorts:
            for near in self.likeness.near(key, [key_of(short)]):
                if near.why in ("same", "term") and near.key.startswith("concept:"):
                    title = near.source if primary(short.lang) == self.languages[0] else near.target
                    found.append(Expansion(short.lang, short.text, title, 0, near.id))
        return tuple(dict.fromkeys(found))[: 2 * _MOST_EXPANSIONS]

    def _in_corpus(self, tag: str, acronym: str) -> list[Expansion]:
        # With numpy, which a card without acronyms does not wait for.
        from tmkit.terms import find_acronyms

        counts: dict[str, int] = {}
        for use in self.illustrator.uses([acronym], _MOST_MENTIONS):
            side = next((each for each in use.texts if primary(each) == primary(tag)), "")
            text = use.texts.get(side, "")
            for mention in find_acronyms(text, side) if acronym in text else ():
                if mention.long and text[slice(*mention.short)] == acronym:
                    long = " ".join(text[slice(*mention.long)].split())
                    counts[long] = counts.get(long, 0) + 1
        most = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        return [Expansion(tag, acronym, *each) for each in most[:_MOST_EXPANSIONS]]


def _document(use: Use) -> str:
    return next((refs[0].rpartition("#")[0] for refs in use.references.values() if refs), "")


def _numbered(findings: Iterable[Finding]) -> tuple[CardFinding, ...]:
    return tuple(
        CardFinding(
            number,
            each,
            each.fix.text if each.fix else "",
            each.fix.is_safe if each.fix else False,
        )
        for number, each in enumerate(findings)
    )


def _of_candidate(acts: Iterable[Act]) -> tuple[Act, ...]:
    """What can be decided of what is no concept yet."""
    wanted = ("approve", "reject", "edit", "merge", "skip", "comment", "propose")
    possible = [Act("propose") if each.action == "propose" else each for each in acts]
    return tuple(each for each in possible if each.action in wanted)
