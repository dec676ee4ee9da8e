"""Reports as rows, and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from dragoman.errors import RecordError
from dragoman.record.sentences import digest_of, hashes_of
from dragoman.record.words import searchable
from dragoman.schema import from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.schema import Agreement, Event, Report, Span, Statement

Row = tuple[object, ...]
Rows = dict[str, list[Row]]
"""Rows by table name, values in the order of the table's columns."""

_HOLE = b'"text":null'


def report_row(report: Report) -> dict[str, object]:
    """The columns of `report` that the report itself decides."""
    source, published = report.source, report.published
    return {
        "id": report.id,
        "location": source.location,
        "url": source.url,
        "media_type": source.media_type,
        "language": report.language,
        "headline": report.headline,
        "publisher": report.publisher,
        "agency": report.agency,
        "published": published.local if published else None,
        "instant": published.instant if published else None,
        "day": day_of(report),
        "text": report.text,
        "body": body_of(report),
    }


def report_from(text: str, body: str) -> Report:
    """The report that `report_row` took apart; every check of the types runs again.

    Raises RecordError for a row that was changed by others.
    """
    whole = b'"text":' + msgspec.json.encode(text)
    try:
        return from_json(body.encode().replace(_HOLE, whole, 1))
    except (msgspec.MsgspecError, ValueError) as error:
        message = f"a report cannot be read back ({error}); run `dragoman doctor`"
        raise RecordError(message) from error


def body_of(report: Report) -> str:
    """The report's JSON without its text, which stands in a column of its own."""
    whole = b'"text":' + msgspec.json.encode(report.text)
    return to_json(report).replace(whole, _HOLE, 1).decode()


_CALENDAR = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?![\d])")
"""A year, month or day at the start of a TIMEX3 value."""


def day_of(report: Report) -> str | None:
    """The day a report stands for: the one its weekdays are resolved against, else its stamp's."""
    if report.anchor_date:
        return report.anchor_date
    stamp = report.published or report.updated
    return stamp.local[:10] if stamp and stamp.local else None


def article_text(report: Report) -> str:
    """Headline and article, ready for the full text index."""
    return searchable(f"{report.headline or ''}\n{report.article}")


def finding_rows(report: Report, key: int, rows: Rows) -> None:
    """Add the report's findings to `rows`; `key` is the number of its reading."""
    day = day_of(report)
    _plain_rows(report, key, rows)
    _sketch_rows(report, key, rows)
    for n, said in enumerate(report.statements):
        _statement_rows(said, (key, n), _time_or(said.time, day), rows)
    acts_for = {actor.id: actor.iso3 for actor in report.actors}
    for n, event in enumerate(report.events):
        _event_rows(event, (key, n), day, rows)
        rows["dyad"] += _dyads(event, (key, n), _time_or(event.time, day), acts_for)
    at = 0
    for n, agreement in enumerate(report.agreements):
        at = _agreement_rows(agreement, (key, n, at), day, rows)


def _sketch_rows(report: Report, key: int, rows: Rows) -> None:
    rows["sketch"].append((key, digest_of(report), place_of(report)))
    rows["sentence"] += [(key, n, one) for n, one in enumerate(hashes_of(report))]


def place_of(report: Report) -> str | None:
    """Whose furniture stands around the article: its publisher, else the host of its address."""
    if report.publisher:
        return report.publisher.casefold()
    host = urlsplit(report.source.url).hostname if report.source.url else None
    return host.removeprefix("www.") if host else None


def _plain_rows(report: Report, key: int, rows: Rows) -> None:
    spans = rows["span"]
    for n, actor in enumerate(report.actors):
        head = (key, n, actor.id, actor.name, actor.kind, actor.iso3, actor.office)
        rows["actor"].append((*head, actor.name.casefold()))
        for m, mention in enumerate(actor.mentions):
            spans.append((key, "actor", n, mention.kind, m, mention.start, mention.end))
    for n, time in enumerate(report.times):
        rows["time"].append((key, n, time.type, time.value))
        spans.append((key, "time", n, "evidence", 0, time.start, time.end))
    for n, place in enumerate(report.places):
        rows["place"].append((key, n, place.name, place.iso3, place.lat, place.lon))
        spans.append((key, "place", n, "evidence", 0, place.start, place.end))
    for n, dispute in enumerate(report.disputes):
        rows["dispute"].append((key, n, dispute.claim, dispute.denial, dispute.score))
        spans += _spans(key, "dispute", n, evidence=dispute.evidence)
    for n, silence in enumerate(report.non_responses):
        rows["non_response"].append((key, n, silence.kind))
        source = () if silence.source is None else (silence.source,)
        spans += _spans(key, "non_response", n, cue=(silence.cue,), source=source)
        who = () if silence.actor is None else (silence.actor,)
        rows["party"] += _parties((key, "non_response", n), day_of(report), silent=who)


def _statement_rows(said: Statement, at: tuple[int, int], day: str | None, rows: Rows) -> None:
    rows["statement"].append(
        (*at, said.id, said.mode, said.act, said.factuality, said.time, said.carried_by, said.score)
    )
    key, n = at
    rows["party"] += _parties(
        (key, "statement", n), day, speaker=said.speakers, addressee=said.addressees
    )
    rows["span"] += _spans(
        key, "statement", n, source=said.source, cue=said.cue, content=said.content
    )


def _event_rows(event: Event, at: tuple[int, int], day: str | None, rows: Rows) -> None:
    place = event.place
    rows["event"].append(
        (
            *at, event.id, event.type, event.mode, event.cameo, event.quad, event.time,
            place.name if place else None, place.iso3 if place else None, event.factuality,
            event.statement, event.candidate, event.score,
        )
    )  # fmt: skip
    key, n = at
    when = _time_or(event.time, day)
    rows["party"] += _parties(
        (key, "event", n), when, actor=event.actors, recipient=event.recipients
    )
    rows["span"] += _spans(key, "event", n, trigger=(event.trigger,), evidence=event.evidence)


def _agreement_rows(
    agreement: Agreement, at: tuple[int, int, int], day: str | None, rows: Rows
) -> int:
    """Add an agreement and its obligations, numbered through the report; returns the next."""
    key, n, first = at
    name = agreement.names[0] if agreement.names else None
    rows["agreement"].append(
        (
            key, n, agreement.id, name, agreement.kind, agreement.status, agreement.signed,
            agreement.past, agreement.text_public,
        )
    )  # fmt: skip
    rows["party"] += _parties(
        (key, "agreement", n),
        _time_or(agreement.signed, day),
        party=agreement.parties,
        signatory=agreement.signatories,
    )
    rows["span"] += _spans(
        key, "agreement", n, evidence=agreement.evidence, mention=agreement.mentions
    )
    for m, owed in enumerate(agreement.obligations, start=first):
        rows["obligation"].append(
            (key, m, agreement.id, owed.type, owed.grade, owed.trigger, owed.statement)
        )
        who = {"owed_by": owed.owed_by, "owed_to": owed.owed_to}
        rows["party"] += _parties((key, "obligation", m), day, **who)
        rows["span"] += _spans(key, "obligation", m, evidence=owed.evidence)
    return first + len(agreement.obligations)


def _time_or(value: str | None, day: str | None) -> str | None:
    """The calendar's part of a finding's own time, the report's day when it has none or is now.

    Weeks, quarters and seasons stand under their year; decades, `PAST_REF` and times without a
    year under no day.

    >>> [_time_or(one, "2024-06-19") for one in (None, "2023-09-01T10:35", "2023-Q3")]
    ['2024-06-19', '2023-09-01', '2023']
    >>> _time_or("FUTURE_REF", "2024-06-19"), _time_or("XXXX-12-11", None), _time_or("198", None)
    (None, None, None)
    """
    if value is None or value == "PRESENT_REF":
        return day
    found = _CALENDAR.match(value)
    return found[0] if found else None


def _parties(at: tuple[int, str, int], day: str | None, **roles: tuple[str, ...]) -> Iterator[Row]:
    for role, ids in roles.items():
        for one in dict.fromkeys(ids):
            yield (*at, role, one, day)


def _spans(key: int, kind: str, n: int, **parts: Iterable[Span]) -> Iterator[Row]:
    for part, spans in parts.items():
        for m, span in enumerate(spans):
            yield key, kind, n, part, m, span.start, span.end


def _dyads(
    event: Event, at: tuple[int, int], day: str | None, acts_for: dict[str, str | None]
) -> Iterator[Row]:
    """The directed pairs of an event, by actor id and, where they differ, by state.

    A joint act has no recipients: each party stands to each other one, both ways.
    """
    sources = _as_pairs(event.actors, acts_for)
    targets = _as_pairs(event.recipients or event.actors, acts_for)
    for source in sources:
        for target in targets:
            if source != target:
                yield (*at, source, target, day, event.type, event.quad, event.factuality)


def _as_pairs(ids: tuple[str, ...], acts_for: dict[str, str | None]) -> tuple[str, ...]:
    names = [name for one in ids for name in (one, acts_for.get(one)) if name]
    return tuple(dict.fromkeys(names))
