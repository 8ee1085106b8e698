"""A server for an application, on an address that nobody else has."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tmkit.errors import UsageError
from tmkit.web.guard import is_loopback

if TYPE_CHECKING:
    from starlette.types import ASGIApp
    from uvicorn import Server

    from tmkit.tasks.desk import Desk

__all__ = ["serve_lookups", "serve_review"]


def serve_lookups(
    store: str, *, host: str, port: int, token: str, on_start: Callable[[str], None]
) -> None:
    """Answer look-ups in a store until the process is told to end.

    port: 0 for any that is free. on_start is told the address. Raises UsageError: where the store
    or the address cannot be used, and for an address that others reach without a token.
    """
    from tmkit.web.lookups import application

    if not token and not is_loopback(host):
        raise UsageError("serve-token", details={"host": host})
    app = application(store, token=token, host=host)
    with _listener(host, port) as listener:
        name = f"[{host}]" if ":" in host else host
        server = _server_of(app)
        on_start(f"http://{name}:{listener.getsockname()[1]}/")
        server.run(sockets=[listener])


def serve_review(desk: Desk, *, port: int, debug: bool, on_start: Callable[[str], None]) -> None:
    """Serve the review app over a desk to the browser of this machine, until told to end.

    port: 0 for any that is free. debug: print the traceback of an error of the program. on_start
    is told the link, which lets one browser in. Raises UsageError where the port cannot be used.
    """
    from tmkit.web.review import application
    from tmkit.web.review_guard import Session

    session = Session()
    app = application(desk, session)
    with _listener("127.0.0.1", port) as listener:
        server = _server_of(app, log_level="warning" if debug else "critical")
        with _ending_softly(server):
            on_start(f"http://127.0.0.1:{listener.getsockname()[1]}/?token={session.token}")
            server.run(sockets=[listener])


@contextmanager
def _ending_softly(server: Server) -> Iterator[None]:
    """Lets a server end by itself, so that what comes after is done, where the process shall end.

    Not by an exception: it could come in the middle of an import, and would be lost there.
    """

    def end(_number: int, _frame: object) -> None:
        server.should_exit = True

    before = {each: signal.signal(each, end) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _listener(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises UsageError."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        details = {"host": host, "port": port, "reason": error.strerror or error}
        raise UsageError("serve-address", details=details) from error
    # Head and body of an answer are two packets; the second must not wait for the client's word,
    # 40 ms. Connections take it from the socket that listens.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _server_of(app: ASGIApp, *, log_level: str = "error") -> Server:
    import uvicorn

    from tmkit.web.patience import Impatient

    config = uvicorn.Config(
        app,
        # Whatever else is installed: of its own a head has 64 KB at most.
        http=Impatient,
        ws="none",
        log_level=log_level,
        access_log=False,
        lifespan="off",
        # A client that asks no more is let go.
        timeout_keep_alive=15,
        timeout_graceful_shutdown=5,
        limit_concurrency=256,
        server_header=False,
    )
    return uvicorn.Server(config)
