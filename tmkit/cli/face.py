"""What all commands share: their options, findings on stderr, messages."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tmkit import messages
from tmkit.cli.pages import LANGUAGE, Command, Group

if TYPE_CHECKING:  # the model takes a third of the time of --help
    from tmkit.model import BuildResult, Finding, Severity

__all__ = [
    "COLOURS",
    "ENCODING",
    "JOBS",
    "LANG_CODES",
    "SPLIT_SIZE",
    "STORE",
    "Command",
    "Group",
    "Told",
    "exit_code",
    "kinds_of",
    "progress",
    "reported",
    "shared",
    "tell",
]

Function = TypeVar("Function", bound=Callable[..., Any])

# As in tmkit.text, which is too heavy to import for --help; a test holds them together.
_ENCODINGS = ("tcvn3", "vni", "viscii", "windows-1258", "windows-1252")
ENCODING = click.option(
    "--encoding",
    type=click.Choice(_ENCODINGS),
    callback=lambda _context, _parameter, value: value or "",
    help="Of text files that are not UTF-8; default: guessed.",
)
JOBS = click.option("--jobs", type=click.IntRange(min=1), help="Processes; default: one a core.")
LANG_CODES = click.option(
    "--lang-codes",
    default="",
    help="What TMX names the languages, en-US,vi-VN say; of a build TBX too.",
)
SPLIT_SIZE = click.option(
    "--split-size",
    type=click.IntRange(min=1),
    callback=lambda _context, _parameter, value: value or 0,
    help="At most so many units a file of TMX, OUT.0001.tmx and so on.",
)
STORE = click.option(
    "--store", default="", help="File or postgresql:// URL; default: `store` of the settings."
)
# The weightiest last, where the eye is.
COLOURS = {"info": "cyan", "warning": "yellow", "error": "red"}


def shared(command: Function) -> Function:
    """The options that every command has."""

    def remember(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 # as click calls it
        ctx.meta["tmkit.debug"] = value

    debug = click.option(
        "--debug",
        is_flag=True,
        expose_value=False,
        callback=remember,
        help="Show the traceback of an error.",
    )
    return LANGUAGE(debug(command))


def tell(key: str, language: str, /, **details: object) -> None:
    """A message of the catalogue on stderr."""
    click.echo(messages.message(key, language, **details), err=True)


class Told:
    """The findings of a command, in the order they arise; called with the next one."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []

    def __call__(self, finding: Finding) -> None:
        """Take in a finding."""
        self._findings.append(finding)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._findings)

    @property
    def exit_code(self) -> int:
        """1 when there is an error among them."""
        return int(any(finding.severity == "error" for finding in self))


@contextmanager
def reported(language: str) -> Iterator[Told]:
    """A collector of findings; they stand on stderr, one line each, however the work ends.

    The weighty ones come last, where the eye is.
    """
    findings = Told()
    try:
        yield findings
    finally:
        _echo(findings, language)


def _echo(findings: Iterable[Finding], language: str) -> None:
    order = list(COLOURS)
    for each in sorted(findings, key=lambda finding: order.index(finding.severity)):
        where = messages.place(each.place.path, each.place.line, each.place.column)
        severity = messages.message(each.severity, language)
        head = click.style(f"{each.code} {severity}:", fg=COLOURS[each.severity])
        click.echo(f"{where}: {head} {each.message} {each.help}".rstrip(), err=True)


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """A function to call with how much is done, of how much; it shows on stderr.

    On a terminal one line that is redrawn; in a log a line for each tenth of longer work.
    """
    terminal = sys.stderr.isatty()

    def show(done: int, total: int) -> None:
        if terminal:
            click.echo(f"\r{done}/{total}", err=True, nl=False)
        elif total >= 20 and 10 * done // total > 10 * (done - 1) // total:
            click.echo(f"{done}/{total}", err=True)

    try:
        yield show
    finally:
        if terminal:
            click.echo("\r\033[K", err=True, nl=False)


def exit_code(findings: Mapping[Severity, int]) -> int:
    """1 when there is an error among the findings."""
    errors = sum(count for severity, count in findings.items() if severity == "error")
    return 1 if errors else 0


def kinds_of(result: BuildResult) -> str:
    """The beads by kind, "1-1: 40, 1-2: 1"."""
    return ", ".join(f"{kind}: {count}" for kind, count in result.beads.items()) or "–"
