"""tmkit check."""

from __future__ import annotations

from pathlib import Path

import click

from tmkit.cli.face import Command, reported, shared, tell

__all__ = ["check"]

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(cls=Command)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--since", default="", metavar="REF", help="Only what changed since a commit.")
@click.option("--baseline", type=_FILE, help="Leave out the findings that a file counts.")
@click.option("--write-baseline", type=_FILE, help="Count all findings in a file; exit 0.")
@shared
def check(
    *,
    paths: tuple[Path, ...],
    since: str,
    baseline: Path | None,
    write_baseline: Path | None,
    language: str,
) -> None:
    """Check concept files against the rules of glossaries; exits 1 where there is an error.

    PATHS are files or folders; default: the glossaries of the project in this folder.
    """
    from tmkit.tasks.checking import check as check_files
    from tmkit.tasks.checking import write_baseline as write

    found = check_files(paths, since=since, baseline=baseline, language=language)
    if write_baseline:
        write(write_baseline, found)
        tell("baseline-written", language, path=write_baseline, count=len(found))
        return
    with reported(language) as on_finding:
        for finding in found:
            on_finding(finding)
    raise SystemExit(on_finding.exit_code)
