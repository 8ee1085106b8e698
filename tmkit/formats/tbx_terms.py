"""A term section of TBX as a term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tmkit.formats import tbx_marks as marks
from tmkit.formats.tbx_checking import Report, check
from tmkit.formats.tbx_parts import Part, joined
from tmkit.model import Term

__all__ = ["attributes_left", "attributes_of_group_left", "head_of", "term_of"]

_KINDS = {
    kind.lower(): kind
    for kind in ("fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase")
}
_PARTS_OF_SPEECH = {
    part.lower(): part for part in ("noun", "verb", "adjective", "adverb", "properNoun", "other")
}
_STATUSES = {
    "preferred": "preferred",
    "admitted": "admitted",
    "deprecated": "deprecated",
    "notrecommended": "deprecated",
    "superseded": "superseded",
    "obsolete": "superseded",
}
# Category → field of a term, and its words; None when any text goes.
_FIELDS: dict[str, tuple[str, Mapping[str, str] | None]] = {
    "termType": ("kind", _KINDS),
    "partOfSpeech": ("part_of_speech", _PARTS_OF_SPEECH),
    "administrativeStatus": ("status", _STATUSES),
    # What the test files of the standard's own makers say in its place.
    "usageStatus": ("status", _STATUSES),
    "geographicalUsage": ("usage", None),
}


@dataclass(slots=True)
class _Draft:
    values: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    kept: list[Part] = field(default_factory=list)
    forbidden: bool = False


def term_of(section: Part, language: str, report: Report) -> Term | None:
    """The term of a section; None, with a finding, where it has no text."""
    draft = _Draft()
    attributes_left(section, (), report)
    for part in section.children:
        check(part, "term", report)
        _take(part, draft, report)
    if not draft.values.get("text"):
        report("TG820", section.order, "term", lang=language)
        return None
    if draft.values["text"] != draft.values["text"].strip():
        report("TG821", section.order, "term", term=draft.values["text"].strip())
    if draft.forbidden:
        draft.values["status"] = "forbidden"
    note = joined("\n".join(draft.notes), draft.kept)
    return Term(language, note=note, **draft.values)


def _take(part: Part, draft: _Draft, report: Report) -> None:
    """Put a part where the model has its field, or keep it."""
    head, rest = head_of(part)
    if head.name == "term" and "text" not in draft.values:
        draft.values["text"] = part.text
    elif part.name == "note":
        _take_note(part.text, draft)
    elif head.name == "termNote" and _take_word(head, draft):
        pass
    elif (head.name, head.type) == ("descrip", "context") and "context" not in draft.values:
        draft.values["context"] = head.text
        rest = tuple(_source_taken(rest, draft, report))
    elif (part.name, part.type) == ("admin", "source") and "source" not in draft.values:
        draft.values["source"] = part.text
    else:
        draft.kept.append(part)
        return
    attributes_of_group_left(part, (), report)
    for each in rest:
        _take(each, draft, report)


def _source_taken(rest: Iterable[Part], draft: _Draft, report: Report) -> Iterator[Part]:
    """What stands beside a context, without the source of the context."""
    for part in rest:
        if (part.name, part.type) == ("admin", "source") and "source" not in draft.values:
            draft.values["source"] = part.text
            attributes_left(part, (), report)
        else:
            yield part


def _take_note(text: str, draft: _Draft) -> None:
    period = marks.marked_validity(text)
    if text == marks.FORBIDDEN:
        draft.forbidden = True
    elif period:
        draft.values["valid_from"], draft.values["valid_until"] = period
    elif text:
        draft.notes.append(marks.plain(text))


def _take_word(part: Part, draft: _Draft) -> bool:
    """Whether the part is a field of the term that is still free and has a word for it."""
    name, words = _FIELDS.get(part.type, ("", None))
    if not name or name in draft.values:
        return False
    word = part.text
    if words is not None:
        key = part.text.strip().lower()
        word = words.get(key.removesuffix("-admn-sts").removesuffix("term"), "")
    if word:
        draft.values[name] = word
    return bool(word)


def head_of(part: Part) -> tuple[Part, tuple[Part, ...]]:
    """What a group is about and what stands beside it; of any other part, itself and nothing."""
    if part.name in ("descripGrp", "termNoteGrp", "adminGrp") and part.children:
        return part.children[0], part.children[1:]
    return part, ()


def attributes_left(part: Part, taken: tuple[str, ...], report: Report) -> None:
    """Report the attributes that the model has no place for; ids are counted only."""
    for name, value in part.attributes:
        if name in taken:
            continue
        if name == "id":
            report.ids += 1
        else:
            report.dropped(f"{name}=", value, part.order)


def attributes_of_group_left(part: Part, taken: tuple[str, ...], report: Report) -> None:
    """The same for what a group is about, and for the group itself; or for a lone part."""
    head, _ = head_of(part)
    attributes_left(head, taken, report)
    if head is not part:
        attributes_left(part, (), report)
