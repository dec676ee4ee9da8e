"""Finds the time expressions of a `Doc` and gives each its TIMEX3 type and value."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from dragoman.findings.times.clocks import CLOCKS
from dragoman.findings.times.combinations import APPROXIMATE, AROUND, JOINED, REFERENCES
from dragoman.findings.times.dates import AND_DAYS, DATES
from dragoman.findings.times.durations import LENGTHS, SETS, SPANS
from dragoman.findings.times.elements import elements_of
from dragoman.findings.times.grammar import rewrite
from dragoman.findings.times.readings import (
    DayOfYear,
    Fixed,
    Modified,
    Reading,
    Recurring,
    YearBefore,
    type_of,
)
from dragoman.findings.times.relative import RELATIVE
from dragoman.findings.times.scene import Direction, Scene
from dragoman.findings.times.tense import BOUNDS, direction_of

if TYPE_CHECKING:
    from datetime import date

    from spacy.tokens import Doc

    from dragoman.findings.times.calendar import Period
    from dragoman.findings.times.grammar import Element
    from dragoman.schema.findings import TimexType

STAGES = (
    SPANS,
    (*CLOCKS, *DATES, *LENGTHS, *RELATIVE, *SETS, *REFERENCES),
    JOINED,
    APPROXIMATE,
    AND_DAYS,
    AND_DAYS,  # again, for a third day
    AROUND,
)
"""Each stage sees what the ones before it made: lengths, then dates, then what joins them."""
FOUND = frozenset({"PERIOD", "SPAN", "A_SPAN", "SET", "REF", "TIME"})
SURE = (Direction.BACK, Direction.AHEAD)
UNANCHORED = "no day of the report is known"
UNTOLD = "the words do not tell which day"


class Timex(NamedTuple):
    """A time expression: character offsets in `doc.text`, type, value, modifier, reason."""

    start: int
    end: int
    type: TimexType
    value: str | None
    mod: str | None
    reason: str | None


def timexes_of(doc: Doc, anchor: date | None) -> list[Timex]:
    """The expressions in text order, resolved against the day of the report."""
    elements, text = elements_of(doc), doc.text
    for stage in STAGES:
        elements = rewrite(elements, stage, text)
    return _resolved(doc, [one for one in elements if one.kind in FOUND], anchor)


def _resolved(doc: Doc, elements: list[Element], anchor: date | None) -> list[Timex]:
    scene = Scene(anchor)
    scene.note(_first_quarter(elements, scene))
    begins = [token.idx for token in doc]
    seen = [_seen(doc, begins, element) for element in elements]
    scene.days.update(_told_days(elements, seen, anchor))
    found = []
    for element, (scene.direction, scene.bound) in zip(elements, seen, strict=True):
        scene.at = element.start
        found.append(_timex(element, scene))
    return found


def _seen(doc: Doc, begins: list[int], element: Element) -> tuple[Direction, bool]:
    """Where the clause looks, and whether a preposition makes the expression an end."""
    first = doc[bisect_right(begins, element.start) - 1]
    last = doc[bisect_right(begins, element.end - 1) - 1]
    bound = first.i > 0 and first.nbor(-1).lower_ in BOUNDS
    return direction_of(first, last), bound


def _told_days(
    elements: list[Element], seen: list[tuple[Direction, bool]], anchor: date | None
) -> dict[tuple[int, int], Period]:
    """The days of the year whose year is printed once, or that one verb places for sure."""
    told: dict[tuple[int, int], Period] = {}
    for element, (direction, bound) in zip(elements, seen, strict=True):
        reading = element.value
        if isinstance(reading, DayOfYear) and direction in SURE and not bound:
            period = reading.period(Scene(anchor, direction))
            if period is not None:
                told.setdefault((reading.month, reading.day), period)
    for element in elements:
        if isinstance(element.value, Fixed) and element.value.of.unit == "day":
            day = element.value.of.first_day
            told[day.month, day.day] = element.value.of
    return told


def _first_quarter(elements: list[Element], scene: Scene) -> Period | None:
    """The quarter a report of results is about, known before it is first named."""
    for element in elements:
        reading = element.value
        if isinstance(reading, Recurring) and reading.unit == "quarter":
            return reading.period(scene)
    return None


def _timex(element: Element, scene: Scene) -> Timex:
    reading: Reading = element.value
    value = reading.value(scene)
    if not _is_comparison(reading):
        scene.note(reading.period(scene))
    mod = reading.mod if isinstance(reading, Modified) else None
    untold = UNANCHORED if scene.anchor is None else UNTOLD
    reason = untold if value is None else None
    return Timex(element.start, element.end, type_of(reading), value, mod, reason)


def _is_comparison(reading: Reading) -> bool:
    """Whether it only sets a figure beside an earlier one: the talk stays where it was."""
    return isinstance(reading.base if isinstance(reading, Modified) else reading, YearBefore)
