"""The brief: what a report says, in the order in which a person asks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.schema import Agreement, Event, Report, Span, Stamp, Statement

MAX_QUOTE = 160
"""Code points of a quotation in a brief; the JSON has all of it."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


class Line(msgspec.Struct, frozen=True):
    """One line of a brief: a short label, what is said, and where the report says it."""

    label: str
    said: str
    evidence: str = ""


class Section(msgspec.Struct, frozen=True):
    """A headed group of lines."""

    title: str
    lines: tuple[Line, ...]


class Brief(msgspec.Struct, frozen=True):
    """A report for people: headline, what stands over the article, and sections that hold lines."""

    headline: str
    head: tuple[str, ...]
    sections: tuple[Section, ...]
    warnings: tuple[str, ...]


def brief_of(report: Report) -> Brief:
    """The brief of a report; sections without lines are left out."""
    names = {actor.id: actor.name for actor in report.actors}
    sections = (
        Section("Summary", tuple(_opening(report))),
        Section("Statements", tuple(_statement(one, report, names) for one in report.statements)),
        Section("Events", tuple(_events(report, names))),
        Section("Agreements", tuple(_agreements(report, names))),
        Section("Disputes", tuple(_disputes(report, names))),
        Section("Silences", tuple(_silences(report, names))),
        Section("Pictures", tuple(_captions(report))),
        Section("Corrections", tuple(Line("", *_shown(report, one)) for one in report.corrections)),
    )
    return Brief(
        headline=clean(report.headline or "(no headline)"),
        head=tuple(_head(report)),
        sections=tuple(section for section in sections if section.lines),
        warnings=tuple(f"{one.code}: {clean(one.message)}" for one in report.warnings),
    )


def clean(text: str) -> str:
    """Text that can do a terminal no harm: no control characters, on one line.

    >>> clean("red \\x1b[31malert\\n now")
    'red [31malert now'
    """
    return " ".join(_CONTROL.sub(" ", text).split())


def quoted(report: Report, span: Span) -> str:
    """A quotation with its place: `report:start-end "quote"`."""
    quote = clean(span.quote(report.text))
    if len(quote) > MAX_QUOTE:
        quote = quote[: MAX_QUOTE - 1].rstrip() + "…"
    return f'{report.id[:8]}:{span.start}-{span.end} "{quote}"'


def _shown(report: Report, span: Span) -> tuple[str, str]:
    return "", quoted(report, span)


def _head(report: Report) -> Iterator[str]:
    by = ", ".join(report.authors)
    said = [report.publisher, report.agency, f"by {by}" if by else None]
    if any(said):
        yield clean(" · ".join(part for part in said if part))
    times = [
        f"{label} {_stamp(stamp)}"
        for label, stamp in (("published", report.published), ("updated", report.updated))
        if stamp is not None
    ]
    if times:
        yield " · ".join(times)
    if report.dateline is not None:
        line = report.dateline
        known = ", ".join(part for part in (line.iso3, line.time_zone) if part)
        yield clean(f"from {line.place or line.text}" + (f" ({known})" if known else ""))
    place = report.source.url or report.source.location
    kind = "HTML" if report.source.media_type == "text/html" else "text"
    yield clean(f"{kind} {place or ''} · {report.language or 'language unknown'} · id {report.id}")


def _stamp(stamp: Stamp) -> str:
    if stamp.instant is not None:
        return clean(stamp.instant.replace("T", " "))
    local = clean((stamp.local or f"“{stamp.as_printed}”").replace("T", " "))
    return f"{local} (zone {stamp.zone or 'not given'})"


def _opening(report: Report) -> Iterator[Line]:
    """The first words of the article, so that a reader sees what was taken for it."""
    if report.statements or report.events:
        return
    spans = report.of_role("summary", "body")
    for span in spans[:3]:
        yield Line("", clean(span.quote(report.text)))
    if len(spans) > 3:
        yield Line("", f"({len(spans) - 3} more paragraphs)")


def _names(ids: tuple[str, ...], names: dict[str, str]) -> str:
    return clean(", ".join(names.get(one, one) for one in ids)) or "?"


def _statement(said: Statement, report: Report, names: dict[str, str]) -> Line:
    to = f" to {_names(said.addressees, names)}" if said.addressees else ""
    if said.speakers:
        who = _names(said.speakers, names)
    else:
        who = clean(said.source[0].quote(report.text)) if said.source else "?"
    act = said.act.replace("_", " ")
    spans = said.content or said.cue
    longest = max(spans, key=lambda span: span.end - span.start)
    return Line(act, f"{who}{to} ({said.mode})", quoted(report, longest))


def _events(report: Report, names: dict[str, str]) -> Iterator[Line]:
    for event in report.events:
        if not event.candidate:
            yield _event(event, report, names)


def _event(event: Event, report: Report, names: dict[str, str]) -> Line:
    to = f" → {_names(event.recipients, names)}" if event.recipients else ""
    place = f" in {clean(event.place.name)}" if event.place else ""
    when = event.time or "undated"
    said = f"{_names(event.actors, names)}{to}{place}, {when}, {event.factuality}"
    return Line(event.type, said, quoted(report, event.evidence[0]))


def _agreements(report: Report, names: dict[str, str]) -> Iterator[Line]:
    for one in report.agreements:
        yield _agreement(one, report, names)
        for owed in one.obligations:
            by, to = _names(owed.owed_by, names), _names(owed.owed_to, names)
            said = f"{by} owes {to} ({owed.grade.replace('_', ' ')})"
            yield Line(owed.type, said, quoted(report, owed.evidence[0]))


def _agreement(one: Agreement, report: Report, names: dict[str, str]) -> Line:
    name = f"“{clean(one.names[0])}”" if one.names else (one.kind or "agreement")
    signed = f", {one.signed}" if one.signed else ""
    said = f"{name}: {_names(one.parties, names)}{signed}"
    return Line(one.status.replace("_", " "), said, quoted(report, one.evidence[0]))


def _disputes(report: Report, names: dict[str, str]) -> Iterator[Line]:
    said = {one.id: one for one in report.statements}
    for dispute in report.disputes:
        claim, denial = said.get(dispute.claim), said.get(dispute.denial)
        left = _names(claim.speakers, names) if claim else "?"
        right = _names(denial.speakers, names) if denial else "?"
        yield Line(
            "denied", f"{right} denies what {left} claims", quoted(report, dispute.evidence[0])
        )


def _silences(report: Report, names: dict[str, str]) -> Iterator[Line]:
    for one in report.non_responses:
        who = _names((one.actor,), names) if one.actor else "?"
        yield Line(one.kind.replace("_", " "), who, quoted(report, one.cue))


def _captions(report: Report) -> Iterator[Line]:
    for one in report.captions:
        credit = " via ".join(one.credits) or "no credit"
        date = f", {one.date}" if one.date else ""
        quote = clean(report.text[one.start : one.end])
        short = quote if len(quote) <= MAX_QUOTE else quote[: MAX_QUOTE - 1].rstrip() + "…"
        yield Line("", clean(f"{credit}{date}"), f'{report.id[:8]}:{one.start}-{one.end} "{short}"')
