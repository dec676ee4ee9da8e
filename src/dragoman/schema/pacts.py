"""The pacts: what is known of an agreement from all its sources, promise by promise.

A finding `Agreement` is one report's account; a `Pact` is the record's, with every sourced value.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Literal

import msgspec

from dragoman.schema.findings import AgreementStatus, Grade, ObligationType
from dragoman.schema.span import Span

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Citation(msgspec.Struct, frozen=True, order=True):
    """Where a source says so: code points of the source's text, and the words themselves.

    `report` is a report's id, or the name of an imported file.
    """

    report: str
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        Span(self.start, self.end)
        if len(self.quote) != self.end - self.start:
            raise ValueError(f"quote of {self.report}:{self.start}-{self.end} has another length")


class Dated(msgspec.Struct, frozen=True, order=True):
    """A day as a source gives it, `1996-09-10`, `1996-09` or `1996`, and who gives it.

    >>> Dated("1996-09").earliest, Dated("1996-09").latest
    (datetime.date(1996, 9, 1), datetime.date(1996, 9, 30))
    """

    value: str
    citations: tuple[Citation, ...] = ()

    def __post_init__(self) -> None:
        if not _DAY.fullmatch(self.value):
            raise ValueError(f"day {self.value!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
        _ = self.earliest

    @property
    def earliest(self) -> date:
        """The first day the value can mean."""
        year, month, day = _parts(self.value)
        return date(year, month or 1, day or 1)

    @property
    def latest(self) -> date:
        """The last day the value can mean."""
        year, month, day = _parts(self.value)
        month = month or 12
        return date(year, month, day or calendar.monthrange(year, month)[1])


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """The conditions of a promise. None: no such condition is reported.

    An empty tuple and a zero mean that the condition is there but its value is not known to us.
    `attackers_complete` is false when the text may name more attackers than are listed.
    """

    attacker_in: tuple[str, ...] | None = None
    attackers_complete: bool = True
    attacker_not_in: tuple[str, ...] | None = None
    location_in: tuple[str, ...] | None = None
    ongoing: bool | None = None
    min_adversaries: int | None = None
    demands: bool | None = None
    non_provocation: bool | None = None
    state_of_war: bool | None = None
    on_request: bool | None = None
    only_if_attacked: bool | None = None
    internal_attacks: bool | None = None
    addressees_vary: bool | None = None


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """What one party owes others, directed, for one spell of the agreement.

    `since` and `until` hold every sourced value; empty, the agreement's own dates are meant.
    """

    type: ObligationType
    owed_by: str
    owed_to: tuple[str, ...]
    since: tuple[Dated, ...] = ()
    until: tuple[Dated, ...] = ()
    terms: Terms = Terms()
    grade: Grade
    trigger: str | None = None
    modality: str | None = None
    note: str | None = None
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError(f"{self.type} promise of {self.owed_by} cites no source")
        if self.owed_by in self.owed_to:
            raise ValueError(f"{self.owed_by} owes {self.type} to itself")


class Membership(msgspec.Struct, frozen=True, order=True):
    """A party's spell in an agreement; no `left` means it had not left when last seen."""

    party: str
    entered: Dated
    left: Dated | None = None


class Pact(msgspec.Struct, frozen=True, kw_only=True):
    """An agreement between states, merged from everything that speaks of it.

    `seen` is the last day the sources speak for; `asserted` is the best that any of them says of
    its existence. Dates keep all sourced values side by side.
    """

    id: str
    names: tuple[str, ...] = ()
    kind: str | None = None
    parties: tuple[str, ...]
    memberships: tuple[Membership, ...] = ()
    signatories: tuple[str, ...] = ()
    signed: tuple[Dated, ...] = ()
    in_force: tuple[Dated, ...] = ()
    ended: tuple[Dated, ...] = ()
    status: AgreementStatus = "unknown"
    asserted: Literal["actual", "alleged", "denied"] = "actual"
    seen: str | None = None
    text_public: bool | None = None
    promises: tuple[Promise, ...] = ()
    citations: tuple[Citation, ...] = ()
    codes: dict[str, str] = {}


def _parts(value: str) -> tuple[int, int | None, int | None]:
    found = _DAY.fullmatch(value)
    assert found is not None
    year, month, day = found.groups()
    return int(year), int(month) if month else None, int(day) if day else None
