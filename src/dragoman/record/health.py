"""The health of a database: whether what belongs together is there."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from dragoman.errors import RecordError
from dragoman.record import tables
from dragoman.record.rows import report_from
from dragoman.record.versions import HEAD

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from dragoman.record.store import Store

SAMPLE = 100
"""Reports that are decoded again, the latest ones."""


class Check(msgspec.Struct, frozen=True):
    """One question to a database: `bad` counts what is not as it should be."""

    question: str
    bad: int
    detail: str = ""


def checkup(store: Store) -> tuple[Check, ...]:
    """Ask a database everything we know to ask; nothing is changed."""
    with store.connected() as connection:
        checks = [
            _integrity(connection) if store.is_sqlite else Check(f"server ({HEAD}) answers", 0),
            *(_orphans(connection, table) for table in tables.CHILDREN),
            _count("readings that are not in the full text index", connection, _unindexed(store)),
            _count("readings without a sketch", connection, _UNSKETCHED),
            _count("pages with several current readings", connection, _DOUBLED),
            _count("spans that end after the text", connection, _BEYOND),
            _count("retractions of no judgement", connection, _EMPTY_RETRACTIONS),
            _decoded(connection),
        ]
    return tuple(checks)


def back_up(store: Store, target: str | Path) -> int:
    """Copy a SQLite database while it is in use; returns the copy's bytes.

    The copy appears when it is complete. Raises RecordError for PostgreSQL, which has `pg_dump`.
    """
    if not store.is_sqlite:
        raise RecordError("this database is PostgreSQL; back it up with pg_dump")
    file = Path(target)
    if file.exists():
        raise RecordError(f"{file} is there already; name a new file")
    partial = file.with_name(f".{file.name}.part")
    with store.connected() as connection:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        copy = sqlite3.connect(partial)
        try:
            source.backup(copy)
        finally:
            copy.close()
    partial.replace(file)
    return file.stat().st_size


def _integrity(connection: Connection) -> Check:
    found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(5)")]
    bad = [line for line in found if line != "ok"]
    return Check("the file is sound", len(bad), "; ".join(bad)[:200])


def _orphans(connection: Connection, table: sa.Table) -> Check:
    report = tables.report.c
    query = sa.select(table.c.report).where(~sa.exists().where(report.key == table.c.report))
    return _count(f"rows of {table.name} without their report", connection, query)


def _count(question: str, connection: Connection, query: sa.Select[*tuple[int, ...]]) -> Check:
    rows = sa.select(sa.func.count()).select_from(query.subquery())
    return Check(question, connection.execute(rows).scalar_one())


def _unindexed(store: Store) -> sa.Select[int]:
    index = sa.table("report_text", sa.column("rowid"), sa.column("report"))
    key = index.c.rowid if store.is_sqlite else index.c.report
    report = tables.report.c
    return sa.select(report.key).where(report.key.not_in(sa.select(key)))


_UNSKETCHED = sa.select(tables.report.c.key).where(
    tables.report.c.key.not_in(sa.select(tables.sketch.c.report))
)
_DOUBLED = (
    sa.select(sa.func.count().label("readings"))
    .select_from(tables.report)
    .where(tables.report.c.current)
    .group_by(tables.report.c.id)
    .having(sa.func.count() > 1)
)
_BEYOND = (
    sa.select(tables.span.c.report)
    .join(tables.report, tables.report.c.key == tables.span.c.report)
    .where(tables.span.c.end > sa.func.length(tables.report.c.text))
)
_EMPTY_RETRACTIONS = sa.select(tables.retraction.c.judgement).where(
    tables.retraction.c.judgement.not_in(sa.select(tables.judgement.c.key))
)


def _decoded(connection: Connection) -> Check:
    """Whether the latest reports can be read back and have as many rows as findings."""
    table = tables.report
    query = sa.select(table).order_by(table.c.key.desc()).limit(SAMPLE)
    bad: list[str] = []
    for row in connection.execute(query).all():
        try:
            report = report_from(row.text, row.reviewed or row.body)
        except RecordError as error:
            bad.append(f"{row.id}: {error}")
            continue
        for child, findings in (
            (tables.statement, report.statements),
            (tables.event, report.events),
            (tables.actor, report.actors),
        ):
            count = sa.select(sa.func.count()).where(child.c.report == row.key)
            if connection.execute(count).scalar_one() != len(findings):
                bad.append(f"{row.id}: rows of {child.name}")
    return Check("latest reports that cannot be read back", len(bad), "; ".join(bad)[:200])
