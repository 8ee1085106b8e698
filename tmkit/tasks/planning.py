"""What a decision of the review writes: one file, of a merger of two concepts two; not yet done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from tmkit.errors import ConflictError, RefusedError, TmkitError, UsageError
from tmkit.formats import concept
from tmkit.lint import People
from tmkit.model import Concept, ConceptFile, Decision, Term
from tmkit.tasks.card import Candidacy
from tmkit.tasks.deciding import Hand, fingerprint, text_of
from tmkit.tasks.illustrating import Illustrator, illustrated
from tmkit.tasks.items import Item
from tmkit.tasks.journal import digest_of
from tmkit.tasks.project import Project
from tmkit.tasks.proposing import slug_of
from tmkit.tasks.shelving import CONCEPT, Shelf

__all__ = ["GLOSSARY", "Planner", "Write", "conflict", "content_of_file", "read_file"]

GLOSSARY = "glossary"
"""The name of the first glossary of a project that has none."""

_LONGEST_ID = 60


class Write(NamedTuple):
    """A file to be written. before: what it holds, None where it is new.

    key, found: of what was decided, and where it goes. version: that was looked at. decision: a
    digest of it, "" of none.
    """

    path: Path
    before: bytes | None
    after: str
    action: str
    key: str
    found: str
    status: str
    title: str
    version: str = ""
    decision: str = ""


def content_of_file(path: Path) -> bytes | None:
    """What a file holds, None where there is none. Raises UsageError where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError("review-unread", str(path), details={"reason": error.strerror}) from error


def read_file(path: Path, language: str, *, form: bool = False) -> tuple[ConceptFile, bytes]:
    """A concept file and its content. Raises UsageError where it is gone."""
    content = content_of_file(path)
    if content is None:
        raise UsageError("review-gone", details={"name": path.stem})
    return concept.parse_bytes(content, path, language, form=form), content


@dataclass(frozen=True)
class Planner:
    """Plans what is decided. reviewer: whose decisions."""

    project: Project
    people: People
    reviewer: str
    shelf: Shelf
    illustrator: Illustrator

    def hand(self, glossary: str, language: str) -> Hand:
        """The reviewer, under the rules of a glossary. language: of what is noted."""
        # A glossary inside another goes by its own name.
        settings = self.project.settings.of_glossary(glossary.rpartition("/")[2])
        return Hand(self.reviewer, self.people, settings, language)

    def plan(self, item: Item, decision: Decision, version: str, language: str) -> Sequence[Write]:
        """What a decision writes, in this order.

        Raises RefusedError, UsageError; ConflictError for another version.
        """
        if item.row.kind == "candidate":
            return [self._of_candidate(item, decision, version, language)]
        file, content = read_file(Path(item.path), language)
        if file.concept is None:
            raise UsageError("broken-concept", item.path)
        try:
            writes = self._of_concept(item, file, content, decision, language)
        except TmkitError:
            if digest_of(content) == version:
                raise
            writes = []
        if digest_of(content) != version:
            wanted = writes[-1].after if writes else ""
            raise conflict(item.row.id, item.path, content, wanted)
        return [each._replace(version=version, decision=fingerprint(decision)) for each in writes]

    def probe(self, item: Item, decision: Decision, language: str) -> str:
        """The version of what can be decided so. Raises RefusedError, UsageError."""
        hand = self.hand(item.row.glossary, language)
        if item.row.kind == "candidate":
            told, version = Candidacy.of(item.line), digest_of(item.line)
            hand = self.hand(self._glossary(decision.into), language)
            about: Concept | None = _started(told.concept("x", "x"), decision)
        else:
            file, content = read_file(Path(item.path), language)
            about, version = file.concept, digest_of(content)
        if decision.action == "skip":
            return version
        if about is None:
            raise UsageError("broken-concept", item.path)
        _check(decision, hand, about)
        hand.decided(about, decision)
        return version

    def _of_concept(
        self, item: Item, file: ConceptFile, content: bytes, decision: Decision, language: str
    ) -> list[Write]:
        about = file.concept
        assert about is not None
        hand = self.hand(item.row.glossary, language)
        title = item.row.source
        if decision.action == "merge":
            into = self._target(decision, item.key)
            after, write = self._merged(into, about.terms, item, hand)
            given_up = hand.given_up(about, after)
            text = text_of(file.raw, given_up, file.path, about)
            last = Write(file.path, content, text, "merge", item.key, into.key, "", title)
            return [*write, last._replace(status=given_up.status)]
        _check(decision, hand, about)
        after = hand.decided(about, decision)
        text = text_of(file.raw, after, file.path, about)
        key, status = item.key, after.status
        return [Write(file.path, content, text, decision.action, key, key, status, title)]

    def _merged(
        self, into: Item, terms: Sequence[Term], item: Item, hand: Hand
    ) -> tuple[Concept, list[Write]]:
        """The concept that takes terms, and the writing of it, if it lacks any."""
        file, content = read_file(Path(into.path), hand.language)
        if file.concept is None:
            raise UsageError("broken-concept", into.path)
        about = file.concept
        own = self.hand(into.row.glossary, hand.language)
        after = own.merged(about, terms, item.row.id or item.row.source or item.row.target)
        if after == about:
            return about, []
        text = text_of(file.raw, after, file.path, about)
        key, title = item.key, item.row.source or item.row.target
        return after, [Write(file.path, content, text, "merge", key, into.key, after.status, title)]

    def _target(self, decision: Decision, key: str) -> Item:
        into = self.shelf.look(decision.target)
        if into is None or into.row.kind != "concept" or into.key == key:
            raise UsageError("review-no-target", details={"name": decision.target})
        return into

    def _of_candidate(self, item: Item, decision: Decision, version: str, language: str) -> Write:
        told = Candidacy.of(item.line)
        marks = version, fingerprint(decision)
        if decision.action == "merge":
            into = self._target(decision, item.key)
            terms = self.borne_out(told, told.terms)
            _, writes = self._merged(into, terms, item, self.hand("", language))
            if not writes:
                raise UsageError("review-nothing", details={"id": into.row.id})
            return Write(*writes[0][:-2], *marks)
        glossary = self._glossary(decision.into)
        hand = self.hand(glossary, language)
        made = told.concept(
            self._free_id(told.terms, item), self.subject(decision.subject, glossary)
        )
        made = _started(made, decision)
        _check(decision, hand, made)
        after = hand.decided(made, decision)
        after = replace(after, terms=self.borne_out(told, after.terms))
        path = self.shelf.path_of(glossary, made.id)
        found = f"{CONCEPT}{glossary}/{made.id}"
        title = item.row.source or item.row.target
        text = text_of("", after, path, None)
        about = decision.action, item.key, found, after.status, title
        return Write(path, None, text, *about, *marks)

    def borne_out(self, told: Candidacy, terms: Sequence[Term]) -> tuple[Term, ...]:
        """The terms of a candidate with where the corpus has them."""
        texts = illustrated(terms, self.project.settings.languages)
        uses = self.illustrator.uses([*told.spans, *texts])
        return self.illustrator.borne_out(terms, uses, told.references)

    def glossaries(self) -> list[str]:
        """The names of the glossaries that are there, sorted."""
        folder = self.project.glossaries
        named = [name for name, _ in self.project.settings.glossary]
        there = [each.name for each in folder.glob("*/") if each.is_dir() and each.name[0] != "."]
        return sorted({*named, *there}) or [GLOSSARY]

    def subject(self, wanted: str, glossary: str) -> str:
        """The subject of a new concept: the one that is wanted, or the only one there can be."""
        subjects = self.project.settings.of_glossary(glossary).subjects
        return " ".join(wanted.split()) or (subjects[0][0] if subjects else glossary)

    def _glossary(self, wanted: str) -> str:
        known = self.glossaries()
        name = wanted or known[0]
        if name not in known and not concept.is_id(name):
            raise UsageError("review-no-glossary", details={"name": name})
        return name

    def _free_id(self, terms: Sequence[Term], item: Item) -> str:
        """An id that no concept has."""
        base = slug_of(terms, self.project.settings.source)
        if len(base) > _LONGEST_ID:
            base = base[:_LONGEST_ID].rpartition("-")[0] or base[:_LONGEST_ID]
        base = base or f"c-{item.key.rpartition(':')[2][:8]}"
        folders = [self.project.glossaries / name for name in self.glossaries()]
        number, id_ = 1, base
        # Ids are file names; a glossary inside another is looked up, the others on disk.
        while self.shelf.has(id_) or any((each / f"{id_}.toml").exists() for each in folders):
            number += 1
            id_ = f"{base}-{number}"
        return id_


def _started(made: Concept, decision: Decision) -> Concept:
    """What a candidate would be; it is a draft where the decision is to propose it."""
    return replace(made, status="draft") if decision.action == "propose" else made


def _check(decision: Decision, hand: Hand, about: Concept) -> None:
    """Raise RefusedError for what a form can have left out."""
    if decision.action == "reject" and not decision.reason.strip():
        raise RefusedError("review-no-reason", details={"id": about.id})
    if decision.action == "approve" and hand.settings.by_language and not decision.lang:
        languages = ", ".join(sorted({term.lang for term in about.terms}))
        raise RefusedError("review-no-lang", details={"id": about.id, "languages": languages})


def conflict(id_: str, path: str, content: bytes, wanted: str) -> ConflictError:
    """That a file was changed since it was read. content: what it holds now."""
    details = {
        "id": id_,
        "now": content.decode("utf-8", "replace"),
        "wanted": wanted,
        "version": digest_of(content),
    }
    return ConflictError("review-conflict", path, details=details)
