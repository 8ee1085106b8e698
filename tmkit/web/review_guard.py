"""Who may use the review app: the browser that opened its one-time link, from the app's own pages.

Other sites are kept out by the Host (DNS rebinding), the Origin and a token in every form (forged
requests); what they stored in a text by a strict Content-Security-Policy. A post is read here,
whole, within bounds of size and time, so that no page can forget to ask for its token.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

import anyio

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping
    from typing import Any

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    Refuse = Callable[[Scope, int, str], ASGIApp]

__all__ = ["LARGEST_POST", "STATIC", "ReviewGuard", "Session"]

LARGEST_POST = 2_000_000
"""Bytes of a form; a concept file is some thousand."""
STATIC = "/static/"
"""Where the style sheets and scripts of the package are, which hold nothing of a project."""
_FIELDS = 20_000
"""Of a form; a bulk action names each concept and its version."""
_POLICY = (
    b"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    b"connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY),
    # With no-referrer Chromium sends `Origin: null` from plain forms, and none could be told.
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_LOCAL = ("localhost", "127.0.0.1")
_WRITES = ("POST", "PUT", "PATCH", "DELETE")


@dataclass(slots=True)
class Session:
    """The one browser that is let in. token: of the link, "" once it was followed."""

    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    cookie: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))


class _Refused(Exception):  # noqa: N818 # no error of the program
    """A request that is not answered: its status and the key of the reason."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(status, key)
        self.status, self.key = status, key


class ReviewGuard:
    """Lets a request through to the application, or answers it in its place.

    Puts `csrf`, what forms must carry as `csrf` (or requests as X-CSRF-Token), and `form`, the
    pairs of a posted form, into the state of the request.
    refuse: makes the page that answers a scope with a status and the key of a message. patience:
    seconds in which a form must have arrived.
    """

    def __init__(
        self, app: ASGIApp, *, session: Session, refuse: Refuse, patience: float = 10.0
    ) -> None:
        self._app, self._session, self._refuse = app, session, refuse
        self._patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        state: MutableMapping[str, Any] = scope.setdefault("state", {})
        state["csrf"], state["form"] = "", []
        try:
            app = await self._admitted(scope, receive)
        except _Refused as refused:
            app = self._refuse(scope, refused.status, refused.key)
        await app(scope, receive, _with_headers(scope, send))

    async def _admitted(self, scope: Scope, receive: Receive) -> ASGIApp:
        """What answers the request. Raises _Refused."""
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get(b"host", "")
        if host.partition(":")[0].lower() not in _LOCAL:
            raise _Refused(403, "review-refused-host")
        if scope["path"].startswith(STATIC) and scope["method"] in ("GET", "HEAD"):
            return self._app
        if not _same(_cookie(headers, cookie_name(scope)), self._session.cookie):
            return self._exchanged(scope)
        if scope["method"] == "GET" and "token" in dict(
            parse_qsl(scope["query_string"].decode("latin-1"))
        ):
            return _redirect(_without_token(scope))
        scope["state"]["csrf"] = self._session.csrf
        if scope["method"] in _WRITES:
            if headers.get(b"origin", "") != f"http://{host}":
                raise _Refused(403, "review-refused-origin")
            scope["state"]["form"] = form = await self._form(headers, receive)
            shown = headers.get(b"x-csrf-token") or dict(form).get("csrf", "")
            if not _same(shown, self._session.csrf):
                raise _Refused(403, "review-refused-csrf")
        return self._app

    def _exchanged(self, scope: Scope) -> ASGIApp:
        """The cookie for the token of the link, once."""
        shown = dict(parse_qsl(scope["query_string"].decode("latin-1"))).get("token", "")
        if not shown or scope["method"] != "GET":
            raise _Refused(401, "review-refused-session")
        if not self._session.token or not _same(shown, self._session.token):
            raise _Refused(403, "review-refused-token")
        self._session.token = ""
        cookie = f"{cookie_name(scope)}={self._session.cookie}; Path=/; HttpOnly; SameSite=Strict"
        return _redirect(_without_token(scope), (b"set-cookie", cookie.encode()))

    async def _form(self, headers: dict[bytes, str], receive: Receive) -> list[tuple[str, str]]:
        """The pairs of a posted form, in its order. Raises _Refused."""
        kind = headers.get(b"content-type", "application/x-www-form-urlencoded")
        if kind.partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
            raise _Refused(415, "review-refused-kind")
        length = headers.get(b"content-length", "0")
        if not length.isdecimal() or len(length) > 12 or int(length) > LARGEST_POST:
            raise _Refused(413, "review-refused-size")
        try:
            with anyio.fail_after(self._patience):
                body = await _body(receive)
        except TimeoutError as error:
            raise _Refused(408, "review-refused-slow") from error
        try:
            text = body.decode("ascii")
            return parse_qsl(text, keep_blank_values=True, max_num_fields=_FIELDS, errors="strict")
        except ValueError as error:
            raise _Refused(400, "review-refused-form") from error


def cookie_name(scope: Scope) -> str:
    """The name of the cookie; browsers share cookies between the ports of a host."""
    return f"tmkit-review-{(scope.get('server') or ('', 0))[1]}"


def _same(shown: str, known: str) -> bool:
    return hmac.compare_digest(shown.encode("utf-8", "replace"), known.encode())


def _cookie(headers: dict[bytes, str], name: str) -> str:
    from starlette.requests import cookie_parser

    # Not http.cookies, which ends at the first cookie of another program that it cannot read.
    return cookie_parser(headers.get(b"cookie", "")).get(name, "")


def _without_token(scope: Scope) -> str:
    query = parse_qsl(scope["query_string"].decode("latin-1"))
    rest = urlencode([(name, value) for name, value in query if name != "token"])
    # Two slashes at the beginning would be another host.
    path = "/" + scope["raw_path"].decode("latin-1").lstrip("/")
    return f"{path}?{rest}" if rest else path


def _redirect(place: str, *headers: tuple[bytes, bytes]) -> ASGIApp:
    async def answer(_scope: Scope, _receive: Receive, send: Send) -> None:
        fields = [(b"location", place.encode("latin-1")), (b"content-length", b"0"), *headers]
        await send({"type": "http.response.start", "status": 303, "headers": fields})
        await send({"type": "http.response.body", "body": b""})

    return answer


async def _body(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message: Message = await receive()
        if message["type"] != "http.request":
            raise _Refused(400, "review-refused-form")
        body += message.get("body", b"")
        if len(body) > LARGEST_POST:
            raise _Refused(413, "review-refused-size")
        if not message.get("more_body"):
            return bytes(body)


def _with_headers(scope: Scope, send: Send) -> Callable[[Message], Awaitable[None]]:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = b"no-cache" if scope["path"].startswith(STATIC) else b"no-store"
            message["headers"] = [*message["headers"], *_HEADERS, (b"cache-control", kept)]
        await send(message)

    return sending
