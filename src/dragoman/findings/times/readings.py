"""What an expression means before the day of the report is known, and how it gets its value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from dragoman.findings.times.calendar import Period, Unit, day_of
from dragoman.findings.times.scene import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.findings.times.scene import Pointer, Scene
    from dragoman.schema.findings import TimexType


class Reading:
    """The meaning of a time expression."""

    type: ClassVar[TimexType] = "DATE"

    def period(self, scene: Scene) -> Period | None:
        """The stretch of the calendar it names, None when it names none or it is not known."""
        found = self._period(scene)
        return found if found is None or found.is_of_calendar else None

    def value(self, scene: Scene) -> str | None:
        """The TIMEX3 value."""
        return self._value(scene)

    def _period(self, scene: Scene) -> Period | None:  # noqa: ARG002
        return None

    def _value(self, scene: Scene) -> str | None:
        period = self.period(scene)
        return None if period is None else period.value


@dataclass(frozen=True, slots=True)
class Fixed(Reading):
    """A stretch that needs no context: `25 April 1998`."""

    of: Period

    def _period(self, scene: Scene) -> Period | None:  # noqa: ARG002
        return self.of


@dataclass(frozen=True, slots=True)
class FromAnchor(Reading):
    """So many units from the report's day: `yesterday`, `last month`, `two years ago`."""

    unit: Unit
    by: int

    def _period(self, scene: Scene) -> Period | None:
        now = scene.current(self.unit)
        return None if now is None else now.moved(self.by)


@dataclass(frozen=True, slots=True)
class FromMention(Reading):
    """So many units from what was mentioned last: `a year earlier`, `the following month`."""

    unit: Unit
    by: int

    def _period(self, scene: Scene) -> Period | None:
        base = scene.last
        if base is None:
            now = scene.current(self.unit)
            return None if now is None else now.moved(self.by)
        if base.unit == "month" and self.unit == "year":
            return base.moved(12 * self.by)
        return base.within(self.unit).moved(self.by)


REPORTED = 1500  # characters after a quarter in which figures are compared with it


@dataclass(frozen=True, slots=True)
class NextUnit(Reading):
    """`the next year`: of a story told in the past the one after, else the report's next."""

    unit: Unit

    def _period(self, scene: Scene) -> Period | None:
        told = scene.direction == Direction.BACK and scene.last is not None
        base: Reading = FromMention(self.unit, 1) if told else FromAnchor(self.unit, 1)
        return base.period(scene)


@dataclass(frozen=True, slots=True)
class YearBefore(Reading):
    """`a year ago` beside a quarter's figures is the quarter a year before; else as `base` says."""

    base: Reading

    def _period(self, scene: Scene) -> Period | None:
        quarter = scene.mentioned("quarter", within=REPORTED)
        return self.base.period(scene) if quarter is None else quarter.moved(-4)


NEARBY = 240  # characters: a sentence or two, in which "the day" is the one just named


@dataclass(frozen=True, slots=True)
class Mentioned(Reading):
    """The unit spoken of: `that year`, `the quarter`; else the report's own, or the one before.

    `ended` asks for one that is over: `the latest quarter`. `reach`: characters back to look for
    it; None for `that year`, which must have been spoken of.
    """

    unit: Unit
    default: int = 0
    ended: bool = False
    reach: int | None = NEARBY

    def _period(self, scene: Scene) -> Period | None:
        spoken = scene.mentioned(self.unit, within=self.reach)
        now = scene.current(self.unit)
        if self.reach is None and spoken is None and scene.last and self.unit != "quarter":
            return scene.last.within(self.unit)
        if spoken is not None and not (self.ended and now and spoken.index >= now.index):
            return spoken
        return None if now is None else now.moved(self.default)


@dataclass(frozen=True, slots=True)
class Weekday(Reading):
    """A weekday, Monday 0: the nearest to the report's day in the direction of the verb.

    Where the verb says nothing, one nearly as near behind goes before one ahead: news is past.
    """

    number: int
    pointer: Pointer | None = None

    def _period(self, scene: Scene) -> Period | None:
        if scene.anchor is None:
            return None
        today = scene.anchor.toordinal()
        back = (scene.anchor.weekday() - self.number) % 7
        if self.pointer == "last":
            return Period("day", today - (back or 7))
        if self.pointer == "next":
            return Period("day", today - back + 7)
        if self.pointer == "this":
            return Period("day", today - scene.anchor.weekday() + self.number)
        forward = (7 - back) % 7
        if _is_forward(scene, forward, back):
            return Period("day", today + forward)
        return Period("day", today - back)


def _is_forward(scene: Scene, forward: int, back: int) -> bool:
    """Whether the coming weekday is meant; `forward` and `back` are days from the report's."""
    direction = scene.direction
    if direction == Direction.AHEAD:
        return True
    if direction == Direction.LIKELY:
        return forward < LAST_OF_A_WEEK
    if direction == Direction.NEAR or scene.bound:
        return forward <= back
    return direction == Direction.UNSAID and forward + 1 < back


LAST_OF_A_WEEK = 6  # days ahead: the weekday of yesterday, which is meant more often


@dataclass(frozen=True, slots=True)
class NearWeekend(Reading):
    """The weekend just past or just ahead, as the verb has it."""

    pointer: Pointer | None = None

    def _period(self, scene: Scene) -> Period | None:
        now = scene.current("weekend")
        if now is None or scene.anchor is None:
            return None
        running = scene.anchor.weekday() >= 5
        if self.pointer == "next":
            return now.moved(1)
        if self.pointer == "last":
            return now.moved(-1)
        back = self.pointer is None and not scene.direction.is_ahead
        return now.moved(-1) if back and not running else now


@dataclass(frozen=True, slots=True)
class Recurring(Reading):
    """A month, season, quarter or half without its year; `number` counts from 1.

    `pointer` is `last`, `this` or `next` where the text has it; else the verb decides.
    """

    unit: Unit
    number: int
    pointer: Pointer | None = None

    def _period(self, scene: Scene) -> Period | None:
        now = scene.current(self.unit)
        if now is None or scene.anchor is None:
            return None
        here = Period.part(self.unit, scene.anchor.year, self.number)
        per_year = Period.part(self.unit, 1, 1).index
        if self.pointer == "this":
            return here
        if self.pointer == "last":
            return here if here.index < now.index else here.moved(-per_year)
        if self.pointer == "next":
            return here if here.index > now.index else here.moved(per_year)
        near = scene.direction == Direction.NEAR or (scene.bound and not scene.direction.is_ahead)
        if near and self.unit != "quarter":
            years = [here.moved(by * per_year) for by in (-1, 0, 1)]
            return min(years, key=lambda one: (abs(one.index - now.index), one.index))
        if scene.direction.is_ahead:  # a quarter just ended is the one whose results are awaited
            oldest = now.index - 1 if self.unit == "quarter" else now.index
            return here if here.index >= oldest else here.moved(per_year)
        to_come = (here.index - now.index) % per_year
        soon = UNSAID_SOON if scene.direction == Direction.UNSAID else 1
        if self.unit == "month" and 0 < to_come <= soon:  # the last one would be called so
            return now.moved(to_come)
        return here if here.index <= now.index else here.moved(-per_year)


@dataclass(frozen=True, slots=True)
class DayOfYear(Reading):
    """A day and month without the year: the nearest, or where the verb looks.

    `weekday` (Monday 0) is printed with it and tells the year when only one of them fits.
    """

    month: int
    day: int
    weekday: int | None = None

    def _period(self, scene: Scene) -> Period | None:
        if scene.anchor is None:
            return None
        weak = scene.direction in (Direction.UNSAID, Direction.NEAR) or scene.bound
        if weak and (self.month, self.day) in scene.days:
            return scene.days[self.month, self.day]
        return nearest_of(self._days(scene.anchor.year), scene)

    def _days(self, year: int) -> list[Period]:
        """The days of these years that exist, those of the weekday when one of them is."""
        around = range(-8, 9) if (self.month, self.day) == (2, 29) else range(-1, 2)
        here = [day_of(year + by, self.month, self.day) for by in around]
        days = [day for day in here if day is not None]
        fit = [day for day in days if day.first_day.weekday() == self.weekday]
        return fit or days

    def _value(self, scene: Scene) -> str | None:
        period = self.period(scene)
        return period.value if period else f"XXXX-{self.month:02d}-{self.day:02d}"


def nearest_of(days: Sequence[Period], scene: Scene) -> Period | None:
    """Of the days of some years in order, the one that the verb means, else the nearest."""
    today = 0 if scene.anchor is None else scene.anchor.toordinal()
    ahead = [day for day in days if day.index >= today]
    behind = [day for day in days if day.index <= today]
    if not ahead or not behind:
        return next(iter(ahead or behind), None)
    to_come, gone = ahead[0].index - today, today - behind[-1].index
    if scene.direction in (Direction.UNSAID, Direction.NEAR) or scene.bound:
        return ahead[0] if to_come < gone else behind[-1]
    if scene.direction.is_ahead:
        return ahead[0]
    return ahead[0] if to_come <= SOON else behind[-1]


UNSAID_SOON = 3
"""Months ahead that are meant where no verb tells: `the March accession`, said in February."""

SOON = 45  # days: nobody leaves the year away from a day eleven months gone


@dataclass(frozen=True, slots=True)
class Within(Reading):
    """A part of a year that is itself a reading: `the third quarter of last year`."""

    unit: Unit
    number: int
    year: Reading

    def _period(self, scene: Scene) -> Period | None:
        year = self.year.period(scene)
        if year is None:
            return None
        return Period.part(self.unit, year.within("year").index, self.number)


@dataclass(frozen=True, slots=True)
class DayWithin(Reading):
    """A weekday of a week, or a day of a month, that is itself a reading: `Monday last week`."""

    number: int
    base: Reading

    def _period(self, scene: Scene) -> Period | None:
        base = self.base.period(scene)
        if base is None:
            return None
        return Period("day", base.within("week").first_day.toordinal() + self.number)


@dataclass(frozen=True, slots=True)
class Holding(Reading):
    """The larger unit that holds what another reading names: `the week of April 9`."""

    unit: Unit
    base: Reading

    def _period(self, scene: Scene) -> Period | None:
        base = self.base.period(scene)
        return None if base is None else base.within(self.unit)


@dataclass(frozen=True, slots=True)
class Moved(Reading):
    """So many days from another reading: `the day before yesterday`."""

    base: Reading
    days: int

    def _period(self, scene: Scene) -> Period | None:
        base = self.base.period(scene)
        return None if base is None else base.within("day").moved(self.days)


@dataclass(frozen=True, slots=True)
class PartOfDay(Reading):
    """Morning, afternoon, evening or night of a day."""

    type: ClassVar[TimexType] = "TIME"
    part: str
    day: Reading

    def _period(self, scene: Scene) -> Period | None:
        return self.day.period(scene)

    def _value(self, scene: Scene) -> str | None:
        day = self.day.value(scene)
        return None if day is None else f"{day}T{self.part}"


@dataclass(frozen=True, slots=True)
class Clock(Reading):
    """A time by the clock of a day; of the zones printed beside it only UTC has a value, `Z`."""

    type: ClassVar[TimexType] = "TIME"
    hour: int
    minute: int
    day: Reading
    utc: bool = False

    def _period(self, scene: Scene) -> Period | None:
        return self.day.period(scene)

    def _value(self, scene: Scene) -> str | None:
        day = self.day.value(scene)
        zone = "Z" if self.utc else ""
        return None if day is None else f"{day}T{self.hour:02d}:{self.minute:02d}{zone}"


@dataclass(frozen=True, slots=True)
class Named(Reading):
    """A value that needs nothing else: `PRESENT_REF`, `XXXX-WXX-4`."""

    kind: TimexType
    name: str

    def _value(self, scene: Scene) -> str | None:  # noqa: ARG002
        return self.name


@dataclass(frozen=True, slots=True)
class Modified(Reading):
    """Another reading with a TIMEX3 modifier: `early`, `the end of`, `about`."""

    base: Reading
    mod: str

    def _period(self, scene: Scene) -> Period | None:
        return self.base.period(scene)

    def _value(self, scene: Scene) -> str | None:
        return self.base.value(scene)


def type_of(reading: Reading) -> TimexType:
    """The TIMEX3 type."""
    if isinstance(reading, Modified):
        return type_of(reading.base)
    return reading.kind if isinstance(reading, Named) else reading.type
