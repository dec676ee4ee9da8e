"""Who may call what: tokens with scopes, hashed; hosts that may be asked for."""

from __future__ import annotations

import base64
import hmac
from typing import TYPE_CHECKING, Any

from litestar.exceptions import NotAuthorizedException, PermissionDeniedException

from dragoman.views.sessions import COOKIE, IMPLIED, digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from litestar.connection import ASGIConnection
    from litestar.handlers import BaseRouteHandler

    from dragoman.views.sessions import Scope, Sessions, Visitor


class Tokens:
    """Known tokens by the hash of each; an empty set lets everybody read and nobody write.

    With `open_reading` everybody may read though there are tokens.
    """

    def __init__(
        self, hashed: Iterable[tuple[str, Scope]] = (), *, open_reading: bool = False
    ) -> None:
        self._scopes = dict(hashed)
        self._unnamed = IMPLIED["read"] if open_reading or not self._scopes else frozenset()

    def scopes_of(self, token: str | None) -> frozenset[Scope]:
        """What a token allows; raises NotAuthorizedException for an unknown one."""
        if token is None:
            return self._unnamed
        digest = digest_of(token)
        for known, scope in self._scopes.items():
            if hmac.compare_digest(known, digest):
                return IMPLIED[scope]
        raise NotAuthorizedException("this token is not known, or was withdrawn")


def allow(scope: Scope) -> Callable[[ASGIConnection[Any, Any, Any, Any], BaseRouteHandler], None]:
    """A guard that lets through whoever has the scope; handlers marked `public` need none."""

    def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
        if handler.opt.get("public"):
            return
        given = _given(connection)
        visitor = None if given else visitor_of(connection)
        scopes = connection.app.state.tokens.scopes_of(given) if visitor is None else visitor.scopes
        if scope in scopes:
            return
        if given is None and visitor is None:
            raise NotAuthorizedException(f"this call needs a token with the scope {scope!r}")
        raise PermissionDeniedException(f"this token has not the scope {scope!r}")

    return guard


def visitor_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Visitor | None:
    """Who has signed in with this browser. The API knows no cookies, so no page can use it."""
    if connection.url.path.startswith("/api/"):
        return None
    sessions: Sessions = connection.app.state.sessions
    return sessions.visitor(connection.cookies.get(COOKIE))


def _given(connection: ASGIConnection[Any, Any, Any, Any]) -> str | None:
    """The token of a request: as a bearer's; of one that reads, also as feed readers' password."""
    kind, _, said = connection.headers.get("authorization", "").strip().partition(" ")
    if kind.lower() == "bearer":
        return said.strip() or None
    if kind.lower() != "basic" or connection.scope.get("method") not in ("GET", "HEAD"):
        return None
    try:
        return base64.b64decode(said.strip(), validate=True).decode().partition(":")[2] or None
    except ValueError:
        return None
