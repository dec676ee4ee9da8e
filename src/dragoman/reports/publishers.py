"""Who publishes a page, when the page says so, and how that publisher prints its times."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from dragoman.knowledge.portals import Portal, portal_at, portal_named, portals
from dragoman.reports.dates import dates_in
from dragoman.reports.headlines import _SITE
from dragoman.reports.stamps import Conventions
from dragoman.schema import Candidate, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dragoman.knowledge.portals import DateOrder
    from dragoman.reports.lines import Line
    from dragoman.schema.report import Role

FURNITURE: frozenset[Role] = frozenset(
    {"copyright", "disclaimer", "navigation", "newsletter", "comments", "advert", "other"}
)
"""Roles in which a page names its own publisher; an article names other people's."""

_COPYRIGHT = re.compile(r"©|\(c\)\s|\bcopyright\b|all rights reserved", re.IGNORECASE)
_YEARS = re.compile(r"^\W*(?:\d{4}(?:\s*[-–]\s*(?:\d{4})?)?|by|the)\s*", re.IGNORECASE)


_NO_NAME = re.compile(r"://|^www\.|^.{61,}$")
"""What some pages put where their publisher's name belongs: an address, or a headline."""


class Publisher(msgspec.Struct, frozen=True):
    """The name a page gives for its publisher, and the row of the table, if we know it."""

    name: str | None
    portal: Portal | None
    candidates: tuple[Candidate, ...] = ()


def publisher_of(
    candidates: Sequence[Candidate],
    url: str | None,
    lines: Sequence[Line],
    roles: Sequence[Role],
) -> Publisher:
    """The publisher by metadata, then by address, then by its copyright line and small print."""
    titles = {c.value for c in candidates if c.field == "headline"}
    named = [
        c.value
        for c in candidates
        if c.field == "publisher" and c.value not in titles and not _NO_NAME.search(c.value)
    ]
    at_url = portal_at(url) if url else None
    if named:
        portal = at_url or next((p for name in named if (p := portal_named(name))), None)
        return Publisher(named[0], portal)
    if at_url is not None:
        found = Candidate(field="publisher", value=at_url.name, source="url")
        return Publisher(at_url.name, at_url, (found,))
    for candidate in candidates:
        suffix = _SITE.search(candidate.value) if candidate.source == "title" else None
        portal = portal_named(suffix.group().strip(" |–—-•·:")) if suffix else None
        if portal is not None:
            return Publisher(portal.name, portal)
    return _from_small_print(lines, roles)


def _from_small_print(lines: Sequence[Line], roles: Sequence[Role]) -> Publisher:
    """Copyright lines first, then any other furniture."""
    furniture = [line for line, role in zip(lines, roles, strict=True) if role in FURNITURE]
    owned = [line for line in furniture if _COPYRIGHT.search(line.text)]
    for group in (owned, furniture):
        for line in reversed(group):
            found = _portal_in(line.text)
            if found is None:
                continue
            portal, start, end = found
            span = Span(line.start + start, line.start + end)
            value = line.text[start:end]
            candidate = Candidate(field="publisher", value=value, source="text", span=span)
            return Publisher(portal.name, portal, (candidate,))
    return Publisher(None, None)


@cache
def _names() -> re.Pattern[str]:
    names = {name for portal in portals() for name in (portal.name, *portal.also, *portal.domains)}
    long = sorted((n for n in names if _is_telling(n)), key=len, reverse=True)
    return re.compile(rf"(?<![\w.@])(?:{'|'.join(map(re.escape, long))})(?![\w])")


def _is_telling(name: str) -> bool:
    """Whether a name in running text can only be a publisher's: `Time` and `Metro` cannot."""
    return "." in name or (len(name) > 5 and " " in name.strip()) or (len(name) > 7)


def _portal_in(text: str) -> tuple[Portal, int, int] | None:
    match = _names().search(text)
    if match is None:
        return None
    portal = portal_named(match.group())
    return (portal, match.start(), match.end()) if portal else None


def conventions_of(
    language: str | None, portal: Portal | None, lines: Iterable[Line]
) -> Conventions:
    """How times on this page are to be read: the publisher's habit, or what its dates show.

    A page that prints `06/18/2024` anywhere prints the month first everywhere.
    """
    order = _order_shown(lines, language)
    if order is None and portal is not None:
        order = portal.order
    if order is None and language not in (None, "en"):
        order = "dmy"
    return Conventions(
        language=language,
        iso3=portal.iso3 if portal else None,
        order=order,
        time_zone=portal.time_zone if portal else None,
    )


_FIGURES = re.compile(r"\d[\s/.-]{1,4}\d{1,2}[\s/.-]{1,4}\d")
"""Three numbers with marks between them, as any date has that is printed in figures."""


def _order_shown(lines: Iterable[Line], language: str | None) -> DateOrder | None:
    shown: set[DateOrder] = set()
    for line in lines:
        if len(line.text) > 400 or not _FIGURES.search(line.text):
            continue
        for printed in dates_in(line.text, language):
            figures = re.split(r"\D+", line.text[printed.start : printed.end])
            if printed.day is None or not printed.separator or len(figures) < 3:
                continue
            first, second = int(figures[0]), int(figures[1])
            if first > 12:
                shown.add("dmy")
            elif second > 12:
                shown.add("mdy")
    return shown.pop() if len(shown) == 1 else None
