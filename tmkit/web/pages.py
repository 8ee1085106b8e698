"""Pages of the review app: templates beside this module, words of the catalogue, forms and notices.

A handler asks `page` for an answer and `go` for the next place after a post.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from functools import cache, partial
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, quote, urlencode

from tmkit import messages
from tmkit.web.keys import KEYS_COOKIE, keys_in

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request
    from starlette.responses import HTMLResponse, Response

__all__ = [
    "LANGUAGE_COOKIE",
    "NAVIGATION",
    "Form",
    "go",
    "language_of",
    "page",
    "prepare",
    "static",
]

LANGUAGE_COOKIE = "tmkit-language"
NAVIGATION = (
    ("queue", "/"),
    ("alignment", "/alignment"),
    ("memory", "/memory"),
    ("dashboard", "/dashboard"),
)
"""The views: key of the name behind "review-nav-", and address."""
_NOTICES = 100
"""That wait for the page that shows them; what was never fetched is forgotten."""
_KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


class _Notice(NamedTuple):
    key: str
    details: dict[str, object]
    severity: str


class Form:
    """A posted form, as the guard has read it."""

    def __init__(self, request: Request) -> None:
        self._pairs: list[tuple[str, str]] = request.state.form

    def get(self, name: str, default: str = "") -> str:
        """The last value of a field, without blanks around it."""
        return self.all(name)[-1].strip() if self.all(name) else default

    def raw(self, name: str) -> str:
        """The last value of a field as it came, with the ends of lines of a file."""
        return self.all(name)[-1].replace("\r\n", "\n") if self.all(name) else ""

    def all(self, name: str) -> list[str]:
        """The values of a field, in their order."""
        return [value for key, value in self._pairs if key == name]

    def starting(self, prefix: str) -> dict[str, str]:
        """The fields whose name begins so, without that beginning, in their order."""
        return {
            name.removeprefix(prefix): value
            for name, value in self._pairs
            if name.startswith(prefix)
        }


def language_of(request: Request) -> str:
    """The language chosen by the switch, else the first known one of the browser, else English."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in messages.LANGUAGES:
        return chosen
    asked = _weighed(request.headers.get("accept-language", ""))
    known = (tag for tag in asked if tag in messages.LANGUAGES)
    return next(known, messages.LANGUAGES[0])


def _weighed(header: str) -> list[str]:
    """The primary languages of an Accept-Language header, the one liked best first."""
    found: list[tuple[float, int, str]] = []
    for number, part in enumerate(header[:500].split(",")):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            weight = 0.0
        found.append((-weight, number, tag.partition("-")[0].lower()))
    return [tag for _, _, tag in sorted(found)]


def page(request: Request, template: str, /, *, status: int = 200, **parts: object) -> HTMLResponse:
    """An HTML page of a template, in the language of the request.

    The template may call t(key, **details) for a message, help(key, **details) for what to do,
    word(prefix, value) for the message PREFIX-VALUE or else the value, number(n), percent(share),
    url(path, **query), static(name) and pairs_of(query string), and finds language, languages,
    csrf, here (the address to come back to), navigation, keys and notice.
    parts: view, a name of NAVIGATION, and what it shows.
    """
    from starlette.responses import HTMLResponse

    language = language_of(request)
    query = request.url.query
    here = request.url.path + (f"?{query}" if query else "") if request.method == "GET" else "/"
    text = (
        _environment()
        .get_template(template)
        .render(
            t=partial(_said, language),
            help=partial(_helped, language),
            word=partial(_word, language),
            number=partial(_number, language),
            percent=partial(_percent, language),
            keys=keys_in(request.cookies.get(KEYS_COOKIE, "")),
            language=language,
            languages=messages.LANGUAGES,
            csrf=request.state.csrf,
            navigation=NAVIGATION,
            notice=_notices(request).pop(request.query_params.get("notice", ""), None),
            **{"view": "", "here": here, **parts},
        )
    )
    # The name of a file may have bytes that are no UTF-8.
    content = text.encode("utf-8", "replace")
    return HTMLResponse(content, status, {"Vary": "Cookie, Accept-Language"})


def prepare() -> None:
    """Compile the templates, which takes longer than the first page may."""
    for name in _environment().list_templates():
        _environment().get_template(name)


def go(
    request: Request, place: str, notice: str = "", /, severity: str = "info", **details: object
) -> Response:
    """The answer to a post: on to a page of the app, which then shows a notice, a message's key."""
    from starlette.responses import RedirectResponse

    if notice:
        notices, name = _notices(request), secrets.token_urlsafe(9)
        notices[name] = _Notice(notice, details, severity)
        while len(notices) > _NOTICES:
            notices.popitem(last=False)
        place, hash_, part = place.partition("#")
        place += f"{'&' if '?' in place else '?'}notice={name}{hash_}{part}"
    # Two slashes at the beginning would be another host.
    return RedirectResponse("/" + place.lstrip("/\\"), 303)


@cache
def static(name: str) -> tuple[bytes, str] | None:
    """A style sheet or script of the package by its bare name, and its type; None if not there."""
    kind = _KINDS.get(name.rpartition(".")[2])
    folder = resources.files("tmkit.web").joinpath("static")
    if kind is None or name not in {each.name for each in folder.iterdir()}:
        return None
    return folder.joinpath(name).read_bytes(), kind


def _said(language: str, key: str, /, **details: object) -> str:
    return messages.message(key, language, **details)


def _helped(language: str, key: str, /, **details: object) -> str:
    return messages.help_of(key, language, **details)


@cache
def _known() -> frozenset[str]:
    return frozenset(messages.keys())


def _word(language: str, prefix: str, value: str) -> str:
    key = f"{prefix}-{value}"
    return messages.message(key, language) if key in _known() else value


def _number(language: str, value: float) -> str:
    """A count, or a score with two decimals, as the language writes it."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:.2f}"
    signs = {",": "report-thousands", ".": "report-decimal"}
    return "".join(
        messages.message(signs[letter], language) if letter in signs else letter for letter in text
    )


def _percent(language: str, share: float) -> str:
    return messages.message("review-percent", language, share=round(100 * share))


def _url(path: str, /, **query: object) -> str:
    """An address of the app; empty values of the query are left out."""
    kept = urlencode([(name, value) for name, value in query.items() if value not in ("", 0, None)])
    return quote(path, safe="/:") + (f"?{kept}" if kept else "")


def _notices(request: Request) -> OrderedDict[str, _Notice]:
    notices: OrderedDict[str, _Notice] = request.app.state.notices
    return notices


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("tmkit.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(url=_url, static=_static_address, pairs_of=parse_qsl)
    return environment


@cache
def _static_address(name: str) -> str:
    """The address of a style sheet or script; another one when its content is another."""
    import hashlib

    found = static(name)
    assert found is not None, name
    return f"/static/{name}?{hashlib.sha256(found[0]).hexdigest()[:12]}"
