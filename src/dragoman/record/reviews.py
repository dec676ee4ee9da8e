"""What stands of a report after people judged its findings: a view, made anew and never edited."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from dragoman.knowledge.plover import plover
from dragoman.record import tables
from dragoman.record.inserting import insert_rows
from dragoman.record.rows import body_of, finding_rows, report_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.engine import Connection

    from dragoman.record.rows import Rows
    from dragoman.schema import Report
    from dragoman.schema.judgements import Judgement

KINDS = ("statements", "events", "agreements", "disputes")
"""The lists of a report whose findings are judged one by one."""

KEPT = (tables.sketch, tables.sentence)
"""Children that rest on the text alone, which no judgement changes."""


def finding_in(report: Report, key: str) -> Any | None:
    """The statement, event, agreement or dispute of that id; None when the report has none."""
    return next((one for kind in KINDS for one in getattr(report, kind) if one.id == key), None)


def reviewed(report: Report, judged: Iterable[Judgement]) -> Report:
    """The report without what was rejected, with corrected fields, candidates that were accepted.

    `judged` are the judgements that stand, of the relation `told`; one on a finding that is not in
    this reading changes nothing. What rests on a rejected statement no longer points at it.
    """
    verdicts = {one.finding: one for one in judged if one.verdict != "unsure"}
    if not verdicts:
        return report
    gone = {key for key, one in verdicts.items() if one.verdict == "no"}
    standing = {
        kind: tuple(
            _as_judged(one, verdicts.get(one.id), gone)
            for one in getattr(report, kind)
            if one.id not in gone
        )
        for kind in KINDS
    }
    standing["disputes"] = tuple(
        one for one in standing["disputes"] if not {one.claim, one.denial} & gone
    )
    return msgspec.structs.replace(report, **standing)


def _as_judged(finding: Any, judgement: Judgement | None, gone: set[str]) -> Any:
    fields: dict[str, Any] = {
        name: None for name in ("statement", "carried_by") if getattr(finding, name, None) in gone
    }
    owed = getattr(finding, "obligations", ())
    if any(one.statement in gone for one in owed):
        fields["obligations"] = tuple(
            msgspec.structs.replace(one, statement=None) if one.statement in gone else one
            for one in owed
        )
    if judgement is not None:
        fields |= {"candidate": False} if hasattr(finding, "candidate") else {}
        fields |= judgement.correction.fields() if judgement.correction else {}
    if "type" in fields and fields["type"] != finding.type:
        fields |= {"quad": plover(fields["type"]).quad, "cameo": None, "mode": None}
    return msgspec.structs.replace(finding, **fields) if fields else finding


def hold(connection: Connection, reports: Iterable[str]) -> None:
    """Have others who judge or read these reports again wait until this transaction ends.

    SQLite lets one write at a time anyway.
    """
    table = tables.report.c
    if connection.dialect.name != "sqlite":
        query = sa.select(table.key).where(table.current, table.id.in_(sorted(reports)))
        connection.execute(query.order_by(table.key).with_for_update()).all()


def rewrite(connection: Connection, judged: Mapping[str, Sequence[Judgement]]) -> None:
    """Make the current readings of some reports anew, each from what stands on its findings."""
    table = tables.report
    query = sa.select(table.c.key, table.c.id, table.c.text, table.c.body, table.c.reviewed)
    query = query.where(table.c.current, table.c.id.in_(list(judged)))
    for row in connection.execute(query).all():
        read = report_from(row.text, row.body)
        stands = reviewed(read, judged[row.id])
        body = None if stands == read else body_of(stands)
        if body == row.reviewed:
            continue
        connection.execute(sa.update(table).where(table.c.key == row.key).values(reviewed=body))
        _write_findings(connection, stands, row.key)


def _write_findings(connection: Connection, report: Report, key: int) -> None:
    rows: Rows = defaultdict(list)
    finding_rows(report, key, rows)
    for table in tables.CHILDREN:
        if table not in KEPT:
            connection.execute(sa.delete(table).where(table.c.report == key))
            insert_rows(connection, table, rows[table.name])
