"""robots.txt: what a host asks robots to leave alone (RFC 9309), kept for a day in the record."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from dragoman.errors import FetchFailed, FetchRefused, PageError

if TYPE_CHECKING:
    from dragoman.corpus.fetching import Fetcher
    from dragoman.record.watched import Watched

TOKEN = "dragoman"  # noqa: S105 - the name robots.txt knows us by
A_DAY = 24 * 3600.0
MAX_SIZE = 500 * 1024
"""Bytes of a robots.txt that are heeded, as RFC 9309 has it."""

LONGEST_DELAY = 60.0
"""Seconds; a `Crawl-delay` beyond it is meant for crawlers of whole sites."""


class Robots:
    """Asks a host's robots.txt before a page of it is fetched."""

    def __init__(self, fetcher: Fetcher, watched: Watched, *, pause: float) -> None:
        self.fetcher = fetcher
        self.watched = watched
        self.pause = pause

    def check(self, url: str) -> None:
        """Raise FetchRefused for an address that robots.txt forbids.

        A host without one forbids nothing. One that cannot give it now forbids everything for
        now: FetchFailed.
        """
        from protego import Protego

        self.fetcher.guard.place_of(url)
        rules = Protego.parse(self._text_for(url))
        if not rules.can_fetch(url, TOKEN):
            raise FetchRefused(f"robots.txt of {urlsplit(url).netloc} forbids it")
        delay = min(float(rules.crawl_delay(TOKEN) or 0.0), LONGEST_DELAY)
        if delay > self.pause:
            self.watched.wait(url, until=time.time() + delay)

    def _text_for(self, url: str) -> str:
        kept, at = self.watched.robots(url)
        if kept is not None and at is not None and time.time() - at < A_DAY:
            return kept
        text = self._fetched(urljoin(url, "/robots.txt"))
        self.watched.keep_robots(url, text, time.time())
        return text

    def _fetched(self, address: str) -> str:
        try:
            content = self.fetcher.get(address).content
        except FetchFailed as error:
            message = f"robots.txt cannot be asked now: {error}"
            raise FetchFailed(message, after=error.after) from error
        except PageError:  # not there, or nothing that could be heeded
            return ""
        return content[:MAX_SIZE].decode("utf-8", "replace")
