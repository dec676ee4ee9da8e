from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman.errors import QueryError
from dragoman.knowledge.sovereignty import (
    borders_of_cow,
    existed,
    party_named,
    party_of_cow,
)
from dragoman.knowledge.states import states

SHARED = Path(__file__).parents[3] / "shared" / "data" / "alliances" / "cow_states.csv"


def test_every_state_of_today_has_its_spells() -> None:
    missing = [
        one.id for one in states()
        if one.status != "territory" and existed(one.id, date(2024, 1, 1)) is None
    ]  # fmt: skip
    assert missing == []


@pytest.mark.parametrize(
    ("number", "day", "party"),
    [
        (365, date(1914, 8, 1), "RUS"),
        (365, date(1961, 7, 6), "former:SUN"),
        (365, date(1991, 12, 26), "RUS"),
        (345, date(1912, 1, 1), "SRB"),
        (345, date(1980, 1, 1), "former:YUG"),
        (345, date(2004, 1, 1), "former:SCG"),
        (345, date(2010, 1, 1), "SRB"),
        (255, date(1866, 6, 1), "DEU"),
        (260, date(1980, 1, 1), "former:FRG"),
        (300, date(1850, 1, 1), "former:AUH"),
        (245, date(1848, 1, 1), "cow:245"),
        (731, date(2024, 6, 20), "PRK"),
        (8152, date(1880, 1, 1), "cow:8152"),
    ],
)
def test_a_cow_number_means_the_state_of_its_day(number: int, day: date, party: str) -> None:
    assert party_of_cow(number, day) == party


def test_a_number_passes_to_another_party_on_known_days_only() -> None:
    assert borders_of_cow(365) == (date(1922, 12, 30), date(1991, 12, 26))
    assert borders_of_cow(731) == ()
    assert borders_of_cow(245) == ()


@pytest.mark.parametrize(
    ("code", "day", "party"),
    [
        ("KOR", date(2024, 6, 20), "KOR"),
        (" kor ", date(2024, 6, 20), "KOR"),
        ("cow:731", date(2024, 6, 20), "PRK"),
        ("former:SUN", date(1970, 1, 1), "former:SUN"),
        ("former:DRE", date(1900, 1, 1), "DEU"),
        ("COW:300", date(1914, 7, 28), "former:AUH"),
    ],
)
def test_a_party_is_named_by_any_of_its_codes(code: str, day: date, party: str) -> None:
    assert party_named(code, day) == party


@pytest.mark.parametrize(
    ("code", "day", "said"),
    [
        ("XYZ", date(2024, 1, 1), "no state has the code 'XYZ'"),
        ("cow:9999", date(2024, 1, 1), "no state has the code 'cow:9999'"),
        ("cow:north", date(2024, 1, 1), "no number of the Correlates of War"),
        ("former:XXX", date(2024, 1, 1), "no state has the code"),
        ("RUS", date(1970, 1, 1), "RUS was no state on 1970-01-01; former:SUN was"),
        ("KOR", date(1930, 1, 1), "KOR was no state on 1930-01-01"),
        ("former:SUN", date(2000, 1, 1), "former:SUN was no state on 2000-01-01"),
        ("cow:245", date(1900, 1, 1), "cow:245 was no state"),
    ],
)
def test_a_code_that_nobody_bears_that_day_is_refused(code: str, day: date, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        party_named(code, day)


def test_a_party_that_the_record_knows_may_be_asked_for() -> None:
    assert party_named("cow:8152", date(1880, 1, 1), frozenset({"cow:8152"})) == "cow:8152"


@pytest.mark.skipif(not SHARED.is_file(), reason="needs ../shared/data")
def test_the_spells_hold_whenever_the_correlates_of_war_count_a_member() -> None:
    missing: list[str] = []
    for line in SHARED.read_text().splitlines()[1:]:
        cells = line.split(",")
        number = int(cells[1])
        for year in range(int(cells[3]) + 1, int(cells[6])):
            party = party_of_cow(number, date(year, 7, 1))
            if not existed(party, date(year, 7, 1)):
                missing.append(f"{party} {year}")
    assert missing == []
