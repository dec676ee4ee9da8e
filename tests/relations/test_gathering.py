from __future__ import annotations

from dragoman.relations.alliances import what_if
from dragoman.relations.alliances.gathering import Telling, pacts_told, same_agreement
from dragoman.schema import Agreement, Obligation, Report, Segment, Source, Span
from dragoman.schema.whatif import Query

TEXT = "Kenya and Rwanda signed a defence pact. If one is attacked the other will come to its aid."


def telling(report: str = "r1", day: str = "2019-04-16", **fields: object) -> Telling:
    span = Span(0, 38)
    promised = Obligation(
        type="defense", owed_by=("KEN", "RWA"), owed_to=("RWA", "KEN"),
        grade="signatory_quoted", evidence=(Span(40, len(TEXT)),),
    )  # fmt: skip
    given: dict[str, object] = {
        "id": f"agreement:{report}", "names": ("defence pact",), "parties": ("KEN", "RWA"),
        "signed": day, "status": "signed", "obligations": (promised,), "evidence": (span,),
    }  # fmt: skip
    found = Agreement(**{**given, **fields})  # type: ignore[arg-type]
    page = Report(
        id=report, source=Source(None, None, "text/plain"), language="en", text=TEXT,
        segments=(Segment("body", 0, len(TEXT)),), anchor_date=day, agreements=(found,),
    )  # fmt: skip
    return Telling(page, found)


def test_a_promise_is_made_to_each_partner_and_never_to_oneself() -> None:
    (pact,) = pacts_told([telling()])
    assert [(one.owed_by, one.owed_to) for one in pact.promises] == [
        ("KEN", ("RWA",)), ("RWA", ("KEN",)),
    ]  # fmt: skip
    assert pact.promises[0].citations[0].quote == TEXT[40:]
    assert pact.seen == "2019-04-16"


def test_two_reports_of_one_agreement_make_one_pact_with_both_sources() -> None:
    pacts = pacts_told([telling("r1"), telling("r2", names=("security treaty",))])
    assert len(pacts) == 1
    assert pacts[0].names == ("defence pact", "security treaty")
    assert {cited.report for cited in pacts[0].signed[0].citations} == {"r1", "r2"}
    query = Query(attackers=("UGA",), targets=("RWA",), on="2019-04-17")
    once, twice = what_if(pacts_told([telling("r1")]), query), what_if(pacts, query)
    assert [d.key for d in once.duties] == [d.key for d in twice.duties]
    assert {cited.report for cited in twice.duties[0].evidence} == {"r1", "r2"}


def test_days_that_reports_give_differently_stay_side_by_side_once_a_person_says_so() -> None:
    one, two = telling("r1"), telling("r2", day="2019-04-18")
    assert not same_agreement(one, two)
    judged = {frozenset((one.key, two.key)): "yes"}
    (pact,) = pacts_told([one, two], judged)  # type: ignore[arg-type]
    assert [day.value for day in pact.signed] == ["2019-04-16", "2019-04-18"]


def test_a_person_can_keep_apart_what_our_rule_would_merge() -> None:
    one, two = telling("r1"), telling("r2")
    assert same_agreement(one, two)
    judged = {frozenset((one.key, two.key)): "no"}
    assert len(pacts_told([one, two], judged)) == 2  # type: ignore[arg-type]


def test_other_parties_or_another_day_are_another_agreement() -> None:
    assert not same_agreement(telling(), telling("r2", parties=("KEN", "UGA")))
    assert not same_agreement(telling(), telling("r2", signed="2001"))
    assert same_agreement(telling(), telling("r2", signed="2019"))
    assert same_agreement(telling(), telling("r2", signed=None))
    assert not same_agreement(telling(), telling("r2", signed=None, names=("fishing deal",)))
    assert not same_agreement(telling(parties=()), telling("r2", parties=()))


def test_the_latest_report_says_how_it_stands() -> None:
    (pact,) = pacts_told(
        [telling("r1"), telling("r2", day="2020-01-01", signed="2019", status="ratified")]
    )
    assert pact.status == "ratified"
    assert pact.seen == "2020-01-01"


def test_what_only_reports_that_doubt_it_tell_is_alleged() -> None:
    (pact,) = pacts_told([telling(factuality="alleged")])
    assert pact.asserted == "alleged"
    query = Query(attackers=("UGA",), targets=("RWA",), on="2019-04-17")
    assert {duty.due for duty in what_if([pact], query).duties} == {"UNDETERMINED"}


def test_a_treaty_told_as_history_has_ended() -> None:
    (pact,) = pacts_told([telling(past=True, signed="1961", status="signed")])
    assert pact.status == "ended"
