"""Questions about treaties we know, and what the answer must say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from dragoman.record.atop import pacts_of
from dragoman.record.atop_rows import read_table
from dragoman.relations.alliances import BASE_RATE, network_on, what_if
from dragoman.schema.pacts import Citation, Dated, Pact, Promise, Terms
from dragoman.schema.whatif import Answer, Duty, Query
from tests.record.atop_files import KOREAS, write_members

if TYPE_CHECKING:
    from pathlib import Path

replace = msgspec.structs.replace
SAID = Citation("report", 0, 9, "will help")


@pytest.fixture
def korea(tmp_path: Path) -> tuple[Pact, ...]:
    return pacts_of([read_table(write_members(tmp_path, KOREAS))])


def ask(pacts: tuple[Pact, ...], attacker: str, target: str, on: str, **more: object) -> Answer:
    fields = {"attackers": (attacker,), "targets": (target,), "on": on, **more}
    return what_if(pacts, msgspec.convert(fields, Query))


def duty(answer: Answer, agreement: str, owed_by: str, kind: str = "defense") -> Duty:
    (found,) = (
        one for one in answer.duties
        if (one.agreement, one.owed_by, one.type) == (agreement, owed_by, kind)
    )  # fmt: skip
    return found


def pact(*promises: Promise, **fields: object) -> Pact:
    parties = tuple(dict.fromkeys(s for one in promises for s in (one.owed_by, *one.owed_to)))
    given = {"id": "pact", "parties": parties, "signed": (Dated("2024-06-19"),), **fields}
    return Pact(promises=promises, **given)  # type: ignore[arg-type]


def promise(owed_by: str, *owed_to: str, **fields: object) -> Promise:
    given = {"type": "defense", "grade": "text", "citations": (SAID,), **fields}
    return Promise(owed_by=owed_by, owed_to=owed_to, **given)  # type: ignore[arg-type]


def test_the_south_attacks_the_north(korea: tuple[Pact, ...]) -> None:
    answer = ask(korea, "KOR", "PRK", "2024-06-20")
    china = duty(answer, "atop:3445", "CHN")
    assert (china.due, china.status, china.grade) == ("OWED", "stale", "text")
    assert china.seen == "2016-12-31"
    cuba = duty(answer, "atop:3975", "CUB")
    assert (cuba.due, cuba.status) == ("OWED", "stale")
    assert "secondary source" in cuba.reason
    assert duty(answer, "atop:4940", "RUS", "consultation").due == "OWED"
    russia = duty(answer, "atop:3440", "RUS")
    assert (russia.due, russia.status) == ("NOT_TRIGGERED", "ended")
    assert "1996-09-10" in russia.reason
    america = duty(answer, "atop:3240", "USA")
    assert (america.due, america.reason) == ("NOT_TRIGGERED", "KOR is the attacker here")
    assert [one.agreement for one in answer.breaches] == ["atop:3755", "atop:4125"]
    assert all(one.certain for one in answer.breaches)
    torn = {(one.state, one.kind) for one in answer.conflicts}
    assert ("CHN", "nonaggression_to_opponent") in torn
    assert ("KOR", "opponents_are_allies") in torn
    assert answer.base_rate is BASE_RATE
    assert answer.base_rate.share == 0.41


def test_the_north_attacks_the_south(korea: tuple[Pact, ...]) -> None:
    answer = ask(korea, "PRK", "KOR", "2024-06-20")
    america = duty(answer, "atop:3240", "USA")
    assert (america.due, america.open_conditions) == ("IF", ("location",))
    there = ask(korea, "PRK", "KOR", "2024-06-20", location="KOR")
    assert duty(there, "atop:3240", "USA").due == "OWED"
    at_sea = ask(korea, "PRK", "KOR", "2024-06-20", location="Yellow Sea")
    assert duty(at_sea, "atop:3240", "USA").due == "IF"
    assert not [one for one in answer.duties if one.owed_by == "JPN" and one.type == "defense"]
    assert {one.agreement for one in answer.breaches} == {"atop:3755", "atop:4125"}


def test_japan_owes_america_no_defence(korea: tuple[Pact, ...]) -> None:
    answer = ask(korea, "PRK", "USA", "2024-06-20")
    assert not [one for one in answer.duties if (one.owed_by, one.type) == ("JPN", "defense")]
    answer = ask(korea, "PRK", "JPN", "2024-06-20")
    assert duty(answer, "atop:3375", "USA").due == "OWED"
    assert duty(answer, "atop:3375", "USA", "consultation").open_conditions == (
        "location", "request",
    )  # fmt: skip


def test_who_was_bound_to_the_north_while_the_soviet_union_stood(korea: tuple[Pact, ...]) -> None:
    answer = ask(korea, "KOR", "PRK", "1970-01-01")
    assert duty(answer, "atop:3440", "former:SUN").due == "OWED"
    assert {one.owed_by for one in answer.duties if one.due == "OWED"} == {"former:SUN", "CHN"}


def test_an_answer_to_an_attack_is_contested(korea: tuple[Pact, ...]) -> None:
    answer = ask(korea, "USA", "PRK", "2024-06-20", in_answer_to=("KOR",))
    china = duty(answer, "atop:3445", "CHN")
    assert china.due == "UNDETERMINED"
    assert "collective defence may be no attack" in china.reason


def test_a_pact_known_from_a_report_alone_leaves_its_wording_open() -> None:
    told = pact(promise("RUS", "PRK", grade="signatory_quoted"), status="signed", seen="2024-06-19")
    answer = ask((told,), "KOR", "PRK", "2024-06-20")
    russia = duty(answer, "pact", "RUS")
    assert (russia.due, russia.status) == ("IF", "signed_not_in_force")
    assert russia.open_conditions == ("wording", "entry_into_force")
    struck = ask((told,), "UKR", "PRK", "2024-06-20", ongoing=True)
    assert set(duty(struck, "pact", "RUS").open_conditions) == {
        "wording", "entry_into_force", "ongoing_conflict", "who_is_the_aggressor",
    }  # fmt: skip


def test_two_ends_on_either_side_of_the_day_leave_it_undetermined() -> None:
    ended = pact(
        promise("former:SUN", "PRK"),
        signed=(Dated("1961-07-06"),),
        ended=(Dated("1995-09-07"), Dated("1996-09-10")),
    )
    between = duty(ask((ended,), "KOR", "PRK", "1996-01-01"), "pact", "former:SUN")
    assert between.due == "UNDETERMINED"
    assert "1995-09-07 or 1996-09-10" in between.reason
    after = duty(ask((ended,), "KOR", "PRK", "1997-01-01"), "pact", "former:SUN")
    assert after.due == "NOT_TRIGGERED"
    assert after.reason == "ended 1995-09-07 or 1996-09-10"


@pytest.mark.parametrize(
    ("status", "due", "standing"),
    [
        ("in_force", "OWED", "in_force"),
        ("signed", "IF", "signed_not_in_force"),
        ("ratified", "IF", "signed_not_in_force"),
        ("unknown", "IF", "unknown"),
        ("suspended", "UNDETERMINED", "suspended"),
        ("denounced", "UNDETERMINED", "unknown"),
        ("ended", "NOT_TRIGGERED", "ended"),
        ("proposed", "NOT_TRIGGERED", "proposed"),
        ("negotiating", "NOT_TRIGGERED", "proposed"),
    ],
)
def test_how_an_agreement_stands_limits_what_is_due(status: str, due: str, standing: str) -> None:
    told = pact(promise("FRA", "POL"), status=status, seen="2024-06-19")
    found = duty(ask((told,), "RUS", "POL", "2024-07-01"), "pact", "FRA")
    assert (found.due, found.status) == (due, standing)


def test_an_agreement_that_enters_into_force_later_is_not_in_force_before() -> None:
    told = pact(promise("FRA", "POL"), status="in_force", in_force=(Dated("2024-12-04"),))
    assert duty(ask((told,), "RUS", "POL", "2024-07-01"), "pact", "FRA").due == "IF"
    assert duty(ask((told,), "RUS", "POL", "2024-12-04"), "pact", "FRA").due == "OWED"


def test_an_agreement_seen_in_force_is_not_known_to_have_been_before() -> None:
    told = pact(promise("CHN", "PRK"), signed=(), status="in_force", seen="2024-06-19")
    assert duty(ask((told,), "KOR", "PRK", "2010-01-01"), "pact", "CHN").due == "IF"
    assert duty(ask((told,), "KOR", "PRK", "2024-06-20"), "pact", "CHN").due == "OWED"
    assert duty(ask((told,), "KOR", "PRK", "2025-06-20"), "pact", "CHN").status == "stale"


def test_a_past_treaty_without_a_date_of_end_is_over_when_reported() -> None:
    told = pact(promise("FRA", "POL"), signed=(Dated("1921"),), status="ended", seen="2024-06-19")
    assert duty(ask((told,), "RUS", "POL", "2024-06-20"), "pact", "FRA").due == "NOT_TRIGGERED"
    before = duty(ask((told,), "RUS", "POL", "1950-06-20"), "pact", "FRA")
    assert before.due == "UNDETERMINED"
    assert "unknown day" in before.reason


CONDITIONS = [
    (Terms(attacker_in=("DEU",)), {}, "NOT_TRIGGERED", ()),
    (Terms(attacker_in=("RUS",)), {}, "OWED", ()),
    (Terms(attacker_in=()), {}, "IF", ("attacker",)),
    (Terms(attacker_in=("DEU",), attackers_complete=False), {}, "IF", ("attacker",)),
    (Terms(attacker_not_in=("RUS",)), {}, "NOT_TRIGGERED", ()),
    (Terms(location_in=("POL",)), {}, "IF", ("location",)),
    (Terms(location_in=("POL",)), {"location": "POL"}, "OWED", ()),
    (Terms(location_in=("POL",)), {"location": "GUF"}, "NOT_TRIGGERED", ()),
    (Terms(ongoing=True), {}, "IF", ("ongoing_conflict",)),
    (Terms(ongoing=True), {"ongoing": True}, "OWED", ()),
    (Terms(ongoing=False), {"ongoing": True}, "NOT_TRIGGERED", ()),
    (Terms(min_adversaries=0), {}, "IF", ("number_of_adversaries",)),
    (Terms(min_adversaries=2), {}, "NOT_TRIGGERED", ()),
    (Terms(demands=True), {}, "IF", ("demand",)),
    (Terms(non_provocation=True), {}, "IF", ("provocation",)),
    (Terms(non_provocation=True), {"provoked": False}, "OWED", ()),
    (Terms(non_provocation=True), {"provoked": True}, "NOT_TRIGGERED", ()),
    (Terms(state_of_war=True), {}, "IF", ("state_of_war",)),
    (Terms(state_of_war=True), {"war_declared": True}, "OWED", ()),
    (Terms(state_of_war=True), {"war_declared": False}, "NOT_TRIGGERED", ()),
    (Terms(on_request=True), {}, "IF", ("request",)),
    (Terms(addressees_vary=True), {}, "IF", ("wording",)),
]


@pytest.mark.parametrize(("terms", "given", "due", "still_open"), CONDITIONS)
def test_a_condition_holds_fails_or_stays_open(
    terms: Terms, given: dict[str, object], due: str, still_open: tuple[str, ...]
) -> None:
    told = pact(promise("FRA", "POL", terms=terms), status="in_force")
    found = duty(ask((told,), "RUS", "POL", "2024-07-01", **given), "pact", "FRA")
    assert (found.due, found.open_conditions) == (due, still_open)


def test_offence_is_owed_to_the_attacker() -> None:
    told = pact(promise("ITA", "DEU", type="offense"), status="in_force")
    assert duty(ask((told,), "DEU", "POL", "2024-07-01"), "pact", "ITA", "offense").due == "OWED"
    assert ask((told,), "POL", "DEU", "2024-07-01").duties == ()


def test_offence_against_a_partner_cannot_be_told() -> None:
    told = pact(promise("ITA", "DEU", "POL", type="offense"), status="in_force")
    found = duty(ask((told,), "DEU", "POL", "2024-07-01"), "pact", "ITA", "offense")
    assert found.due == "UNDETERMINED"


def test_neutrality_may_hold_only_for_the_attacked() -> None:
    terms = Terms(only_if_attacked=True)
    told = pact(promise("ITA", "DEU", type="neutrality", terms=terms), status="in_force")
    attacked = ask((told,), "POL", "DEU", "2024-07-01")
    attacking = ask((told,), "DEU", "POL", "2024-07-01")
    assert duty(attacked, "pact", "ITA", "neutrality").due == "OWED"
    assert duty(attacking, "pact", "ITA", "neutrality").due == "NOT_TRIGGERED"


@pytest.mark.parametrize(
    ("internal", "due"), [(None, "UNDETERMINED"), (True, "OWED"), (False, "NOT_TRIGGERED")]
)
def test_an_attack_by_a_partner_binds_the_others_only_if_the_text_says_so(
    internal: bool | None, due: str
) -> None:
    terms = Terms(internal_attacks=internal)
    told = pact(promise("PER", "CHL", "BOL", terms=terms), status="in_force")
    answer = ask((told,), "CHL", "BOL", "2024-07-01")
    assert [one.due for one in answer.duties if one.owed_to == "BOL"] == [due]


def test_a_common_ally_is_torn_and_joins_nobody() -> None:
    two = (
        pact(promise("RUS", "ARM"), id="one", status="in_force"),
        pact(promise("RUS", "AZE"), id="two", status="in_force"),
        pact(promise("RUS", "GEO", type="neutrality"), id="three", status="in_force"),
    )
    answer = ask(two, "AZE", "ARM", "2024-07-01", cascade=True)
    (conflict,) = answer.conflicts
    assert (conflict.state, conflict.kind) == ("RUS", "defense_to_both")
    assert {one.agreement for one in conflict.clauses} == {"one", "two"}
    assert max(one.round for one in answer.duties) == 0


def test_a_state_is_torn_that_promised_neutrality_to_the_one_it_would_fight() -> None:
    two = (
        pact(promise("RUS", "SRB"), id="one", status="in_force"),
        pact(promise("RUS", "HUN", type="neutrality"), id="two", status="in_force"),
    )
    (conflict,) = ask(two, "HUN", "SRB", "2024-07-01").conflicts
    assert conflict.kind == "neutrality_to_opponent"


CHAIN = (
    pact(promise("RUS", "SRB"), id="one", status="in_force"),
    pact(promise("FRA", "RUS"), id="two", status="in_force"),
    pact(promise("GBR", "FRA", terms=Terms(non_provocation=True)), id="three", status="in_force"),
    pact(promise("PRT", "GBR", grade="press_report"), id="four", status="in_force"),
    pact(promise("TUR", "RUS", type="consultation"), id="five", status="in_force"),
)


def test_one_hop_is_the_default() -> None:
    assert {one.owed_by for one in ask(CHAIN, "HUN", "SRB", "2024-07-01").duties} == {"RUS"}


def test_a_joiner_is_not_attacked_so_only_consultation_follows() -> None:
    answer = ask(CHAIN, "HUN", "SRB", "2024-07-01", cascade=True)
    assert [(one.owed_by, one.type, one.round) for one in answer.duties] == [
        ("RUS", "defense", 0),
        ("TUR", "consultation", 1),
    ]


def test_with_retaliation_each_duty_rests_on_those_before_it() -> None:
    answer = ask(CHAIN, "HUN", "SRB", "2024-07-01", cascade=True, retaliation=True)
    defense = {one.owed_by: one for one in answer.duties if one.type == "defense"}
    assert [(d.owed_by, d.round, d.due) for d in defense.values()] == [
        ("RUS", 0, "OWED"),
        ("FRA", 1, "OWED"),
        ("GBR", 2, "IF"),
        ("PRT", 3, "IF"),
    ]
    assert defense["PRT"].open_conditions == ("wording", "provocation")
    assert defense["PRT"].chain == (
        "one defense RUS>SRB", "two defense FRA>RUS", "three defense GBR>FRA",
    )  # fmt: skip
    assert "if GBR comes to the aid of FRA" in defense["PRT"].reason
    two = ask(CHAIN, "HUN", "SRB", "2024-07-01", cascade=True, retaliation=True, rounds=1)
    assert max(one.round for one in two.duties) == 1


def test_a_question_needs_two_sides_and_a_day_of_the_calendar() -> None:
    with pytest.raises(ValueError, match="both attacker and target"):
        Query(attackers=("KOR",), targets=("KOR",), on="2024-06-20")
    with pytest.raises(ValueError, match="at least one attacker"):
        Query(attackers=(), targets=("KOR",), on="2024-06-20")
    with pytest.raises(ValueError, match="month must be"):
        Query(attackers=("PRK",), targets=("KOR",), on="2024-13-20")


def test_the_network_of_a_day_is_directed(korea: tuple[Pact, ...]) -> None:
    network = network_on(korea, "2010-06-01", "defense")
    pairs = {(tie.owed_by, tie.owed_to) for tie in network.ties}
    assert ("USA", "JPN") in pairs
    assert ("JPN", "USA") not in pairs
    assert network.agreements == ("atop:3240", "atop:3375", "atop:3445", "atop:3975")
    assert "RUS" not in network.states
    assert network_on(korea, "1996", "defense").agreements.count("atop:3440") == 1
    assert network_on(korea, "1940").ties == ()


def test_on_the_day_of_its_end_nobody_knows_whether_an_agreement_still_binds() -> None:
    life = {"in_force": (Dated("1921-06-27"),), "ended": (Dated("1939-09-10"),)}
    ended = pact(promise("FRA", "POL"), signed=(Dated("1921-02-19"),), status="in_force", **life)
    days = ("1939-09-09", "1939-09-10", "1939-09-11")
    due = [duty(ask((ended,), "DEU", "POL", day), "pact", "FRA").due for day in days]
    assert due == ["OWED", "UNDETERMINED", "NOT_TRIGGERED"]
