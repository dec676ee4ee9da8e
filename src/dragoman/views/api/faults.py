"""The one shape of an error, whatever went wrong: status, code, message, field, remedy.

No stack trace leaves the server; what was not foreseen is logged there and answered by a 500.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import msgspec
from litestar import MediaType, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.openapi.datastructures import ResponseSpec

from dragoman.errors import (
    DateError,
    DragomanError,
    PageError,
    PageTooLarge,
    QueryError,
    RecordError,
)

if TYPE_CHECKING:
    from litestar import Request

LOG = logging.getLogger("dragoman.api")

STATUS: tuple[tuple[type[DragomanError], int, str], ...] = (
    (PageTooLarge, 413, "page-too-large"),
    (PageError, 422, "page-not-read"),
    (DateError, 400, "bad-date"),
    (QueryError, 400, "bad-query"),
    (RecordError, 503, "record-unavailable"),
    (DragomanError, 500, "failed"),
)
"""Which status answers which of our errors; the first that fits."""

WRONG_METHOD = 405
CODES = {
    400: "bad-request", 401: "no-token", 403: "not-allowed", 404: "not-found",
    405: "wrong-method", 413: "body-too-large", 415: "wrong-type", 421: "wrong-host",
    429: "too-many",
}  # fmt: skip
SAID = {
    400: "The question cannot be parsed, or a value is not allowed.",
    401: "No token, or one that is not known.",
    403: "A token without the scope that the call needs.",
    404: "Nothing of that name is here.",
    413: "The body, or the page in it, is above the limit.",
    415: "The body is not of the type that is read here.",
    421: "The server was asked by a name that is not its own.",
    422: "The page cannot be read.",
    500: "A fault of ours; the server's log says which.",
    503: "The record cannot be reached.",
}
"""What a status means, for the schema."""

REMEDIES = {
    401: "send `Authorization: Bearer TOKEN`; `dragoman serve --new-token SCOPE` makes one",
    403: "use a token with the scope that the call needs",
    404: "see /api/schema/openapi.json for the paths there are",
    405: "see /api/schema/openapi.json for the methods of this path",
    413: "send less; the limit is set by --max-page-size",
    415: "send `Content-Type: application/json`",
    421: "ask by the host name the server was started with",
}


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong, for programs (`code`, `field`) and for people (`message`, `remedy`)."""

    status: int
    code: str
    message: str
    field: str | None = None
    remedy: str | None = None


class Failure(msgspec.Struct, frozen=True):
    """The body of every answer that is no success."""

    error: Fault


def documented(handler: Any) -> Any:
    """A handler whose schema names the answers to what goes wrong."""
    handler.responses = {
        **{
            status: ResponseSpec(Failure, description=meaning, generate_examples=False)
            for status, meaning in SAID.items()
        },
        **(handler.responses or {}),
    }
    return handler


def of_ours(_: Request[Any, Any, Any], error: DragomanError) -> Response[Failure]:
    """The answer to an error raised on purpose."""
    status, code = next((s, c) for kind, s, c in STATUS if isinstance(error, kind))
    return answer(Fault(status=status, code=code, message=str(error)))


def of_http(request: Request[Any, Any, Any], error: HTTPException) -> Response[Failure]:
    """The answer to what the framework refuses: unknown paths, wrong methods, bad bodies."""
    status = error.status_code
    field = None
    message = error.detail or "the request was refused"
    if isinstance(error, ValidationException) and isinstance(error.extra, list) and error.extra:
        first = error.extra[0]
        field = str(first.get("key") or "") or None
        message = str(first.get("message") or message)
    return answer(
        Fault(
            status=status, code=CODES.get(status, "refused"), message=message, field=field,
            remedy=REMEDIES.get(status),
        ),
        {"Allow": ", ".join(methods_at(request))} if status == WRONG_METHOD else None,
    )  # fmt: skip


def methods_at(request: Request[Any, Any, Any]) -> list[str]:
    """The methods that the path of a request answers to; of two patterns the more exact one's."""
    parts = request.url.path.strip("/").split("/")
    fitting: dict[int, set[str]] = {}
    for route in request.app.routes:
        pattern = getattr(route, "path_format", route.path).strip("/").split("/")
        pairs = zip(pattern, parts, strict=False)
        if len(pattern) == len(parts) and all(a == b or a.startswith("{") for a, b in pairs):
            loose = sum(one.startswith("{") for one in pattern)
            fitting.setdefault(loose, set()).update(getattr(route, "methods", ()))
    found = fitting[min(fitting)] if fitting else set()
    return sorted({*found, "HEAD"} if "GET" in found else found)


def of_anything(request: Request[Any, Any, Any], error: Exception) -> Response[Failure]:
    """The answer to a fault of ours; the details stay in the server's log."""
    LOG.error("%s %s failed", request.method, request.url.path, exc_info=error)
    message = "the server failed on this request; its log says why"
    return answer(Fault(status=500, code="failed", message=message))


def answer(fault: Fault, headers: dict[str, str] | None = None) -> Response[Failure]:
    """A fault as a response."""
    return Response(
        Failure(fault), status_code=fault.status, media_type=MediaType.JSON, headers=headers
    )
