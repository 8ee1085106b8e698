"""Help pages: in the language of messages, each with examples that the tests run."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import Any

import click

from tmkit import messages
from tmkit.errors import TmkitError

__all__ = ["LANGUAGE", "Command", "Group", "language_of"]

# What click puts behind the help of an option.
_EXTRA = re.compile(r"(.*?)(?:(?:^|  )\[(.+)\])?", re.DOTALL)
# Columns of the widest page; click's own 80 where there is no terminal.
_WIDEST = 100


def language_of(ctx: click.Context) -> str:
    """The language of messages: of the nearest --messages, else of the environment."""
    chosen: str = ctx.meta.get("tmkit.language") or os.environ.get("TMKIT_MESSAGES", "")
    return chosen if chosen in messages.LANGUAGES else messages.LANGUAGES[0]


def _chosen(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    """What was written last on the command line; the environment says only what nobody wrote."""
    source = ctx.get_parameter_source(parameter.name or "")
    if source is click.core.ParameterSource.COMMANDLINE or "tmkit.language" not in ctx.meta:
        ctx.meta["tmkit.language"] = value
    return language_of(ctx)


_LANGUAGE: dict[str, Any] = {
    "type": click.Choice(messages.LANGUAGES),
    "default": "en",
    "envvar": "TMKIT_MESSAGES",
    "show_default": True,
    "is_eager": True,
    "callback": _chosen,
    "help": "Language of messages.",
}
LANGUAGE = click.option("--messages", "language", **_LANGUAGE)


class _Page(click.HelpFormatter):
    """A help page that says in a language what click hands it in English."""

    def __init__(self, language: str, width: int | None) -> None:
        super().__init__(width=width, max_width=_WIDEST)
        self._language = language

    def say(self, text: str) -> str:
        """A text, paragraph by paragraph; those that are set as they are stay so."""
        parts = re.split(r"\n\s*\n", text)
        said = (part if "\b" in part else self._said(" ".join(part.split())) for part in parts)
        return "\n\n".join(said)

    def _said(self, text: str) -> str:
        return messages.help_page(text, self._language)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or f"{self._said('Usage')}: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(self._said(heading))

    def write_text(self, text: str) -> None:
        super().write_text(self.say(text))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        said = [(name, self._of_option(text)) for name, text in rows]
        super().write_dl(said, col_max, col_spacing)

    def _of_option(self, text: str) -> str:
        match = _EXTRA.fullmatch(text)
        assert match
        if match[2] is None:
            return self._said(text)
        extras = (self._extra(each) for each in match[2].split("; "))
        said = self._said(match[1]) if match[1] else ""
        return f"{said}  [{'; '.join(extras)}]".lstrip()

    def _extra(self, text: str) -> str:
        name, colon, value = text.partition(": ")
        return f"{self._said(name)}{colon}{value}"


class _Context(click.Context):
    def make_formatter(self) -> click.HelpFormatter:
        return _Page(language_of(self), self.terminal_width)


class Group(click.Group):
    """Commands under one name; each stands in the list with the first paragraph of its help."""

    context_class = _Context

    def __init__(self, *args: Any, **settings: Any) -> None:  # noqa: ANN401 # as click has them
        super().__init__(*args, **settings)
        names = ["--messages", "language"]
        self.params.append(click.Option(names, expose_value=False, **_LANGUAGE))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 # as click calls it
        """Write the commands that the group has."""
        rows = [
            (name, " ".join((command.help or "").split("\n\n")[0].split()))
            for name, command in sorted(self.commands.items())
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


class Command(click.Command):
    """A command whose TmkitError ends it with one line on stderr and exit code 2.

    examples: command lines that its help page ends with.
    """

    context_class = _Context

    def __init__(self, *args: Any, examples: str = "", **settings: Any) -> None:  # noqa: ANN401 # as click has them
        super().__init__(*args, **settings)
        self.examples = examples.strip().splitlines()

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 # as click calls it
        """Write the examples as they are: they are there to be copied."""
        if self.examples:
            with formatter.section("Examples"):
                formatter.write("".join(f"  {line}\n" for line in self.examples))

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 # as click declares it
        """Run the command."""
        try:
            return super().invoke(ctx)
        except TmkitError as error:
            if ctx.meta["tmkit.debug"]:
                raise
            click.echo(error.text(ctx.params["language"]), err=True)
            raise SystemExit(2) from error
