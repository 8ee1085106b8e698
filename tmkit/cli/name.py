"""tmkit name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from tmkit.cli.face import Command, reported, shared, tell
from tmkit.messages import message

if TYPE_CHECKING:  # the model takes a third of the time of --help
    from tmkit.model import Term
    from tmkit.tasks.naming import Naming

__all__ = ["name"]


@click.command(cls=Command, examples='tmkit name "Bộ Giao thông vận tải" --on 2020-01-01')
@click.argument("text", metavar="NAME")
@click.option("--on", default="", metavar="DATE", help="YYYY-MM-DD; default: today.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list of objects.")
@shared
def name(*, text: str, on: str, as_json: bool, language: str) -> None:
    """Print the official name of the body or title of office called NAME, in all languages.

    NAME may be in either language, without diacritics, or an acronym. The answer comes from the
    glossaries of the project in this folder, else from the shipped glossary of Vietnamese state
    bodies. Exits 1 when nothing bears the name.
    """
    from tmkit.tasks.naming import official_names

    with reported(language) as on_finding:
        found = official_names(text, on=on, language=language, on_finding=on_finding)
    if as_json:
        click.echo(json.dumps([*map(_row, found.namings)], ensure_ascii=False, indent=1))
    elif found.namings:
        click.echo("\n\n".join("\n".join(_lines(each, language)) for each in found.namings))
    if not found.namings:
        near, where = ", ".join(found.nearest), found.glossaries.name
        tell("name-near" if near else "name-none", language, name=text, near=near, where=where)
        raise SystemExit(1)
    raise SystemExit(on_finding.exit_code)


def _lines(naming: Naming, language: str) -> Iterator[str]:
    """What is said of a body: its names, what became of it, whence this is known."""
    concept = naming.concept
    for lang in _languages(naming):
        yield f"{lang}: {_called(naming, lang)}"
    if definition := concept.definition.get(language):
        yield message("name-definition", language, definition=definition)
    yield from _fate(naming, language)
    sources = dict.fromkeys(term.source for term in naming.names if not term.context)
    for source in filter(None, sources):
        yield message("name-source", language, source=source)
    if concept.status != "approved":
        status = message(f"xlsx-status-{concept.status}", language)
        yield message("name-status", language, status=status)
    remarks = [f"{term.text}: {term.note}" for term in naming.names if term.note]
    for note in filter(None, [concept.note, *remarks]):
        yield message("name-note", language, note=" ".join(note.split()))


def _fate(naming: Naming, language: str) -> Iterator[str]:
    """How long the names hold, or what ended the body, and what stands in its place now."""
    if not naming.names:
        yield message("name-undated", language)
    if not naming.event:
        for until in _once(term.valid_until for term in naming.names):
            yield message("name-until", language, date=until)
        return
    event = naming.event
    said = message(f"name-{event.kind}", language, date=event.date)
    yield f"{said} ({event.act})" if event.act else said
    found = {heir.concept.id: heir for heir in naming.successors}
    for identifier in naming.concept.replaced_by:
        heir = found.get(identifier)
        names = " = ".join(_called(heir, lang) for lang in _languages(heir)) if heir else ""
        yield message("name-successor", language, names=names or identifier)
        yield from (_fate(heir, language) if heir and heir.event else ())


def _languages(naming: Naming) -> list[str]:
    return _once(term.lang for term in (*naming.names, *naming.acronyms))


def _called(naming: Naming, lang: str) -> str:
    """The names in a language and their acronyms: "Ministry of Health (MOH)"."""
    names = " / ".join(term.text for term in naming.names if term.lang == lang)
    acronyms = ", ".join(term.text for term in naming.acronyms if term.lang == lang)
    return f"{names} ({acronyms})" if names and acronyms else names or acronyms


def _once(texts: Iterable[str]) -> list[str]:
    return [*dict.fromkeys(filter(None, texts))]


def _row(naming: Naming) -> dict[str, Any]:
    concept, event = naming.concept, naming.event
    return {
        "id": concept.id,
        "status": concept.status,
        "names": [*map(_term, naming.names)],
        "acronyms": [*map(_term, naming.acronyms)],
        "event": event and {"type": event.kind, "date": event.date, "act": event.act},
        "replaced_by": [*concept.replaced_by],
        "successors": [*map(_row, naming.successors)],
        "definition": dict(concept.definition),
        "note": concept.note,
    }


def _term(term: Term) -> dict[str, str]:
    """The keys of the concept file; `source` is not that of a context."""
    return {
        "lang": term.lang,
        "term": term.text,
        "status": term.status,
        "source": "" if term.context else term.source,
        "authority": term.authority,
        "from": term.valid_from,
        "until": term.valid_until,
        "note": term.note,
    }
