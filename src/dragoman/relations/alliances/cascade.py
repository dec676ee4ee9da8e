"""What follows if duties are performed: joiners, and with retaliation the attacks on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from dragoman.relations.alliances.conflicts import conflicts_in
from dragoman.relations.alliances.duties import bonds_of, breaches_in, duties_in, war_of
from dragoman.relations.alliances.verdicts import STRENGTH
from dragoman.schema.whatif import OPEN_CONDITIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dragoman.relations.alliances.duties import Bond, War
    from dragoman.schema.pacts import Pact
    from dragoman.schema.whatif import Breach, Conflict, Duty, Query

MAY_JOIN = frozenset({"OWED", "IF"})


@dataclass(frozen=True, slots=True)
class Round:
    """What one round adds."""

    duties: tuple[Duty, ...]
    breaches: tuple[Breach, ...]
    conflicts: tuple[Conflict, ...]


def rounds_of(pacts: Sequence[Pact], query: Query) -> Iterator[Round]:
    """The direct answer first; then, if the question asks for a cascade, each later round.

    A state that performs a defence duty fights beside the attacked, one that performs an offence
    duty beside the attacker; neither has attacked or been attacked, unless `retaliation` lets
    the attackers strike who joined the attacked. States bound to both sides stay out. Sides only
    grow, so the rounds end. A later duty is never more due than the duties it rests on.
    """
    war = war_of(query)
    course = _Course(pacts, query)
    yield course.opening(war)
    number = 0
    while query.cascade and (query.rounds is None or number < query.rounds):
        number += 1
        joining = course.joining()
        if not joining:
            return
        war = _grown(war, joining)
        yield course.next_round(war, joining, number)


class _Course:
    """What the rounds so far have come to; a later round looks only at what its joiners change."""

    def __init__(self, pacts: Sequence[Pact], query: Query) -> None:
        self.pacts, self.day = pacts, query.day
        self.bonds: dict[str, dict[tuple[str, int, str], Bond]] = {}
        self.duties: set[str] = set()
        self.conflicts: set[tuple[str, str, str]] = set()
        self.torn: set[str] = set()
        self.performed: dict[str, Duty] = {}
        self.fresh: tuple[Duty, ...] = ()

    def opening(self, war: War) -> Round:
        """The direct duties, breaches and conflicts of the attack."""
        bonds = self._taken_up(war.belligerents)
        self.fresh = duties_in(bonds, war)
        self.duties.update(duty.key for duty in self.fresh)
        return Round(self.fresh, breaches_in(bonds, war), self._conflicts(bonds, war, 0))

    def next_round(self, war: War, joining: Mapping[str, Duty], number: int) -> Round:
        """What follows once the joiners have joined."""
        self.performed.update(joining)
        bonds = self._taken_up(frozenset(joining))
        found = [duty for duty in duties_in(bonds, war) if duty.key not in self.duties]
        self.fresh = tuple(_resting_on(self.performed, duty, number) for duty in found)
        self.duties.update(duty.key for duty in self.fresh)
        changed = {bond.owed_by for bond in bonds}
        affected = [bond for state in changed for bond in self.bonds[state].values()]
        return Round(self.fresh, (), self._conflicts(affected, war, number))

    def joining(self) -> dict[str, Duty]:
        """The states that go to war by the newest duties, each with its strongest one."""
        return _joining(self.fresh, self.torn)

    def _taken_up(self, states: frozenset[str]) -> tuple[Bond, ...]:
        """Every promise by or to the states, kept by who made it."""
        bonds = bonds_of(self.pacts, states, self.day)
        for bond in bonds:
            key = (bond.pact.id, id(bond.promise), bond.owed_to)
            self.bonds.setdefault(bond.owed_by, {})[key] = bond
        return bonds

    def _conflicts(self, bonds: Sequence[Bond], war: War, number: int) -> tuple[Conflict, ...]:
        fresh: list[Conflict] = []
        for conflict in conflicts_in(bonds, war):
            key = (conflict.state, conflict.kind, conflict.reason)
            if key not in self.conflicts:
                self.conflicts.add(key)
                fresh.append(msgspec.structs.replace(conflict, round=number))
                if conflict.kind != "opponents_are_allies":
                    self.torn.add(conflict.state)
        return tuple(fresh)


def _joining(duties: Sequence[Duty], torn: set[str]) -> dict[str, Duty]:
    joining: dict[str, Duty] = {}
    for duty in duties:
        fights = duty.type in ("defense", "offense") and duty.due in MAY_JOIN
        if not fights or duty.owed_by in torn:
            continue
        best = joining.get(duty.owed_by)
        if best is None or STRENGTH[duty.due] > STRENGTH[best.due]:
            joining[duty.owed_by] = duty
    return joining


def _grown(war: War, joining: Mapping[str, Duty]) -> War:
    """The war with the joiners on their sides; under retaliation they are attacked in turn."""
    defenders = frozenset(state for state, duty in joining.items() if duty.type == "defense")
    helpers = frozenset(joining) - defenders
    grown = replace(war, joined_attackers=war.joined_attackers | helpers)
    if war.query.retaliation:
        # What the question says of the first attack is not known of the attacks that answer it.
        query = msgspec.structs.replace(
            war.query, location=None, ongoing=None, provoked=None, war_declared=None
        )
        return replace(grown, query=query, targets=war.targets | defenders)
    return replace(grown, joined_targets=war.joined_targets | defenders)


def _resting_on(performed: Mapping[str, Duty], duty: Duty, number: int) -> Duty:
    """The duty of a later round: its chain, and the open conditions of what it rests on."""
    joined = performed.get(duty.owed_to) or performed.get(duty.owed_by)
    if joined is None:
        return msgspec.structs.replace(duty, round=number)
    still_open = {*duty.open_conditions, *joined.open_conditions}
    due = min(duty.due, joined.due, key=STRENGTH.__getitem__)
    if due in ("OWED", "NOT_TRIGGERED"):
        still_open = set()
    return msgspec.structs.replace(
        duty,
        due=due,
        round=number,
        open_conditions=tuple(one for one in OPEN_CONDITIONS if one in still_open),
        chain=(*joined.chain, joined.key),
        reason=f"{duty.reason}; if {joined.owed_by} comes to the aid of {joined.owed_to}",
    )
