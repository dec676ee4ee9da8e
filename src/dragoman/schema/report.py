"""The report: a page as it was read, its text, and what every stretch of it is."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, get_args

import msgspec

from dragoman.schema.actors import Actor, Mention
from dragoman.schema.findings import (
    Agreement,
    Dispute,
    Event,
    NonResponse,
    Place,
    Statement,
    Time,
)
from dragoman.schema.span import Span, is_ordered

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = "dragoman.report/1"

Role = Literal[
    "headline", "summary", "subhead", "byline", "dateline", "time", "body", "caption", "credit",
    "signoff", "correction", "embed", "advert", "related", "newsletter", "comments", "disclaimer",
    "copyright", "navigation", "other",
]  # fmt: skip
"""What a stretch of a page is. The list is closed; `other` is furniture of no named kind."""

ROLES: tuple[Role, ...] = get_args(Role)
ARTICLE_ROLES: frozenset[Role] = frozenset({"summary", "subhead", "dateline", "body"})
"""The roles that make up the article itself, in reading order with the headline left out."""

Field = Literal["headline", "author", "agency", "publisher", "published", "updated", "language"]
"""The fields for which every candidate on the page is kept."""


class Segment(msgspec.Struct, frozen=True):
    """A stretch of `report.text` with one role; offsets are code points, half-open."""

    role: Role
    start: int
    end: int

    def __post_init__(self) -> None:
        Span(self.start, self.end)
        if self.role not in ROLES:
            raise ValueError(f"segment role {self.role!r} is not one of {', '.join(ROLES)}")

    @property
    def span(self) -> Span:
        """The stretch without its role."""
        return Span(self.start, self.end)


class Source(msgspec.Struct, frozen=True):
    """Where a page came from. `location` repeats the path as it was given."""

    location: str | None
    url: str | None
    media_type: Literal["text/plain", "text/html"]


class Dateline(msgspec.Struct, frozen=True):
    """The place line before the lead, `SEOUL (Reuters) -`; the span covers the place's name.

    `place`, `iso3` and `time_zone` are null when the place is not known to us, or is one name
    of several places; `date` is `(year, month, day)`-like text as printed, when there is one.
    """

    text: str
    start: int
    end: int
    place: str | None = None
    iso3: str | None = None
    time_zone: str | None = None
    date: str | None = None

    def __post_init__(self) -> None:
        Span(self.start, self.end)


class Stamp(msgspec.Struct, frozen=True):
    """A time the page gives for itself.

    `local` is the wall clock as printed (ISO 8601, no zone; a bare date when no time is given),
    null when the order of day and month cannot be told. `zone` is an IANA name or an offset, only
    when the page says it. `instant` (RFC 3339) exists only together with a zone.
    `zone_assumed` names the zone that a reader of the stamp would assume (the publisher's clock)
    when the page says none; it never makes an instant.
    `source` names where on the page: `json-ld`, `meta`, `time`, `text`, or `user`.
    `zone_assumed` is the IANA zone taken to resolve days when the page gives none (a publisher's
    home zone); it never makes an instant.
    """

    as_printed: str
    local: str | None
    zone: str | None
    instant: str | None
    source: Literal["json-ld", "meta", "time", "text", "user"]
    span: Span | None = None
    zone_assumed: str | None = None

    def __post_init__(self) -> None:
        if self.instant is not None and self.zone is None:
            raise ValueError(f"stamp {self.as_printed!r} has an instant but no zone")
        if self.instant is not None and datetime.fromisoformat(self.instant).tzinfo is None:
            raise ValueError(f"instant {self.instant!r} carries no offset; write RFC 3339")

    @property
    def day(self) -> date | None:
        """The calendar day on the stamp's own wall clock."""
        return date.fromisoformat(self.local[:10]) if self.local else None


class Caption(msgspec.Struct, frozen=True):
    """A picture's caption with its credit chain, from photographer or source to distributor.

    `date` is the day the caption gives for the image (ISO), null when it gives none.
    """

    start: int
    end: int
    credits: tuple[str, ...] = ()
    date: str | None = None

    def __post_init__(self) -> None:
        Span(self.start, self.end)


class LiveEntry(msgspec.Struct, frozen=True):
    """One entry of a live page: its stretch, the time printed over it, and who wrote it."""

    start: int
    end: int
    time: Stamp | None = None
    author: str | None = None

    def __post_init__(self) -> None:
        Span(self.start, self.end)


class Candidate(msgspec.Struct, frozen=True):
    """One value the page offers for a field, kept whether or not it was chosen.

    `source` names the kind of place (`json-ld`, `meta:og:title`, `h1`, `time`, `text` …),
    `path` the element in the page when there is one, `span` the characters when it is visible.
    """

    field: Field
    value: str
    source: str
    path: str | None = None
    span: Span | None = None


class Warning(msgspec.Struct, frozen=True):
    """Something a reader of the record should know; `code` is stable, `message` is for people."""

    code: str
    message: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A page as it was read. `text` is never edited; all offsets are its code points.

    Segments are sorted, disjoint and cover every character that is not white space.
    """

    schema: str = SCHEMA
    id: str
    source: Source
    language: str | None
    text: str
    segments: tuple[Segment, ...]
    headline: str | None = None
    authors: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    agency: str | None = None
    publisher: str | None = None
    dateline: Dateline | None = None
    published: Stamp | None = None
    updated: Stamp | None = None
    captions: tuple[Caption, ...] = ()
    signoff: tuple[Span, ...] = ()
    corrections: tuple[Span, ...] = ()
    live_entries: tuple[LiveEntry, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    anchor_date: str | None = None
    anchor_evidence: tuple[Span, ...] = ()
    actors: tuple[Actor, ...] = ()
    unresolved: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    non_responses: tuple[NonResponse, ...] = ()
    warnings: tuple[Warning, ...] = ()

    def __post_init__(self) -> None:
        self._check_segments()
        self._check_offsets()

    def _check_segments(self) -> None:
        spans = [segment.span for segment in self.segments]
        if not is_ordered(spans):
            raise ValueError(f"segments of report {self.id} overlap or are out of order")
        at = 0
        for span in [*spans, None]:
            gap = self.text[at : span.start if span else len(self.text)]
            if gap.strip():
                raise ValueError(f"report {self.id}: no segment covers {gap.strip()[:40]!r}")
            at = span.end if span else at

    def _check_offsets(self) -> None:
        limit = len(self.text)
        for span in self._placed():
            if span.end > limit:
                raise ValueError(f"report {self.id}: {span} ends after the text ({limit})")
        line = self.dateline
        if line is not None and self.text[line.start : line.end] != line.text:
            raise ValueError(f"report {self.id}: dateline {line.text!r} is not at its offsets")

    def _placed(self) -> Iterator[Span]:
        """Every span anything in the report points at."""
        for segment in self.segments:
            yield segment.span
        placed: list[Caption | LiveEntry | Time | Place | Mention] = [*self.captions]
        placed += [*self.live_entries, *self.times, *self.places, *self.unresolved]
        yield from (Span(found.start, found.end) for found in placed)
        if self.dateline is not None:
            yield Span(self.dateline.start, self.dateline.end)
        yield from (*self.signoff, *self.corrections, *self.anchor_evidence)
        yield from (c.span for c in self.candidates if c.span)
        yield from (mention.span for actor in self.actors for mention in actor.mentions)
        for said in self.statements:
            yield from (*said.source, *said.cue, *said.content)
        for event in self.events:
            yield from (event.trigger, *event.evidence)
        for agreement in self.agreements:
            yield from (*agreement.evidence, *agreement.mentions)
            for obligation in agreement.obligations:
                yield from obligation.evidence
        for dispute in self.disputes:
            yield from dispute.evidence
        for silence in self.non_responses:
            yield silence.cue
            yield from () if silence.source is None else (silence.source,)

    def of_role(self, *roles: Role) -> tuple[Span, ...]:
        """The spans that carry one of the roles, in text order."""
        return tuple(segment.span for segment in self.segments if segment.role in roles)

    @property
    def article(self) -> str:
        """The article alone: summary, subheads, dateline and body, one segment a line.

        A dateline stays on the line of the lead it is glued to.
        """
        lines: list[str] = []
        glued = False
        for segment in self.segments:
            if segment.role not in ARTICLE_ROLES:
                glued = False
                continue
            piece = self.text[segment.start : segment.end]
            if glued:
                lines[-1] = f"{lines[-1]} {piece}"
            else:
                lines.append(piece)
            glued = segment.role == "dateline"
        return "\n".join(lines)


def content_id(page: bytes, url: str | None, published: str | None) -> str:
    """The id of a report: a digest of the page's bytes, its address and the date given for it.

    The file's path and the time of reading do not enter, so one page is one report wherever it
    is kept. 24 hexadecimal digits (96 bits) of SHA-256.

    >>> content_id(b"Seoul said.", None, None)
    'cf7a6b9a59fddf4bae95eda4'
    """
    digest = hashlib.sha256()
    for part in (page, (url or "").encode(), (published or "").encode()):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:24]


def to_json(report: Report) -> bytes:
    """The report as one line of JSON, keys in the contract's order, UTF-8."""
    return msgspec.json.encode(report)


def from_json(line: bytes | str) -> Report:
    """The report that `to_json` wrote; every check of the types runs again."""
    return msgspec.json.decode(line, type=Report)
