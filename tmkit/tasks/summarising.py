"""`tmkit summary`: what a change does to the glossaries, for the pull request."""

from __future__ import annotations

import os
from pathlib import Path

from tmkit.errors import OutputError
from tmkit.formats import summary
from tmkit.formats.summary import Section
from tmkit.tasks.changes import changes_since
from tmkit.tasks.checking import examine
from tmkit.tasks.project import Project

__all__ = ["publish", "summarise"]


def summarise(ref: str, *, root: Path | None = None, language: str = "en") -> str:
    """What was changed in concepts since a commit, with what the rules find, as Markdown.

    Raises UsageError outside a repository and for an unknown commit, SettingsError.
    """
    project = Project.at(root or Path())
    changes = changes_since(ref, [project.glossaries], project.glossaries, language).changes
    found = examine(root=root, since=ref, language=language).findings
    ids = {change.id for change in changes}
    sections = [
        Section(
            change.id,
            change.before.concept if change.before else None,
            change.after.concept if change.after else None,
            [each for each in found if each.place.id == change.id],
        )
        for change in changes
    ]
    elsewhere = [each for each in found if each.place.id not in ids]
    return summary.write(sections, elsewhere, ref, language)


def publish(text: str) -> None:
    """Add a summary to that of the step of GitHub Actions that runs, if any. Raises OutputError."""
    name = os.environ.get("GITHUB_STEP_SUMMARY", "")
    if name:
        try:
            with Path(name).open("a", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            raise OutputError("output", name, details={"reason": error.strerror}) from error
