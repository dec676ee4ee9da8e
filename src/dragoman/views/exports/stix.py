"""STIX 2.1: a bundle a report, with identities, notes, opinions and relationships.

A statement is a note on who makes it, a denial an opinion on what it denies, an event a
relationship from each actor to each recipient. Offsets stand in an extension, the words in the
objects' own fields. STIX asks for a time of making: the report's instant, else the first moment of
its day in UTC.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from dragoman.record.rows import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.schema import Actor, Event, Report, Span, Statement

NAMESPACE = uuid.UUID("5d8f2a44-0f3b-5c1e-9f0a-6472616f6d61")
UNDATED = "1970-01-01T00:00:00Z"
"""The time of making of what comes from a report without a day; STIX has no unknown."""

EXTENSION = f"extension-definition--{uuid.uuid5(NAMESPACE, 'offsets')}"
_MAKER = f"identity--{uuid.uuid5(NAMESPACE, 'dragoman')}"
_CLASSES = {
    "state": "group", "former_state": "group", "person": "individual",
    "organization": "organization", "igo": "organization", "media": "organization",
    "group": "group", "collective": "class",
}  # fmt: skip

Object = dict[str, Any]  # JSON; its keys are the standard's


def bundle_of(report: Report) -> Object:
    """Everything of a report as one bundle; the same report gives the same ids."""
    made = _Maker(report)
    objects = list(made.objects())
    return {"type": "bundle", "id": made.id("bundle", "bundle"), "objects": objects}


class _Maker:
    """Makes the objects of one report."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.moment = _moment(report)
        self.known = {actor.id for actor in report.actors}

    def id(self, kind: str, name: str) -> str:
        """An id that the report and a name decide."""
        return f"{kind}--{uuid.uuid5(NAMESPACE, f'{self.report.id} {name}')}"

    def actor_id(self, name: str) -> str:
        """An actor has one id in every report."""
        return f"identity--{uuid.uuid5(NAMESPACE, f'actor {name}')}"

    def objects(self) -> Iterator[Object]:
        """Every object; the report itself comes last and names the others."""
        yield self.head(_MAKER, "identity", name="dragoman", identity_class="system")
        yield self.extension()
        found = [
            *(self.identity(one) for one in self.report.actors),
            *(self.note(one) for one in self.report.statements),
            *self.opinions(),
            *(link for one in self.report.events for link in self.relationships(one)),
        ]
        yield from found
        source = self.report.source
        links = [{"source_name": self.report.publisher or "page", "url": source.url}]
        named: Object = {"external_references": links} if source.url else {}
        yield self.head(
            self.id("report", "report"), "report", name=self.report.headline or self.report.id,
            published=self.moment, object_refs=[one["id"] for one in found] or [_MAKER], **named,
        )  # fmt: skip

    def head(self, key: str, kind: str, /, **fields: Any) -> Object:
        """An object with what every object has."""
        maker: Object = {} if key == _MAKER else {"created_by_ref": _MAKER}
        return {
            "type": kind, "spec_version": "2.1", "id": key, **maker,
            "created": self.moment, "modified": self.moment, **fields,
        }  # fmt: skip

    def extension(self) -> Object:
        """The definition of our extension: where in the report's text an object stands."""
        return self.head(
            EXTENSION, "extension-definition", name="offsets",
            description="report, start and end: code points of the report's text, half-open",
            schema="dragoman.report/1", version="1.0.0",
            extension_types=["property-extension"],
        )  # fmt: skip

    def offsets(self, spans: tuple[Span, ...]) -> Object:
        """The extension that carries an object's spans."""
        return {
            EXTENSION: {
                "extension_type": "property-extension",
                "report": self.report.id,
                "spans": [[span.start, span.end] for span in spans],
            }
        }

    def identity(self, actor: Actor) -> Object:
        """An actor."""
        spans = tuple(mention.span for mention in actor.mentions)
        labels = [actor.id, *([f"iso3:{actor.iso3}"] if actor.iso3 else [])]
        return self.head(
            self.actor_id(actor.id), "identity", name=actor.name, labels=labels,
            identity_class=_CLASSES[actor.kind], extensions=self.offsets(spans),
        )  # fmt: skip

    def note(self, said: Statement) -> Object:
        """A statement."""
        spans = said.content or said.cue
        speakers = [self.actor_id(one) for one in said.speakers if one in self.known]
        return self.head(
            self.id("note", said.id), "note", abstract=f"{said.act} ({said.mode})",
            content=" … ".join(span.quote(self.report.text) for span in spans),
            object_refs=speakers or [self.id("report", "report")], extensions=self.offsets(spans),
        )  # fmt: skip

    def opinions(self) -> Iterator[Object]:
        """Denials, each on the note of the claim it answers."""
        said = {one.id: one for one in self.report.statements}
        for dispute in self.report.disputes:
            denial = said.get(dispute.denial)
            if denial is None or dispute.claim not in said:
                continue
            spans = denial.content or denial.cue
            yield self.head(
                self.id("opinion", f"{dispute.claim} {dispute.denial}"), "opinion",
                opinion="disagree",
                explanation=" … ".join(span.quote(self.report.text) for span in spans),
                object_refs=[self.id("note", dispute.claim)], extensions=self.offsets(spans),
            )  # fmt: skip

    def relationships(self, event: Event) -> Iterator[Object]:
        """An event, once for each directed pair of its parties."""
        if event.candidate:
            return
        targets = event.recipients or event.actors
        for source in event.actors:
            for target in targets:
                if source != target and {source, target} <= self.known:
                    yield self.relationship(event, source, target)

    def relationship(self, event: Event, source: str, target: str) -> Object:
        """One pair of an event."""
        quote = " … ".join(span.quote(self.report.text) for span in event.evidence)
        return self.head(
            self.id("relationship", f"{event.id} {source} {target}"), "relationship",
            relationship_type=event.type.lower(), source_ref=self.actor_id(source),
            target_ref=self.actor_id(target),
            description=f"{event.factuality}, {event.time or 'undated'}: {quote}",
            extensions=self.offsets(event.evidence),
        )  # fmt: skip


def _moment(report: Report) -> str:
    stamp = report.published
    if stamp is not None and stamp.instant is not None:
        from datetime import UTC, datetime

        moment = datetime.fromisoformat(stamp.instant).astimezone(UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    day = day_of(report)
    return f"{day}T00:00:00Z" if day else UNDATED
