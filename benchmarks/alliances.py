"""How fast a what-if question is answered: `python -m benchmarks.alliances`.

A made-up book of a thousand agreements between two hundred states (mostly of two parties, some of
thirty, every promise of five types), and the ATOP files of ../shared when they are there. CPU time
of this process; the median of the questions and the slowest one.
"""

from __future__ import annotations

import random
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.record.atop import pacts_of
from dragoman.record.atop_rows import read_table
from dragoman.relations.alliances import network_on, what_if
from dragoman.schema.pacts import Citation, Dated, Pact, Promise
from dragoman.schema.whatif import Query

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dragoman.schema.findings import ObligationType

ATOP = Path(__file__).parents[2] / "shared" / "data" / "alliances" / "atop401"
AGREEMENTS, STATES, QUESTIONS = 1000, 200, 25
LIMIT_QUESTION, LIMIT_CASCADE = 0.050, 1.0
TYPES: tuple[ObligationType, ...] = (
    "defense",
    "offense",
    "neutrality",
    "nonaggression",
    "consultation",
)


def book(seed: int = 7) -> tuple[Pact, ...]:
    """A thousand agreements, the same every time."""
    dice = random.Random(seed)
    states = [f"S{number:03d}" for number in range(STATES)]
    return tuple(_pact(f"pact:{n}", states, dice) for n in range(AGREEMENTS))


def _pact(name: str, states: Sequence[str], dice: random.Random) -> Pact:
    parties = tuple(dice.sample(states, 30 if dice.random() < 0.04 else 2))
    cited = (Citation(name, 0, 5, "shall"),)
    promises = tuple(
        Promise(
            type=kind,
            owed_by=one,
            owed_to=tuple(other for other in parties if other != one),
            grade="text",
            citations=cited,
        )
        for one in parties
        for kind in TYPES
        if dice.random() < 0.4
    )
    signed = (Dated(str(dice.randint(1950, 2020))),)
    return Pact(id=name, parties=parties, signed=signed, status="in_force", promises=promises)


def questions(pacts: Sequence[Pact], seed: int = 11) -> list[tuple[str, str]]:
    """Pairs of states to ask about."""
    dice = random.Random(seed)
    states = sorted({party for pact in pacts for party in pact.parties})
    return [(one, other) for one, other in (dice.sample(states, 2) for _ in range(QUESTIONS))]


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def report(name: str, pacts: Sequence[Pact], day: str) -> None:
    """Print the times for one book."""
    pairs = questions(pacts)

    def timed(**more: bool) -> list[float]:
        asked = [Query(attackers=(a,), targets=(b,), on=day, **more) for a, b in pairs]  # type: ignore[arg-type]
        return [seconds(lambda one=one: what_if(pacts, one)) for one in asked]  # type: ignore[misc]

    for label, times, limit in (
        ("one hop", timed(), LIMIT_QUESTION),
        ("cascade", timed(cascade=True), LIMIT_CASCADE),
        ("cascade, retaliation", timed(cascade=True, retaliation=True), LIMIT_CASCADE),
        ("network of a day", [seconds(lambda: network_on(pacts, day))], LIMIT_CASCADE),
    ):
        middle, slowest = statistics.median(times) * 1e3, max(times) * 1e3
        verdict = "ok" if slowest < limit * 1e3 else "TOO SLOW"
        took = f"median {middle:7.1f} ms   slowest {slowest:7.1f} ms   limit {limit * 1e3:5.0f} ms"
        print(f"{name:20} {label:22} {took}   {verdict}")


def main() -> None:
    """Time both books."""
    report(f"{AGREEMENTS} made-up pacts", book(), "2024-06-20")
    if ATOP.is_dir():
        tables = [read_table(ATOP / f"atop-{level}-level.csv") for level in ("member", "alliance")]
        report("ATOP 4.01", pacts_of(tables), "1995-06-20")


if __name__ == "__main__":
    main()
