"""Signing in with a token, and out: a browser then carries a cookie instead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotAuthorizedException
from litestar.params import FromQuery

from dragoman.views.guards import visitor_of
from dragoman.views.sessions import COOKIE, SCOPES, Sessions, new_token
from dragoman.views.web.forms import from_our_page, inside, to
from dragoman.views.web.pages import show

Fields = NamedDependency[dict[str, str]]
LONGEST_NAME = 80


def to_sign_in(request: Request[Any, Any, Any]) -> Response[Any]:
    """Ask for a token first; the page that was wanted comes after."""
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return to(f"/sign-in?next={quote(asked, safe='')}")


@get("/sign-in", public=True, include_in_schema=False)
async def sign_in_page(
    request: Request[Any, Any, Any], next: FromQuery[str] = "/"
) -> Response[str]:
    """The form; or, for who has signed in, as whom, until when, and the way out."""
    return _form(request, next)


@post("/sign-in", public=True, guards=[from_our_page], include_in_schema=False)
async def sign_in(request: Request[Any, Any, Any], fields: Fields) -> Response[Any]:
    """A session for who gives a token that is known; the cookie before it is no longer used."""
    name, wanted = fields.get("name", ""), fields.get("next", "/")
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        wrong = f"give your name, of at most {LONGEST_NAME} characters"
        return _form(request, wanted, name=name, wrong=wrong, status=400)
    try:
        scopes = request.app.state.tokens.scopes_of(fields.get("token", ""))
    except NotAuthorizedException as error:
        return _form(request, wanted, name=name, wrong=error.detail, status=401)
    sessions: Sessions = request.app.state.sessions
    sessions.end(request.cookies.get(COOKIE))
    answer = to(wanted)
    _set(request, answer, sessions.begin(name, scopes))
    return answer


@post("/sign-out", public=True, guards=[from_our_page], include_in_schema=False)
async def sign_out(request: Request[Any, Any, Any]) -> Response[Any]:
    """Forget the session and the cookie."""
    request.app.state.sessions.end(request.cookies.get(COOKIE))
    answer = to("/sign-in")
    answer.delete_cookie(COOKIE)
    return answer


def _form(
    request: Request[Any, Any, Any], wanted: str, *, name: str = "", wrong: str | None = None,
    status: int = 200,
) -> Response[str]:  # fmt: skip
    sessions: Sessions = request.app.state.sessions
    cookie = request.cookies.get(COOKIE) or new_token()
    visitor = visitor_of(request)
    until = visitor and datetime.fromtimestamp(visitor.until, UTC)
    scopes = [one for one in SCOPES if visitor and one in visitor.scopes]
    page = show(
        "signin", status, seal=sessions.seal_of(cookie), next=inside(wanted), called=name,
        wrong=wrong, visitor=visitor, until=until, scopes=scopes,
    )  # fmt: skip
    if COOKIE not in request.cookies:
        _set(request, page, cookie)
    return page


def _set(request: Request[Any, Any, Any], answer: Response[Any], cookie: str) -> None:
    answer.set_cookie(
        key=COOKIE, value=cookie, path="/", httponly=True, samesite="strict",
        secure=request.url.scheme == "https", max_age=int(request.app.state.sessions.lifetime),
    )  # fmt: skip


ENTRY: tuple[Callable[..., Any], ...] = (sign_in_page, sign_in, sign_out)
