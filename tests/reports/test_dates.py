"""Dates and clock times as pages print them."""

from __future__ import annotations

from datetime import date, time

import pytest

from dragoman.reports.dates import clocks_in, dates_in, in_order

WRITTEN = [
    ("3 May 2021", date(2021, 5, 3)),
    ("May 3rd, 2021", date(2021, 5, 3)),
    ("Sept. 9, 2021", date(2021, 9, 9)),
    ("2021-05-03", date(2021, 5, 3)),
    ("23.11.2021", date(2021, 11, 23)),
    ("12/31/21", date(2021, 12, 31)),
    ("3. Mai 2021", date(2021, 5, 3)),
    ("12. MÄR 2021", date(2021, 3, 12)),
    ("1er mai 2021", date(2021, 5, 1)),
    ("3 de mayo de 2021", date(2021, 5, 3)),
    ("3 мая 2021", date(2021, 5, 3)),
    ("3 Mayıs 2021", date(2021, 5, 3)),
    ("2021年5月3日", date(2021, 5, 3)),
    ("2021. 05. 03.", date(2021, 5, 3)),
    ("2021 m. gegužės 3 d.", date(2021, 5, 3)),
    ("3 مايو 2021", date(2021, 5, 3)),
]


@pytest.mark.parametrize(("printed", "day"), WRITTEN, ids=[printed for printed, _ in WRITTEN])
def test_a_written_date_is_one_day(printed: str, day: date) -> None:
    assert [found.day for found in dates_in(printed)] == [day]


def test_figures_below_thirteen_leave_the_order_open() -> None:
    (found,) = dates_in("06/07/2021")
    assert found.day is None
    assert found.is_open
    assert in_order(found, "06/07/2021", "dmy") == date(2021, 7, 6)
    assert in_order(found, "06/07/2021", "mdy") == date(2021, 6, 7)
    assert in_order(found, "06/07/2021", None) is None


def test_equal_figures_leave_nothing_open() -> None:
    assert dates_in("06/06/2021")[0].day == date(2021, 6, 6)


def test_a_day_that_the_calendar_lacks_is_impossible() -> None:
    assert dates_in("31/02/2021")[0].is_impossible
    assert dates_in("30 February 2021")[0].is_impossible


def test_a_date_without_a_year_keeps_its_month_and_day() -> None:
    (found,) = dates_in("April 25")
    assert not found.year_given
    assert found.month_day == (4, 25)


def test_a_clock_glued_to_a_year_is_told_from_it() -> None:
    text = "2 minute readApril 25, 20232:26 PM GMT+2Last Updated 9 min ago"
    dates = dates_in(text)
    assert [found.day for found in dates] == [date(2023, 4, 25)]
    assert [(found.time, found.zone) for found in clocks_in(text, dates)] == [
        (time(14, 26), "+02:00")
    ]


CLOCKS = [
    ("07:56 PM", time(19, 56), None),
    ("4.05pm", time(16, 5), None),
    ("12:10 a.m.", time(0, 10), None),
    ("5 AM PT", time(5), "America/Los_Angeles"),
    ("18h41", time(18, 41), None),
    ("16.03 Uhr", time(16, 3), None),
    ("kl 10.23", time(10, 23), None),
    ("오후 3:20", time(15, 20), None),
    ("19:14 GMT", time(19, 14), "UTC"),
    ("09:15 KST", time(9, 15), "Asia/Seoul"),
    ("17:38CEST", time(17, 38), "Europe/Brussels"),
    ("08:00 UTC+5:30", time(8), "+05:30"),
    ("10:00 IST", time(10), None),
]


@pytest.mark.parametrize(("printed", "clock", "zone"), CLOCKS, ids=[row[0] for row in CLOCKS])
def test_a_clock_is_read_with_its_zone(printed: str, clock: time, zone: str | None) -> None:
    (found,) = clocks_in(printed)
    assert (found.time, found.zone) == (clock, zone)


def test_ist_is_the_publishers_clock() -> None:
    assert clocks_in("10:00 IST", iso3="IND")[0].zone == "Asia/Kolkata"
    assert clocks_in("10:00 IST", iso3="ISR")[0].zone == "Asia/Jerusalem"


@pytest.mark.parametrize("prose", ["may", "Chapter 4", "version 2.5.1", "a 10-3 vote", "call 911"])
def test_prose_holds_no_date(prose: str) -> None:
    assert dates_in(prose) == ()
