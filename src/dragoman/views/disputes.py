"""Disputes as rows: who claims, who denies, and where the report says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.schema import Report, Statement


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a dispute: a statement's speakers, whom they act for, its act and its words."""

    statement: str
    speakers: tuple[str, ...]
    states: tuple[str, ...]
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


def between(rows: Iterable[Row], one: str, other: str | None = None) -> Iterator[Row]:
    """The disputes with both parties on different sides, in either order; or with `one` on any.

    A party is an actor id or the state that a speaker acts for.
    """
    for row in rows:
        claim, denial = ({*side.speakers, *side.states} for side in (row.claim, row.denial))
        if other is None:
            if one in claim | denial:
                yield row
        elif (one in claim and other in denial) or (other in claim and one in denial):
            yield row


def said_in(report: Report, *, speaker: str | None, act: str | None) -> Iterator[Side]:
    """The statements of a report by a speaker (an id, or the state acted for) with an act."""
    for said in report.statements:
        side = _side(said, report)
        if speaker is not None and speaker not in {*side.speakers, *side.states}:
            continue
        if act is None or side.act == act:
            yield side


def _side(said: Statement, report: Report) -> Side:
    whole = said.extent
    state_of = {actor.id: actor.iso3 for actor in report.actors}
    states = (state_of.get(speaker) for speaker in said.speakers)
    return Side(
        statement=said.id, speakers=said.speakers,
        states=tuple(dict.fromkeys(state for state in states if state)),
        act=said.act, start=whole.start, end=whole.end, quote=whole.quote(report.text),
    )  # fmt: skip
