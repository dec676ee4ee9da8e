"""A report's text cut into stretches, each with the findings that point at it."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal

import msgspec

from dragoman.record.judgements import Entered, that_stand
from dragoman.schema import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dragoman.schema import Report

Kind = Literal["statement", "event", "agreement", "dispute", "silence"]


QUOTE = 140
"""Characters of a statement shown beside the text; the text has it all."""


PLAIN = 3
"""So many pieces around the article stand open; more are folded."""

AROUND = frozenset([
    "advert", "comments", "copyright", "disclaimer", "embed", "navigation", "newsletter", "other",
    "related",
])  # fmt: skip
"""Roles of what stands around an article and says nothing of it."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A record beside the text: `number` ties it to its stretches, `line` says it in words.

    `judged` is what stands of people's judgements, `now` how it is corrected; `gone`: rejected.
    """

    number: int
    kind: Kind
    id: str
    label: str
    line: str
    note: str = ""
    quote: str = ""
    spans: tuple[Span, ...]
    candidate: bool = False
    judged: Entered | None = None
    now: Finding | None = None
    gone: bool = False

    @property
    def ruling(self) -> str:
        """What the judgement that stands says, in a word; empty without one."""
        if self.judged is None:
            return ""
        given = self.judged.judgement
        if given.correction is not None:
            return "corrected"
        return {"yes": "accepted", "no": "rejected", "unsure": "doubted"}[given.verdict]

    @property
    def shown(self) -> Finding:
        """As it stands: corrected, or as it was read."""
        return self.now or self


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text that the same findings point at; `opens` are those that begin here.

    `start` counts the code points of the report's text before it.
    """

    text: str
    start: int
    numbers: tuple[int, ...] = ()
    kinds: tuple[Kind, ...] = ()
    opens: tuple[int, ...] = ()


class Block(msgspec.Struct, frozen=True):
    """A segment of the page with its role."""

    role: str
    pieces: tuple[Piece, ...]


def blocks_of(report: Report, findings: Sequence[Finding]) -> Iterator[Block]:
    """The segments of the page in order, cut where findings begin and end."""
    seen: set[int] = set()
    for segment in report.segments:
        inside = [
            (max(span.start, segment.start), min(span.end, segment.end), one)
            for one in findings
            for span in one.spans
            if span.start < segment.end and segment.start < span.end
        ]
        cuts = sorted({segment.start, segment.end, *(x for a, b, _ in inside for x in (a, b))})
        pieces = []
        for start, end in pairwise(cuts):
            here = [one for a, b, one in inside if a <= start and end <= b]
            numbers = tuple(dict.fromkeys(one.number for one in here))
            opens = tuple(number for number in numbers if number not in seen)
            seen.update(opens)
            kinds = tuple(dict.fromkeys(one.kind for one in here if not one.gone))
            pieces.append(Piece(report.text[start:end], start, numbers, kinds, opens))
        yield Block(segment.role, tuple(pieces))


def runs_of(blocks: Iterable[Block]) -> list[tuple[bool, list[Block]]]:
    """Blocks that follow one another: whether they can be folded, and the blocks.

    Those around the article can, when they are many and no finding points at one.
    """
    runs = groupby(
        blocks, lambda one: one.role in AROUND and not any(p.numbers for p in one.pieces)
    )
    found = [(around, list(run)) for around, run in runs]
    return [(around and len(run) > PLAIN, run) for around, run in found]


def by_role(run: Iterable[Block]) -> list[tuple[str, list[Block]]]:
    """Blocks that follow one another, those of one role together."""
    return [(role, list(some)) for role, some in groupby(run, lambda one: one.role)]


def findings_of(report: Report) -> tuple[Finding, ...]:
    """Everything the reader shows beside the text, in text order."""
    names = {actor.id: actor.name for actor in report.actors}

    def named(ids: Iterable[str]) -> str:
        return ", ".join(names.get(one, one) for one in ids)

    found: list[Finding] = []

    for said in report.statements:
        who = named(said.speakers) or "speaker not resolved"
        spans = (*said.source, *said.cue, *said.content)
        note = f"{said.mode}" + (f"; to {named(said.addressees)}" if said.addressees else "")
        label = said.act.replace("_", " ")
        one = _finding("statement", said.id, (label, who, note), spans)
        quote = " … ".join(_short(part.quote(report.text)) for part in said.content)
        found.append(msgspec.structs.replace(one, quote=_short(quote)))
    for event in report.events:
        sides = named(event.actors) or "unknown"
        if event.recipients:
            sides += f" → {named(event.recipients)}"
        note = f"{event.factuality}; {event.time or 'no date given'}"
        note += f"; {event.reason}" if event.reason else ""
        one = _finding("event", event.id, (event.type, sides, note), event.evidence)
        found.append(msgspec.structs.replace(one, candidate=event.candidate))
    for pact in report.agreements:
        note = f"{named(pact.parties) or 'parties not reported'}; signed {pact.signed or 'unknown'}"
        words = (pact.status.replace("_", " "), pact.names[0], note)
        found.append(_finding("agreement", pact.id, words, pact.evidence))
    said_by = {said.id: named(said.speakers) or "unnamed" for said in report.statements}
    for dispute in report.disputes:
        claims, denies = (said_by.get(one, "unnamed") for one in (dispute.claim, dispute.denial))
        words = ("dispute", f"{denies} denies what {claims} claims", "")
        found.append(_finding("dispute", dispute.id, words, dispute.evidence))
    for silence in report.non_responses:
        who = named([silence.actor]) if silence.actor else "not resolved"
        key = f"silence:{silence.cue.start}-{silence.cue.end}"
        words = (silence.kind.replace("_", " "), who, "")
        found.append(_finding("silence", key, words, (silence.cue,)))
    ordered = sorted(found, key=lambda one: (min((s.start for s in one.spans), default=0), one.id))
    return tuple(msgspec.structs.replace(one, number=n) for n, one in enumerate(ordered, 1))


def judged_findings(
    read: Report, stands: Report, entered: Sequence[Entered]
) -> tuple[Finding, ...]:
    """Everything that was read, each with what people judged of it and how it stands."""
    judged = {one.judgement.finding: one for one in that_stand(entered)}
    now = {one.id: one for one in findings_of(stands)}
    return tuple(
        msgspec.structs.replace(
            one,
            judged=judged.get(one.id),
            now=now.get(one.id) if one.id in judged else None,
            gone=one.id not in now,
        )
        for one in findings_of(read)
    )


def _short(quote: str) -> str:
    quote = " ".join(quote.split())
    return quote if len(quote) <= QUOTE else quote[: QUOTE - 1].rstrip() + "…"


def _finding(kind: Kind, key: str, words: tuple[str, str, str], spans: Iterable[Span]) -> Finding:
    label, line, note = words
    return Finding(
        number=0, kind=kind, id=key, label=label, line=line, note=note, spans=tuple(spans)
    )
