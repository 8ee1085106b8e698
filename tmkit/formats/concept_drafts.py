"""Concepts while the rows of a table are read: rows with one id belong together, wherever."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from tmkit.formats.cell_words import CHOICES_OF, code_of, event_of, history_of, ids_of
from tmkit.formats.columns import OF_TERM, Column
from tmkit.formats.concept import CHOICES, is_date
from tmkit.formats.concept_rows import AVOIDED, FIELDS
from tmkit.model import Concept, Place, Term

__all__ = ["Drafts"]

_DATES = ("from", "until")
_ABOUT_TERMS = (*OF_TERM, "short")
Texts = Mapping[Column, tuple[int, str]]
"""What stands in a row: by column, the number of the cell and its text."""


@dataclass(slots=True)
class _Draft:
    """A concept so far. texts: what is said of it, with the cell that said it first."""

    id: str
    texts: dict[Column, tuple[Place, str]] = field(default_factory=dict)
    terms: dict[str, list[Term]] = field(default_factory=dict)


@dataclass(slots=True)
class Drafts:
    """The concepts of a table, in the order of their first rows.

    report: told of the code of each finding, its place, and its details. languages: in their order.
    """

    path: str
    report: Callable[..., None]
    languages: dict[str, None] = field(default_factory=dict)
    _found: list[_Draft] = field(default_factory=list)
    _by_id: dict[str, _Draft] = field(default_factory=dict)
    _nameless: list[int] = field(default_factory=list)

    def place(self, line: int, number: int = -1, *, of: str = "", field: str = "") -> Place:
        """The place of a row, or of its cell in a column, whose number counts from 0.

        of: the id of the concept; field: the heading.
        """
        return Place(self.path, line, number + 1, id=of, field=field.strip())

    def add(self, line: int, texts: Texts, names: Mapping[int, str]) -> None:
        """Take in a row. names: the headings, by the number of the column."""
        _, given = texts.get(Column("id"), (0, ""))
        draft = self._draft(given.strip(), line)
        places = {
            column: self.place(line, number, of=draft.id, field=names.get(number, ""))
            for column, (number, _) in texts.items()
        }
        row = {column: (places[column], text) for column, (_, text) in texts.items()}
        about_terms = {column: cell for column, cell in row.items() if column.role in _ABOUT_TERMS}
        for column, (place, text) in row.items():
            if column not in about_terms and column != Column("id"):
                self._say(draft, column, place, text)
        for tag in dict.fromkeys(column.lang for column in about_terms):
            cells = {column.role: cell for column, cell in row.items() if column.lang == tag}
            draft.terms.setdefault(tag, []).extend(self._terms(tag, cells))

    def _draft(self, id_: str, line: int) -> _Draft:
        if id_ not in self._by_id:
            self._found.append(_Draft(id_))
            if id_:
                self._by_id[id_] = self._found[-1]
            else:
                self._nameless.append(line)
        return self._by_id.get(id_, self._found[-1])

    def _say(self, draft: _Draft, column: Column, place: Place, text: str) -> None:
        """Take in what is said of a concept; the first row that says it holds."""
        _, kept = draft.texts.setdefault(column, (place, text))
        if kept != text:
            details = {"name": place.field, "value": text, "kept": kept, "id": draft.id}
            self.report("TG834", place, **details)

    def _terms(self, tag: str, cells: Mapping[str, tuple[Place, str]]) -> Iterator[Term]:
        """The terms of a row in a language."""
        details = {
            FIELDS[role]: self._value(role, *cell) for role, cell in cells.items() if role in FIELDS
        }
        details = {name: value for name, value in details.items() if value}
        avoided = cells.get("avoid")
        if "term" in cells:
            yield self._term(tag, cells["term"], details)
            if avoided:
                yield self._term(tag, avoided, {"status": AVOIDED[-1]})
        elif avoided:
            yield self._avoided(tag, avoided, details)
        if "short" in cells:
            yield self._term(tag, cells["short"], {"kind": "abbreviation"})
        if "term" not in cells and not avoided:
            for role, (place, text) in cells.items():
                if role in FIELDS:
                    self.report("TG835", place, name=place.field, value=text)

    def _term(self, tag: str, cell: tuple[Place, str], details: Mapping[str, str]) -> Term:
        place, text = cell
        if text != text.strip():
            self.report("TG821", place, term=text)
        return Term(tag, text, **details)

    def _avoided(self, tag: str, cell: tuple[Place, str], details: Mapping[str, str]) -> Term:
        """A term that stands where one stands that must not be used: its status has to say so."""
        status = details.get("status", "")
        if status and status not in AVOIDED:
            self.report("TG838", cell[0], status=status, read=AVOIDED[-1])
        read = status if status in AVOIDED else AVOIDED[-1]
        return self._term(tag, cell, {**details, "status": read})

    def _value(self, role: str, place: Place, text: str) -> str:
        """What a cell says: a code where there is a list, "" for a word that is in none."""
        if role in CHOICES_OF:
            code = code_of(role, text)
            if not code:
                self._refuse(place, text, CHOICES[CHOICES_OF[role][0]])
            return code
        if role in _DATES and not is_date(text):
            self.report("TG819", place, value=text)
        return text

    def _refuse(self, place: Place, text: str, wanted: tuple[str, ...]) -> None:
        self.report("TG811", place, name=place.field, value=text, wanted=", ".join(wanted))

    def finish(self) -> None:
        """Report the rows that name no concept."""
        if self._nameless:
            self.report("TG833", self.place(self._nameless[0]), count=len(self._nameless))

    def __iter__(self) -> Iterator[Concept]:
        return map(self._concept, self._found)

    def _concept(self, draft: _Draft) -> Concept:
        def text(role: str) -> str:
            return draft.texts.get(Column(role), (None, ""))[1]

        def by_language(role: str) -> dict[str, str]:
            found = draft.texts.items()
            return {column.lang: said for column, (_, said) in found if column.role == role}

        status = draft.texts.get(Column("status"))
        event = draft.texts.get(Column("event"))
        history, others = history_of(text("history"))
        for line in others:
            self._refuse(draft.texts[Column("history")][0], line, ("YYYY-MM-DD | … | edited",))
        known = event_of(event[1]) if event else None
        if event and not known:
            self._refuse(*event, ("renamed | YYYY-MM-DD | …",))
        return Concept(
            id=draft.id,
            subject=text("subject"),
            status=(self._value("status", *status) if status else "") or "draft",
            terms=tuple(term for tag in self.languages for term in draft.terms.get(tag, ())),
            definition=by_language("definition"),
            definition_source=by_language("definition_source"),
            broader=ids_of(text("broader")),
            related=ids_of(text("related")),
            replaced_by=ids_of(text("replaced_by")),
            event=known,
            history=history,
            note=text("note"),
            allow=ids_of(text("allow")),
        )
