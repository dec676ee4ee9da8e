"""Rules that put expressions together: times of day, parts of periods, modifiers, references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.findings.times.grammar import Rule, rule
from dragoman.findings.times.readings import (
    Clock,
    DayOfYear,
    DayWithin,
    Fixed,
    FromAnchor,
    FromMention,
    Holding,
    Mentioned,
    Modified,
    Moved,
    Named,
    PartOfDay,
    Reading,
    Recurring,
    Weekday,
    Within,
    YearBefore,
)

if TYPE_CHECKING:
    from dragoman.findings.times.grammar import Match


def tonight(match: Match) -> Reading:
    """`tonight`, `last night`, `overnight`."""
    return PartOfDay("NI", FromAnchor("day", 0 if "tonight" in match.words else -1))


def part_of_today(match: Match) -> Reading:
    """`this morning`."""
    return PartOfDay(match["p"], FromAnchor("day", 0))


def part_of_mentioned(match: Match) -> Reading | None:
    """`in the morning`, `the next morning`, of the day spoken of."""
    if match["r"] is not None or match.get("r"):
        by = -1 if match.word("r") == "previous" else 1
        return PartOfDay(match["p"], FromMention("day", by))
    before = match.before()
    if before is None or before.text != "in" or match["p"] == "NI":
        return None
    return PartOfDay(match["p"], Mentioned("day"))


def part_of_that_day(match: Match) -> Reading:
    """`that evening`."""
    return PartOfDay(match["p"], Mentioned("day"))


def present(match: Match) -> Reading:  # noqa: ARG001
    """`now`, `currently`."""
    return Named("DATE", "PRESENT_REF")


def at_present(match: Match) -> Reading | None:
    """`at this time`."""
    before = match.before()
    return present(match) if before is not None and before.text == "at" else None


def these_days(match: Match) -> Reading | None:
    """`these days`."""
    return present(match) if match["u"] == "day" else None


def past(match: Match) -> Reading:  # noqa: ARG001
    """`recently`."""
    return Named("DATE", "PAST_REF")


def future(match: Match) -> Reading:  # noqa: ARG001
    """`soon`."""
    return Named("DATE", "FUTURE_REF")


def some_time(match: Match) -> Reading:  # noqa: ARG001
    """`for a while`: a length nobody gives."""
    return Named("DURATION", "PXX")


def soon(match: Match) -> Reading | None:
    """`soon`, but not `as soon as` nor `soon after`."""
    before, after = match.before(), match.after()
    if before is not None and before.text in ("as", "how"):
        return None
    return None if after is not None and after.text in ("after", "as", "-") else future(match)


def the_past(match: Match) -> Reading | None:
    """`in the past`, where no noun follows."""
    before, after = match.before(), match.after()
    if after is not None and after.kind in ("-", "NUMBER", "DAYNUM", "SPAN", "UNITS"):
        return None
    return past(match) if before is not None and before.text in ("in", "of", "from") else None


FUTURE_CUES = frozenset("in into about for near of".split())


def the_future(match: Match) -> Reading | None:
    """`in the future`; `the future of our people` is a subject."""
    before, after = match.before(), match.after()
    if after is not None and after.text == "of":
        return None
    short = len(match.words) == 2
    if short and (before is None or before.text not in FUTURE_CUES):
        return None
    return future(match)


REFERENCES: tuple[Rule, ...] = (
    rule("TIME", "tonight|overnight", tonight),
    rule("TIME", "last night", tonight),
    rule("TIME", "this p=PART", part_of_today),
    rule("TIME", "mid -? p=PART", part_of_today),
    rule("TIME", "the (r=next|following|previous)? p=PART", part_of_mentioned),
    rule("TIME", "that (same)? p=PART", part_of_that_day),
    rule("REF", "(right)? now", present),
    rule("REF", "currently|nowadays|presently|current", present),
    rule("REF", "the present (time)?", at_present),
    rule("REF", "this time", at_present),
    rule("REF", "these u=UNITS", these_days),
    rule("REF", "(more|most)? recently", past),
    rule("REF", "lately|recent", past),
    rule("SPAN", "a while", some_time),
    rule("SPAN", "some time", some_time),
    rule("REF", "soon", soon),
    rule("REF", "as soon as possible", future),
    rule("REF", "the past", the_past),
    rule("REF", "the (near|foreseeable|immediate|distant)? future", the_future),
    rule("REF", "the near|short|long term", the_future),
)


def is_day(reading: object) -> bool:
    """Whether a reading names one day."""
    match reading:
        case Weekday() | DayOfYear() | Moved():
            return True
        case FromAnchor(unit="day") | Mentioned(unit="day") | FromMention(unit="day"):
            return True
        case Fixed(of=period):
            return period.unit == "day"
        case DayWithin():
            return True
        case _:
            return False


def part_of_day(match: Match) -> Reading | None:
    """`Thursday evening`, `the morning of March 5`."""
    return PartOfDay(match["p"], match["d"]) if is_day(match["d"]) else None


def small_hours(match: Match) -> Reading | None:
    """`the early hours of Sunday`."""
    if "hours" not in match.words or not is_day(match["d"]):
        return None
    return Modified(PartOfDay("MO", match["d"]), "START")


BRACKETED = 6
"""Elements behind a clock within which a bracket with another zone's closes."""


def clock_on_day(match: Match) -> Reading | None:
    """`noon Thursday`, `Friday at 8 p.m.`."""
    return (
        Clock(match["t"].hour, match["t"].minute, match["d"], match["t"].utc)
        if is_day(match["d"])
        else None
    )


def clock_alone(match: Match) -> Reading:
    """A time of the day behind it, as in `10:35 a.m. (0735 GMT) Friday`, of the day spoken of
    last, else of the report's day.
    """
    day = _day_behind(match) or Mentioned("day")
    return Clock(match["t"].hour, match["t"].minute, day, match["t"].utc)


def _day_behind(match: Match) -> Reading | None:
    """The day that stands behind a closing bracket."""
    behind = [match.after(step) for step in range(1, BRACKETED)]
    close = next((n for n, one in enumerate(behind) if one is not None and one.text == ")"), None)
    if close is None or (close and behind[0] is not None and behind[0].text != "("):
        return None
    day = match.after(close + 2)
    if day is not None and day.text == "on":
        day = match.after(close + 3)
    return day.value if day is not None and day.kind == "PERIOD" and is_day(day.value) else None


def part_of_year(match: Match) -> Reading | None:
    """`the third quarter of 1984`, `June last year`, `this year's first quarter`."""
    part, year = match["a"], match["b"]
    if not isinstance(part, Recurring) or part.pointer is not None:
        return None
    match year:
        case Fixed(of=period) if period.unit == "year":
            return Within(part.unit, part.number, year)
        case FromAnchor(unit="year") | FromMention(unit="year") | Mentioned(unit="year"):
            return Within(part.unit, part.number, year)
        case _:
            return None


def part_of_named_day(match: Match) -> Reading | None:
    """`mid-afternoon yesterday`."""
    part, day = match["a"], match["d"]
    if not isinstance(part, PartOfDay) or not (match.word("a") or "").startswith("mid"):
        return None
    return PartOfDay(part.part, day) if is_day(day) else None


def weekday_of_week(match: Match) -> Reading | None:
    """`Monday last week`."""
    day, week = match["a"], match["b"]
    if isinstance(day, Weekday) and day.pointer is None and isinstance(week, FromAnchor):
        return DayWithin(day.number, week) if week.unit == "week" else None
    return None


def week_of_day(match: Match) -> Reading | None:
    """`the week of April 9`."""
    whole, day = match["a"], match["d"]
    if not isinstance(whole, Mentioned) or whole.unit != "week" or not is_day(day):
        return None
    return Holding("week", day)


def same_day_twice(match: Match) -> Reading | None:
    """`this coming Sunday, March eighth`: one day named in two ways; the date counts."""
    first, second = match["a"], match["b"]
    return second if isinstance(first, Weekday) and isinstance(second, DayOfYear) else None


def day_beside(match: Match) -> Reading | None:
    """`the day before last Tuesday`."""
    by = -1 if match.word("r") == "before" else 1
    return Moved(match["d"], by) if is_day(match["d"]) else None


def quarter_of_year(match: Match) -> Reading | None:
    """`last year's quarter`: the quarter spoken of, moved to that year."""
    year = match["b"]
    return YearBefore(year) if year == FromAnchor("year", -1) else None


JOINED: tuple[Rule, ...] = (
    rule("TIME", "d=PERIOD p=PART", part_of_day),
    rule("TIME", "(the)? (mid|early|late)? -? p=PART (of|on|,)? d=PERIOD", part_of_day),
    rule("TIME", "(the)? early|small SPAN (of|on)? d=PERIOD", small_hours),
    rule("TIME", "a=TIME (on)? d=PERIOD", part_of_named_day),
    rule("TIME", "t=CLOCKTIME ,? (on)? d=PERIOD", clock_on_day),
    rule("TIME", "d=PERIOD ,? (at|around|about)? t=CLOCKTIME", clock_on_day),
    rule("PERIOD", "a=PERIOD ,? (of|in)? b=PERIOD", part_of_year),
    rule("PERIOD", "(the)? b=PERIOD ('s)? a=PERIOD", part_of_year),
    rule("PERIOD", "a=PERIOD ,? (of)? b=PERIOD", weekday_of_week),
    rule("PERIOD", "a=PERIOD of d=PERIOD", week_of_day),
    rule("PERIOD", "(the)? day r=before|after d=PERIOD", day_beside),
    rule("PERIOD", "a=PERIOD , b=PERIOD", same_day_twice),
    rule("PERIOD", "b=PERIOD 's quarter", quarter_of_year),
    rule(
        "PERIOD",
        "(the)? same|corresponding|comparable period|quarter|month (of|in)? b=PERIOD",
        quarter_of_year,
    ),
)

MODIFIERS = {
    "early": "START", "earlier": "START", "beginning": "START", "start": "START",
    "late": "END", "later": "END", "end": "END", "close": "END", "mid": "MID", "middle": "MID",
}  # fmt: skip


def modified(match: Match) -> Reading | None:
    """`early next year`, `the end of 1990`, `mid-November`."""
    base = match["p"]
    if isinstance(base, Named):
        return None
    return Modified(base, MODIFIERS[match.word("m") or "early"])


APPROXIMATE: tuple[Rule, ...] = (
    rule("TIME", "t=CLOCKTIME", clock_alone),
    rule("PERIOD", "(the)? m=early|late|mid -? (on|in)? p=PERIOD", modified),
    rule("PERIOD", "m=earlier (on|in)? p=PERIOD", modified),
    rule("PERIOD", "m=later p=PERIOD", modified),
    rule("PERIOD", "(the|its|their)? (very)? m=beginning|start|end|middle of p=PERIOD", modified),
    rule("PERIOD", "p=PERIOD 's m=beginning|start|end", modified),
    rule("TIME", "(the)? m=early|late|later|earlier|mid -? (on|in)? p=TIME", modified),
)  # fmt: skip

MODS = {
    "about": "APPROX", "around": "APPROX", "roughly": "APPROX", "approximately": "APPROX",
    "some": "APPROX", "so": "APPROX", "nearly": "LESS_THAN", "almost": "LESS_THAN",
    "under": "LESS_THAN", "more": "MORE_THAN", "over": "MORE_THAN", "less": "LESS_THAN",
    "fewer": "LESS_THAN", "least": "EQUAL_OR_MORE", "to": "EQUAL_OR_LESS",
    "later": "ON_OR_AFTER", "beyond": "ON_OR_AFTER", "most": "EQUAL_OR_LESS",
}  # fmt: skip


def approximate(match: Match) -> Reading:
    """`about two years`, `more than four hours`, `at least 30 days`, `a year or so`."""
    return Modified(match["s"], MODS[match.word("m") or "about"])


BEFORE_OVER = frozenset(
    "for in after than of lasted last lasts took takes take with is was".split()
)


def over(match: Match) -> Reading | None:
    """`for over a week`: `over` is a modifier after another preposition only."""
    before = match.before()
    if before is None or before.text not in BEFORE_OVER:
        return None
    return approximate(match)


AROUND: tuple[Rule, ...] = (
    rule("SPAN", "m=about|around|roughly|approximately|some|nearly|almost s=SPAN|A_SPAN",
         approximate),
    rule("SPAN", "(just)? m=under s=SPAN|A_SPAN", approximate),
    rule("SPAN", "(no)? m=more|less|fewer than s=SPAN|A_SPAN", approximate),
    rule("SPAN", "at m=least|most s=SPAN|A_SPAN", approximate),
    rule("SPAN", "up m=to s=SPAN", approximate),
    rule("SPAN", "(just)? m=over s=SPAN|A_SPAN", over),
    rule("SPAN", "s=SPAN|A_SPAN or m=so|more|less", approximate),
    rule("PERIOD", "m=about|around|nearly|almost s=PERIOD", approximate),
    rule("PERIOD", "(just)? m=more|less than s=PERIOD", approximate),
    rule("PERIOD", "s=PERIOD or m=so|later", approximate),
    rule("PERIOD", "s=PERIOD and m=beyond", approximate),
    rule("TIME", "m=about|around|nearly|almost|approximately s=TIME", approximate),
)  # fmt: skip
