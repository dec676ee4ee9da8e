"""Publishers, and how they print times."""

from __future__ import annotations

from dragoman.reports.lines import lines_of
from dragoman.reports.publishers import conventions_of, publisher_of
from dragoman.schema import Candidate


def test_the_page_names_its_publisher() -> None:
    given = [Candidate(field="publisher", value="The Example Times", source="json-ld")]
    assert publisher_of(given, "https://www.theguardian.com/x", (), ()).name == "The Example Times"


def test_else_its_address_does() -> None:
    found = publisher_of([], "https://www.theguardian.com/world/x", (), ())
    assert found.name == "The Guardian"
    assert found.portal is not None
    assert found.portal.time_zone == "Europe/London"


def test_else_its_copyright_line_does() -> None:
    lines = lines_of("The Guardian wrote about it.\n© 2021 Guardian News & Media Limited")
    found = publisher_of([], None, lines, ("body", "copyright"))
    assert found.name == "The Guardian"
    assert found.candidates[0].value == "Guardian News & Media Limited"


def test_an_article_names_other_peoples_publishers() -> None:
    lines = lines_of("The Guardian wrote about it on guardian.com, said theguardian.com.")
    assert publisher_of([], None, lines, ("body",)).name is None


def test_a_date_that_cannot_be_misread_shows_the_order_of_all() -> None:
    lines = lines_of("Published 06/07/2021\nSee also 11/23/2021")
    assert conventions_of("en", None, lines).order == "mdy"
    assert conventions_of("en", None, lines_of("06/07/2021")).order is None
    assert conventions_of("de", None, lines_of("06.07.2021")).order == "dmy"
    both = lines_of("11/23/2021\n23/11/2021")
    assert conventions_of("en", None, both).order is None
