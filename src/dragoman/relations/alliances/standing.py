"""How a pact stands on a day, from all the dates its sources give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from dragoman.relations.alliances.verdicts import (
    OWED,
    Verdict,
    not_triggered,
    open_on,
    undetermined,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dragoman.schema.pacts import Dated, Pact, Promise
    from dragoman.schema.whatif import Standing

Passed = Literal["no", "yes", "contested", "unknown"]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Status:
    """A standing, and what it allows a duty to be at best."""

    standing: Standing
    verdict: Verdict

    @property
    def may_bind(self) -> bool:
        """Whether the promise could be binding on the day."""
        return self.verdict.due != "NOT_TRIGGERED"


def status_on(pact: Pact, promise: Promise, day: date) -> Status | None:
    """How the promise stands on the day; None when it had not been made yet."""
    made = promise.since or pact.signed or pact.in_force
    begun = passed(made, day)
    if begun == "no":
        return None
    unmade = _unmade(pact)
    if unmade is not None:
        return unmade
    over = _over(pact, promise, day)
    if over is not None:
        return over
    if begun == "contested":
        reason = f"made on {shown(made)}: before or after {day}"
        return Status("unknown", undetermined(reason))
    return _seen(pact, day) if promise.since else _by_status(pact, day, begun)


def _unmade(pact: Pact) -> Status | None:
    """The status of an agreement that no source vouches for, or that is still being talked of."""
    if pact.asserted != "actual":
        return Status("unknown", undetermined(f"the agreement itself is only {pact.asserted}"))
    if pact.status in ("proposed", "negotiating"):
        return Status("proposed", not_triggered("nothing was signed, as far as the sources go"))
    return None


def _over(pact: Pact, promise: Promise, day: date) -> Status | None:
    """The status when the promise has ended, or may have."""
    ends = promise.until or pact.ended
    if passed(ends, day - ONE_DAY) == "yes":
        return Status("ended", not_triggered(f"ended {shown(ends)}"))
    # No source gives the hour: on the day of the end it is in force for a part, we know not which.
    if passed(ends, day) in ("yes", "contested"):
        return Status("unknown", undetermined(f"ended {shown(ends)}: before or after {day}"))
    if pact.status == "ended" and not ends:
        if pact.seen is None or day.isoformat() >= pact.seen:
            return Status("ended", not_triggered("ended, on a day no source gives"))
        return Status("unknown", undetermined(f"ended on an unknown day before {pact.seen}"))
    return None


def _by_status(pact: Pact, day: date, begun: Passed) -> Status:
    if pact.status == "suspended":
        return Status("suspended", undetermined("the agreement is suspended"))
    if pact.status == "denounced":
        return Status("unknown", undetermined("notice of its end was given"))
    entered = passed(pact.in_force, day)
    if entered == "yes":
        return _seen(pact, day)
    if entered == "unknown" and pact.status == "in_force":
        return _in_force_since_when(pact, day, begun)
    if pact.status in ("signed", "ratified") or entered != "unknown":
        reason = "signed; no source says that it was in force on the day"
        return Status("signed_not_in_force", open_on("entry_into_force", reason=reason))
    reason = "no source says whether it is in force"
    return Status("unknown", open_on("entry_into_force", reason=reason))


def _in_force_since_when(pact: Pact, day: date, begun: Passed) -> Status:
    """In force by the day it was seen; before that only if it had been signed by then."""
    if begun == "yes" or pact.seen is None or day.isoformat() >= pact.seen:
        return _seen(pact, day)
    reason = f"in force by {pact.seen}; no source says since when"
    return Status("unknown", open_on("entry_into_force", reason=reason))


def _seen(pact: Pact, day: date) -> Status:
    """In force, or in force when last seen, in an earlier year."""
    if pact.seen is not None and day.year > int(pact.seen[:4]):
        return Status("stale", OWED)
    return Status("in_force", OWED)


def passed(days: Sequence[Dated], day: date) -> Passed:
    """Whether the day that the sources give has come: all, none or some of them say so."""
    if not days:
        return "unknown"
    if all(one.latest <= day for one in days):
        return "yes"
    if all(one.earliest > day for one in days):
        return "no"
    return "contested"


def shown(days: Sequence[Dated]) -> str:
    """The values side by side, as reasons name them."""
    return " or ".join(dict.fromkeys(one.value for one in sorted(days)))


def is_member(pact: Pact, party: str, day: date) -> bool:
    """Whether the party was in the pact on the day, as far as memberships are recorded."""
    if not pact.memberships:
        return party in pact.parties
    spells = [spell for spell in pact.memberships if spell.party == party]
    return any(
        spell.entered.earliest <= day and (spell.left is None or day <= spell.left.latest)
        for spell in spells
    )
