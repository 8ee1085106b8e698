"""tmkit review against what would misuse it: other sites, other programs, hostile texts."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlsplit

import anyio
import pytest
import uvicorn
from review_app import SCRIPT, Server, Visitor, make_project, served
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tmkit.web.patience import Impatient
from tmkit.web.review_guard import ReviewGuard, Session


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(make_project(tmp_path_factory.mktemp("guarded"))) as running:
        yield running


@pytest.fixture(scope="module")
def visitor(server: Server) -> Visitor:
    return Visitor.of(server)


def test_only_this_machine_reaches_it(server: Server) -> None:
    place = urlsplit(server.base)
    assert place.hostname == "127.0.0.1"
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), place.port)}
    for address in others - {"127.0.0.1"}:
        with pytest.raises(OSError, match=r"refused|unreachable|assign"):
            socket.create_connection((str(address), place.port or 0), timeout=5).close()


def test_the_link_lets_one_browser_in_and_is_worth_nothing_after(
    server: Server, visitor: Visitor
) -> None:
    answer, page = server.ask(server.link.removeprefix(server.base))
    assert answer.status == 403
    assert "used already" in page
    assert visitor.get("/help")[0].status == 200


def test_the_cookie_is_kept_from_scripts_and_other_sites(tmp_path: Path) -> None:
    with served(make_project(tmp_path / "project")) as server:
        answer, _ = server.ask(server.link.removeprefix(server.base) + "&kind=candidate")
    assert answer.status == 303
    assert answer.getheader("Location") == "/?kind=candidate"
    assert (answer.getheader("Set-Cookie") or "").endswith("; Path=/; HttpOnly; SameSite=Strict")


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {}, 401),
        ("/card?key=concept:house/spillway", {}, 401),
        ("/?token=wrong", {}, 403),
        ("/", {"Cookie": "tmkit-review-1=x"}, 401),
        ("/", {"Cookie": "\x01;;=;"}, 401),
    ],
)
def test_without_the_cookie_there_is_no_page(
    server: Server, path: str, headers: dict[str, str], status: int
) -> None:
    answer, page = server.ask(path, headers=headers)
    assert answer.status == status
    assert "đường tràn" not in page


@pytest.mark.parametrize(
    "others", ['{"theme": "dark"}', "two words", "odd[]=1", 'quoted="\\777"', "\xff\xfe=\xff"]
)
def test_cookies_of_other_programs_do_not_lock_anybody_out(visitor: Visitor, others: str) -> None:
    # Browsers send those of every port of this machine.
    for cookie in (f"{others}; {visitor.cookie}", f"{visitor.cookie}; {others}"):
        assert visitor.get("/help", Cookie=cookie)[0].status == 200


@pytest.mark.parametrize("query", ["text=%ff%fe", "token=%ff", "page=%C2%B2", "status=%00"])
def test_an_address_with_odd_bytes_is_no_error_of_the_program(visitor: Visitor, query: str) -> None:
    assert visitor.get(f"/?{query}")[0].status in (200, 303)


def test_a_file_whose_name_is_no_utf_8_is_shown_and_decided(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    house = root / "glossaries" / "house"
    house.joinpath("spillway.toml").rename(house / os.fsdecode(b"\xff.toml"))
    with served(root) as server:
        visitor = Visitor.of(server)
        key = "concept:house/\\xff"
        assert quote(key, safe="") in visitor.get("/?status=all")[1]
        answer, page = visitor.get(f"/card?key={quote(key)}")
        assert answer.status == 200
        version = page.partition('name="version" value="')[2].partition('"')[0]
        fields = {"key": key, "version": version, "act": "reject", "reason": "2"}
        assert visitor.post("/decide", fields)[0].status == 303
    assert 'status = "rejected"' in (house / os.fsdecode(b"\xff.toml")).read_text()


def test_a_form_with_a_selection_of_many_fields_is_refused_as_any_other(visitor: Visitor) -> None:
    fields = {"key": "concept:house/gone", "act": "approve", "within": "&".join(["a=1"] * 99)}
    assert visitor.post("/decide", fields)[0].status == 409


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[::1]:80"])
@pytest.mark.parametrize("path", ["/help", "/static/review.css"])
def test_a_foreign_host_is_refused_everywhere(visitor: Visitor, host: str, path: str) -> None:
    assert visitor.get(path, Host=host)[0].status in (400, 403)


def test_localhost_and_the_port_of_a_tunnel_are_known(visitor: Visitor) -> None:
    assert visitor.get("/help", Host="localhost:8000")[0].status == 200
    fields = {"language": "en", "back": "/help"}
    tunnel = {"Host": "localhost:8000", "Origin": "http://localhost:8000"}
    assert visitor.post("/language", fields, **tunnel)[0].status == 303


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", "https://127.0.0.1"])
def test_a_write_from_elsewhere_is_refused(visitor: Visitor, origin: str) -> None:
    assert visitor.post("/undo", {}, Origin=origin)[0].status == 403


@pytest.mark.parametrize("csrf", ["", "wrong", "ă"])
def test_a_write_without_the_token_of_the_page_is_refused(visitor: Visitor, csrf: str) -> None:
    assert visitor.post("/undo", {"csrf": csrf})[0].status == 403


@pytest.mark.parametrize("path", ["/decide", "/edit", "/fix", "/text", "/undo", "/many", "/keys"])
def test_every_write_needs_cookie_and_token(visitor: Visitor, path: str) -> None:
    assert visitor.post(path, {"csrf": ""})[0].status == 403
    assert visitor.post(path, {}, Cookie="")[0].status == 401


@pytest.mark.parametrize(
    "path",
    [
        *("/static/../pages.py", "/static/%2e%2e/pages.py", "/static/..%2fpages.py"),
        *(
            "/static/",
            "/static//etc/passwd",
            "/static/base.html.j2",
            "/static/%00",
            "/../tmkit.toml",
        ),
    ],
)
def test_only_the_static_files_of_the_package_are_given(visitor: Visitor, path: str) -> None:
    assert visitor.get(path)[0].status == 404


@pytest.mark.parametrize(
    "key",
    ["concept:house/../people", "concept:../../tmkit", "concept:/etc/passwd", "concept:", "", "x"],
)
@pytest.mark.parametrize("path", ["card", "edit", "text"])
def test_a_key_leads_to_concepts_only(visitor: Visitor, path: str, key: str) -> None:
    answer, page = visitor.get(f"/{path}?key={key}")
    assert answer.status == 409
    assert "lan@example.vn" not in page


@pytest.mark.parametrize(
    "path", ["/", "/card?key=concept:house/spillway", "/help", "/nowhere", "/static/review.js"]
)
def test_every_answer_forbids_scripts_frames_and_guesses(visitor: Visitor, path: str) -> None:
    answer, _ = visitor.get(path)
    policy = answer.getheader("Content-Security-Policy") or ""
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert answer.getheader("Referrer-Policy") == "same-origin"
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    kept = "no-cache" if "static" in path else "no-store"
    assert answer.getheader("Cache-Control") == kept


def test_a_script_in_a_term_stays_text(visitor: Visitor) -> None:
    _, page = visitor.get("/?text=mole")
    assert SCRIPT not in page
    assert "&lt;script&gt;" in page


def test_a_redirect_never_leaves_the_app(visitor: Visitor) -> None:
    for back in ("//evil.example", "/\\evil.example", "https://evil.example"):
        answer, _ = visitor.post("/language", {"language": "en", "back": back})
        place = answer.getheader("Location") or ""
        assert place.startswith("/")
        assert not place.startswith(("//", "/\\"))
        assert f'href="{back}' not in visitor.get(f"/help?back={back}")[1]


def test_10_megabytes_are_refused_before_they_are_sent(visitor: Visitor) -> None:
    place = urlsplit(visitor.server.base)
    with closing(socket.create_connection((place.hostname or "", place.port or 0))) as client:
        client.settimeout(60)
        client.sendall(_head(visitor, "Content-Length: 10000000"))
        assert client.recv(100).startswith(b"HTTP/1.1 413 ")


def test_10_megabytes_of_unsaid_length_are_refused_on_the_way(visitor: Visitor) -> None:
    place = urlsplit(visitor.server.base)
    with closing(socket.create_connection((place.hostname or "", place.port or 0))) as client:
        client.settimeout(60)
        client.sendall(_head(visitor, "Transfer-Encoding: chunked"))
        for _ in range(33):
            client.sendall(b"10000\r\n" + b"a" * 65536 + b"\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    ("kind", "status"),
    [("multipart/form-data; boundary=x", 415), ("application/json", 415), ("text/plain", 415)],
)
def test_only_plain_forms_are_read(visitor: Visitor, kind: str, status: int) -> None:
    assert visitor.post("/undo", {}, Content_Type=kind)[0].status == status


def test_a_form_that_does_not_end_is_given_up() -> None:
    session = Session()
    told: list[tuple[int, str]] = []

    async def answer(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    def refuse(_scope: Scope, status: int, key: str) -> ASGIApp:
        told.append((status, key))
        return answer

    async def receive() -> Message:
        await anyio.sleep_forever()
        raise AssertionError

    async def send(_message: Message) -> None:
        return None

    headers = [
        (b"host", b"127.0.0.1:1"),
        (b"origin", b"http://127.0.0.1:1"),
        (b"cookie", f"tmkit-review-1={session.cookie}".encode()),
    ]
    scope = {"type": "http", "method": "POST", "path": "/undo", "query_string": b""}
    scope |= {"headers": headers, "server": ("127.0.0.1", 1)}
    guard = ReviewGuard(answer, session=session, refuse=refuse, patience=0.01)
    anyio.run(guard, scope, receive, send)
    assert told == [(408, "review-refused-slow")]


def test_a_client_that_never_ends_its_headers_is_let_go() -> None:
    async def answer(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    class Hasty(Impatient):
        seconds = 0.2

    config = uvicorn.Config(answer, http=Hasty, lifespan="off", log_level="critical")
    running = uvicorn.Server(config)
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=running.run, args=([listener],))
    thread.start()
    with closing(socket.create_connection(listener.getsockname())) as client:
        client.settimeout(60)
        client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert client.recv(1000).startswith(b"HTTP/1.1 204")
        client.sendall(b"GET / HTTP/1.1\r\nHost: ")
        assert client.recv(1000) == b""
    running.should_exit = True
    thread.join()


def _head(visitor: Visitor, length: str) -> bytes:
    lines = (
        *("POST /text HTTP/1.1", f"Host: {urlsplit(visitor.server.base).netloc}"),
        *(f"Origin: {visitor.server.base}", f"Cookie: {visitor.cookie}"),
        *("Content-Type: application/x-www-form-urlencoded", length, "", ""),
    )
    return "\r\n".join(lines).encode()
