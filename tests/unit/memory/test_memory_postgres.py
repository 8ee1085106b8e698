"""A memory on a PostgreSQL server: the same as in a file, and what happens when the server goes."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import start_again, start_postgres, stop_postgres

from tmkit import TmkitError, open_memory
from tmkit.memory import MemoryStore, open_store
from tmkit.model import TranslationUnit, Variant

RunWithout = Callable[[str, str], str]


def units(count: int, word: str = "gate") -> list[TranslationUnit]:
    return [
        TranslationUnit(
            f"{word}{number}",
            (
                Variant("en", (f"The {word} {number} is open.",)),
                Variant("vi", (f"Cửa số {number}.",)),
            ),
        )
        for number in range(count)
    ]


@pytest.fixture
def run_without() -> RunWithout:
    """A function that runs a call of tmkit where a package is not installed; what it says."""

    def call(package: str, statement: str) -> str:
        code = f"import sys; sys.modules[{package!r}] = None; from tmkit import *; {statement}"
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False
        )
        return done.stderr.splitlines()[-1]

    return call


@pytest.fixture
def store(postgres: str) -> Iterator[MemoryStore]:
    with open_memory(postgres) as opened:
        opened.delete([unit.id for unit in opened])
        yield opened


def test_a_unit_is_found_by_another_connection_at_once(store: MemoryStore, postgres: str) -> None:
    store.add(units(3))
    with open_memory(postgres) as other:
        assert other.search("The gate 2 is open.", lang="en")[0].percent == 100
        assert [hit.unit.id for hit in other.concordance("cua so 1")] == ["gate1"]
        assert list(other) == units(3)


def test_adding_twice_replacing_and_optimising_are_as_in_a_file(store: MemoryStore) -> None:
    store.add(units(5))
    assert store.add(units(5)).same == 5
    changed = units(1)[0]._replace(variants=(Variant("en", ("Shut.",)),))
    assert store.add([changed], replace=True).new == 1
    assert store.optimise() == 5
    assert store.search("Shut.", lang="en")[0].unit == changed


def test_two_writers_at_once_lose_nothing(store: MemoryStore, postgres: str) -> None:
    def add(word: str) -> None:
        with open_memory(postgres) as opened:
            for start in range(0, 60, 20):
                opened.add(units(60, word)[start : start + 20])

    threads = [threading.Thread(target=add, args=(word,)) for word in ("lock", "weir")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store) == 120
    for word in ("lock", "weir"):
        assert store.search(f"The {word} 59 is open.", lang="en", at_least=100)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder for a server; a socket wants a short path."""
    with tempfile.TemporaryDirectory(prefix="tmkit-pg-") as name:
        yield Path(name)


def test_a_server_that_goes_leaves_nothing_half_written_and_the_command_can_be_run_again(
    folder: Path,
) -> None:
    start_postgres(folder)
    url = f"postgresql:///postgres?host={folder}&user=postgres&password=secret"

    def failing() -> Iterator[TranslationUnit]:
        yield from units(10)
        stop_postgres(folder)

    with open_memory(url) as store:
        store.add(units(4, "weir"))
        with pytest.raises(TmkitError) as caught:
            store.add(failing())
    assert caught.value.key == "store-server"
    assert "secret" not in str(caught.value)
    start_again(folder)
    with open_memory(url) as store:
        assert list(store) == units(4, "weir")
        assert store.add(units(10)).new == 10
    stop_postgres(folder)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql:///postgres?host={nowhere}&password=secret", "No such file"),
        ("postgresql:///postgres?password=secret&host={nowhere}&nosuch=1", "nosuch"),
        ("postgresql://me:secret@[::1/postgres", "IPv6"),
        ("postgresql://me:se/c@ret@localhost:1/postgres", "me@localhost:1/postgres: "),
        ("postgresql:///none?host={folder}&user=postgres", 'database "none" does not exist'),
        ("postgresql:///postgres?host={folder}&user=nobody", 'role "nobody" does not exist'),
    ],
)
def test_a_server_that_lets_nobody_in_is_one_line_without_the_password(
    postgres: str, tmp_path: Path, url: str, said: str
) -> None:
    folder = postgres.partition("host=")[2].partition("&")[0]
    with pytest.raises(TmkitError) as caught:
        open_memory(url.format(nowhere=tmp_path, folder=folder))
    assert caught.value.key == "store-server"
    assert said in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_wrong_password_is_one_line_that_does_not_show_it(folder: Path) -> None:
    start_postgres(folder)
    stop_postgres(folder)
    start_again(folder, host="127.0.0.1")
    with open_memory(f"postgresql:///postgres?host={folder}&user=postgres") as store:
        store._database.rows("CREATE ROLE clerk LOGIN PASSWORD 'right'")  # noqa: SLF001 # no other way
    with pytest.raises(TmkitError) as caught:
        open_memory("postgresql://clerk:wrong@127.0.0.1/postgres")
    stop_postgres(folder)
    assert 'password authentication failed for user "clerk"' in str(caught.value)
    assert "wrong@" not in str(caught.value)
    assert str(caught.value).startswith("postgresql://clerk@127.0.0.1/postgres: ")


def test_without_the_driver_the_command_that_installs_it_is_named(run_without: RunWithout) -> None:
    said = run_without("psycopg", "open_memory('postgresql://localhost/tm')")
    assert "pip install 'tmkit[postgres]'" in said


def test_a_character_that_the_server_refuses_is_one_line_and_a_query_with_it_finds_the_rest(
    store: MemoryStore,
) -> None:
    store.add(units(1))
    nul = units(1)[0]._replace(variants=(Variant("en", ("The \0 gate.",)),))
    with pytest.raises(TmkitError) as caught:
        store.add([*units(3), nul])
    assert caught.value.key == "store-character"
    assert list(store) == units(1)
    found = store.search("The\0gate 0 is \ud800 open.", lang="en", at_least=50)
    assert [match.unit.id for match in found] == ["gate0"]
    assert store.concordance("gate\0 0") == store.concordance("gate 0")


def test_a_memory_of_an_older_version_is_brought_up_to_date_by_optimising(postgres: str) -> None:
    with open_memory(postgres) as store:
        store.delete([unit.id for unit in store])
        store.add(units(7))
        # As if it had found its units by other tables.
        for statement in (
            "UPDATE meta SET value = '0' WHERE name = 'version'",
            "DROP TABLE post",
            "UPDATE side SET skeleton = 1",
        ):
            store._database.rows(statement)  # noqa: SLF001 # the test makes what no release made
    with pytest.raises(TmkitError) as caught:
        open_memory(postgres)
    assert caught.value.key == "store-older"
    assert f"tmkit memory optimise --store '{postgres}'" in str(caught.value)
    with open_store(postgres, create=False, upgrade=True) as old:
        assert old.optimise() == 7
    with open_memory(postgres) as store:
        assert list(store) == units(7)
        assert [hit.unit.id for hit in store.concordance("cua so 1")] == ["gate1"]
        assert store.search("The gate 5 is open.", lang="en")[0].percent == 100
        assert store.search("The gate 5 is shut.", lang="en", limit=9)


def test_a_server_without_a_memory_is_not_given_one_by_a_search(postgres: str) -> None:
    with pytest.raises(TmkitError) as caught:
        open_store(postgres.replace("/postgres?", "/template1?"), create=False)
    assert caught.value.key == "store-none"
