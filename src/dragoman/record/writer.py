"""Writing to the record: whole batches or nothing, and nothing twice."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from dragoman.record import tables
from dragoman.record.inserting import insert_or_leave, insert_rows, now
from dragoman.record.judgements import told_of
from dragoman.record.reviews import hold, reviewed
from dragoman.record.rows import article_text, body_of, finding_rows, report_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
        What people judged of its findings holds for the new reading, too.
        """
        unique = {report.id: report for report in reports}
        with self.store.transaction() as connection:
            run = self._run_key(connection)
            hold(connection, unique)
            for one, judged in told_of(connection, unique).items():
                unique[one] = reviewed(unique[one], judged)
            keys = self._new_keys(connection, reports, unique, run)
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
        self,
        connection: Connection,
        reports: Sequence[Report],
        standing: Mapping[str, Report],
        run: int,
    ) -> dict[str, int]:
        """Insert the rows of `report`; returns the keys of those that were not there."""
        table = tables.report
        rows = {
            one.id: {
                **report_row(one), "run": run, "current": True,
                "reviewed": None if standing[one.id] == one else body_of(standing[one.id]),
            }
            for one in reports
        }  # fmt: skip
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
