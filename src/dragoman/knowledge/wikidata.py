"""Offices and their holders read from a Wikidata dump (JSON, one entity a line; CC0).

    zcat wikidata.json.gz | python -m dragoman.knowledge.wikidata offices.csv persons.csv

writes the two tables of `dragoman.knowledge.persons` with what the dump knows: heads of state (P35)
and of government (P6) of countries, and positions held (P39) whose position has a jurisdiction
(P1001) and a label we know the office of. Terms without a start are left out.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.knowledge.persons import Person, Term
from dragoman.knowledge.states import states

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Entity = dict[str, Any]

OFFICE_OF_LABEL = (
    (re.compile(r"\bvice[- ]president\b", re.I), "vice president"),
    (re.compile(r"\bprime minister|taoiseach\b", re.I), "prime minister"),
    (re.compile(r"\bforeign (?:minister|affairs)|minister (?:of|for) (?:foreign|external)", re.I),
     "foreign minister"),
    (re.compile(r"\bsecretary of state for foreign|foreign secretary", re.I), "foreign secretary"),
    (re.compile(r"\bsecretary of defen[cs]e\b", re.I), "secretary of defense"),
    (re.compile(r"\b(?:minister (?:of|for) (?:national )?defen[cs]e|defen[cs]e minister)", re.I),
     "defence minister"),
    (re.compile(r"\bsecretary of state\b", re.I), "secretary of state"),
    (re.compile(r"\bchancellor\b", re.I), "chancellor"),
    (re.compile(r"\bpremier\b", re.I), "premier"),
    (re.compile(r"\bsupreme leader\b", re.I), "supreme leader"),
    (re.compile(r"\bpresident of (?!the (?:senate|house|assembly|parliament|supreme))", re.I),
     "president"),
    (re.compile(r"\b(?:king|queen|monarch)\b", re.I), "monarch"),
    (re.compile(r"\bemperor\b", re.I), "emperor"),
)  # fmt: skip
"""How the label of a position tells the office, the first that fits."""

HEAD_OF_STATE, HEAD_OF_GOVERNMENT, POSITION_HELD, JURISDICTION = "P35", "P6", "P39", "P1001"
START, END = "P580", "P582"
MONARCHIES = frozenset(
    """
    AND ATG AUS BHS BEL BLZ BRN BTN CAN DNK ESP GBR GRD JAM JOR JPN KHM KNA LCA LIE LSO LUX MAR MCO
    MYS NLD NOR NZL PNG SAU SLB SWE SWZ THA TON TUV VCT
""".split()
)
"""States whose head is a monarch, and is called so in the tables."""
GOVERNMENTS = {"AUT": "chancellor", "DEU": "chancellor", "CHN": "premier", "USA": "president"}
"""What the head of government is called where it is no prime minister."""


def read_dump(lines: Iterable[str]) -> tuple[Person, ...]:
    """Everybody with a dated term, by name; lines are read once and need no order."""
    actors = {one.wikidata: one.id for one in states() if one.wikidata}
    heads: list[tuple[str, Term]] = []
    held: list[tuple[str, str, str, str]] = []
    offices: dict[str, tuple[str, str]] = {}
    names: dict[str, tuple[str, tuple[str, ...]]] = {}
    for entity in _entities(lines):
        code, label = entity["id"], _label(entity)
        if code in actors:
            heads += _heads(entity, actors[code])
        jurisdictions = [value for value, _, _ in _claims(entity, JURISDICTION)]
        office = office_of(label)
        if office and jurisdictions and jurisdictions[0] in actors:
            offices[code] = (actors[jurisdictions[0]], office)
        if label:
            names[code] = (label, _aliases(entity))
        held += [(code, *claim) for claim in _claims(entity, POSITION_HELD)]
    terms: dict[str, set[Term]] = {}
    for who, term in heads:
        terms.setdefault(who, set()).add(term)
    for who, position, start, end in held:
        if position in offices and start:
            terms.setdefault(who, set()).add(Term(*offices[position], start, end))
    found = (_person(*names[who], some) for who, some in terms.items() if who in names)
    return tuple(sorted(found, key=lambda one: one.id))


def office_of(label: str) -> str | None:
    """The office that the label of a position names, as our tables call it.

    >>> office_of("Minister for Foreign Affairs of Finland"), office_of("mayor of Oslo")
    ('foreign minister', None)
    """
    return next((office for sign, office in OFFICE_OF_LABEL if sign.search(label)), None)


def write_tables(found: Iterable[Person], offices: Path, persons: Path) -> None:
    """Write persons and terms in the layout of the packaged tables."""
    with (
        offices.open("w", encoding="utf-8", newline="") as to_offices,
        persons.open("w", encoding="utf-8", newline="") as to_persons,
    ):
        terms = csv.writer(to_offices, lineterminator="\n")
        names = csv.writer(to_persons, lineterminator="\n")
        terms.writerow(["holder", "actor", "office", "valid_from", "valid_to"])
        names.writerow(["id", "name", "surname", "aliases"])
        for one in found:
            names.writerow([one.id, one.name, one.surname, "|".join(one.aliases)])
            for term in one.terms:
                row = [one.id, term.actor, term.office, term.valid_from, term.valid_to]
                terms.writerow(row)


def _entities(lines: Iterable[str]) -> Iterator[Entity]:
    """The entities of a dump; the brackets around and the commas after them are passed over."""
    for line in lines:
        text = line.strip().rstrip(",")
        if text.startswith("{"):
            yield json.loads(text)


def _heads(entity: Entity, actor: str) -> Iterator[tuple[str, Term]]:
    of_state = "monarch" if actor in MONARCHIES else "president"
    of_government = GOVERNMENTS.get(actor, "prime minister")
    for relation, office in ((HEAD_OF_STATE, of_state), (HEAD_OF_GOVERNMENT, of_government)):
        for who, start, end in _claims(entity, relation):
            if start:
                yield who, Term(actor, office, start, end)


def _claims(entity: Entity, relation: str) -> Iterator[tuple[str, str, str]]:
    """Value, start and end of each claim that is not deprecated."""
    for claim in entity.get("claims", {}).get(relation, ()):
        value = claim.get("mainsnak", {}).get("datavalue", {}).get("value", {})
        if claim.get("rank") == "deprecated" or "id" not in value:
            continue
        yield value["id"], _day(claim, START), _day(claim, END)


def _day(claim: Entity, relation: str) -> str:
    """A qualifier's date to its own precision (9 year, 10 month, 11 day); empty when unknown."""
    for snak in claim.get("qualifiers", {}).get(relation, ()):
        value = snak.get("datavalue", {}).get("value")
        if value:
            parts = value["time"].lstrip("+").partition("T")[0].split("-")
            return "-".join(parts[: {9: 1, 10: 2, 11: 3}.get(value["precision"], 0)])
    return ""


def _label(entity: Entity) -> str:
    return str(entity.get("labels", {}).get("en", {}).get("value", ""))


def _aliases(entity: Entity) -> tuple[str, ...]:
    return tuple(alias["value"] for alias in entity.get("aliases", {}).get("en", ()))


def _person(name: str, aliases: tuple[str, ...], terms: Iterable[Term]) -> Person:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return Person(
        id="person:" + re.sub(r"[^a-z0-9]+", "-", letters).strip("-"),
        name=name,
        surname=name.split()[-1],
        aliases=tuple(alias for alias in aliases if " " in alias and "|" not in alias),
        terms=tuple(sorted(terms, key=lambda term: (term.valid_from, term.office))),
    )


if __name__ == "__main__":
    write_tables(read_dump(sys.stdin), Path(sys.argv[1]), Path(sys.argv[2]))
