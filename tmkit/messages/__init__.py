"""What tmkit says to people, in English and Vietnamese: a TOML catalogue each, the same keys.

A message is one line and holds what happened; `help`, where there is one, holds what to do.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

__all__ = ["LANGUAGES", "help_of", "help_page", "keys", "message", "place", "template"]

LANGUAGES = ("en", "vi")


@cache
def _catalogue(language: str) -> dict[str, dict[str, str]]:
    text = resources.files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def keys(language: str = "en") -> list[str]:
    """The keys of the catalogue, in its order."""
    return list(_catalogue(language))


def template(key: str, language: str, part: str = "message") -> str:
    """The text of a key before its places are filled, "" when it has no such part.

    Raises KeyError for an unknown key.
    """
    return _catalogue(language)[key].get(part, "")


def message(key: str, language: str = "en", /, **details: object) -> str:
    """What happened, as one line."""
    return template(key, language).format(**details)


def help_of(key: str, language: str = "en", /, **details: object) -> str:
    """What to do about it, "" when nothing is needed."""
    return template(key, language, "help").format(**details)


def help_page(text: str, language: str) -> str:
    """A text of a command's help, which is written in English where the command is."""
    return text if language == LANGUAGES[0] else _help_pages(language).get(text, text)


@cache
def _help_pages(language: str) -> dict[str, str]:
    path = resources.files(__name__).joinpath(f"help.{language}.toml")
    return dict(tomllib.loads(path.read_text(encoding="utf-8"))["text"])


def place(path: str, line: int = 0, column: int = 0) -> str:
    """`path:line:column` as editors and terminals link it; what is 0 is left out."""
    return ":".join([path, *(str(number) for number in (line, column) if number)]) if path else ""
