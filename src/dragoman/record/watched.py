"""What is watched: feeds, the pages they name, and whose turn it is, kept in the record itself.

Work is claimed by lease: one process takes a feed or a page for some minutes, and when it dies the
lease runs out and another takes it. A host gives one claim at a time, so that any number of
processes together stay polite. Moments are seconds since 1970.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import msgspec
import sqlalchemy as sa

from dragoman.record import tables
from dragoman.record.inserting import insert_or_leave, now

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.engine import Connection

    from dragoman.record.store import Store

State = Literal["new", "edited", "kept", "same", "refused"]

_FEED, _ITEM, _HOST = tables.watch_feed, tables.watch_item, tables.watch_host


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A page as a feed names it; `page` is its address without what does not tell pages apart."""

    guid: str
    url: str
    page: str
    digest: str
    published: str | None = None
    publisher: str | None = None


class FeedJob(msgspec.Struct, frozen=True, kw_only=True):
    """A feed to be polled, with what to ask its server with."""

    url: str
    holder: str
    etag: str | None
    modified: str | None
    failures: int


class PageJob(msgspec.Struct, frozen=True, kw_only=True):
    """A page to be fetched; `report` is its latest report, when it was kept before."""

    feed: str
    guid: str
    url: str
    page: str
    holder: str
    digest: str
    published: str | None
    publisher: str | None
    report: str | None
    tries: int


class WatchedFeed(msgspec.Struct, frozen=True, kw_only=True):
    """How a feed stands: its items by state, and what was said when it was last polled."""

    url: str
    polled: str | None
    failures: int
    said: str | None
    items: dict[str, int]


class Lease(msgspec.Struct, frozen=True, kw_only=True):
    """Who claims, when, for how many seconds, and how long a host is left alone after that.

    With `by`, only what was due then is claimed.
    """

    holder: str
    at: float
    seconds: float
    pause: float
    by: float | None = None


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a page: its state, when it is due again (null: done), and why."""

    state: State
    report: str | None = None
    due: float | None = None
    tries: int = 0
    said: str | None = None


class Watched:
    """The feeds and pages of a store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def add(self, urls: Iterable[str], *, due: float) -> int:
        """Watch feeds from now on; returns how many were not watched before."""
        added = 0
        with self.store.transaction() as connection:
            for url in urls:
                host = _host(connection, url)
                command = insert_or_leave(connection, _FEED, "url")
                row = {"url": url, "host": host, "due": due, "until": 0.0, "failures": 0}
                added += connection.execute(command, row).rowcount
        return added

    def remove(self, url: str) -> bool:
        """Watch a feed no longer; its reports stay."""
        with self.store.transaction() as connection:
            connection.execute(sa.delete(_ITEM).where(_ITEM.c.feed == url))
            return connection.execute(sa.delete(_FEED).where(_FEED.c.url == url)).rowcount > 0

    def feeds(self) -> tuple[WatchedFeed, ...]:
        """Every feed, by address."""
        counted = sa.select(_ITEM.c.feed, _ITEM.c.state, sa.func.count()).group_by(
            _ITEM.c.feed, _ITEM.c.state
        )
        with self.store.connected() as connection:
            counts: dict[str, dict[str, int]] = {}
            for feed, state, count in connection.execute(counted.order_by(_ITEM.c.state)):
                counts.setdefault(feed, {})[state] = count
            rows = connection.execute(sa.select(_FEED).order_by(_FEED.c.url)).all()
        return tuple(
            WatchedFeed(
                url=row.url, polled=row.polled, failures=row.failures, said=row.said,
                items=counts.get(row.url, {}),
            )
            for row in rows
        )  # fmt: skip

    def claim(self, lease: Lease) -> FeedJob | PageJob | None:
        """Take what has been due longest and whose host may be asked; None when nothing is.

        The host is then left alone for `lease.pause` seconds.
        """
        with self.store.transaction() as connection:
            for table in (_FEED, _ITEM):
                row = connection.execute(_claimable(table, lease)).first()
                if row is None or not _take_host(connection, row.host, lease):
                    continue
                until = {"holder": lease.holder, "until": lease.at + lease.seconds}
                connection.execute(sa.update(table).where(*_same(table, row)).values(until))
                return _feed_job(row, lease) if table is _FEED else _page_job(row, lease)
        return None

    def polled(
        self, job: FeedJob, named: Sequence[Named], *, due: float, said: str | None = None,
        etag: str | None = None, modified: str | None = None,
    ) -> int:  # fmt: skip
        """Note a poll that worked and what it named, in one transaction; returns what is to do.

        A page that another feed or another name has brought already is not fetched again; one of
        which the feed now says something else is.
        """
        fresh = 0
        with self.store.transaction() as connection:
            values = {
                "etag": etag, "modified": modified, "failures": 0, "said": said, "due": due,
                "polled": now(), "holder": None, "until": 0.0,
            }  # fmt: skip
            if not _update(connection, _FEED, _held_feed(job), values):
                return 0
            known = _known(connection, job.url)
            for one in named:
                fresh += _note(connection, job.url, one, known.get(one.guid), due=0.0)
        return fresh

    def unchanged(self, job: FeedJob, *, due: float) -> None:
        """Note a poll that brought nothing new."""
        values = {"failures": 0, "due": due, "polled": now(), "holder": None, "until": 0.0}
        with self.store.transaction() as connection:
            _update(connection, _FEED, _held_feed(job), values)

    def failed(self, job: FeedJob, *, due: float, said: str) -> None:
        """Note a poll that failed, and why."""
        values = {
            "failures": job.failures + 1, "said": said, "due": due, "polled": now(),
            "holder": None, "until": 0.0,
        }  # fmt: skip
        with self.store.transaction() as connection:
            _update(connection, _FEED, _held_feed(job), values)

    def settle(self, job: PageJob, outcome: Outcome) -> None:
        """Note what became of a page; what its feed said meanwhile stays to be done."""
        values = {**msgspec.structs.asdict(outcome), "holder": None, "until": 0.0}
        values["report"] = outcome.report or job.report
        own = (_ITEM.c.feed == job.feed) & (_ITEM.c.guid == job.guid)
        held = own & (_ITEM.c.holder == job.holder)
        with self.store.transaction() as connection:
            if not _update(connection, _ITEM, held & (_ITEM.c.digest == job.digest), values):
                later = {"report": values["report"], "holder": None, "until": 0.0}
                _update(connection, _ITEM, held, later)

    def wait(self, host_of: str, *, until: float) -> None:
        """Leave the host of an address alone until some moment."""
        with self.store.transaction() as connection:
            host = _host(connection, host_of)
            later = sa.case((_HOST.c.free < until, until), else_=_HOST.c.free)
            connection.execute(sa.update(_HOST).where(_HOST.c.name == host).values(free=later))

    def robots(self, url: str) -> tuple[str | None, float | None]:
        """The robots.txt of an address's host and when it was fetched, as far as it is kept."""
        name = host_of(url)
        query = sa.select(_HOST.c.robots, _HOST.c.robots_at).where(_HOST.c.name == name)
        with self.store.connected() as connection:
            row = connection.execute(query).first()
        return (None, None) if row is None else (row.robots, row.robots_at)

    def keep_robots(self, url: str, text: str, at: float) -> None:
        """Keep the robots.txt of an address's host."""
        with self.store.transaction() as connection:
            host = _host(connection, url)
            values = {"robots": text, "robots_at": at}
            connection.execute(sa.update(_HOST).where(_HOST.c.name == host).values(values))

    def next_moment(self, by: float | None = None) -> float | None:
        """When something can be claimed next; with `by`, only what is due by then counts."""
        free = sa.func.coalesce(_HOST.c.free, 0.0)
        moments: list[float] = []
        with self.store.connected() as connection:
            for table in (_FEED, _ITEM):
                due = [_later(_later(table.c.due, table.c.until), free)]
                query = sa.select(sa.func.min(*due)).join(_HOST, _HOST.c.name == table.c.host)
                query = query.where(table.c.due.is_not(None))
                if by is not None:
                    query = query.where(table.c.due <= by)
                found = connection.execute(query).scalar()
                if found is not None:
                    moments.append(float(found))
        return min(moments, default=None)


def host_of(url: str) -> str:
    """Host and port of an address, the unit of politeness."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower() or "-"
    except ValueError:
        return "-"


def report_of_page(store: Store, url: str, digest: str) -> str | None:
    """The latest report of a page, when its article has this digest; else None."""
    report, sketch = tables.report.c, tables.sketch.c
    query = (
        sa.select(report.id, sketch.digest)
        .join(tables.sketch, sketch.report == report.key)
        .where(report.url == url, report.current)
        .order_by(report.key.desc())
        .limit(1)
    )
    with store.connected() as connection:
        row = connection.execute(query).first()
    return row.id if row is not None and row.digest == digest else None


def _later(one: sa.ColumnElement[float], two: sa.ColumnElement[float]) -> sa.Case[float]:
    return sa.case((one < two, two), else_=one)


def _host(connection: Connection, url: str) -> str:
    """The host of an address, with a row of its own."""
    name = host_of(url)
    connection.execute(insert_or_leave(connection, _HOST, "name"), {"name": name, "free": 0.0})
    return name


def _claimable(table: sa.Table, lease: Lease) -> sa.Select[tuple[object, ...]]:
    at = lease.at
    due = at if lease.by is None else min(lease.by, at)
    return (
        sa.select(table)
        .join(_HOST, _HOST.c.name == table.c.host)
        .where(table.c.due <= due, table.c.until <= at, _HOST.c.free <= at)
        .order_by(table.c.due)
        .limit(1)
        .with_for_update(skip_locked=True, of=table)
    )


def _take_host(connection: Connection, host: str, lease: Lease) -> bool:
    """Whether the host was still free; it is taken for the pause."""
    free = (_HOST.c.name == host) & (_HOST.c.free <= lease.at)
    return _update(connection, _HOST, free, {"free": lease.at + lease.pause})


def _same(table: sa.Table, row: sa.Row[tuple[object, ...]]) -> list[sa.ColumnElement[bool]]:
    return [column == getattr(row, column.name) for column in table.primary_key.columns]


def _feed_job(row: sa.Row[tuple[object, ...]], lease: Lease) -> FeedJob:
    values = {name: getattr(row, name) for name in ("url", "etag", "modified", "failures")}
    return FeedJob(holder=lease.holder, **values)


def _page_job(row: sa.Row[tuple[object, ...]], lease: Lease) -> PageJob:
    names = [name for name in PageJob.__struct_fields__ if name != "holder"]
    return PageJob(holder=lease.holder, **{name: getattr(row, name) for name in names})


def _held_feed(job: FeedJob) -> sa.ColumnElement[bool]:
    return (_FEED.c.url == job.url) & (_FEED.c.holder == job.holder)


def _update(
    connection: Connection, table: sa.Table, where: sa.ColumnElement[bool],
    values: Mapping[str, object],
) -> bool:  # fmt: skip
    return connection.execute(sa.update(table).where(where).values(values)).rowcount > 0


def _known(connection: Connection, feed: str) -> dict[str, str]:
    """What the feed last said of each of its pages, by guid."""
    query = sa.select(_ITEM.c.guid, _ITEM.c.digest).where(_ITEM.c.feed == feed)
    return {row.guid: row.digest for row in connection.execute(query)}


def _note(connection: Connection, feed: str, one: Named, known: str | None, *, due: float) -> bool:
    """Enter a page that a feed names; returns whether it is to be fetched."""
    if known == one.digest:
        return False
    values: dict[str, object] = {
        "url": one.url, "page": one.page, "host": _host(connection, one.url),
        "digest": one.digest, "published": one.published, "publisher": one.publisher,
    }  # fmt: skip
    own = (_ITEM.c.feed == feed) & (_ITEM.c.guid == one.guid)
    other = (_ITEM.c.page == one.page) & sa.not_(own) & (_ITEM.c.state != "same")
    is_same = connection.execute(sa.select(_ITEM.c.guid).where(other)).first() is not None
    if is_same and known is not None:
        _update(connection, _ITEM, other, {"state": "edited", "due": due, "tries": 0})
    state = "same" if is_same else "new" if known is None else "edited"
    values |= {"state": state, "due": None if is_same else due, "tries": 0}
    if known is None:
        row = {**values, "feed": feed, "guid": one.guid, "until": 0.0, "at": now()}
        connection.execute(sa.insert(_ITEM), row)
    else:
        _update(connection, _ITEM, own, values)
    return not is_same or known is not None
