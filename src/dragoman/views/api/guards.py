"""Who may call what: tokens with scopes, hashed; hosts that may be asked for."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, Any, Literal, get_args

from litestar.exceptions import NotAuthorizedException, PermissionDeniedException

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from litestar.connection import ASGIConnection
    from litestar.handlers import BaseRouteHandler

Scope = Literal["read", "ingest", "review", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
IMPLIED: dict[Scope, frozenset[Scope]] = {
    "read": frozenset(["read"]),
    "ingest": frozenset(["read", "ingest"]),
    "review": frozenset(["read", "review"]),
    "admin": frozenset(SCOPES),
}


class Tokens:
    """Known tokens by the hash of each; an empty set lets everybody read and nobody write."""

    def __init__(self, hashed: Iterable[tuple[str, Scope]] = ()) -> None:
        self._scopes = dict(hashed)

    def scopes_of(self, token: str | None) -> frozenset[Scope]:
        """What a token allows; raises NotAuthorizedException for an unknown one."""
        if token is None:
            return frozenset() if self._scopes else IMPLIED["read"]
        digest = digest_of(token)
        for known, scope in self._scopes.items():
            if hmac.compare_digest(known, digest):
                return IMPLIED[scope]
        raise NotAuthorizedException("this token is not known, or was withdrawn")


def new_token() -> str:
    """A token nobody can guess: 256 bits."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What is stored of a token: tokens are random, so a plain SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def allow(scope: Scope) -> Callable[[ASGIConnection[Any, Any, Any, Any], BaseRouteHandler], None]:
    """A guard that lets through calls whose token has the scope."""

    def guard(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        tokens: Tokens = connection.app.state.tokens
        words = connection.headers.get("authorization", "").split()
        given = words[1] if len(words) == 2 and words[0].lower() == "bearer" else None
        if scope in tokens.scopes_of(given):
            return
        if given is None:
            raise NotAuthorizedException(f"this call needs a token with the scope {scope!r}")
        raise PermissionDeniedException(f"this token has not the scope {scope!r}")

    return guard
