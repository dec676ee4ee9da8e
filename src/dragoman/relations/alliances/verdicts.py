"""Verdicts and their Kleene conjunction: a duty is as due as the weakest of its requirements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.schema.whatif import OPEN_CONDITIONS, Due, OpenCondition

if TYPE_CHECKING:
    from collections.abc import Iterable

STRENGTH: dict[Due, int] = {"NOT_TRIGGERED": 0, "UNDETERMINED": 1, "IF": 2, "OWED": 3}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer on the axis "due", with what stays open and why."""

    due: Due
    open_conditions: frozenset[OpenCondition] = frozenset()
    reasons: tuple[str, ...] = ()

    @property
    def listed_conditions(self) -> tuple[OpenCondition, ...]:
        """The open conditions in the contract's order."""
        return tuple(one for one in OPEN_CONDITIONS if one in self.open_conditions)


OWED = Verdict("OWED")


def open_on(*conditions: OpenCondition, reason: str) -> Verdict:
    """Due if the conditions hold."""
    return Verdict("IF", frozenset(conditions), (reason,))


def undetermined(reason: str) -> Verdict:
    """It cannot be told whether it is due."""
    return Verdict("UNDETERMINED", frozenset(), (reason,))


def not_triggered(reason: str) -> Verdict:
    """Not due."""
    return Verdict("NOT_TRIGGERED", frozenset(), (reason,))


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """The weakest verdict, with its reasons; open conditions are kept while the duty may be due.

    >>> all_of([OWED, open_on("wording", reason="text not seen")]).due
    'IF'
    """
    parts = tuple(verdicts)
    due = min((OWED, *parts), key=lambda part: STRENGTH[part.due]).due
    if due == "OWED":
        reasons = tuple(reason for part in parts for reason in part.reasons)
        return Verdict("OWED", frozenset(), reasons)
    if due == "NOT_TRIGGERED":
        decisive = (part.reasons for part in parts if part.due == due)
        return Verdict(due, frozenset(), tuple(dict.fromkeys(r for rs in decisive for r in rs)))
    still_open = frozenset(one for part in parts for one in part.open_conditions)
    reasons = tuple(dict.fromkeys(reason for part in parts for reason in part.reasons))
    return Verdict(due, still_open, reasons)
