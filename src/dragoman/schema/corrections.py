"""Corrections: the fields of a finding as a person has them, the others left as they were read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec
from msgspec import UNSET, UnsetType

from dragoman.schema.findings import AgreementStatus, EventType, Factuality, StatementAct

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 200
"""Characters of an actor's id."""

CORRECTABLE: Mapping[str, tuple[str, ...]] = {
    "statement": ("act", "speakers", "addressees", "factuality", "time"),
    "event": ("type", "actors", "recipients", "factuality", "time"),
    "agreement": ("status", "parties", "signed"),
    "dispute": (),
}
"""The fields that can be corrected, by kind of finding; a dispute stands or falls."""

SIDES = ("speakers", "addressees", "actors", "recipients", "parties")
DAYS = ("time", "signed")


class Correction(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Corrected fields; a field that is not given stays as it was read, null means unknown.

    `time` and `signed` are a year, a month or a day, ISO 8601.
    """

    act: StatementAct | UnsetType = UNSET
    type: EventType | UnsetType = UNSET
    status: AgreementStatus | UnsetType = UNSET
    factuality: Factuality | UnsetType = UNSET
    time: str | UnsetType | None = UNSET
    signed: str | UnsetType | None = UNSET
    speakers: tuple[str, ...] | UnsetType = UNSET
    addressees: tuple[str, ...] | UnsetType = UNSET
    actors: tuple[str, ...] | UnsetType = UNSET
    recipients: tuple[str, ...] | UnsetType = UNSET
    parties: tuple[str, ...] | UnsetType = UNSET

    def __post_init__(self) -> None:
        given = self.fields()
        if not given:
            raise ValueError("a correction of nothing; give a field, as type=CONSULT")
        for name in DAYS:
            if (day := given.get(name)) is not None:
                _check_day(name, str(day))
        for name in SIDES:
            for one in given.get(name, ()):  # type: ignore[attr-defined]
                if not one.strip() or one != one.strip() or len(one) > LONGEST:
                    raise ValueError(f"{name}: {one[:40]!r} is no id of an actor")

    def fields(self) -> dict[str, object]:
        """What is corrected, by name."""
        return {
            name: value
            for name in self.__struct_fields__
            if (value := getattr(self, name)) is not UNSET
        }


def check_fields(kind: str, correction: Correction) -> None:
    """Raise ValueError where a field does not belong to the kind of finding."""
    known = CORRECTABLE.get(kind, ())
    wrong = [name for name in correction.fields() if name not in known]
    if wrong:
        has = f"it has {', '.join(known)}" if known else "it can be accepted or rejected"
        raise ValueError(f"a {kind} has no field {wrong[0]!r} to correct; {has}")


def _check_day(name: str, given: str) -> None:
    parts = given.split("-")
    try:
        if [len(part) for part in parts] != [4, 2, 2][: len(parts)] or not given.isascii():
            raise ValueError(given)
        numbers = [int(part) for part in parts]
        date(*[*numbers, 1, 1][:3])
    except (ValueError, TypeError) as error:
        message = f"{name}: {given[:40]!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD"
        raise ValueError(message) from error
