"""Stamps: what a page says of its own time."""

from __future__ import annotations

import pytest

from dragoman.reports.stamps import (
    Conventions,
    agree,
    machine_stamp,
    printed_stamps,
    stamp_of,
)
from dragoman.schema import Stamp


def stamps(text: str, conventions: Conventions = Conventions()) -> list[tuple[str | None, ...]]:  # noqa: B008
    """Kind, print, wall clock and zone of every stamp of a line."""
    found: list[tuple[str | None, ...]] = []
    for printed in printed_stamps(text, conventions):
        stamp = stamp_of(printed, text, 0, conventions)
        if stamp is not None:
            assert stamp.span is not None
            assert stamp.span.quote(text) == stamp.as_printed
            found.append((printed.kind, stamp.as_printed, stamp.local, stamp.zone))
    return found


def test_a_stamp_without_a_zone_has_a_wall_clock_and_no_instant() -> None:
    assert stamps("Published 11/23/2021, 07:56 PM") == [
        ("published", "11/23/2021, 07:56 PM", "2021-11-23T19:56:00", None)
    ]


def test_a_printed_zone_makes_an_instant() -> None:
    (printed,) = printed_stamps("23 Nov 2021 4:55 PM MYT", Conventions())
    stamp = stamp_of(printed, "23 Nov 2021 4:55 PM MYT", 0, Conventions())
    assert stamp is not None
    assert stamp.zone == "Asia/Kuala_Lumpur"
    assert stamp.instant == "2021-11-23T16:55:00+08:00"


def test_published_and_updated_on_one_line_are_told_apart() -> None:
    assert stamps("12:43, 20 Apr 2021Updated 12:44, 21 Apr 2021") == [
        (None, "12:43, 20 Apr 2021", "2021-04-20T12:43:00", None),
        ("updated", "12:44, 21 Apr 2021", "2021-04-21T12:44:00", None),
    ]


def test_the_label_may_follow_without_a_space() -> None:
    found = stamps("Madrid - 15 oct 2021 - 08:22Actualizado: 15 oct 2021 - 17:38CEST")
    assert [(kind, local) for kind, _, local, _ in found] == [
        (None, "2021-10-15T08:22:00"),
        ("updated", "2021-10-15T17:38:00"),
    ]


def test_an_open_order_of_day_and_month_has_no_wall_clock() -> None:
    assert stamps("Published 06/07/2021 10:15") == [("published", "06/07/2021 10:15", None, None)]
    known = Conventions(order="dmy")
    assert stamps("Published 06/07/2021 10:15", known)[0][2] == "2021-07-06T10:15:00"


def test_an_impossible_date_is_kept_as_printed() -> None:
    assert stamps("Published 31/02/2021") == [("published", "31/02/2021", None, None)]


def test_an_assumed_zone_is_named_and_makes_no_instant() -> None:
    conventions = Conventions(time_zone="Asia/Tokyo")
    (printed,) = printed_stamps("3 May 2021, 10:15", conventions)
    stamp = stamp_of(printed, "3 May 2021, 10:15", 0, conventions)
    assert stamp is not None
    assert (stamp.zone, stamp.instant, stamp.zone_assumed) == (None, None, "Asia/Tokyo")


@pytest.mark.parametrize("text", ["2 hours ago", "Updated 9 min ago", "vor 3 Stunden", "3時間前"])
def test_a_relative_time_has_no_value(text: str) -> None:
    assert stamps(text) == []
    assert any(printed.relative for printed in printed_stamps(text, Conventions()))


MACHINE = [
    ("2021-06-18T19:56:00Z", "2021-06-18T19:56:00+00:00"),
    ("2021-06-18T19:56:00+0900", "2021-06-18T19:56:00+09:00"),
    ("2021-06-18 19:56:00 +02:00", "2021-06-18T19:56:00+02:00"),
    ("Fri, 18 Jun 2021 19:56:00 GMT", "2021-06-18T19:56:00+00:00"),
    ("1624046160000", "2021-06-18T19:56:00+00:00"),
    ("June 18, 2021 7:56 PM EDT", "2021-06-18T19:56:00-04:00"),
    ("2021-06-18T19:56:00", None),
    ("2021-06-18", None),
    ("2021-02-31", None),
]


@pytest.mark.parametrize(("value", "instant"), MACHINE, ids=[value for value, _ in MACHINE])
def test_a_machine_stamp_has_an_instant_only_with_a_zone(value: str, instant: str | None) -> None:
    stamp = machine_stamp(value, "meta", Conventions())
    assert stamp is not None
    assert stamp.as_printed == value
    assert stamp.instant == instant


def test_what_is_no_date_makes_no_stamp() -> None:
    assert machine_stamp("yesterday", "meta", Conventions()) is None


def test_two_wall_clocks_of_one_moment_agree() -> None:
    def seen(local: str) -> Stamp:
        return Stamp(local, local, None, None, "text")

    utc = machine_stamp("2021-08-05T19:49:50Z", "json-ld", Conventions())
    assert utc is not None
    assert agree(utc, seen("2021-08-05T20:49:00")) is True
    assert agree(utc, seen("2021-08-05T20:31:00")) is False
    assert agree(utc, seen("2021-08-05")) is True
    assert agree(utc, Stamp("31/02/2021", None, None, None, "text")) is None
