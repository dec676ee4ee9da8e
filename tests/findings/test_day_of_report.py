"""What a report says of the day its weekdays are counted from."""

import spacy

from dragoman.findings.analysis import with_findings
from dragoman.language.article import read_article
from dragoman.schema import Dateline, Report, Segment, Source, Stamp

NLP = spacy.blank("en")
TEXT = "OSLO (Agency) - They met on Wednesday."


def analysed(stamp):
    report = Report(
        id="0" * 24,
        source=Source(location=None, url=None, media_type="text/plain"),
        language="en",
        text=TEXT,
        segments=(Segment("dateline", 0, 15), Segment("body", 16, len(TEXT))),
        dateline=Dateline("OSLO", 0, 4, time_zone="Europe/Oslo"),
        published=stamp,
    )
    return with_findings(report, read_article(NLP, report))


def test_an_assumed_zone_is_said():
    stamp = Stamp("x", "2024-06-18T19:56:00", None, None, "text", zone_assumed="America/New_York")
    report = analysed(stamp)
    assert report.anchor_date == "2024-06-19"
    assert [one.value for one in report.times] == ["2024-06-19"]
    assert [one.code for one in report.warnings] == ["zone-assumed"]
    assert "America/New_York" in report.warnings[0].message


def test_a_day_that_is_not_known_is_said():
    report = analysed(None)
    assert report.anchor_date is None
    assert report.warnings[0].code == "anchor-unknown"
    assert (report.times[0].value, report.times[0].reason) == (
        None,
        "no day of the report is known",
    )
