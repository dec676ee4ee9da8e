"""Publishers and portals: their names, addresses, home clock and order of day and month.

`time_zone` is that of the newsroom, or of the clock a portal shows to strangers. It is only ever
an assumption about a stamp that names no zone, and is recorded as one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, cast

import msgspec

from dragoman.knowledge.tables import rows

DateOrder = Literal["dmy", "mdy", "ymd"]

_HOST = re.compile(r"^(?:https?://)?(?:www\d?\.|m\.|amp\.)?([^/:?#\s]+)", re.IGNORECASE)


class Portal(msgspec.Struct, frozen=True):
    """A publisher; `order` is how it writes a date in figures, null when it varies."""

    name: str
    domains: tuple[str, ...]
    also: tuple[str, ...]
    iso3: str
    time_zone: str
    order: DateOrder | None


def portal_at(url: str) -> Portal | None:
    """The publisher of an address, by the longest domain that fits.

    >>> portal_at("https://uk.news.yahoo.com/some-story.html").name
    'Yahoo'
    """
    match = _HOST.match(url.strip())
    if match is None:
        return None
    labels = match.group(1).lower().split(".")
    for at in range(len(labels) - 1):
        portal = _by_domain().get(".".join(labels[at:]))
        if portal is not None:
            return portal
    return None


def portal_named(name: str) -> Portal | None:
    """The publisher with that name, that legal name or that domain.

    >>> portal_named("Guardian News & Media Limited").name
    'The Guardian'
    """
    key = _key(name)
    return _by_name().get(key) or _by_domain().get(key)


def _key(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split()).strip(" .,;:|").removeprefix("the ")


@cache
def portals() -> tuple[Portal, ...]:
    """Every row of the table."""
    return tuple(
        Portal(
            name=row["name"],
            domains=tuple(row["domains"].split("|")),
            also=tuple(filter(None, row["also"].split("|"))),
            iso3=row["iso3"],
            time_zone=row["time_zone"],
            order=cast("DateOrder | None", row["order"] or None),
        )
        for row in rows("portals.csv")
    )


@cache
def _by_domain() -> dict[str, Portal]:
    return {domain: portal for portal in portals() for domain in portal.domains}


@cache
def _by_name() -> dict[str, Portal]:
    return {_key(name): one for one in reversed(portals()) for name in (*one.also, one.name)}
