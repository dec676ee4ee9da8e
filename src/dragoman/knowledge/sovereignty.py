"""Which states there were on a day, and which of them a number of the Correlates of War means.

`sovereignty.csv` gives the spells in which today's states were states (independence, loss and
recovery of it; no day: longer than the tables reach). `cow_parties.csv` names the states behind
numbers that are not today's: the Soviet Union is not Russia, though both are 365. Prussia, the
German Empire and today's Germany are one state under one number, so `former:PRU` means DEU.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import msgspec

from dragoman.errors import QueryError
from dragoman.knowledge.days import first_day, last_day
from dragoman.knowledge.states import state, state_named, state_of_cow
from dragoman.knowledge.tables import rows

PARENTS = {"SSD": "SDN", "ERI": "ETH"}
"""States that left one of today's, to which their towns belonged in the news before."""


class Spell(msgspec.Struct, frozen=True, order=True):
    """A stretch of days on which a party was a state, the last day not included."""

    since: date
    until: date
    party: str
    name: str = ""

    def holds(self, day: date) -> bool:
        """Whether the party was a state on that day."""
        return self.since <= day < self.until


def existed(party: str, day: date) -> bool | None:
    """Whether the party was a state on that day; None when the tables do not know it."""
    spells = _spells_of().get(party)
    return None if spells is None else any(spell.holds(day) for spell in spells)


def ruler_of(code: str, day: date | None) -> str:
    """The state that a place of today's state lay in on the day; itself where none is known.

    >>> ruler_of("SSD", date(1992, 7, 1)), ruler_of("SSD", date(2020, 7, 1))
    ('SDN', 'SSD')
    """
    parent = PARENTS.get(code)
    return parent if day is not None and parent and existed(code, day) is False else code


def party_of_cow(number: int, day: date) -> str:
    """The party that a number of the Correlates of War means on that day.

    >>> party_of_cow(365, date(1961, 7, 6)), party_of_cow(365, date(2000, 2, 9))
    ('former:SUN', 'RUS')
    """
    for spell in _numbered().get(number, ()):
        if spell.holds(day):
            return spell.party
    today = state_of_cow(number)
    if today is not None:
        return today.id
    known = _numbered().get(number)
    return known[0].party if known else f"cow:{number}"


def borders_of_cow(number: int) -> tuple[date, ...]:
    """The days on which the number passes from one party to another, in order."""
    spells = _numbered().get(number, ())
    days = {day for spell in spells for day in (spell.since, spell.until)}
    return tuple(sorted(days)) if state_of_cow(number) or len(spells) > 1 else ()


def party_named(code: str, day: date, recorded: frozenset[str] = frozenset()) -> str:
    """The party that a code means on a day: alpha-3, `former:SUN` or `cow:731`.

    `recorded` are the parties that the record knows besides. Raises QueryError for a code that
    nobody bears, and for a state that did not exist on that day.
    """
    given = code.strip()
    kind, _, rest = given.partition(":")
    if kind.lower() == "cow":
        party = _numbered_party(given, rest, day)
    elif rest:
        party = _one_person(f"{kind.lower()}:{rest.upper()}")
    else:
        party = given.upper()
    there = existed(party, day)
    if there is None and party not in recorded:
        named = state_named(given, day)
        wanted = (
            f"write {named.id}" if named else "give an alpha-3 code (KOR), former:SUN or cow:731"
        )
        raise QueryError(f"no state has the code {code!r}; {wanted}")
    if there is False:
        raise QueryError(f"{code} was no state on {day}{_instead(party, day)}")
    return party


def _numbered_party(given: str, number: str, day: date) -> str:
    if not number.isdigit():
        raise QueryError(f"{given!r} is no number of the Correlates of War; write cow:731")
    return party_of_cow(int(number), day)


def _one_person(party: str) -> str:
    """Today's state where the former one was the same state under another regime."""
    former = state(party)
    if former is None or former.cow is None or party in _spells_of():
        return party
    today = state_of_cow(former.cow)
    return today.id if today else party


def _instead(party: str, day: date) -> str:
    """Which state there was instead, when one table row leads there."""
    others = sorted(
        other
        for other in _spells_of()
        if other.startswith("former:") and existed(other, day) and _succeeded_by(other, party)
    )
    return f"; {' and '.join(others)} was" if others else ""


def _succeeded_by(former: str, party: str) -> bool:
    found = state(former)
    return found is not None and party in found.successors


@cache
def _spells_of() -> dict[str, tuple[Spell, ...]]:
    found: dict[str, list[Spell]] = {}
    for row in rows("sovereignty.csv"):
        spell = Spell(first_day(row["since"]), last_day(row["until"]), row["state"])
        found.setdefault(spell.party, []).append(spell)
    for numbered in _numbered().values():
        for spell in numbered:
            found.setdefault(spell.party, []).append(spell)
    return {party: tuple(sorted(spells)) for party, spells in found.items()}


@cache
def _numbered() -> dict[int, tuple[Spell, ...]]:
    found: dict[int, list[Spell]] = {}
    for row in rows("cow_parties.csv"):
        spell = Spell(first_day(row["since"]), last_day(row["until"]), row["party"], row["name"])
        found.setdefault(int(row["cow"]), []).append(spell)
    return {number: tuple(sorted(spells)) for number, spells in found.items()}
