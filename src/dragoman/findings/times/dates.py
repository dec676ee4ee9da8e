"""Rules for dates: days, months, quarters, years, and what is counted from the report's day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dragoman.findings.times.calendar import Period, day_of
from dragoman.findings.times.feasts import FROM_EASTER, Feast, Untold, WeekWithin
from dragoman.findings.times.grammar import Rule, rule
from dragoman.findings.times.readings import (
    DayOfYear,
    Fixed,
    FromAnchor,
    Modified,
    Moved,
    Reading,
    Recurring,
    Weekday,
)

if TYPE_CHECKING:
    from dragoman.findings.times.grammar import Match
    from dragoman.findings.times.scene import Pointer

POINTERS: dict[str, Pointer] = {
    "last": "last", "past": "last", "previous": "last", "this": "this", "current": "this",
    "next": "next", "coming": "next", "upcoming": "next", "following": "next",
}  # fmt: skip
NOT_DAYS_BEFORE = frozenset("percent % million billion trillion".split())


SEPTEMBER_11 = Period.of(date(2001, 9, 11), "day")
ATTACKED = frozenset("attack attacks terrorist terror hijackers hijackings bombings".split())


def september_11(match: Match) -> Reading:  # noqa: ARG001
    """`9/11`."""
    return Fixed(SEPTEMBER_11)


def day_and_month(match: Match) -> Reading | None:
    """`Friday, Oct. 13, 1989`, `the 8th of March`."""
    after = match.after()
    day, month, year = match.rank("d"), match["m"], match["y"]
    if (month, day, year) == (9, 11, None) and after is not None and after.text in ATTACKED:
        return Fixed(SEPTEMBER_11)
    if year is None and after is not None and after.text in NOT_DAYS_BEFORE:
        return None
    if not 1 <= day <= 31 or (month == 2 and day > 29):
        return None
    if year is None:
        return DayOfYear(month, day, match["w"])
    period = day_of(year, month, day)
    return None if period is None else Fixed(period)


def around_year(match: Match) -> Reading:
    """`post-1959`."""
    base = Fixed(Period.year(match["y"]))
    return Modified(base, "AFTER" if match.word("m") == "post" else "BEFORE")


def week_of_month(match: Match) -> Reading:
    """`the last week of March`."""
    month = Recurring("month", match["m"]) if match["y"] is None else month_and_year(match)
    return WeekWithin(month, first="first" in match.words)


def month_and_year(match: Match) -> Reading:
    """`January 1997`."""
    return Fixed(Period.part("month", match["y"], match["m"]))


def bare_month(match: Match) -> Reading | None:
    """`September`: the year is for the verb to tell; `the March of the Mothers` is none."""
    before, after = match.before(), match.after()
    if after is not None and after.text == "of" and before is not None and before.text == "the":
        return None
    return Recurring("month", match["m"])


def pointed_month(match: Match) -> Reading:
    """`last April`."""
    return Recurring("month", match["m"], _pointer(match))


DAYS_WITH_NAMES = frozenset("black bloody super fat ash palm good easter cyber holy".split())


def bare_weekday(match: Match) -> Reading | None:
    """`Wednesday`; `Bloody Sunday` is a name."""
    before = match.before()
    if before is not None and before.text in DAYS_WITH_NAMES:
        return None
    return Weekday(match["w"])


def pointed_weekday(match: Match) -> Reading:
    """`next Friday`, `this coming Sunday`."""
    return Weekday(match["w"], _pointer(match))


def _pointer(match: Match) -> Pointer | None:
    return POINTERS[match.word("r") or "this"]


SEASON_CUES = frozenset("in by during since until of through early late mid - for".split())


GAMES = frozenset("olympics olympic games olympian olympians paralympics".split())


def season(match: Match) -> Reading | None:
    """`last spring`, `the summer`; a bare season needs a preposition, `the fall of` is a fall."""
    before, after = match.before(), match.after()
    pointed, article = match.get("r"), "the" in match.words
    following = "" if after is None else after.text
    if following in GAMES or (article and following == "of" and match.words[-1] == "fall"):
        return None
    if pointed is None and not article and (before is None or before.text not in SEASON_CUES):
        return None
    return Recurring("season", match["s"], _pointer(match) if pointed else None)


def season_of_year(match: Match) -> Reading:
    """`the winter of 1994`."""
    return Fixed(Period.part("season", match["y"], match["s"]))


def number_date(match: Match) -> Reading:
    """A date in figures."""
    return Fixed(match["n"])


YEAR_CUES = frozenset(
    "in since by of from to until till between through during before after circa year late early"
    " mid for around about and or the its their this a an his her , ( - DASH past throughout over"
    " than at on that 's election".split()
)
COUNTED_THINGS = frozenset(
    "people soldiers troops men women children police officers civilians refugees jobs workers"
    " dollars euros pounds yen yuan feet miles km kilometers kilometres metres meters tons tonnes"
    " barrels shares points votes homes houses students prisoners migrants employees members"
    " times percent % million billion trillion".split()
)
NUMBERED_THINGS = frozenset(
    "$ £ € # / no no. number flight resolution resolutions article section room route unit"
    " regiment battalion brigade rule chapter page channel model type".split()
)
"""What is followed by a number: `Security Council resolution 1929`."""
DETERMINERS = frozenset("the its their his her 's this".split())
STRICT_CUES = frozenset("in since of until from by".split())
FIRST_YEAR = 1400  # an older number is hardly a year
FIRST_BARE_YEAR, LAST_BARE_YEAR = 1900, 2060


def bare_year(match: Match) -> Reading | None:
    """`1998`, `the 1961 treaty`; a number that counts things is none."""
    year = match["y"]
    before, after = match.before(), match.after()
    word = "" if before is None else before.text
    thing = "" if after is None else after.text
    if "year" in match.words:
        return Fixed(Period.year(year))
    if word in NUMBERED_THINGS or (thing in COUNTED_THINGS and word not in DETERMINERS):
        return None
    if not FIRST_BARE_YEAR <= year <= LAST_BARE_YEAR:
        strict = word in STRICT_CUES and year >= FIRST_YEAR
        return Fixed(Period.year(year)) if strict else None
    cued = before is None or word in YEAR_CUES or before.kind in ("PERIOD", "SEASON")
    is_count = not cued and year % 100 == 0 and thing.endswith("s")
    return None if is_count else Fixed(Period.year(year))


def fiscal_year(match: Match) -> Reading:
    """`fiscal 1989`, `the current fiscal year`."""
    return Fixed(Period.year(match["y"])) if match["y"] else FromAnchor("year", 0)


def last_fiscal_year(match: Match) -> Reading:  # noqa: ARG001
    """`the latest fiscal year`."""
    return FromAnchor("year", -1)


def year_in_words(match: Match) -> Reading | None:
    """`the year two thousand`."""
    known = FIRST_BARE_YEAR <= match["y"] <= LAST_BARE_YEAR
    return Fixed(Period.year(int(match["y"]))) if known else None


NOT_DECADES_AFTER = frozenset("his her their my your its our low lower high upper".split())


def decade(match: Match) -> Reading | None:
    """`the 1990s`; a man `in his early 50s` is that old."""
    near = [match.before(step) for step in (1, 2, 3)]
    if any(one is not None and one.text in NOT_DECADES_AFTER for one in near):
        return None
    return Fixed(match["d"])


def decade_word(match: Match) -> Reading:
    """`the nineties` of the last century."""
    return Fixed(Period("decade", 190 + match["d"]))


def century(match: Match) -> Reading | None:
    """`the 20th century`: value 19."""
    return Fixed(Period("century", match["r"] - 1)) if 1 <= match["r"] <= 30 else None


def holiday(match: Match) -> Reading:
    """`Christmas`, `Christmas Eve`."""
    month, day = match["h"]
    return _eve(DayOfYear(month, day), match)


def feast(match: Match) -> Reading | None:
    """`Good Friday`, `Easter Monday`, `Thanksgiving`, `Easter eve`; `Easter egg` is no day."""
    if not match.text[match.elements[match.start].start].isupper():
        return None
    after = match.after()
    if after is not None and after.text in ("agreement", "accord", "accords", "deal", "massacre"):
        return None  # the name of a thing
    name = " ".join(word for word in match.words if word not in ("day", "eve", "'s"))
    return _eve(Feast(name), match) if name in FROM_EASTER or name == "thanksgiving" else None


def untold(match: Match) -> Reading:  # noqa: ARG001
    """`Election Day`."""
    return Untold()


def and_a_day(match: Match) -> Reading | None:
    """The later days of `April 24 and 25`, `June 3, 4 and 5`."""
    joint, first, after = match.before(), match.before(2), match.after()
    if joint is None or joint.text not in ("and", "or", ",", "-", "–") or first is None:
        return None
    if joint.text == "," and (after is None or after.text not in (",", "and", "or")):
        return None
    day, counts = first.value, after is not None and after.text.isalpha()
    if counts and after is not None and after.text not in BEHIND_DAYS:
        return None
    if isinstance(day, DayOfYear) and day.day < match["d"] <= 31:
        return DayOfYear(day.month, match["d"])
    return None


def new_year(match: Match) -> Reading:
    """`New Year's Day`, `New Year's Eve`."""
    return DayOfYear(12, 31) if "eve" in match.words else DayOfYear(1, 1)


def _eve(day: Reading, match: Match) -> Reading:
    return Moved(day, -1) if "eve" in match.words else day


BEHIND_DAYS = frozenset(
    "and or in at on for to with by when as and that which but where during".split()
)

AND_DAYS: tuple[Rule, ...] = (rule("PERIOD", "d=DAY", and_a_day),)

DATES: tuple[Rule, ...] = (
    rule("PERIOD", "((w=WEEKDAY|WEEKDAY_SHORT) ,?)? m=ANY_MONTH (the)? d=DAY"
         " (,? (y=YEARNUM|YEAR_SHORT))?", day_and_month),
    rule("PERIOD", "((w=WEEKDAY|WEEKDAY_SHORT) ,? (the)?)? d=DAY -? (of)? m=ANY_MONTH"
         " (,? (y=YEARNUM|YEAR_SHORT))?", day_and_month),
    rule("PERIOD", "the d=RANK (of)? m=ANY_MONTH (,? (y=YEARNUM|YEAR_SHORT))?", day_and_month),
    rule("PERIOD", "m=ANY_MONTH ,? (of)? (the year)? y=YEARNUM|YEAR_SHORT", month_and_year),
    rule("PERIOD", "(the)? first|last|final week of|in m=MONTH (,? (of)? y=YEARNUM)?",
         week_of_month),
    rule("PERIOD", "n=NUMDATE", number_date),
    rule("PERIOD", "NINE_ELEVEN", september_11),
    rule("PERIOD", "the month of m=MONTH", bare_month),
    rule("PERIOD", "the month of m=MONTH y=YEARNUM", month_and_year),
    rule("PERIOD", "m=MONTH", bare_month),
    rule("PERIOD", "(the)? r=last|past|previous|this|next|coming|following m=MONTH", pointed_month),
    rule("PERIOD", "this r=past|coming m=MONTH", pointed_month),
    rule("PERIOD", "w=WEEKDAY", bare_weekday),
    rule("PERIOD", "(the)? r=last|past|previous|this|next|coming|following w=WEEKDAY",
         pointed_weekday),
    rule("PERIOD", "this r=past|coming w=WEEKDAY", pointed_weekday),
    rule("PERIOD", "(the)? s=SEASON", season),
    rule("PERIOD", "(the)? r=last|past|previous|this|next|coming|following s=SEASON", season),
    rule("PERIOD", "this r=past|coming s=SEASON", season),
    rule("PERIOD", "(the)? s=SEASON (of)? y=YEARNUM|YEAR_SHORT", season_of_year),
    rule("PERIOD", "(the)? (calendar)? year y=YEARNUM", bare_year),
    rule("PERIOD", "y=YEARNUM", bare_year),
    rule("PERIOD", "m=post|pre - y=YEARNUM", around_year),
    rule("PERIOD", "the y=YEARNUM period|quarter", bare_year),
    rule("PERIOD", "y=YEAR_SHORT", bare_year),
    rule("PERIOD", "(the)? (fiscal|financial) (year)? y=YEARNUM", fiscal_year),
    rule("PERIOD", "(the)? y=YEARNUM (fiscal|financial|calendar) year", fiscal_year),
    rule("PERIOD", "(the|this) (current)? (fiscal|financial) year", fiscal_year),
    rule("PERIOD", "the (latest|last|past|previous) (fiscal|financial) year", last_fiscal_year),
    rule("PERIOD", "the year y=NUMBER", year_in_words),
    rule("PERIOD", "(the)? d=DECADE", decade),
    rule("PERIOD", "the d=DECADE_WORD", decade_word),
    rule("PERIOD", "(the)? r=ORDINAL -? century", century),
    rule("PERIOD", "h=HOLIDAY ('s)? (day|eve)?", holiday),
    rule("PERIOD", "good|ash|palm|maundy w=WEEKDAY", feast),
    rule("PERIOD", "f=FEAST ('s)? (WEEKDAY|day|eve)?", feast),
    rule("PERIOD", "new year 's (day|eve)?", new_year),
    rule("PERIOD", "(the)? election|polling|independence|inauguration|republic day", untold),
)  # fmt: skip
