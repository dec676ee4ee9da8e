"""Cities and the regions that qualify them: where a dateline was filed, and by which clock.

`cities.csv` is derived from GeoNames (CC BY 4.0, see NOTICE) by `training/cities.py`: capitals,
cities of 100,000 people and more, and smaller places that reports are often filed from. Population
is in thousands. `regions.csv` names states, provinces and countries; its zone is empty where the
region has several.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import msgspec

from dragoman.knowledge.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

DOMINANCE = 8
"""A city this many times larger than its next namesake is the one meant without a qualifier.

London (England) is 21 times its namesake in Ontario and Paris larger still; Birmingham (5 times
the one in Alabama) and Hyderabad (4 times) are left open.
"""


class City(msgspec.Struct, frozen=True):
    """A city; `region` is the postal code of a state of the USA, else empty."""

    name: str
    iso3: str
    region: str
    time_zone: str
    lat: float
    lon: float
    population: int
    rank: str
    also: tuple[str, ...]


class Region(msgspec.Struct, frozen=True):
    """A state, province or country as a dateline writes it; null where it is disputed or split."""

    names: tuple[str, ...]
    iso3: str | None
    region: str | None
    time_zone: str | None


class Place(msgspec.Struct, frozen=True):
    """What is known of a dateline's place; null where names or borders leave it open."""

    name: str
    iso3: str | None
    time_zone: str | None


@lru_cache(maxsize=1 << 16)
def folded(name: str) -> str:
    """The letters of a name without case, accents and punctuation; the key of both tables."""
    if name.isascii():
        return name.lower().translate(_MARKS)
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


_MARKS = {code: None for code in range(128) if not chr(code).isalnum()}


def places_named(name: str) -> tuple[City, ...]:
    """Every city of that name or other name, largest first.

    >>> [city.iso3 for city in places_named("Seoul")]
    ['KOR']
    """
    return _cities().get(folded(name), ())


def regions_named(name: str) -> tuple[Region, ...]:
    """Every state, province and country of that name or abbreviation.

    >>> [region.iso3 for region in regions_named("Georgia")]
    ['USA', 'GEO']
    """
    return _regions().get(folded(name), ())


def all_names() -> Iterator[str]:
    """The folded names of every city, state and province of the tables."""
    yield from _cities()
    yield from _regions()


def is_place(name: str) -> bool:
    """Whether a city or a region has that name."""
    key = folded(name)
    return key in _cities() or key in _regions()


def place_of(name: str, qualifier: str | None = None) -> Place:
    """The place a dateline names, abstaining where several are meant equally.

    >>> place_of("SEOUL")
    Place(name='Seoul', iso3='KOR', time_zone='Asia/Seoul')
    >>> place_of("BIRMINGHAM").iso3 is None, place_of("BIRMINGHAM", "Ala.").time_zone
    (True, 'America/Chicago')
    """
    cities = places_named(name)
    regions = regions_named(qualifier) if qualifier else ()
    if regions:
        cities = tuple(city for city in cities if any(_lies_in(city, one) for one in regions))
    city = _meant(cities)
    if city is not None:
        return Place(name=city.name, iso3=city.iso3, time_zone=city.time_zone)
    if not cities and qualifier is None:
        regions = regions_named(name)
    if len(regions) == 1:
        name = _titled(name) if qualifier else regions[0].names[0]
        return Place(name=name, iso3=regions[0].iso3, time_zone=regions[0].time_zone)
    return Place(name=_titled(name), iso3=None, time_zone=None)


def _meant(cities: tuple[City, ...]) -> City | None:
    if not cities:
        return None
    first, *others = cities
    if not others:
        return first
    famous = [city for city in cities if city.rank]
    if len(famous) == 1 and famous[0].population * 2 >= first.population:
        return famous[0]
    return first if first.population >= DOMINANCE * others[0].population else None


def _lies_in(city: City, region: Region) -> bool:
    if region.region:
        return city.region == region.region
    return city.iso3 == region.iso3


def _titled(name: str) -> str:
    return name.title() if name.isupper() else name


@cache
def _cities() -> dict[str, tuple[City, ...]]:
    by_name: dict[str, list[City]] = {}
    for row in rows("cities.csv"):
        city = City(
            name=row["name"],
            iso3=row["iso3"],
            region=row["region"],
            time_zone=row["time_zone"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            population=int(row["population"]),
            rank=row["rank"],
            also=tuple(filter(None, row["also"].split("|"))),
        )
        for key in {folded(name) for name in (city.name, *city.also)}:
            by_name.setdefault(key, []).append(city)
    return {
        key: tuple(sorted(cities, key=lambda city: -city.population))
        for key, cities in by_name.items()
    }


@cache
def _regions() -> dict[str, tuple[Region, ...]]:
    found: dict[str, tuple[Region, ...]] = {}
    for row in rows("regions.csv"):
        names = tuple(row["names"].split("|"))
        region = Region(
            names=names,
            iso3=row["iso3"] or None,
            region=row["region"] or None,
            time_zone=row["time_zone"] or None,
        )
        for name in names:
            key = folded(name)
            found[key] = (*found.get(key, ()), region)
    return found
