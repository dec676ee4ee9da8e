"""Which actor a user means who writes a name, or an id in lower case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.errors import QueryError
from dragoman.views.terminal import complain

if TYPE_CHECKING:
    from dragoman.record import Store


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
