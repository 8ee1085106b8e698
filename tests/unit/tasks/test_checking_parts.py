"""A part of a glossary is checked against the whole of it."""

from __future__ import annotations

from pathlib import Path

from conftest import MakeProject

from tmkit.lint import Case
from tmkit.lint.rule import term
from tmkit.tasks.checking import check

SCALE = term("en", "scale") + term("vi", "cân")
BALANCE = term("en", "balance") + term("vi", "cân phân tích")


def texts(**files: str) -> dict[str, str | bytes]:
    return {f"glossaries/house/{id_}.toml": text for id_, text in Case(files).texts().items()}


def codes_at(root: Path, *paths: Path) -> list[tuple[str, str]]:
    found = check(paths, root=root)
    return [(each.code, each.place.id) for each in found if each.code != "TG109"]


def test_references_of_one_file_lead_into_the_others(make_project: MakeProject) -> None:
    files = texts(scale='related = ["balance", "dial"]\n' + SCALE, balance=BALANCE)
    root = make_project(files)
    house = root / "glossaries/house"
    assert codes_at(root, house / "scale.toml") == [("TG410", "scale")]
    assert codes_at(root, house / "balance.toml") == []
    # Outside the project that one is in, the folder of the file is its glossary.
    assert codes_at(house, house / "scale.toml") == [("TG410", "scale")]


def test_a_file_hears_of_its_double_and_the_double_is_not_told_unasked(
    make_project: MakeProject,
) -> None:
    root = make_project(texts(scale=SCALE, scales=SCALE))
    house = root / "glossaries/house"
    assert codes_at(root, house / "scales.toml") == [("TG402", "scales")]
    assert codes_at(root) == [("TG402", "scale"), ("TG402", "scales")]


def test_concepts_of_the_shipped_glossaries_go_together(repository: Path) -> None:
    found = check(root=repository)
    assert [each for each in found if each.code.startswith(("TG4", "TG5", "TG8"))] == []
