"""tmkit check."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tmkit import messages
from tmkit.cli.face import COLOURS, Command, shared, tell

if TYPE_CHECKING:
    from tmkit.model import Finding

    # Ten thousand concepts are many small things and no circles: a fifth of the time is saved.
    gc.disable()
    from tmkit.tasks.checking import Checked

__all__ = ["check"]

_FILE = click.Path(dir_okay=False, path_type=Path)
_FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit")


@click.command(cls=Command, examples=("tmkit check\ntmkit check --since HEAD --format github\n"))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    help="A memory, a table or a folder; default: what `tmkit evidence freeze` wrote.",
)
@click.option("--since", default="", metavar="REF", help="Only what changed since a commit.")
@click.option("--baseline", type=_FILE, help="Leave out the findings that a file counts.")
@click.option("--write-baseline", type=_FILE, help="Count what is found in a file; exit 0.")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default="text", help="Of what is found."
)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("--fix", is_flag=True, help="Mend what can be mended without a look.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend all that can be mended; look at it after.")
@click.option("--diff", is_flag=True, help="Print what would be mended; change nothing.")
@click.option("--strict", is_flag=True, help="Exit 1 for warnings too.")
@shared
def check(
    *,
    paths: tuple[Path, ...],
    corpus: Path | None,
    since: str,
    baseline: Path | None,
    write_baseline: Path | None,
    form: str,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    strict: bool,
    language: str,
) -> None:
    """Check concept files against the rules of glossaries; exits 1 where there is an error.

    PATHS are files, folders, or a project; default: the glossaries of the project in this folder.
    The settings that hold are the nearest at or above the first path.
    """
    from tmkit.tasks.checking import count_findings, examine, rendered

    # Ten thousand concepts are many small things and no circles: a fifth of the time is saved.
    gc.disable()

    mends = "unsafe" if unsafe_fixes else "safe" if fix or diff else ""
    checked = examine(
        paths,
        corpus=corpus,
        since=since,
        baseline=baseline,
        fix=mends,
        write=not diff,
        language=language,
    )
    if write_baseline:
        count_findings(checked.findings, write_baseline)
        tell("baseline-written", language, path=write_baseline, count=len(checked.findings))
        return
    if diff:
        click.echo(checked.diff, nl=False)
    elif form == "text":
        _echo(checked, language)
    else:
        click.echo(rendered(checked, form, language), nl=False)
    _tell_counts(checked, language)
    weights = {finding.severity.value for finding in checked.findings}
    raise SystemExit(int("error" in weights or (strict and "warning" in weights)))


def _echo(checked: Checked, language: str) -> None:
    """The findings with the lines they point at, errors last, where the eye is."""
    order = list(COLOURS)
    for finding in sorted(checked.findings, key=lambda each: order.index(each.severity)):
        place = finding.place
        where = messages.place(place.path, place.line, place.column)
        severity = messages.message(finding.severity, language)
        colour = COLOURS[finding.severity]
        head = click.style(f"{finding.code} {severity}:", fg=colour, bold=True)
        click.echo(f"{where}: {head} {finding.message}")
        for line in _frame(finding, checked.line_of(finding)):
            click.echo(line)
        more = [messages.message("check-rule", language, code=finding.code)]
        if finding.help:
            more.insert(0, messages.message("check-help", language, help=finding.help))
        for each in more:
            click.echo(f"  = {each}")
        click.echo()


def _frame(finding: Finding, line: str) -> list[str]:
    """The line that a finding points at, with a mark below its place."""
    if not line.strip() or not finding.place.column:
        return []
    number = str(finding.place.line)
    margin = " " * len(number)
    # As wide as what stands before it, whatever the terminal makes of tabs.
    before = "".join(sign if sign == "\t" else " " for sign in line[: finding.place.column - 1])
    width = max(len(line.rstrip()) - len(before), 1)
    return [f"{margin} |", f"{number} | {line.rstrip()}", f"{margin} | {before}{'^' * width}"]


def _tell_counts(checked: Checked, language: str) -> None:
    if checked.mended:
        key = "check-mended" if checked.is_written else "check-would-mend"
        tell(key, language, count=checked.mended)
    severities = [finding.severity.value for finding in checked.findings]
    counts = {
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "infos": severities.count("info"),
    }
    tell(
        "check-found" if severities else "check-clean", language, count=len(checked.files), **counts
    )
