"""Searching the record: the parsed query as SQL of the database in use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from dragoman.record import tables
from dragoman.record.query import All, Field, Not, Some, Words, parse
from dragoman.record.rows import day_of, report_from
from dragoman.schema import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy.engine import Connection

    from dragoman.record.query import Node
    from dragoman.record.store import Store
    from dragoman.schema import Report

MAX_HITS = 1_000
"""Hits of one search; ask for days to see more."""

NEAR = 1_000
"""Newest reports that a search looks at before it asks the indices."""

AROUND = 90
"""Code points of text on either side of the words a hit is shown by."""

_NEWEST = (tables.report.c.day.desc().nulls_last(), tables.report.c.key.desc())

_FILTERS = {
    "publisher": tables.report.c.publisher,
    "language": tables.report.c.language,
}


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A report that a search found; `start` and `end` are the passage of its text to show."""

    report: str
    headline: str | None
    publisher: str | None
    day: str | None
    start: int
    end: int
    quote: str


def search(store: Store, query: str, *, limit: int = 20) -> tuple[Hit, ...]:
    """The current reports that match, newest first; raises QueryError for what cannot be parsed."""
    tree = parse(query)
    table = tables.report
    with store.connected() as connection:
        # the keys first: sorting rows with their texts would read all of them
        best = _newest(connection, tree, min(limit, MAX_HITS))
        shown = sa.select(table.c.text, tables.BODY).where(table.c.key.in_(best))
        rows = connection.execute(shown.order_by(*_NEWEST))
        return tuple(hit_of(report_from(row.text, row.body), tree) for row in rows)


def latest(store: Store, limit: int) -> tuple[Report, ...]:
    """The current reports of the latest days, the newest first."""
    table = tables.report
    keys = sa.select(table.c.key).where(table.c.current).order_by(*_NEWEST).limit(limit)
    with store.connected() as connection:
        best = list(connection.execute(keys).scalars())
        shown = sa.select(table.c.text, tables.BODY).where(table.c.key.in_(best))
        rows = connection.execute(shown.order_by(*_NEWEST))
        return tuple(report_from(row.text, row.body) for row in rows)


def _newest(connection: Connection, tree: Node, limit: int) -> list[int]:
    """The keys of the newest reports that match.

    The newest reports are looked at first, one after the other, which is soon over when many match;
    else all that match are found by index, and sorted.
    """
    report = tables.report.c
    sqlite = connection.dialect.name == "sqlite"
    days = sa.select(report.day).order_by(report.day.desc().nulls_last()).offset(NEAR).limit(1)
    first = connection.execute(days).scalar()
    found = sa.select(report.key).where(report.current).order_by(*_NEWEST).limit(limit)
    if first is not None:
        recent = found.where(report.day >= first, condition_of(tree, sqlite=sqlite, near=True))
        keys = list(connection.execute(recent).scalars())
        if len(keys) == limit:
            return keys
    return list(connection.execute(found.where(condition_of(tree, sqlite=sqlite))).scalars())


def matching(store: Store, query: str) -> Iterator[Report]:
    """All current reports that match, in order of arrival."""
    table = tables.report
    found = (
        sa.select(table.c.key, table.c.text, tables.BODY)
        .where(table.c.current, condition_of(parse(query), sqlite=store.is_sqlite))
        .order_by(table.c.key)
        .limit(MAX_HITS)
    )
    last = 0
    while True:
        with store.connected() as connection:
            rows = connection.execute(found.where(table.c.key > last)).all()
        yield from (report_from(row.text, row.body) for row in rows)
        if len(rows) < MAX_HITS:
            return
        last = rows[-1].key


def condition_of(node: Node, *, sqlite: bool, near: bool = False) -> sa.ColumnElement[bool]:
    """The condition on `report` that a query's tree stands for.

    With `near` it is asked of each report, else findings are found by index and then their reports.
    """
    if isinstance(node, Words):
        return _has_words(node.text, sqlite=sqlite)
    if isinstance(node, Field):
        return _has_field(node, near=near)
    if isinstance(node, Not):
        return sa.not_(condition_of(node.part, sqlite=sqlite, near=near))
    parts = [condition_of(part, sqlite=sqlite, near=near) for part in node.parts]
    return sa.and_(*parts) if isinstance(node, All) else sa.or_(*parts)


def _has_words(text: str, *, sqlite: bool) -> sa.ColumnElement[bool]:
    index = sa.table("report_text", sa.column("report"), sa.column("article"))
    if sqlite:
        rows: sa.Select[*tuple[Any, ...]] = sa.select(sa.literal_column("rowid")).select_from(index)
        # a quoted string is a phrase to FTS5; `searchable` leaves no quotation mark in it
        matches = sa.literal_column("report_text").op("MATCH")(f'"{text}"')
        return tables.report.c.key.in_(rows.where(matches))
    phrase = sa.func.phraseto_tsquery(sa.literal_column("'dragoman'"), text)
    rows = sa.select(index.c.report).where(index.c.article.op("@@")(phrase))
    return tables.report.c.key.in_(rows)


def _has_field(field: Field, *, near: bool) -> sa.ColumnElement[bool]:
    report = tables.report.c
    if field.name == "from":
        return sa.func.coalesce(report.day, "") >= field.value
    if field.name == "to":
        return sa.func.coalesce(report.day, "~") <= field.value
    if field.name in _FILTERS:
        return sa.func.lower(sa.func.coalesce(_FILTERS[field.name], "")) == field.value.lower()
    rows = _reports_with(field)
    if near:
        return rows.where(rows.selected_columns[0] == report.key).exists()
    return report.key.in_(rows)


def _reports_with(field: Field) -> sa.Select[int]:
    party, actor = tables.party.c, tables.actor.c
    if field.name == "actor":
        return sa.select(actor.report).where(_is_called(field.value))
    if field.name == "speaker":
        return (
            sa.select(party.report)
            .join(tables.actor, (actor.report == party.report) & (actor.id == party.actor))
            .where(party.kind == "statement", party.role == "speaker", _is_called(field.value))
        )
    if field.name == "type":
        return sa.select(tables.event.c.report).where(tables.event.c.type == field.value)
    return sa.select(tables.statement.c.report).where(tables.statement.c.act == field.value)


def _is_called(value: str) -> sa.ColumnElement[bool]:
    actor = tables.actor.c
    return sa.or_(actor.id == value, actor.called == value.casefold())


def _words_in(node: Node) -> tuple[str, ...]:
    """The words that a hit should show: those that are asked for, not those excluded."""
    if isinstance(node, Words):
        return (node.text,)
    if isinstance(node, All | Some):
        return tuple(word for part in node.parts for word in _words_in(part))
    return ()


def _fields_in(node: Node) -> dict[str, str]:
    """The fields that a finding must have, by name; alternatives and what is excluded are none."""
    if isinstance(node, Field):
        return {node.name: node.value}
    if isinstance(node, All):
        return {name: value for part in node.parts for name, value in _fields_in(part).items()}
    return {}


def _told(report: Report, fields: Mapping[str, str]) -> Span | None:
    """The words of the first statement, or event, that a query of fields asks for."""
    if {"act", "speaker"} & fields.keys():
        wanted = fields.get("speaker", "").casefold()
        ids = {
            actor.id
            for actor in report.actors
            if wanted in (actor.id.casefold(), actor.name.casefold(), (actor.iso3 or "").casefold())
        }
        for said in report.statements:
            spoken = not wanted or ids.intersection(said.speakers)
            if spoken and said.act == fields.get("act", said.act):
                spans = (*said.source, *said.cue, *said.content)
                return Span(min(s.start for s in spans), max(s.end for s in spans))
    if "type" in fields:
        found = (one for one in report.events if one.type == fields["type"] and one.evidence)
        return next((one.evidence[0] for one in found), None)
    return None


def hit_of(report: Report, tree: Node) -> Hit:
    """A report as what a query found, with the passage that answers it."""
    words = _words_in(tree)
    told = None if words else _told(report, _fields_in(tree))
    span = passage(report, words) if told is None else told
    return Hit(
        report=report.id, headline=report.headline, publisher=report.publisher, day=day_of(report),
        start=span.start, end=span.end, quote=span.quote(report.text),
    )  # fmt: skip


def passage(report: Report, words: tuple[str, ...]) -> Span:
    """The passage to show: around the first of the words in the article, else its beginning."""
    spans = report.of_role("summary", "body", "subhead", "headline") or (Span(0, len(report.text)),)
    for span in spans:
        folded = span.quote(report.text).lower()
        places = [place for word in words if (place := folded.find(word.split()[0])) >= 0]
        if places:
            return _around(report.text, span.start + min(places), span)
    return _around(report.text, spans[0].start, spans[0])


def _around(text: str, place: int, within: Span) -> Span:
    """Some words before and after a place, cut at spaces."""
    start = max(within.start, place - AROUND)
    end = min(within.end, place + AROUND)
    if start > within.start:
        start = text.find(" ", start, place) + 1 or start
    if end < within.end:
        last = text.rfind(" ", place + 1, end)
        end = last if last > 0 else end
    return Span(start, end)
