"""Signed posts to checked places: how receivers are told what watch lists found.

A receiver is a program on this machine, or on a host that the user allows; redirects are not
followed. Posts follow the Standard Webhooks specification (headers `webhook-id`,
`webhook-timestamp`, `webhook-signature`), whose libraries check them.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import ssl
import time
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import msgspec

from dragoman.corpus.addresses import Guard
from dragoman.corpus.connecting import authority, connected, target_of
from dragoman.corpus.fetching import AGENT, REDIRECTS
from dragoman.errors import FetchFailed, FetchRefused
from dragoman.record.alerts import SIGNED_WITH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.corpus.addresses import Place, Resolver

LOOPBACK = ("127.0.0.0/8", "::1/128")
LOCAL = "localhost"


class Doors:
    """Which receivers may be posted to: this machine, and hosts that the user allows by name.

    Allowed hosts have to be of the open web, or in `networks`. A name that only resolves to this
    machine is none of its names and is refused.
    """

    def __init__(
        self, hosts: Sequence[str] = (), networks: Sequence[str] = (),
        *, resolve: Resolver | None = None,
    ) -> None:  # fmt: skip
        how = {} if resolve is None else {"resolve": resolve}
        self.hosts = frozenset(host.lower() for host in hosts)
        self._here = Guard(LOOPBACK, **how)
        self._there = Guard(networks, **how)

    def place_of(self, url: str) -> Place:
        """The checked place of a receiver; raises FetchRefused, or FetchFailed without DNS."""
        try:
            host = (urlsplit(url).hostname or "").lower()
        except ValueError as error:
            raise FetchRefused(f"{url[:200]!r} is no address ({error})") from error
        if host in self.hosts:
            return self._there.place_of(url)
        if not _is_here(host):
            said = f"host {host[:200]!r} is neither this machine nor allowed"
            raise FetchRefused(f"{said}; --hook-host lets it in")
        place = self._here.place_of(url)
        if not all(ip_address(one.partition("%")[0]).is_loopback for one in place.addresses):
            raise FetchRefused(f"host {host!r} is at {', '.join(place.addresses)}, not here")
        return place


def _is_here(host: str) -> bool:
    try:
        return host == LOCAL or ip_address(host).is_loopback
    except ValueError:
        return False


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """What is posted: an id that stays the same when it is posted again, and JSON."""

    id: str
    body: bytes

    def headers(self, secret: str, at: int) -> dict[str, str]:
        """The headers by which a receiver knows who sent it and when."""
        signature = signature_of(self, secret, at)
        return {
            "webhook-id": self.id, "webhook-timestamp": str(at), "webhook-signature": signature,
        }  # fmt: skip


def signature_of(letter: Letter, secret: str, at: int) -> str:
    """The signature of Standard Webhooks: HMAC-SHA256 of id, time and body, in base64."""
    key = base64.b64decode(secret.removeprefix(SIGNED_WITH))
    signed = b".".join((letter.id.encode(), str(at).encode(), letter.body))
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def post(place: Place, url: str, letter: Letter, *, secret: str, seconds: float) -> None:
    """Post to a checked place; returns when the receiver answered 2xx, else raises FetchFailed."""
    deadline = time.monotonic() + seconds
    sock = connected(place, ssl.create_default_context(), deadline=deadline, longest=seconds)
    try:
        connection = http.client.HTTPConnection(place.host, place.port)
        connection.sock = cast("Any", sock)  # speaks the part of a socket that is used
        headers = {
            "Host": authority(place), "User-Agent": AGENT, "Content-Type": "application/json",
            "Connection": "close", **letter.headers(secret, int(time.time())),
        }  # fmt: skip
        connection.request("POST", target_of(url), body=letter.body, headers=headers)
        status = connection.getresponse().status
    except TimeoutError as error:
        raise FetchFailed(f"no answer within {seconds:g} seconds") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        said = f"{type(error).__name__}: {error}"[:200]
        raise FetchFailed(f"connection broke off ({said})") from error
    finally:
        sock.raw.close()
    if status in REDIRECTS:
        raise FetchFailed(f"receiver answers {status} and leads elsewhere; posts do not follow")
    if not 200 <= status < 300:
        raise FetchFailed(f"receiver answers {status}")
