"""Persons and the offices they held, by date.

`offices.csv` lists terms: who held which office of which state, organisation or group, from when
until when, to the day or the month; an open end means still in office when the table was last
brought up to date (August 2026). The facts come from the public record of the governments and
bodies themselves, those since 2025 checked against Wikipedia's current events; `persons.csv` gives
the names. More terms can be read from Wikidata (`dragoman.knowledge.wikidata`).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from dragoman.knowledge.days import first_day, last_day
from dragoman.knowledge.states import name_key
from dragoman.knowledge.tables import rows, several

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


ARTICLES = frozenset("al el ul bin ben ibn king queen prince sheikh sheik sir".split())
SOFT = re.compile(r"[aeiouyhw'’`]")
DOUBLED = re.compile(r"(.)\1+")
LEAST = 5  # consonants that tell one name from others
LIFETIME = 25 * 365
"""Days from a term within which a name in another spelling still means the person."""
STATE = 3  # letters of a state's id; former states and bodies have longer ones


class Term(msgspec.Struct, frozen=True):
    """An office held: `actor` is the id of a state, organisation or group."""

    actor: str
    office: str
    valid_from: str
    valid_to: str

    def covers(self, on: date) -> bool:
        """Whether the office was held on that day, the days of change included."""
        return first_day(self.valid_from) <= on <= last_day(self.valid_to)

    @property
    def rank(self) -> int:
        """How high the office stands, 0 for those who speak for a state abroad as its head."""
        return RANKS.get(self.office, 3)


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who holds or held an office, with every term the table knows, oldest first."""

    id: str
    name: str
    surname: str
    aliases: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()

    def terms_on(self, on: date) -> tuple[Term, ...]:
        """The offices held on that day, the highest first."""
        held = [term for term in self.terms if term.covers(on)]
        return tuple(sorted(held, key=lambda term: term.rank))

    def state_near(self, on: date | None) -> str | None:
        """Today's state whose office was held nearest to the day; None when there is none."""
        of_states = [term for term in self.terms if len(term.actor) == STATE]
        if on is None:
            return of_states[-1].actor if of_states else None
        return min(of_states, key=lambda term: _gap(term, on)).actor if of_states else None

    def distance(self, on: date) -> int:
        """Days between that day and the nearest term; 0 while in office."""
        return min((_gap(term, on) for term in self.terms), default=date.max.toordinal())


RANKS = {
    "leader": 0, "supreme leader": 0, "general secretary": 0, "president": 0, "king": 0, "emir": 0,
    "sultan": 0, "emperor": 0, "shah": 0, "pope": 0, "prime minister": 0, "chancellor": 0,
    "monarch": 1, "premier": 1, "secretary-general": 0, "crown prince": 1, "vice president": 1,
    "foreign minister": 1, "secretary of state": 1, "foreign secretary": 1, "defence minister": 2,
    "secretary of defense": 2, "defence secretary": 2, "commission president": 1,
    "foreign policy chief": 1, "director general": 1, "council president": 1,
}  # fmt: skip
"""Offices by how likely a bare surname in the news means their holder."""

CEREMONIAL = frozenset(
    """
    ALB AUT BEL BGD BGR CHE CZE DEU DNK ESP EST ETH FIN GBR GRC HRV HUN IND IRL IRQ ISL ISR ITA JPN
    KHM LBN LUX LVA MLT MNE MYS NLD NOR NPL PAK PRT SGP SVK SVN SWE THA former:FRG MKD XKX FJI GEO
""".split()
)
"""States whose head of government leads and whose head of state does not."""


@cache
def persons() -> Mapping[str, Person]:
    """Every person of the table by id."""
    terms: dict[str, list[Term]] = {}
    for row in rows("offices.csv"):
        term = Term(row["actor"], row["office"], row["valid_from"], row["valid_to"])
        terms.setdefault(row["holder"], []).append(term)
    return {
        row["id"]: Person(
            id=row["id"],
            name=row["name"],
            surname=row["surname"],
            aliases=several(row["aliases"]),
            terms=tuple(sorted(terms[row["id"]], key=lambda term: term.valid_from)),
        )
        for row in rows("persons.csv")
    }


def person(code: str) -> Person | None:
    """The person of that id."""
    return persons().get(code)


def persons_named(name: str, on: date | None = None) -> tuple[Person, ...]:
    """Everybody of that full name, other name or surname, the likeliest on the day first.

    Those in office come first, the higher office before the lower; then those whose term is
    nearest in time.

    >>> from datetime import date
    >>> [one.name for one in persons_named("Kim", date(2005, 1, 1))][0]
    'Kim Jong Il'
    """
    found = _by_name().get(name_key(name), ())
    if on is None:
        return found
    day = on
    return tuple(sorted(found, key=lambda one: _likelihood(one, day)))


def person_named(name: str, on: date | None = None) -> Person | None:
    """The one person meant by a name on a day; None when nobody or no single one stands out.

    A full name means its bearer whatever the day. A surname alone means the one who held the
    highest office on the day; two of equal height leave it open.

    >>> from datetime import date
    >>> person_named("Bush", date(1990, 8, 2)).name, person_named("Bush", date(2003, 3, 20)).name
    ('George H. W. Bush', 'George W. Bush')
    """
    found = persons_named(name, on)
    if len(found) <= 1 or on is None:
        return found[0] if len(found) == 1 else None
    first, second = (_likelihood(one, on)[:2] for one in found[:2])
    return found[0] if first < second else None


def person_spelt(name: str, on: date | None = None) -> Person | None:
    """The one person whose name in another spelling this may be, by its consonants in order.

    Given name and surname must both agree, and the nearest term lie within a lifetime.

    >>> person_spelt("Omer El Bashir").name, person_spelt("Yasir Arafat").name
    ('Omar al-Bashir', 'Yasser Arafat')
    """
    found = _by_consonants().get(consonants(name), ())
    near = [one for one in found if on is None or one.distance(on) <= LIFETIME]
    return near[0] if len(near) == 1 else None


def consonants(name: str) -> tuple[str, ...]:
    """The first and last name without vowels, doubled letters, `h` and the Arabic article.

    >>> consonants("Omer El Bashir"), consonants("Juvenal Habyariman")
    (('mr', 'bsr'), ('jvnl', 'brmn'))
    """
    plain = unicodedata.normalize("NFKD", name_key(name)).encode("ascii", "ignore").decode()
    words = [word for word in plain.lower().replace("-", " ").split() if word not in ARTICLES]
    bones = [DOUBLED.sub(r"\1", SOFT.sub("", word)) for word in (words[:1] + words[-1:])]
    enough = len(words) > 1 and min(map(len, bones)) > 1 and sum(map(len, bones)) >= LEAST
    return tuple(bones) if enough else ()


def office_holder(actor: str, office: str, on: date) -> Person | None:
    """Who held an office on a day; on a day of change the one who came in.

    >>> from datetime import date
    >>> office_holder("USA", "secretary of state", date(2024, 6, 19)).name
    'Antony Blinken'
    """
    held = [
        (first_day(term.valid_from), one)
        for one, term in _by_office().get((actor, office), ())
        if term.covers(on)
    ]
    return max(held, key=lambda pair: pair[0])[1] if held else None


def leader_of(actor: str, on: date) -> Person | None:
    """Who leads a state, organisation or group on a day, in the sense of "the Russian leader".

    >>> from datetime import date
    >>> leader_of("DEU", date(2024, 6, 19)).name, leader_of("RUS", date(2024, 6, 19)).name
    ('Olaf Scholz', 'Vladimir Putin')
    """
    order = LEADING_PARLIAMENTARY if actor in CEREMONIAL else LEADING
    holders = (office_holder(actor, office, on) for office in order)
    return next((one for one in holders if one is not None), None)


LEADING = (
    "supreme leader", "leader", "general secretary", "president", "king", "emir", "sultan",
    "emperor", "shah", "pope", "prime minister", "chancellor", "chairman", "commander",
    "secretary-general", "commission president", "director general", "managing director",
    "director-general", "premier", "state counsellor", "chief adviser", "presidential council head",
)  # fmt: skip
LEADING_PARLIAMENTARY = ("prime minister", "chancellor", "chief adviser", "president", "monarch")


def gender_of(name: str) -> Literal["female", "male"] | None:
    """What a given name usually says; None for names of both, and unknown ones.

    >>> gender_of("Annalena"), gender_of("Volodymyr"), gender_of("Kim")
    ('female', 'male', None)
    """
    return _genders().get(name)


@cache
def _genders() -> dict[str, Literal["female", "male"]]:
    read = {row["gender"]: row["names"].split() for row in rows("given_names.csv")}
    female: dict[str, Literal["female", "male"]] = dict.fromkeys(read["female"], "female")
    return {**dict.fromkeys(read["male"], "male"), **female}


def _likelihood(one: Person, on: date) -> tuple[int, int, int]:
    held = one.terms_on(on)
    if held:
        return (0, held[0].rank, 0)
    return (1, 0, one.distance(on))


def _gap(term: Term, on: date) -> int:
    first, last = first_day(term.valid_from), last_day(term.valid_to)
    if first <= on <= last:
        return 0
    return (first - on).days if on < first else (on - last).days


@cache
def _by_name() -> dict[str, tuple[Person, ...]]:
    names: dict[str, dict[str, Person]] = {}
    for one in persons().values():
        for name in written_names(one):
            names.setdefault(name_key(name), {})[one.id] = one
    return {name: tuple(found.values()) for name, found in names.items()}


def written_names(one: Person) -> Iterable[str]:
    """The ways a person's name is written: in full, otherwise, and by surname alone."""
    yield one.name
    yield from one.aliases
    for surname in (one.surname, *(_surname(alias, one) for alias in one.aliases)):
        if surname:
            yield surname
            bare = surname.removeprefix("al-").removeprefix("Al ")
            if bare != surname:
                yield bare


def _surname(alias: str, one: Person) -> str:
    """The surname inside another spelling of the name, where the name ends with the surname."""
    if not one.name.endswith(one.surname) or " " not in alias:
        return ""
    size = len(one.surname.split())
    return " ".join(alias.split()[-size:])


@cache
def _by_consonants() -> dict[tuple[str, ...], tuple[Person, ...]]:
    names: dict[tuple[str, ...], dict[str, Person]] = {}
    for one in persons().values():
        for name in (one.name, *one.aliases):
            if bones := consonants(name):
                names.setdefault(bones, {})[one.id] = one
    return {bones: tuple(found.values()) for bones, found in names.items()}


@cache
def _by_office() -> dict[tuple[str, str], tuple[tuple[Person, Term], ...]]:
    offices: dict[tuple[str, str], list[tuple[Person, Term]]] = {}
    for one in persons().values():
        for term in one.terms:
            offices.setdefault((term.actor, term.office), []).append((one, term))
    return {key: tuple(found) for key, found in offices.items()}
