"""What the HTML pages have in common: words in all languages of `messages`, one template for all.

A page stands without network and speaks one language at a time; a button switches. Without
JavaScript it stays in its first.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, BinaryIO

from tmkit import messages
from tmkit.lang import primary

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["Words", "figures", "language_name", "number", "say", "template", "word", "write"]

Words = dict[str, str]
"""One text in every language of the page."""


def template(name: str, /, **functions: object) -> Template:
    """A template that stands beside this module. functions: what it may call besides."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("tmkit.formats", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # tojson writes the strings of the style sheet, and CSS does not know \u0111.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    environment.globals.update(
        say=say, word=word, number=number, language_name=language_name, **functions
    )
    return environment.get_template(name)


def write(form: Template, file: BinaryIO, /, *, language: str, **parts: object) -> None:
    """Write a page; the same parts give the same bytes. language: in which it opens."""
    pieces = form.generate(language=language, languages=messages.LANGUAGES, **parts)
    # A file name may hold bytes that are no UTF-8: they are shown, and do not end the work.
    file.writelines(piece.encode("utf-8", "backslashreplace") for piece in pieces)


def say(key: str, /, **details: str | float | Words) -> Words:
    """A message in every language; numbers and words among the details follow the language."""
    words = {
        name: number(value) if isinstance(value, int | float) else value
        for name, value in details.items()
    }
    return {
        tongue: messages.message(
            key,
            tongue,
            **{
                name: each if isinstance(each, str) else each[tongue]
                for name, each in words.items()
            },
        )
        for tongue in messages.LANGUAGES
    }


def word(group: str, name: str) -> Words:
    """The message of a name within a group; the name itself where there is none."""
    key = f"{group}-{name}"
    return say(key) if key in set(messages.keys()) else dict.fromkeys(messages.LANGUAGES, name)


def language_name(tag: str) -> Words:
    """The name of a language; its tag where the catalogue has none."""
    return word("language", primary(tag))


def number(value: float) -> Words:
    """A count, or a score with two decimals, as each language writes it.

    A score is rounded down, so that one below the threshold never looks as if it reached it.
    """
    if isinstance(value, int):
        return figures(f"{value:,}")
    # What 0.29 · 100 falls short of 29 is no reason to show 0.28.
    return figures(f"{math.floor(value * 100 + 1e-9) / 100:.2f}")


def figures(english: str) -> Words:
    """Figures written the English way, with each language's own separators."""
    marks = {
        tongue: {
            ord(","): messages.message("report-thousands", tongue),
            ord("."): messages.message("report-decimal", tongue),
        }
        for tongue in messages.LANGUAGES
    }
    return {tongue: english.translate(table) for tongue, table in marks.items()}
