"""What-if questions as people and programs ask them, read and checked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from dragoman.errors import QueryError
from dragoman.knowledge.sovereignty import party_named
from dragoman.schema.whatif import Query

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dragoman.schema.pacts import Pact

SINGULAR = {"attacker": "attackers", "target": "targets"}
FIELDS = frozenset(Query.__struct_fields__)
FIRST_YEAR = 1000


def question_of(asked: Mapping[str, Any], book: Sequence[Pact]) -> Query:
    """The question in a JSON object: `{"attacker": "KOR", "target": "PRK", "on": "2024-06-20"}`.

    States may be one code or a list of codes. Raises QueryError for what cannot be asked.
    """
    given = {SINGULAR.get(name, name): value for name, value in asked.items()}
    unknown = sorted(set(given) - FIELDS)
    if unknown:
        names = ", ".join(sorted(FIELDS | SINGULAR.keys()))
        raise QueryError(f"question has no field {unknown[0]!r}; known are {names}")
    day = _day_of(given.get("on"))
    recorded = frozenset(party for pact in book for party in pact.parties)
    for name in ("attackers", "targets", "in_answer_to"):
        codes = _codes_of(given.get(name), name)
        given[name] = tuple(dict.fromkeys(party_named(code, day, recorded) for code in codes))
    if isinstance(given.get("location"), str):
        given["location"] = _location_of(given["location"], day, recorded)
    _check_reach(day, book)
    try:
        return msgspec.convert(given, Query)
    except (msgspec.ValidationError, ValueError) as error:
        raise QueryError(f"question cannot be asked: {error}") from None


def _day_of(given: object) -> date:
    if not isinstance(given, str):
        raise QueryError("question has no day; give `on` as YYYY-MM-DD")
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise QueryError(f"{given!r} is no day of the calendar; write YYYY-MM-DD") from None


def _codes_of(given: object, name: str) -> Iterable[str]:
    if given is None and name == "in_answer_to":
        return ()
    codes = [given] if isinstance(given, str) else given
    if not isinstance(codes, (list, tuple)) or not codes:
        if name == "in_answer_to":
            return ()
        raise QueryError(f"question names no {name.removesuffix('s')}; give a code such as KOR")
    if not all(isinstance(code, str) for code in codes):
        raise QueryError(f"{name} must be codes of states, as KOR or cow:731")
    return codes


def _location_of(given: str, day: date, recorded: frozenset[str]) -> str:
    """A state's code for its territory, or the name of a place as it is given."""
    try:
        return party_named(given, day, recorded)
    except QueryError:
        return given


def _check_reach(day: date, book: Sequence[Pact]) -> None:
    """Raise QueryError for a day before everything that the record holds."""
    first = min(
        (one.earliest for pact in book for one in (*pact.signed, *pact.in_force)), default=None
    )
    undated = any(not (pact.signed or pact.in_force) for pact in book)
    if first is not None and day < first and not undated:
        raise QueryError(f"{day} lies before everything on record, which begins on {first}")
