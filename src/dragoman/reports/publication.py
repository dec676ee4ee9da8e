"""When a report was published and updated: chosen among all the stamps a page gives.

Machine stamps come first, for they carry a zone; a visible stamp gives what they leave out.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from dragoman.reports.stamps import (
    Conventions,
    Kind,
    PrintedStamp,
    agree,
    machine_stamp,
    moment_of,
    printed_stamps,
    stamp_of,
)
from dragoman.schema import Candidate, Stamp, Warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dragoman.reports.lines import Line
    from dragoman.reports.stamps import StampSource
    from dragoman.schema.report import Role

NEAR_HEADLINE = 15
"""Lines after the headline in which a stamp without a role is the report's own."""

MAX_STAMP_LINE = 220
CONFLICT = timedelta(hours=1)
"""Two machine stamps further apart than this are reported."""

LABEL_ONLY = re.compile(
    r"^\W*(?:first )?(?:published|updated|posted|last updated|date|publicado|actualizado|publié|"
    r"mis à jour|"
    r"veröffentlicht|aktualisiert|stand)\W*(?:on|at|am|le|el)?\W*$",
    re.IGNORECASE,
)
_ELSEWHERE: frozenset[Role] = frozenset(
    {
        "related",
        "comments",
        "advert",
        "newsletter",
        "copyright",
        "disclaimer",
        "caption",
        "credit",
        "embed",
    }
)


class Visible(msgspec.Struct, frozen=True):
    """A stamp that readers see: its line, its kind if it is labelled, and what it is worth."""

    line: int
    kind: Kind | None
    printed: PrintedStamp
    stamp: Stamp | None
    worth: int


class Publication(msgspec.Struct, frozen=True):
    """The choice, with every stamp that was seen and what is to be said about them."""

    published: Stamp | None
    updated: Stamp | None
    visible: tuple[Visible, ...]
    warnings: tuple[Warning, ...]
    candidates: tuple[Candidate, ...]


def publication_of(
    lines: Sequence[Line],
    roles: Sequence[Role],
    candidates: Sequence[Candidate],
    conventions: Conventions,
    read_on: date,
) -> Publication:
    """The published and updated stamps of a page."""
    visible = tuple(_visible(lines, roles, conventions))
    machine = {
        kind: tuple(_machine(candidates, kind, conventions)) for kind in ("published", "updated")
    }
    seen_published = _best(visible, "published")
    seen_updated = _best(visible, "updated")
    published = _chosen(machine["published"], seen_published)
    updated = _chosen(machine["updated"], seen_updated)
    warnings = [
        *_conflicts("published", machine["published"], seen_published),
        *_conflicts("updated", machine["updated"], seen_updated),
        *_remarks("published", published, visible, read_on),
        *_remarks("updated", updated, (), read_on),
    ]
    seen = tuple(_candidate(found) for found in visible if found.stamp and found.worth > 0)
    return Publication(published, updated, visible, tuple(warnings), seen)


def _visible(
    lines: Sequence[Line], roles: Sequence[Role], conventions: Conventions
) -> Iterator[Visible]:
    headline = next((at for at, role in enumerate(roles) if role == "headline"), None)
    body = next((at for at, role in enumerate(roles) if role == "body"), len(lines))
    for at, line in enumerate(lines):
        if len(line.text) > MAX_STAMP_LINE or roles[at] in _ELSEWHERE or roles[at] == "body":
            continue
        label = _label_before(lines, at)
        for printed in printed_stamps(line.text, conventions):
            kind = printed.kind or label
            worth = _worth(at, roles[at], headline, body)
            worth += 4 if kind else 0
            worth += 2 if printed.clock and printed.dated else 0
            worth += 1 if len(line.text) <= 2 * (printed.end - printed.start) + 12 else 0
            worth -= 6 if printed.dated is None else 0
            stamp = stamp_of(printed, line.text, line.start, conventions)
            yield Visible(at, kind, printed, stamp, worth)


def _label_before(lines: Sequence[Line], at: int) -> Kind | None:
    if at == 0 or not LABEL_ONLY.match(lines[at - 1].text):
        return None
    updated = re.search(r"updat|actuali|aktuali|mis à jour|stand", lines[at - 1].text.lower())
    return "updated" if updated else "published"


def _worth(at: int, role: Role, headline: int | None, body: int) -> int:
    worth = {"time": 4, "byline": 3, "dateline": 2}.get(role, 0)
    if headline is not None and 0 < at - headline <= NEAR_HEADLINE:
        worth += 3 if at <= body else 1
    elif headline is not None and 0 < headline - at <= 4:
        worth += 1
    elif headline is None and at <= body:
        worth += 2
    return worth


def _best(visible: Sequence[Visible], kind: Kind) -> Visible | None:
    """The visible stamp of a kind with the most behind it; without a label it is `published`."""
    least = 3
    fitting = [
        found
        for found in visible
        if (found.kind or "published") == kind
        and found.stamp is not None
        and found.worth >= least
        and (kind == "published" or found.kind == "updated")
    ]
    if kind == "published" and any(found.kind == "published" for found in fitting):
        labelled = [found for found in fitting if found.kind == "published"]
        best = max(labelled, key=lambda found: (found.worth, -found.line))
        if best.stamp is not None and best.stamp.local is not None:
            return best
    return max(fitting, key=lambda found: (found.worth, -found.line), default=None)


def _machine(
    candidates: Sequence[Candidate], kind: Kind, conventions: Conventions
) -> Iterator[Stamp]:
    for candidate in candidates:
        if candidate.field != kind:
            continue
        stamp = machine_stamp(candidate.value, _source(candidate.source), conventions)
        if stamp is not None:
            yield stamp


def _source(source: str) -> StampSource:
    head = source.split(":", 1)[0]
    if head in ("json-ld", "meta", "time"):
        return head  # type: ignore[return-value]
    return "meta"


def _chosen(machine: Sequence[Stamp], seen: Visible | None) -> Stamp | None:
    """The first machine stamp with a zone, else the visible one if it knows more, else any."""
    for stamp in machine:
        if stamp.instant is not None:
            return stamp
    visible = seen.stamp if seen else None
    first = machine[0] if machine else None
    if visible is None or first is None:
        return visible or first
    richer = visible.instant is not None or (
        visible.local is not None and "T" in visible.local and "T" not in (first.local or "")
    )
    return visible if richer and agree(visible, first) is not False else first


def _conflicts(kind: Kind, machine: Sequence[Stamp], seen: Visible | None) -> Iterator[Warning]:
    if not machine:
        return
    first = machine[0]
    for other in machine[1:]:
        one, two = moment_of(first), moment_of(other)
        if (
            one is not None
            and two is not None
            and abs(one - two) > CONFLICT
            and other.source != "time"
        ):
            yield _conflict(kind, first, other)
            return
    if seen is not None and seen.stamp is not None and agree(first, seen.stamp) is False:
        yield _conflict(kind, first, seen.stamp)


def _conflict(kind: Kind, first: Stamp, other: Stamp) -> Warning:
    return Warning(
        f"conflict-{kind}",
        f"the page gives {first.as_printed!r} ({first.source}) and {other.as_printed!r} "
        f"({other.source}) as its {kind} time; both are kept as candidates",
    )


def _remarks(
    kind: Kind, stamp: Stamp | None, visible: Sequence[Visible], read_on: date
) -> Iterator[Warning]:
    if stamp is None:
        relative = [found for found in visible if found.printed.relative and found.worth > 0]
        if kind == "published" and relative:
            yield Warning("time-relative", "the page gives its time only relative to the reading")
        elif kind == "published":
            yield Warning("no-date", "the page does not say when it was published; see --published")
        return
    if stamp.local is None:
        yield Warning("date-unreadable", f"{stamp.as_printed!r} names no day that can be told")
        return
    if stamp.zone is None and "T" in stamp.local:
        yield Warning(
            "zone-unknown", f"{stamp.as_printed!r} ({kind}) is printed without a time zone"
        )
    day = stamp.day
    if day is not None and day > read_on + timedelta(days=1):
        yield Warning("date-in-future", f"{stamp.as_printed!r} ({kind}) lies in the future")


def _candidate(found: Visible) -> Candidate:
    assert found.stamp is not None  # the caller keeps only those with a stamp
    return Candidate(
        field=found.kind or "published",
        value=found.stamp.as_printed,
        source="text",
        span=found.stamp.span,
    )
