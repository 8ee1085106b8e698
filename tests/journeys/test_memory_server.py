"""tmkit memory serve: look-ups over HTTP, asked as Weblate, Virtaal and scripts ask."""

from __future__ import annotations

import json
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from conftest import Run
from serving import served

from tmkit.memory import open_store

Ask = Callable[..., tuple[int, Any]]
UNITS = (
    "id\ten\tvi\n1\tThe fee is fixed.\tPhí cố định.\n"
    "2\tThe fees are fixed.\tCác loại phí cố định.\n"
)


def asking(place: str) -> Ask:
    """A function that asks the server at HOST:PORT for a path."""

    def ask(path: str, method: str = "GET", **headers: str) -> tuple[int, Any]:
        with closing(HTTPConnection(place, timeout=30)) as connection:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())

    return ask


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A memory of two units."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "units.tsv").write_text(UNITS, encoding="utf-8")
    command = [sys.executable, "-m", "tmkit", "memory", "add", str(folder / "units.tsv")]
    subprocess.run([*command, "--store", str(folder / "m.db")], check=True, capture_output=True)
    return folder / "m.db"


@pytest.fixture(scope="module")
def ask(store: Path) -> Iterator[Ask]:
    """A server of that memory."""
    with served(store) as place:
        yield asking(place)


def test_the_amagama_protocol_gives_suggestions_best_first(ask: Ask) -> None:
    status, found = ask(f"/tmserver/en/vi/unit/{quote('The fee is fixed.')}?min_similarity=50")
    assert status == 200
    assert [(each["source"], each["target"], each["quality"]) for each in found] == [
        ("The fee is fixed.", "Phí cố định.", 100),
        ("The fees are fixed.", "Các loại phí cố định.", 60),
    ]
    assert found[0]["rank"] > found[1]["rank"]


@pytest.mark.parametrize(
    "path",
    [
        "/tmserver/en/vi/unit/?source=The%20fee%20is%20fixed.",
        "/tmserver/en_US/vi_VN/unit/The%20fee%20is%20fixed.?max_candidates=1",
        "/tmserver/vi/en/unit/" + quote("Phí cố định."),
    ],
)
def test_it_is_asked_in_several_ways(ask: Ask, path: str) -> None:
    status, found = ask(path)
    assert (status, len(found)) == (200, 1)


def test_a_slash_belongs_to_the_text(ask: Ask) -> None:
    assert ask("/tmserver/en/vi/unit/and%2For%3F") == (200, [])


def test_the_languages_are_told(ask: Ask) -> None:
    known = ["en", "vi"]
    answer = {"sourceLanguages": known, "targetLanguages": known}
    assert ask("/tmserver/languages/") == (200, answer)


def test_answers_are_those_of_the_library(ask: Ask, store: Path) -> None:
    query = "from=en&to=vi&at_least=50&text=" + quote("The fee is not fixed.")
    _, found = ask(f"/v1/search?{query}")
    with open_store(store) as memory:
        wanted = memory.search("The fee is not fixed.", lang="en", at_least=50)
    assert wanted
    assert [
        (each["id"], each["percent"], each["plain"], [tuple(p.values()) for p in each["penalties"]])
        for each in found["matches"]
    ] == [
        (each.unit.id, each.percent, each.plain, [tuple(p) for p in each.penalties])
        for each in wanted
    ]


def test_concordances_are_found_without_diacritics(ask: Ask) -> None:
    _, found = ask("/v1/concordance?text=loai%20phi")
    (occurrence,) = found["occurrences"]
    (start, end), text = occurrence["spans"][0], occurrence["texts"]["vi"]
    assert text[start:end] == "loại phí"


def test_the_description_names_every_path(ask: Ask) -> None:
    _, description = ask("/v1/openapi.json")
    assert description["openapi"].startswith("3.1")
    assert set(description["paths"]) == {
        "/v1/search",
        "/v1/concordance",
        "/v1/openapi.json",
        "/tmserver/languages/",
        "/tmserver/{source}/{target}/unit/{text}",
    }


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/v1/search?from=en&to=vi", "GET", 400),
        ("/v1/search?from=en&to=&text=a", "GET", 400),
        ("/v1/search?from=en&to=vi&text=a&limit=0", "GET", 400),
        ("/v1/search?from=en&to=vi&text=a&at_least=x", "GET", 400),
        ("/v1/search?from=en&to=vi&text=" + "a" * 5001, "GET", 413),
        ("/tmserver/e%27n/vi/unit/a", "GET", 400),
        ("/nothing", "GET", 404),
        ("/v1/search", "POST", 405),
    ],
)
def test_what_cannot_be_answered_is_refused_as_json(
    ask: Ask, path: str, method: str, status: int
) -> None:
    answered, said = ask(path, method)
    assert answered == status
    assert said["error"]


def test_another_host_name_is_refused_on_loopback(ask: Ask) -> None:
    assert ask("/v1/openapi.json", Host="evil.example")[0] == 403
    assert ask("/v1/openapi.json", Host="localhost:1234")[0] == 200


def test_a_token_is_asked_for_where_one_is_set(store: Path) -> None:
    with served(store, "--token", "s3cret") as place:
        asked = asking(place)
        assert asked("/v1/openapi.json")[0] == 401
        assert asked("/v1/openapi.json", Authorization="Bearer wrong")[0] == 401
        assert asked("/v1/openapi.json", Authorization="Basic !!")[0] == 401
        assert asked("/v1/openapi.json", Authorization="Bearer s3cret")[0] == 200
        basic = b64encode(b"weblate:s3cret").decode()
        assert asked("/v1/openapi.json", Authorization=f"Basic {basic}")[0] == 200


def test_many_ask_while_another_program_writes(ask: Ask, store: Path) -> None:
    path = "/tmserver/en/vi/unit/The%20fee%20is%20fixed."
    with ThreadPoolExecutor(8) as pool, open_store(store) as writer:
        asked = [pool.submit(ask, path) for _ in range(40)]
        writer.optimise()
        assert all(each.result()[1][0]["target"] == "Phí cố định." for each in asked)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--host", "0.0.0.0"), "--token"),  # noqa: S104 # it is refused
        (("--host", "192.0.2.1", "--token", "x"), "192.0.2.1"),
        (("--store", "none.db"), "none.db"),
    ],
)
def test_an_address_that_cannot_be_served_is_one_line(
    store: Path, run: Run, options: tuple[str, ...], said: str
) -> None:
    result = run("memory", "serve", "--store", store, "--port", "0", *options)
    assert result.exit_code == 2
    assert said in result.stderr
