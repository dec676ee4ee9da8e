"""What time expressions are found, and what they are worth on a given day."""

from datetime import date

import pytest
import spacy

from dragoman.findings.context import Context
from dragoman.findings.times import find_times, timexes_of
from dragoman.schema import Report, Segment, Source

NLP = spacy.blank("en")
WEDNESDAY = date(2024, 6, 19)


def found(text, day=WEDNESDAY):
    return [(text[one.start : one.end], one.type, one.value) for one in timexes_of(NLP(text), day)]


def values(text, day=WEDNESDAY):
    return {text[one.start : one.end]: one.value for one in timexes_of(NLP(text), day)}


@pytest.mark.parametrize(
    ("text", "expression", "kind", "value"),
    [
        ("They signed it on Friday, June 14, 2024.", "Friday, June 14, 2024", "DATE", "2024-06-14"),
        ("They signed it on 14 June 2024.", "14 June 2024", "DATE", "2024-06-14"),
        ("They signed it on the 8th of March 2001.", "the 8th of March 2001", "DATE", "2001-03-08"),
        ("Signed 2024-06-14.", "2024-06-14", "DATE", "2024-06-14"),
        ("They met in January 1997.", "January 1997", "DATE", "1997-01"),
        ("They met in 1961.", "1961", "DATE", "1961"),
        ("Under the 1961 treaty both arm.", "1961", "DATE", "1961"),
        ("It grew in the 1990s.", "the 1990s", "DATE", "199"),
        ("It grew in the mid-1990s.", "the mid-1990s", "DATE", "199"),
        ("It began in the 19th century.", "the 19th century", "DATE", "18"),
        ("It ended in the third quarter of 2023.", "the third quarter of 2023", "DATE", "2023-Q3"),
        ("It ended in the first half of 2023.", "the first half of 2023", "DATE", "2023-H1"),
        ("It ended in the summer of 2023.", "the summer of 2023", "DATE", "2023-SU"),
        ("He left last year.", "last year", "DATE", "2023"),
        ("He left last week.", "last week", "DATE", "2024-W24"),
        ("He will leave early next month.", "early next month", "DATE", "2024-07"),
        ("He left two years ago.", "two years ago", "DATE", "2022"),
        ("He left 10 days ago.", "10 days ago", "DATE", "2024-06-09"),
        ("He left a month ago.", "a month ago", "DATE", "2024-05"),
        ("He left several years ago.", "several years ago", "DATE", "PAST_REF"),
        ("He left yesterday.", "yesterday", "DATE", "2024-06-18"),
        ("He left the day before yesterday.", "the day before yesterday", "DATE", "2024-06-17"),
        ("He will leave at the end of the year.", "the end of the year", "DATE", "2024"),
        ("He left on Tuesday evening.", "Tuesday evening", "TIME", "2024-06-18TEV"),
        ("He left this morning.", "this morning", "TIME", "2024-06-19TMO"),
        ("He left last night.", "last night", "TIME", "2024-06-18TNI"),
        ("He left at 10 p.m. Tuesday.", "10 p.m. Tuesday", "TIME", "2024-06-18T22:00"),
        ("He left at 0600 GMT.", "0600 GMT", "TIME", "2024-06-19T06:00Z"),
        ("He left at noon Tuesday.", "noon Tuesday", "TIME", "2024-06-18T12:00"),
        ("They fought for three years.", "three years", "DURATION", "P3Y"),
        ("They fought for two and a half years.", "two and a half years", "DURATION", "P2Y6M"),
        ("It is a two-day visit.", "two-day", "DURATION", "P2D"),
        ("They fought for decades.", "decades", "DURATION", "PXDE"),
        ("They fought over the past year.", "the past year", "DURATION", "P1Y"),
        ("They fought for at least 30 days.", "at least 30 days", "DURATION", "P30D"),
        ("They talked for half an hour.", "half an hour", "DURATION", "PT30M"),
        ("They talked for a few days.", "a few days", "DURATION", "PXD"),
        ("They meet every year.", "every year", "SET", "P1Y"),
        ("They meet twice a week.", "a week", "SET", "P1W"),
        ("They meet each Thursday.", "each Thursday", "SET", "XXXX-WXX-4"),
        ("They meet annually.", "annually", "SET", "P1Y"),
        ("They are now allies.", "now", "DATE", "PRESENT_REF"),
        ("They recently met.", "recently", "DATE", "PAST_REF"),
        ("They will meet in the near future.", "the near future", "DATE", "FUTURE_REF"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 else "",
)
def test_an_expression_has_its_extent_type_and_value(text, expression, kind, value):
    assert found(text) == [(expression, kind, value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on Wednesday.", "2024-06-19"),
        ("They met on Tuesday.", "2024-06-18"),
        ("They met on Thursday.", "2024-06-13"),
        ("They will meet on Thursday.", "2024-06-20"),
        ("They will meet on Tuesday.", "2024-06-25"),
        ("They will meet on Wednesday.", "2024-06-19"),
        ("They met last Wednesday.", "2024-06-12"),
        ("They will meet next Wednesday.", "2024-06-26"),
        ("Talks on Friday", "2024-06-21"),
        ("Talks on Monday", "2024-06-17"),
    ],
)
def test_a_weekday_is_the_nearest_in_the_direction_of_the_verb(text, value):
    assert list(values(text).values()) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He hosted him in September.", "2023-09"),
        ("He will host him in September.", "2024-09"),
        ("He hosted him in June.", "2024-06"),
        ("He hosted him last June.", "2023-06"),
        ("He hosted him in June last year.", "2023-06"),
        ("The election is due in November.", "2024-11"),
    ],
)
def test_a_bare_month_takes_its_year_from_the_verb(text, value):
    assert list(values(text).values()) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "They may meet.",
        "Theresa May resigned.",
        "May they rest.",
        "The march on the capital began.",
        "The sun set over the sat nav.",
        "The second man said so.",
        "He seconded it.",
        "The fall of Saigon was seen.",
        "She is 52 years old.",
        "About 2000 people came.",
        "He told the Sunday Times so.",
        "It cost $1998.",
        "A quarter of them left.",
        "Three quarters of its food is imported.",
    ],
)
def test_words_that_only_look_like_time_are_left(text):
    assert found(text) == []


def test_may_and_march_are_months_beside_a_day_or_after_a_preposition():
    assert values("It began in May and ended on March 8.") == {
        "May": "2024-05",
        "March 8": "2024-03-08",
    }


def test_without_a_day_only_what_stands_alone_has_a_value():
    one, two = timexes_of(NLP("On Wednesday they signed the 1961 treaty."), None)
    assert (one.value, one.reason) == (None, "no day of the report is known")
    assert two.value == "1961"


def test_a_year_earlier_goes_back_from_the_quarter_spoken_of():
    text = "Profit rose in the third quarter of 2023 from a year earlier."
    assert values(text)["a year earlier"] == "2022-Q3"


def test_the_next_day_follows_the_day_just_named():
    assert values("He arrived on June 10. The next day he left.")["The next day"] == "2024-06-11"


def test_an_event_gives_no_time():
    assert found("They ate after talks.") == []


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "-", "on", "the", "1", "'98", "Feb. 30, 2024", "292,000 week ago"]
)
def test_odd_text_raises_nothing(text):
    assert isinstance(found(text), list)


def test_spans_are_those_of_the_reports_text():
    from dragoman.language.article import read_article

    text = "Headline\n\nADVERT for Monday\n\nThey  met\ton Tuesday,\nJune 18."
    body = text.index("They")
    report = Report(
        id="0" * 24,
        source=Source(location=None, url=None, media_type="text/plain"),
        language="en",
        text=text,
        segments=(
            Segment("headline", 0, 8),
            Segment("advert", 10, 27),
            Segment("body", body, len(text)),
        ),
    )
    doc = read_article(NLP, report)
    times = list(find_times(doc, Context(report=report, anchor=WEDNESDAY)))
    quotes = [text[one.start : one.end] for one in times]
    assert "ADVERT" not in "".join(quotes)
    assert quotes[0].startswith("Tuesday")
    assert {one.value for one in times} == {"2024-06-18"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Tickets are sold until August.", "2024-08"),
        ("He stayed through Saturday, August 24.", "2024-08-24"),
        ("Since Tuesday, April 25, he waits.", "2023-04-25"),
        ("It opened on Feb. 29.", "2024-02-29"),
        ("The Sept. 11 attacks shook them.", "2001-09-11"),
        ("It ran in the 2023 fiscal year.", "2023"),
        ("They met in Q3 2023.", "2023-Q3"),
        ("They met over the weekend.", "2024-W24-WE"),
        ("They will meet over the weekend.", "2024-W25-WE"),
        ("They met on Monday of last week.", "2024-06-10"),
        ("They met at the turn of 2024, on New Year's Eve.", "2024"),
        ("He left in the early hours of Sunday.", "2024-06-16TMO"),
        ("He left mid-afternoon on Tuesday.", "2024-06-18TAF"),
        ("A year-long siege ended.", "P1Y"),
        ("They fought for two years and three months.", "P2Y3M"),
        ("An 8-month-old truce ended.", "P8M"),
        ("They met on Tuesday, the second day, as soon as possible.", "2024-06-18"),
    ],
)
def test_less_common_forms(text, value):
    assert value in values(text).values()


def test_that_year_is_the_one_spoken_of():
    text = "The treaty was signed in 1961. " + "It was long. " * 40 + "Later that year they met."
    assert list(values(text).values()) == ["1961", "1961"]


def test_a_title_in_quotation_marks_is_no_date():
    assert values('He spoke on "This Week" and left last week.') == {"last week": "2024-W24"}


def test_a_day_told_once_is_the_same_day_everywhere():
    text = "The attack of Oct. 7, 2022 shook them. The Oct. 7 talks are near."
    assert list(values(text).values()) == ["2022-10-07", "2022-10-07"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The August accession of three states is near.", "2024-08"),
        ("He spoke of a fall in oil supply in July.", "2024-07"),
        ("They talk on a daily basis.", "P1D"),
        ("He will speak on Thanksgiving Day.", "2024-11-28"),
        ("They met on Good Friday.", "2024-03-29"),
        ("They rebounded in the last week of May.", "2024-W22"),
        ("It fell from the 2023 second quarter.", "2023-Q2"),
        ("He left at 4 in the morning on Friday.", "2024-06-14T04:00"),
        ("They met at three in the afternoon on Monday.", "2024-06-17T15:00"),
        ("Post-1991 politics split them.", "1991"),
        ("He was heard the day before last Tuesday's vote.", "2024-06-17"),
        ("It blew up at 10:35 a.m. (0735 GMT) on Friday.", "2024-06-14T10:35"),
        ("He was named chairman, effective Sept. 1.", "2024-09-01"),
    ],
)
def test_forms_with_a_rule_of_their_own(text, value):
    assert value in values(text).values()


def test_every_day_of_a_row_is_one():
    text = "The talks are on July 3, 4 and 5. On May 3 and 20 people died."
    assert list(values(text).values()) == ["2024-07-03", "2024-07-04", "2024-07-05", "2024-05-03"]


@pytest.mark.parametrize(
    "text",
    [
        "He led the March of the Mothers.",
        "High noon came for the treaty.",
        "The Good Friday agreement held.",
        "Two in the evening crowd fell.",
        "Its average daily volume fell.",
    ],
)
def test_names_and_figures_of_speech_are_no_dates(text):
    assert not {"2024-03", "2024-06-19T12:00", "P1D", "2024-03-29"} & set(values(text).values())


def test_a_day_that_each_country_has_of_its_own_stays_open():
    assert values("He will rest until Election Day.") == {"Election Day": None}
