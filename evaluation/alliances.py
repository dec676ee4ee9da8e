"""The what-if answers against coded history: was the casus foederis met?

`python -m evaluation.alliances` scores the defence promises of ATOP 4.01 on the wars that began
before 1939, as coded by Berkemeier and Fuhrmann (2018): for each alliance and war whether its
casus foederis was met. The wars come from the Correlates of War: an attack is the first year of a
pair of states of which one initiated. The war data give the year alone, so any day of it on which
the agreement stood counts. A row is called triggered when the answer is OWED.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dragoman.knowledge.sovereignty import party_of_cow
from dragoman.record.atop import pacts_of
from dragoman.record.atop_rows import read_table
from dragoman.relations.alliances import what_if
from dragoman.relations.alliances.verdicts import STRENGTH
from dragoman.schema.whatif import Due, Query
from evaluation.table import Row, interval, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dragoman.schema.pacts import Pact

DATA = Path(__file__).parents[2] / "shared" / "data" / "alliances"


class Case(NamedTuple):
    """One alliance in one war: was its casus foederis met, in the coding called BF."""

    war: str
    agreement: str
    name: str
    triggered: bool


class Attack(NamedTuple):
    """Everybody who newly attacked one state in a year."""

    year: int
    attackers: frozenset[int]
    target: int


def cases_of(path: Path) -> Iterator[Case]:
    """The defence alliances without an offensive promise whose casus foederis is coded."""
    for line in _lines(path):
        if line["defense"] != "1" or line["offense"] != "0":
            continue
        not_met = line["cfnaBF"] == "1"
        if not_met or "1" in (line["honorBF"], line["violateBF"]):
            yield Case(line["cowwarid"], f"atop:{line['atopid']}", line["warname"], not not_met)


def attacks_of(path: Path) -> dict[str, tuple[Attack, ...]]:
    """By war, the new attacks of each year on each state.

    Every attacked state is a question of its own: an ally that is attacked or joins in the same
    year would otherwise stand as a belligerent already, and owe nothing.
    """
    attackers: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    for line in _lines(path):
        begins = line["cowinteronset"] == "1" and line["initiator1"] == "1"
        if begins and line["initiator2"] == "0":
            key = (line["warnum"], int(line["year"]), int(line["ccode2"]))
            attackers[key].add(int(line["ccode1"]))
    found: dict[str, list[Attack]] = defaultdict(list)
    for (war, year, target), states in sorted(attackers.items()):
        found[war].append(Attack(year, frozenset(states), target))
    return {war: tuple(attacks) for war, attacks in found.items()}


def verdict_of(pact: Pact, attacks: Iterable[Attack]) -> Due | None:
    """The strongest verdict on the pact's defence promises; None when no attack touches them."""
    dues = [due for attack in attacks for due in _dues(pact, attack)]
    return max(dues, key=STRENGTH.__getitem__, default=None)


def _dues(pact: Pact, attack: Attack) -> Iterator[Due]:
    for day in _days(pact, attack.year):
        attackers = tuple(sorted(party_of_cow(one, day) for one in attack.attackers))
        target = party_of_cow(attack.target, day)
        query = Query(attackers=attackers, targets=(target,), on=day.isoformat())
        yield from (duty.due for duty in what_if((pact,), query).duties if duty.type == "defense")


def _days(pact: Pact, year: int) -> set[date]:
    turning = [day for one in pact.promises for day in (*one.since, *one.until)]
    days = {date(year, 1, 1), date(year, 7, 1), date(year, 12, 31)}
    return days | {day.earliest for day in turning if day.earliest.year == year}


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def rows() -> Iterator[Row]:
    """The table: share triggered by verdict, whether they are in order, accuracy of OWED."""
    verdicts = scored()
    by_verdict: dict[str, Counter[bool]] = defaultdict(Counter)
    for case, due in verdicts.items():
        by_verdict[due or "NOT_TRIGGERED"][case.triggered] += 1
    shares: list[float] = []
    for verdict in ("OWED", "IF", "UNDETERMINED", "NOT_TRIGGERED"):
        n = by_verdict[verdict].total()
        share = by_verdict[verdict][True] / n if n else 0.0
        if verdict != "UNDETERMINED":
            shares.append(share)
        yield _row(f"share triggered when {verdict}", n, share)
    in_order = shares == sorted(shares, reverse=True) and len(set(shares)) == len(shares)
    yield _row("OWED > IF > NOT_TRIGGERED", len(verdicts), float(in_order), floor=1.0)
    cases = list(verdicts.items())
    low, high = interval(cases, accuracy)
    yield Row(
        stage="alliances", measure="casus foederis: accuracy of OWED", n=len(cases),
        figure=accuracy(cases), floor=0.75, goal=0.82, low=low, high=high,
        peer="always no .711, attacked side .711, + unconditional .756",
    )  # fmt: skip


def _row(measure: str, n: int, figure: float, floor: float | None = None) -> Row:
    better = None if floor is None else False
    return Row(
        stage="alliances", measure=measure, n=n, figure=figure, floor=floor, smaller=better
    )  # fmt: skip


def accuracy(cases: Sequence[tuple[Case, Due | None]]) -> float:
    """How often OWED says what was coded."""
    return sum((due == "OWED") is case.triggered for case, due in cases) / len(cases)


def scored() -> dict[Case, Due | None]:
    """The verdict on every usable case of the development part."""
    atop = DATA / "atop401"
    files = (atop / "atop-member-level.csv", atop / "atop-alliance-level.csv")
    pacts = {pact.id: pact for pact in pacts_of([read_table(file) for file in files])}
    attacks = attacks_of(DATA / "cow_war_inter_before_1939.csv")
    cases = cases_of(DATA / "berkemeier_fuhrmann_2018" / "casus_foederis_before_1939.csv")
    return {case: verdict_of(pacts[case.agreement], attacks.get(case.war, ())) for case in cases}


def main() -> int:
    """Print the table; with `--cases` every case and its verdict."""
    if not DATA.is_dir():
        print(f"no data at {DATA}", file=sys.stderr)
        return 1
    show(rows())
    if "--cases" in sys.argv:
        for case, due in scored().items():
            print(f"{case.name:30} {case.agreement:10} {'met' if case.triggered else 'not'} {due}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
