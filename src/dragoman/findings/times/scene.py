"""What is known where an expression stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Literal

from dragoman.findings.times.calendar import Period, Unit

if TYPE_CHECKING:
    from datetime import date


class Direction(IntEnum):
    """Where the clause of an expression looks, from the past to the future.

    UNSAID has no verb; NEAR has one in the present, which can mean either side; LIKELY ahead is
    an infinitive or a plan; AHEAD says `will`.
    """

    BACK = 1
    UNSAID = 2
    NEAR = 3
    LIKELY = 4
    AHEAD = 5

    @property
    def is_ahead(self) -> bool:
        """Whether the future is meant, surely or likely."""
        return self >= Direction.LIKELY


Pointer = Literal["last", "this", "next"]


@dataclass(slots=True)
class Scene:
    """What is known where an expression stands: the report's day, the verb, earlier mentions.

    `bound`: a preposition before it sets an end, as `until`. `at`: characters in the doc.
    `days`: by (month, day), the days whose year the article tells somewhere.
    """

    anchor: date | None
    direction: Direction = Direction.UNSAID
    bound: bool = False
    at: int = 0
    last: Period | None = None
    days: dict[tuple[int, int], Period] = field(default_factory=dict)
    by_unit: dict[Unit, tuple[int, Period]] = field(default_factory=dict)

    def current(self, unit: Unit) -> Period | None:
        """The unit that the report's day lies in."""
        return None if self.anchor is None else Period.of(self.anchor, unit)

    def note(self, period: Period | None) -> None:
        """Remember a mention for those after it."""
        if period is not None:
            self.last = period
            self.by_unit[period.unit] = self.at, period

    def mentioned(self, unit: Unit, *, within: int | None = None) -> Period | None:
        """The unit spoken of last, no further back than so many characters."""
        at, period = self.by_unit.get(unit, (0, None))
        return None if within is not None and self.at - at > within else period
