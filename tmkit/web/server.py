"""A server for an application, on an address that nobody else has."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from tmkit.errors import UsageError
from tmkit.web.guard import is_loopback

if TYPE_CHECKING:
    from starlette.types import ASGIApp

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
        on_start(f"http://{name}:{listener.getsockname()[1]}/")
        _run(app, listener)


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
        on_start(f"http://127.0.0.1:{listener.getsockname()[1]}/?token={session.token}")
        with suppress(KeyboardInterrupt), _ending_softly():
            _run(app, listener, log_level="warning" if debug else "critical")


@contextmanager
def _ending_softly() -> Iterator[None]:
    """Ends like Ctrl+C where the process is told to end, so that what comes after is done."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


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


def _run(app: ASGIApp, listener: socket.socket, *, log_level: str = "warning") -> None:
    import uvicorn

    from tmkit.web.patient import PatientProtocol

    config = uvicorn.Config(
        app,
        http=PatientProtocol,
        log_level=log_level,
        access_log=False,
        lifespan="off",
        # A client that asks no more is let go.
        timeout_keep_alive=15,
        timeout_graceful_shutdown=5,
        limit_concurrency=256,
        server_header=False,
    )
    uvicorn.Server(config).run(sockets=[listener])
