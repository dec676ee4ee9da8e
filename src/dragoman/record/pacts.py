"""Imported agreements in the record, and the reports that tell of agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from dragoman.record import tables
from dragoman.record.atop import side_by_side
from dragoman.record.rows import report_from
from dragoman.schema.pacts import Pact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dragoman.record.store import Store
    from dragoman.schema import Report


def write_pacts(store: Store, pacts: Sequence[Pact]) -> int:
    """Store imported agreements in one transaction; those of the same source are replaced."""
    rows = [_row(pact) for pact in pacts]
    sources = sorted({str(row["source"]) for row in rows})
    parties = [
        {"actor": party, "pact": pact.id, "source": _source(pact)}
        for pact in pacts
        for party in pact.parties
    ]
    with store.transaction() as connection:
        for table in (tables.pact_party, tables.pact):
            connection.execute(sa.delete(table).where(table.c.source.in_(sources)))
        if rows:
            connection.execute(sa.insert(tables.pact), rows)
            connection.execute(sa.insert(tables.pact_party), parties)
    return len(rows)


def imported_pacts(store: Store, parties: Iterable[str] | None = None) -> tuple[Pact, ...]:
    """The imported agreements, or those that bind one of the parties; sources side by side."""
    table = tables.pact
    query = sa.select(table.c.body).order_by(table.c.id, table.c.source)
    if parties is not None:
        bound = sa.select(tables.pact_party.c.pact).where(
            tables.pact_party.c.actor.in_(sorted(parties))
        )
        query = query.where(table.c.id.in_(bound))
    with store.connected() as connection:
        bodies = connection.execute(query).scalars().all()
    found: dict[str, Pact] = {}
    decoder = msgspec.json.Decoder(Pact)
    for body in bodies:
        pact = decoder.decode(body)
        found[pact.id] = side_by_side(found[pact.id], pact) if pact.id in found else pact
    return tuple(found.values())


def reports_of_agreements(store: Store) -> Iterator[Report]:
    """The current reports that tell of an agreement, in the order in which they came."""
    table = tables.report
    query = (
        sa.select(table.c.text, tables.BODY)
        .where(table.c.current, table.c.key.in_(sa.select(tables.agreement.c.report)))
        .order_by(table.c.key)
    )
    with store.connected() as connection:
        rows = connection.execute(query).all()
    yield from (report_from(row.text, row.body) for row in rows)


def state_of_agreements(store: Store) -> tuple[int, ...]:
    """Numbers that change when what reports tell of agreements, or what is judged, may have.

    Reports and judgements are added and never edited, so their last keys and numbers tell.
    """
    asked = (
        sa.func.max(tables.report.c.key),
        *(sa.func.count(column) for column in (
            tables.agreement.c.report, tables.judgement.c.key, tables.retraction.c.judgement)),
    )  # fmt: skip
    with store.connected() as connection:
        return tuple(connection.execute(sa.select(one)).scalar() or 0 for one in asked)


def _row(pact: Pact) -> dict[str, str | None]:
    return {
        "id": pact.id,
        "source": _source(pact),
        "begun": min((day.value for day in pact.signed), default=None),
        "ended": max((day.value for day in pact.ended), default=None),
        "seen": pact.seen,
        "body": msgspec.json.encode(pact).decode(),
    }


def _source(pact: Pact) -> str:
    return pact.codes.get("source", "import")
