"""Reading one page that somebody gives, and keeping it. The language model is loaded here first."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from dragoman.errors import PageTooLarge, QueryError

if TYPE_CHECKING:
    from dragoman.record import Store
    from dragoman.schema import Report

LONGEST_ADDRESS = 2_000
"""Characters of an address; browsers take no longer ones either."""


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """A page as it is given: its bytes, its address, the date for one that carries none."""

    content: bytes
    url: str | None = None
    published: str | None = None
    plain: bool = False


def keep(store: Store, given: Given, *, max_page_size: int) -> Report:
    """The report that is made of a page, in the record; the same page again is the same report.

    Raises QueryError for an address that is none, and what reading a page raises.
    """
    if given.url is not None:
        _check_address(given.url)
    if len(given.content) > max_page_size:
        raise PageTooLarge(f"page has {len(given.content)} bytes, limit {max_page_size}")
    from dragoman.pipeline import Reading, read_page, this_run
    from dragoman.record import Writer
    from dragoman.record.alerts import Alerts
    from dragoman.reports.loading import page_of, with_url

    how = Reading(published=given.published, plain=given.plain, max_page_size=max_page_size)
    report = read_page(with_url(page_of(given.content), given.url), how)
    Writer(store, this_run()).write([report])
    Alerts(store).note()
    return report


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable()
    except ValueError:
        good = False
    if not good or " " in url or len(url) > LONGEST_ADDRESS:
        raise QueryError(f"{url[:80]!r} is no address of a page; write https://… or leave it out")
