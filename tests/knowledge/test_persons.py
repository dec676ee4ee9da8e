"""Who held which office when, and who is meant by a bare surname on a day."""

from datetime import date
from pathlib import Path

import pytest

from dragoman.knowledge.days import first_day, last_day
from dragoman.knowledge.organisations import body
from dragoman.knowledge.persons import (
    leader_of,
    office_holder,
    person,
    person_named,
    person_spelt,
    persons,
    persons_named,
)
from dragoman.knowledge.states import state

CASES = Path(__file__).with_name("persons.tsv")


def cases():
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def test_terms_name_known_actors_and_end_after_they_begin():
    for one in persons().values():
        assert one.terms, one.name
        for term in one.terms:
            assert state(term.actor) or body(term.actor), term
            assert first_day(term.valid_from) <= last_day(term.valid_to), (one.name, term)


@pytest.mark.parametrize(("name", "day", "holder", "office"), list(cases()))
def test_a_name_on_a_day_means_a_person_in_an_office(name, day, holder, office):
    on = date.fromisoformat(day)
    found = person_named(name, on)
    if holder == "-":
        assert found is None
        return
    assert found is not None, [one.name for one in persons_named(name, on)]
    assert found.name == holder
    held = [f"{term.actor} {term.office}" for term in found.terms_on(on)]
    assert office in held or (office == "-" and not held), held


def test_a_day_of_change_belongs_to_who_comes_in():
    assert office_holder("USA", "president", date(2025, 1, 20)).name == "Donald Trump"
    assert office_holder("USA", "president", date(2025, 1, 19)).name == "Joe Biden"


def test_an_office_nobody_is_known_to_hold_is_empty():
    assert office_holder("USA", "president", date(1900, 1, 1)) is None
    assert leader_of("AND", date(2024, 1, 1)) is None


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("former:SUN", date(1987, 3, 1), "Mikhail Gorbachev"),
        ("IND", date(2023, 9, 9), "Narendra Modi"),
        ("IRN", date(2024, 5, 1), "Ali Khamenei"),
        ("SAU", date(2024, 5, 1), "King Salman"),
        ("IGO:UNO", date(2005, 1, 1), "Kofi Annan"),
        ("group:hezbollah", date(2024, 1, 1), "Hassan Nasrallah"),
        ("CHN", date(2020, 1, 1), "Xi Jinping"),
        ("HTI", date(1989, 6, 1), "Prosper Avril"),
        ("LTU", date(1991, 1, 13), "Vytautas Landsbergis"),
        ("SLE", date(1993, 5, 1), "Valentine Strasser"),
        ("BGR", date(1998, 3, 1), "Ivan Kostov"),
    ],
)
def test_leaders(code, day, name):
    assert leader_of(code, day).name == name


def test_a_full_name_means_its_bearer_in_any_year():
    assert person_named("Nikita Khrushchev", date(2024, 1, 1)).id == "person:nikita-khrushchev"
    assert person("person:nikita-khrushchev").terms_on(date(2024, 1, 1)) == ()


def test_accents_and_particles_do_not_matter_to_a_surname():
    assert person_named("Assad", date(2015, 1, 1)) == person_named("al-Assad", date(2015, 1, 1))
    assert person_named("Orbán", date(2015, 1, 1)) == person_named("Orban", date(2015, 1, 1))


def test_the_state_of_who_is_out_of_office_is_where_it_was_held():
    found = person_named("Algirdas Brazauskas", date(2000, 1, 1))
    assert found.state_near(date(2000, 1, 1)) == "LTU"
    assert person_named("Kofi Annan", date(2010, 1, 1)).state_near(date(2010, 1, 1)) is None


def test_another_spelling_means_its_bearer_if_only_one_is_near():
    assert person_spelt("Juvenal Habyariman", date(1992, 9, 1)).name == "Juvenal Habyarimana"
    assert person_spelt("Moammar Khadafy", date(1992, 9, 1)).name == "Muammar Gaddafi"
    assert person_spelt("Gorge Boosh") is None
    assert person_spelt("Moammar Khadafy", date(2060, 1, 1)) is None
