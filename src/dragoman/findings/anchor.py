"""The day of a report: what its "today" and its weekdays are counted from, and why that day.

A stamp printed in one zone and a dateline in another can fall on two days; reporters write the
day at the dateline. Pages print their stamps with a zone, without one, or with one that is only
likely (a publisher's home); the day is then the one that dated captions, the date in the dateline
and the weekdays of the text agree with. What they leave open is not guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dragoman.schema import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.schema import Dateline, Report, Stamp

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
PRINTED_DAY = re.compile(
    r"\b(?P<month>[A-Z][a-z]{2,8})\.?\s+(?P<day>\d{1,2})\b(?:,?\s+(?P<year>\d{4}))?"
    r"|\b(?P<day2>\d{1,2})\s+(?P<month2>[A-Z][a-z]{2,8})\b(?:,?\s+(?P<year2>\d{4}))?"
)
PRINTED_WEEKDAY = re.compile(
    rf"(?<!last )(?<!next )(?<!every )(?<!each )\b({'|'.join(w.title() for w in WEEKDAYS)})\b"
)
FIGURES = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")
LEAD = 1500  # characters of the article in which the weekday of the news stands
FURTHEST_WEST, FURTHEST_EAST = -8, 12  # hours from UTC of the places where news is published
STORY_AGE = 1  # days: the weekday in a lead is the report's day or the day before


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The report's day, the spans of `report.text` that fix it, and how.

    `date` is null when nothing fixes the day; `reason` then says what is missing. `zone` is the
    zone the day was counted in, `zone_assumed` the zone taken for a stamp that prints none.
    """

    date: date | None
    evidence: tuple[Span, ...] = ()
    zone: str | None = None
    zone_assumed: str | None = None
    reason: str | None = None


def anchor_of(report: Report) -> Anchor:
    """The day that the weekdays of the report are resolved against."""
    stamp = report.published or report.updated
    if stamp is not None and stamp.local is None:
        decided = _of_figures(report, stamp)
        if decided is not None:
            return decided
    if stamp is None or stamp.local is None:
        return _without_stamp(report, stamp)
    if stamp.source == "user" and stamp.zone is None:
        return Anchor(date=stamp.day, reason="the day was given by the user")
    printed = _dateline_day(report, near=stamp.day)
    if printed is not None and report.dateline is not None:
        return Anchor(
            date=printed,
            evidence=_spans(stamp.span, _span(report.dateline), *_captions_of(report, printed)),
            zone=report.dateline.time_zone,
            reason="the dateline prints its date",
        )
    return _from_stamp(report, stamp)


def _from_stamp(report: Report, stamp: Stamp) -> Anchor:
    place = report.dateline.time_zone if report.dateline else None
    days = _days(stamp, place)
    decided, reason = _decided(report, days)
    evidence: list[Span | None] = [stamp.span]
    if report.dateline is not None and place is not None:
        evidence.append(_span(report.dateline))
    if decided is None:
        return Anchor(date=None, evidence=_spans(*evidence), zone=place, reason=reason)
    evidence += [*_captions_of(report, decided), *_weekdays_of(report, decided)]
    assumed = stamp.zone_assumed if stamp.zone is None else None
    own = stamp.zone or stamp.zone_assumed
    return Anchor(
        date=decided,
        evidence=_spans(*evidence),
        zone=place or own,
        zone_assumed=assumed,
        reason=reason or (f"{assumed} is assumed for the stamp" if assumed else None),
    )


def _of_figures(report: Report, stamp: Stamp) -> Anchor | None:
    """The day of `04/07/1998` when the weekday in the lead fits one order of its figures only."""
    found = FIGURES.search(stamp.as_printed)
    if found is None:
        return None
    first, second, year = (int(part) for part in found.groups())
    days = [*_existing([year], first, second), *_existing([year], second, first)]
    told = [day for day in days if _tells_of(report, day)]
    if len(told) != 1:
        return None
    return Anchor(
        date=told[0],
        evidence=_spans(stamp.span, *_weekdays_of(report, told[0])),
        zone=report.dateline.time_zone if report.dateline else None,
        reason="the weekday in the text tells day from month in the stamp",
    )


def _days(stamp: Stamp, place: str | None) -> list[date]:
    """The days the stamp can mean at the place, the likeliest first; one when its zone is known."""
    there = _zone(place)
    if stamp.instant is not None:
        instant = datetime.fromisoformat(stamp.instant)
        return [instant.astimezone(there or _zone(stamp.zone) or instant.tzinfo).date()]
    local = datetime.fromisoformat(stamp.local or "")
    if len(stamp.local or "") <= len("2024-06-18") or there is None:
        return [local.date()]
    own = _zone(stamp.zone) or _zone(stamp.zone_assumed)
    if own is not None:
        days = [_moved(local, own, there, fold) for fold in (0, 1)]
        return list(dict.fromkeys([*days, local.date()] if stamp.zone is None else days))
    offsets = range(FURTHEST_WEST, FURTHEST_EAST + 1)
    days = [_moved(local, timezone(timedelta(hours=by)), there, 0) for by in offsets]
    return sorted(set(days), key=lambda day: (-days.count(day), day))


def _moved(local: datetime, own: tzinfo, there: tzinfo, fold: int) -> date:
    return local.replace(tzinfo=own, fold=fold).astimezone(UTC).astimezone(there).date()


def _decided(report: Report, days: list[date]) -> tuple[date | None, str | None]:
    """The one of the days that the page's other dates allow."""
    if len(days) == 1:
        return days[0], None
    stamp = report.published or report.updated
    likely = days[0] if stamp is not None and stamp.zone_assumed else None
    shown = [date.fromisoformat(one.date) for one in report.captions if one.date]
    fresh = [one for one in shown if one >= min(days)]
    possible = [day for day in days if all(day >= one for one in fresh)] if fresh else days
    possible = possible or days
    if len(possible) == 1:
        return possible[0], "the dates of the captions decide"
    told = [day for day in possible if _tells_of(report, day)]
    if len(told) == 1 and (likely is None or told[0] != likely):
        return told[0], "the weekday in the text decides"
    if likely is not None and likely in possible:
        return likely, None
    if told and len(told) == 1:
        return told[0], "the weekday in the text decides"
    names = " or ".join(day.isoformat() for day in sorted(possible))
    return None, f"the stamp has no zone: {names} at the dateline"


def _tells_of(report: Report, day: date) -> bool:
    """Whether the first weekday of the lead is that day's or the day before's."""
    first = next(_printed_weekdays(report), None)
    if first is None:
        return False
    return (day.weekday() - first[0]) % 7 <= STORY_AGE


def _weekdays_of(report: Report, day: date) -> Iterator[Span]:
    """The first weekday of the lead, when it names the day itself."""
    first = next(_printed_weekdays(report), None)
    if first is not None and first[0] == day.weekday():
        yield first[1]


def _printed_weekdays(report: Report) -> Iterator[tuple[int, Span]]:
    read = 0
    for span in report.of_role("summary", "body"):
        text = span.quote(report.text)
        for found in PRINTED_WEEKDAY.finditer(text[: LEAD - read]):
            start = span.start + found.start()
            yield WEEKDAYS.index(found[1].lower()), Span(start, start + len(found[1]))
        read += len(text)
        if read >= LEAD:
            return


def _without_stamp(report: Report, stamp: Stamp | None) -> Anchor:
    """The day from the dateline's own date, or from a caption the text's weekday agrees with."""
    printed = _dateline_day(report, near=None)
    if printed is not None and report.dateline is not None:
        return Anchor(
            date=printed,
            evidence=(_span(report.dateline),),
            zone=report.dateline.time_zone,
            reason="the dateline prints its date",
        )
    missing = "the page gives no date"
    if stamp is not None:
        missing = f"the order of day and month in {stamp.as_printed!r} cannot be told"
    shown = {date.fromisoformat(one.date) for one in report.captions if one.date}
    if not shown:
        return Anchor(date=None, reason=missing)
    latest = max(shown)
    weekday = tuple(_weekdays_of(report, latest))
    if not weekday:
        return Anchor(date=None, reason=f"{missing}; no weekday confirms the captions' date")
    return Anchor(
        date=latest,
        evidence=_spans(*_captions_of(report, latest), *weekday),
        reason="the newest caption's date, confirmed by the weekday in the text",
    )


def _dateline_day(report: Report, near: date | None) -> date | None:
    """The date printed in the dateline; its year is the stamp's nearest when it prints none."""
    line = report.dateline
    found = PRINTED_DAY.search(line.date) if line is not None and line.date else None
    if found is None:
        return None
    name = (found["month"] or found["month2"]).lower()[:3]
    number = int(found["day"] or found["day2"])
    year = found["year"] or found["year2"]
    if name not in MONTHS:
        return None
    years = [int(year)] if year else [near.year + by for by in (-1, 0, 1)] if near else []
    days = list(_existing(years, MONTHS.index(name) + 1, number))
    if near is None:
        return days[0] if days else None
    return min(days, key=lambda day: abs((day - near).days), default=None)


def _existing(years: Iterable[int], month: int, day: int) -> Iterator[date]:
    for year in years:
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _captions_of(report: Report, day: date) -> Iterator[Span]:
    """The captions dated that day."""
    for caption in report.captions:
        if caption.date == day.isoformat():
            yield Span(caption.start, caption.end)


def _zone(name: str | None) -> tzinfo | None:
    """The zone of an IANA name or an offset like `+05:30`; None when it is not one."""
    if name is None:
        return None
    offset = OFFSET.fullmatch(name)
    if offset:
        sign = -1 if offset[1] == "-" else 1
        return timezone(sign * timedelta(hours=int(offset[2]), minutes=int(offset[3])))
    if name in ("Z", "UTC", "GMT"):
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _span(line: Dateline) -> Span:
    return Span(line.start, line.end)


def _spans(*found: Span | None) -> tuple[Span, ...]:
    """The spans there are, each once, in text order."""
    return tuple(sorted({one for one in found if one is not None}))
