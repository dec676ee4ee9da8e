"""What follows if duties are performed: joiners, and with retaliation the attacks on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from dragoman.relations.alliances.conflicts import conflicts_in, torn_states
from dragoman.relations.alliances.duties import bonds_of, breaches_in, duties_in, war_of
from dragoman.relations.alliances.verdicts import STRENGTH
from dragoman.schema.whatif import OPEN_CONDITIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dragoman.relations.alliances.duties import War
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
    bonds = bonds_of(pacts, war.belligerents, query.day)
    first = Round(duties_in(bonds, war), breaches_in(bonds, war), conflicts_in(bonds, war))
    yield first
    seen = {duty.key for duty in first.duties}
    known = {_conflict_key(one) for one in first.conflicts}
    performed: dict[str, Duty] = {}
    fresh: tuple[Duty, ...] = first.duties
    number = 0
    while query.cascade and (query.rounds is None or number < query.rounds):
        number += 1
        joining = _joining(fresh, torn_states(bonds, war))
        if not joining:
            return
        performed.update(joining)
        war = _grown(war, joining)
        bonds = bonds_of(pacts, war.belligerents, query.day)
        duties = [duty for duty in duties_in(bonds, war) if duty.key not in seen]
        fresh = tuple(_resting_on(performed, duty, number) for duty in duties)
        seen.update(duty.key for duty in fresh)
        conflicts = tuple(
            msgspec.structs.replace(one, round=number)
            for one in conflicts_in(bonds, war)
            if _conflict_key(one) not in known
        )
        known.update(_conflict_key(one) for one in conflicts)
        yield Round(fresh, (), conflicts)


def _joining(duties: Sequence[Duty], torn: frozenset[str]) -> dict[str, Duty]:
    """The states that go to war by these duties, each with its strongest one."""
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


def _conflict_key(conflict: Conflict) -> tuple[str, str, str]:
    return conflict.state, conflict.kind, conflict.reason
