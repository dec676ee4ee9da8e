"""What a user means who writes a name, an id in lower case, or the beginning of an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.errors import QueryError
from dragoman.views.terminal import complain

if TYPE_CHECKING:
    from dragoman.record import Store
    from dragoman.schema.judgements import Relation

OF_REPORTS: frozenset[Relation] = frozenset({"copy", "excerpt", "revision", "same_story"})
"""The relations between reports; that between agreements is `same_agreement`."""


def actor_meant(store: Store, given: str) -> str:
    """The id of the actor that is written `given`; says on stderr when it is another word.

    Ids stay as they are, also of actors the record does not know. Raises QueryError for a name
    that several actors of the record bear, and for one that nobody bears.
    """
    from dragoman.knowledge.states import state, state_named
    from dragoman.record import View

    if ":" in given or state(given):
        return given
    found = View(store).called(given)
    if given in found:
        return given
    if len(found) > 1:
        raise QueryError(f"several actors are called {given!r}: {', '.join(found)}; give an id")
    known = state(given.upper()) or state_named(given)
    if not (found or known):
        raise QueryError(
            f"no actor {given!r} in {store.address}; give an id (KEN, person:…) or a whole name"
        )
    meant = found[0] if found else known.id if known else given
    complain(f"{given} is {meant}")
    return meant


def record_meant(store: Store, relation: Relation, given: str) -> str:
    """The whole id of the report or agreement that is judged; raises QueryError without just one.

    Ids of other records (actors, events, statements) stay as they are given.
    """
    from dragoman.record import View

    if relation in OF_REPORTS:
        return View(store).report(given).id
    if relation == "same_event":
        return _event_meant(store, given)
    if relation == "told":
        return finding_meant(store, given) if "/" in given else View(store).report(given).id
    if relation != "same_agreement":
        return given
    found = View(store).agreements(given)
    if given in found or len(found) == 1:
        return given if given in found else found[0]
    if found:
        raise QueryError(f"several agreements begin with {given!r}; give more of the id")
    raise QueryError(f"no report tells of an agreement {given!r}; `dragoman network` shows ids")


def finding_meant(store: Store, given: str) -> str:
    """REPORT/FINDING, of which the report's id may be cut short; rejected ones are found, too."""
    from dragoman.record import View
    from dragoman.record.reviews import KINDS, finding_in

    prefix, _, finding = given.partition("/")
    report = View(store).as_read(prefix)
    if finding_in(report, finding) is None:
        known = ", ".join(one.id for kind in KINDS for one in getattr(report, kind))
        has = f"report {report.id} has {known or 'none'}"
        raise QueryError(f"{given!r} is no finding: give REPORT/FINDING; {has}")
    return f"{report.id}/{finding}"


def _event_meant(store: Store, given: str) -> str:
    """REPORT/EVENT, of which the report's id may be cut short."""
    from dragoman.record import View

    prefix, _, event = given.partition("/")
    report = View(store).report(prefix)
    known = [one.id for one in report.events]
    if event not in known:
        raise QueryError(
            f"{given!r} is no event: give REPORT/EVENT; report {report.id} has {', '.join(known)}"
        )
    return f"{report.id}/{event}"
