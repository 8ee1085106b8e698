"""Who may ask: names of this machine alone on loopback, a token everywhere else."""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Guard", "is_loopback"]

_LARGEST = 1 << 16
"""Bytes that may follow a request: there is nothing to say in them."""
_LOCAL = ("localhost", "127.0.0.1", "::1")
_HEADERS = {401: {"WWW-Authenticate": 'Basic realm="tmkit"'}, 413: {"Connection": "close"}}


def is_loopback(host: str) -> bool:
    """Whether only programs of this machine reach an address or a name."""
    if host in _LOCAL:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Guard:
    """Answers 403, 401 and 413 in the place of an application.

    token: what a client must show, "" for none; then the Host must be this machine's own name, so
    that no page of another site can ask through the browser of the user (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, *, token: str, host: str) -> None:
        self._app, self._token = app, token
        self._hosts = {*_LOCAL, host}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it."""
        from starlette.responses import JSONResponse

        if scope["type"] == "http" and (refusal := self._refusal(scope)):
            status, reason = refusal
            headers = _HEADERS.get(status)
            await JSONResponse({"error": reason}, status, headers)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if self._token:
            shown = _shown(headers.get(b"authorization", ""))
            if not hmac.compare_digest(shown.encode(), self._token.encode()):
                return 401, "a token is needed: Authorization: Bearer …"
        elif _name(headers.get(b"host", "")) not in self._hosts:
            return 403, "this host name is not served"
        length = headers.get(b"content-length", "0")
        if b"transfer-encoding" in headers or not length.isdecimal() or int(length) > _LARGEST:
            return 413, "a request has no body"
        return None


def _shown(authorization: str) -> str:
    """The token that a client shows; of Basic, which URLs with a password become, the password."""
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode().partition(":")[2]
        except (binascii.Error, ValueError):
            return ""
    return value.strip() if scheme.lower() in ("bearer", "token") else ""


def _name(host: str) -> str:
    """A Host header without its port and brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()
