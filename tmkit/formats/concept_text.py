"""The text of a concept file: canonical order and form, comments kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from tmkit.formats import toml
from tmkit.model import Concept

__all__ = [
    "EVENT",
    "HISTORY",
    "RENAMED",
    "TERM",
    "TOP",
    "Keys",
    "canonical",
    "is_canonical",
    "rewritten",
    "table_of",
    "written",
]

# The order of keys in a canonical file, and the schema of what may stand there.
Keys = tuple[str, ...]
TOP: Keys = (
    *("id", "subject", "status", "definition", "definition_source", "broader", "related"),
    *("replaced_by", "note", "allow", "term", "history", "event"),
)
TERM: Keys = (
    *("lang", "term", "type", "status", "pos", "full", "context", "source", "from", "until"),
    *("note", "usage", "authority"),
)
HISTORY: Keys = ("date", "by", "action", "note", "lang")
EVENT: Keys = ("type", "date", "act")
RENAMED = {
    "term": "text",
    "type": "kind",
    "pos": "part_of_speech",
    "from": "valid_from",
    "until": "valid_until",
}
"""Key of a term in a file → field of the model, where they differ."""


def canonical(text: str) -> str:
    """The text of a valid concept file in canonical order and form, its comments kept.

    Idempotent. Raises tomllib.TOMLDecodeError for a text that is no TOML.
    """
    text = text.removeprefix("\ufeff")
    return written(toml.loads(text), toml.comments_of(text))


def is_canonical(text: str, table: Mapping[str, Any]) -> bool:
    """Whether a plain text is surely as `canonical` would write it; table: what it holds.

    Each line of a plain text is: only their order is left to see, and the blank lines.
    """
    rows = [("term", row, TERM) for row in table.get("term", ())]
    rows += [("history", row, HISTORY) for row in table.get("history", ())]
    rows += [("event", table["event"], EVENT)] if "event" in table else []
    parts = text.split("\n\n")
    headers = [f"[{name}]\n" if name == "event" else f"[[{name}]]\n" for name, _, _ in rows]
    top = [key for key in table if key not in ("term", "history", "event")]
    return (
        len(parts) == len(rows) + 1
        and all(part.startswith(head) for part, head in zip(parts[1:], headers, strict=True))
        and text.endswith('"\n')
        and text[0] != "\n"
        and top == [key for key in TOP if key in table and key in top]
        and all(list(row) == [key for key in order if key in row] for _, row, order in rows)
        and all(_is_together(parts[0], key, table[key]) for key in top)
    )


def _is_together(text: str, key: str, value: object) -> bool:
    """Whether the lines of a table written with dots, `key.part`, follow one another."""
    if not isinstance(value, dict) or len(value) < 2:
        return True
    lines = [f'{key}.{part} = "{each}"' for part, each in value.items()]
    return "\n".join(lines) in text


def rewritten(text: str, concept: Concept, origins: Sequence[int | None] | None = None) -> str:
    """The canonical text of a concept with the comments of its file as it was, `text`.

    text: "" for a new file. origins: for each term its number in `text`, None for a new one; by
    default the terms stand as they stood. Comments of terms that are gone go to the end. Raises
    tomllib.TOMLDecodeError for a text that is no TOML.
    """
    comments = toml.comments_of(text.removeprefix("\ufeff"))
    if origins is not None:
        numbers = {old: new for new, old in enumerate(origins) if old is not None}
        moved = {f"term[{old}]": f"term[{new}]" for old, new in numbers.items()}
        comments = comments.moved("term[", moved)
    return written(table_of(concept), comments)


def written(table: Mapping[str, Any], comments: toml.Comments) -> str:
    """The canonical text of the table of a concept file."""
    lines = list(_pairs("", {key: table[key] for key in TOP if key in table}, TOP, comments))
    for name, order in (("term", TERM), ("history", HISTORY)):
        for number, row in enumerate(table.get(name, ())):
            place = f"{name}[{number}]"
            # An array written in one line, `history = [{…}]`, has its comments at the array's name.
            places = (name, place) if number == 0 else (place,)
            above = [line for each in places for line in comments.above(each)]
            lines += ["", *above, f"[[{name}]]{''.join(map(comments.beside, places))}"]
            lines += _pairs(place, row, order, comments)
    if "event" in table:
        lines += ["", *comments.above("event"), f"[event]{comments.beside('event')}"]
        lines += _pairs("event", table["event"], EVENT, comments)
    return "\n".join([*lines, *comments.tail]) + "\n"


def _pairs(
    place: str, row: Mapping[str, Any], order: Keys, comments: toml.Comments
) -> Iterator[str]:
    for key in (key for key in order if key in row):
        value = row[key]
        name = f"{place}.{key}" if place else key
        if key in ("term", "history", "event") and not place:
            continue
        yield from comments.above(name)
        if isinstance(value, dict):
            for number, (tag, text) in enumerate(value.items()):
                whole = comments.beside(name) if number == 0 else ""
                beside = whole + comments.beside(f"{name}.{tag}")
                yield f"{key}.{toml.key(tag)} = {toml.value(text)}{beside}"
        else:
            yield f"{key} = {toml.value(value)}{comments.beside(name)}"


def table_of(concept: Concept) -> dict[str, Any]:
    """The table of a concept file; what is empty is left out."""
    fields = {key: getattr(concept, key) for key in TOP if key not in ("term", "event", "history")}
    table: dict[str, Any] = {
        key: list(value) if isinstance(value, tuple) else value for key, value in fields.items()
    }
    names = [(key, RENAMED.get(key, key)) for key in TERM]
    table["term"] = [
        _full({key: getattr(term, name) for key, name in names}) for term in concept.terms
    ]
    table["history"] = [_full(asdict(entry)) for entry in concept.history]
    if concept.event:
        event = concept.event
        table["event"] = _full({"type": event.kind, "date": event.date, "act": event.act})
    return _full(table)


def _full(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value}
