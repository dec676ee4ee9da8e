"""News and photo agencies: the names they sign with. One row each, with its source."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from dragoman.knowledge.tables import rows

SHORT = 4
"""Codes up to this length (AP, dpa, KCNA) are matched with their case: PAP is not Pap."""


class Agency(msgspec.Struct, frozen=True):
    """An agency; `kind` tells a wire service from a picture agency, `iso3` is its seat."""

    name: str
    also: tuple[str, ...]
    iso3: str
    kind: Literal["news", "photo"]


def agency_named(name: str) -> Agency | None:
    """The agency that signs with exactly that name, the article and case aside.

    >>> agency_named("the Associated Press").name, agency_named("pap")
    ('Associated Press', None)
    """
    bare = " ".join(name.split()).strip(" .,;:-–—()[]")
    return _table().get(_key(bare))


def _key(name: str) -> str:
    bare = name.replace(".", "")
    return bare if len(bare) <= SHORT else name.casefold().removeprefix("the ")


@cache
def _table() -> dict[str, Agency]:
    found: dict[str, Agency] = {}
    for row in rows("agencies.csv"):
        also = tuple(filter(None, row["also"].split("|")))
        kind: Literal["news", "photo"] = "photo" if row["kind"] == "photo" else "news"
        agency = Agency(name=row["name"], also=also, iso3=row["iso3"], kind=kind)
        for name in (agency.name, *also):
            found.setdefault(_key(name), agency)
    return found
