"""What every form of the pages has in common: it comes from here, and is signed by a person."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote, urlsplit

from litestar import Request, Response
from litestar.exceptions import PermissionDeniedException, ValidationException
from litestar.response import Redirect

from dragoman.views.guards import visitor_of
from dragoman.views.sessions import COOKIE, Sessions

if TYPE_CHECKING:
    from litestar.connection import ASGIConnection
    from litestar.handlers import BaseRouteHandler

SEAL = "seal"
"""The field that carries the seal of the browser's cookie."""

SEE_OTHER: Literal[303] = 303


async def fields_of(request: Request[Any, Any, Any]) -> dict[str, str]:
    """The text fields of a posted form, trimmed; of several of one name the last."""
    form = await request.form()
    return {name: value.strip() for name, value in form.multi_items() if isinstance(value, str)}


async def from_our_page(
    connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler
) -> None:
    """Refuse a form that no page of this server made for this browser (CSRF)."""
    request: Request[Any, Any, Any] = connection  # type: ignore[assignment]
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host", ""):
        raise PermissionDeniedException("this form was sent from a page of another site")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise PermissionDeniedException("this form was sent from a page of another site")
    given = (await fields_of(request)).get(SEAL, "")
    if COOKIE not in request.cookies or not hmac.compare_digest(
        given.encode(), seal_of(request).encode()
    ):
        raise PermissionDeniedException(
            "this form was not made for this browser, or is too old; load its page again"
        )


def seal_of(request: Request[Any, Any, Any]) -> str:
    """The seal that forms on the answer to this request carry; a form without one is refused."""
    sessions: Sessions = request.app.state.sessions
    cookie = request.cookies.get(COOKIE)
    return sessions.seal_of(cookie or "")


def may(request: Request[Any, Any, Any], scope: str) -> bool:
    """Whether the browser has signed in with a token of the scope."""
    visitor = visitor_of(request)
    return visitor is not None and scope in visitor.scopes


def judging(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """What a page with buttons to judge needs: the seal, or none and where to sign in."""
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    signed_in = visitor_of(request) is not None
    return {
        "seal": seal_of(request) if may(request, "review") else None,
        "entry": None if signed_in else f"/sign-in?next={quote(asked, safe='')}",
    }


def signed_by(request: Request[Any, Any, Any]) -> str:
    """`person:NAME` of who has signed in; forms are signed, tokens alone are not."""
    visitor = visitor_of(request)
    if visitor is None:
        raise ValidationException("a form that nobody signed; sign in first")
    return f"person:{visitor.name}"


def to(path: str) -> Response[Any]:
    """Go on to a page of this server, by GET."""
    return Redirect(inside(path), status_code=SEE_OTHER)


def inside(path: str) -> str:
    r"""The path where it leads to a page of this server, else that of the first page.

    >>> inside("/reports/4f2a?x=1#r2"), inside("//evil.example"), inside("/\\evil.example")
    ('/reports/4f2a?x=1#r2', '/', '/')
    """
    parts = urlsplit(path)
    here = path.startswith("/") and not (parts.scheme or parts.netloc or path.startswith("//"))
    plain = path.isascii() and path.isprintable() and "\\" not in path
    return path if here and plain else "/"
