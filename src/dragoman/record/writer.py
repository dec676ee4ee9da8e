"""Writing to the record: whole batches or nothing, and nothing twice."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from dragoman.record import tables
from dragoman.record.rows import article_text, finding_rows, report_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.engine import Connection

    from dragoman.record.rows import Row, Rows
    from dragoman.record.store import Store
    from dragoman.schema import Report


class Run(msgspec.Struct, frozen=True):
    """What reads: a release and the digests of its models and of its tables of knowledge."""

    release: str
    model: str | None = None
    knowledge: str | None = None

    @property
    def id(self) -> str:
        """The same for the same release, models and tables, whenever and wherever they run."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:16]


class Failure(msgspec.Struct, frozen=True):
    """A page that could not be read: where it is, the kind of error, and what was said."""

    location: str
    error: str
    message: str


class Written(msgspec.Struct, frozen=True):
    """What a batch came to: reports that are new, and reports that were there already."""

    new: int = 0
    known: int = 0


class Writer:
    """Writes reports and failures of one run; each call is one transaction."""

    def __init__(self, store: Store, run: Run) -> None:
        self.store = store
        self.run = run

    def write(self, reports: Sequence[Report], failures: Sequence[Failure] = ()) -> Written:
        """Store a batch. A report this run has stored before is left as it is.

        A report that another run has read becomes current here; the older reading stays, marked.
        """
        with self.store.transaction() as connection:
            run = self._run_key(connection)
            keys = self._new_keys(connection, reports, run)
            unique = {report.id: report for report in reports}
            fresh = [(unique[one], key) for one, key in keys.items()]
            self._write_children(connection, fresh)
            _supersede(connection, keys)
            _note_failures(connection, failures)
            _forget_failures(connection, reports)
        return Written(new=len(keys), known=len(reports) - len(keys))

    def _run_key(self, connection: Connection) -> int:
        table = tables.run
        row = {
            "id": self.run.id, "release": self.run.release, "model": self.run.model,
            "knowledge": self.run.knowledge, "at": now(),
        }  # fmt: skip
        connection.execute(insert_or_leave(connection, table, "id"), row)
        query = sa.select(table.c.key).where(table.c.id == self.run.id)
        return int(connection.execute(query).scalar_one())

    def _new_keys(
        self, connection: Connection, reports: Sequence[Report], run: int
    ) -> dict[str, int]:
        """Insert the rows of `report`; returns the keys of those that were not there."""
        table = tables.report
        rows = {one.id: {**report_row(one), "run": run, "current": True} for one in reports}
        if not rows:
            return {}
        command = insert_or_leave(connection, table, "id", "run").returning(table.c.id, table.c.key)
        return dict(connection.execute(command, list(rows.values())).all())

    def _write_children(self, connection: Connection, fresh: Sequence[tuple[Report, int]]) -> None:
        rows: Rows = defaultdict(list)
        texts: list[Row] = []
        for report, key in fresh:
            finding_rows(report, key, rows)
            texts.append((key, article_text(report)))
        for table in tables.CHILDREN:
            insert_rows(connection, table, rows[table.name])
        _index_texts(connection, texts)


def known_ids(store: Store, ids: Iterable[str], run: Run | None = None) -> set[str]:
    """Which of the ids the record holds; with `run`, only readings of that run count."""
    table = tables.report
    query = sa.select(table.c.id).where(table.c.id.in_(list(ids)))
    if run is not None:
        query = query.join(tables.run, tables.run.c.key == table.c.run)
        query = query.where(tables.run.c.id == run.id)
    with store.connected() as connection:
        return set(connection.execute(query).scalars())


def insert_rows(connection: Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert many rows, values in the order of the columns, by the driver's fastest way."""
    if not rows:
        return
    names = [f'"{column.name}"' for column in table.columns][: len(rows[0])]
    columns = ", ".join(names)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(names))
        command = f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})'
        connection.exec_driver_sql(command, list(rows))
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    with (
        driver.cursor() as cursor,
        cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row(row)


def now() -> str:
    """This moment, RFC 3339 in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def insert_or_leave(connection: Connection, table: sa.Table, *columns: str) -> sa.Insert:
    """An INSERT that leaves a row with the same values in `columns` as it is."""
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as insert_sqlite

        return insert_sqlite(table).on_conflict_do_nothing(index_elements=list(columns))
    from sqlalchemy.dialects.postgresql import insert as insert_postgresql

    return insert_postgresql(table).on_conflict_do_nothing(index_elements=list(columns))


def _index_texts(connection: Connection, texts: Sequence[Row]) -> None:
    if not texts:
        return
    if connection.dialect.name == "sqlite":
        command = "INSERT INTO report_text (rowid, article) VALUES (?, ?)"
        connection.exec_driver_sql(command, list(texts))
        return
    command = "INSERT INTO report_text VALUES (%s, to_tsvector('dragoman', %s))"
    connection.exec_driver_sql(command, list(texts))


def _supersede(connection: Connection, keys: dict[str, int]) -> None:
    """Mark older readings of the pages just written as no longer current."""
    if not keys:
        return
    table = tables.report
    older = table.c.id.in_(list(keys)) & table.c.key.not_in(list(keys.values()))
    connection.execute(sa.update(table).where(older, table.c.current).values(current=False))


def _note_failures(connection: Connection, failures: Sequence[Failure]) -> None:
    if not failures:
        return
    at = now()
    rows = {
        (one.location, one.error): {
            "location": one.location, "error": one.error, "message": one.message, "at": at,
        }
        for one in failures
    }  # fmt: skip
    command = insert_or_leave(connection, tables.failure, "location", "error")
    connection.execute(command, list(rows.values()))


def _forget_failures(connection: Connection, reports: Sequence[Report]) -> None:
    places = [report.source.location for report in reports if report.source.location]
    if places:
        table = tables.failure
        connection.execute(sa.delete(table).where(table.c.location.in_(places)))
