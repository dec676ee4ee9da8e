"""The book of pacts that a record holds: imported ones, and those that its reports tell of."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from dragoman.errors import QueryError
from dragoman.record.judgements import Judgements
from dragoman.record.pacts import (
    imported_pacts,
    reports_of_agreements,
    state_of_agreements,
)
from dragoman.relations.alliances.gathering import Telling, pacts_told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.record.store import Store
    from dragoman.relations.alliances.gathering import PairVerdict
    from dragoman.schema import Report
    from dragoman.schema.pacts import Pact


def book_of(store: Store) -> tuple[Pact, ...]:
    """Every pact on record; tellings of one agreement are one pact.

    What reports tell is gathered again only when a report or a judgement has come.
    """
    state = state_of_agreements(store)
    known = _GATHERED.get(store)
    if known is None or known[0] != state:
        known = state, told_pacts(reports_of_agreements(store), judged_pairs(store))
        _GATHERED[store] = known
    return (*imported_pacts(store), *known[1])


_GATHERED: WeakKeyDictionary[Store, tuple[tuple[int, ...], tuple[Pact, ...]]] = WeakKeyDictionary()
"""Of each open record, the pacts that its reports told of and the state they were gathered in."""


def told_pacts(
    reports: Iterable[Report], judged: dict[frozenset[str], PairVerdict] | None = None
) -> tuple[Pact, ...]:
    """The pacts that reports tell of."""
    tellings = [Telling(report, one) for report in reports for one in report.agreements]
    return pacts_told(tellings, judged)


def judged_pairs(store: Store) -> dict[frozenset[str], PairVerdict]:
    """What persons judged of pairs of agreements; `unsure` decides nothing."""
    found: dict[frozenset[str], PairVerdict] = {}
    for judgement in Judgements(store).standing("same_agreement"):
        if judgement.verdict in ("yes", "no"):
            verdict: PairVerdict = "yes" if judgement.verdict == "yes" else "no"
            found[frozenset(judgement.pair)] = verdict
    return found


def pact_of_id(book: Iterable[Pact], wanted: str) -> Pact:
    """The pact of that id, or whose id begins so. Raises QueryError for none or several."""
    found = {pact.id: pact for pact in book if pact.id.startswith(wanted)}
    if wanted in found:
        return found[wanted]
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        raise QueryError(f"several agreements begin with {wanted!r}; give more of the id")
    raise QueryError(f"no agreement {wanted!r} on record; `dragoman network` lists them")
