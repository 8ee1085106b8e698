"""How a concept comes from a draft to an approval and on: one table for checks and for acts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

from tmkit.errors import RefusedError
from tmkit.lang import primary
from tmkit.lint.people import PROGRAM, People
from tmkit.model import Concept, HistoryEntry
from tmkit.settings import GlossarySettings

__all__ = ["TRANSITIONS", "Review", "act", "content_of", "possible"]

NEW = ""
"""The status of what has not been proposed yet."""

TRANSITIONS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    NEW: {"proposed": ("draft", "review")},
    "draft": {
        "proposed": ("draft", "review"),
        "edited": ("draft", "review"),
        "reviewed": ("review",),
        "rejected": ("rejected",),
    },
    "review": {
        "proposed": ("review", "draft"),
        "edited": ("review", "draft"),
        "reviewed": ("review", "draft"),
        # Until there are as many approvals as the glossary asks for, it stays in review.
        "approved": ("approved", "review"),
        "rejected": ("rejected",),
    },
    "approved": {
        "proposed": ("review", "draft"),
        # A note, a context or a source may change; a term or a definition sends it back.
        "edited": ("approved", "review", "draft"),
        "reviewed": ("approved", "review"),
        "approved": ("approved",),
        "reopened": ("review", "draft"),
        "deprecated": ("deprecated",),
        "rejected": ("rejected",),
    },
    "deprecated": {
        "edited": ("deprecated",),
        "reopened": ("review", "draft"),
        "rejected": ("rejected",),
    },
    "rejected": {
        "edited": ("rejected",),
        "reopened": ("review", "draft"),
    },
}
"""Status → act → the statuses that it can lead to, the usual one first."""

# Acts that leave the content as it is.
_LOOKS = ("approved", "reviewed")
# Acts after which what was approved before no longer counts.
_RESTARTS = ("proposed", "reopened", "rejected", "deprecated")


def content_of(concept: Concept) -> object:
    """What an approval is about: terms with their status, and definitions; equal where they are."""
    terms = sorted((term.lang, term.text, term.kind, term.status) for term in concept.terms)
    return terms, dict(concept.definition)


@dataclass(frozen=True)
class Review:
    """A history, read: which statuses it can lead to, who wrote, who approved.

    languages: of the concept's terms. start: the statuses that it may have had before the first
    of the acts; only the acts from the number `first` on are followed.
    """

    history: Sequence[HistoryEntry]
    languages: Collection[str]
    settings: GlossarySettings
    people: People
    start: frozenset[str] = frozenset({NEW})
    first: int = 0

    @classmethod
    def of(
        cls, concept: Concept, settings: GlossarySettings, people: People | None = None
    ) -> Review:
        """The whole history of a concept."""
        languages = frozenset(primary(term.lang) for term in concept.terms)
        return cls(concept.history, languages, settings, people or People())

    def after(self, was: Concept) -> Review:
        """The acts since a concept was as it was; its history must begin this one."""
        start = {was.status}
        if len(self.history) == len(was.history) and start <= {"draft", "review"}:
            # Who proposes may hold a draft back without an act of its own.
            start = {"draft", "review"}
        return replace(self, start=frozenset(start), first=len(was.history))

    @cached_property
    def _followed(self) -> tuple[frozenset[str], int | None]:
        states = self.start
        for number in range(self.first, len(self.history)):
            action = self.history[number].action
            reached = {to for state in states for to in TRANSITIONS[state].get(action, ())}
            if not reached:
                return states, number
            if action == "approved" and self.is_complete(number + 1):
                reached = {"approved"}
            states = frozenset(reached)
        return states, None

    @property
    def statuses(self) -> frozenset[str]:
        """What the status can be after the acts, or before the first impossible one."""
        return self._followed[0]

    @property
    def impossible(self) -> int | None:
        """The number of the first act that its status does not allow."""
        return self._followed[1]

    def approvals(self, end: int | None = None) -> list[HistoryEntry]:
        """The approvals, by people, of what stands now: those since it was last changed.

        end: the number of acts that are looked at. An edit that an approval follows was one of
        content; after the last approval it was one of a note.
        """
        found: list[HistoryEntry] = []
        is_edited = False
        for entry in self.history[:end]:
            if entry.action in _RESTARTS:
                found, is_edited = [], False
            elif entry.action == "edited":
                is_edited = True
            elif entry.action == "approved" and self.people.name_of(entry.by) != PROGRAM:
                found = [entry] if is_edited else [*found, entry]
                is_edited = False
        return found

    def lacking(self, end: int | None = None) -> int:
        """How many approvals are lacking; of the language that lacks most where each has its own.

        A person counts once.
        """
        approvals = self.approvals(end)
        if not self.settings.by_language:
            return max(self.settings.approvals - self._persons(approvals), 0)
        by_language = (
            self._persons(each for each in approvals if primary(each.lang) == tag)
            for tag in self.languages
        )
        return max((self.settings.approvals - count for count in by_language), default=0)

    def is_complete(self, end: int | None = None) -> bool:
        """Whether the acts up to a number hold all approvals that the glossary asks for."""
        return self.lacking(end) <= 0

    def _persons(self, approvals: Iterable[HistoryEntry]) -> int:
        return len({self.people.name_of(each.by) for each in approvals})

    def authors(self, end: int | None = None) -> frozenset[str]:
        """Who proposed the concept, and who edited it since it was last approved in full; folded.

        end: the number of acts that are looked at.
        """
        proposers: set[str] = set()
        editors: set[str] = set()
        for number, entry in enumerate(self.history[:end]):
            name = self.people.name_of(entry.by)
            if entry.action == "proposed":
                proposers.add(name)
            elif entry.action == "edited":
                editors.add(name)
            elif entry.action == "approved" and self.is_complete(number + 1):
                editors.clear()
        return frozenset(proposers | editors)

    def self_approvals(self) -> Iterator[int]:
        """The numbers of the approvals by an author of what they approve."""
        for number, entry in enumerate(self.history):
            is_approval = entry.action == "approved"
            if is_approval and self.people.name_of(entry.by) in self.authors(number):
                yield number


def possible(concept: Concept) -> tuple[str, ...]:
    """The acts that the status of a concept allows, in the order of the table."""
    return tuple(TRANSITIONS[concept.status])


def act(
    concept: Concept,
    entry: HistoryEntry,
    settings: GlossarySettings,
    people: People | None = None,
) -> Concept:
    """The concept after an act: its status and one act more in its history.

    The act is dated no earlier than the one before it: where the day ends later, two people's
    clocks differ by a day. Raises RefusedError.
    """
    known = people or People()
    _refuse(concept, entry, known, settings)
    dates = [entry.date, *(each.date for each in concept.history[-1:])]
    after = replace(concept, history=(*concept.history, replace(entry, date=max(dates))))
    status = TRANSITIONS[concept.status][entry.action][0]
    if entry.action == "approved" and not Review.of(after, settings, known).is_complete():
        status = concept.status
    return replace(after, status=status)


def _refuse(
    concept: Concept, entry: HistoryEntry, people: People, settings: GlossarySettings
) -> None:
    """Raise RefusedError where the act is impossible, or not this person's."""
    details = {"id": concept.id, "by": entry.by, "status": concept.status, "lang": entry.lang}
    if entry.action not in TRANSITIONS[concept.status]:
        acts = ", ".join(possible(concept))
        raise RefusedError("refused-act", details={**details, "act": entry.action, "acts": acts})
    if entry.action == "rejected" and not entry.note.strip():
        raise RefusedError("refused-reason", details=details)
    if entry.action == "approved":
        review = Review.of(concept, settings, people)
        name = people.name_of(entry.by)
        if name == PROGRAM:
            raise RefusedError("refused-program", details=details)
        if name in review.authors():
            raise RefusedError("refused-self", details=details)
        if settings.by_language and primary(entry.lang) not in review.languages:
            languages = ", ".join(sorted(review.languages))
            raise RefusedError("refused-lang", details={**details, "languages": languages})
        standing = takewhile(lambda each: each.action in _LOOKS, reversed(concept.history))
        same = (each for each in standing if people.name_of(each.by) == name)
        if any(_is_again(entry, each, settings) for each in same):
            raise RefusedError("refused-twice", details=details)


def _is_again(entry: HistoryEntry, other: HistoryEntry, settings: GlossarySettings) -> bool:
    """Whether an approval repeats an act of the same person."""
    is_same = not settings.by_language or primary(entry.lang) == primary(other.lang)
    return other.action == "approved" and is_same
