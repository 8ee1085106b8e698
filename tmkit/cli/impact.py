"""tmkit impact."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tmkit.cli.face import Command, reported, shared
from tmkit.messages import message

if TYPE_CHECKING:
    from tmkit.tasks.impact import Affected, Impact

__all__ = ["impact"]


@click.command(cls=Command, examples="tmkit impact inspection")
@click.argument("concept")
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    help="A memory, a table or a folder; default: the project in this folder.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@shared
def impact(*, concept: str, corpus: Path | None, as_json: bool, language: str) -> None:
    """Show the units of the memory that the concept CONCEPT makes wrong.

    These have a source term of it and none of its translations (≠, with what stands there
    instead, where that is known), or a translation to be avoided (!). Exit code 0.
    """
    from tmkit.tasks.impact import impact as run

    with reported(language) as on_finding:
        found = run(concept, corpus=corpus, language=language, on_finding=on_finding)
    if as_json:
        click.echo(json.dumps(_row(found), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(found, language)))


def _lines(found: Impact, language: str) -> list[str]:
    terms = ", ".join(found.given)
    counts = {"units": found.units, "wrong": found.wrong, "avoided": found.avoided}
    lines = [message("impact", language, id=found.concept.id, given=terms, **counts)]
    lines += [f"  {text}: {count}" for text, count in found.rivals]
    for sign, units in (("≠", found.wrong_units), ("!", found.avoided_units)):
        for unit in units:
            named = f" [{unit.term}]" if unit.term else ""
            lines += [f"{sign} {unit.reference}{named}", *map(_line, (unit.source, unit.target))]
    return lines


def _line(text: str) -> str:
    return f"  {'⏎'.join(text.splitlines())}"


def _row(found: Impact) -> dict[str, Any]:
    return {
        "id": found.concept.id,
        "units": found.units,
        "wrong": found.wrong,
        "avoided": found.avoided,
        "rivals": [{"term": text, "count": count} for text, count in found.rivals],
        "wrong_units": [*map(_unit, found.wrong_units)],
        "avoided_units": [*map(_unit, found.avoided_units)],
    }


def _unit(unit: Affected) -> dict[str, Any]:
    return unit._asdict()
