"""Disputes as rows: who claims, who denies, and where the report says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dragoman.schema import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.schema import Report, Statement


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a dispute: a statement's speakers, its act and its words."""

    statement: str
    speakers: tuple[str, ...]
    act: str
    start: int
    end: int
    quote: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A claim and the denial that answers it, in one report."""

    day: str | None
    report: str
    publisher: str | None
    claim: Side
    denial: Side


def disputes_in(report: Report) -> Iterator[Row]:
    """The disputes of a report whose two statements are both in it, in the report's order."""
    said = {one.id: one for one in report.statements}
    for dispute in report.disputes:
        if dispute.claim in said and dispute.denial in said:
            yield Row(
                day=report.anchor_date,
                report=report.id,
                publisher=report.publisher,
                claim=_side(said[dispute.claim], report),
                denial=_side(said[dispute.denial], report),
            )


def _side(said: Statement, report: Report) -> Side:
    spans = (*said.content, *said.cue, *said.source)
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    return Side(
        statement=said.id, speakers=said.speakers, act=said.act, start=whole.start, end=whole.end,
        quote=whole.quote(report.text),
    )  # fmt: skip
