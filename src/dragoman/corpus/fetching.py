"""Fetching over HTTP: one checked place at a time, with limits on bytes, hops and seconds.

Servers are not trusted: a body that never ends is cut at the limit, one that trickles at the
deadline, and every hop of a redirect is checked as the first address was.
"""

from __future__ import annotations

import http.client
import ssl
import time
import zlib
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urljoin

import msgspec

from dragoman import __version__
from dragoman.corpus.connecting import Timed, authority, connected, target_of
from dragoman.errors import DamagedPage, FetchFailed, FetchRefused, PageTooLarge
from dragoman.reports.loading import MAX_PAGE_SIZE, size_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dragoman.corpus.addresses import Guard, Place

AGENT = f"dragoman/{__version__} (news reader)"
CHUNK = 1 << 16
REDIRECTS = frozenset([301, 302, 303, 307, 308])
BUSY = frozenset([408, 425, 429, 500, 502, 503, 504])
OK, UNCHANGED = 200, 304
LONGEST_WAIT = 24 * 3600.0
"""Seconds; a server that asks for more is asked again after a day."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one answer may take: bytes after unpacking, hops, and seconds."""

    size: int = MAX_PAGE_SIZE
    hops: int = 5
    connect: float = 10.0
    total: float = 60.0


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a server gave: `url` is where it was in the end, `content` is unpacked.

    `etag` and `modified` are what to ask with the next time; `unchanged` says that there was
    nothing new, and then `content` is empty.
    """

    url: str
    content: bytes
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False


class Fetcher:
    """Fetches pages; every address, hops included, has to pass `guard`."""

    def __init__(self, guard: Guard, limits: Limits | None = None, *, agent: str = AGENT) -> None:
        self.guard = guard
        self.limits = limits or Limits()
        self.agent = agent
        self._tls = ssl.create_default_context()

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        permit: Callable[[str], None] | None = None,
    ) -> Answer:
        """What stands at an address, when it changed since `etag` or `modified`.

        `permit` is asked before each hop and may raise. Raises FetchRefused for what we do not
        fetch and for pages that are not there, FetchFailed for what may work later, and
        PageTooLarge or DamagedPage for a body that is.
        """
        headers = {"If-None-Match": etag, "If-Modified-Since": modified}
        known = {name: value for name, value in headers.items() if value}
        deadline = time.monotonic() + self.limits.total
        for _ in range(self.limits.hops + 1):
            if permit is not None:
                permit(url)
            found = self._once(url, known, deadline)
            if isinstance(found, Answer):
                return found
            url = found
        raise FetchRefused(f"leads on more than {self.limits.hops} times; last to {url[:200]}")

    def _once(self, url: str, known: dict[str, str], deadline: float) -> Answer | str:
        """The answer at one address, or the address it leads on to."""
        place = self.guard.place_of(url)
        longest = self.limits.connect
        sock = connected(place, self._tls, deadline=deadline, longest=longest)
        try:
            return self._asked(sock, place, url, known)
        except TimeoutError as error:
            message = f"did not end within {self.limits.total:g} seconds"
            raise FetchFailed(message) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            said = f"{type(error).__name__}: {error}"[:200]
            raise FetchFailed(f"connection broke off ({said})") from error
        finally:
            sock.raw.close()

    def _asked(self, sock: Timed, place: Place, url: str, known: dict[str, str]) -> Answer | str:
        connection = http.client.HTTPConnection(place.host, place.port)
        connection.sock = cast("Any", sock)  # speaks the part of a socket that is used
        headers = {
            "Host": authority(place), "User-Agent": self.agent, "Accept": "*/*",
            "Accept-Encoding": "gzip", "Connection": "close", **known,
        }  # fmt: skip
        connection.request("GET", target_of(url), headers=headers)
        response = connection.getresponse()
        if response.status in REDIRECTS:
            return urljoin(url, _location(response))
        if response.status == UNCHANGED and known:
            return Answer(url=url, content=b"", unchanged=True)
        if response.status != OK:
            raise _refusal(response)
        return Answer(
            url=url,
            content=self._body(response),
            etag=response.headers.get("ETag"),
            modified=response.headers.get("Last-Modified"),
        )

    def _body(self, response: http.client.HTTPResponse) -> bytes:
        limit = self.limits.size
        packing = response.headers.get("Content-Encoding", "identity").strip().lower()
        if packing not in ("identity", "gzip", "x-gzip", ""):
            raise FetchFailed(f"body is packed as {packing[:20]!r}, which was not asked for")
        if (response.length or 0) > limit:
            raise _too_large(limit)
        body = _chunks(response, limit)
        return b"".join(_inflated(body, limit) if "gzip" in packing else body)


def _chunks(response: http.client.HTTPResponse, limit: int) -> Iterator[bytes]:
    """The body as it comes, complete and within the limit."""
    expected, size = response.length, 0
    while chunk := response.read1(CHUNK):
        size += len(chunk)
        if size > limit:
            raise _too_large(limit)
        yield chunk
    if expected is not None and size < expected:
        raise FetchFailed(f"body ends after {size} of {expected} bytes")


def _inflated(chunks: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """The body unpacked, never more than the limit: a bomb is cut, not blown up."""
    member, size = zlib.decompressobj(wbits=31), 0
    try:
        for chunk in chunks:
            while chunk and not member.eof:
                piece = member.decompress(chunk, CHUNK)
                chunk = member.unconsumed_tail
                size += len(piece)
                if size > limit:
                    raise _too_large(limit)
                yield piece
    except zlib.error as error:
        raise DamagedPage(f"gzip data are damaged ({error})") from error
    if not member.eof:
        raise DamagedPage("gzip data end too early")


def _too_large(limit: int) -> PageTooLarge:
    return PageTooLarge(f"is larger than {size_of(limit)}; raise it with --max-page-size")


def _location(response: http.client.HTTPResponse) -> str:
    where = response.headers.get("Location", "").strip()
    if not where:
        raise FetchFailed(f"server answers {response.status} and does not say where to go")
    return where


def _refusal(response: http.client.HTTPResponse) -> FetchFailed | FetchRefused:
    said = f"server answers {response.status} {response.reason}"[:120]
    if response.status in BUSY or response.status >= 500:
        return FetchFailed(said, after=_wait(response.headers.get("Retry-After")))
    return FetchRefused(said)


def _wait(said: str | None) -> float | None:
    """Seconds that a `Retry-After` asks for, given as a number or a date."""
    if not said:
        return None
    try:
        seconds = float(said)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(said).timestamp() - time.time()
        except (ValueError, TypeError, OverflowError):
            return None
    return min(max(seconds, 0.0), LONGEST_WAIT) if seconds == seconds else None
