"""The places a name can mean: states, regions and cities of our tables, with coordinates."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

import msgspec

from dragoman.knowledge.cities import City, all_names, folded, places_named, regions_named
from dragoman.knowledge.states import name_forms, state, states_named

if TYPE_CHECKING:
    from datetime import date

    from dragoman.knowledge.cities import Region
    from dragoman.knowledge.states import State

Kind = Literal["state", "former_state", "region", "city", "capital"]
BEGINNING = 6  # letters of a name by which most words are told that begin none


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """One place on the map. `region` is the postal code of a state of the USA.

    `people` is the population in thousands where it is known.
    """

    name: str
    iso3: str | None
    kind: Kind
    region: str = ""
    lat: float | None = None
    lon: float | None = None
    people: int = 0

    @property
    def label(self) -> str:
        """How it stands among the candidates: `Georgia, USA (region)`."""
        return f"{self.name}, {self.iso3} ({self.kind})" if self.iso3 else self.name


@lru_cache(maxsize=1 << 16)
def sites_named(name: str, on: date | None = None) -> tuple[Site, ...]:
    """Every place of that name: states first, then regions, then cities from the largest.

    >>> [site.label for site in sites_named("Georgia")]
    ['Georgia, GEO (state)', 'Georgia, USA (region)']
    """
    found = [_of_state(one) for one in states_named(name, on)]
    known = {site.iso3 for site in found}
    for region in regions_named(name):
        is_state = region.region is None and state(region.iso3 or "") is not None
        if region.names[0] and not (is_state and (region.iso3 in known or _is_whole(region))):
            found.append(_of_region(region))
    found += [_of_city(city) for city in places_named(name)]
    return tuple(found)


def begins_a_name(word: str) -> bool:
    """Whether some name in the tables begins with these letters, however it goes on."""
    return folded(word)[:BEGINNING] in _beginnings()


@cache
def _beginnings() -> frozenset[str]:
    keys = [*all_names(), *map(folded, name_forms())]
    return frozenset(key[:size] for key in keys for size in range(1, BEGINNING + 1))


def is_abbreviation(name: str) -> bool:
    """Whether the name is only a short form of a region, as `Ala.` behind a city."""
    regions = regions_named(name)
    return bool(regions) and all(folded(one.names[0]) != folded(name) for one in regions)


def _is_whole(region: Region) -> bool:
    """Whether the row names a whole state, which the table of states knows by itself."""
    return any(one.id == region.iso3 for name in region.names for one in states_named(name))


def _of_state(one: State) -> Site:
    if one.status == "former":
        return Site(name=one.name, iso3=None, kind="former_state")
    lat, lon = _middle(one.capitals, one.id)
    return Site(name=one.name, iso3=one.id, kind="state", lat=lat, lon=lon)


def _middle(capitals: tuple[str, ...], iso3: str) -> tuple[float | None, float | None]:
    """The coordinates of the capital stand for the state's."""
    for name in capitals:
        for city in places_named(name):
            if city.iso3 == iso3:
                return city.lat, city.lon
    return None, None


def _of_region(region: Region) -> Site:
    return Site(name=region.names[0], iso3=region.iso3, kind="region", region=region.region or "")


@cache
def _of_city(city: City) -> Site:
    return Site(
        name=city.name,
        iso3=city.iso3,
        kind="capital" if city.rank == "capital" else "city",
        region=city.region,
        lat=city.lat,
        lon=city.lon,
        people=city.population,
    )
