"""Rules for the time of day by a clock: `7:15 p.m.`, `0600 GMT`, `4 in the morning`, `noon`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dragoman.findings.times.grammar import Rule, rule

if TYPE_CHECKING:
    from dragoman.findings.times.grammar import Match

UTC = ("utc", "gmt")
HALF_DAY = 12


class ClockTime(NamedTuple):
    """Hour and minute by a clock, that of UTC or one not said."""

    hour: int
    minute: int
    utc: bool = False


NOON, MIDNIGHT = ClockTime(12, 0), ClockTime(24, 0)
CLOCK_CUES = frozenset("at around by until till from to after before since between about ,".split())


def clock(match: Match) -> ClockTime | None:
    """`7:15 p.m.`, `10 a.m. EST`: hour and minute; a bare `7:15` needs a preposition."""
    hour, minute = match["t"] if match["t"] else (int(match["h"]), 0)
    half = (match.word("ap") or "")[:1]
    if not half and match["z"] is None and not _is_bare_clock(match):
        return None
    if half and not 1 <= hour <= HALF_DAY:
        return None
    if half == "p" and hour < HALF_DAY:
        hour += HALF_DAY
    if half == "a" and hour == HALF_DAY:
        hour = 0
    return ClockTime(hour, minute, match["z"] in UTC)


def _is_bare_clock(match: Match) -> bool:
    """Whether `4:07` is a time of day: after a preposition, and no result like `4:07.13`."""
    before = match.before()
    end = match.elements[match.end - 1].end
    decimal = match.text[end : end + 1] == "." and match.text[end + 1 : end + 2].isdigit()
    return before is not None and before.text in CLOCK_CUES and not decimal


def four_figures(match: Match) -> ClockTime | None:
    """`0600 GMT`."""
    text = match.word("n") or ""
    if len(text) != 4 or not text.isdigit():
        return None
    hour, minute = int(text[:2]), int(text[2:])
    return ClockTime(hour, minute, match["z"] in UTC) if hour <= 24 and minute < 60 else None


HOURS_OF = {
    "MO": range(1, 12), "AF": range(1, 7), "EV": range(5, 12), "NI": (1, 2, 3, 4, 8, 9, 10, 11),
}  # fmt: skip


def hour_of_part(match: Match) -> ClockTime | None:
    """`4 in the morning`, `eight in the evening`."""
    hour, part = match["h"], match["p"]
    if hour not in HOURS_OF.get(part, ()):
        return None
    late = part != "MO" and 4 < hour < HALF_DAY  # two at night comes after midnight
    return ClockTime(hour % HALF_DAY + (HALF_DAY if late or part == "AF" else 0), 0)


def o_clock(match: Match) -> ClockTime:
    """`two o'clock`: the half of the day is not said."""
    return ClockTime(int(match["h"]), 0)


def twelve(match: Match) -> ClockTime | None:
    """`noon`, `midnight`; `high noon` is a figure of speech."""
    before = match.before()
    if before is not None and before.text == "high":
        return None
    return MIDNIGHT if "midnight" in match.words else NOON


CLOCKS: tuple[Rule, ...] = (
    rule("CLOCKTIME", "t=CLOCK (ap=AMPM)? (z=ZONE)?", clock),
    rule("CLOCKTIME", "t=CLOCK (ap=AMPM)? (z=local) time", clock),
    rule("CLOCKTIME", "h=DAYNUM ap=AMPM (z=ZONE)?", clock),
    rule("CLOCKTIME", "h=DAYNUM ap=AMPM local time", clock),
    rule("CLOCKTIME", "n=NUMBER|YEARNUM z=ZONE", four_figures),
    rule("CLOCKTIME", "h=COUNT o'clock", o_clock),
    rule("CLOCKTIME", "h=COUNT (o'clock)? in the p=PART", hour_of_part),
    rule("CLOCKTIME", "noon|midnight|midday", twelve),
)
