"""The house: floors, bars, and nothing at the top level that has no business there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent.parent / "tmkit"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Imports run downward only; rooms on one floor do not know each other.
FLOORS = (
    ("errors", "lang", "settings", "messages", "text"),
    ("model", "codes"),
    ("formats", "ingest", "lexicon"),
    ("segment", "align", "terms", "lint", "memory"),
    ("tasks",),
    ("cli", "web"),
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
# What the faces may not import although it lies below: a request is one task.
FACES = {
    "formats",
    "ingest",
    "lexicon",
    "segment",
    "align",
    "terms",
    "lint",
    "memory",
    "lang",
    "text",
    "codes",
}
# What a room may not import although it lies below.
FORBIDDEN = {
    **{verb: {"formats", "ingest"} for verb in ("segment", "align", "terms", "lint", "memory")},
    "cli": FACES,
    "web": FACES,
}
# The one room that may import a package from outside, beside the standard library.
OWNERS = {
    "lxml": {"formats", "ingest"},
    "numpy": {"align", "lexicon", "memory", "terms"},
    "click": {"cli"},
    "sqlite3": {"memory"},
    "psycopg": {"memory"},
    "rapidfuzz": {"memory"},
    "starlette": {"web"},
    "uvicorn": {"web"},
}
# Neighbours on one floor: errors speak through messages, settings raise errors, codes make
# findings; a command starts a server.
GROUND = {
    ("errors", "messages"),
    ("settings", "errors"),
    ("settings", "lang"),
    ("codes", "model"),
    ("cli", "web"),
}


def room_of(path: Path) -> str:
    """The room of a module: the first part of its path, "" for the package itself."""
    first = path.relative_to(PACKAGE).parts[0]
    return "" if first in ("__init__.py", "__main__.py") else first.removesuffix(".py")


def imports_of(path: Path) -> Iterator[str]:
    """Every module that is imported anywhere in a file, in full."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "tmkit":
                yield from (f"tmkit.{alias.name}" for alias in node.names)


def rooms_imported(path: Path) -> set[str]:
    """The rooms that a module imports, its own left out."""
    parts = [name.split(".") for name in imports_of(path)]
    rooms = {part[1] for part in parts if part[0] == "tmkit" and len(part) > 1}
    return {room for room in rooms if room in FLOOR_OF} - {room_of(path)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_downward_only(path: Path) -> None:
    room = room_of(path)
    if not room:
        pytest.skip("the front door opens every floor")
    upward = {
        other
        for other in rooms_imported(path)
        if FLOOR_OF[other] >= FLOOR_OF[room] and (room, other) not in GROUND
    }
    assert upward == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    room = room_of(path)
    assert rooms_imported(path) & FORBIDDEN.get(room, set()) == set()
    for package, owners in OWNERS.items():
        roots = {name.split(".")[0] for name in imports_of(path)}
        assert package not in roots or room in owners


def test_every_room_stands_on_a_floor() -> None:
    rooms = {room_of(path) for path in MODULES} - {""}
    assert rooms == set(FLOOR_OF)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_has_400_lines_at_most_and_a_function_50(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    functions = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= 50]
    assert long == []


def calls_of(name: str, tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def test_no_language_is_named_outside_defaults_and_facts() -> None:
    named = {
        "lint/files.py",
        "lint/vietnamese.py",
        "text/language.py",
        "settings.py",
        "tasks/scaffold.py",
        "messages/__init__.py",
    }
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        # The examples of rules are data.
        calls = (*calls_of("term", tree), *calls_of("Term", tree))
        examples = {id(node) for call in calls for node in ast.walk(call)}
        constants = {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and node.value in ("vi", "vi-VN")
            and id(node) not in examples
        }
        defaults = (
            *("align/beads.py", "lint/units.py", "tasks/exchange.py", "tasks/quality.py"),
            "terms/pairs.py",
        )
        allowed = str(path.relative_to(PACKAGE)) in (*named, *defaults)
        assert not constants or allowed, path
