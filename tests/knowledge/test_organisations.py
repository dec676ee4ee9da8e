"""Organisations with their members by date, groups, media and collectives."""

from datetime import date

import pytest

from dragoman.knowledge.organisations import bodies, bodies_named, body
from dragoman.knowledge.states import state


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(1949, 5, 1), 12), (date(1990, 1, 1), 16), (date(1999, 4, 1), 19),
        (date(2005, 1, 1), 26), (date(2023, 4, 5), 31), (date(2024, 6, 19), 32),
    ],
)  # fmt: skip
def test_nato_grows(day, count):
    assert len(body("IGO:NATO").members(day)) == count


@pytest.mark.parametrize(
    ("day", "count"),
    [(date(1970, 1, 1), 6), (date(1994, 1, 1), 12), (date(2019, 1, 1), 28), (date(2021, 1, 1), 27)],
)
def test_the_union_grows_and_shrinks(day, count):
    assert len(body("IGO:EUR").members(day)) == count


def test_members_are_states_and_homes_exist():
    for one in bodies():
        assert all(state(stay.state) for stay in one.memberships), one.id
        assert one.home is None or state(one.home), one.id


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("UN", "IGO:UNO"), ("U.N. Security Council", "IGO:UNO"), ("EU", "IGO:EUR"),
        ("Nato", "IGO:NATO"),
        ("the Arab League", "IGO:LAS"), ("Hezbollah", "group:hezbollah"), ("KCNA", "media:kcna"),
        ("Western powers", "collective:west"),
        ("the international community", "collective:international-community"),
        ("al-Qaida", "group:al-qaeda"), ("World Court", "IGO:ICJ"),
    ],
)  # fmt: skip
def test_names_of_bodies(name, code):
    assert [one.id for one in bodies_named(name)] == [code]


def test_a_name_stands_for_one_body_on_one_day():
    for one in bodies():
        for name in (one.name, *one.aliases):
            assert len(bodies_named(name)) == 1, name


def test_groups_have_a_home_or_none():
    assert body("group:hezbollah").home == "LBN"
    assert body("group:islamic-state").home is None


def test_a_collective_lists_no_members():
    for one in bodies():
        if one.kind == "collective":
            assert not one.memberships
            assert one.home is None
