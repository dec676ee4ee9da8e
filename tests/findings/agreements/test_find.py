"""Agreements by the shipped reader, in sentences written for the purpose."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from evaluation.plain import analysed

if TYPE_CHECKING:
    from dragoman.schema import Agreement


@cache
def agreements(text: str) -> tuple[Agreement, ...]:
    return analysed(text, "2021-05-12").agreements


def only(text: str) -> Agreement:
    (found,) = agreements(text)
    return found


def test_a_signed_treaty_has_parties_day_and_place() -> None:
    found = only("Chad and Niger signed a border treaty in Niamey on Monday, officials said.")
    assert found.parties == ("TCD", "NER")
    assert (found.status, found.signed) == ("signed", "2021-05-10")
    assert found.place is not None
    assert found.place.iso3 == "NER"
    assert "border treaty" in found.names
    assert found.text_public is None
    assert not found.past


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru's congress ratified a fishing treaty with Ecuador on Monday.", "ratified"),
        ("Peru and Ecuador are negotiating a fishing treaty.", "negotiating"),
        ("Peru and Ecuador will sign a fishing treaty in June.", "negotiating"),
        ("Peru proposed a fishing treaty with Ecuador.", "proposed"),
        ("A fishing treaty between Peru and Ecuador entered into force on Monday.", "in_force"),
        ("Peru and Ecuador renewed their fishing treaty on Monday.", "in_force"),
        ("Peru suspended its fishing treaty with Ecuador.", "suspended"),
        ("Peru withdrew from a fishing treaty with Ecuador.", "denounced"),
        ("A fishing treaty between Peru and Ecuador expired on Monday.", "ended"),
        ("Peru has a fishing treaty with Ecuador.", "in_force"),
    ],
)
def test_the_stage_of_its_life_is_told_by_verb_and_tense(text: str, status: str) -> None:
    found = only(text)
    assert set(found.parties) == {"PER", "ECU"}
    assert found.status == status


def test_mentions_of_one_instrument_are_one_agreement() -> None:
    found = only(
        "Ghana and Togo signed a power supply agreement on Monday. The deal runs for ten years. "
        "Togo's energy minister called the agreement fair."
    )
    assert len(found.mentions) == 3
    assert found.parties == ("GHA", "TGO")


def test_an_older_instrument_is_told_apart_by_its_year() -> None:
    one, two = agreements(
        "Ghana and Togo signed a power treaty on Monday. It replaces a 1974 treaty between them."
    )
    assert (one.signed, two.signed) == ("2021-05-10", "1974")


def test_a_mutual_promise_is_directed_both_ways_with_its_sentence() -> None:
    text = (
        "Ghana and Togo signed a security treaty on Monday. "
        '"If either of us is attacked, the other will come to its aid," Ghana\'s foreign minister '
        "told reporters."
    )
    (promised,) = only(text).obligations
    assert promised.type == "defense"
    assert set(promised.owed_by) == set(promised.owed_to) == {"GHA", "TGO"}
    assert promised.grade == "signatory_quoted"
    assert promised.trigger == "If either of us is attacked"
    assert promised.evidence[0].quote(text).startswith('"If either')
    assert promised.conditions == {}


def test_a_promise_of_one_side_binds_the_other_to_nothing() -> None:
    found = only("Under its treaty with Togo, Ghana will remain neutral in any war.")
    (promised,) = found.obligations
    assert (promised.type, promised.owed_by, promised.owed_to) == (
        "neutrality", ("GHA",), ("TGO",),
    )  # fmt: skip
    assert found.types.neutrality is True
    assert found.types.defense is None


def test_a_name_alone_is_the_poorest_evidence() -> None:
    (promised,) = only("Ghana signed a mutual defence treaty with Togo on Monday.").obligations
    assert (promised.type, promised.grade) == ("defense", "named_only")


def test_a_treaty_of_a_former_state_is_history_and_not_its_successors() -> None:
    found = only("Mongolia recalled its 1966 treaty of friendship with the Soviet Union.")
    assert "former:SUN" in found.parties
    assert "RUS" not in found.parties
    assert found.past
    assert found.status == "ended"


def test_a_text_that_was_withheld_is_said_so() -> None:
    found = only("Ghana and Togo signed a treaty on Monday. The text was not published.")
    assert found.text_public is False


TRAPS = [
    "Ghana, backed by Togo, rejected the plan on Monday.",
    "Ghana and Togo have close ties and speak of an alliance.",
    "The Security Council adopted a resolution on Ghana and Togo.",
    "Ghana unveiled a plan to reform its railways with Togo's help.",
    "Ghana has not signed any treaty with Togo, the ministry said.",
    "Ghana denied a report that it had signed a pact with Togo.",
    "No treaty binds Ghana and Togo.",
    "The two ministers are in agreement.",
    "A great deal of rain fell on Ghana and Togo.",
    "Ghana struck a deal with its unions over pay.",
    "Ghana is a treaty ally of nobody.",
    "Togo's state-owned bank signed an agreement with a Ghanaian brewer.",
]


@pytest.mark.parametrize("text", TRAPS)
def test_what_is_no_agreement_between_states_gives_none(text: str) -> None:
    assert agreements(text) == ()


def test_evidence_and_mentions_stand_in_the_text() -> None:
    text = "Chad and Niger signed a border treaty in Niamey on Monday. The treaty is short."
    found = only(text)
    assert [span.quote(text) for span in found.mentions] == ["a border treaty", "The treaty"]
    assert all("treaty" in span.quote(text) for span in found.evidence)


def test_one_signature_described_twice_is_one_agreement() -> None:
    found = only(
        "Ghana's president signed a deal with Togo's president on Monday that included a mutual "
        'defence pledge. After lunch, the two leaders signed a wide-ranging "strategic '
        'cooperation" treaty, officials said. The pact was not released.'
    )
    assert set(found.parties) == {"GHA", "TGO"}
    assert len(found.mentions) == 3
    assert found.text_public is False


def test_another_signature_is_another_agreement() -> None:
    found = agreements(
        "Ghana and Togo signed a border treaty on Monday. They also signed a tax treaty."
    )
    assert len(found) == 2


def test_a_place_that_a_signatory_visits_is_where_it_was_signed() -> None:
    found = only(
        "On a visit to Accra, Togo's president signed a border treaty with Ghana on Monday."
    )
    assert found.place is not None
    assert (found.place.name, found.place.iso3) == ("Accra", "GHA")


def test_a_visit_now_is_not_where_an_old_treaty_was_signed() -> None:
    found = only("On a visit to Accra, Togo's president recalled the 1974 treaty with Ghana.")
    assert found.place is None


@pytest.mark.parametrize(
    "text",
    [
        "Brazil and Chile are guarantors of the protocol that Peru and Ecuador signed in 1942.",
        "Peru and Ecuador signed a border treaty on Monday. Brazil and Chile hailed the treaty.",
        "Peru and Ecuador signed a border treaty that Brazil and Chile had brokered.",
        "Peru and Ecuador signed a border treaty. Brazil and Chile called the treaty a mistake.",
    ],
)
def test_who_looks_on_is_no_party(text: str) -> None:
    assert {one for found in agreements(text) for one in found.parties} == {"PER", "ECU"}


def test_firms_conclude_contracts() -> None:
    assert not agreements("A Chinese oil company and a Chadian state bank signed a pact on Monday.")


def test_signers_without_a_state_leave_the_parties_open() -> None:
    text = "Chad called on Niger to respect the accords signed by the presidents of the region."
    assert all(not found.parties for found in agreements(text))


def test_a_treaty_with_a_name_of_its_own_is_another_one() -> None:
    found = agreements(
        "Chile and Peru announced a trade agreement on Monday. Since 1951 the two have also been "
        "bound by the ANDES treaty."
    )
    assert [one.signed for one in found][:1] == ["2021-05-10"]
    assert all("trade agreement" not in one.names for one in found[1:])


def test_initials_and_full_name_are_one_treaty() -> None:
    found = only(
        "Chad quits CRT treaty with Niger\n\nChad withdrew on Monday from the Common Rivers Treaty "
        "with Niger."
    )
    assert found.parties == ("TCD", "NER")


def test_several_days_of_several_treaties_are_none() -> None:
    found = only("Chad signed peace treaties with Niger in 1979 and with Libya in 1994.")
    assert found.signed is None


def test_a_treaty_under_a_condition_is_not_signed() -> None:
    found = agreements("If Chad opposes a treaty that Peru and Ecuador signed, it will say so.")
    assert all(one.status != "signed" for one in found)


def test_a_state_that_is_there_on_the_day_of_the_report_makes_no_history() -> None:
    text = "The Soviet Union and Vietnam signed a treaty of friendship on Monday."
    (then,) = analysed(text, "1978-11-05").agreements
    (now,) = analysed(text, "2021-05-12").agreements
    assert (then.past, now.past) == (False, True)


def test_a_capital_stands_for_the_state_of_its_day() -> None:
    text = "Moscow and Peking sign pact\n\nMoscow and Peking signed a pact on Monday."
    (then,) = analysed(text, "1950-02-15").agreements
    assert then.parties == ("former:SUN", "CHN")


def test_who_brokers_is_no_party() -> None:
    found = only("Chad and Niger reached a Libyan-brokered accord on Monday to open their border.")
    assert found.parties == ("TCD", "NER")


def test_a_title_is_a_name_as_a_whole():
    text = "Peru and Chile signed the Convention on the Protection of the Humboldt Current in Lima."
    (found,) = analysed(text).agreements
    assert "Convention on the Protection of the Humboldt Current" in found.names
