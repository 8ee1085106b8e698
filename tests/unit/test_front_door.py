"""The names of `import tmkit`, each loaded when it is first used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import tmkit


def said(program: str) -> str:
    """What a fresh Python prints."""
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("name", tmkit.__all__)
def test_every_name_of_the_front_door_loads(name: str) -> None:
    assert callable(getattr(tmkit, name))


def test_the_front_door_is_narrow_and_sorted() -> None:
    assert len(tmkit.__all__) <= 25
    assert list(tmkit.__all__) == sorted(tmkit.__all__)


@pytest.mark.parametrize("heavy", ["numpy", "lxml", "regex", "click", "tmkit.model"])
def test_import_alone_loads_nothing_heavy(heavy: str) -> None:
    assert said(f"import sys, tmkit; print({heavy!r} in sys.modules)") == "False"


@pytest.mark.parametrize("name", ["align", "segment"])
def test_a_room_does_not_take_the_place_of_the_function_that_bears_its_name(name: str) -> None:
    program = (
        f"import tmkit, tmkit.{name}, tmkit.tasks.building; print(type(tmkit.{name}).__name__)"
    )
    assert said(program) == "function"


def test_the_names_can_be_imported_from_the_package() -> None:
    program = "from tmkit import align, segment; print(len(segment('Tem 1. Tem 2.', 'vi')))"
    assert said(program) == "2"


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = getattr(tmkit, "nothing")  # noqa: B009 - mypy knows that the name is not there
