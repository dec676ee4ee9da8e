"""Events in the shapes of event data sets: PLOVER records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman import __version__
from dragoman.record.rows import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.schema import Event, Report

PLOVER = "2.0"


def plover_records(report: Report) -> Iterator[dict[str, Any]]:
    """Events as PLOVER records, the fields named as in the Alliance's gold standard records.

    Ours besides: `factuality`, `quad`, `spans` (code points of the report's text), `report`.
    Candidates for review are left out.
    """
    names = {actor.id: (actor.name, actor.iso3) for actor in report.actors}
    for event in report.events:
        if event.candidate:
            continue
        yield {
            "id": f"{report.id}:{event.id}",
            "date": event.time or day_of(report),
            "dateIsOfReport": event.time is None,
            "source": _actors(event.actors, names),
            "target": _actors(event.recipients, names),
            "event": event.type,
            "mode": event.mode,
            "context": list(event.contexts),
            "quad": event.quad,
            "cameo": event.cameo,
            "eventText": event.trigger.quote(report.text),
            "text": " … ".join(span.quote(report.text) for span in event.evidence),
            "spans": [[span.start, span.end] for span in event.evidence],
            "geolocation": _place(event),
            "factuality": event.factuality,
            "language": report.language,
            "publication": report.publisher,
            "url": report.source.url,
            "report": report.id,
            "coder": f"dragoman {__version__}",
            "version": PLOVER,
        }


def _actors(
    ids: tuple[str, ...], names: dict[str, tuple[str, str | None]]
) -> list[dict[str, str | None]]:
    found: list[dict[str, str | None]] = []
    for one in ids:
        name, iso3 = names.get(one, (one, None))
        found.append({"actorText": name, "code": iso3 or one, "id": one})
    return found


def _place(event: Event) -> dict[str, str | None] | None:
    if event.place is None:
        return None
    return {"name": event.place.name, "country": event.place.iso3}
