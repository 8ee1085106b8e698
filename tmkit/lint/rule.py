"""What a rule is: a check with its reason, and two cases that test and document it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from tmkit import codes, messages
from tmkit.lint.context import Context
from tmkit.lint.people import Person
from tmkit.model import Concept, ConceptFile, Finding, Fix, Place, Severity
from tmkit.settings import GlossarySettings

__all__ = ["Case", "Check", "Hit", "Rule", "term"]


class Hit(NamedTuple):
    """Where a concept breaks a rule. field: "term[0].term", "" for the file.

    details: what fills the places of the rule's message. fix: where it can be mended by program.
    message: of house rules alone, whose words stand in no catalogue.
    """

    field: str
    details: Mapping[str, object] = {}
    fix: Fix | None = None
    message: str = ""


Check = Callable[[ConceptFile, Concept, Context], Iterable[Hit]]
"""The hits of a rule in one concept; the context holds the others."""


class Case(NamedTuple):
    """A small glossary that breaks a rule, or does not.

    files: concept files by id, as fragments: `texts` adds what every concept must have. broken:
    nothing is added. base: the same files as they were at an earlier commit. units: of the corpus,
    (reference, source, target). settings: of the glossary. people: who is who. authors: by id and
    number of an act, who brought it.
    """

    files: Mapping[str, str]
    base: Mapping[str, str] | None = None
    units: tuple[tuple[str, str, str], ...] = ()
    settings: GlossarySettings = GlossarySettings()
    broken: bool = False
    people: tuple[Person, ...] = ()
    authors: Mapping[str, Mapping[int, frozenset[str]]] = {}

    def texts(self) -> dict[str, str]:
        """The whole text of each file."""
        return {id_: text if self.broken else _whole(id_, text) for id_, text in self.files.items()}

    def base_texts(self) -> dict[str, str] | None:
        """The whole text of each file as it was; None where there is no base."""
        if self.base is None:
            return None
        return {id_: _whole(id_, text) for id_, text in self.base.items()}


def term(
    lang: str, text: str, kind: str = "fullForm", status: str = "preferred", /, **more: str
) -> str:
    """The lines of a term, for a case. more: its other keys."""
    keys = {"lang": lang, "term": text, "type": kind, "status": status, **more}
    return "\n".join(["[[term]]", *(f'{key} = "{value}"' for key, value in keys.items()), ""])


def _whole(id_: str, text: str) -> str:
    """A fragment with the keys that every concept has, where it lacks them."""
    lines = text.splitlines()
    top = lines[: next((n for n, line in enumerate(lines) if line.startswith("[")), len(lines))]
    required = {"id": id_, "subject": "testing", "status": "review"}
    given = {line.partition(" = ")[0] for line in top}
    parts = [f'{key} = "{value}"' for key, value in required.items() if key not in given]
    parts += lines
    if "[[term]]" not in lines:
        parts += ["", *term("en", f"{id_} term").splitlines()]
        parts += ["", *term("vi", f"thuật ngữ {id_}").splitlines()]
    if "[[history]]" not in lines:
        parts += ["", "[[history]]", 'date = "2026-01-05"', 'by = "Lan"', 'action = "proposed"']
    return "\n".join(parts) + "\n"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that must hold in a glossary.

    code: two capitals and three digits, for ever. check: None for what reading a file finds. good,
    bad: a case in which it holds and one in which it does not. needs: what the context must have
    for the rule to be checked. Name, severity and why of the shipped rules stand in `codes` and in
    `messages`; a house rule brings its own.
    """

    code: str
    check: Check | None
    bad: Case
    good: Case
    needs: tuple[str, ...] = ()
    own_name: str = ""
    own_severity: Severity | None = None
    own_why: str = ""

    @property
    def name(self) -> str:
        """The name, "lone-acronym"."""
        return self.own_name or codes.CODES[self.code][0]

    @property
    def severity(self) -> Severity:
        """How much a finding of it weighs."""
        return self.own_severity or codes.CODES[self.code][1]

    def why(self, language: str = "en") -> str:
        """The reason for the rule."""
        return self.own_why or messages.template(self.code, language, "why")

    def can_check(self, context: Context) -> bool:
        """Whether there is anything to check, and the context has what the rule needs for it."""
        return self.check is not None and all(
            getattr(context, name) is not None for name in self.needs
        )

    def findings(
        self, file: ConceptFile, concept: Concept, context: Context, language: str
    ) -> Iterator[Finding]:
        """What the rule finds in a sound file, where it can check it."""
        assert self.check is not None
        for hit in self.check(file, concept, context):
            line, column = file.places.get(hit.field, (1, 1))
            place = Place(str(file.path), line, column, id=file.id, field=hit.field)
            if hit.message:
                yield Finding(self.code, self.severity, place, hit.message, fix=hit.fix)
            else:
                found = codes.finding(self.code, place, language, **hit.details)
                yield replace(found, fix=hit.fix)
