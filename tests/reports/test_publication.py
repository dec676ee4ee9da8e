"""Published and updated, chosen among the stamps of a page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dragoman.reports.lines import lines_of
from dragoman.reports.publication import Publication, publication_of
from dragoman.reports.stamps import Conventions
from dragoman.schema import Candidate

if TYPE_CHECKING:
    from dragoman.schema.report import Field, Role

READ_ON = date(2021, 12, 31)


def chosen(
    text: str,
    roles: tuple[Role, ...],
    *given: tuple[Field, str, str],
    conventions: Conventions = Conventions(),  # noqa: B008
) -> Publication:
    candidates = [
        Candidate(field=field, value=value, source=source) for field, value, source in given
    ]
    return publication_of(lines_of(text), roles, candidates, conventions, READ_ON)


def codes(found: Publication) -> list[str]:
    return [warning.code for warning in found.warnings]


PAGE = (
    "Envoys meet in Oslo\nPublished 11/23/2021, 07:56 PM\nUpdated 11/24/2021, 08:10 AM\nThey met."
)
ROLES: tuple[Role, ...] = ("headline", "time", "time", "body")


def test_visible_stamps_are_kept_apart_and_warn_of_their_zone() -> None:
    found = chosen(PAGE, ROLES)
    assert found.published is not None
    assert found.updated is not None
    assert found.published.local == "2021-11-23T19:56:00"
    assert found.updated.local == "2021-11-24T08:10:00"
    assert (found.published.zone, found.published.instant) == (None, None)
    assert codes(found) == ["zone-unknown", "zone-unknown"]


def test_a_machine_stamp_with_a_zone_comes_first() -> None:
    found = chosen(PAGE, ROLES, ("published", "2021-11-24T00:56:00Z", "json-ld"))
    assert found.published is not None
    assert found.published.instant == "2021-11-24T00:56:00+00:00"
    assert found.published.source == "json-ld"
    assert "conflict-published" not in codes(found)


def test_stamps_that_cannot_be_one_moment_are_a_conflict() -> None:
    found = chosen(PAGE, ROLES, ("published", "2021-11-02T00:56:00Z", "json-ld"))
    assert "conflict-published" in codes(found)
    assert [c.value for c in found.candidates if c.field == "published"] == ["11/23/2021, 07:56 PM"]


def test_two_machine_stamps_may_contradict_each_other() -> None:
    found = chosen(
        PAGE,
        ROLES,
        ("published", "2021-11-24T00:56:00Z", "json-ld"),
        ("published", "2021-11-20T00:56:00Z", "meta:date"),
    )
    assert "conflict-published" in codes(found)


def test_a_label_on_the_line_before_counts() -> None:
    found = chosen(
        "Envoys meet\nLast updated\n23 Nov 2021, 10:15\nThey met.",
        ("headline", "time", "time", "body"),
    )
    assert found.published is None
    assert found.updated is not None
    assert found.updated.local == "2021-11-23T10:15:00"


def test_a_relative_time_is_a_warning_and_no_stamp() -> None:
    found = chosen("Envoys meet\n2 hours ago\nThey met.", ("headline", "time", "body"))
    assert found.published is None
    assert codes(found) == ["time-relative"]


def test_no_time_at_all_is_a_warning() -> None:
    assert codes(chosen("Envoys meet\nThey met.", ("headline", "body"))) == ["no-date"]


def test_an_impossible_date_is_kept_as_printed_with_a_warning() -> None:
    found = chosen("Envoys meet\nPublished 31/02/2021\nThey met.", ("headline", "time", "body"))
    assert found.published is not None
    assert (found.published.as_printed, found.published.local) == ("31/02/2021", None)
    assert codes(found) == ["date-unreadable"]


def test_a_date_in_the_future_is_kept_with_a_warning() -> None:
    found = chosen("Envoys meet\nPublished 3 May 2031\nThey met.", ("headline", "time", "body"))
    assert found.published is not None
    assert found.published.local == "2031-05-03"
    assert codes(found) == ["date-in-future"]


def test_times_of_related_stories_and_comments_are_not_the_reports() -> None:
    found = chosen(
        "Envoys meet\nThey met.\nOther story, 3 May 2021\nAnn, 4 May 2021",
        ("headline", "body", "related", "comments"),
    )
    assert found.published is None
