"""The headline a reader sees."""

from __future__ import annotations

from dragoman.reports.headlines import headline_lines, page_headline, without_site
from dragoman.reports.lines import lines_of
from dragoman.schema import Candidate


def titles(*pairs: tuple[str, str]) -> list[Candidate]:
    return [Candidate(field="headline", value=value, source=source) for source, value in pairs]


def test_the_h1_is_the_headline_and_the_metadata_stays_a_candidate() -> None:
    given = titles(
        ("json-ld", "Envoys meet in Oslo on fish"),
        ("h1", "Envoys meet over fish in Oslo"),
        ("title", "Envoys meet in Oslo | The Example"),
    )
    assert page_headline(given) == "Envoys meet over fish in Oslo"


def test_the_h1_of_the_site_is_not_the_headline() -> None:
    given = titles(("meta:og:title", "Envoys meet in Oslo"), ("h1", "Example"))
    assert page_headline(given) == "Envoys meet in Oslo"


def test_of_two_h1_the_one_that_the_titles_speak_of_is_taken() -> None:
    given = titles(
        ("meta:og:title", "Envoys meet in Oslo"),
        ("h1", "The Example Times"),
        ("h1", "Envoys meet in Oslo"),
    )
    assert page_headline(given) == "Envoys meet in Oslo"


def test_the_name_of_the_site_is_left_out() -> None:
    assert without_site("Envoys meet in Oslo - The Example Times") == "Envoys meet in Oslo"
    assert without_site("Oslo - Bergen") == "Oslo - Bergen"


def test_a_headline_on_two_lines_is_two_lines() -> None:
    lines = lines_of("Home\nEnvoys meet\nin Oslo over fish\nBy Ana López")
    roles = ("other",) * 4
    assert headline_lines(lines, roles, "Envoys meet in Oslo over fish") == (1, 2)


def test_without_metadata_the_title_before_the_first_paragraph_is_taken() -> None:
    lines = lines_of(
        "World\nShare this story: Envoys meet in Oslo over fish\nEnvoys meet in Oslo over fish\n"
        "The envoys met on Tuesday, a spokesman said."
    )
    roles = ("other", "other", "other", "body")
    assert headline_lines(lines, roles, None) == (2,)


def test_a_text_that_begins_with_its_body_has_no_headline() -> None:
    lines = lines_of("The envoys met on Tuesday, a spokesman said.")
    assert headline_lines(lines, ("body",), None) == ()
