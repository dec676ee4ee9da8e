import msgspec
import pytest

from dragoman.schema import (
    Actor,
    Candidate,
    Caption,
    Dateline,
    Mention,
    Report,
    Segment,
    Source,
    Span,
    Stamp,
    Time,
    content_id,
    from_json,
    to_json,
)

TEXT = "Ministers meet\n\nOSLO (NTB) - They met on Monday."


def report(**fields):
    known = {
        "id": "0" * 24,
        "source": Source(location="a.txt", url=None, media_type="text/plain"),
        "language": "en",
        "text": TEXT,
        "segments": (
            Segment("headline", 0, 14),
            Segment("dateline", 16, 28),
            Segment("body", 29, 48),
        ),
    }
    return Report(**(known | fields))


def test_segments_must_cover_every_character_that_is_not_white_space():
    with pytest.raises(ValueError, match="no segment covers 'They met"):
        report(segments=(Segment("headline", 0, 14), Segment("dateline", 16, 28)))


def test_segments_must_not_overlap():
    with pytest.raises(ValueError, match="overlap"):
        report(segments=(Segment("headline", 0, 20), Segment("body", 16, 48)))


def test_a_role_outside_the_list_is_refused():
    with pytest.raises(ValueError, match="masthead"):
        Segment("masthead", 0, 3)


@pytest.mark.parametrize(
    "fields",
    [
        {"captions": (Caption(40, 60),)},
        {"times": (Time(start=44, end=90, type="DATE", value="2024-06-17"),)},
        {"candidates": (Candidate("headline", "x", "h1", span=Span(0, 99)),)},
        {"signoff": (Span(40, 50),)},
        {
            "actors": (
                Actor(
                    id="NOR",
                    name="Norway",
                    kind="state",
                    iso3="NOR",
                    mentions=(Mention(start=47, end=52, kind="name"),),
                ),
            )
        },
    ],
    ids=["caption", "time", "candidate", "signoff", "mention"],
)
def test_nothing_may_point_behind_the_text(fields):
    with pytest.raises(ValueError, match="after the text"):
        report(**fields)


def test_a_dateline_must_stand_where_it_says():
    with pytest.raises(ValueError, match="not at its offsets"):
        report(dateline=Dateline("OSLO", 17, 21))
    assert report(dateline=Dateline("OSLO", 16, 20)).dateline.text == "OSLO"


def test_an_instant_needs_a_zone():
    with pytest.raises(ValueError, match="no zone"):
        Stamp("June 18", "2024-06-18", None, "2024-06-18T10:00:00Z", "text")
    with pytest.raises(ValueError, match="no offset"):
        Stamp("June 18", "2024-06-18", "UTC", "2024-06-18T10:00:00", "text")


def test_a_stamp_knows_the_day_of_its_own_clock():
    assert Stamp("x", "2024-06-18T23:59:00", None, None, "text").day.isoformat() == "2024-06-18"
    assert Stamp("06/07/24", None, None, None, "text").day is None


def test_the_article_leaves_the_furniture_out_and_keeps_the_dateline_with_its_lead():
    assert report().article == "OSLO (NTB) - They met on Monday."


def test_spans_are_found_by_role():
    assert report().of_role("headline", "body") == (Span(0, 14), Span(29, 48))


def test_a_report_survives_json():
    first = report(times=(Time(start=41, end=47, type="DATE", value="2024-06-17"),))
    assert from_json(to_json(first)) == first


def test_json_with_a_wrong_span_is_refused():
    line = to_json(report()).replace(b'"end":48', b'"end":480')
    with pytest.raises(msgspec.ValidationError):
        from_json(line)


def test_the_id_depends_on_page_address_and_given_date_alone():
    ids = {
        content_id(b"a", None, None),
        content_id(b"a", "https://x.example/", None),
        content_id(b"a", None, "2024-06-18"),
        content_id(b"b", None, None),
    }
    assert len(ids) == 4
    assert content_id(b"a", None, None) == content_id(b"a", None, None)
