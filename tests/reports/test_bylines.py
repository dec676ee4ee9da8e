"""Bylines: people, desks, agencies and places."""

from __future__ import annotations

import pytest

from dragoman.reports.bylines import byline_of, credits_of, is_signed

PEOPLE = [
    ("By Ana López", ["Ana López"]),
    ("By Ana López and Sam O'Reilly", ["Ana López", "Sam O'Reilly"]),
    ("By ANA LÓPEZ Associated Press", ["ANA LÓPEZ"]),
    ("By Ana López, Political Editor", ["Ana López"]),
    ("By Ana López Senior Foreign Correspondent", ["Ana López"]),
    ("Ana LópezLifestyle Writer", ["Ana López"]),
    ("By Ana López | Example Media Group", ["Ana López"]),
    ("Ana López · CBC News · Posted: Aug 08, 2021 4:00 AM EDT", ["Ana López"]),
    ("By Ana López 30 August 2021 • 4:45pm", ["Ana López"]),
    ("16:36Ana López", ["Ana López"]),
    ("21 mins ago11:48 Ana López", ["Ana López"]),
    ("By Ana López, with reporting by Sam Reed", ["Ana López"]),
    ("Von Jürgen Groß und Mia von der Heide, dpa", ["Jürgen Groß", "Mia von der Heide"]),
    ("Par Chloé Petit", ["Chloé Petit"]),
    ("(责编：李明、王小红)", ["李明", "王小红"]),
    ("Иван Петров, 8 января, 17:46", ["Иван Петров"]),
    ("By Maria da Silva Santos", ["Maria da Silva Santos"]),
]


@pytest.mark.parametrize(("line", "names"), PEOPLE, ids=[line for line, _ in PEOPLE])
def test_people_are_named_without_their_jobs_houses_and_hours(line: str, names: list[str]) -> None:
    byline = byline_of(line)
    assert list(byline.of("person")) == names
    for signature in byline.signatures:
        assert line[signature.start : signature.end] == signature.name


def test_places_agencies_and_people_are_told_apart() -> None:
    byline = byline_of("By Ana López in Quito and Sam Reed in New York, Reuters")
    assert byline.of("person") == ("Ana López", "Sam Reed")
    assert byline.of("place") == ("Quito", "New York")
    assert byline.of("agency") == ("Reuters",)


@pytest.mark.parametrize("line", ["By Staff Reports", "Web Desk", "Reuters Staff", "By NTV"])
def test_a_desk_is_no_person(line: str) -> None:
    byline = byline_of(line)
    assert byline.of("person") == ()
    assert byline.of("desk")


@pytest.mark.parametrize(
    "line",
    [
        "Ana López is a freelance journalist in London, UK.",
        "He said the treaty was signed by ministers of both countries on Tuesday in the capital.",
        "Newsletter: Sport inside",
        "Text Size",
        "Social Sharing",
    ],
)
def test_prose_and_buttons_are_no_byline(line: str) -> None:
    assert byline_of(line).of("person") == ()


def test_people_sign_before_desks_and_agencies() -> None:
    signed = credits_of([byline_of("By Ana López, Reuters"), byline_of("Web Desk")])
    assert signed.authors == ("Ana López",)
    assert signed.desks == ("Web Desk",)
    assert signed.agency == "Reuters"


def test_a_report_that_no_person_signs_is_signed_by_its_agency() -> None:
    signed = credits_of([byline_of("By The Associated Press")])
    assert signed.authors == ("The Associated Press",)
    assert signed.agency == "Associated Press"


def test_an_agencys_staff_is_a_desk_of_that_agency() -> None:
    assert credits_of([byline_of("Reuters Staff")]).agency == "Reuters"


def test_a_picture_agency_is_not_the_reports_agency() -> None:
    assert credits_of([byline_of("By Getty Images")]).agency is None


def test_a_name_with_its_hour_signs_and_a_bare_name_does_not() -> None:
    assert is_signed("Ana López|Published 4 months ago")
    assert is_signed("Ana López Political Editor")
    assert not is_signed("Ana López")
