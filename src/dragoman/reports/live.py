"""Live pages: entries with a time over each, and often the name of who wrote it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.reports.bylines import byline_of
from dragoman.reports.dates import clocks_in
from dragoman.reports.stamps import Conventions, printed_stamps, stamp_of
from dragoman.schema import LiveEntry, Span, Stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.reports.lines import Line
    from dragoman.schema.report import Role

MIN_ENTRIES = 3
"""Fewer lines with a clock are stamps of something else."""

MAX_HEAD = 90
_HEAD = re.compile(r"^\W*(?:\d+\s*\w+\s+ago\W*)?(?:\d{1,2}[:.h]\d\d)(?!\d)")
"""`16:36Ann Bell`, `5 hours ago07:22 Jon Reed`, `9.41am`."""


def entry_heads(lines: Sequence[Line], roles: Sequence[Role]) -> tuple[int, ...]:
    """The lines with a clock over the entries, by place; none when they are too few."""
    heads = tuple(
        at
        for at, line in enumerate(lines)
        if len(line.text) <= MAX_HEAD and _HEAD.match(line.text) and roles[at] != "related"
    )
    return heads if len(heads) >= MIN_ENTRIES else ()


def live_entries(
    lines: Sequence[Line], roles: Sequence[Role], conventions: Conventions
) -> tuple[LiveEntry, ...]:
    """The entries of a live page in print order; none for other pages."""
    heads = entry_heads(lines, roles)
    if not heads:
        return ()
    entries = []
    for at, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        body = [
            line
            for line, role in zip(lines[at + 1 : end], roles[at + 1 : end], strict=True)
            if role in ("body", "summary", "subhead")
        ]
        if not body:
            continue
        head = lines[at]
        authors = byline_of(head.text).of("person")
        entries.append(
            LiveEntry(
                start=body[0].start,
                end=body[-1].end,
                time=_time_of(head, conventions),
                author=authors[0] if authors else None,
            )
        )
    return tuple(entries) if len(entries) >= MIN_ENTRIES else ()


def _time_of(head: Line, conventions: Conventions) -> Stamp | None:
    for printed in printed_stamps(head.text, conventions):
        if printed.clock is not None:
            return stamp_of(printed, head.text, head.start, conventions)
    for clock in clocks_in(head.text):
        span = Span(head.start + clock.start, head.start + clock.end)
        return Stamp(
            as_printed=head.text[clock.start : clock.end],
            local=None,
            zone=None,
            instant=None,
            source="text",
            span=span,
        )
    return None
