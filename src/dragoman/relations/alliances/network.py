"""The alliance network on a day, or in a year: who is bound to whom, by what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dragoman.errors import QueryError
from dragoman.relations.alliances.standing import is_member, status_on
from dragoman.schema.findings import Grade, ObligationType
from dragoman.schema.pacts import Dated
from dragoman.schema.whatif import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from dragoman.schema.pacts import Pact, Promise

BOUND = frozenset({"in_force", "stale", "signed_not_in_force", "provisional", "unknown"})


class Tie(msgspec.Struct, frozen=True, order=True):
    """One directed promise between two states that may be live at the time."""

    owed_by: str
    owed_to: str
    type: ObligationType
    agreement: str
    status: Standing
    grade: Grade


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """The promises alive at a time; `agreements` counts the pacts that carry them.

    For a year, whatever was alive on any day of it counts. `carrying` are the pacts in force
    then that hold the asked type in any of their phases, also one that was not running.
    """

    on: str
    type: ObligationType | None
    agreements: tuple[str, ...]
    carrying: tuple[str, ...]
    states: tuple[str, ...]
    ties: tuple[Tie, ...]


def network_on(pacts: Iterable[Pact], when: str, kind: ObligationType | None = None) -> Network:
    """The network on a day (`2024-06-20`), or in a month or year (`1914`).

    Raises QueryError for anything else.
    """
    try:
        span = Dated(when)
    except ValueError as error:
        message = f"{when!r} is no day; write 2024-06-20, or a month (2024-06) or year (2024)"
        raise QueryError(message) from error
    ties: set[Tie] = set()
    carrying: list[str] = []
    for pact in pacts:
        asked = [one for one in pact.promises if kind in (None, one.type)]
        ties.update(tie for one in asked for tie in _ties(pact, one, span))
        if asked and any(_alive(pact, one, span) for one in pact.promises):
            carrying.append(pact.id)
    return Network(
        on=when,
        type=kind,
        agreements=tuple(sorted({tie.agreement for tie in ties})),
        carrying=tuple(sorted(carrying)),
        states=tuple(sorted({state for tie in ties for state in (tie.owed_by, tie.owed_to)})),
        ties=tuple(sorted(ties)),
    )


def _ties(pact: Pact, promise: Promise, span: Dated) -> Iterator[Tie]:
    day = _alive(pact, promise, span)
    if day is None:
        return
    status = status_on(pact, promise, day)
    assert status is not None
    for partner in promise.owed_to:
        if is_member(pact, partner, day):
            yield Tie(
                promise.owed_by,
                partner,
                promise.type,
                pact.id,
                status.standing,
                promise.grade,
            )


def _alive(pact: Pact, promise: Promise, span: Dated) -> date | None:
    """A day of the span on which the promise may have been live."""
    days = [span.earliest, span.latest]
    days += [one.earliest for one in (*promise.since, *pact.signed, *pact.in_force)]
    for day in days:
        if span.earliest <= day <= span.latest:
            status = status_on(pact, promise, day)
            if status is not None and status.may_bind and status.standing in BOUND:
                return day
    return None
