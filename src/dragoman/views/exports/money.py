"""FollowTheMoney: reports, actors, events and statements as entities of that model.

A report is an Article, an actor a PublicBody, Organization or Person, an event or agreement an
Event whose proof is the article, a statement a Note on who makes it. The model has no offsets; the
words stand in `summary` or `description`.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from dragoman.record.rows import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.schema import Report, Span

Entity = dict[str, Any]  # JSON; its keys are the model's

_SCHEMAS = {
    "state": "PublicBody", "former_state": "PublicBody", "person": "Person",
    "igo": "Organization", "organization": "Organization", "media": "Organization",
    "group": "Organization", "collective": "Organization",
}  # fmt: skip


def entities_of(report: Report) -> Iterator[Entity]:
    """The article first, then actors, events, agreements and statements."""
    article = f"dragoman-{report.id}"
    yield _entity(
        article, "Article", title=report.headline or report.id, publisher=report.publisher,
        sourceUrl=report.source.url, publishedAt=day_of(report), language=report.language,
        author=list(report.authors), bodyText=report.article,
    )  # fmt: skip
    known = {actor.id: _id(actor.id) for actor in report.actors}
    for actor in report.actors:
        codes = [actor.iso3] if actor.iso3 else []
        fields: Entity = {"position": actor.office} if actor.kind == "person" else {}
        schema = _SCHEMAS[actor.kind]
        yield _entity(known[actor.id], schema, name=actor.name, country=codes, **fields)
    yield from _events(report, article, known)
    for said in report.statements:
        speakers = [known[one] for one in said.speakers if one in known]
        if speakers:
            yield _entity(
                _id(f"{report.id} {said.id}"), "Note", entity=speakers, proof=article,
                description=_words(report, said.content or said.cue), name=said.act,
            )  # fmt: skip


def _events(report: Report, article: str, known: dict[str, str]) -> Iterator[Entity]:
    for event in report.events:
        if event.candidate:
            continue
        parties = [known[one] for one in (*event.actors, *event.recipients) if one in known]
        yield _entity(
            _id(f"{report.id} {event.id}"), "Event", name=event.type, involved=parties,
            date=_day(event.time), location=event.place.name if event.place else None,
            summary=_words(report, event.evidence), proof=article,
            notes=f"factuality: {event.factuality}",
        )  # fmt: skip
    for one in report.agreements:
        parties = [known[party] for party in one.parties if party in known]
        yield _entity(
            _id(f"{report.id} {one.id}"), "Event", name=one.names[0] if one.names else "agreement",
            involved=parties, date=_day(one.signed), proof=article,
            location=one.place.name if one.place else None,
            summary=_words(report, one.evidence), notes=f"status: {one.status}",
        )  # fmt: skip


def _entity(key: str, schema: str, /, **fields: Any) -> Entity:
    """An entity; every property is a list of strings, empty ones are left out."""
    properties = {
        name: [str(one) for one in (value if isinstance(value, list) else [value])]
        for name, value in fields.items()
        if value not in (None, "", [])
    }
    return {"id": key, "schema": schema, "properties": properties}


def _id(name: str) -> str:
    return f"dragoman-{hashlib.sha256(name.encode()).hexdigest()[:24]}"


def _words(report: Report, spans: tuple[Span, ...]) -> str:
    return " … ".join(span.quote(report.text) for span in spans)


def _day(value: str | None) -> str | None:
    """A TIMEX3 value where it is a day, a month or a year; the model has no weeks or seasons."""
    from re import fullmatch

    return value if value and fullmatch(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", value) else None
