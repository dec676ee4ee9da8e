"""Lengths of time, which need no day to have a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from dragoman.findings.times.lexicon import CLOCK_UNITS, LETTER_OF_UNIT
from dragoman.findings.times.readings import Reading

if TYPE_CHECKING:
    from dragoman.findings.times.scene import Scene
    from dragoman.schema.findings import TimexType


@dataclass(frozen=True, slots=True)
class Length(Reading):
    """A number of units, None when it is not given: `three years`, `several days`."""

    type: ClassVar[TimexType] = "DURATION"
    amount: float | None
    unit: str

    @property
    def value_alone(self) -> str:
        """The value, which needs no scene."""
        return length_value(self.amount, self.unit)

    def _value(self, scene: Scene) -> str | None:  # noqa: ARG002
        return self.value_alone


def length_value(amount: float | None, unit: str) -> str:
    """The value of a duration, halves given in the next smaller unit.

    >>> length_value(2.5, "year"), length_value(None, "day"), length_value(0.5, "hour")
    ('P2Y6M', 'PXD', 'PT30M')
    """
    smaller = {"year": ("month", 12), "minute": ("second", 60), "hour": ("minute", 60),
               "decade": ("year", 10), "century": ("year", 100)}  # fmt: skip
    letter = LETTER_OF_UNIT[unit]
    time = "T" if unit in CLOCK_UNITS else ""
    if unit == "fortnight":
        return "PXW" if amount is None else f"P{_plain(2 * amount)}W"
    if amount is None:
        return f"P{time}X{letter}"
    whole, rest = int(amount), amount - int(amount)
    if rest and unit in smaller:
        name, per = smaller[unit]
        tail = f"{_plain(round(rest * per, 2))}{LETTER_OF_UNIT[name]}"
        return f"P{time}" + (f"{whole}{letter}" if whole else "") + tail
    return f"P{time}{_plain(amount)}{letter}"


def _plain(amount: float) -> str:
    return str(int(amount)) if float(amount).is_integer() else f"{amount:g}"
