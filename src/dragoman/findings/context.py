"""What a finder knows besides the `Doc`: the report and what was found before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from dragoman.schema import Actor, Agreement, Event, Place, Report, Statement, Time


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The state of one report's analysis; `dataclasses.replace` makes the next one.

    `anchor` is the day weekdays are resolved against, None when the page fixes none.
    `referents` maps a token's index in the `Doc` to the ids of the actors its mention stands for
    (several for "both countries", none when unresolved); only the head token of a mention is a key.
    The tuples fill up in the order of the fields.
    """

    report: Report
    anchor: date | None = None
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    referents: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    agreements: tuple[Agreement, ...] = ()

    @property
    def actor_of(self) -> dict[str, Actor]:
        """The actors by id."""
        return {actor.id: actor for actor in self.actors}

    def states_of(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The states the actors are or act for, in order, each once; unknown ids are left out."""
        known = self.actor_of
        states = (known[one].iso3 for one in ids if one in known)
        return tuple(dict.fromkeys(state for state in states if state))
