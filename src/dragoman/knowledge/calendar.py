"""Names of months and short names of clocks, as newspapers print them."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from dragoman.knowledge.tables import rows


def month_named(name: str, language: str | None = None) -> int | None:
    """The month, 1 to 12; the report's language first, then English, then all others at once.

    Null when other languages disagree: `listopad` is October in Zagreb, November in Prague.

    >>> month_named("Junio", "es"), month_named("Sept."), month_named("listopad")
    (6, 9, None)
    """
    key = name.casefold().strip(" .")
    by_language = _months().get(key, {})
    for one in (language, "en"):
        if one in by_language:
            return by_language[one]
    months = set(by_language.values())
    return months.pop() if len(months) == 1 else None


@cache
def month_names() -> tuple[str, ...]:
    """Every name of a month in any language, lower case, longest first."""
    return tuple(sorted(_months(), key=lambda name: (-len(name), name)))


def clock_named(short: str, iso3: str | None = None) -> str | None:
    """The zone that an abbreviation means for a publisher of that state.

    Null when it means several: IST is the clock of India, of Ireland and of Israel.

    >>> clock_named("IST", "IND"), clock_named("IST"), clock_named("ET")
    ('Asia/Kolkata', None, 'America/New_York')
    """
    rows = _clocks().get(short.upper().replace(".", ""), {})
    return rows.get("*") or rows.get(iso3 or "") or rows.get("")


@cache
def clock_names() -> tuple[str, ...]:
    """Every abbreviation, longest first."""
    return tuple(sorted(_clocks(), key=lambda name: (-len(name), name)))


@cache
def _months() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows("months.csv"):
        for name in row["names"].split("|"):
            found[name].setdefault(row["language"], int(row["month"]))
    return dict(found)


@cache
def _clocks() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows("clocks.csv"):
        for state in row["states"].split("|"):
            found[row["short"]][state] = row["time_zone"]
    return dict(found)
