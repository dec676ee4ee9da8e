"""Which day a report's weekdays are counted from."""

from datetime import date

import pytest
from evaluation.zones import hours_of, zone_cases

from dragoman.findings.anchor import anchor_of
from dragoman.schema import Caption, Dateline, Report, Segment, Source, Span, Stamp

WEEKDAY_NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def report(stamp=None, zone=None, dateline_date=None, body="They met.", captions=()):
    line = "PLACE (Agency) - "
    text = f"{line}{body}\n" + "".join(f"A caption {at}.\n" for at in range(len(captions)))
    at = len(line) + len(body) + 1
    segments = [Segment("dateline", 0, len(line) - 1), Segment("body", len(line), at - 1)]
    shown = []
    for day in captions:
        shown.append(Caption(at, at + 12, date=day))
        segments.append(Segment("caption", at, at + 12))
        at += 13
    return Report(
        id="0" * 24,
        source=Source(location=None, url=None, media_type="text/plain"),
        language="en",
        text=text,
        segments=tuple(segments),
        dateline=Dateline("PLACE", 0, 5, time_zone=zone, date=dateline_date),
        published=stamp,
        captions=tuple(shown),
    )


def printed(local, *, zone=None, assumed=None, source="text"):
    instant = None
    if zone is not None:
        instant = f"{local}:00{zone}"
    return Stamp(local, local, zone, instant, source, zone_assumed=assumed)


CASES = list(zone_cases())


def test_the_zone_table_crosses_the_date_line_half_hours_and_summer_time():
    assert len(CASES) > 2000
    assert sum(day.isoformat() != local[:10] for local, _, _, day in CASES) > 600


def test_a_stamp_in_a_likely_zone_gives_the_day_at_the_dateline():
    wrong = [
        case
        for case in CASES
        if anchor_of(report(printed(case[0], assumed=case[1]), case[2])).date != case[3]
    ]
    assert wrong == []


def test_a_stamp_with_its_offset_gives_the_day_at_the_dateline():
    wrong = []
    for local, own, there, day in CASES:
        hours = hours_of(own, local)
        sign = "-" if hours < 0 else "+"
        minutes = round(abs(hours) * 60)
        zone = f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"
        if anchor_of(report(printed(local, zone=zone), there)).date != day:
            wrong.append((local, zone, there, day))
    assert wrong == []


def test_the_weekday_of_the_day_at_the_dateline_confirms_it():
    wrong = []
    for local, own, there, day in CASES[::7]:
        body = f"They met on {WEEKDAY_NAMES[day.weekday()]}."
        anchor = anchor_of(report(printed(local, assumed=own), there, body=body))
        if anchor.date != day or Span(29, 29 + len(body) - 13) not in anchor.evidence:
            wrong.append((local, own, there, anchor))
    assert wrong == []


@pytest.mark.parametrize(
    ("local", "own", "there", "day"),
    [
        ("2024-03-10T01:30", "America/New_York", "Europe/London", "2024-03-10"),  # an hour early
        ("2024-03-30T23:30", "Europe/London", "Europe/Paris", "2024-03-31"),
        ("2024-03-31T23:30", "Europe/London", "Europe/Paris", "2024-04-01"),
        ("2024-10-27T00:30", "Europe/Paris", "Europe/London", "2024-10-26"),
        ("2024-11-03T23:30", "America/New_York", "America/Sao_Paulo", "2024-11-04"),
        ("2011-12-30T01:00", "Pacific/Pago_Pago", "Pacific/Apia", "2011-12-31"),  # day left out
    ],
)
def test_clocks_that_change_on_that_day_are_followed(local, own, there, day):
    anchor = anchor_of(report(printed(local, assumed=own), there))
    assert anchor.date == date.fromisoformat(day)
    assert anchor.zone == there
    assert anchor.zone_assumed == own
    assert own in anchor.reason


def test_without_a_dateline_zone_the_day_is_the_stamps_own():
    assert anchor_of(report(printed("2024-06-18T23:50", assumed="America/New_York"))).date == (
        date(2024, 6, 18)
    )
    assert anchor_of(report(printed("2024-06-18T23:50", zone="+09:00"))).date == date(2024, 6, 18)


def test_a_stamp_without_any_zone_is_enough_at_noon_in_europe():
    assert anchor_of(report(printed("2024-06-18T12:00"), "Europe/Paris")).date == date(2024, 6, 18)


def test_a_stamp_without_any_zone_leaves_the_day_open_near_midnight():
    anchor = anchor_of(report(printed("2024-06-18T19:56"), "Asia/Tokyo"))
    assert anchor.date is None
    assert anchor.reason == "the stamp has no zone: 2024-06-18 or 2024-06-19 at the dateline"


def test_the_weekday_of_the_text_decides_what_a_stamp_without_zone_leaves_open():
    anchor = anchor_of(
        report(printed("2024-06-18T19:56"), "Asia/Tokyo", body="They met on Wednesday.")
    )
    assert anchor.date == date(2024, 6, 19)
    assert anchor.reason == "the weekday in the text decides"


def test_a_picture_cannot_be_younger_than_its_report():
    anchor = anchor_of(
        report(printed("2024-06-18T19:56"), "Asia/Tokyo", captions=("2024-06-19", "2023-09-13"))
    )
    assert anchor.date == date(2024, 6, 19)
    assert anchor.reason == "the dates of the captions decide"
    assert [span.quote("." * 99) for span in anchor.evidence]


def test_last_wednesday_says_nothing_of_the_day():
    anchor = anchor_of(
        report(printed("2024-06-18T19:56"), "Asia/Tokyo", body="They met last Wednesday.")
    )
    assert anchor.date is None


def test_a_date_in_the_dateline_is_the_day():
    anchor = anchor_of(report(printed("2024-01-01T03:00", zone="+00:00"), None, "Dec 31"))
    assert anchor.date == date(2023, 12, 31)
    assert anchor_of(report(None, None, "31 December 2023")).date == date(2023, 12, 31)


def test_a_day_given_by_the_user_is_taken_as_it_is():
    anchor = anchor_of(report(printed("2024-06-19", source="user"), "Asia/Tokyo"))
    assert anchor.date == date(2024, 6, 19)


def test_captions_alone_fix_the_day_when_the_text_names_its_weekday():
    told = report(None, body="They met on Wednesday.", captions=("2024-06-19", "2024-06-18"))
    assert anchor_of(told).date == date(2024, 6, 19)
    silent = report(None, captions=("2024-06-19",))
    assert anchor_of(silent).date is None
    assert "no weekday confirms" in anchor_of(silent).reason


def test_a_page_without_dates_has_no_day():
    assert anchor_of(report(None)).reason == "the page gives no date"
    unread = Stamp("01/02/2024", None, None, None, "text")
    assert "cannot be told" in anchor_of(report(unread)).reason


def test_the_weekday_tells_day_from_month_in_a_stamp_of_figures():
    unread = Stamp("04/07/1998 18:46:00", None, None, None, "text")
    assert anchor_of(report(unread, body="They met on Tuesday.")).date == date(1998, 4, 7)
    assert anchor_of(report(unread, body="They met on Saturday.")).date == date(1998, 7, 4)
    assert anchor_of(report(unread, body="They met on Thursday.")).date is None
