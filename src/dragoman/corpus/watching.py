"""Watching feeds: poll, fetch what is new or edited, read it, keep it; politely and for ever.

The plan of work is in the record (`record.watched`), so any number of processes may watch the same
feeds, and one that is killed has lost nothing. Each step does one thing: polls one feed or fetches
one page.
"""

from __future__ import annotations

import os
import random
import socket
import threading
import time
from typing import TYPE_CHECKING

import msgspec

from dragoman.corpus.robots import Robots
from dragoman.errors import DragomanError, FetchFailed, PageError
from dragoman.pipeline import AS_IS, read_page, this_run
from dragoman.record import Failure, Writer, known_ids
from dragoman.record.alerts import Alerts
from dragoman.record.copies import find_copies
from dragoman.record.judgements import Judgements
from dragoman.record.sentences import digest_of
from dragoman.record.watched import (
    FeedJob,
    Lease,
    Named,
    Outcome,
    PageJob,
    Watched,
    report_of_page,
)
from dragoman.reports.feeds import plain_url, read_feed
from dragoman.reports.loading import page_of
from dragoman.schema.judgements import Judgement

if TYPE_CHECKING:
    from collections.abc import Callable

    from dragoman.corpus.fetching import Fetcher
    from dragoman.pipeline import Reading
    from dragoman.record import Store
    from dragoman.record.watched import State
    from dragoman.reports.feeds import Item
    from dragoman.reports.loading import Page
    from dragoman.schema import Report

BY = "machine:feeds"
LOOK_AGAIN = 1.0
"""Seconds after which an idle watcher looks whether another process has added work."""


class Manner(msgspec.Struct, frozen=True, kw_only=True):
    """How feeds are watched, in seconds: between polls of a feed, between requests to a host,
    until a claim may be taken over, and at most after failures; and how often a page is tried.
    """

    every: float = 900.0
    pause: float = 5.0
    lease: float = 600.0
    longest: float = 24 * 3600.0
    tries: int = 5


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a step did: `what` is polled, kept, revised, known, refused or failed."""

    what: str
    url: str
    said: str | None = None


class Watcher:
    """Watches the feeds of a store; `step` may be called from several threads at once."""

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        manner: Manner | None = None,
        *,
        how: Reading = AS_IS,
        tell: Callable[[Told], None] | None = None,
    ) -> None:
        self.store = store
        self.fetcher = fetcher
        self.manner = manner or Manner()
        self.how = how
        self.tell = tell or (lambda _: None)
        self.watched = Watched(store)
        self.robots = Robots(fetcher, self.watched, pause=self.manner.pause)
        self.holder = f"{socket.gethostname()}:{os.getpid()}"
        self._reading = threading.Lock()  # the model and the writer serve one page at a time
        self._unfolded = True

    def run(self, stop: threading.Event, *, once: bool = False, threads: int = 1) -> None:
        """Work until `stop` is set; with `once`, until nothing that is due now is left."""
        until = time.time() if once else None
        others = [
            threading.Thread(target=self._work, args=(stop, until), name=f"watch-{n}")
            for n in range(threads - 1)
        ]
        for other in others:
            other.start()
        try:
            self._work(stop, until)
        finally:
            if until is None:
                stop.set()
            for other in others:
                other.join()
            self._fold()

    def _work(self, stop: threading.Event, until: float | None) -> None:
        while not stop.is_set():
            if self.step(until):
                continue
            self._fold()
            moment = self.watched.next_moment(until)
            if moment is None and until is not None:
                return
            left = LOOK_AGAIN if moment is None else moment - time.time()
            stop.wait(min(max(left, 0.02), LOOK_AGAIN))

    def step(self, by: float | None = None) -> bool:
        """Do one thing that is due, with `by` one that was due then; False when nothing is."""
        manner = self.manner
        lease = Lease(
            holder=f"{self.holder}:{threading.get_ident()}", at=time.time(),
            seconds=manner.lease, pause=manner.pause, by=by,
        )  # fmt: skip
        job = self.watched.claim(lease)
        if job is None:
            return False
        self.tell(self._poll(job) if isinstance(job, FeedJob) else self._keep(job))
        return True

    def _fold(self) -> None:
        """Compare what was kept with earlier reports and watch lists, once it is quiet."""
        with self._reading:
            if self._unfolded:
                self._unfolded = False
                find_copies(self.store)
                Alerts(self.store).note()

    def _poll(self, job: FeedJob) -> Told:
        """Fetch a feed and note what it names."""
        try:
            answer = self.fetcher.get(
                job.url, etag=job.etag, modified=job.modified, permit=self.robots.check
            )
            if answer.unchanged:
                self.watched.unchanged(job, due=self._later(0))
                return Told(what="polled", url=job.url, said="unchanged")
            feed = read_feed(answer.content, answer.url)
        except PageError as error:
            self._heed(error, job.url)
            due = self._later(job.failures + 1, error)
            self.watched.failed(job, due=due, said=str(error))
            return Told(what=_failed_or_refused(error), url=job.url, said=str(error))
        broken = f"XML is broken, what is whole was kept: {feed.damage}" if feed.damage else None
        named = [_named(item) for item in feed.items]
        count = self.watched.polled(
            job, named, due=self._later(0), said=broken, etag=answer.etag, modified=answer.modified
        )
        return Told(what="polled", url=job.url, said=f"{count} new or edited")

    def _keep(self, job: PageJob) -> Told:
        """Fetch, read and keep a page; a page that is refused is entered as a failure."""
        try:
            answer = self.fetcher.get(job.url, permit=self.robots.check)
            page = self._page(job, answer.content, plain_url(answer.url))
            with self._reading:
                report = read_page(page, self.how)
                what, kept = self._stored(job, report)
        except FetchFailed as error:
            self._heed(error, job.url)
            if job.tries + 1 < self.manner.tries:
                return self._put_off(job, error)
            return self._refuse(job, error)
        except DragomanError as error:
            return self._refuse(job, error)
        except Exception as error:  # noqa: BLE001 - one page must not end the watch
            return self._refuse(job, PageError(f"{type(error).__name__}: {error}"[:300]))
        self.watched.settle(job, Outcome(state="kept", report=kept))
        return Told(what=what, url=job.url, said=kept)

    def _page(self, job: PageJob, content: bytes, url: str) -> Page:
        page = page_of(content, location=job.url, url=url)
        return msgspec.structs.replace(page, published=job.published, publisher=job.publisher)

    def _stored(self, job: PageJob, report: Report) -> tuple[str, str]:
        """Write a report unless its article is kept already; an item's new article revises it."""
        same = report_of_page(self.store, report.source.url or "", digest_of(report))
        known = same or next(iter(known_ids(self.store, [report.id])), None)
        if known is None:
            Writer(self.store, this_run()).write([report])
            self._unfolded = True
        kept = known or report.id
        if job.report is None or job.report == kept:
            return ("known" if known else "kept"), kept
        revision = Judgement(
            left=job.report, right=kept, relation="revision", verdict="yes", by=BY,
            reason=f"the same item of {job.feed}, edited",
        )  # fmt: skip
        Judgements(self.store).add([revision])
        return "revised", kept

    def _put_off(self, job: PageJob, error: FetchFailed) -> Told:
        due = self._later(job.tries + 1, error)
        state: State = "new" if job.report is None else "edited"
        outcome = Outcome(state=state, due=due, tries=job.tries + 1, said=str(error))
        self.watched.settle(job, outcome)
        return Told(what="failed", url=job.url, said=str(error))

    def _refuse(self, job: PageJob, error: DragomanError) -> Told:
        said = str(error)
        failure = Failure(job.url, type(error).__name__, said)
        Writer(self.store, this_run()).write([], [failure])
        self.watched.settle(job, Outcome(state="refused", tries=job.tries + 1, said=said))
        return Told(what="refused", url=job.url, said=said)

    def _heed(self, error: PageError, url: str) -> None:
        """Leave a host alone as long as it asks for."""
        if isinstance(error, FetchFailed) and error.after is not None:
            self.watched.wait(url, until=time.time() + error.after)

    def _later(self, failures: int, error: PageError | None = None) -> float:
        """When to come again: doubled for every failure, never before the server wants us."""
        manner = self.manner
        seconds = min(manner.every * 2 ** min(failures, 20), max(manner.longest, manner.every))
        asked = error.after if isinstance(error, FetchFailed) and error.after else 0.0
        jitter = 1 + random.random() / 10
        return float(time.time() + max(seconds * jitter, asked))


def _named(item: Item) -> Named:
    return Named(
        guid=item.guid, url=item.url, page=plain_url(item.url), digest=item.digest,
        published=item.published, publisher=item.publisher,
    )  # fmt: skip


def _failed_or_refused(error: PageError) -> str:
    return "failed" if isinstance(error, FetchFailed) else "refused"
