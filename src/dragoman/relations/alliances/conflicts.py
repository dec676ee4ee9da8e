"""Conflicts of obligation: promises of one state that pull to both sides of a war."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.relations.alliances.duties import evidence_of, verdict_on
from dragoman.schema.whatif import Clause, Conflict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dragoman.relations.alliances.duties import Bond, War
    from dragoman.schema.whatif import ConflictKind


def conflicts_in(bonds: Sequence[Bond], war: War) -> tuple[Conflict, ...]:
    """The conflicts that the war brings, by state; only promises that may be live count."""
    live = tuple(bond for bond in bonds if bond.status.may_bind)
    found = (*_torn_states(live, war), *_allied_opponents(live, war))
    return tuple(sorted(found, key=lambda one: (one.kind, one.state, one.reason)))


def _torn_states(live: Sequence[Bond], war: War) -> Iterator[Conflict]:
    outside = (bond for bond in live if bond.owed_by not in war.belligerents)
    by_state: dict[str, list[Bond]] = {}
    for bond in outside:
        by_state.setdefault(bond.owed_by, []).append(bond)
    for state, owed in by_state.items():
        yield from _pulls(state, owed, war)


def _pulls(state: str, owed: Sequence[Bond], war: War) -> Iterator[Conflict]:
    to_targets = _to(owed, "defense", war.targets)
    to_attackers = _to(owed, "defense", war.attackers)
    if to_targets and to_attackers:
        reason = f"{state} promised defence to both sides"
        yield _conflict(state, "defense_to_both", (*to_targets, *to_attackers), reason)
    against_attackers = _may_be_due(to_targets, war)
    against_targets = _may_be_due(_to(owed, "offense", war.attackers), war)
    for fighting, opponents in (
        (against_attackers, war.attackers),
        (against_targets, war.targets),
    ):
        if not fighting:
            continue
        peace = _to(owed, "nonaggression", opponents)
        if peace:
            reason = f"{state} would fight a state that it promised not to attack"
            yield _conflict(state, "nonaggression_to_opponent", (*fighting, *peace), reason)
        neutral = _may_be_due(_to(owed, "neutrality", opponents), war)
        if neutral:
            reason = f"{state} would fight a state to which it promised neutrality"
            yield _conflict(state, "neutrality_to_opponent", (*fighting, *neutral), reason)


def _allied_opponents(live: Sequence[Bond], war: War) -> Iterator[Conflict]:
    between: dict[tuple[str, str], list[Bond]] = {}
    for bond in live:
        if bond.owed_by in war.attackers and bond.owed_to in war.targets:
            between.setdefault((bond.owed_by, bond.owed_to), []).append(bond)
        elif bond.owed_by in war.targets and bond.owed_to in war.attackers:
            between.setdefault((bond.owed_to, bond.owed_by), []).append(bond)
    for (attacker, target), bonds in between.items():
        reason = f"{attacker} and {target} are partners in an agreement"
        yield _conflict(attacker, "opponents_are_allies", bonds, reason)


def _to(owed: Iterable[Bond], kind: str, states: frozenset[str]) -> list[Bond]:
    return [one for one in owed if one.promise.type == kind and one.owed_to in states]


def _may_be_due(bonds: Iterable[Bond], war: War) -> list[Bond]:
    judged = ((bond, verdict_on(bond, war)) for bond in bonds)
    return [bond for bond, verdict in judged if verdict and verdict.due != "NOT_TRIGGERED"]


def _conflict(state: str, kind: ConflictKind, bonds: Iterable[Bond], reason: str) -> Conflict:
    clauses = sorted(
        (_clause(bond) for bond in bonds), key=lambda one: (one.agreement, one.owed_to)
    )
    return Conflict(state=state, kind=kind, clauses=tuple(dict.fromkeys(clauses)), reason=reason)


def _clause(bond: Bond) -> Clause:
    return Clause(
        owed_by=bond.owed_by,
        owed_to=bond.owed_to,
        type=bond.promise.type,
        agreement=bond.pact.id,
        status=bond.status.standing,
        grade=bond.promise.grade,
        evidence=evidence_of(bond),
    )
