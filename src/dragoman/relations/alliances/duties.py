"""The direct duties of an attack: what each promise asks, once A has attacked B."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from dragoman.relations.alliances.standing import is_member, status_on
from dragoman.relations.alliances.terms import terms_in
from dragoman.relations.alliances.verdicts import (
    OWED,
    STRENGTH,
    Verdict,
    all_of,
    not_triggered,
    undetermined,
)
from dragoman.schema.findings import GRADES
from dragoman.schema.whatif import Breach, Duty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from dragoman.relations.alliances.standing import Status
    from dragoman.schema.pacts import Citation, Pact, Promise
    from dragoman.schema.whatif import Query


TYPES = ("defense", "offense", "neutrality", "nonaggression", "consultation")
"""The types of promises in the order in which duties are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class War:
    """Who fights whom. Joiners fight beside a side without having attacked or been attacked."""

    query: Query
    attackers: frozenset[str]
    targets: frozenset[str]
    joined_attackers: frozenset[str] = frozenset()
    joined_targets: frozenset[str] = frozenset()
    belligerents: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        sides = (self.attackers, self.targets, self.joined_attackers, self.joined_targets)
        object.__setattr__(self, "belligerents", frozenset().union(*sides))

    @property
    def day(self) -> date:
        """The day of the attack."""
        return self.query.day


@dataclass(frozen=True, slots=True)
class Bond:
    """One promise between two states on the day of the war, with how it stands."""

    pact: Pact
    promise: Promise
    owed_to: str
    status: Status

    @property
    def owed_by(self) -> str:
        """The state that promised."""
        return self.promise.owed_by


def war_of(query: Query) -> War:
    """The war as the question states it."""
    attackers, targets = frozenset(query.attackers), frozenset(query.targets)
    return War(query=query, attackers=attackers, targets=targets)


def bonds_of(pacts: Iterable[Pact], touching: frozenset[str], day: date) -> tuple[Bond, ...]:
    """Every promise by or to one of the states that had been made by the day, ended ones too."""
    found: list[Bond] = []
    for pact in pacts:
        if touching.isdisjoint(pact.parties):
            continue
        for promise in pact.promises:
            if promise.type != "cooperation":
                found.extend(_bonds(pact, promise, touching, day))
    return tuple(found)


def _bonds(pact: Pact, promise: Promise, touching: frozenset[str], day: date) -> Iterator[Bond]:
    if promise.owed_by in touching:
        partners: Iterable[str] = promise.owed_to
    else:
        partners = sorted(touching.intersection(promise.owed_to))
    status = status_on(pact, promise, day) if partners else None
    if status is None:
        return
    for partner in partners:
        if status.standing == "ended" or is_member(pact, partner, day):
            yield Bond(pact, promise, partner, status)


def duties_in(bonds: Sequence[Bond], war: War) -> tuple[Duty, ...]:
    """The duties of the war, one for each agreement, type and pair; the strongest verdict counts.

    Promises that the war does not touch are left out; those it touches without making them due
    are listed as NOT_TRIGGERED with the reason.
    """
    best: dict[tuple[str, str, str, str], Duty] = {}
    for bond in bonds:
        verdict = verdict_on(bond, war)
        if verdict is None:
            continue
        duty = _duty(bond, verdict)
        key = (duty.agreement, duty.type, duty.owed_by, duty.owed_to)
        best[key] = _stronger(best[key], duty) if key in best else duty
    return tuple(sorted(best.values(), key=_order))


def verdict_on(bond: Bond, war: War) -> Verdict | None:
    """How due the promise is in the war; None when the war does not touch it."""
    triggered = _TRIGGERS[bond.promise.type](bond, war)
    if triggered is None:
        return None
    if triggered.due == "NOT_TRIGGERED" or not bond.status.may_bind:
        return all_of((triggered, bond.status.verdict))
    terms = terms_in(bond.promise, bond.owed_to, war.query)
    return all_of((triggered, bond.status.verdict, *terms))


def _defense(bond: Bond, war: War) -> Verdict | None:
    if bond.owed_by in war.belligerents:
        return None
    if bond.owed_to in war.attackers:
        return not_triggered(f"{bond.owed_to} is the attacker here")
    if bond.owed_to not in war.targets:
        return None
    return all_of((OWED, _among_partners(bond, war), _answered(war)))


def _offense(bond: Bond, war: War) -> Verdict | None:
    if bond.owed_by in war.belligerents or bond.owed_to not in war.attackers:
        return None
    opponents = _partners_among(war.targets, bond, war)
    if opponents:
        return undetermined(f"{opponents} is a partner in the same agreement")
    return all_of((Verdict("OWED", reasons=(f"{bond.owed_to} goes to war",)), _answered(war)))


def _neutrality(bond: Bond, war: War) -> Verdict | None:
    if bond.owed_by in war.belligerents or bond.owed_to not in war.belligerents:
        return None
    if bond.promise.terms.only_if_attacked and bond.owed_to not in war.targets:
        return not_triggered(f"owed only if {bond.owed_to} is attacked")
    return Verdict("OWED", reasons=(f"{bond.owed_to} is at war",))


def _consultation(bond: Bond, war: War) -> Verdict | None:
    at_war = [one for one in (bond.owed_to, bond.owed_by) if one in war.belligerents]
    if not at_war:
        return None
    return Verdict("OWED", reasons=(f"{at_war[0]} is at war",))


def _nonaggression(bond: Bond, war: War) -> Verdict | None:  # noqa: ARG001 - breaches_in has them
    return None


_TRIGGERS: dict[str, Callable[[Bond, War], Verdict | None]] = {
    "defense": _defense,
    "offense": _offense,
    "neutrality": _neutrality,
    "consultation": _consultation,
    "nonaggression": _nonaggression,
}


def _among_partners(bond: Bond, war: War) -> Verdict:
    """Attacks of one partner on another bind the others only if the text says so."""
    reason = f"{bond.owed_to} is attacked"
    attackers = _partners_among(war.attackers, bond, war)
    covered = bond.promise.terms.internal_attacks
    if not attackers or covered:
        return Verdict("OWED", reasons=(reason,))
    if covered is False:
        return not_triggered(f"attacks between partners are not covered, and {attackers} is one")
    return undetermined(f"{attackers}, a partner in the same agreement, is the attacker")


def _partners_among(states: frozenset[str], bond: Bond, war: War) -> str:
    """The states that are in the same pact on the day, as a list in words."""
    partners = sorted(one for one in states if is_member(bond.pact, one, war.day))
    return " and ".join(partners)


def _answered(war: War) -> Verdict:
    """Whether helping the victim of an earlier attack is itself an attack is contested."""
    if not war.query.in_answer_to:
        return OWED
    first = ", ".join(war.query.in_answer_to)
    return undetermined(f"answers an attack on {first}: collective defence may be no attack")


def breaches_in(bonds: Sequence[Bond], war: War) -> tuple[Breach, ...]:
    """The promises of non-aggression between attackers and targets that the attack breaks."""
    found: dict[tuple[str, str, str], Breach] = {}
    for bond in bonds:
        against = bond.owed_by in war.attackers and bond.owed_to in war.targets
        if bond.promise.type != "nonaggression" or not against or not bond.status.may_bind:
            continue
        breach = _breach(bond, war)
        key = (breach.agreement, breach.owed_by, breach.owed_to)
        if key not in found or not found[key].certain:
            found[key] = breach
    return tuple(found[key] for key in sorted(found))


def _breach(bond: Bond, war: War) -> Breach:
    verdict = all_of((bond.status.verdict, *terms_in(bond.promise, bond.owed_to, war.query)))
    said = f"{bond.owed_by} promised not to attack {bond.owed_to}"
    return Breach(
        owed_by=bond.owed_by,
        owed_to=bond.owed_to,
        type="nonaggression",
        agreement=bond.pact.id,
        certain=verdict.due == "OWED",
        open_conditions=verdict.listed_conditions,
        status=bond.status.standing,
        grade=bond.promise.grade,
        reason="; ".join((said, *verdict.reasons)),
        evidence=evidence_of(bond),
    )


def _duty(bond: Bond, verdict: Verdict) -> Duty:
    reasons = (
        verdict.reasons if bond.promise.note is None else (*verdict.reasons, bond.promise.note)
    )
    return Duty(
        owed_by=bond.owed_by,
        owed_to=bond.owed_to,
        type=bond.promise.type,
        agreement=bond.pact.id,
        due=verdict.due,
        open_conditions=verdict.listed_conditions,
        status=bond.status.standing,
        grade=bond.promise.grade,
        reason="; ".join(reasons),
        seen=bond.pact.seen,
        evidence=evidence_of(bond),
    )


def evidence_of(bond: Bond) -> tuple[Citation, ...]:
    """The sentences the promise rests on, then those that date how it stands."""
    ended = bond.status.standing == "ended"
    pact, promise = bond.pact, bond.promise
    dates = (promise.until or pact.ended) if ended else (pact.in_force or pact.signed)
    dating = (citation for day in dates for citation in day.citations)
    return tuple(dict.fromkeys((*promise.citations, *dating)))


def _stronger(one: Duty, other: Duty) -> Duty:
    """The stronger of two verdicts; of equal ones the better grade, with the sources of both."""
    if one.due != other.due:
        return max(one, other, key=lambda duty: STRENGTH[duty.due])
    better, worse = sorted((one, other), key=lambda duty: GRADES.index(duty.grade))
    sources = tuple(dict.fromkeys((*better.evidence, *worse.evidence)))
    return msgspec.structs.replace(better, evidence=sources)


def _order(duty: Duty) -> tuple[int, int, str, str, str]:
    pair = (duty.owed_to, duty.owed_by, duty.agreement)
    return (-STRENGTH[duty.due], TYPES.index(duty.type), *pair)
