"""What a person should look at: findings that are unsure, and those judged differently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from dragoman.record import tables
from dragoman.record.judgements import Judgements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection

    from dragoman.record.judgements import Entered
    from dragoman.record.store import Store

UNSURE = 0.6
"""Scores below this are listed; that of a candidate is not asked for."""

WINDOW = 1_000
"""Readings that are looked at for one page."""


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """A finding to look at, with its words; `said` is its type or act.

    `sources` act or speak, `targets` are acted on or spoken to, by name.
    """

    report: str
    headline: str | None
    day: str | None
    finding: str
    said: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    candidate: bool
    score: float | None
    quote: str


def unsure(
    store: Store, *, before: int | None = None, limit: int = 20
) -> tuple[tuple[Doubt, ...], int | None]:
    """Candidates and findings of low score in the latest readings, of which nobody has judged.

    Some readings are looked at, those `before` a number; also returns the number before which to
    go on, None at the end.
    """
    event, said = tables.event.c, tables.statement.c
    queries = (
        _query(tables.event, event.type, "evidence", event.candidate).where(
            event.candidate | (event.score < UNSURE)
        ),
        _query(tables.statement, said.act, "content", sa.false()).where(said.score < UNSURE),
    )
    with store.connected() as connection:
        last = _last(connection, before)
        first = last - WINDOW
        found: list[Any] = []
        for query in queries:
            rows = query.where(tables.report.c.key > first, tables.report.c.key <= last)
            found += connection.execute(rows.limit(limit + 1)).all()
        found = sorted(found, key=lambda row: (-row.key, row.start))
        parties = _parties(connection, found[:limit])
    doubts = tuple(_doubt(row, parties) for row in found[:limit])
    if len(found) > limit:
        return doubts, found[limit - 1].key
    return doubts, first + 1 if first > 0 else None


def _last(connection: Connection, before: int | None) -> int:
    key = tables.report.c.key
    query = sa.select(sa.func.max(key))
    found = connection.execute(query if before is None else query.where(key < before)).scalar()
    return found or 0


def _doubt(row: Any, parties: Sequence[Any]) -> Doubt:
    return Doubt(
        report=row.report, headline=row.headline, day=row.day, finding=row.finding,
        said=row.said, candidate=bool(row.candidate), score=row.score, quote=row.quote,
        sources=_with(parties, row, "actor", "speaker"),
        targets=_with(parties, row, "recipient", "addressee"),
    )  # fmt: skip


def _parties(connection: Connection, found: Sequence[Any]) -> list[Any]:
    """Who has which role in findings of these reports, by the name the report gives him."""
    party, actor = tables.party.c, tables.actor.c
    named = (actor.report == party.report) & (actor.id == party.actor)
    query = (
        sa.select(
            party.report, party.kind, party.n, party.role,
            sa.func.coalesce(actor.name, party.actor).label("name"),
        )
        .select_from(tables.party)
        .outerjoin(tables.actor, named)
        .where(party.report.in_({row.key for row in found}))
        .where(party.kind.in_(["event", "statement"]))
        .order_by(party.actor)
    )  # fmt: skip
    return list(connection.execute(query).all())


def _with(parties: Sequence[Any], row: Any, *roles: str) -> tuple[str, ...]:
    return tuple(
        one.name
        for one in parties
        if (one.report, one.kind, one.n) == (row.key, row.kind, row.n) and one.role in roles
    )


def _query(
    table: sa.Table, said: sa.Column[Any], part: str, candidate: sa.ColumnElement[bool]
) -> sa.Select[*tuple[Any, ...]]:
    report, span = tables.report.c, tables.span.c
    words = sa.and_(
        span.report == table.c.report, span.kind == table.name, span.n == table.c.n,
        span.part == part, span.m == 0,
    )  # fmt: skip
    quote = sa.func.substr(report.text, span.start + 1, span.end - span.start).label("quote")
    return (
        sa.select(
            report.key, report.id.label("report"), report.headline, report.day,
            table.c.n,
            sa.literal(table.name).label("kind"), table.c.id.label("finding"),
            said.label("said"), candidate.label("candidate"),
            table.c.score, span.start, quote,
        )
        .select_from(table)
        .join(tables.report, (report.key == table.c.report) & report.current)
        .join(tables.span, words)
        .where(~_judged(report.id, table.c.id))
        .order_by(table.c.report.desc(), table.c.n)
    )  # fmt: skip


def _judged(report: sa.Column[Any], finding: sa.Column[Any]) -> sa.Exists:
    judgement, taken = tables.judgement.c, tables.retraction.c
    name = report + sa.literal("/") + finding
    return (
        sa.select(judgement.key)
        .outerjoin(tables.retraction, taken.judgement == judgement.key)
        .where(judgement.relation == "told", judgement.left == name, taken.judgement.is_(None))
        .exists()
    )


def contested(store: Store) -> tuple[tuple[Entered, ...], ...]:
    """The findings on which people's last words differ: for each, those words in order."""
    last: dict[str, dict[str, Entered]] = {}
    for one in Judgements(store).all("told"):
        if one.retracted is None and one.judgement.by_person:
            last.setdefault(one.judgement.left, {})[one.judgement.by] = one
    return tuple(
        tuple(sorted(words.values(), key=lambda one: one.key))
        for words in last.values()
        if _differ([one.judgement for one in words.values()])
    )


def _differ(judged: Sequence[Any]) -> bool:
    return len({(one.verdict, one.correction) for one in judged}) > 1
