"""Connections over HTTP to checked places only, with one deadline for all that is sent and read."""

from __future__ import annotations

import io
import socket
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from dragoman.corpus.addresses import PORTS
from dragoman.errors import FetchFailed

if TYPE_CHECKING:
    import ssl

    from dragoman.corpus.addresses import Place


def connected(place: Place, tls: ssl.SSLContext, *, deadline: float, longest: float) -> Timed:
    """A connection to one of the checked addresses, and to no other, within `longest` seconds.

    Raises FetchFailed when none answers or the certificate is not the host's.
    """
    reason: OSError | None = None
    for address in place.addresses:
        left = min(longest, deadline - time.monotonic())
        if left <= 0:
            break
        try:
            raw = socket.create_connection((address, place.port), timeout=left)
        except OSError as error:
            reason = error
            continue
        try:
            if place.scheme == "https":
                raw = tls.wrap_socket(raw, server_hostname=place.host)
        except OSError as error:
            raw.close()
            raise FetchFailed(f"no safe connection to {place.host}: {error}") from error
        return Timed(raw, deadline)
    raise FetchFailed(f"{place.host} does not answer ({reason or 'timed out'})")


class Timed:
    """A socket whose every read and write ends at the deadline, however slowly bytes come."""

    def __init__(self, raw: socket.socket, deadline: float) -> None:
        self.raw = raw
        self.deadline = deadline

    def sendall(self, data: bytes) -> None:
        """Send all of it."""
        self._hurry()
        self.raw.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """The reading half as a file."""
        return io.BufferedReader(_Reader(self))

    def receive_into(self, room: Any) -> int:
        """Fill the buffer as far as bytes are there; returns how many, 0 at the end."""
        self._hurry()
        return self.raw.recv_into(room)

    def close(self) -> None:
        """Nothing: whoever connected closes, when the body has been read."""

    def _hurry(self) -> None:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("deadline")
        self.raw.settimeout(left)


class _Reader(io.RawIOBase):
    """The reading half of a timed socket as a file."""

    def __init__(self, sock: Timed) -> None:
        self.sock = sock

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int:
        return self.sock.receive_into(room)


def authority(place: Place) -> str:
    """Host and port as a request names them."""
    host = f"[{place.host}]" if ":" in place.host else place.host.encode("idna").decode()
    return host if place.port == PORTS[place.scheme] else f"{host}:{place.port}"


def _quoted(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))


def target_of(url: str) -> str:
    """Path and query of an address as a request line takes them."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return "".join(c if "!" <= c <= "~" else _quoted(c) for c in target)
