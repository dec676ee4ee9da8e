"""Dates that users give: a day, or a day and a time, checked once."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from dragoman.errors import DateError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

EARLIEST = date(1600, 1, 1)
"""The first newspapers; an earlier date is a slip."""


def checked_day(given: str, *, today: date | None = None) -> date:
    """The day of an ISO 8601 date or date and time; raises DateError for any other.

    A day after tomorrow is refused: no report has been published in the future.

    >>> checked_day("2024-06-19T08:00:00+09:00")
    datetime.date(2024, 6, 19)
    """
    day = day_of(given)
    limit = (today or datetime.now(UTC).date()) + timedelta(days=1)
    if day > limit:
        raise DateError(f"published date {given!r} lies in the future; check it")
    if day < EARLIEST:
        raise DateError(f"published date {given!r} lies before {EARLIEST}; check it")
    return day


def day_of(given: str) -> date:
    """The day of an ISO 8601 date or date and time, whenever it is; raises DateError."""
    try:
        if not _DAY.match(given):
            raise ValueError(given)
        return datetime.fromisoformat(given.strip()).date()
    except ValueError as error:
        message = f"date {given!r} is not a day that exists; write YYYY-MM-DD"
        raise DateError(message) from error
