"""tmkit memory with --store postgresql://…: every command says what it says of a file."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import Run, start_again, start_postgres, stop_postgres
from serving import served

from tmkit import open_memory
from tmkit.model import TranslationUnit, Variant

UNITS = """\
id\ten\tvi
u1\tThe tide gate is open.\tCửa ngăn triều đang mở.
u2\tThe inspector shall assess the gate.\tThanh tra viên phải đánh giá cửa ngăn triều.
u3\tPay 1,500,000 VND.\tNộp 1.500.000 đồng.
"""
LATER = "id\ten\tvi\nu1\tThe lock gate is open.\tCửa âu đang mở.\nu4\tShut it.\tĐóng lại.\n"
TEXT = "The tide gate is open. Pay 2,700,000 VND. Nobody has said this. Pay 2,700,000 VND.\n"
COMMANDS = [
    ("search", "The tide gate is shut.", "--json"),
    ("add", "units.tsv"),
    ("add", "units.tsv"),
    ("search", "The tide gate is shut.", "--json"),
    ("search", "Nộp 2.700.000 đồng.", "--json"),
    ("search", "Nothing like it \0 anywhere", "--at-least", "50"),
    ("concordance", "danh gia", "--json"),
    ("concordance", "tide gate", "--json"),
    ("add", "later.tsv", "--replace"),
    ("search", "The lock gate is open.", "--json"),
    ("optimise",),
    ("search", "The tide gate is open.", "--at-least", "50", "--json"),
    ("analyse", "text.txt", "--json"),
    ("pretranslate", "text.txt", "-o", "out.tsv"),
    ("delete", "u2", "u9"),
    ("concordance", "danh gia"),
    ("export", "out.tmx"),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "units.tsv").write_text(UNITS, encoding="utf-8")
    (tmp_path / "later.tsv").write_text(LATER, encoding="utf-8")
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def own_server() -> Iterator[Path]:
    """The folder of a running server that a test may stop; a socket wants a short path."""
    with tempfile.TemporaryDirectory(prefix="tmkit-pg-") as name:
        start_postgres(Path(name))
        yield Path(name)
        stop_postgres(Path(name))


def url_of(folder: Path) -> str:
    return f"postgresql:///postgres?host={folder}&user=postgres"


def test_every_command_says_what_it_says_of_a_file(
    folder: Path, own_server: Path, run: Run
) -> None:
    said: dict[str, list[tuple[int, str]]] = {}
    for store in ("m.db", url_of(own_server)):
        results = [run("memory", *command, "--store", store) for command in COMMANDS]
        written = [(folder / name).read_text(encoding="utf-8") for name in ("out.tsv", "out.tmx")]
        said[store] = [(each.exit_code, each.stdout) for each in results]
        said[store] += [(0, text) for text in written]
    on_file, on_server = said.values()
    assert on_server == on_file
    assert [code for code, *_ in on_file] == [2, *[0] * (len(COMMANDS) + 1)]
    assert on_file[-1][1].count("<tu ") == 3


def asked(place: str, text: str) -> tuple[int, str]:
    """Status, and the best target or the error."""
    connection = HTTPConnection(place, timeout=60)
    connection.request("GET", f"/tmserver/en/vi/unit/{quote(text, safe='')}")
    answer = connection.getresponse()
    said = json.loads(answer.read())
    connection.close()
    return answer.status, said["error"] if answer.status != 200 else said[0]["target"]


def test_a_server_of_look_ups_outlives_its_database(folder: Path, own_server: Path) -> None:
    url = url_of(own_server) + "&password=secret"
    text, wanted = "The tide gate is open.", (200, "Cửa ngăn triều đang mở.")
    with served(url, add=folder / "units.tsv") as place:
        assert asked(place, text) == wanted
        stop_postgres(own_server)
        status, said = asked(place, text)
        assert status == 503
        assert "secret" not in said
        start_again(own_server)
        # Both threads that look up, whichever is asked.
        assert [asked(place, text) for _ in range(6)] == [wanted] * 6
        stop_postgres(own_server)
        start_again(own_server)
        # Nobody asked while it was away: nobody notices.
        assert [asked(place, text) for _ in range(6)] == [wanted] * 6


def test_an_import_that_loses_its_server_is_one_line_and_can_be_run_again(
    folder: Path, own_server: Path, run: Run
) -> None:
    url = url_of(own_server)
    rows = "".join(
        f"n{number}\tGate {number} of lock.\tCửa {number}.\n" for number in range(40_000)
    )
    (folder / "many.tsv").write_text("id\ten\tvi\n" + rows, encoding="utf-8")
    command = [sys.executable, "-m", "tmkit", "memory", "add", "many.tsv", "--store", url]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as add:
        while not is_filled(url):
            assert add.poll() is None
        stop_postgres(own_server)
        out, said = add.communicate()
    assert (add.returncode, out) == (2, "")
    assert said.count("\n") == 1
    assert "the server does not answer" in said
    start_again(own_server)
    with open_memory(url) as store:
        # Batches, whole.
        assert len(store) % 10_000 == 0
        assert len(list(store)) == len(store) > 0
        kept = len(store)
    assert run("memory", "add", "many.tsv", "--store", url).stdout == f"units={40_000 - kept}\n"
    found = run("memory", "search", "Gate 39999 of lock.", "--at-least", 100, "--store", url)
    assert found.stdout.startswith("100 % n39999\n")


def is_filled(url: str) -> bool:
    """Whether there is a first batch."""
    with open_memory(url) as store:
        return len(store) > 0


READER = """
import sys
from tmkit import open_memory
with open_memory(sys.argv[1]) as store:
    print("ready", flush=True)
    seen = 0
    while seen < 3000:
        found = store.search("The weir of gate 7 is open.", lang="en", at_least=50, limit=3)
        assert found[0].percent == 100 and found[0].unit.id == "u7", found
        assert [hit.unit.id for hit in store.concordance("cua so 7")] == ["u7"]
        now = len(store)
        assert now >= seen and now % 1000 == 0, (seen, now)
        seen = now
"""


@pytest.mark.parametrize("kind", ["file", "server"])
def test_processes_that_read_while_one_writes_see_whole_batches_alone(
    kind: str, folder: Path, own_server: Path
) -> None:
    store = str(folder / "m.db") if kind == "file" else url_of(own_server)
    with open_memory(store) as writer:

        def add(first: int) -> None:
            writer.add(
                TranslationUnit(
                    f"u{number}",
                    (
                        Variant("en", (f"The weir of gate {number} is open.",)),
                        Variant("vi", (f"Cửa số {number} mở.",)),
                    ),
                )
                for number in range(first, first + 1000)
            )

        add(0)
        readers = [
            subprocess.Popen([sys.executable, "-c", READER, store], stdout=subprocess.PIPE)
            for _ in range(3)
        ]
        for reader in readers:
            assert reader.stdout is not None
            assert reader.stdout.readline() == b"ready\n"
        add(1000)
        writer.optimise()
        add(2000)
        assert [reader.wait() for reader in readers] == [0, 0, 0]
        for reader in readers:
            reader.communicate()
