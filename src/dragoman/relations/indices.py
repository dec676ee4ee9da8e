"""Indices: how much of the news speaks of threats and acts between states, month by month.

The share is made in the manner of the geopolitical risk index of Caldara and Iacoviello (2022),
which counts newspaper articles by words. Ours counts reports by their findings instead, so its
level cannot be compared with theirs: acts are events of PLOVER's quad class 4 that are actual,
threats are events of class 3 and events of class 4 that are planned, requested or alleged, both
with a state on each side. Copies of a text count once.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from dragoman.record import tables
from dragoman.record.folding import families
from dragoman.record.view import ALWAYS, Period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.record.store import Store

THREATENING = frozenset({"planned", "requested", "alleged"})
STATE = 3
"""Characters of a state's id."""


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """A month's reports (copies once), and how many of them tell of threats, acts, or either.

    `share` is that of either; null for a month of fewer than `least` reports.
    """

    month: str
    reports: int
    threats: int
    acts: int
    either: int
    share: float | None


def risk_shares(store: Store, period: Period = ALWAYS, *, least: int = 1) -> tuple[Share, ...]:
    """The share of reports with threats or acts between states, by month of the report's day.

    Reports without a day are left out; so are revisions of a text told before.
    """
    family = families(store)
    months: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for report, day, kinds in _reports(store, period):
        text = family.get(report, report)
        for kind in ("reports", *kinds):
            months[day[:7]][kind].add(text)
    return tuple(_share(month, found, least) for month, found in sorted(months.items()))


def _share(month: str, found: dict[str, set[str]], least: int) -> Share:
    reports, threats, acts = (found[kind] for kind in ("reports", "threats", "acts"))
    either = len(threats | acts)
    enough = len(reports) >= max(least, 1)
    return Share(
        month=month, reports=len(reports), threats=len(threats), acts=len(acts), either=either,
        share=round(either / len(reports), 4) if enough else None,
    )  # fmt: skip


def _reports(store: Store, period: Period) -> Iterable[tuple[str, str, set[str]]]:
    """Every current report with a day, and what it tells of."""
    report, dyad = tables.report.c, tables.dyad.c
    query = (
        sa.select(report.id, report.day, dyad.quad, dyad.factuality)
        .outerjoin(
            tables.dyad,
            (dyad.report == report.key) & (sa.func.length(dyad.source) == STATE)
            & (sa.func.length(dyad.target) == STATE) & (dyad.quad >= 3),
        )
        .where(report.current, report.day.is_not(None))
        .order_by(report.key)
    )  # fmt: skip
    if period.first is not None:
        query = query.where(report.day >= period.first)
    if period.last is not None:
        query = query.where(report.day <= period.last)
    found: dict[str, tuple[str, set[str]]] = {}
    with store.connected() as connection:
        for row in connection.execute(query):
            kinds = found.setdefault(row.id, (row.day, set()))[1]
            kind = _kind(row.quad, row.factuality)
            if kind is not None:
                kinds.add(kind)
    return [(one, day, kinds) for one, (day, kinds) in found.items()]


def _kind(quad: int | None, factuality: str | None) -> str | None:
    if quad == 3 and factuality == "actual":
        return "threats"
    if quad == 4:
        return (
            "acts" if factuality == "actual" else "threats" if factuality in THREATENING else None
        )
    return None
