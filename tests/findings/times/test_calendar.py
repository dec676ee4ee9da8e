"""Units of the calendar as numbers on a line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.findings.times.calendar import Period, day_of

DAYS = st.dates(min_value=date(200, 1, 1), max_value=date(9000, 12, 31))
UNITS = st.sampled_from("day week weekend month season quarter half year decade century".split())


@given(DAYS, UNITS)
def test_a_period_begins_before_it_ends_and_the_next_follows_it(day, unit):
    period = Period.of(day, unit)
    assert period.first_day <= period.last_day < period.moved(1).first_day


@given(DAYS, UNITS.filter(lambda unit: unit != "weekend"))
def test_a_day_lies_in_its_own_period(day, unit):
    period = Period.of(day, unit)
    assert period.first_day <= day <= period.last_day


@pytest.mark.parametrize(
    ("day", "unit", "value"),
    [
        ("1998-02-06", "week", "1998-W06"),
        ("2021-01-03", "week", "2020-W53"),
        ("1998-02-06", "weekend", "1998-W06-WE"),
        ("1998-02-06", "season", "1997-WI"),
        ("1998-03-01", "season", "1998-SP"),
        ("1998-12-01", "season", "1998-WI"),
        ("1998-02-06", "half", "1998-H1"),
        ("1998-02-06", "quarter", "1998-Q1"),
        ("1998-02-06", "decade", "199"),
        ("1998-02-06", "century", "19"),
    ],
)
def test_values_are_those_of_timex3(day, unit, value):
    assert Period.of(date.fromisoformat(day), unit).value == value


def test_periods_before_the_first_year_are_not_of_the_calendar():
    assert Period.of(date(1987, 3, 6), "week").is_of_calendar
    assert not Period.of(date(1987, 3, 6), "week").moved(-292_000).is_of_calendar


def test_a_day_that_does_not_exist_is_none():
    assert day_of(2023, 2, 29) is None
    assert day_of(2024, 2, 29).value == "2024-02-29"
