"""Organisations of states, armed groups, media and collectives.

`organisations.csv` gives members with the days they joined and left (`FIN@2023-04-04`,
`GBR@1973..2020-01-31`; no day means from the start), for those whose members matter to a reader
of agreements. `groups.csv` names armed groups, movements and self-declared authorities with the
state they are at home in. `collectives.csv` names "the West" and its like: they stand for no list
of states, and are never expanded.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from dragoman.knowledge.days import first_day, last_day
from dragoman.knowledge.states import name_key
from dragoman.knowledge.tables import rows, several

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

BodyKind = Literal["igo", "group", "media", "collective"]


class Membership(msgspec.Struct, frozen=True):
    """A state's stay in an organisation, days written as in the table."""

    state: str
    joined: str
    left: str


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """Something other than a state or a person that acts under a name of its own.

    `home` is the state a group or an outlet belongs to; None for those of no state. `sort` is
    the table's own word for what it is (`alliance`, `armed`, `state` for media a state runs).
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: BodyKind
    sort: str = ""
    home: str | None = None
    wikidata: str | None = None
    memberships: tuple[Membership, ...] = ()
    valid_from: str = ""
    valid_to: str = ""

    def existed(self, on: date | None) -> bool:
        """Whether it existed on that day; True when no day is given."""
        return on is None or first_day(self.valid_from) <= on <= last_day(self.valid_to)

    def members(self, on: date) -> tuple[str, ...]:
        """The states that belonged to it on that day; empty when the table lists none."""
        return tuple(
            stay.state
            for stay in self.memberships
            if first_day(stay.joined) <= on <= last_day(stay.left)
        )


def bodies() -> tuple[Body, ...]:
    """Every organisation, group, outlet and collective of the tables."""
    return tuple(_by_id().values())


def body(code: str) -> Body | None:
    """The body of that id.

    >>> body("IGO:NATO").name
    'NATO'
    """
    return _by_id().get(code)


def bodies_named(text: str, on: date | None = None) -> tuple[Body, ...]:
    """Every body of that name, those that existed on the day if one is given.

    >>> [one.id for one in bodies_named("the Security Council")]
    ['IGO:UNO']
    """
    return tuple(one for one in _by_name().get(name_key(text), ()) if one.existed(on))


@cache
def _by_id() -> dict[str, Body]:
    return {one.id: one for one in _read()}


@cache
def _by_name() -> dict[str, tuple[Body, ...]]:
    names: dict[str, list[Body]] = {}
    for one in _by_id().values():
        for name in dict.fromkeys(name_key(text) for text in (one.name, *one.aliases)):
            names.setdefault(name, []).append(one)
    return {name: tuple(found) for name, found in names.items()}


def _read() -> Iterator[Body]:
    for row in rows("organisations.csv"):
        yield Body(
            id=row["id"],
            name=row["name"],
            aliases=several(row["aliases"]),
            kind="igo",
            sort=row["kind"],
            wikidata=row["wikidata"] or None,
            memberships=tuple(_membership(cell) for cell in row["members"].split()),
        )
    for row in rows("groups.csv"):
        yield Body(
            id=row["id"],
            name=row["name"],
            aliases=several(row["aliases"]),
            kind="group",
            sort=row["kind"],
            home=row["home"] or None,
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
        )
    for row in rows("media.csv"):
        yield Body(
            id=row["id"],
            name=row["name"],
            aliases=several(row["aliases"]),
            kind="media",
            sort="state" if row["state_run"] else "",
            home=row["home"] or None,
        )
    for row in rows("collectives.csv"):
        yield Body(
            id=row["id"], name=row["name"], aliases=several(row["aliases"]), kind="collective"
        )


def _membership(cell: str) -> Membership:
    state, _, stay = cell.partition("@")
    joined, _, left = stay.partition("..")
    return Membership(state, joined, left)
