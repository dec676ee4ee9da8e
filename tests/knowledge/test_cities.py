"""Cities and regions, and which of several namesakes is meant."""

from __future__ import annotations

import csv
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest

from dragoman.knowledge.cities import is_place, place_of, places_named, regions_named


def rows(name: str) -> list[dict[str, str]]:
    text = (files("dragoman.knowledge") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_every_row_has_a_zone_that_exists() -> None:
    zones = {row["time_zone"] for row in rows("cities.csv")}
    zones |= {row["time_zone"] for row in rows("regions.csv") if row["time_zone"]}
    zones |= {row["time_zone"] for row in rows("portals.csv")}
    zones |= {row["time_zone"] for row in rows("clocks.csv")}
    for zone in zones:
        ZoneInfo(zone)


def test_every_capital_of_a_state_is_there() -> None:
    capitals = {row["iso3"] for row in rows("cities.csv") if row["rank"] == "capital"}
    assert len(capitals) > 230
    assert {"USA", "PRK", "UKR", "TWN", "PSE", "VAT", "TUV", "XKX"} <= capitals


@pytest.mark.parametrize(
    ("name", "iso3"),
    [("SEOUL", "KOR"), ("Kiev", "UKR"), ("London", "GBR"), ("SINGAPORE", "SGP"), ("Bombay", "IND")],
)
def test_a_famous_name_is_one_city(name: str, iso3: str) -> None:
    assert place_of(name).iso3 == iso3


def test_a_state_that_follows_settles_it() -> None:
    assert place_of("SAN JOSE").iso3 is None
    assert place_of("SAN JOSE", "Calif.").time_zone == "America/Los_Angeles"
    assert place_of("SAN JOSE", "Costa Rica").iso3 == "CRI"
    assert place_of("TBILISI", "Georgia").iso3 == "GEO"
    assert place_of("ATLANTA", "Georgia").iso3 == "USA"


def test_a_city_we_do_not_know_takes_what_its_state_knows() -> None:
    assert place_of("Smallville", "Kansas").iso3 == "USA"
    assert place_of("Smallville", "Kansas").time_zone is None
    assert place_of("Smallville").iso3 is None


def test_disputed_and_divided_places_are_left_open() -> None:
    assert regions_named("Kashmir")[0].iso3 is None
    assert {region.iso3 for region in regions_named("Georgia")} == {"USA", "GEO"}


def test_case_accents_and_points_do_not_matter() -> None:
    assert places_named("bogota") == places_named("BOGOTÁ")
    assert is_place("St Petersburg")
    assert not is_place("Elbonia")
