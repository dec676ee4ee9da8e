"""Finds the time expressions of a `Doc` and gives each its TIMEX3 type and value."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from dragoman.findings.times.combinations import APPROXIMATE, AROUND, CLOCKS, JOINED, REFERENCES
from dragoman.findings.times.dates import DATES
from dragoman.findings.times.durations import LENGTHS, SETS, SPANS
from dragoman.findings.times.elements import elements_of
from dragoman.findings.times.grammar import rewrite
from dragoman.findings.times.readings import (
    Modified,
    Reading,
    Recurring,
    YearBefore,
    type_of,
)
from dragoman.findings.times.relative import RELATIVE
from dragoman.findings.times.scene import Scene
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
    AROUND,
)
"""Each stage sees what the ones before it made: lengths, then dates, then what joins them."""
FOUND = frozenset({"PERIOD", "SPAN", "A_SPAN", "SET", "REF", "TIME"})
UNANCHORED = "no day of the report is known"
MEMORY = 2  # sentences after which a day spoken of is no longer "the day"


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
    elements = elements_of(doc)
    for stage in STAGES:
        elements = rewrite(elements, stage, doc.text)
    return _resolved(doc, [one for one in elements if one.kind in FOUND], anchor)


def _resolved(doc: Doc, elements: list[Element], anchor: date | None) -> list[Timex]:
    scene = Scene(anchor)
    scene.note(_first_quarter(elements, scene))
    starts = [token.idx for token in doc]
    found = []
    for element in elements:
        first = max(bisect_right(starts, element.start) - 1, 0)
        last = max(bisect_right(starts, element.end - 1) - 1, 0)
        scene.at = element.start
        scene.bound = first > 0 and doc[first - 1].lower_ in BOUNDS
        scene.direction = direction_of(doc[first], doc[last])
        found.append(_timex(element, scene))
    return found


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
    reason = UNANCHORED if value is None and scene.anchor is None else None
    return Timex(element.start, element.end, type_of(reading), value, mod, reason)


def _is_comparison(reading: Reading) -> bool:
    """Whether it only sets a figure beside an earlier one: the talk stays where it was."""
    return isinstance(reading.base if isinstance(reading, Modified) else reading, YearBefore)
