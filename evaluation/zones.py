"""Generated stamps in one zone and datelines in another, with the day it is at the dateline."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

OFFSETS: dict[str, tuple[float, float]] = {
    "Pacific/Pago_Pago": (-11, -11),
    "Pacific/Honolulu": (-10, -10),
    "America/Los_Angeles": (-8, -7),
    "America/New_York": (-5, -4),
    "America/St_Johns": (-3.5, -2.5),
    "America/Sao_Paulo": (-3, -3),
    "Europe/London": (0, 1),
    "Africa/Lagos": (1, 1),
    "Europe/Paris": (1, 2),
    "Europe/Kyiv": (2, 3),
    "Europe/Moscow": (3, 3),
    "Asia/Tehran": (3.5, 3.5),
    "Asia/Kabul": (4.5, 4.5),
    "Asia/Kolkata": (5.5, 5.5),
    "Asia/Kathmandu": (5.75, 5.75),
    "Asia/Yangon": (6.5, 6.5),
    "Asia/Shanghai": (8, 8),
    "Asia/Seoul": (9, 9),
    "Australia/Adelaide": (10.5, 9.5),
    "Pacific/Auckland": (13, 12),
    "Pacific/Chatham": (13.75, 12.75),
    "Pacific/Kiritimati": (14, 14),
}
CLOCKS = ("00:10", "07:56", "12:00", "19:56", "23:50")
DAYS = ("2024-01-15", "2024-07-01", "2024-12-31")
"""Hours from UTC in January and in July, written down by hand and not asked of the zone table."""


class ZoneCase(NamedTuple):
    """A stamp as printed (`2024-01-15T00:10`), its zone, the dateline's, and the day there."""

    local: str
    own: str
    there: str
    day: date


def hours_of(zone: str, day: str) -> float:
    """Hours from UTC of a zone on an ISO day of this module."""
    return OFFSETS[zone][1 if day[5:7] == "07" else 0]


def zone_cases() -> Iterator[ZoneCase]:
    """Every pair of zones at five times of the day on one of three days of the year."""
    for at, own in enumerate(OFFSETS):
        day = DAYS[at % len(DAYS)]
        for there in OFFSETS:
            for clock in CLOCKS:
                local = datetime.fromisoformat(f"{day}T{clock}")
                moved = local + timedelta(hours=hours_of(there, day) - hours_of(own, day))
                yield ZoneCase(local.isoformat(timespec="minutes"), own, there, moved.date())
