"""tmkit memory."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tmkit.cli.analyse import analyse
from tmkit.cli.face import STORE, Command, Group, reported, shared, tell
from tmkit.cli.pretranslate import pretranslate
from tmkit.cli.serve import serve
from tmkit.messages import message

if TYPE_CHECKING:
    from tmkit.model import Match, Occurrence, Span

__all__ = ["memory"]

# As wdiff and git write them, and in colours on a terminal.
_MARKS = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
_COLOURS = {"old": "red", "new": "green"}
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")


@click.group(cls=Group)
def memory() -> None:
    """Keep translation units in a database and look segments up."""


@memory.command(cls=Command, examples="tmkit memory add build/memory.tmx")
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@STORE
@click.option("--replace", is_flag=True, help="Put units in the place of those with their ids.")
@shared
def add(*, paths: tuple[Path, ...], store: str, replace: bool, language: str) -> None:
    """Add the units of memory files: TMX, XLIFF, PO, tables, JSON lines.

    The store is made where there is none. What stands in it already changes nothing.
    """
    from tmkit.tasks.remembering import add as run

    with reported(language) as findings:
        added = run(paths, store, replace=replace, language=language, on_finding=findings)
    click.echo(f"units={added.new}")
    tell("store-added", language, **added._asdict())
    raise SystemExit(findings.exit_code)


@memory.command(cls=Command, examples='tmkit memory search "The scales were tested." --at-least 50')
@click.argument("text")
@STORE
@click.option(
    "--at-least", type=click.IntRange(50, 100), default=70, show_default=True, help="Percent."
)
@click.option("--limit", type=click.IntRange(min=1), default=5, show_default=True)
@click.option("--from", "lang", default="", help="Language of TEXT; default: any of the store.")
@_JSON
@shared
def search(  # the help text of a command
    *, text: str, store: str, at_least: int, limit: int, lang: str, as_json: bool, language: str
) -> None:
    """Print the units whose text is like TEXT, best first.

    101 % the same between the same neighbours, 100 % the same, 95 to 99 % no word differs. Words
    that TEXT does not have stand in [-…-], those that only TEXT has in {+…+}.
    """
    from tmkit.tasks.remembering import search as run

    for match in run(text, store, lang=lang, at_least=at_least, limit=limit):
        row = json.dumps(_row(match), ensure_ascii=False) if as_json else _shown(match, language)
        click.echo(row)


@memory.command(cls=Command, examples='tmkit memory concordance "do luong"')
@click.argument("text")
@STORE
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True)
@_JSON
@shared
def concordance(*, text: str, store: str, limit: int, as_json: bool, language: str) -> None:  # noqa: ARG001 # shared by all
    """Print the units that hold the words of TEXT in a row, in either language.

    Words without diacritics find those that have them: "danh gia" finds "đánh giá".
    """
    from tmkit.tasks.remembering import concordance as run

    for found in run(text, store, limit=limit):
        row = {
            "id": found.unit.id,
            "lang": found.lang,
            "spans": found.spans,
            "texts": _texts(found),
        }
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else _quoted(found))


@memory.command(cls=Command, examples="tmkit memory export kept.tmx")
@click.argument("output", metavar="OUT", type=click.Path(path_type=Path))
@STORE
@shared
def export(*, output: Path, store: str, language: str) -> None:  # noqa: ARG001 # shared by all
    """Write all units as OUT.tmx."""
    from tmkit.tasks.remembering import export as run

    click.echo(f"units={run(output, store)}")


@memory.command(cls=Command, examples="tmkit memory optimise")
@STORE
@shared
def optimise(*, store: str, language: str) -> None:  # noqa: ARG001 # shared by all
    """Make look-ups as fast as they can be, after many changes. Nothing is lost by it."""
    from tmkit.tasks.remembering import optimise as run

    click.echo(f"units={run(store)}")


@memory.command(cls=Command)
@click.argument("ids", metavar="ID…", nargs=-1, required=True)
@STORE
@shared
def delete(*, ids: tuple[str, ...], store: str, language: str) -> None:  # noqa: ARG001 # shared by all
    """Delete the units with these ids."""
    from tmkit.tasks.remembering import delete as run

    click.echo(f"units={run(ids, store)}")


def _row(match: Match) -> dict[str, Any]:
    return {
        "percent": match.percent,
        "kind": match.kind,
        "plain": match.plain,
        "lang": match.lang,
        "id": match.unit.id,
        "penalties": {penalty.name: penalty.points for penalty in match.penalties},
        "edits": match.edits,
        "texts": _texts(match),
        "translation": match.translation,
    }


def _texts(found: Match | Occurrence) -> dict[str, str]:
    return {variant.lang: variant.text for variant in found.unit.variants}


def _shown(match: Match, language: str) -> str:
    """Percent, id and penalties, then a line for each text."""
    names = ", ".join(message(f"penalty-{each.name}", language) for each in match.penalties)
    head = click.style(f"{match.percent} %", bold=True)
    lines = [" ".join(filter(None, [head, match.unit.id, names and f"({names})"]))]
    for variant in match.unit.variants:
        text = variant.text
        if variant.lang == match.lang:
            text = "".join(_styled(edit.kind, edit.text) for edit in match.edits)
        elif match.translation:
            text = match.translation
        lines.append(f"  {variant.lang}: {'⏎'.join(text.splitlines())}")
    return "\n".join(lines)


def _styled(kind: str, text: str) -> str:
    return click.style(_MARKS[kind].format(text), fg=_COLOURS.get(kind), reset=kind in _COLOURS)


def _quoted(found: Occurrence) -> str:
    """A line for each text, the words that were looked for in bold."""
    lines = [found.unit.id] if found.unit.id else []
    for variant in found.unit.variants:
        spans = found.spans if variant.lang == found.lang else ()
        lines.append(f"  {variant.lang}: {'⏎'.join(_emphasised(variant.text, spans).splitlines())}")
    return "\n".join(lines)


def _emphasised(text: str, spans: tuple[Span, ...]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + click.style(text[start:end], bold=True) + text[end:]
    return text


for command in (analyse, pretranslate, serve):
    memory.add_command(command)
