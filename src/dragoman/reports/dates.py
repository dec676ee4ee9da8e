"""Dates and clock times in running text: what is printed, where, and what it can mean.

Nothing is guessed here: an order of day and month that the figures leave open stays open.
"""

from __future__ import annotations

import re
from datetime import date, time
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from dragoman.knowledge.calendar import clock_named, clock_names, month_named, month_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.knowledge.portals import DateOrder

TWO_DIGIT_PIVOT = 70
"""`19` is 2019 and `87` is 1987: pages that print two digits are from the web's lifetime."""


class PrintedDate(msgspec.Struct, frozen=True):
    """A date in the text; `day` is null when it is impossible, or its order is open.

    `readings` holds the two days of an open order; `year_given` is false for `April 25`.
    """

    start: int
    end: int
    day: date | None
    readings: tuple[date, ...] = ()
    year_given: bool = True
    month_day: tuple[int, int] | None = None
    separator: str = ""

    @property
    def is_open(self) -> bool:
        """Whether day and month can be exchanged."""
        return len(self.readings) > 1

    @property
    def is_impossible(self) -> bool:
        """Whether the calendar has no such day."""
        return self.year_given and self.day is None and not self.readings


class PrintedClock(msgspec.Struct, frozen=True):
    """A clock time in the text, with the zone printed after it; `short` is its abbreviation."""

    start: int
    end: int
    time: time
    zone: str | None


_YEAR_END = r"(?!\d(?!\d?:\d\d))"
"""No digit follows a year, unless a clock is glued to it: `April 25, 20232:26 PM`."""


_FRESH = r"(?:(?<!\w)|(?<=[a-z])(?=(?-i:[A-Z])))"
"""A word begins, if only by its capital: `2 minute readApril 25`."""


@cache
def _patterns() -> tuple[tuple[bool, re.Pattern[str]], ...]:
    """The forms of a date, each with whether it needs the name of a month."""
    month = "|".join(re.escape(name) for name in month_names())
    year = r"(?P<y>(?:19|20)\d\d|[’']\d\d)"
    day = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?"
    name = rf"(?P<m>{month})\b\.?"
    gap = r"[\s,.\-/]{0,3}"
    return tuple(
        ("(?P<m>" in pattern and r"(?P<m>\d" not in pattern, re.compile(pattern, re.IGNORECASE))
        for pattern in (
            r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]?",
            r"(?<![\d/.-])(?P<y>(?:19|20)\d\d)(?P<s>[-/.])\s?(?P<m>\d{1,2})(?P=s)\s?(?P<d>\d{1,2})(?!\d)\.?",
            rf"(?<!\d)(?P<y>(?:19|20)\d\d)[.,]?\s(?:m\.\s)?{name}\s(?P<d>\d{{1,2}})(?!\d)\.?",
            r"(?<![\d/.:])(?<!\d-)(?P<a>\d{1,2})(?P<s>[-/.])\s?(?P<b>\d{1,2})(?P=s)\s?(?P<y>(?:19|20)\d\d|\d\d)(?![\d/:]|[.-]\d)",
            rf"(?<![\d:.]){day}{gap}(?:of\s|de\s|d['’])?{name}{gap}(?:de[l]?\s|in\s)?{year}{_YEAR_END}",
            rf"{_FRESH}{name}\s?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?,\s?|\s|,?\sde\s){year}{_YEAR_END}",
            rf"{_FRESH}{name}\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]|\s?[ap]\.?m)\b",
            rf"(?<![\d:.,]){day}\s(?:de\s)?{name}(?!\w)",
        )
    )


_HAN = {"午前": "am", "午後": "pm", "上午": "am", "下午": "pm", "오전": "am", "오후": "pm"}
_MERIDIEM = r"(?P<ap>[ap]\s?\.?\s?m\b\.?)"


@cache
def _clock_pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in clock_names())
    zone = (
        r"(?:\s?[(\[]?(?P<z>(?:GMT|UTC)\s?[+\-−–]\s?\d{1,2}(?::?\d\d)?|[+\-−]\d\d:?\d\d(?!\d)|"
        rf"(?-i:(?:{names})(?:(?![\w/])|(?=[A-Z][a-z]))))[)\]]?)?"
    )
    return re.compile(
        rf"(?<![\d:.,/])(?P<han>{'|'.join(_HAN)})?\s?"
        r"(?:(?P<h>[01]?\d|2[0-4])(?:[:h時点시]|\.(?=\d\d(?!\d)))\s?(?P<m>[0-5]\d)(?:[:.](?P<s>[0-5]\d)(?:\.\d+)?)?[分분]?"
        rf"(?:\s?{_MERIDIEM})?|(?P<h2>1[0-2]|0?[1-9])\s?{_MERIDIEM.replace('ap', 'ap2')}"
        r"|(?P<h3>[01]?\d|2[0-3])\s?(?:Uhr\b|時(?!\d)|h(?=\b)))(?:\s?(?:Uhr|hrs|hours)\b|h\b)?"
        + zone,
        re.IGNORECASE,
    )


_WORD = re.compile(r"[^\W\d_]{2,}")


@cache
def _month_words() -> frozenset[str]:
    return frozenset(word for name in month_names() for word in _WORD.findall(name))


def dates_in(text: str, language: str | None = None) -> tuple[PrintedDate, ...]:
    """The dates of a stretch of text in order; offsets are those of `text`."""
    if not any(letter.isdigit() for letter in text):
        return ()
    found: list[PrintedDate] = []
    named = not _month_words().isdisjoint(_WORD.findall(text.casefold()))
    for needs_name, pattern in _patterns():
        if needs_name and not named:
            continue
        for match in pattern.finditer(text):
            start, end = match.start(), match.end()
            if any(start < other.end and other.start < end for other in found):
                continue
            printed = _read(match, language)
            if printed is not None:
                found.append(printed)
    return tuple(sorted(found, key=lambda printed: printed.start))


def _read(match: re.Match[str], language: str | None) -> PrintedDate | None:
    parts = match.groupdict()
    start, end = match.start(), match.end()
    year = _year(parts.get("y"))
    if parts.get("a"):
        return _figures(match, year)
    name, number = parts["m"], int(parts["d"])
    month = int(name) if name.isdigit() else month_named(name, language)
    if month is None or (not name.isdigit() and number > 31 and year is None):
        return None
    if year is None:
        if not 1 <= number <= 31:
            return None
        return PrintedDate(
            start=start, end=end, day=None, year_given=False, month_day=(month, number)
        )
    day = _day(year, month, number)
    return PrintedDate(start=start, end=end, day=day)


def _figures(match: re.Match[str], year: int | None) -> PrintedDate | None:
    if year is None:
        return None
    first, second = int(match["a"]), int(match["b"])
    readings = {d for d in (_day(year, second, first), _day(year, first, second)) if d}
    if not readings and (first > 31 or second > 31):
        return None
    day = next(iter(readings)) if len(readings) == 1 else None
    both = tuple(sorted(readings)) if len(readings) > 1 else ()
    return PrintedDate(
        start=match.start(), end=match.end(), day=day, readings=both, separator=match["s"]
    )


def in_order(printed: PrintedDate, text: str, order: DateOrder | None) -> date | None:
    """The day of a date when figures are read in that order.

    >>> found = dates_in("06/07/2024")[0]
    >>> in_order(found, "06/07/2024", "mdy").isoformat(), in_order(found, "06/07/2024", None)
    ('2024-06-07', None)
    """
    if printed.day is not None or not printed.is_open:
        return printed.day
    if order not in ("dmy", "mdy"):
        return None
    first = int(re.split(r"\D", text[printed.start : printed.end])[0])
    for reading in printed.readings:
        if first == (reading.day if order == "dmy" else reading.month):
            return reading
    return None


def clocks_in(
    text: str, dates: tuple[PrintedDate, ...] = (), iso3: str | None = None
) -> tuple[PrintedClock, ...]:
    """The clock times of a stretch of text outside its dates; `iso3` is the publisher's state."""
    for printed in dates:
        text = f"{text[: printed.start]}{' ' * (printed.end - printed.start)}{text[printed.end :]}"
    return tuple(_clocks(text, iso3))


def _clocks(text: str, iso3: str | None) -> Iterator[PrintedClock]:
    for match in _clock_pattern().finditer(text):
        half = _HAN.get(match["han"] or "") or (match["ap"] or match["ap2"] or "").lower()
        hour = int(match["h"] or match["h2"] or match["h3"])
        read = _clock_time(hour, int(match["m"] or 0), int(match["s"] or 0), half)
        if read is None:
            continue
        zone = _zone(match["z"], iso3)
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        yield PrintedClock(start=start, end=match.end(), time=read, zone=zone)


def _clock_time(hour: int, minute: int, second: int, half: str) -> time | None:
    if half:
        if hour > 12:
            half = ""  # `15:30 pm` is 15:30
        elif half[0] == "p":
            hour = hour % 12 + 12
        else:
            hour %= 12
    if hour == 24 and minute == 0:
        return None
    return time(hour, minute, second) if hour < 24 else None


_OFFSET = re.compile(r"(?:GMT|UTC)?\s?([+\-−–])\s?(\d{1,2}):?(\d\d)?$", re.IGNORECASE)


def _zone(printed: str | None, iso3: str | None) -> str | None:
    if not printed:
        return None
    match = _OFFSET.match(printed.strip())
    if match is None:
        return clock_named(printed, iso3)
    hours, minutes = int(match[2]), int(match[3] or 0)
    if hours > 14 or minutes > 59:
        return None
    sign = "+" if match[1] == "+" else "-"
    return f"{sign}{hours:02d}:{minutes:02d}"


def _year(printed: str | None) -> int | None:
    if not printed:
        return None
    digits = printed.lstrip("’'")
    year = int(digits)
    if len(digits) == 2:
        year += 1900 if year >= TWO_DIGIT_PIVOT else 2000
    return year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
