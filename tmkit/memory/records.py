"""Translation units as rows of a database, without loss."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import blake2b
from typing import Any, NamedTuple

from tmkit.memory.tokens import marked
from tmkit.model import Origin, Tag, TranslationUnit, Variant

__all__ = ["Record", "document_of", "record_of", "unit_of"]

Row = tuple[str, str]
"""Language and text of a variant, codes as placeholders."""


class Record(NamedTuple):
    """A unit as it is written.

    key: what makes it this one, its languages and texts, codes included. rest: all but its id and
    the texts of variants without codes, as JSON, "" for nothing. rows: of its variants.
    """

    key: bytes
    name: str
    rest: str
    rows: list[Row]


def record_of(unit: TranslationUnit) -> Record:
    """The record of a unit."""
    rows: list[Row] = []
    spelled: list[str] = []
    details: list[Sequence[Any]] = []
    for variant in unit.variants:
        lang, content, *about = variant
        if len(content) == 1 and isinstance(content[0], str):
            text = written = content[0]
            details.append(about if any(about) else ())
        else:
            text, parts = marked(content), _content(variant)
            written = json.dumps(parts)
            details.append([*about, parts])
        rows.append((lang, text))
        spelled.append(f"{lang}\x1f{written}")
    data = "\x1e".join(spelled).encode("utf-8", "surrogatepass")
    return Record(blake2b(data, digest_size=16).digest(), unit.id, _rest_of(unit, details), rows)


def _rest_of(unit: TranslationUnit, details: Sequence[Sequence[Any]]) -> str:
    """What is left of a unit. details: of its variants."""
    rest: dict[str, Any] = {}
    if any(details):
        rest["v"] = details
    if unit.origin:
        rest["o"] = asdict(unit.origin)
    if unit.notes:
        rest["n"] = unit.notes
    if unit.props:
        rest["p"] = unit.props
    return json.dumps(rest, ensure_ascii=False, separators=(",", ":")) if rest else ""


def unit_of(name: str, rest: str, rows: Sequence[Row]) -> TranslationUnit:
    """The unit that was put into rows; rows: of its variants, in their order."""
    if not rest:
        return TranslationUnit(name, tuple([Variant(lang, (text,)) for lang, text in rows]))
    table: dict[str, Any] = json.loads(rest)
    details = table.get("v") or [[]] * len(rows)
    variants = (_variant(*row, *each) for row, each in zip(rows, details, strict=True))
    origin = table.get("o")
    return TranslationUnit(
        name,
        tuple(variants),
        _origin(origin) if origin else None,
        tuple(table.get("n", ())),
        _pairs(table.get("p", ())),
    )


def document_of(unit: TranslationUnit) -> tuple[str, ...]:
    """Where a unit stands: units of another place are no context."""
    return unit.origin.documents if unit.origin else ()


def _content(variant: Variant) -> list[Any]:
    return [part if isinstance(part, str) else _tag_row(part) for part in variant.content]


def _tag_row(tag: Tag) -> list[Any]:
    parts = [part if isinstance(part, str) else _tag_row(part) for part in tag.parts]
    return [tag.kind, tag.id, tag.text, tag.attributes, parts]


def _variant(  # noqa: PLR0913, PLR0917 # the row of a variant, as it is written
    lang: str,
    text: str,
    created: str = "",
    changed: str = "",
    notes: Sequence[str] = (),
    props: Sequence[Sequence[str]] = (),
    content: Sequence[Any] | None = None,
) -> Variant:
    parts = (text,) if content is None else tuple(map(_part, content))
    return Variant(lang, parts, created, changed, tuple(notes), _pairs(props))


def _part(part: Any) -> str | Tag:  # noqa: ANN401 # as JSON has it
    if isinstance(part, str):
        return part
    kind, identifier, text, attributes, parts = part
    return Tag(kind, identifier, text, _pairs(attributes), tuple(map(_part, parts)))


def _pairs(pairs: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in pairs)


def _origin(table: dict[str, Any]) -> Origin:
    source, target = table["documents"]
    return Origin(
        (source, target),
        tuple(table["source"]),
        tuple(table["target"]),
        table["score"],
        table["reviewed"],
    )
