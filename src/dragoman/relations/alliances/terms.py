"""Whether the conditions of a promise hold in a question: yes, no, or open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.relations.alliances.verdicts import OWED, Verdict, not_triggered, open_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.schema.findings import Grade
    from dragoman.schema.pacts import Promise, Terms
    from dragoman.schema.whatif import OpenCondition, Query

READ_FROM_TEXT: frozenset[Grade] = frozenset({"text", "official_summary"})
"""Grades at which a condition that is not reported is not there."""

OF_ARMED_HELP = frozenset({"defense", "offense"})


def terms_in(promise: Promise, owed_to: str, query: Query) -> Iterator[Verdict]:
    """One verdict for each condition of the promise, and one for its wording."""
    terms = promise.terms
    opponents = query.targets if owed_to in query.attackers else query.attackers
    yield _attacker(terms, opponents)
    yield _location(terms, owed_to, query)
    yield _number(terms, opponents)
    yield _ongoing(terms, query)
    yield _state_of_war(terms, query)
    yield _unprovoked(terms, query)
    if terms.demands:
        yield open_on("demand", reason="owed only if certain demands are refused")
    if terms.on_request:
        yield open_on("request", reason="owed on request")
    if terms.addressees_vary:
        yield open_on("wording", reason="the party's promises differ from partner to partner")
    if promise.grade not in READ_FROM_TEXT:
        yield _wording(promise, owed_to, query)


def _attacker(terms: Terms, opponents: tuple[str, ...]) -> Verdict:
    excluded = set(terms.attacker_not_in or ()) & set(opponents)
    if excluded:
        return not_triggered(f"not owed against {', '.join(sorted(excluded))}")
    if terms.attacker_in is None or set(terms.attacker_in) & set(opponents):
        return OWED
    if terms.attacker_in and terms.attackers_complete:
        return not_triggered(f"owed only against {', '.join(terms.attacker_in)}")
    return open_on("attacker", reason="owed only against a certain attacker")


def _location(terms: Terms, owed_to: str, query: Query) -> Verdict:
    """An area we do not know is taken to hold the territory of the state that is to be helped."""
    if terms.location_in is None:
        return OWED
    if query.location is None:
        return open_on("location", reason="owed only in a certain area")
    if query.location in terms.location_in or (not terms.location_in and query.location == owed_to):
        return OWED
    if terms.location_in:
        return not_triggered(f"owed only in {', '.join(terms.location_in)}")
    return open_on("location", reason=f"owed only in a certain area; {query.location} may be in it")


def _number(terms: Terms, opponents: tuple[str, ...]) -> Verdict:
    if terms.min_adversaries is None:
        return OWED
    if terms.min_adversaries == 0:
        return open_on("number_of_adversaries", reason="owed only against a number of attackers")
    if len(opponents) >= terms.min_adversaries:
        return OWED
    return not_triggered(f"owed only if {terms.min_adversaries} or more states attack")


def _ongoing(terms: Terms, query: Query) -> Verdict:
    if terms.ongoing is None or terms.ongoing is query.ongoing:
        return OWED
    reason = "owed only in a conflict under way" if terms.ongoing else "owed only in a new conflict"
    return _unless_given(query.ongoing, "ongoing_conflict", reason)


def _state_of_war(terms: Terms, query: Query) -> Verdict:
    if not terms.state_of_war or query.war_declared:
        return OWED
    return _unless_given(query.war_declared, "state_of_war", "owed only in a state of war")


def _unless_given(given: object, name: OpenCondition, reason: str) -> Verdict:
    """Open while the question does not say; not triggered once it says otherwise."""
    return open_on(name, reason=reason) if given is None else not_triggered(reason)


def _unprovoked(terms: Terms, query: Query) -> Verdict:
    if not terms.non_provocation or query.provoked is False:
        return OWED
    reason = "owed only if the attack was not provoked"
    return _unless_given(query.provoked, "provocation", reason)


def _wording(promise: Promise, owed_to: str, query: Query) -> Verdict:
    """A report about an agreement leaves open what its text makes of the case in question."""
    still_open: list[OpenCondition] = ["wording"]
    if promise.type in OF_ARMED_HELP:
        if query.ongoing and promise.terms.ongoing is None:
            still_open += ["ongoing_conflict", "who_is_the_aggressor"]
        if query.provoked and promise.terms.non_provocation is None:
            still_open.append("provocation")
        if query.location not in (None, owed_to) and promise.terms.location_in is None:
            still_open.append("location")
        if query.war_declared is False and promise.terms.state_of_war is None:
            still_open.append("state_of_war")
    reason = f"reported ({promise.grade}); the text itself is not in the record"
    return open_on(*still_open, reason=reason)
