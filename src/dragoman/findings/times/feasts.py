"""Feasts that move through the year, Easter and Thanksgiving, and the weeks that end months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateutil.easter import easter

from dragoman.findings.times.calendar import Period
from dragoman.findings.times.readings import Reading, nearest_of

if TYPE_CHECKING:
    from dragoman.findings.times.scene import Scene

FROM_EASTER = {
    "good friday": -2, "easter": 0, "easter sunday": 0, "easter monday": 1,
    "palm sunday": -7, "maundy thursday": -3, "ash wednesday": -46, "pentecost": 49,
}  # fmt: skip
"""Days from Easter by the western reckoning."""

THURSDAY, NOVEMBER = 3, 11


@dataclass(frozen=True, slots=True)
class Feast(Reading):
    """`Good Friday`, `Thanksgiving Day`: the nearest, or where the verb looks."""

    name: str

    def _period(self, scene: Scene) -> Period | None:
        if scene.anchor is None:
            return None
        years = range(scene.anchor.year - 1, scene.anchor.year + 2)
        return nearest_of(
            [Period.of(day_of_feast(self.name, year), "day") for year in years], scene
        )


class Untold(Reading):
    """`Election Day`, `Independence Day`: a day that each country has of its own; no value."""


@dataclass(frozen=True, slots=True)
class WeekWithin(Reading):
    """The first or last week most of which is in a month: `the last week of March`."""

    month: Reading
    first: bool

    def _period(self, scene: Scene) -> Period | None:
        month = self.month.period(scene)
        if month is None:
            return None
        middle = timedelta(days=3)  # most days of the week are the month's
        after = month.moved(1).first_day - timedelta(days=1)
        return Period.of(month.first_day + middle if self.first else after - middle, "week")


def day_of_feast(name: str, year: int) -> date:
    """The day in a year; Thanksgiving is that of the United States, a fourth Thursday.

    >>> [str(day_of_feast(name, 2022)) for name in ("thanksgiving", "good friday")]
    ['2022-11-24', '2022-04-15']
    """
    if name == "thanksgiving":
        first = date(year, NOVEMBER, 1)
        return first + timedelta(days=(THURSDAY - first.weekday()) % 7 + 21)
    sunday: date = easter(year)
    return sunday + timedelta(days=FROM_EASTER[name])
