"""The page of a comparison: what was added, changed and removed, word by word.

Its reader decides whether a new version of a memory or a glossary may take the place of the old
one. It stays small however much has changed: the first changes of each kind stand in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Literal, NamedTuple

from tmkit.formats import page
from tmkit.formats.page import Words, say

__all__ = ["SHOWN", "Change", "Comparison", "Edit", "Kind", "Part", "write"]

Kind = Literal["changed", "added", "removed"]

SHOWN = 300
"""Changes of one kind that the page has at most."""
# Characters of the changes of one kind from which on the page has no further one.
_LONG = 200_000
_KINDS: tuple[Kind, ...] = ("changed", "added", "removed")


class Edit(NamedTuple):
    """A stretch of text that is the same, or stands in the old or in the new text only."""

    kind: Literal["same", "old", "new"]
    text: str


class Part(NamedTuple):
    """A text of a unit or of a concept, from old to new.

    lang: of the text, "" for none. field: "" in a unit; in a concept as its file names it,
    "definition", "term", or "term.status" for a field of the term whose text is `term`.
    """

    edits: tuple[Edit, ...]
    lang: str = ""
    field: str = ""
    term: str = ""


class Change(NamedTuple):
    """What became of a unit or a concept. parts: of a changed concept, those that differ."""

    kind: Kind
    id: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two memories ("units") or glossaries ("concepts"), by their names, and what differs."""

    of: Literal["units", "concepts"]
    old: str
    new: str
    changes: Sequence[Change]

    @property
    def counts(self) -> dict[str, int]:
        """How many changes there are of each kind."""
        kinds = [change.kind for change in self.changes]
        return {kind: kinds.count(kind) for kind in _KINDS}


def write(comparison: Comparison, file: BinaryIO, *, language: str = "en") -> None:
    """Write the page; the same comparison gives the same bytes.

    language: in which the page opens, one of `messages.LANGUAGES`.
    """
    counts = comparison.counts
    groups = {
        kind: _first(each for each in comparison.changes if each.kind == kind)
        for kind in _KINDS
        if counts[kind]
    }
    page.write(
        page.template("diff.html.j2", label=_label),
        file,
        language=language,
        page=say(f"diff-page-{comparison.of}"),
        title=f"{comparison.old} → {comparison.new}",
        prefix="diff-",
        sections=list(groups),
        groups=groups,
        counts=counts,
        of=comparison.of,
    )


def _first(changes: Iterable[Change]) -> list[Change]:
    """The changes that the page has room for; one at least."""
    first: list[Change] = []
    room = _LONG
    for change in changes:
        room -= sum(len(edit.text) for part in change.parts for edit in part.edits)
        if first and (len(first) == SHOWN or room < 0):
            break
        first.append(change)
    return first


def _label(part: Part) -> Words:
    """What a text is, "Definition (English)"; of a unit, its language alone."""
    name = page.language_name(part.lang) if part.lang else None
    if not part.field:
        return name or page.word("language", "")
    what = page.word("diff-field", part.field)
    return say("diff-field", field=what, language=name) if name else what
