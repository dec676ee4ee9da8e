"""The command `watch`: poll feeds and keep what they bring, until it is told to stop."""

from __future__ import annotations

import signal
import threading
from collections import Counter
from typing import TYPE_CHECKING

import click

from dragoman.views import options
from dragoman.views.terminal import DONE, NOTHING, complain, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.corpus.watching import Told
    from dragoman.record import Store
    from dragoman.record.watched import WatchedFeed

COUNTED = ("kept", "revised", "known", "refused", "failed")


@click.command()
@click.argument("feeds", nargs=-1, metavar="[FEED...]")
@options.database
@click.option("--once", is_flag=True, help="End when nothing that is due is left, as cron needs.")
@click.option("--list", "listed", is_flag=True, help="List the feeds and how they stand, and end.")
@click.option("--remove", is_flag=True, help="Watch FEED... no longer, and end.")
@options.manner
def watch(
    feeds: Sequence[str],
    *,
    db: str,
    once: bool,
    listed: bool,
    remove: bool,
    settings: options.Settings,
) -> int:
    """Watch feeds (RSS, Atom, news sitemaps) and keep the pages they name in a database.

    Feeds stay watched: without FEED, those that the database knows are. SIGINT and SIGTERM end it
    after the page at hand; run again, it goes on. Several processes may watch one database.
    """
    from dragoman.record import open_store
    from dragoman.record.watched import Watched

    with open_store(db) as store:
        watched = Watched(store)
        if listed:
            found = watched.feeds()
            for feed in found:
                write(_line(feed))
            return DONE if found else _nothing()
        if remove:
            gone = [url for url in feeds if watched.remove(url)]
            write(f"{len(gone)} feeds watched no longer")
            return DONE if len(gone) == len(feeds) else NOTHING
        watched.add(map(_address, feeds), due=0.0)
        if not watched.feeds():
            return _nothing()
        return _watch(store, settings, once=once)


def _watch(store: Store, settings: options.Settings, *, once: bool) -> int:
    from dragoman.corpus.addresses import Guard
    from dragoman.corpus.fetching import Fetcher, Limits
    from dragoman.corpus.watching import Watcher
    from dragoman.pipeline import Reading

    counts: Counter[str] = Counter()

    def tell(told: Told) -> None:
        counts[told.what] += 1
        complain(f"{told.what} {told.url}" + (f": {told.said}" if told.said else ""))

    fetcher = Fetcher(
        Guard(settings.allowed), Limits(size=settings.max_page_size), agent=settings.agent
    )
    how = Reading(max_page_size=settings.max_page_size)
    watcher = Watcher(store, fetcher, settings.manner, how=how, tell=tell)
    with stopping() as stop:
        watcher.run(stop, once=once, threads=settings.threads)
    write(", ".join(f"{counts[name]} {name}" for name in COUNTED))
    return DONE if not (once and counts["refused"] + counts["failed"]) else NOTHING


class stopping:  # noqa: N801 - reads as a verb where it is used
    """An event that SIGINT and SIGTERM set; a second one ends the process at once."""

    def __init__(self, when: str = "after the page at hand") -> None:
        self.when = when

    def __enter__(self) -> threading.Event:
        self.stop = threading.Event()
        self.before = {
            one: signal.signal(one, self._told) for one in (signal.SIGINT, signal.SIGTERM)
        }
        return self.stop

    def __exit__(self, *_: object) -> None:
        for one, handler in self.before.items():
            signal.signal(one, handler)

    def _told(self, number: int, _frame: object) -> None:
        if self.stop.is_set():
            raise KeyboardInterrupt
        complain(f"{signal.Signals(number).name}: stopping {self.when}")
        self.stop.set()


def _address(given: str) -> str:
    if not given.lower().startswith(("http://", "https://")):
        raise click.UsageError(f"{given!r} is no address of a feed; write https://…")
    return given


def _line(feed: WatchedFeed) -> str:
    items = ", ".join(f"{count} {state}" for state, count in feed.items.items()) or "no items"
    polled = f"polled {feed.polled}" if feed.polled else "not polled yet"
    said = f"; {feed.said}" if feed.said else ""
    return f"{feed.url}: {items}; {polled}{said}"


def _nothing() -> int:
    complain("no feed is watched; name one: dragoman watch https://…")
    return NOTHING
