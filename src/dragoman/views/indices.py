"""Commands for those who count: `risk`, a monthly share, and `study`, prices around events."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.views import options
from dragoman.views.naming import actor_meant
from dragoman.views.terminal import DONE, NOTHING, complain, listed, write, write_json

if TYPE_CHECKING:
    from dragoman.record import Period
    from dragoman.relations.indices import Share


@click.command()
@options.database
@options.period
@click.option("--least", type=click.IntRange(1), default=1, show_default=True,
              help="Reports a month must have for a share.")  # fmt: skip
@options.json
def risk(*, db: str, period: Period, least: int, json: bool) -> int:
    """Give the share of reports that tell of threats or acts between states, by month.

    Copies count once. Made in the manner of the geopolitical risk index, from findings and not from
    words: levels cannot be compared with it.
    """
    from dragoman.record import open_store
    from dragoman.relations.indices import risk_shares

    with open_store(db, create=False) as store:
        found = risk_shares(store, period, least=least)
    return listed(found, _share_line, json=json, none="no report with a day")


def _share_line(one: Share) -> str:
    share = "-" if one.share is None else f"{one.share:.3f}"
    return (
        f"{one.month}  {share:>6}  {one.either:,} of {one.reports:,} reports: "
        f"{one.threats:,} with threats, {one.acts:,} with acts"
    )


@click.command()
@click.argument("prices", type=click.Path(path_type=Path))
@click.argument("source")
@click.argument("target")
@click.option("--type", "kind", metavar="TYPE", help="Only events of this PLOVER type.")
@options.database
@options.period
@options.json
def study(  # noqa: PLR0913 - a sentence has that many words
    prices: Path,
    source: str,
    target: str,
    *,
    kind: str | None,
    db: str,
    period: Period,
    json: bool,
) -> int:
    """Say what PRICES (a CSV file: date,price) did around the days SOURCE acted on TARGET.

    Only actual events count that the report gives a day for.
    """
    from dragoman.record import View, open_store
    from dragoman.relations.event_study import read_prices
    from dragoman.relations.event_study import study as study_prices

    series = read_prices(prices)
    with open_store(db, create=False) as store:
        pair = actor_meant(store, source), actor_meant(store, target)
        entries = View(store).dyad(*pair, period, limit=1_000_000)
    days = [
        one.day
        for one in entries
        if one.day is not None and one.dated and len(one.day) == len("2024-06-19")
        and one.factuality == "actual" and kind in (None, one.type)
    ]  # fmt: skip
    found = study_prices(series, days)
    if json:
        write_json([found])
        return DONE if found.events else NOTHING
    for one in found.effects:
        said = one.reason if one.abnormal is None else f"{one.abnormal:+.4f}, t {_t(one.t)}"
        write(f"{one.day}  {said}")
    if found.mean is not None:
        write(f"mean of {found.events} events {found.mean:+.4f}, t {_t(found.t)}")
    else:
        complain("no event can be studied")
    return DONE if found.events else NOTHING


def _t(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
