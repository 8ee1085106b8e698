"""What a decision makes of a concept: by the transitions of `check`, and nothing written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from tmkit import messages, text
from tmkit.errors import RefusedError, TmkitError, UsageError
from tmkit.formats import concept
from tmkit.lang import primary
from tmkit.lint import PROGRAM, People, act, content_of, possible
from tmkit.model import ACTIONS, REASONS, Act, Action, Concept, Decision, HistoryEntry, Term
from tmkit.settings import GlossarySettings
from tmkit.tasks.checking import today
from tmkit.tasks.holdings import key_of

__all__ = ["BULK", "Hand", "fingerprint", "made_of", "origins_of", "text_of"]

BULK: tuple[Action, ...] = ("approve", "reject", "skip", "propose", "deprecate", "reopen")
"""What can be decided of many at once."""

_ACT_OF: Mapping[Action, str] = {
    "approve": "approved",
    "reject": "rejected",
    "edit": "edited",
    "merge": "edited",
    "comment": "reviewed",
    "reopen": "reopened",
    "deprecate": "deprecated",
    "propose": "reviewed",
}
# A comment leaves the status as it is; what a draft lacks is said when it is sent to review.
_COMMENTED = ("review", "approved")


def fingerprint(decision: Decision) -> str:
    """By what a decision is known again."""
    return hashlib.sha256(json.dumps(asdict(decision), sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Hand:
    """Who decides, under which rules. language: of what is noted in a history."""

    by: str
    people: People
    settings: GlossarySettings
    language: str = "en"

    def decided(self, about: Concept, decision: Decision) -> Concept:
        """A concept after a decision on it, a merger aside. Raises RefusedError, UsageError."""
        action = decision.action
        if action == "edit":
            return self._edited(about, decision)
        if action == "comment" and about.status not in _COMMENTED:
            raise RefusedError("review-no-comment", details={"id": about.id})
        if action == "comment" and not decision.reason.strip():
            raise RefusedError("review-empty-comment", details={"id": about.id})
        if action == "propose" and about.status != "draft":
            details = {"id": about.id, "status": about.status, "act": "reviewed"}
            details["acts"] = ", ".join(possible(about))
            raise RefusedError("refused-act", details=details)
        lang = decision.lang if action == "approve" and self.settings.by_language else ""
        return self._acted(about, action, self.reason_of(decision), lang)

    def reason_of(self, decision: Decision) -> str:
        """The words of a reason that may be a number."""
        words = _line(decision.reason)
        numbers = [str(number) for number in range(1, REASONS + 1)]
        if decision.action == "reject" and words in numbers:
            return messages.message(f"review-reason-{words}", self.language)
        return words

    def _acted(self, about: Concept, action: Action, note: str = "", lang: str = "") -> Concept:
        entry = HistoryEntry(today(), self.by, _ACT_OF[action], note, lang)
        return act(about, entry, self.settings, self.people)

    def _edited(self, about: Concept, decision: Decision) -> Concept:
        """Another content goes back to review; a note, a context or a source is no act."""
        after = replace(
            about,
            subject=_line(decision.subject) or about.subject,
            terms=about.terms if decision.terms is None else _cleaned(decision.terms),
            definition=_texts(decision.definition, about.definition),
            note=about.note if decision.note is None else text.clean(decision.note).strip(),
        )
        if after == about:
            raise UsageError("review-nothing", details={"id": about.id})
        return self._changed(about, after, self.reason_of(decision))

    def _changed(self, about: Concept, after: Concept, note: str) -> Concept:
        if content_of(after) == content_of(about):
            return after
        done = self._acted(after, "edit", note)
        return replace(done, status="review") if done.status == "approved" else done

    def merged(self, into: Concept, terms: Sequence[Term], name: str) -> Concept:
        """A concept with the terms that it lacks; the same where it lacks none. name: whose."""
        held = set(map(key_of, into.terms))
        lacking = [term for term in terms if key_of(term) not in held]
        if not lacking:
            return into
        after = replace(into, terms=_preferred_once([*into.terms, *lacking]))
        return self._changed(
            into, after, messages.message("review-merged-from", self.language, name=name)
        )

    def given_up(self, about: Concept, into: Concept) -> Concept:
        """A concept after another has taken its terms."""
        note = messages.message("review-merged-into", self.language, id=into.id)
        if about.status != "approved":
            return self._acted(about, "reject", note)
        return replace(self._acted(about, "deprecate", note), replaced_by=(into.id,))

    def acts(self, about: Concept) -> tuple[Act, ...]:
        """What is possible now, and why the rest is not; in the order of `ACTIONS`."""
        return tuple(self._possible(about, action) for action in ACTIONS)

    def _possible(self, about: Concept, action: Action) -> Act:
        if action in ("skip", "merge", "edit"):
            return Act(action, self._why_not(about, Decision("edit")) if action == "edit" else "")
        if action == "approve" and self.settings.by_language:
            langs = sorted({primary(term.lang) for term in about.terms})
            why = {lang: self._why_not(about, Decision(action, lang=lang)) for lang in langs}
            lacking = tuple(lang for lang in langs if not why[lang])
            return Act(action, "" if lacking else next(iter(why.values()), ""), lacking)
        return Act(action, self._why_not(about, Decision(action, reason="–")))

    def _why_not(self, about: Concept, decision: Decision) -> str:
        try:
            if decision.action == "edit":
                self._acted(about, "edit")
            else:
                self.decided(about, decision)
        except TmkitError as error:
            return error.text(self.language)
        return ""


def made_of(terms: Iterable[Term], id_: str, subject: str, note: str) -> Concept:
    """The concept that tmkit proposes: in review. note: by what it was found."""
    proposed = HistoryEntry(today(), PROGRAM, "proposed", note)
    return Concept(id_, subject, "review", _preferred_once(terms), history=(proposed,))


def text_of(raw: str, about: Concept, path: Path, was: Concept | None) -> str:
    """The text of a concept file, in canonical form. was: what stands in `raw`.

    Raises UsageError for what cannot stand in such a file.
    """
    found = concept.defects(about, path)
    if found:
        details = {"id": about.id, "what": found[0].message}
        raise UsageError("review-unsound", details=details)
    return concept.rewritten(raw, about, origins_of(was, about) if was else None)


def origins_of(was: Concept, now: Concept) -> list[int | None]:
    """For each term of a concept the number that it had; None of one that is new."""
    left = dict(enumerate(was.terms))
    found: list[int | None] = []
    for number, term in enumerate(now.terms):
        same = (old for old, each in left.items() if _is_same(each, term))
        here = left.get(number)
        # One with other words in the place of one that is gone is that one.
        moved = here and here.lang == term.lang and not any(_is_same(here, x) for x in now.terms)
        origin = next(same, number if moved else None)
        if origin is not None:
            del left[origin]
        found.append(origin)
    return found


def _is_same(one: Term, other: Term) -> bool:
    return (one.lang, one.text) == (other.lang, other.text)


def _preferred_once(terms: Iterable[Term]) -> tuple[Term, ...]:
    """The terms; of a language and a kind only the first is preferred."""
    seen: set[tuple[str, str]] = set()
    found = []
    for term in terms:
        kind = "fullForm" if term.kind == "variant" else term.kind
        is_rival = term.status == "preferred" and (primary(term.lang), kind) in seen
        found.append(replace(term, status="admitted") if is_rival else term)
        if term.status == "preferred":
            seen.add((primary(term.lang), kind))
    return tuple(found)


def _cleaned(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Terms as a form gave them; those without a text are taken out."""
    found = (Term(**{name: _line(value) for name, value in asdict(term).items()}) for term in terms)
    return tuple(term for term in found if term.text)


def _texts(given: Mapping[str, str] | None, there: Mapping[str, str]) -> Mapping[str, str]:
    if given is None:
        return there
    return {tag: _line(said) for tag, said in given.items() if said.strip()}


def _line(said: str) -> str:
    """A text as it stands in a file: clean, in one line."""
    return " ".join(text.clean(said).split())
