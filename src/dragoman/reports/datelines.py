"""Datelines: the place, day and agency before the lead.

Seen forms: `KATHMANDU, April 25 (Reuters) -`, `PUTRAJAYA, Nov 22 —`, `INDIANAPOLIS (AP) —`,
`WASHINGTON —`, `BEIRUT/THE HAGUE (Reuters) -`, `Beijing, June 3 (Xinhua) --`,
`MOSCOW, June 3. /TASS/.`, `NEW DELHI:` and an agency alone, `(Reuters) -`.
"""

from __future__ import annotations

import re

import msgspec

from dragoman.knowledge.agencies import agency_named
from dragoman.knowledge.cities import is_place, place_of, places_named, regions_named
from dragoman.knowledge.portals import portal_named
from dragoman.reports.dates import dates_in
from dragoman.schema import Dateline

HEAD = 130
"""Characters of a line in which a dateline must have ended; the longest of 1,361 has 71."""

_BORDER = re.compile(
    r"(?P<dash>\s*(?:--+|\.[-–—]|(?<=\))[-–—―_]+|(?<=\s)[-–—―_]+(?=\s|$)|(?<=\)\s)[-–—―]|[–—―](?=\s|$|[A-Z\"“])|-(?=\s|$)))\s*"
    r"|(?P<colon>\s?:)(?:\s+|$)"
    r"|(?P<stop>(?<=/)\.)\s+"
    r"|(?P<none>(?<=\)))\s+(?=[A-ZÀ-Þ\"“‘'«0-9])"
)
_AGENCY = re.compile(r"\s*(?:\((?P<round>[^()]{2,40})\)|/(?P<slash>[A-Z][A-Za-z]{1,12})/\.?)\s*$")
_NAME = re.compile(
    r"(?:[^\W\d_]|['’‘])[^\W\d_'’‘.-]*\.?(?:[\s-](?:[^\W\d_]|['’‘(])[^\W\d_'’‘.)]*\.?){0,5}"
)
_SMALL = frozenset(
    "of de la le el al del des du da do am an der die upon on the and y ed d sur st in".split()
)
_NOT_PLACES = frozenset(
    "watch listen read update updated breaking exclusive analysis opinion".split()
)


class Prefix(msgspec.Struct, frozen=True):
    """What stands before a lead: `end` is where the lead begins, in code points of the line."""

    dateline: Dateline | None
    agency: str | None
    start: int
    end: int


def dateline_of(line: str, offset: int = 0) -> Prefix | None:
    """The dateline that a line begins with; None when it begins with its lead.

    Offsets of the Dateline are moved by `offset`, those of the Prefix are the line's.

    >>> found = dateline_of("QUITO, May 3 (Reuters) - Ministers met on Friday.")
    >>> found.dateline.place, found.dateline.time_zone, found.agency, found.dateline.date
    ('Quito', 'America/Guayaquil', 'Reuters', 'May 3')
    """
    for border in list(_BORDER.finditer(line[:HEAD]))[:6]:
        prefix = _prefix(line, border, offset)
        if prefix is not None:
            return prefix
    return None


def _prefix(line: str, border: re.Match[str], offset: int) -> Prefix | None:
    head = line[: border.start()]
    bracket = _AGENCY.search(head)
    agency = None
    if bracket is not None:
        printed = bracket["round"] or bracket["slash"]
        agency = _house(printed)
        if agency is None and regions_named(printed):
            bracket = None  # `KYIV (Ukraine) -` qualifies the place
        elif agency is None and border["dash"] is None:
            return None
    if border["none"] is not None and (agency is None or agency_named(agency) is None):
        return None
    rest = head[: bracket.start()] if bracket else head
    rest, day = _without_date(rest)
    bare = rest.strip(" ,.\t\u00a0")
    wire = agency_named(agency) if agency else None
    name = wire.name if wire else _printed_house(bracket)
    if not bare:
        return Prefix(None, name, _first(line), border.end()) if wire and not day else None
    evidence = _Evidence(
        agency=agency is not None or bracket is not None,
        date=day is not None,
        colon=border["colon"] is not None,
    )
    dateline = _place_in(line, bare, day, offset, evidence)
    if dateline is None:
        return None
    return Prefix(dateline, name, _first(line), border.end())


def _printed_house(bracket: re.Match[str] | None) -> str | None:
    """A house that is not in our tables, as the brackets print it: `(Highland Wire)`."""
    printed = (bracket["round"] or bracket["slash"]).strip() if bracket else ""
    words = printed.split()
    named = 0 < len(words) <= 4 and all(word[0].isupper() for word in words)
    return printed if named and not dates_in(printed) else None


class _Evidence(msgspec.Struct, frozen=True):
    """What else in a prefix says that it is a dateline."""

    agency: bool
    date: bool
    colon: bool


def _house(printed: str) -> str | None:
    """The agency or paper in the brackets, as printed."""
    bare = printed.strip()
    for piece in (bare, *re.split(r"\s*[/|,]\s*", bare)):
        if agency_named(piece) or portal_named(piece):
            return piece
    return None


def _without_date(rest: str) -> tuple[str, str | None]:
    for printed in reversed(dates_in(rest)):
        if not rest[printed.end :].strip(" ,.") and rest[: printed.start].strip():
            return rest[: printed.start], rest[printed.start : printed.end].strip(" ,")
    return rest, None


def _place_in(
    line: str, bare: str, day: str | None, offset: int, evidence: _Evidence
) -> Dateline | None:
    if len(bare) > 70 or re.search(r"[!?;\"“”«»]|\d", bare):
        return None
    first = re.split(r"\s*/\s*|\s+and\s+|\s*;\s*", bare)[0]
    name, *others = [part.strip() for part in re.split(r",\s*|\s*\((?=[^()]+\))", first)]
    qualifier = others[0].strip(" ).") if others else None
    if not name or len(others) > 2 or not _looks_right(name, bare, evidence, qualifier):
        return None
    start = line.index(name)
    place = place_of(name, qualifier)
    return Dateline(
        text=name,
        start=offset + start,
        end=offset + start + len(name),
        place=place.name if _is_known(name, qualifier) else None,
        iso3=place.iso3,
        time_zone=place.time_zone,
        date=day,
    )


def _looks_right(name: str, bare: str, evidence: _Evidence, qualifier: str | None) -> bool:
    """Whether the words before the border can be a place, given what else is there."""
    if not _NAME.fullmatch(name) or name.casefold() in _NOT_PLACES:
        return False
    words = [word for word in re.split(r"[\s-]+", name) if word.casefold() not in _SMALL]
    if not words or not all(word[0].isupper() or word[0] in "'’‘" for word in words):
        return False
    if evidence.agency:
        return not evidence.colon and (name.isupper() or len(bare) <= 40)
    if evidence.date:
        return not evidence.colon and (name.isupper() or _is_known(name, qualifier))
    return name.isupper() and (bool(places_named(name)) or _is_known("", qualifier))


def _is_known(name: str, qualifier: str | None) -> bool:
    return is_place(name) or (qualifier is not None and bool(regions_named(qualifier)))


def _first(line: str) -> int:
    return len(line) - len(line.lstrip())
