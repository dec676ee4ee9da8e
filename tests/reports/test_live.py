"""Entries of live pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.reports.lines import lines_of
from dragoman.reports.live import live_entries
from dragoman.reports.stamps import Conventions

if TYPE_CHECKING:
    from dragoman.schema.report import Role

TEXT = (
    "Talks in Oslo: live\n16:36Ana López\nThe envoys have left the hall.\n"
    "5 hours ago11:22 Sam Reed\nThe envoys have arrived.\nThey wave.\n10:05\nThe hall is open."
)
ROLES: tuple[Role, ...] = (
    "headline", "byline", "body", "byline", "body", "body", "time", "body",
)  # fmt: skip


def test_an_entry_has_its_clock_and_its_author() -> None:
    entries = live_entries(lines_of(TEXT), ROLES, Conventions())
    assert [(entry.time.as_printed if entry.time else None, entry.author) for entry in entries] == [
        ("16:36", "Ana López"),
        ("11:22", "Sam Reed"),
        ("10:05", None),
    ]
    assert TEXT[entries[1].start : entries[1].end] == "The envoys have arrived.\nThey wave."


def test_a_clock_without_a_day_has_no_date() -> None:
    entry = live_entries(lines_of(TEXT), ROLES, Conventions())[0]
    assert entry.time is not None
    assert entry.time.local is None
    assert entry.time.span is not None
    assert entry.time.span.quote(TEXT) == "16:36"


def test_one_stamp_makes_no_live_page() -> None:
    lines = lines_of("Talks in Oslo\n16:36 Ana López\nThe envoys met.")
    assert live_entries(lines, ("headline", "byline", "body"), Conventions()) == ()
