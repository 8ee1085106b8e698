"""Who is who: the names under which a person acts, and the addresses of their commits."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from tmkit.text import fold

__all__ = ["PROGRAM", "People", "Person"]

PROGRAM = "tmkit"
"""Who acts where a program does."""


class Person(NamedTuple):
    """Somebody who works on the glossaries. emails: of their commits; aliases: other names."""

    name: str
    emails: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class People:
    """The people of a project, found by any of their names or addresses.

    Case and spaces of a name do not matter. No name and no address stands for two persons.
    """

    def __init__(self, persons: Iterable[Person] = ()) -> None:
        self.persons = tuple(persons)

    def __bool__(self) -> bool:
        return bool(self.persons)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {
            fold(name): person.name
            for person in self.persons
            for name in (person.name, *person.aliases)
        }

    @cached_property
    def _emails(self) -> dict[str, str]:
        return {fold(email): person.name for person in self.persons for email in person.emails}

    def knows(self, by: str) -> bool:
        """Whether somebody bears a name."""
        return fold(by) in self._names

    def name_of(self, by: str) -> str:
        """The one name, folded, of whoever bears a name; that name itself where nobody does."""
        return fold(self._names.get(fold(by), by))

    def author(self, email: str) -> str:
        """The name, as it is written, of the person with an address, "" where nobody has it."""
        return self._emails.get(fold(email), "")

    def written(self, by: str) -> str:
        """The name, as it is written, of whoever bears a name; that name itself else."""
        return self._names.get(fold(by), by)
