"""Rules for what is counted from the report's day, or from what was spoken of before."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from dragoman.findings.times.calendar import Period, Unit
from dragoman.findings.times.dates import POINTERS
from dragoman.findings.times.grammar import Rule, rule
from dragoman.findings.times.lengths import Length
from dragoman.findings.times.lexicon import CLOCK_UNITS
from dragoman.findings.times.readings import (
    Fixed,
    FromAnchor,
    FromMention,
    Mentioned,
    Modified,
    Named,
    NearWeekend,
    NextUnit,
    Reading,
    Recurring,
    YearBefore,
)

if TYPE_CHECKING:
    from dragoman.findings.times.grammar import Element, Match

CALENDAR_UNITS: dict[str, tuple[Unit, int]] = {
    "day": ("day", 1), "week": ("week", 1), "weekend": ("weekend", 1), "month": ("month", 1),
    "quarter": ("quarter", 1), "year": ("year", 1), "decade": ("decade", 1),
    "century": ("century", 1), "fortnight": ("week", 2),
}  # fmt: skip


QUOTES = frozenset("\" “ ‘ ' `".split())


def pointed_unit(match: Match) -> Reading | None:
    """`last week`, `this year`, `next month`."""
    unit = CALENDAR_UNITS.get(match["u"])
    pointer = POINTERS[match.word("r") or "this"]
    before = match.before()
    if unit is None or (before is not None and before.text in QUOTES and match.is_title):
        return None
    name, factor = unit
    if name == "weekend":
        return NearWeekend(pointer)
    by = {"last": -1, "this": 0, "next": 1}[pointer] * factor
    if name == "day":
        return FromAnchor("day", 0) if pointer == "this" and match.word("r") == "current" else None
    return FromAnchor(name, by)


def from_mention(match: Match) -> Reading | None:
    """`the previous year`, `the following month`, `the next day`: from what was spoken of."""
    unit = CALENDAR_UNITS.get(match["u"])
    if unit is None:
        return None
    by = -1 if match.word("r") in ("previous", "preceding", "prior") else 1
    if match.word("r") == "next" and unit[0] != "day":
        return NextUnit(unit[0])
    return FromMention(unit[0], by * unit[1])


YEAR_ENDS = frozenset("ended ending to was".split())


def definite_unit(match: Match) -> Reading | None:
    """`the year`, `the quarter`, `the weekend`, `that month`."""
    unit = CALENDAR_UNITS.get(match["u"])
    after, before = match.after(), match.before()
    if unit is None or unit[0] == "century":
        return None
    if unit[0] == "weekend":
        return NearWeekend(None)
    if unit[0] == "day" and match.words == ["the", "day"]:
        return _the_day(match)
    if unit[0] == "year" and after is not None and after.text in YEAR_ENDS:
        return None if after.text == "was" else Length(1, "year")
    if before is not None and before.text == "of" and _is_title(match.before(2)):
        return None
    if match.words[0] == "that" or unit[0] == "quarter":
        return Mentioned(unit[0], -1 if unit[0] == "quarter" else 0, reach=None)
    return Mentioned(unit[0])


def _the_day(match: Match) -> Reading | None:
    """`later in the day`: the day spoken of."""
    before, further = match.before(), match.before(2)
    if before is None or further is None or before.text != "in":
        return None
    return Mentioned("day") if further.text in ("later", "earlier", "late", "early") else None


PEOPLE_OF_THE_YEAR = frozenset("man woman person player coach team book word time times".split())


def _is_title(element: Element | None) -> bool:
    return element is not None and element.text in PEOPLE_OF_THE_YEAR


def quarter(match: Match) -> Reading | None:
    """`the third quarter`, `first-half`: a part of a year to be known from elsewhere."""
    unit: Unit = "half" if match["h"] is not None or match.get("h") else "quarter"
    highest = 2 if unit == "half" else 4
    if not 1 <= match.rank("r") <= highest:
        return None
    if unit == "half" and not _has_year_after(match):
        return None
    return Recurring(unit, match.rank("r"))


def _has_year_after(match: Match) -> bool:
    after, further = match.after(), match.after(2)
    if after is not None and after.text == "of":
        return further is not None and (
            further.kind in ("YEARNUM", "PERIOD") or further.text in ("the", "this", "last", "next")
        )
    return after is not None and after.kind in ("YEARNUM", "PERIOD")


def short_quarter(match: Match) -> Reading:
    """`Q3`, `Q3 2012`."""
    if match["y"]:
        return Fixed(Period.part("quarter", match["y"], match["q"]))
    return Recurring("quarter", match["q"])


def long_ago(match: Match) -> Reading:
    """`years ago`."""
    return Length(None, match["u"])


def ago(match: Match) -> Reading | None:
    """`two years ago`, `10 days ago`; without a number only the past is known."""
    base, mod = _plain(match["s"])
    if base is None:
        return None
    if base.amount is None:
        return Named("DATE", "PAST_REF")
    if base.unit in CLOCK_UNITS or base.unit not in CALENDAR_UNITS:
        return base
    reading = _counted(base, -1)
    if reading == FromAnchor("year", -1):
        reading = YearBefore(reading)
    return Modified(reading, "APPROX") if mod or "so" in match.words else reading


def from_now(match: Match) -> Reading | None:
    """`two years from now`."""
    base, _ = _plain(match["s"])
    if base is None or base.unit not in CALENDAR_UNITS:
        return base
    return Named("DATE", "FUTURE_REF") if base.amount is None else _counted(base, 1)


def _plain(reading: object) -> tuple[Length | None, bool]:
    modified = isinstance(reading, Modified)
    base = reading.base if isinstance(reading, Modified) else reading
    return (base if isinstance(base, Length) else None), modified


def _counted(base: Length, sign: int) -> Reading:
    unit, factor = CALENDAR_UNITS[base.unit]
    amount = cast("float", base.amount) * factor * sign
    if unit == "year" and not float(amount).is_integer():
        return FromAnchor("month", round(amount * 12))
    return FromAnchor(unit, round(amount))


def earlier(match: Match) -> Reading | None:
    """`a year earlier`: before what was spoken of."""
    base, _ = _plain(match["s"])
    if base is None or base.amount is None or base.unit not in CALENDAR_UNITS:
        return base
    unit, factor = CALENDAR_UNITS[base.unit]
    reading = FromMention(unit, -round(base.amount * factor))
    return YearBefore(reading) if reading == FromMention("year", -1) else reading


def year_ago(match: Match) -> Reading:  # noqa: ARG001
    """`the year-earlier quarter`."""
    return YearBefore(FromMention("year", -1))


def year_before(match: Match) -> Reading:  # noqa: ARG001
    """`the year previous`: before the one spoken of."""
    return FromMention("year", -1)


def relative_day(match: Match) -> Reading:
    """`yesterday`, `today`, `tomorrow`."""
    return FromAnchor("day", {"yesterday": -1, "today": 0, "tomorrow": 1}[match.words[-1]])


def day_beyond(match: Match) -> Reading:
    """`the day before yesterday`."""
    by = -1 if "before" in match.words else 1
    return FromAnchor("day", 2 * by)


def day_around(match: Match) -> Reading | None:
    """`the day before`, `the day after`, where the sentence ends there."""
    after = match.after()
    if after is not None and after.text[0].isalnum():
        return None
    return FromMention("day", -1 if "before" in match.words else 1)


def year_end(match: Match) -> Reading:  # noqa: ARG001
    """`year-end`."""
    return Modified(FromAnchor("year", 0), "END")


def latest_quarter(match: Match) -> Reading | None:
    """`the latest quarter`: the one spoken of; a `period` only where quarters were spoken of."""
    if "current" in match.words:
        return FromAnchor("quarter", 0) if "quarter" in match.words else None
    return Mentioned("quarter", -1, ended="latest" in match.words, reach=None)


def last_quarter_of(match: Match) -> Reading:
    """`the last quarter of 1997`."""
    return Fixed(Period.part("quarter", match["y"], 4))


def half_of(match: Match) -> Reading:
    """`the last half of 1989`; of a decade the half stays a modifier."""
    number = 1 if match.word("r") == "first" else 2
    if match["y"]:
        return Fixed(Period.part("half", match["y"], number))
    return Modified(Fixed(match["p"]), "START" if number == 1 else "END")


RELATIVE: tuple[Rule, ...] = (
    rule("PERIOD", "r=last|past|this|next u=UNIT", pointed_unit),
    rule("PERIOD", "(the)? r=current|coming|upcoming u=UNIT", pointed_unit),
    rule("PERIOD", "this r=past|coming u=UNIT", pointed_unit),
    rule("PERIOD", "(the)? r=previous|preceding|prior|following u=UNIT", from_mention),
    rule("PERIOD", "the r=next u=UNIT", from_mention),
    rule("PERIOD", "(the|that) u=UNIT", definite_unit),
    rule("PERIOD", "(the|that) (same|full|entire|whole) u=UNIT", definite_unit),
    rule("PERIOD", "(the)? (fiscal)? r=RANK (fiscal)? (quarter|h=half)", quarter),
    rule("PERIOD", "(fiscal)? r=RANK - (quarter|h=half)", quarter),
    rule("PERIOD", "the r=first|last|SECOND half of (the)? (y=YEARNUM|p=DECADE)", half_of),
    rule("PERIOD", "the (most)? latest|recent|current|same quarter", latest_quarter),
    rule("PERIOD", "the last|final quarter of y=YEARNUM", last_quarter_of),
    rule("PERIOD", "the latest period", latest_quarter),
    rule("PERIOD", "q=QUARTER ((of)? y=YEARNUM)?", short_quarter),
    rule("PERIOD", "y=YEARNUM q=QUARTER", short_quarter),
    rule("SPAN", "u=UNITS ago", long_ago),
    rule("PERIOD", "(the)? s=SPAN|A_SPAN (or so)? ago", ago),
    rule("PERIOD", "s=SPAN|A_SPAN from now", from_now),
    rule("PERIOD", "s=A_SPAN|SPAN earlier", earlier),
    rule("PERIOD", "year - ago|earlier", year_ago),
    rule("PERIOD", "(the)? (comparable|corresponding)? year - ago|earlier"
         " (fiscal)? (quarter|period|SPAN|month|week|half)", year_ago),
    rule("PERIOD", "(the)? year - ago|earlier (fiscal)? RANK -? quarter", year_ago),
    rule("PERIOD", "yesterday|today|tomorrow", relative_day),
    rule("PERIOD", "(the)? day before yesterday", day_beyond),
    rule("PERIOD", "(the)? day after tomorrow", day_beyond),
    rule("PERIOD", "(the|a) day before|after|earlier", day_around),
    rule("PERIOD", "the year previous", year_before),
    rule("PERIOD", "(the)? year -? end", year_end),
    rule("PERIOD", "year 's end", year_end),
)  # fmt: skip
