"""The eighteen laws of the what-if answer, for any pacts and any question."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.relations.alliances import what_if
from dragoman.relations.alliances.verdicts import STRENGTH
from dragoman.schema.findings import GRADES
from dragoman.schema.pacts import Citation, Dated, Pact, Promise, Terms
from dragoman.schema.whatif import Answer, Query
from tests.relations.pacts_at_random import (
    SOURCE,
    STATES,
    TERMS,
    YEARS,
    pacts,
    queries,
    treaty_books,
)

replace = msgspec.structs.replace
LAW = settings(max_examples=60, deadline=None)


def due_keys(answer: Answer) -> dict[str, str]:
    """The verdict on each agreement, type and pair."""
    return {duty.key: duty.due for duty in answer.duties}


def binding(answer: Answer) -> set[str]:
    return {duty.key for duty in answer.duties if duty.due != "NOT_TRIGGERED"}


def strength(answer: Answer, key: str) -> int:
    return STRENGTH[due_keys(answer).get(key, "NOT_TRIGGERED")]


@LAW
@given(treaty_books(), queries())
def test_p01_no_live_agreement_means_no_duty(book: tuple[Pact, ...], query: Query) -> None:
    before = replace(query, on="1990-01-01")
    over = tuple(replace(one, ended=(Dated("2001-01-01"),)) for one in book)
    after = replace(query, on="2040-01-01")
    assert what_if(book, before).duties == ()
    assert what_if((), query).duties == ()
    for empty in (what_if(book, before), what_if(over, after), what_if((), query)):
        assert not binding(empty)
        assert empty.breaches == ()
        assert empty.conflicts == ()


@LAW
@given(treaty_books(), queries(cascade=True, retaliation=True))
def test_p02_every_answer_cites_an_agreement_and_a_sentence_of_its_source(
    book: tuple[Pact, ...], query: Query
) -> None:
    answer = what_if(book, query)
    known = {one.id for one in book}
    for found in (*answer.duties, *answer.breaches):
        assert found.agreement in known
        assert found.evidence
        assert all(SOURCE[c.start : c.end] == c.quote for c in found.evidence)
    assert all(c.clauses and all(x.evidence for x in c.clauses) for c in answer.conflicts)


@LAW
@given(treaty_books(), queries())
def test_p03_nobody_owes_defence_to_the_attacker_whichever_side_attacks(
    book: tuple[Pact, ...], query: Query
) -> None:
    swapped = replace(query, attackers=query.targets, targets=query.attackers)
    for asked in (query, swapped):
        owed = [one for one in what_if(book, asked).duties if one.type == "defense"]
        due = [one for one in owed if one.due != "NOT_TRIGGERED"]
        assert not [one for one in due if one.owed_to in asked.attackers]


@LAW
@given(treaty_books(), queries())
def test_p04_defence_comes_only_from_partners_of_a_target(
    book: tuple[Pact, ...], query: Query
) -> None:
    parties = {one.id: one.parties for one in book}
    for duty in what_if(book, query).duties:
        assert duty.owed_by != duty.owed_to
        if duty.type == "defense" and duty.due != "NOT_TRIGGERED":
            assert set(parties[duty.agreement]) & set(query.targets)
            assert duty.owed_by in parties[duty.agreement]
            assert duty.owed_by not in (*query.attackers, *query.targets)


@LAW
@given(treaty_books(), pacts(), queries())
def test_p05_another_agreement_never_removes_a_duty(
    book: tuple[Pact, ...], more: Pact, query: Query
) -> None:
    another = replace(more, id="pact:another")
    before, after = what_if(book, query), what_if((*book, another), query)
    assert due_keys(before).items() <= due_keys(after).items()
    assert set(before.breaches) <= set(after.breaches)
    seen = {(one.state, one.kind, one.reason) for one in after.conflicts}
    assert {(one.state, one.kind, one.reason) for one in before.conflicts} <= seen


@LAW
@given(pacts(), queries(), TERMS)
def test_p06_a_condition_more_never_makes_a_promise_more_due(
    pact: Pact, query: Query, terms: Terms
) -> None:
    for name in msgspec.structs.asdict(terms):
        if name in ("internal_attacks", "attackers_complete"):  # they are no conditions
            continue
        bare = tuple(
            replace(one, terms=replace(one.terms, **{name: None})) for one in pact.promises
        )
        bound = tuple(
            replace(one, terms=replace(one.terms, **{name: getattr(terms, name)}))
            for one in pact.promises
        )
        weaker = what_if((replace(pact, promises=bound),), query)
        stronger = what_if((replace(pact, promises=bare),), query)
        assert all(strength(weaker, k) <= strength(stronger, k) for k in due_keys(weaker))


@LAW
@given(pacts(), queries(), st.sampled_from(GRADES))
def test_p06_a_poorer_source_never_makes_a_promise_more_due(
    pact: Pact, query: Query, grade: str
) -> None:
    poorer = tuple(
        replace(one, grade=max(one.grade, grade, key=GRADES.index)) for one in pact.promises
    )
    weaker = what_if((replace(pact, promises=poorer),), query)
    stronger = what_if((pact,), query)
    assert all(strength(weaker, key) <= strength(stronger, key) for key in due_keys(weaker))


@LAW
@given(treaty_books(), queries())
def test_p07_nothing_is_owed_before_the_signature_or_after_the_end(
    book: tuple[Pact, ...], query: Query
) -> None:
    pact_of = {one.id: one for one in book}
    for duty in what_if(book, query).duties:
        pact = pact_of[duty.agreement]
        live = pact.signed[0].value <= query.on
        live = live and not (pact.ended and pact.ended[0].value <= query.on)
        assert live or duty.due != "OWED"


@LAW
@given(treaty_books(), queries(location=None, ongoing=None, provoked=None, war_declared=None))
def test_p08_an_answer_that_is_certain_stays_certain_when_more_is_known(
    book: tuple[Pact, ...], query: Query
) -> None:
    open_answer = what_if(book, query)
    fillings = [{"location": STATES[0]}, {"ongoing": True}, {"ongoing": False}]
    fillings += [{"provoked": True}, {"provoked": False}]
    fillings += [{"war_declared": True}, {"war_declared": False}]
    for filling in fillings:
        filled = due_keys(what_if(book, replace(query, **filling)))
        for duty in open_answer.duties:
            if duty.due in ("OWED", "NOT_TRIGGERED"):
                assert filled[duty.key] == duty.due


@LAW
@given(treaty_books(), queries(), st.permutations(STATES), st.randoms())
def test_p09_names_and_order_do_not_matter(
    book: tuple[Pact, ...], query: Query, other: list[str], random: object
) -> None:
    name = dict(zip(STATES, other, strict=True))
    packed = msgspec.json.encode((book, query)).decode()
    for old in STATES:
        packed = packed.replace(f'"{old}"', f'"#{old}"')
    for old, new in name.items():
        packed = packed.replace(f'"#{old}"', f'"{new}"')
    renamed_book, renamed_query = msgspec.json.decode(packed, type=tuple[tuple[Pact, ...], Query])
    shuffled = list(renamed_book)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    before = what_if(book, query)
    after = what_if(shuffled, renamed_query)
    assert {
        (d.agreement, d.type, name[d.owed_by], name[d.owed_to], d.due, d.open_conditions)
        for d in before.duties
    } == {
        (d.agreement, d.type, d.owed_by, d.owed_to, d.due, d.open_conditions) for d in after.duties
    }
    assert sorted((name[c.state], c.kind) for c in before.conflicts) == sorted(
        (c.state, c.kind) for c in after.conflicts
    )


@LAW
@given(treaty_books(), queries())
def test_p10_a_copy_of_the_report_adds_sources_not_duties(
    book: tuple[Pact, ...], query: Query
) -> None:
    copied = tuple(
        replace(
            pact,
            promises=pact.promises
            + tuple(
                replace(p, citations=tuple(replace(c, report="copy") for c in p.citations))
                for p in pact.promises
            ),
        )
        for pact in book
    )
    once, twice = what_if(book, query), what_if(copied, query)
    assert due_keys(once) == due_keys(twice)
    for one, two in zip(once.duties, twice.duties, strict=True):
        assert set(one.evidence) <= set(two.evidence)


@LAW
@given(treaty_books(), queries())
def test_p11_a_promise_binds_only_the_party_that_made_it(
    book: tuple[Pact, ...], query: Query
) -> None:
    made = {
        (pact.id, promise.type, promise.owed_by, partner)
        for pact in book
        for promise in pact.promises
        for partner in promise.owed_to
    }
    answer = what_if(book, query)
    for found in (*answer.duties, *answer.breaches):
        assert (found.agreement, found.type, found.owed_by, found.owed_to) in made


@LAW
@given(treaty_books(), queries(cascade=True), st.booleans(), st.integers(0, 4))
def test_p12_a_longer_cascade_only_adds(
    book: tuple[Pact, ...], query: Query, retaliation: bool, rounds: int
) -> None:
    asked = replace(query, retaliation=retaliation)
    short = what_if(book, replace(asked, rounds=rounds))
    longer = what_if(book, replace(asked, rounds=rounds + 1))
    assert set(short.duties) <= set(longer.duties)
    assert set(short.conflicts) <= set(longer.conflicts)
    assert (
        what_if(book, replace(asked, rounds=0)).duties
        == what_if(book, replace(query, cascade=False)).duties
    )
    assert max((d.round for d in what_if(book, asked).duties), default=0) <= len(STATES)


@LAW
@given(treaty_books(), queries())
def test_p13_a_common_ally_is_torn_whichever_side_attacks(
    book: tuple[Pact, ...], query: Query
) -> None:
    def torn(asked: Query) -> set[str]:
        found = what_if(book, asked).conflicts
        return {one.state for one in found if one.kind == "defense_to_both"}

    assert torn(query) == torn(replace(query, attackers=query.targets, targets=query.attackers))


@LAW
@given(pacts(), queries(), st.sampled_from(["alleged", "denied"]))
def test_p14_an_agreement_that_is_only_alleged_or_denied_owes_nothing(
    pact: Pact, query: Query, asserted: str
) -> None:
    answer = what_if((replace(pact, asserted=asserted),), query)
    assert {duty.due for duty in answer.duties} <= {"UNDETERMINED", "NOT_TRIGGERED"}
    assert not any(breach.certain for breach in answer.breaches)


@given(YEARS)
def test_p15_the_duties_of_a_former_state_do_not_pass_to_its_successor(day: str) -> None:
    promise = Promise(
        type="defense",
        owed_by="former:SUN",
        owed_to=("PRK",),
        grade="text",
        citations=(Citation("r", 0, 4, "Each"),),
    )
    parties = ("former:SUN", "PRK")
    pact = Pact(id="p", parties=parties, signed=(Dated("1961"),), status="in_force",
                promises=(promise,))  # fmt: skip
    answer = what_if((pact,), Query(attackers=("KOR",), targets=("PRK",), on=day))
    assert {duty.owed_by for duty in answer.duties} == {"former:SUN"}


@LAW
@given(pacts(), queries(cascade=True))
def test_p16_only_defence_and_offence_bring_a_state_into_the_war(pact: Pact, query: Query) -> None:
    quiet = tuple(p for p in pact.promises if p.type not in ("defense", "offense"))
    answer = what_if((replace(pact, promises=quiet),), query)
    assert not [duty for duty in answer.duties if duty.type in ("defense", "offense")]
    assert not [duty for duty in answer.duties if duty.round]


@LAW
@given(pacts(), queries(cascade=True))
def test_p17_cooperation_is_no_duty(pact: Pact, query: Query) -> None:
    friendly = tuple(replace(p, type="cooperation") for p in pact.promises)
    answer = what_if((replace(pact, promises=friendly),), query)
    assert answer.duties == ()
    assert answer.conflicts == ()


@LAW
@given(treaty_books(), queries(cascade=True, retaliation=True))
def test_p18_pacts_written_out_and_read_again_answer_the_same(
    book: tuple[Pact, ...], query: Query
) -> None:
    again = msgspec.json.decode(msgspec.json.encode(book), type=tuple[Pact, ...])
    assert what_if(again, query) == what_if(book, query)
