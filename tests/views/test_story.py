"""From one report to the question who must come: a story of our own, and what may be said of it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec
from evaluation.agreements import as_article
from evaluation.plain import found_in

from dragoman.relations.alliances import what_if
from dragoman.relations.alliances.book import told_pacts
from dragoman.reports.reading import read_text
from dragoman.schema.whatif import Answer, Duty, Query

if TYPE_CHECKING:
    from dragoman.schema import Report
    from dragoman.schema.pacts import Pact

STORY = """Oman and Eritrea sign pact in Asmara, Ethiopia uneasy

ASMARA, March 3 (Gulf Wire) - The sultan of Oman and the president of Eritrea signed a pact on \
Thursday under which either country would come to the other's defence if it was attacked, a move \
that alarmed neighbouring Ethiopia.

Sultan Haitham bin Tariq, on his first visit to Asmara in a decade, said the new friendship pact \
included "joint assistance against any attacker".

"This is the strongest document between our peoples in a century," President Isaias Afwerki told \
reporters.

Neither side has published the text of the pact.

Ethiopia and its partners accuse Eritrea of arming rebels. Asmara denies the charge.

Eritrea signed a friendship treaty with the Soviet Union's ally South Yemen in 1979, historians say.

Djibouti is the only other state with which Eritrea has a defence treaty.

Sudan, backed by Egypt, had no comment. Oman and Egypt agreed in January on a plan to deepen ties.
"""


@cache
def story() -> Report:
    return found_in(as_article(read_text(STORY), "2022-03-03"))


@cache
def pacts() -> tuple[Pact, ...]:
    return told_pacts([story()])


def ask(attacker: str, target: str, on: str = "2022-03-04", **more: object) -> Answer:
    given = {"attackers": (attacker,), "targets": (target,), "on": on, **more}
    return what_if(pacts(), msgspec.convert(given, Query))


def defence(answer: Answer) -> dict[str, Duty]:
    return {one.owed_by: one for one in answer.duties if one.type == "defense"}


def quotes(duty: Duty) -> str:
    return " ".join(cited.quote for cited in duty.evidence)


def test_the_story_tells_of_three_agreements_and_nothing_else() -> None:
    new, old, djibouti = story().agreements
    assert set(new.parties) == {"OMN", "ERI"}
    assert (new.signed, new.status, new.text_public) == ("2022-03-03", "signed", False)
    assert new.types.defense is True
    assert new.types.offense is None
    assert set(old.parties) == {"ERI", "former:YMD"}
    assert (old.signed, old.past) == ("1979", True)
    assert set(djibouti.parties) == {"DJI", "ERI"}


def test_an_attack_on_the_one_calls_the_other_if_the_wording_and_entry_into_force_allow() -> None:
    answer = ask("ETH", "ERI")
    found = defence(answer)
    assert set(found) == {"OMN", "DJI"}
    assert (found["OMN"].due, found["OMN"].status) == ("IF", "signed_not_in_force")
    assert found["OMN"].open_conditions == ("wording", "entry_into_force")
    assert found["OMN"].grade == "signatory_quoted"
    assert "joint assistance" in quotes(found["OMN"])
    for duty in answer.duties:
        assert all(STORY[c.start : c.end] == c.quote for c in duty.evidence)


def test_a_treaty_that_is_only_named_leaves_its_wording_open() -> None:
    djibouti = defence(ask("ETH", "ERI"))["DJI"]
    assert (djibouti.due, djibouti.grade) == ("IF", "named_only")
    assert djibouti.open_conditions == ("wording",)
    assert "the only other state" in quotes(djibouti)


def test_an_attack_on_the_partner_calls_the_host() -> None:
    assert set(defence(ask("YEM", "OMN"))) == {"ERI"}


def test_an_attack_by_a_party_calls_nobody_to_its_defence() -> None:
    found = defence(ask("ERI", "ETH"))
    assert {duty.due for duty in found.values()} == {"NOT_TRIGGERED"}


def test_backing_and_plans_owe_nothing() -> None:
    answer = ask("ETH", "SDN")
    assert answer.duties == ()
    assert answer.unlisted == "no sourced obligation"


def test_a_partner_that_attacks_a_partner_is_a_conflict() -> None:
    answer = ask("OMN", "ERI")
    assert "opponents_are_allies" in {one.kind for one in answer.conflicts}
    assert set(defence(answer)) == {"DJI"}


def test_a_war_under_way_leaves_open_who_is_the_aggressor() -> None:
    oman = defence(ask("ETH", "ERI", ongoing=True))["OMN"]
    assert {"ongoing_conflict", "who_is_the_aggressor"} <= set(oman.open_conditions)


def test_the_day_before_the_signature_only_the_older_treaty_may_bind() -> None:
    found = defence(ask("ETH", "ERI", on="2022-03-02"))
    assert set(found) == {"DJI"}


def test_two_years_later_nobody_knows_whether_it_is_in_force() -> None:
    oman = defence(ask("ETH", "ERI", on="2024-03-04"))["OMN"]
    assert "entry_into_force" in oman.open_conditions


def test_who_joins_is_struck_only_under_retaliation() -> None:
    calm = ask("ETH", "OMN", cascade=True)
    assert set(defence(calm)) == {"ERI"}
    struck = defence(ask("ETH", "OMN", cascade=True, retaliation=True))
    assert struck["DJI"].round == 1
    assert struck["DJI"].chain
