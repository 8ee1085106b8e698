"""tmkit memory serve, asked byte for byte as its clients ask, and by those who mean harm."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import uvicorn
from serving import served

from tmkit.web.patience import Impatient

# What a path, a query and a JSON text trip over.
AWKWARD = {
    "and/or": "và/hoặc",
    "Is it open?": "Có mở không?",
    "100% of #1 & more; a+b=c": "100% của #1 & hơn; a+b=c",
    "First line.\nSecond line.": "Dòng một.\nDòng hai.",
    "Tab\there, %2F and %s": "Tab\tđây, %2F và %s",
    "a//b /../ ./c": "à//b /../ ./c",
    'He said "no" \\ yes': 'Ông nói "không" \\ có',
    "Đặng: naïve 😀 text": "Nghiệm thu công trình 😀",
    "[link](http://a.example/?q=1#x)": "[liên kết](http://a.example/?q=1#x)",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a memory of awkward texts is served: http://127.0.0.1:PORT/tmserver/."""
    folder = tmp_path_factory.mktemp("clients")
    units = [
        {"id": str(number), "variants": [{"lang": lang, "text": text} for lang, text in sides]}
        for number, sides in enumerate(
            zip(("en-US", "vi"), pair, strict=True) for pair in AWKWARD.items()
        )
    ]
    lines = "\n".join(json.dumps(unit) for unit in units)
    (folder / "units.jsonl").write_text(lines + "\n", encoding="utf-8")
    with served(folder / "m.db", add=folder / "units.jsonl") as place:
        yield f"http://{place}/tmserver/"


def got(url: str) -> tuple[int, Any]:
    """Status and answer of a request line with this URL, sent as it stands."""
    parts = urlsplit(url)
    with closing(HTTPConnection(parts.netloc, timeout=30)) as connection:
        connection.request("GET", url.partition(parts.netloc)[2])
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())


class Weblate:
    """What Weblate's tmserver machinery asks and reads of the answer."""

    def __init__(self, url: str) -> None:
        self.base = url.rstrip("/")

    def url(self, *parts: str | bytes) -> str:
        return "/".join([self.base, *(quote(part, b"") for part in parts)])

    def code(self, language: str) -> str:
        return language.replace("-", "_").lower()

    def languages(self) -> set[tuple[str, str]]:
        status, data = got(self.url("languages", ""))
        assert status == 200
        return {(one, two) for one in data["sourceLanguages"] for two in data["targetLanguages"]}

    def codes(self, source: str, target: str) -> tuple[str, str] | None:
        """The first pair that the server knows, each language without its last part by turns."""
        known = self.languages()
        pairs = ((one, two) for one in self.ladder(source) for two in self.ladder(target))
        return next((pair for pair in pairs if pair in known), None)

    def ladder(self, language: str) -> Iterator[str]:
        yield self.code(language)
        while "_" in language:
            language = language.rpartition("_")[0]
            yield self.code(language)

    def suggestions(self, pair: tuple[str, str], text: str) -> list[tuple[str, str, int]]:
        url = self.url(*pair, "unit", text[:500].replace("\r", " ").encode())
        status, data = got(url)
        assert status == 200
        return [(line["source"], line["target"], int(line["quality"])) for line in data]


@pytest.mark.parametrize("text", AWKWARD)
def test_weblate_gets_the_very_text(address: str, text: str) -> None:
    found = Weblate(address).suggestions(("en", "vi"), text)
    assert found[0] == (text, AWKWARD[text], 100)


@pytest.mark.parametrize("text", AWKWARD)
def test_weblate_gets_the_other_direction(address: str, text: str) -> None:
    found = Weblate(address).suggestions(("vi", "en"), AWKWARD[text])
    assert found[0] == (AWKWARD[text], text, 100)


@pytest.mark.parametrize(
    ("languages", "asked"),
    [
        (("en", "vi"), ("en", "vi")),
        (("en_US", "vi_VN"), ("en", "vi")),
        (("en", "zh_Hant"), None),
        (("en", "zh_Hant_HK"), None),
        (("ca@valencia", "vi"), None),
    ],
)
def test_weblate_finds_which_languages_there_are(
    address: str, languages: tuple[str, str], asked: tuple[str, str] | None
) -> None:
    assert Weblate(address).codes(*languages) == asked


@pytest.mark.parametrize("pair", [("en_us", "vi_vn"), ("en", "vi_vn"), ("en_US", "vi-VN")])
def test_regions_that_are_asked_for_all_the_same_find_the_language(
    address: str, pair: tuple[str, str]
) -> None:
    ((_, target, quality),) = Weblate(address).suggestions(pair, "and/or")
    assert (target, quality) == ("và/hoặc", 100)


def test_weblate_can_save_its_settings(address: str) -> None:
    """It asks for "test" from English into German, whatever the languages are."""
    for pair in (("en", "de"), ("en", "zh_hant")):
        assert Weblate(address).suggestions(pair, "test") == []


def test_weblate_cuts_long_texts_and_is_answered(address: str) -> None:
    assert Weblate(address).suggestions(("en", "vi"), "Nghiệm thu 😀 " * 400) == []


@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("text", AWKWARD)
def test_virtaal_gets_the_very_text(address: str, text: str, slash: str) -> None:
    """It puts a slash behind the address of its settings, whether one stands there or not."""
    base = address.rstrip("/") + slash
    url = f"{base}/en/vi/unit/{quote(text.encode(), safe='')}?min_similarity=60&max_candidates=3"
    status, found = got(url)
    assert status == 200
    best = found[0]
    assert (best["source"], best["target"], best["quality"]) == (text, AWKWARD[text], 100)


def connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    return socket.create_connection((parts.hostname or "", parts.port or 0), timeout=30)


@pytest.mark.parametrize("line", ["Content-Length: 8388608", "Transfer-Encoding: chunked"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_body_is_refused_before_it_is_sent(address: str, method: str, line: str) -> None:
    with connected(address) as client:
        client.sendall(
            f"{method} /v1/search HTTP/1.1\r\nHost: localhost\r\n{line}\r\n\r\n".encode()
        )
        answer = client.makefile("rb").read()  # it ends: the connection is closed
    assert answer.startswith(b"HTTP/1.1 413")
    assert answer.endswith(b'{"error":"a request has no body"}')


@pytest.mark.parametrize(
    "data",
    [
        b"GET /v1/search?text=" + b"a" * (8 << 20) + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * (1 << 20) + b"\r\n",
        b"\x16\x03\x01 no HTTP\r\n\r\n",
    ],
    ids=["address", "head", "no HTTP"],
)
def test_a_head_of_megabytes_or_no_http_ends_the_connection(address: str, data: bytes) -> None:
    with connected(address) as client:
        # The server does not read to the end; what it says may then be lost.
        with suppress(OSError):
            client.sendall(data)
        with suppress(OSError):
            assert client.makefile("rb").read().startswith(b"HTTP/1.1 400")
    assert Weblate(address).suggestions(("en", "vi"), "and/or")


class Hasty(Impatient):
    """The same with less patience, for a test need not wait."""

    seconds = 0.05


@contextmanager
def hasty() -> Iterator[tuple[str, int]]:
    """A server of an application that says nothing, and its address."""

    async def application(_scope: Any, _receive: Any, send: Any) -> None:  # noqa: ANN401 # ASGI
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    config = uvicorn.Config(application, http=Hasty, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        yield listener.getsockname()
    finally:
        server.should_exit = True
        thread.join()


@pytest.mark.parametrize(
    "bytes_sent",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: loc",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\nslow",
    ],
)
def test_a_client_that_does_not_finish_its_request_is_let_go(bytes_sent: bytes) -> None:
    with hasty() as address, socket.create_connection(address, timeout=30) as client:
        client.sendall(bytes_sent)
        assert client.makefile("rb").read().count(b"HTTP/1.1") in (0, 1)


def test_the_answer_of_a_lost_client_harms_nobody(address: str) -> None:
    for _ in range(20):
        with connected(address) as client:
            client.sendall(b"GET /tmserver/languages/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert Weblate(address).suggestions(("en", "vi"), "and/or")
