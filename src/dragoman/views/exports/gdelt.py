"""Events in the 61 columns of GDELT 2.0's event table, tab-separated, without a head.

GDELT has no factuality, so only what a report gives as actual is written, and only with a day and a
CAMEO code; a joint act is one row for each ordered pair. Cells that we do not know are empty: tone,
ethnic and religious codes, administrative codes. Quad class and Goldstein value follow the code.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from dragoman.knowledge.cameo import cameo
from dragoman.record.rows import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.knowledge.cameo import CameoCode
    from dragoman.schema import Actor, Event, Report

COLUMNS = 61

_TYPES = {"state": "GOV", "former_state": "GOV", "igo": "IGO", "media": "MED"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_COUNTRY, _CITY = "1", "4"
"""GDELT's types of place: a country, and a city outside the United States."""


def gdelt_lines(report: Report) -> Iterator[str]:
    """A line for each ordered pair of an actual, dated and coded event."""
    actors = {actor.id: actor for actor in report.actors}
    for event in report.events:
        code = cameo(event.cameo) if event.cameo else None
        day = event.time or day_of(report)
        counts = code is not None and event.factuality == "actual" and not event.candidate
        if counts and code is not None and day and _DAY.fullmatch(day):
            for source, target in _pairs(event, actors):
                yield "\t".join(_cells(report, event, code, day, (source, target)))


def _pairs(event: Event, actors: dict[str, Actor]) -> Iterator[tuple[Actor, Actor | None]]:
    sources = [actors[one] for one in event.actors if one in actors]
    targets = [actors[one] for one in (event.recipients or event.actors) if one in actors]
    for source in sources:
        others = [target for target in targets if target is not source]
        if not others and not event.recipients:
            yield source, None
        for target in others:
            yield source, target


def _cells(
    report: Report, event: Event, code: CameoCode, day: str, pair: tuple[Actor, Actor | None]
) -> list[str]:
    cells = [
        *_dates(report, event, day, pair),
        *_actor(pair[0]),
        *_actor(pair[1]),
        *_action(report, event, code),
        *[""] * 16,  # places of the actors themselves
        *_place(event),
        _added(report, day),
        _clean(report.source.url or ""),
    ]
    assert len(cells) == COLUMNS, len(cells)
    return cells


def _dates(
    report: Report, event: Event, day: str, pair: tuple[Actor, Actor | None]
) -> tuple[str, ...]:
    when = date.fromisoformat(day)
    ids = [report.id, event.id, *(actor.id for actor in pair if actor is not None)]
    number = int.from_bytes(hashlib.sha256(" ".join(ids).encode()).digest()[:7], "big")
    fraction = when.year + (when.month * 30 + when.day) / 365  # GDELT's own reckoning
    return (
        str(number), f"{when:%Y%m%d}", f"{when:%Y%m}", str(when.year), f"{fraction:.4f}",
    )  # fmt: skip


def _actor(actor: Actor | None) -> tuple[str, ...]:
    """Code, name, country, then group, ethnic, two religions and three types."""
    if actor is None:
        return ("",) * 10
    country, kind = actor.iso3 or "", _TYPES.get(actor.kind, "")
    group = actor.id.removeprefix("IGO:") if actor.kind == "igo" else ""
    code = f"{country or group}{kind}"
    return code, _clean(actor.name).upper(), country, group, "", "", "", kind, "", ""


def _action(report: Report, event: Event, code: CameoCode) -> tuple[str, ...]:
    """Root event, code, base, root, quad, Goldstein, mentions, sources, articles, tone."""
    first = report.of_role("body")
    is_root = bool(first) and event.trigger.start < first[min(2, len(first) - 1)].end
    return (
        str(int(is_root)), code.code, code.code[:3], code.root, str(quad_of(code.root)),
        f"{code.goldstein:.1f}", str(len(event.evidence)), "1", "1", "",
    )  # fmt: skip


def quad_of(root: str) -> int:
    """The quad class of a CAMEO root, as GDELT has it.

    >>> [quad_of(root) for root in ("05", "06", "13", "14")]
    [1, 2, 3, 4]
    """
    number = int(root)
    return 1 + sum(number > last for last in (5, 8, 13))


def _place(event: Event) -> tuple[str, ...]:
    """Type, name, country, two administrative codes, latitude, longitude, feature."""
    if event.place is None:
        return ("",) * 8
    kind = _CITY if event.place.iso3 else _COUNTRY
    return kind, _clean(event.place.name), "", "", "", "", "", ""


def _added(report: Report, day: str) -> str:
    stamp = report.published
    if stamp is not None and stamp.instant is not None:
        moment = datetime.fromisoformat(stamp.instant).astimezone(UTC)
        return f"{moment:%Y%m%d%H%M%S}"
    return f"{date.fromisoformat(day):%Y%m%d}000000"


def _clean(cell: str) -> str:
    """A cell without tabs and line breaks."""
    return " ".join(cell.split())
