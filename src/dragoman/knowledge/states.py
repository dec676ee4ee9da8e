"""States, those that were states once, and the places that stand for their governments.

`states.csv` lists the members and observers of the United Nations, other states and territories:
codes and formal names from the public-domain country-codes table (datasets/country-codes), numbers
of the Correlates of War, and the names, adjectives and people's nouns that English news uses.
A state that was renamed (Zaire, Burma) is one row; one that ceased (the Soviet Union) is a row of
`former_states.csv` with its dates and successors. `seats.csv` names palaces, ministries,
parliaments and services that stand for a government; a `shared` name is borne by several states'.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

import msgspec

from dragoman.knowledge.days import first_day, last_day
from dragoman.knowledge.tables import rows, several

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

Status = Literal["member", "observer", "other", "territory", "former"]
Form = Literal["name", "adjective", "people", "capital"]


class State(msgspec.Struct, frozen=True, kw_only=True):
    """A state, a territory or a former state; `id` is ISO 3166-1 alpha-3 or `former:SUN`.

    `sovereign` is the state a territory belongs to. `people` holds nouns beside the adjectives
    ("Pole" beside "Polish"); `capitals` stand for the government, the usual one first.
    """

    id: str
    iso2: str | None
    cow: int | None
    wikidata: str | None
    status: Status
    name: str
    official: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    sovereign: str | None = None
    valid_from: str = ""
    valid_to: str = ""
    successors: tuple[str, ...] = ()

    @property
    def iso3(self) -> str | None:
        """The code of ISO 3166-1; None for a former state."""
        return None if self.status == "former" else self.id

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the usual one first."""
        return tuple(dict.fromkeys(one for one in (self.name, self.official, *self.aliases) if one))

    @property
    def codes(self) -> dict[str, int | str]:
        """Its numbers and codes in other lists, those that exist."""
        codes: dict[str, int | str] = {}
        if self.cow:
            codes["cow"] = self.cow
        if self.wikidata:
            codes["wikidata"] = self.wikidata
        return codes

    def existed(self, on: date | None) -> bool:
        """Whether it was a state on that day; True when no day is given."""
        return on is None or first_day(self.valid_from) <= on <= last_day(self.valid_to)


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """A palace, ministry, parliament or service that stands for a government while it is used.

    `actor` is a state's id or an organisation's (`IGO:EUR`); a `shared` name means this one only
    where nothing in the text says another.
    """

    name: str
    actor: str
    kind: str
    shared: bool
    valid_from: str
    valid_to: str


class NameForm(msgspec.Struct, frozen=True):
    """One way a state is written: by a name, an adjective, a people's noun or its capital."""

    state: str
    form: Form


@cache
def states() -> tuple[State, ...]:
    """Every state and territory of today, in the order of the table."""
    return tuple(_read_states())


@cache
def former_states() -> tuple[State, ...]:
    """Every state that ceased to be one, with dates and successors."""
    return tuple(_read_former_states())


def state(code: str) -> State | None:
    """The state of that id, alpha-3 or `former:...`.

    >>> state("PRK").name, state("former:SUN").successors[0]
    ('North Korea', 'RUS')
    """
    return _by_id().get(code)


def state_of_cow(number: int) -> State | None:
    """Today's state with that number of the Correlates of War.

    >>> state_of_cow(731).id
    'PRK'
    """
    return next((one for one in states() if one.cow == number), None)


def states_named(text: str, on: date | None = None) -> tuple[State, ...]:
    """Every state that bears that name; former ones only when they existed on the day, if given.

    >>> [one.id for one in states_named("DPRK")]
    ['PRK']
    """
    return tuple(one for one in _with(text, ("name",)) if one.existed(on))


def state_named(text: str, on: date | None = None) -> State | None:
    """The one state of that name, None when there is none or more than one.

    >>> state_named("the United States").id
    'USA'
    >>> state_named("Korea") is None
    True
    """
    found = states_named(text, on)
    return found[0] if len(found) == 1 else None


def demonyms(text: str) -> tuple[State, ...]:
    """The states whose adjective or people's noun this is.

    >>> [one.id for one in demonyms("North Korean")], [one.id for one in demonyms("Poles")]
    (['PRK'], ['POL'])
    """
    return _with(text, ("adjective", "people"))


def capital_of(text: str, on: date | None = None) -> State | None:
    """The state whose capital that is, or None.

    >>> capital_of("Pyongyang").id, capital_of("Bonn").id
    ('PRK', 'former:FRG')
    """
    found = [one for one in _with(text, ("capital",)) if one.existed(on)]
    return min(found, key=lambda one: one.status == "former") if found else None


def seats_named(text: str, on: date | None = None) -> tuple[Seat, ...]:
    """The seats and services of that name in use on the day.

    >>> [seat.actor for seat in seats_named("the Kremlin")]
    ['RUS', 'former:SUN']
    """
    found = _seats().get(name_key(text), ())
    return tuple(
        seat
        for seat in found
        if on is None or first_day(seat.valid_from) <= on <= last_day(seat.valid_to)
    )


def name_forms() -> Mapping[str, tuple[NameForm, ...]]:
    """Every written form (see `name_key`) with the states it can stand for."""
    return _forms()


def seat_names() -> Iterable[str]:
    """The keys of all seats."""
    return _seats().keys()


@lru_cache(maxsize=1 << 16)
def name_key(text: str) -> str:
    """A name as the tables look it up: one kind of apostrophe, no article before it.

    >>> name_key("the  Netherlands"), name_key("Côte d’Ivoire")
    ('Netherlands', "Côte d'Ivoire")
    """
    key = " ".join(unicodedata.normalize("NFC", text).replace("’", "'").split())
    first, _, rest = key.partition(" ")
    return rest if rest and first in {"the", "The", "THE"} else key


@lru_cache(maxsize=1 << 16)
def _with(text: str, forms: tuple[Form, ...]) -> tuple[State, ...]:
    found = _forms().get(name_key(text), ())
    return tuple(_by_id()[one.state] for one in found if one.form in forms)


@cache
def _by_id() -> dict[str, State]:
    return {one.id: one for one in (*states(), *former_states())}


@cache
def _forms() -> dict[str, tuple[NameForm, ...]]:
    forms: dict[str, dict[NameForm, None]] = {}
    for one in (*states(), *former_states()):
        for text, form in _written(one):
            forms.setdefault(name_key(text), {})[NameForm(one.id, form)] = None
    for text, members in SHARED_NAMES.items():
        forms[text] = dict.fromkeys(NameForm(member, "name") for member in members)
    for text, members in SHARED_ADJECTIVES.items():
        forms[text] = dict.fromkeys(NameForm(member, "adjective") for member in members)
    return {key: tuple(found) for key, found in forms.items()}


SHARED_NAMES = {"Korea": ("KOR", "PRK"), "Congo": ("COD", "COG")}
SHARED_ADJECTIVES = {
    "Korean": ("KOR", "PRK"),
    "Koreans": ("KOR", "PRK"),
    "Congolese": ("COD", "COG"),
    "Dominican": ("DOM", "DMA"),
    "Dominicans": ("DOM", "DMA"),
}
"""Names that two states bear, the larger first: they resolve by what else the text says."""


def _written(one: State) -> Iterator[tuple[str, Form]]:
    for name in one.names:
        yield name, "name"
    for word in one.adjectives:
        yield word, "adjective"
        if not word.endswith(NO_PLURAL) and word not in one.names:
            yield word + "s", "people"
    for word in one.people:
        yield word, "people"
        if not word.endswith(("men", "woman", "man")):
            yield word + "s", "people"
    for place in one.capitals:
        yield place, "capital"


NO_PLURAL = ("sh", "ch", "s", "ese", "z", "é", "è", "ic", "land", "Vatican", "Philippine")
"""Adjectives that make no plural noun of their own: the French, the Chinese, the Swiss."""


def _read_states() -> Iterator[State]:
    for row in rows("states.csv"):
        yield State(
            id=row["iso3"],
            iso2=row["iso2"],
            cow=int(row["cow"]) if row["cow"] else None,
            wikidata=row["wikidata"] or None,
            status=msgspec.convert(row["status"], Status),
            name=row["name"],
            official=row["official"] or row["name"],
            aliases=several(row["aliases"]),
            adjectives=several(row["adjectives"]),
            people=several(row["people"]),
            capitals=several(row["capitals"]),
            sovereign=row["sovereign"] or None,
        )


def _read_former_states() -> Iterator[State]:
    for row in rows("former_states.csv"):
        yield State(
            id=f"former:{row['code']}",
            iso2=None,
            cow=int(row["cow"]) if row["cow"] else None,
            wikidata=row["wikidata"] or None,
            status="former",
            name=row["name"],
            official=row["name"],
            aliases=several(row["aliases"]),
            adjectives=several(row["adjectives"]),
            people=several(row["people"]),
            capitals=several(row["capitals"]),
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            successors=several(row["successors"]),
        )


@cache
def _seats() -> dict[str, tuple[Seat, ...]]:
    seats: dict[str, list[Seat]] = {}
    for row in rows("seats.csv"):
        seat = Seat(
            name=row["name"],
            actor=row["actor"],
            kind=row["kind"],
            shared=row["shared"] == "1",
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
        )
        seats.setdefault(name_key(seat.name), []).append(seat)
    return {key: tuple(found) for key, found in seats.items()}
