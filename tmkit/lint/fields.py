"""The texts of a concept: what people wrote and others read, with their languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from tmkit.model import Concept, Term

__all__ = ["Text", "TextRole", "texts_of"]

TextRole = Literal["term", "definition", "context", "other"]


class Text(NamedTuple):
    """A text where it stands. lang: "" where the format does not say it.

    quoted: whether it is another's, word for word: a context with its source.
    """

    field: str
    lang: str
    role: TextRole
    text: str
    quoted: bool = False


def texts_of(concept: Concept) -> Sequence[Text]:
    """Every text of a concept that is not empty, in the order of the model; no ids, no dates."""
    return _kept.texts_of(concept)


class _Kept:
    """The texts of the concept that was asked for last: one rule after another asks for them."""

    def __init__(self) -> None:
        self._last: tuple[Concept | None, tuple[Text, ...]] = (None, ())

    def texts_of(self, concept: Concept) -> Sequence[Text]:
        last, texts = self._last
        if last is not concept:
            texts = tuple(_texts(concept))
            self._last = (concept, texts)
        return texts


_kept = _Kept()


def _texts(concept: Concept) -> Iterator[Text]:
    yield Text("subject", "", "other", concept.subject)
    for lang, text in concept.definition.items():
        yield Text(f"definition.{lang}", lang, "definition", text)
    for lang, text in concept.definition_source.items():
        yield Text(f"definition_source.{lang}", "", "other", text)
    if concept.note:
        yield Text("note", "", "other", concept.note)
    for number, term in enumerate(concept.terms):
        yield from _of_term(f"term[{number}].", term)
    for number, entry in enumerate(concept.history):
        yield Text(f"history[{number}].by", "", "other", entry.by)
        if entry.note:
            yield Text(f"history[{number}].note", "", "other", entry.note)
    if concept.event and concept.event.act:
        yield Text("event.act", "", "other", concept.event.act)


def _of_term(field: str, term: Term) -> Iterator[Text]:
    yield Text(field + "term", term.lang, "term", term.text)
    if term.context:
        yield Text(field + "context", term.lang, "context", term.context, bool(term.source))
    if term.full:
        yield Text(field + "full", term.lang, "term", term.full)
    if term.source:
        yield Text(field + "source", "", "other", term.source)
    if term.note:
        yield Text(field + "note", "", "other", term.note)
