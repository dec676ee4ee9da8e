"""Random pacts and questions for the laws of the what-if answer."""

from __future__ import annotations

from hypothesis import strategies as st

from dragoman.schema.findings import GRADES
from dragoman.schema.pacts import Citation, Dated, Pact, Promise, Terms
from dragoman.schema.whatif import Query

STATES = ("ARM", "BLR", "CHN", "DNK", "EST", "FRA")
SOURCE = "Each of the parties will come to the help of the others. So it was written down."
YEARS = st.integers(2000, 2030).map(lambda year: f"{year}-06-15")
DUTY_TYPES = ("defense", "offense", "neutrality", "nonaggression", "consultation")
TRI = st.sampled_from([None, True, False])
FLAG = st.sampled_from([None, True])
SOME_STATES = st.lists(st.sampled_from(STATES), max_size=2, unique=True).map(tuple)


@st.composite
def citations(draw: st.DrawFn, report: str = "report-1") -> Citation:
    start = draw(st.integers(0, len(SOURCE) - 2))
    end = draw(st.integers(start + 1, len(SOURCE)))
    return Citation(report, start, end, SOURCE[start:end])


TERMS = st.builds(
    Terms,
    attacker_in=st.one_of(st.none(), SOME_STATES),
    attackers_complete=st.booleans(),
    attacker_not_in=st.one_of(st.none(), SOME_STATES),
    location_in=st.one_of(st.none(), SOME_STATES),
    ongoing=TRI,
    min_adversaries=st.sampled_from([None, 0, 1, 2]),
    demands=FLAG,
    non_provocation=FLAG,
    state_of_war=FLAG,
    on_request=FLAG,
    only_if_attacked=FLAG,
    internal_attacks=TRI,
)
NO_TERMS = st.just(Terms())


@st.composite
def promises(draw: st.DrawFn, parties: tuple[str, ...]) -> Promise:
    owed_by = draw(st.sampled_from(parties))
    return Promise(
        type=draw(st.sampled_from((*DUTY_TYPES, "cooperation"))),
        owed_by=owed_by,
        owed_to=tuple(one for one in parties if one != owed_by),
        terms=draw(st.one_of(NO_TERMS, TERMS)),
        grade=draw(st.one_of(st.just("text"), st.sampled_from(GRADES))),
        citations=(draw(citations()),),
    )


@st.composite
def pacts(draw: st.DrawFn, status: st.SearchStrategy[str] | None = None) -> Pact:
    parties = tuple(draw(st.lists(st.sampled_from(STATES), min_size=2, max_size=4, unique=True)))
    signed = draw(YEARS)
    end = draw(st.one_of(st.none(), st.integers(1, 20)))
    any_status = st.sampled_from(
        ["in_force", "in_force", "signed", "ratified", "unknown", "suspended", "denounced",
         "negotiating", "ended"]
    )  # fmt: skip
    return Pact(
        id=f"pact:{draw(st.integers(1, 9999))}",
        parties=parties,
        signed=(Dated(signed),),
        in_force=draw(st.sampled_from([(), (Dated(signed),)])),
        ended=() if end is None else (Dated(f"{int(signed[:4]) + end}-06-15"),),
        status=draw(status or any_status),
        seen="2031-01-01",
        promises=tuple(draw(st.lists(promises(parties), min_size=1, max_size=4))),
    )


def treaty_books(max_size: int = 5) -> st.SearchStrategy[tuple[Pact, ...]]:
    return st.lists(pacts(), max_size=max_size, unique_by=lambda one: one.id).map(tuple)


@st.composite
def queries(draw: st.DrawFn, **fixed: object) -> Query:
    sides = draw(st.lists(st.sampled_from(STATES), min_size=2, max_size=4, unique=True))
    cut = draw(st.integers(1, len(sides) - 1))
    fields: dict[str, object] = {
        "attackers": tuple(sides[:cut]),
        "targets": tuple(sides[cut:]),
        "on": draw(YEARS),
        "location": draw(st.one_of(st.none(), st.sampled_from(STATES))),
        "ongoing": draw(TRI),
        "provoked": draw(TRI),
        "war_declared": draw(TRI),
    }
    return Query(**{**fixed, **{k: v for k, v in fields.items() if k not in fixed}})
