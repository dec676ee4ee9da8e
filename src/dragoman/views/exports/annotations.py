"""W3C Web Annotations: every finding as an annotation of the report's text.

Positions count Unicode code points from 0, as the recommendation has it; each comes with the exact
words and some before and after, so that a reader whose text differs finds them again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.schema import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.schema import Report

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Code points before and after a quotation."""

Annotation = dict[str, Any]  # JSON-LD; its keys are the recommendation's


def page_of(report: Report, items: Iterable[Annotation]) -> Annotation:
    """The annotations of a report as one AnnotationPage."""
    return {
        "@context": CONTEXT,
        "id": f"urn:dragoman:report:{report.id}:annotations",
        "type": "AnnotationPage",
        "items": list(items),
    }


def annotations_of(report: Report) -> Iterator[Annotation]:
    """Segments first, then findings, in the order of the report's JSON."""
    for segment in report.segments:
        yield _annotation(report, "segment", segment.role, (segment.span,), {"role": segment.role})
    for actor in report.actors:
        about = {"actor": actor.id, "kind": actor.kind, "iso3": actor.iso3}
        for one in actor.mentions:
            yield _annotation(
                report, "mention", actor.name, (one.span,), {**about, "mention": one.kind}
            )
    for time in report.times:
        value = time.value or "unresolved"
        yield _annotation(report, "time", value, (Span(time.start, time.end),), {"type": time.type})
    for place in report.places:
        where = (Span(place.start, place.end),)
        yield _annotation(report, "place", place.name, where, {"iso3": place.iso3})
    yield from _claims(report)


def _claims(report: Report) -> Iterator[Annotation]:
    about: dict[str, Any]
    for said in report.statements:
        about = {"speakers": said.speakers, "mode": said.mode, "addressees": said.addressees}
        spans = (*said.source, *said.cue, *said.content)
        yield _annotation(report, said.id, said.act, spans, about)
    for event in report.events:
        about = {"actors": event.actors, "recipients": event.recipients, "quad": event.quad,
                 "factuality": event.factuality, "candidate": event.candidate}  # fmt: skip
        yield _annotation(report, event.id, event.type, event.evidence, about)
    for agreement in report.agreements:
        about = {"parties": agreement.parties, "status": agreement.status}
        name = agreement.names[0] if agreement.names else "agreement"
        yield _annotation(report, agreement.id, name, agreement.evidence, about)
        for owed in agreement.obligations:
            about = {"owed_by": owed.owed_by, "owed_to": owed.owed_to, "grade": owed.grade}
            yield _annotation(
                report, f"{agreement.id}:{owed.type}", owed.type, owed.evidence, about
            )
    for dispute in report.disputes:
        about = {"claim": dispute.claim, "denial": dispute.denial}
        yield _annotation(report, "dispute", "denied", dispute.evidence, about)
    for silence in report.non_responses:
        about = {"actor": silence.actor}
        yield _annotation(report, "silence", silence.kind, (silence.cue,), about)


def _annotation(
    report: Report, name: str, tag: str, spans: tuple[Span, ...], about: dict[str, Any]
) -> Annotation:
    """One annotation: a tag, what we know as a data set, and a target for each span."""
    return {
        "id": f"urn:dragoman:report:{report.id}:{name}:{spans[0].start}",
        "type": "Annotation",
        "motivation": "classifying" if name == "segment" else "identifying",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": tag},
            {"type": "Dataset", "value": about},
        ],
        "target": [_target(report, span) for span in spans],
    }


def _target(report: Report, span: Span) -> Annotation:
    before, after = max(0, span.start - AROUND), span.end + AROUND
    return {
        "source": report.source.url or f"urn:dragoman:report:{report.id}",
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": span.quote(report.text),
                "prefix": report.text[before : span.start],
                "suffix": report.text[span.end : after],
            },
        ],
    }
