"""The answer to a what-if question, as a pure function of the pacts on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.relations.alliances.base_rate import BASE_RATE
from dragoman.relations.alliances.cascade import rounds_of
from dragoman.schema.whatif import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.schema.pacts import Pact
    from dragoman.schema.whatif import Query


def what_if(pacts: Sequence[Pact], query: Query) -> Answer:
    """Who owes what to whom if the attack happens, with the sentences that say so."""
    rounds = tuple(rounds_of(pacts, query))
    return Answer(
        query=query,
        duties=tuple(duty for one in rounds for duty in one.duties),
        breaches=tuple(breach for one in rounds for breach in one.breaches),
        conflicts=tuple(conflict for one in rounds for conflict in one.conflicts),
        base_rate=BASE_RATE,
    )
