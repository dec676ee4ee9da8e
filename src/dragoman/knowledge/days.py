"""Days as the tables write them: to the year, the month or the day, open at either end."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def first_day(written: str) -> date:
    """The first day a written date can mean; the beginning of time when nothing is written.

    >>> first_day("1991-12")
    datetime.date(1991, 12, 1)
    """
    if not written:
        return date.min
    year, month, day = _parts(written)
    return date(year, month or 1, day or 1)


def last_day(written: str) -> date:
    """The last day a written date can mean; the end of time when nothing is written.

    >>> last_day("2024-02")
    datetime.date(2024, 2, 29)
    """
    if not written:
        return date.max
    year, month, day = _parts(written)
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def _parts(written: str) -> tuple[int, int, int]:
    year, month, day = (*(int(part) for part in written.split("-")), 0, 0)[:3]
    return year, month, day
