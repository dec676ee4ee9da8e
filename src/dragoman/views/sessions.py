"""Tokens and who has signed in with one: random values, of which only digests are kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from typing import TYPE_CHECKING, Literal, get_args

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

Scope = Literal["read", "ingest", "review", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
IMPLIED: dict[Scope, frozenset[Scope]] = {
    "read": frozenset(["read"]),
    "ingest": frozenset(["read", "ingest"]),
    "review": frozenset(["read", "review"]),
    "admin": frozenset(SCOPES),
}

COOKIE = "dragoman"
LIFETIME = 12 * 3600.0
"""Seconds until a browser has to sign in again: a working day."""

MOST = 10_000
"""Sessions kept; the oldest goes first."""


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Who has signed in: the name that judgements are signed with, and until when it holds."""

    name: str
    scopes: frozenset[Scope]
    until: float


class Sessions:
    """Who has signed in, by the digest of the browser's cookie; forgotten when the server ends."""

    def __init__(self, lifetime: float = LIFETIME, clock: Callable[[], float] = time.time) -> None:
        self.lifetime = lifetime
        self._clock = clock
        self._secret = secrets.token_bytes(32)
        self._known: dict[str, Visitor] = {}

    def begin(self, name: str, scopes: frozenset[Scope]) -> str:
        """The cookie of a new session."""
        now = self._clock()
        self._known = {key: one for key, one in self._known.items() if one.until > now}
        while len(self._known) >= MOST:
            del self._known[next(iter(self._known))]
        cookie = new_token()
        self._known[digest_of(cookie)] = Visitor(
            name=name, scopes=scopes, until=now + self.lifetime
        )
        return cookie

    def visitor(self, cookie: str | None) -> Visitor | None:
        """Whose cookie it is; None for one that is unknown or too old."""
        found = self._known.get(digest_of(cookie)) if cookie else None
        return found if found and found.until > self._clock() else None

    def end(self, cookie: str | None) -> None:
        """Forget a session."""
        if cookie:
            self._known.pop(digest_of(cookie), None)

    def seal_of(self, cookie: str) -> str:
        """What the forms of the browser with this cookie carry, so that no other page can post."""
        return hmac.new(self._secret, cookie.encode(), hashlib.sha256).hexdigest()


def new_token() -> str:
    """A token nobody can guess: 256 bits."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What is stored of a token: tokens are random, so a plain SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
