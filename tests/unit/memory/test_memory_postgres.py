"""A memory on a PostgreSQL server: the same as in a file, and what happens when the server goes."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import as_server, start_postgres, stop_postgres

from tmkit import TmkitError, open_memory
from tmkit.memory import MemoryStore, open_store
from tmkit.model import TranslationUnit, Variant


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


def start_again(folder: Path) -> None:
    options = f"-k {folder} -h ''"
    as_server(
        folder, "pg_ctl", "-D", str(folder / "data"), "-w", "-l", "log", "-o", options, "start"
    )


def test_a_server_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(TmkitError) as caught:
        open_memory(f"postgresql:///postgres?host={tmp_path}&password=secret")
    assert caught.value.key == "store-server"
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_server_without_a_memory_is_not_given_one_by_a_search(postgres: str) -> None:
    with pytest.raises(TmkitError) as caught:
        open_store(postgres.replace("/postgres?", "/template1?"), create=False)
    assert caught.value.key == "store-none"
