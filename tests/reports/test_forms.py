"""Roles that the form of a line, or its place on the page, settles."""

from __future__ import annotations

import pytest

from dragoman.reports.forms import settled_roles
from dragoman.reports.lines import lines_of

OWN = (
    "The ministers met in Oslo on Monday to speak about the fish of both coasts and its price.",
    "They will meet again in June, the minister said after the talks in the old town hall.",
)
TEASER = (
    "OSLO: A man who sold a ferry that was not his was sentenced on Monday to two years in jail."
)


def roles(*texts: str) -> list[str]:
    return list(settled_roles(lines_of("\n\n".join(texts)), ["body"] * len(texts), []))


def test_openings_of_other_stories_shown_twice_are_no_article() -> None:
    assert roles(TEASER, *OWN, TEASER) == ["related", "body", "body", "related"]


def test_a_paragraph_that_comes_again_inside_the_article_stays() -> None:
    assert roles(OWN[0], TEASER, TEASER, OWN[1]) == ["body"] * 4


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("READ MORE: Ferry sold twice in a week", "related"),
        ("DON'T MISS", "related"),
        ("Related: What fish cost in Oslo", "related"),
        ('[button link="https://example.org" type="big"] Subscribe now', "other"),
        ("Related parties must say so, the ministers agreed on Monday.", "body"),
        ("[The minister] spoke of fish.", "body"),
    ],
)
def test_pointers_to_other_stories_are_no_article(line: str, role: str) -> None:
    assert roles(OWN[0], line, OWN[1])[1] == role
