"""Datelines before the lead."""

from __future__ import annotations

import pytest

from dragoman.reports.datelines import dateline_of

WIRES = {"AP": "Associated Press", "dpa": "Deutsche Presse-Agentur", "PTI": "Press Trust of India"}
SEEN = [
    ("QUITO (Reuters) - Ministers met.", "QUITO", "ECU", "America/Guayaquil", "Reuters"),
    ("QUITO, May 3 (Reuters) - Ministers met.", "QUITO", "ECU", "America/Guayaquil", "Reuters"),
    ("QUITO (Reuters) -Ministers met.", "QUITO", "ECU", "America/Guayaquil", "Reuters"),
    ("LUSAKA, Nov 22 — Ministers met.", "LUSAKA", "ZMB", "Africa/Lusaka", None),
    ("DENVER (AP) — Voters queued.", "DENVER", "USA", "America/Denver", "AP"),
    ("OSLO — Ministers met.", "OSLO", "NOR", "Europe/Oslo", None),
    ("NEW DELHI: Ministers met.", "NEW DELHI", "IND", "Asia/Kolkata", None),
    ("AMMAN/CAIRO, March 7 (Reuters) - Envoys met.", "AMMAN", "JOR", "Asia/Amman", "Reuters"),
    ("MOSCOW, June 3. /TASS/. Envoys met.", "MOSCOW", "RUS", "Europe/Moscow", "TASS"),
    ("MOSCOW. June 3 (Interfax) - Envoys met.", "MOSCOW", "RUS", "Europe/Moscow", "Interfax"),
    ("Beijing, June 3 (Xinhua) -- Envoys met.", "Beijing", "CHN", "Asia/Shanghai", "Xinhua"),
    ("New Delhi, Jun 3 (PTI) Envoys met.", "New Delhi", "IND", "Asia/Kolkata", "PTI"),
    ("Berlin (dpa) - Die Minister trafen sich.", "Berlin", "DEU", "Europe/Berlin", "dpa"),
    ("Madrid, 3 jun (EFE).- Los ministros", "Madrid", "ESP", "Europe/Madrid", "EFE"),
    ("SAN JOSE, Calif. (AP) — Voters", "SAN JOSE", "USA", "America/Los_Angeles", "AP"),
    ("BUSAN, South Korea (AP) — Envoys met.", "BUSAN", "KOR", "Asia/Seoul", "AP"),
    ("ACCRA, Ghana (AP) _ Envoys met.", "ACCRA", "GHA", "Africa/Accra", "AP"),
    ("LOWER SAXTON, Pa. (AP) — Voters", "LOWER SAXTON", "USA", "America/New_York", "AP"),
]


@pytest.mark.parametrize(
    ("line", "text", "iso3", "zone", "agency"), SEEN, ids=[row[0] for row in SEEN]
)
def test_a_dateline_has_its_place_and_clock(
    line: str, text: str, iso3: str, zone: str, agency: str | None
) -> None:
    found = dateline_of(line, 100)
    assert found is not None
    dateline = found.dateline
    assert dateline is not None
    assert (dateline.text, dateline.iso3, dateline.time_zone) == (text, iso3, zone)
    assert found.agency == (WIRES.get(agency, agency) if agency else None)
    assert line[dateline.start - 100 : dateline.end - 100] == text
    assert line[found.end :][:1].isupper()


@pytest.mark.parametrize("place", ["BIRMINGHAM", "SAN JOSE", "HYDERABAD", "GEORGIA"])
def test_a_name_of_several_places_stays_open(place: str) -> None:
    found = dateline_of(f"{place} (Reuters) - Voters queued.")
    assert found is not None
    assert found.dateline is not None
    assert (found.dateline.iso3, found.dateline.time_zone) == (None, None)


def test_an_agency_alone_is_no_place() -> None:
    found = dateline_of("(Reuters) - The regulator said on Friday")
    assert found is not None
    assert (found.dateline, found.agency) == (None, "Reuters")


def test_the_united_nations_have_a_clock_and_no_state() -> None:
    found = dateline_of("UNITED NATIONS (AP) — Envoys met.")
    assert found is not None
    assert found.dateline is not None
    assert (found.dateline.iso3, found.dateline.time_zone) == (None, "America/New_York")


def test_a_house_that_we_do_not_know_is_named_as_printed() -> None:
    found = dateline_of("NAIROBI (Highland Wire) - Envoys met.")
    assert found is not None
    assert found.agency == "Highland Wire"


@pytest.mark.parametrize(
    "line",
    [
        "DEAR ABBY: My husband has bought tickets.",
        "WARNING GRAPHIC DETAIL: Brave survivors speak.",
        "NATO — The alliance met on Friday.",
        "Q: Junior – We are excited.",
        "London - It was raining.",
        "US: Voters queued.",
        "The minister (Reuters) said - again - that",
        "Stephanie September 17, 2014 - 1:01 pm",
        "Published November 20th, 2019 - 07:50 GMT",
        "Wednesday, 16 April 2025 - 14:55",
    ],
)
def test_what_only_looks_like_a_dateline_is_none(line: str) -> None:
    assert dateline_of(line) is None
