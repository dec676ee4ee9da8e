"""Judging a finding as people say it: accept, reject, or correct with names and plain dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, get_args

import msgspec

from dragoman.errors import QueryError
from dragoman.knowledge.states import state, state_named
from dragoman.record import View
from dragoman.record.reviews import finding_in
from dragoman.schema.corrections import CORRECTABLE, DAYS, SIDES, Correction
from dragoman.schema.judgements import Judgement
from dragoman.views.naming import finding_meant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dragoman.record import Store
    from dragoman.schema import Report
    from dragoman.schema.judgements import Verdict

Ruling = Literal["accept", "reject", "correct"]
RULINGS: tuple[Ruling, ...] = get_args(Ruling)
VERDICT_OF: Mapping[Ruling, Verdict] = {"accept": "yes", "correct": "yes", "reject": "no"}
WHY: Mapping[Ruling, str] = {
    "accept": "as the text says",
    "correct": "corrected from the text",
    "reject": "not what the text says",
}
"""The reason where a reviewer gives none."""


class Ruled(msgspec.Struct, frozen=True, kw_only=True):
    """What a person says of the finding REPORT/FINDING; `by` is person:NAME."""

    finding: str
    ruling: Ruling
    by: str
    reason: str = ""
    correction: Correction | None = None


def judgement_of(store: Store, said: Ruled) -> Judgement:
    """The judgement that a ruling is; raises QueryError for one that cannot be entered."""
    finding = finding_meant(store, said.finding)
    if (said.ruling == "correct") is (said.correction is None):
        raise QueryError(f"{said.ruling}: give fields to correct a finding, and only then")
    try:
        return Judgement(
            left=finding, right=finding.partition("/")[0], relation="told",
            verdict=VERDICT_OF[said.ruling], reason=said.reason.strip() or WHY[said.ruling],
            by=said.by, correction=said.correction,
        )  # fmt: skip
    except ValueError as error:
        raise QueryError(str(error)) from error


def correction_in(store: Store, finding: str, given: Mapping[str, str]) -> Correction:
    """The fields that differ from what was read; raises QueryError for none and for bad ones.

    Actors are ids or names, with commas between; an empty date means unknown.
    """
    prefix, _, key = finding_meant(store, finding).partition("/")
    report = View(store).as_read(prefix)
    was = finding_in(report, key)
    known = CORRECTABLE[key.partition(":")[0]]
    for name in given:
        if name not in known:
            has = ", ".join(known) or "none"
            raise QueryError(f"this finding has no field {name!r} to correct; it has {has}")
    values = {name: _value(name, text.strip(), report) for name, text in given.items()}
    changed = {name: one for name, one in values.items() if one != getattr(was, name)}
    if not changed:
        raise QueryError("nothing differs from what was read; accept the finding instead")
    try:
        return msgspec.convert(changed, Correction)
    except msgspec.ValidationError as error:
        raise QueryError(f"{error}; see docs/how-to/review") from error


def _value(name: str, text: str, report: Report) -> Any:
    if name in SIDES:
        names = [one.strip() for one in re.split(r"[,;\n]", text)]
        return tuple(dict.fromkeys(_actor(one, report) for one in names if one))
    if name in DAYS:
        return text or None
    return text.upper() if name == "type" else text.lower().replace(" ", "_")


def _actor(given: str, report: Report) -> str:
    """The id of an actor by his id or name in the report, else of the state of that name."""
    for one in report.actors:
        if given.casefold() in (one.id.casefold(), one.name.casefold()):
            return one.id
    known = state(given.upper()) or state_named(given)
    if known is None and ":" not in given:
        raise QueryError(f"nobody is called {given!r} here; give an id (KEN, IGO:UNO, person:…)")
    return known.id if known else given
