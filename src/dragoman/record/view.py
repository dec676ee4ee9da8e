"""Reading from the record: reports, and the events between actors."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from dragoman.errors import QueryError
from dragoman.record import tables
from dragoman.record.judgements import MAX_IDS, Judgements
from dragoman.record.rows import report_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.engine import Connection
    from sqlalchemy.sql.base import ReadOnlyColumnCollection

    from dragoman.record.store import Store
    from dragoman.schema import Report

MIN_PREFIX = 4
"""Characters of a report's id that have to be given."""

Query = sa.Select[*tuple[Any, ...]]
Key = tuple[int, int]
"""Number of a reading, and an event's place in it."""

MOST = 50_000_000
"""Events read at once: as good as all."""

PAGE = 200
"""Reports read from the database at a time."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An event as a line of a timeline, with the passage of the report that says so.

    `day` is the event's own time when the report gives one, else the report's day;
    `dated` says which.
    """

    day: str | None
    dated: bool
    report: str
    publisher: str | None
    event: str
    type: str
    quad: int
    cameo: str | None
    factuality: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    start: int
    end: int
    quote: str


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """First and last day of what is asked for, ISO 8601; None leaves an end open."""

    first: str | None = None
    last: str | None = None


ALWAYS = Period()


class View:
    """Reads one store; every call sees whole batches only."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def report(self, prefix: str) -> Report:
        """The current report whose id begins with `prefix`; raises QueryError for none or many.

        Like everything that is read from the record, it is as it stands after people judged its
        findings.
        """
        row = self._row(prefix)
        return report_from(row.text, row.reviewed or row.body)

    def as_read(self, prefix: str) -> Report:
        """As `report`, but with every finding as it was read, whatever was judged of it."""
        row = self._row(prefix)
        return report_from(row.text, row.body)

    def _row(self, prefix: str) -> Any:
        if len(prefix) < MIN_PREFIX:
            raise QueryError(f"id {prefix!r} is too short; give {MIN_PREFIX} characters or more")
        table = tables.report
        upper = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        query = (
            sa.select(table.c.text, table.c.body, table.c.reviewed)
            .where(table.c.current, table.c.id >= prefix, table.c.id < upper)
            .limit(2)
        )
        with self.store.connected() as connection:
            rows = connection.execute(query).all()
        if not rows:
            raise QueryError(
                f"no report {prefix!r} in {self.store.address}; `dragoman search` shows ids"
            )
        if len(rows) > 1:
            raise QueryError(f"several reports begin with {prefix!r}; give more of the id")
        return rows[0]

    def reports(self, period: Period = ALWAYS, *, current: bool = True) -> Iterator[Report]:
        """Every report in the order in which it came; superseded readings only when asked for."""
        table = tables.report
        query = sa.select(table.c.key, table.c.text, tables.BODY).order_by(table.c.key)
        query = _within(query, table.c.day, period)
        if current:
            query = query.where(table.c.current)
        last = 0
        while True:
            page = query.where(table.c.key > last).limit(PAGE)
            with self.store.connected() as connection:
                rows = connection.execute(page).all()
            if not rows:
                return
            for row in rows:
                yield report_from(row.text, row.body)
            last = rows[-1].key

    def timeline(
        self, actor: str, period: Period = ALWAYS, *, limit: int = 1000, newest: bool = False
    ) -> tuple[Entry, ...]:
        """The events an actor takes part in, by day; candidates for review are left out.

        With `newest` the latest come first; those without a day come last in any case.

        Ids that are judged to be of the same actor count as his.
        """
        party = tables.party.c
        ids = Judgements(self.store).one_actor(actor)
        wanted = (party.actor.in_(ids), party.kind == "event")
        return self._entries(party, wanted, period, limit=limit, newest=newest)

    def dyad(
        self, source: str, target: str, period: Period = ALWAYS, *, limit: int = 1000,
        newest: bool = False,
    ) -> tuple[Entry, ...]:  # fmt: skip
        """What `source` does to `target`, by day; joint acts count both ways."""
        dyad = tables.dyad.c
        book = Judgements(self.store)
        sources, targets = book.one_actor(source), book.one_actor(target)
        pair = (dyad.source.in_(sources), dyad.target.in_(targets))
        return self._entries(dyad, pair, period, limit=limit, newest=newest)

    def events(self, period: Period = ALWAYS) -> tuple[Entry, ...]:
        """Every event of a period, by day; candidates for review are left out."""
        party = tables.party.c
        return self._entries(party, (party.kind == "event",), period, limit=MOST)

    def called(self, name: str) -> tuple[str, ...]:
        """The ids of the actors of that id or whole name, whatever the case, in order."""
        actor = tables.actor.c
        wanted = sa.or_(actor.id.in_([name, name.upper()]), actor.called == name.casefold())
        query = sa.select(actor.id).where(wanted).distinct().order_by(actor.id)
        with self.store.connected() as connection:
            return tuple(connection.execute(query).scalars())

    def agreements(self, prefix: str) -> tuple[str, ...]:
        """The ids of the agreements in current reports that begin with `prefix`, in order."""
        agreement, report = tables.agreement.c, tables.report.c
        query = (
            sa.select(agreement.id)
            .join(tables.report, report.key == agreement.report)
            .where(report.current, agreement.id.startswith(prefix, autoescape=True))
            .distinct()
            .order_by(agreement.id)
        )
        with self.store.connected() as connection:
            return tuple(connection.execute(query).scalars())

    def disputed(self, period: Period = ALWAYS, parties: Sequence[str] = ()) -> Iterator[Report]:
        """The current reports that hold a claim and its denial, by day.

        Of `parties`, those in which each of them, or somebody who acts for it, speaks.
        """
        argued = tables.dispute.c.report
        table = tables.report
        query = (
            sa.select(table.c.text, tables.BODY)
            .where(
                table.c.current,
                table.c.key.in_(
                    sa.select(argued).where(*(_speaks_in(argued, one) for one in parties))
                ),
            )
            .order_by(table.c.day.asc().nulls_last(), table.c.key)
        )
        with self.store.connected() as connection:
            rows = connection.execute(_within(query, table.c.day, period)).all()
        yield from (report_from(row.text, row.body) for row in rows)

    def counts(self, *names: str) -> dict[str, int]:
        """The number of rows of each table, or of those named."""
        with self.store.connected() as connection:
            return {
                table.name: connection.execute(
                    sa.select(sa.func.count()).select_from(table)
                ).scalar_one()
                for table in tables.metadata.sorted_tables
                if not names or table.name in names
            }

    def runs(self) -> tuple[tuple[str, str | None, str | None, int], ...]:
        """What read the current reports: release, digests of models and knowledge, how many."""
        run, report = tables.run.c, tables.report.c
        query = (
            sa.select(run.release, run.model, run.knowledge, sa.func.count())
            .join(tables.report, report.run == run.key)
            .where(report.current)
            .group_by(run.key, run.release, run.model, run.knowledge)
            .order_by(run.key)
        )
        with self.store.connected() as connection:
            return tuple((a, b, c, n) for a, b, c, n in connection.execute(query).all())

    def failures(self) -> tuple[tuple[str, str, str], ...]:
        """Pages that could not be read: location, kind of error, message."""
        table = tables.failure
        query = sa.select(table.c.location, table.c.error, table.c.message).order_by(
            table.c.location
        )
        with self.store.connected() as connection:
            return tuple((row[0], row[1], row[2]) for row in connection.execute(query))

    def _entries(
        self,
        column: ReadOnlyColumnCollection[str, Any],
        wanted: Sequence[sa.ColumnElement[bool]],
        period: Period,
        *,
        limit: int,
        newest: bool = False,
    ) -> tuple[Entry, ...]:
        """The events that rows of a table name; the rows of one event share its day."""
        report = tables.report.c
        found = (
            sa.select(column.report, column.n, column.day)
            .join(tables.report, (report.key == column.report) & report.current)
            .where(*wanted)
            .distinct()
        )
        # days are read in the order of the index, so that the limit ends the reading; those
        # without come after them
        dated = _within(found.where(column.day.is_not(None)), column.day, period)
        order = (column.day, column.report, column.n)
        dated = dated.order_by(*(one.desc() if newest else one for one in order))
        undated = found.where(column.day.is_(None)).order_by(column.report, column.n)
        with self.store.connected() as connection:
            keys = connection.execute(dated.limit(limit)).all()
            if period == ALWAYS and len(keys) < limit:
                keys = [*keys, *connection.execute(undated.limit(limit - len(keys)))]
            days = {(key, n): day for key, n, day in keys}
            told = dict(_told(connection, days))
        return tuple(told[key] for key in days if key in told)


def _told(connection: Connection, days: Mapping[Key, str | None]) -> Iterator[tuple[Key, Entry]]:
    """The events of these keys that are no candidates, in no order."""
    reports = list(dict.fromkeys(key for key, _ in days))
    for at in range(0, len(reports), MAX_IDS):
        some = reports[at : at + MAX_IDS]
        parties = _parties(connection, some)
        for row in connection.execute(_entry_query(some)):
            key = (row.key, row.n)
            if key in days:
                yield key, _entry(row, days[key], parties[key])


def _speaks_in(report: sa.ColumnElement[int], party: str) -> sa.ColumnElement[bool]:
    """Whether the party, or somebody who acts for it, speaks in the report."""
    said, actor = tables.party.c, tables.actor.c
    acting = sa.select(actor.id).where(actor.report == report, actor.iso3 == party)
    acting = acting.correlate_except(tables.actor)
    spoken = (said.report == report, said.kind == "statement", said.role == "speaker")
    found = sa.exists().where(*spoken, sa.or_(said.actor == party, said.actor.in_(acting)))
    return found.correlate_except(tables.party)


def _within(query: Query, day: sa.Column[Any], period: Period) -> Query:
    if period.first is not None:
        query = query.where(day >= period.first)
    if period.last is not None:
        query = query.where(day <= period.last)
    return query


def _entry_query(reports: Sequence[int]) -> Query:
    event, report, span = tables.event.c, tables.report.c, tables.span.c
    evidence = sa.and_(
        span.report == event.report, span.kind == "event", span.n == event.n,
        span.part == "evidence", span.m == 0,
    )  # fmt: skip
    quote = sa.func.substr(report.text, span.start + 1, span.end - span.start).label("quote")
    return (
        sa.select(
            event.time, report.key, report.id.label("report"), report.publisher,
            event.n, event.id.label("event"), event.type, event.quad, event.cameo, event.factuality,
            span.start, span.end, quote,
        )
        .select_from(tables.event)
        .join(tables.report, report.key == event.report)
        .join(tables.span, evidence)
        .where(event.report.in_(reports), sa.not_(event.candidate))
    )  # fmt: skip


def _parties(connection: Connection, reports: Sequence[int]) -> dict[Key, dict[str, list[str]]]:
    party = tables.party.c
    query = sa.select(party.report, party.n, party.role, party.actor)
    query = query.where(party.report.in_(reports), party.kind == "event")
    found: dict[Key, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(query):
        found[row.report, row.n][row.role].append(row.actor)
    return found


def _entry(row: Any, day: str | None, parties: dict[str, list[str]]) -> Entry:
    return Entry(
        day=day, dated=row.time not in (None, "PRESENT_REF"), report=row.report,
        publisher=row.publisher, event=row.event, type=row.type, quad=row.quad,
        cameo=row.cameo, factuality=row.factuality,
        actors=_sorted(parties["actor"]), recipients=_sorted(parties["recipient"]),
        start=row.start, end=row.end, quote=row.quote,
    )  # fmt: skip


def _sorted(ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(ids))
