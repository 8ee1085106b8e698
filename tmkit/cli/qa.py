"""tmkit qa."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tmkit import messages
from tmkit.cli.face import COLOURS, STORE, Command, reported, shared, tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from tmkit.tasks.quality import Counts, Faulty

__all__ = ["qa"]

_FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit", "html", "xlsx")


@click.command(
    cls=Command,
    examples="tmkit qa notice.tmx --glossary . -o found.html --keep clean.tmx\ntmkit qa memory.db",
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@STORE
@click.option("--glossary", type=click.Path(path_type=Path), help="Whose terms are to be used.")
@click.option(
    "--keep",
    type=click.Path(path_type=Path),
    help="Write the units without an error here, the others to OUT.removed beside it.",
)
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default="text", help="Of what is found."
)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write what is found here.")
@click.option("--off", multiple=True, metavar="CODE", help="A rule that does not hold; repeatable.")
@click.option("--strict", is_flag=True, help="Exit 1 for warnings too.")
@shared
def qa(
    *,
    files: tuple[Path, ...],
    store: str,
    glossary: Path | None,
    keep: Path | None,
    form: str,
    output: Path | None,
    off: tuple[str, ...],
    strict: bool,
    language: str,
) -> None:
    """Check translation units: numbers, tags, terms, signs; exits 1 where there is an error.

    FILES are memories and bilingual files: TMX, XLIFF, PO, tables, JSON lines; without any, the
    store of `tmkit memory` is checked.
    """
    from tmkit.tasks.quality import qa as run
    from tmkit.tasks.quality_report import UnitReport, form_of

    form = form_of(form, output)
    report = UnitReport(form, language)
    found: Callable[[Faulty], None] = report.add if form != "text" else _echo_in(language)
    with reported(language) as findings:
        counts = run(
            files,
            store=store,
            glossary=glossary,
            keep=keep,
            off=[code.upper() for code in off],
            language=language,
            on_faulty=found,
            on_finding=findings,
        )
    if output:
        report.write(output, counts)
    elif form != "text":
        click.echo(report.rendered(counts), nl=False)
    _tell(counts, keep, language)
    raise SystemExit(counts.exit_code(strict=strict) or findings.exit_code)


def _tell(counts: Counts, keep: Path | None, language: str) -> None:
    """How much was found, and kept."""
    said = {f"{severity.value}s": number for severity, number in counts.findings.items()}
    numbers = {"errors": 0, "warnings": 0, "infos": 0, **said}
    key = "qa-found" if sum(numbers.values()) else "qa-clean"
    tell(key, language, count=counts.units, faulty=counts.faulty, **numbers)
    if keep:
        removed = counts.units - counts.kept
        tell("qa-kept", language, kept=counts.kept, removed=removed, path=keep)


def _echo_in(language: str) -> Callable[[Faulty], None]:
    """A function that prints the findings in a unit, then its texts."""
    return lambda unit: _echo(unit, language)


def _echo(unit: Faulty, language: str) -> None:
    where = " ".join(filter(None, (unit.path, unit.id)))
    for fault in unit.faults:
        finding = fault.finding
        severity = messages.message(finding.severity, language)
        head = click.style(f"{finding.code} {severity}:", fg=COLOURS[finding.severity], bold=True)
        click.echo(f"{where}: {head} {finding.message}")
        if finding.help:
            click.echo(f"  = {messages.message('check-help', language, help=finding.help)}")
    for tag, text in zip(unit.languages, unit.texts, strict=True):
        if any(unit.texts):
            click.echo(f"  {tag}: {' '.join(text.split())}")
    click.echo()
