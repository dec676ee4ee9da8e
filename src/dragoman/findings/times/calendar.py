"""The calendar as one line of numbers: a day, week, month, quarter or decade that can be moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Unit = Literal["day", "week", "weekend", "month", "season", "quarter", "half", "year", "decade",
               "century"]  # fmt: skip

MONTHS_IN: dict[Unit, int] = {"month": 1, "season": 3, "quarter": 3, "half": 6, "year": 12}
SEASONS = ("SP", "SU", "FA", "WI")
WIDTHS: dict[Unit, int] = {"year": 4, "decade": 3, "century": 2}
FIRST_YEAR = 1


@dataclass(frozen=True, slots=True)
class Period:
    """One unit of the calendar; `index` counts such units, so `index + 1` is the next one.

    Days count from 1 January of year 1, weeks and weekends are ISO (Monday first), seasons are
    those of the north (winter belongs to the year it begins in), decades begin with year 0.

    >>> Period.of(date(1998, 2, 6), "month").moved(-1).value
    '1998-01'
    """

    unit: Unit
    index: int

    @classmethod
    def of(cls, day: date, unit: Unit) -> Period:
        """The unit that holds the day; days before spring belong to the last year's winter."""
        ordinal = day.toordinal()
        months = day.year * 12 + day.month - 1
        match unit:
            case "day":
                return cls(unit, ordinal)
            case "week" | "weekend":
                return cls(unit, (ordinal - 1) // 7)
            case "season":
                return cls(unit, (months - 2) // 3)
            case "decade":
                return cls(unit, day.year // 10)
            case "century":
                return cls(unit, day.year // 100)
            case _:
                return cls(unit, months // MONTHS_IN[unit])

    @classmethod
    def year(cls, year: int) -> Period:
        """The calendar year."""
        return cls("year", year)

    @classmethod
    def part(cls, unit: Unit, year: int, number: int) -> Period:
        """The month, season, quarter or half with this number (from 1) of the year."""
        return cls(unit, year * (12 // MONTHS_IN[unit]) + number - 1)

    def moved(self, by: int) -> Period:
        """The period so many units later."""
        return Period(self.unit, self.index + by)

    @property
    def first_day(self) -> date:
        """The day the period begins."""
        match self.unit:
            case "day":
                return date.fromordinal(self.index)
            case "week":
                return date.fromordinal(self.index * 7 + 1)
            case "weekend":
                return date.fromordinal(self.index * 7 + 6)
            case "decade":
                return date(max(self.index * 10, FIRST_YEAR), 1, 1)
            case "century":
                return date(max(self.index * 100, FIRST_YEAR), 1, 1)
        months = self.index * MONTHS_IN[self.unit] + (2 if self.unit == "season" else 0)
        return date(months // 12, months % 12 + 1, 1)

    @property
    def is_of_calendar(self) -> bool:
        """Whether its days exist: years 1 to 9999; 292,000 weeks ago, none did."""
        try:
            return self.first_day <= self.last_day
        except (ValueError, OverflowError):
            return False

    @property
    def last_day(self) -> date:
        """The day the period ends."""
        if self.unit == "weekend":
            return self.first_day + timedelta(days=1)
        return self.moved(1).first_day - timedelta(days=1)

    def within(self, unit: Unit) -> Period:
        """The larger unit that the first day of this one lies in."""
        return Period.of(self.first_day, unit)

    @property
    def value(self) -> str:
        """The TIMEX3 value: ISO 8601 with Q1, H1, SU, WE; `199` is a decade, `19` a century."""
        if self.unit == "day":
            return self.first_day.isoformat()
        if self.unit in ("week", "weekend"):
            year, week, _ = self.first_day.isocalendar()
            return f"{year:04d}-W{week:02d}" + ("-WE" if self.unit == "weekend" else "")
        if self.unit in WIDTHS:
            return f"{self.index:0{WIDTHS[self.unit]}d}"
        per_year = 12 // MONTHS_IN[self.unit]
        year, part = divmod(self.index, per_year)
        return f"{year:04d}-{_part_name(self.unit, part)}"


def _part_name(unit: Unit, part: int) -> str:
    """`04`, `Q2`, `H1`, `SU`."""
    if unit == "season":
        return SEASONS[part]
    return {"month": f"{part + 1:02d}", "quarter": f"Q{part + 1}", "half": f"H{part + 1}"}[unit]


def day_of(year: int, month: int, day: int) -> Period | None:
    """The day, or None when the calendar has no such day."""
    try:
        return Period.of(date(year, month, day), "day")
    except ValueError:
        return None
