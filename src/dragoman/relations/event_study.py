"""Event studies: what a user's price series did around days on which something happened.

The method is the constant mean return model (MacKinlay 1997): the normal return is the mean over
an estimation window that ends before the event window, abnormal returns are what differs from it,
and their sum over the event window is set against its standard error. Days are trading days: an
event on another day counts on the next one that has a price.
"""

from __future__ import annotations

import csv
import math
import statistics
from bisect import bisect_left
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from dragoman.errors import TableError
from dragoman.schema.dates import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Trading days before and after an event that count, and those that normal returns are of."""

    before: int = 1
    after: int = 3
    estimation: int = 120

    def __post_init__(self) -> None:
        if self.before < 0 or self.after < 0 or self.estimation < 10:
            raise ValueError(f"no event window: {self}; give days >= 0 and an estimation of >= 10")


class Prices(msgspec.Struct, frozen=True):
    """A price series: days in order, one positive price each."""

    days: tuple[date, ...]
    values: tuple[float, ...]

    @property
    def returns(self) -> tuple[float, ...]:
        """Log returns; the first day has none and stands as 0."""
        logs = [math.log(value) for value in self.values]
        return (0.0, *(b - a for a, b in pairwise(logs)))


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """What the series did around one day.

    `traded` is the trading day the event counts on; `abnormal` the sum of abnormal log returns over
    the event window and `t` that sum by its standard error; both null with a `reason`.
    """

    day: str
    traded: str | None
    abnormal: float | None
    t: float | None
    reason: str | None = None


class Study(msgspec.Struct, frozen=True, kw_only=True):
    """Effects by day, and their mean; `t` of the mean takes events as independent."""

    effects: tuple[Effect, ...]
    events: int
    mean: float | None
    t: float | None


def read_prices(path: Path) -> Prices:
    """A CSV file with the columns `date` (ISO 8601) and `price`; raises TableError."""
    found: dict[date, float] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines), start=2):
                day, price = _row(row, f"{path}:{number}")
                if day in found:
                    raise TableError(f"{path}:{number}: {day} stands there twice; keep one price")
                found[day] = price
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TableError(f"{path} cannot be read as a CSV file ({error})") from error
    if len(found) < 2:
        raise TableError(f"{path} holds {len(found)} prices; a study needs a series")
    days = tuple(sorted(found))
    return Prices(days, tuple(found[day] for day in days))


def study(prices: Prices, days: Iterable[str], window: Window | None = None) -> Study:
    """The effects of events on some days; of a day that is named twice, once."""
    chosen = window or Window()
    returns = prices.returns
    effects = tuple(_effect(prices, returns, day, chosen) for day in sorted(set(days)))
    sums = [one.abnormal for one in effects if one.abnormal is not None]
    mean = statistics.fmean(sums) if sums else None
    spread = statistics.stdev(sums) / math.sqrt(len(sums)) if len(sums) > 1 else 0.0
    return Study(
        effects=effects, events=len(sums), mean=mean,
        t=None if mean is None or not spread else mean / spread,
    )  # fmt: skip


def _row(row: dict[str, str], place: str) -> tuple[date, float]:
    try:
        day, price = day_of(row["date"].strip()), float(row["price"])
    except KeyError as error:
        raise TableError(f"{place}: no column {error}; the columns are date and price") from error
    except (ValueError, AttributeError, TypeError) as error:
        raise TableError(f"{place}: no number as a price ({row.get('price')!r})") from error
    if not (math.isfinite(price) and price > 0):
        raise TableError(f"{place}: a price of {price}; prices are above 0")
    return day, price


def _effect(prices: Prices, returns: Sequence[float], day: str, window: Window) -> Effect:
    at = bisect_left(prices.days, day_of(day))
    if at == len(prices.days):
        return _nothing(day, None, "the series ends before the day")
    traded = prices.days[at].isoformat()
    first, last = at - window.before, at + window.after
    if last >= len(returns):
        return _nothing(day, traded, "the series ends inside the event window")
    if first - window.estimation < 1:
        return _nothing(day, traded, "the series begins inside the estimation window")
    normal = returns[first - window.estimation : first]
    mean, spread = statistics.fmean(normal), statistics.stdev(normal)
    size = last - first + 1
    abnormal = sum(one - mean for one in returns[first : last + 1])
    error = spread * math.sqrt(size * (1 + size / window.estimation))
    return Effect(
        day=day, traded=traded, abnormal=abnormal, t=abnormal / error if error else None,
        reason=None if error else "the series does not move in the estimation window",
    )  # fmt: skip


def _nothing(day: str, traded: str | None, reason: str) -> Effect:
    return Effect(day=day, traded=traded, abnormal=None, t=None, reason=reason)
