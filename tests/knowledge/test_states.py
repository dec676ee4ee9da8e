"""States under all their names: codes, demonyms, capitals, seats, and states that are no more."""

import csv
from datetime import date
from pathlib import Path

import pytest

from dragoman.knowledge.states import (
    capital_of,
    demonyms,
    former_states,
    name_key,
    seats_named,
    state,
    state_named,
    state_of_cow,
    states,
    states_named,
)

CODES = Path("../shared/data/alliances/country-codes/country-codes.csv")


def test_the_united_nations_have_193_members_and_two_observers():
    status = [one.status for one in states()]
    assert status.count("member") == 193
    assert {one.id for one in states() if one.status == "observer"} == {"VAT", "PSE"}


def test_codes_are_unique():
    for codes in ([one.id for one in states()], [one.iso2 for one in states()]):
        assert len(codes) == len(set(codes))
    numbers = [one.cow for one in states() if one.cow]
    assert len(numbers) == len(set(numbers)) == 195


@pytest.mark.parametrize(
    "one", [one for one in states() if one.status == "member"], ids=lambda s: s.id
)
def test_a_member_is_found_under_each_name_and_demonym(one):
    assert one.adjectives
    assert one.wikidata
    assert one.cow
    for name in one.names:
        assert one in states_named(name), name
    for word in (*one.adjectives, *one.people):
        assert one in demonyms(word), word
    for capital in one.capitals:
        assert capital_of(capital, date(2024, 6, 19)) == one, capital


@pytest.mark.skipif(not CODES.exists(), reason="needs the country-codes table")
def test_names_of_other_lists_lead_to_the_same_state():
    missed = []
    members = {one.id for one in states() if one.status != "territory"}
    for row in csv.DictReader(CODES.read_text(encoding="utf-8").splitlines()):
        code = row["ISO3166-1-Alpha-3"]
        if code not in members:
            continue
        for column in ("CLDR display name", "UNTERM English Short", "UNTERM English Formal"):
            name = row[column].partition("(")[0].replace(" - ", "-").replace("*", "").strip()
            found = [one.id for one in states_named(name)]
            if name and code not in found:
                missed.append((name, found))
    assert not missed


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("DPRK", "PRK"), ("ROK", "KOR"), ("PRC", "CHN"), ("U.K.", "GBR"), ("U.S.", "USA"),
        ("UAE", "ARE"), ("Holland", "NLD"), ("Burma", "MMR"), ("Zaire", "COD"),
        ("Ivory Coast", "CIV"), ("Türkiye", "TUR"), ("Czechia", "CZE"), ("Swaziland", "SWZ"),
        ("the Holy See", "VAT"), ("Côte d’Ivoire", "CIV"), ("Great Britain", "GBR"),
        ("Macedonia", "MKD"), ("Cabo Verde", "CPV"), ("Taiwan", "TWN"),
        ("the Soviet Union", "former:SUN"), ("USSR", "former:SUN"),
        ("West Germany", "former:FRG"),
    ],
)  # fmt: skip
def test_usual_names(name, code):
    found = state_named(name)
    assert found is not None
    assert found.id == code


@pytest.mark.parametrize("text", ["us", "turkey", "chad", "Narnia", "", "Korea", "Congo"])
def test_no_state_bears_that_name_alone(text):
    assert state_named(text) is None


def test_korea_is_a_name_of_two_states():
    assert {one.id for one in states_named("Korea")} == {"KOR", "PRK"}
    assert {one.id for one in demonyms("Korean")} == {"KOR", "PRK"}


def test_the_larger_congo_comes_first():
    assert [one.id for one in demonyms("Congolese")] == ["COD", "COG"]


def test_former_states_have_days_and_successors_that_exist():
    for one in former_states():
        assert one.valid_to
        assert one.iso3 is None
        assert one.successors
        assert all(state(successor) for successor in one.successors)


def test_the_soviet_union_ended_and_russia_succeeded_it():
    soviet = state("former:SUN")
    assert soviet is not None
    assert soviet.existed(date(1991, 12, 25))
    assert not soviet.existed(date(1992, 1, 1))
    assert soviet.successors[0] == "RUS"
    assert state_named("Soviet Union", date(1961, 7, 6)) == soviet
    assert state_named("Soviet Union", date(2024, 1, 1)) is None


@pytest.mark.parametrize(
    ("capital", "day", "code"),
    [
        ("Moscow", date(2024, 6, 19), "RUS"),
        ("Pyongyang", date(2024, 6, 19), "PRK"),
        ("Bonn", date(1987, 3, 1), "former:FRG"),
        ("Prague", date(2024, 1, 1), "CZE"),
        ("Kiev", date(2014, 3, 1), "UKR"),
        ("Peking", date(1971, 3, 1), "CHN"),
    ],
)
def test_capitals(capital, day, code):
    found = capital_of(capital, day)
    assert found is not None
    assert found.id == code


def test_the_kremlin_changes_hands_with_the_union():
    assert [seat.actor for seat in seats_named("Kremlin", date(1987, 1, 1))] == ["former:SUN"]
    assert [seat.actor for seat in seats_named("the Kremlin", date(2024, 1, 1))] == ["RUS"]


def test_a_shared_seat_says_so():
    congress = seats_named("Congress")
    assert congress[0].shared
    assert not seats_named("Foggy Bottom")[0].shared


def test_numbers_of_the_correlates_of_war():
    korea = state_of_cow(732)
    assert korea is not None
    assert korea.id == "KOR"
    assert state_of_cow(0) is None


def test_keys_join_spellings():
    assert name_key("the United  States") == name_key("United States")
    assert name_key("N’Djamena") == name_key("N'Djamena")
