"""Agencies, publishers, months and clocks."""

from __future__ import annotations

import csv
from importlib.resources import files

from dragoman.knowledge.agencies import agency_named
from dragoman.knowledge.calendar import clock_named, month_named
from dragoman.knowledge.portals import portal_at, portal_named, portals


def test_every_row_names_its_source() -> None:
    for name in ("agencies.csv", "portals.csv", "clocks.csv"):
        table = (files("dragoman.knowledge") / name).read_text(encoding="utf-8")
        for row in csv.DictReader(table.splitlines()):
            assert row["source"], row
            assert None not in row, row


def test_an_agency_is_known_by_all_its_names() -> None:
    for name in ("AP", "The Associated Press", "associated press", "A.P."):
        agency = agency_named(name)
        assert agency is not None
        assert agency.name == "Associated Press"


def test_a_short_code_keeps_its_case() -> None:
    assert agency_named("dpa") is not None
    assert agency_named("ani") is None
    assert agency_named("Pap") is None


def test_a_publisher_is_known_by_address_and_by_name() -> None:
    portal = portal_at("https://www.bbc.co.uk/news/world-1")
    assert portal is not None
    assert portal.name == "BBC News"
    assert portal_at("https://bbc.co.uk.evil.example/") is None
    assert portal_at("no address") is None
    found = portal_named("The Financial Times Limited")
    assert found is not None
    assert found.order == "dmy"


def test_no_two_publishers_share_a_domain() -> None:
    domains = [domain for portal in portals() for domain in portal.domains]
    assert len(domains) == len(set(domains))


def test_a_month_is_read_in_the_language_of_the_page() -> None:
    assert month_named("listopad", "pl") == 11
    assert month_named("listopad", "hr") == 10
    assert month_named("listopad") is None
    assert month_named("März") == 3
    assert month_named("friday") is None


def test_an_abbreviation_of_several_clocks_is_left_open() -> None:
    assert clock_named("IST") is None
    assert clock_named("CST") is None
    assert clock_named("CST", "CHN") == "Asia/Shanghai"
    assert clock_named("EST", "AUS") == "Australia/Sydney"
    assert clock_named("ET") == "America/New_York"
