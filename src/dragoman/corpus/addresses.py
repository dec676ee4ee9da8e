"""Where we may go: the open web, and not the machines behind our own door.

A feed is written by others and can name any address. A host is resolved once; if one of its
addresses is private, the host is refused, and the connection is made to an address that was
checked, so that a name which answers differently a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from dragoman.errors import FetchFailed, FetchRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from urllib.parse import SplitResult

    Resolver = Callable[[str, int], Sequence[str]]

PORTS = {"http": 80, "https": 443}

_TRANSLATED = ip_network("64:ff9b::/96")
"""IPv4 addresses written as IPv6 ones for translation (RFC 6052)."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A checked place: what it is called, and the addresses a connection may be made to."""

    scheme: str
    host: str
    port: int
    addresses: tuple[str, ...]


def resolved(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, as the system resolves them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(one[4][0]) for one in found]


class Guard:
    """Lets addresses of the open web pass, and those of the networks a user allows.

    allowed: networks such as `127.0.0.0/8`; hosts in them may have any port.
    """

    def __init__(self, allowed: Sequence[str] = (), *, resolve: Resolver = resolved) -> None:
        self.allowed = tuple(ip_network(one) for one in allowed)
        self.resolve = resolve

    def place_of(self, url: str) -> Place:
        """The checked place of an address; raises FetchRefused, or FetchFailed without DNS."""
        parts = _parts(url)
        host, scheme = parts.hostname or "", parts.scheme.lower()
        port = parts.port or PORTS[scheme]
        try:
            found = tuple(dict.fromkeys(self.resolve(host, port)))
        except (OSError, UnicodeError) as error:
            raise FetchFailed(f"host {host!r} has no address now ({error})") from error
        numbers = [_unwrapped(ip_address(one.partition("%")[0])) for one in found]
        ours = bool(numbers) and all(self._is_allowed(one) for one in numbers)
        bad = next((one for one in numbers if not (self._is_allowed(one) or is_open(one))), None)
        if bad is not None or not numbers:
            said = f"host {host!r} is at {bad}, which is no address of the open web"
            raise FetchRefused(f"{said}; --allow-address lets it in")
        if port != PORTS[scheme] and not ours:
            raise FetchRefused(f"port {port} is not the web's; only 80 and 443 are asked")
        return Place(scheme=scheme, host=host, port=port, addresses=found)

    def _is_allowed(self, address: IPv4Address | IPv6Address) -> bool:
        return any(address.version == one.version and address in one for one in self.allowed)


def is_open(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address belongs to the open web: not private, local, shared or multicast.

    >>> is_open(ip_address("93.184.216.34")), is_open(ip_address("169.254.169.254"))
    (True, False)
    """
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchRefused(f"{url[:200]!r} is no address ({error})") from error
    if parts.scheme.lower() not in PORTS:
        raise FetchRefused(f"addresses of kind {parts.scheme[:20]!r} are not fetched, only http(s)")
    if not parts.hostname or port == 0:
        raise FetchRefused(f"{url[:200]!r} names no host")
    if parts.username is not None or parts.password is not None:
        raise FetchRefused("address carries a user name or password; leave it out")
    return parts


def _unwrapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address inside an IPv6 one that only wraps it, else the address."""
    if isinstance(address, IPv4Address):
        return address
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    inner = address.ipv4_mapped or address.sixtofour
    if inner is None and address.teredo is not None:
        inner = address.teredo[1]
    return inner or address
