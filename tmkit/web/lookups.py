"""The memory over HTTP: the amaGama protocol, which Weblate and Virtaal speak, and one of our own.

`openapi.json` beside this module describes both.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from typing import TYPE_CHECKING, Any

from tmkit.errors import TmkitError
from tmkit.tasks.serving import Lookups, Suggestion
from tmkit.web.guard import Guard

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

    from tmkit.model import Occurrence

__all__ = ["application"]

_LONGEST = 5_000
"""Characters of a text; longer ones hardly fit into a request line."""
_MOST = 100
"""Answers to a request."""
_SECONDS = 10.0
"""Until a client is told to come again."""
_THREADS = 2
"""That look up at a time: one computes while another waits for the disk; more are slower."""

Answer = Callable[[Lookups, "Request"], object]


class _Refused(Exception):  # noqa: N818 # no error of the program
    """A request that cannot be answered: why, and the status."""

    def __init__(self, reason: str, status: int = 400) -> None:
        super().__init__(reason)
        self.status = status


def application(store: str = "", *, token: str = "", host: str = "127.0.0.1") -> Starlette:
    """The ASGI application over a store. Raises UsageError where that cannot be opened.

    token, host: as `Guard` has them.
    """
    from starlette.applications import Starlette
    from starlette.convertors import PathConvertor, register_url_convertor
    from starlette.middleware import Middleware
    from starlette.routing import Route

    class Lines(PathConvertor):
        """A path that may have several lines, as texts have."""

        regex = r"[\s\S]*"

    register_url_convertor("lines", Lines())
    lookups = Lookups(store)
    answers: dict[str, Answer] = {
        "/tmserver/languages/": _languages,
        "/tmserver/{source}/{target}/unit/{text:lines}": _units,
        # Virtaal puts a slash behind an address that ends in one.
        "/tmserver//{source}/{target}/unit/{text:lines}": _units,
        "/v1/search": _search,
        "/v1/concordance": _concordance,
        "/v1/openapi.json": _description,
    }
    endpoint = _endpoints(lookups)
    return Starlette(
        routes=[Route(path, endpoint(answer), methods=["GET"]) for path, answer in answers.items()],
        middleware=[Middleware(Guard, token=token, host=host)],
        exception_handlers={404: _failed, 405: _failed, 500: _failed},
    )


def _endpoints(lookups: Lookups) -> Callable[[Answer], Callable[[Request], Any]]:
    """What makes of an answer an endpoint: in a thread, as JSON, within its time."""
    import anyio
    from starlette.responses import JSONResponse

    limiter: list[anyio.CapacityLimiter] = []

    def endpoint_of(answer: Answer) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            # A limiter belongs to the loop that runs.
            limiter[:] = limiter or [anyio.CapacityLimiter(_THREADS)]
            try:
                with anyio.fail_after(_SECONDS):
                    found = await anyio.to_thread.run_sync(
                        answer, lookups, request, limiter=limiter[0], abandon_on_cancel=True
                    )
            except _Refused as refused:
                return JSONResponse({"error": str(refused)}, refused.status)
            except TimeoutError:
                return JSONResponse({"error": "timeout"}, 503, {"Retry-After": "1"})
            except TmkitError as error:
                return JSONResponse({"error": error.text()}, 503, {"Retry-After": "1"})
            return JSONResponse(found)

        return endpoint

    return endpoint_of


async def _failed(_request: Request, error: Exception) -> Response:
    from starlette.responses import JSONResponse

    status = getattr(error, "status_code", 500)
    return JSONResponse({"error": getattr(error, "detail", "internal error")}, status)


def _languages(lookups: Lookups, _request: Request) -> object:
    known = lookups.languages()
    return {"sourceLanguages": known, "targetLanguages": known}


def _units(lookups: Lookups, request: Request) -> object:
    given = request.path_params
    found = lookups.search(
        _bounded(given["text"] or request.query_params.get("source", "")),
        (_tag(given["source"]), _tag(given["target"])),
        at_least=_number(request, "min_similarity", 70, 100),
        limit=_number(request, "max_candidates", 5, _MOST),
    )
    # The protocol knows no more than 100; rank orders what has the same quality.
    return [
        {
            "source": each.source,
            "target": each.target,
            "quality": min(each.match.percent, 100),
            "rank": each.match.percent + each.match.plain / 1000,
        }
        for each in found
    ]


def _search(lookups: Lookups, request: Request) -> object:
    query = request.query_params
    found = lookups.search(
        _asked(request),
        (_tag(query.get("from", "")), _tag(query.get("to", ""))),
        at_least=_number(request, "at_least", 70, 101),
        limit=_number(request, "limit", 5, _MOST),
        beside=(_bounded(query.get("previous", "")), _bounded(query.get("following", ""))),
    )
    return {"matches": [_match(each) for each in found]}


def _concordance(lookups: Lookups, request: Request) -> object:
    limit = _number(request, "limit", 50, _MOST)
    found = lookups.concordance(_asked(request), limit=limit)
    return {"occurrences": [_occurrence(each) for each in found]}


def _description(_lookups: Lookups, _request: Request) -> object:
    return json.loads(resources.files("tmkit.web").joinpath("openapi.json").read_bytes())


def _match(found: Suggestion) -> dict[str, object]:
    match = found.match
    return {
        "id": match.unit.id,
        "percent": match.percent,
        "kind": match.kind,
        "plain": match.plain,
        "penalties": [each._asdict() for each in match.penalties],
        "source": found.source,
        "target": found.target,
        "edits": [each._asdict() for each in match.edits],
    }


def _occurrence(found: Occurrence) -> dict[str, object]:
    texts = {variant.lang: variant.text for variant in found.unit.variants}
    return {"id": found.unit.id, "lang": found.lang, "spans": found.spans, "texts": texts}


def _asked(request: Request) -> str:
    text = request.query_params.get("text", "")
    if not text.strip():
        raise _Refused("text is missing")
    return _bounded(text)


def _bounded(text: str) -> str:
    if len(text) > _LONGEST:
        raise _Refused(f"a text has at most {_LONGEST} characters", 413)
    return text


def _tag(text: str) -> str:
    """A language as Weblate and Virtaal write it, "en_us", as a tag."""
    tag = text.replace("_", "-")
    if len(tag) > 35 or not tag.replace("-", "").isalnum() or not tag.isascii():
        raise _Refused("a language is a BCP 47 tag")
    return tag


def _number(request: Request, name: str, default: int, most: int) -> int:
    text = request.query_params.get(name, "") or str(default)
    if not text.isdecimal() or len(text) > 4 or not 1 <= int(text) <= most:
        raise _Refused(f"{name} is a number from 1 to {most}")
    return int(text)
