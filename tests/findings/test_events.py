"""Events by the shipped reader, on sentences written for the purpose."""

import pytest
from evaluation.plain import analysed

from dragoman.findings.coding.contexts import number_of
from dragoman.findings.coding.folding import folded, is_same
from dragoman.schema import Event, Span, finding_id


def events(text, published=None):
    found = analysed(text, published).events
    return [(one.type, one.actors, one.recipients, one.factuality) for one in found]


def actual(text):
    return {
        (one.type, one.actors, one.recipients)
        for one in analysed(text).events
        if one.factuality == "actual" and not one.candidate
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Slovenia condemned Hungary on Monday.", ("ACCUSE", ("SVN",), ("HUN",))),
        ("Hungary was condemned by Slovenia.", ("ACCUSE", ("SVN",), ("HUN",))),
        ("Sweden sent weapons to Angola.", ("AID", ("SWE",), ("AGO",))),
        ("Sweden promised to send weapons to Angola.", ("AGREE", ("SWE",), ("AGO",))),
        (
            "The Iranian government refused to supply weapons to Kuwait.",
            ("REJECT", ("IRN",), ("KWT",)),
        ),
        ("Angola demanded weapons from Sweden.", ("REQUEST", ("AGO",), ("SWE",))),
        ("Iran threatened to attack Kuwait.", ("THREATEN", ("IRN",), ("KWT",))),
        ("Italy imposed sanctions on Belarus.", ("SANCTION", ("ITA",), ("BLR",))),
        ("Italy lifted its sanctions on Belarus.", ("RETREAT", ("ITA",), ("BLR",))),
    ],
    ids=lambda one: one if isinstance(one, str) else one[0],
)
def test_one_act_is_one_event(text, expected):
    assert actual(text) == {expected}


def test_parties_to_a_signing_stand_on_one_side():
    assert actual("Peru and Chile signed a fishing pact.") == {("SUPPORT", ("PER", "CHL"), ())}


def test_fire_is_exchanged_by_arms_and_figures_are_no_prisoners():
    assert actual("Chilean soldiers exchanged fire with Peruvian troops.") == {
        ("ASSAULT", ("CHL",), ("PER",))
    }
    assert actual("Chile released trade statistics for Peru.") == set()
    assert actual("The Chilean peso traded at 12 Peruvian centimos.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "The Kenyan government declined to comment on the Ugandan raid.",
        "Kenya's former envoy to Uganda pleaded guilty to lying.",
        "The Kenyan president fired the Ugandan-born adviser on May 9.",
        "Kenya failed to meet the deadline for Uganda.",
        "The Kenyan minister told reporters that the Ugandan army is strong.",
        "Kenya's minister will decide whether to name an envoy to Uganda.",
    ],
)
def test_words_with_other_uses_tell_no_act_between_states(text):
    assert not [one for one in actual(text) if set(one[1]) != set(one[2]) and one[2]]


def test_a_private_person_is_of_no_land_that_the_sentence_names():
    found = analysed("Ned Clovic said Sam Roth met officials from Kenya.").events
    assert all("KEN" not in one.actors for one in found)


def test_a_participle_before_a_warning_is_no_part_of_it():
    text = "Visiting Uganda on Monday, Kenya's president warned Chad to withdraw its troops."
    kinds = {(one[0], one[2]) for one in events(text)}
    assert ("THREATEN", ("UGA",)) not in kinds


def test_a_visitor_acts_and_a_host_receives():
    assert actual("The Kenyan president visited Uganda.") == {("CONSULT", ("KEN",), ("UGA",))}


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Peru did not attack Chile.", "negated"),
        ("Peru denied attacking Chile.", "denied"),
        ("Peru may attack Chile.", "hypothetical"),
        ("Chile fears that Peru will attack Chile.", "hypothetical"),
        ("Peru reportedly attacked Chile.", "alleged"),
    ],
)
def test_what_did_not_surely_happen_is_not_actual(text, factuality):
    found = events(text)
    assert ("ASSAULT", ("PER",), ("CHL",), factuality) in found
    assert all(standing != "actual" for *_, standing in found)


def test_an_accusation_is_actual_and_its_content_alleged():
    found = events("Estonia accused Russia of arming Serbia.")
    assert ("ACCUSE", ("EST",), ("RUS",), "actual") in found
    assert ("AID", ("RUS",), ("SRB",), "alleged") in found


def test_history_keeps_its_own_time():
    report = analysed("Britain signed a treaty with Oman in 1951.", "2024-05-02")
    (event,) = report.events
    assert event.time == "1951"


def test_events_say_what_found_them_and_where():
    text = "Slovenia condemned Hungary on Monday."
    (event,) = analysed(text).events
    assert event.trigger.quote(text) == "condemned"
    assert event.evidence[0].quote(text) == text
    assert any(voice.startswith("frame:") for voice in event.voices)


def test_numbers_of_dead_are_kept():
    (event,) = analysed("Turkish jets bombed a Syrian village, killing 12 people.").events[:1]
    assert event.size == {"dead": 12}


def test_a_sentence_about_nobody_known_is_no_event():
    assert events("The rain stopped and the children attacked the cake.") == []


def test_an_event_told_twice_is_one_record():
    text = "Slovenia condemned Hungary.\n\nSlovenia condemned Hungary over the dam, officials said."
    (event,) = analysed(text).events
    assert len(event.evidence) == 2


def an_event(time=None, actors=("PER",), recipients=("CHL",), at=0):
    span = Span(at, at + 5)
    return Event(
        id=finding_id("event", at), type="ASSAULT", cameo="190", quad=4, actors=actors,
        recipients=recipients, trigger=span, time=time, factuality="actual", evidence=(span,),
    )  # fmt: skip


def test_events_of_different_years_are_not_folded():
    assert not is_same(an_event("1951"), an_event("1962"))


def test_the_fuller_telling_is_kept():
    (event,) = folded([an_event(recipients=()), an_event("2024-05-01", at=9)])
    assert event.recipients == ("CHL",)
    assert event.evidence == (Span(0, 5), Span(9, 14))


@pytest.mark.parametrize(("word", "count"), [("1,200", 1200), ("three", 3), ("many", None)])
def test_numbers_are_read_in_digits_and_words(word, count):
    assert number_of(word) == count


def test_what_firms_offer_each_other_is_kept_but_not_counted():
    report = analysed("Siemens offered Bosch a new contract on Monday.", "2024-06-19")
    assert report.events
    assert all(
        one.candidate and one.reason == "no state, body of states or armed group takes part"
        for one in report.events
    )


@pytest.mark.parametrize(
    "text",
    [
        "Firemen from Norway fought the blaze in Sweden.",
        "The company hosts websites of the Syrian government.",
        "Did Peru agree to attack Chile?",
        "The Kenyan president said it would be wrong to visit Uganda.",
        "The Kenyan minister told Ugandan radio on Monday that it was raining.",
    ],
)
def test_what_only_looks_like_an_act_is_none(text):
    assert actual(text) == set()


def test_what_is_announced_is_its_announcers():
    assert actual("Italy announced a suspension of aid to Serbia.") == {
        ("SANCTION", ("ITA",), ("SRB",))
    }


def test_a_person_acts_for_the_body_named_with_him_elsewhere():
    text = "U.N. Secretary-General Lena Ottosdotter arrived. She condemned Serbia."
    assert ("ACCUSE", ("IGO:UNO",), ("SRB",)) in actual(text)


def test_people_of_no_named_state_belong_to_the_place_of_the_act():
    assert actual("Students rioted in Lima against Spain.") == {("PROTEST", ("PER",), ("ESP",))}


def test_what_other_voices_do_not_bear_out_is_kept_but_not_counted():
    report = analysed("Vietnam and China, who fought a war in 1979, signed a border accord.")
    for event in report.events:
        assert event.score is not None
        assert event.candidate == (event.reason is not None)
        assert not event.candidate or "the other voices see" in event.reason


def test_a_verb_without_a_frame_is_told_by_the_voices_that_are_sure():
    report = analysed("Doctors from two Norwegian groups donated goods to a clinic in Serbia.")
    assert [(e.type, e.actors, e.recipients) for e in report.events if not e.candidate] == [
        ("AID", ("NOR",), ("SRB",))
    ]


def test_who_rules_a_place_arrests_and_expels_there():
    assert ("COERCE", ("RWA",), ("KEN",)) in actual("A Kenyan reporter was arrested in Rwanda.")


def test_what_is_asked_of_ones_own_government_is_asked_of_ones_state():
    text = "Opposition leaders in Ghana demanded an explanation from the government."
    assert actual(text) == {("REQUEST", ("GHA",), ("GHA",))}


def test_an_attack_and_the_deaths_it_caused_are_one_event():
    report = analysed("Chadian rebels attacked a town in Sudan on Monday, killing 20 people.")
    assaults = [e for e in report.events if e.type == "ASSAULT" and not e.candidate]
    assert len(assaults) == 1


def test_clauses_about_others_give_an_act_no_time_and_no_place():
    (one,) = [
        event
        for event in analysed("Kenya praised Uganda, which was founded in 1962 in Kampala.").events
        if event.type == "SUPPORT"
    ]
    assert (one.time, one.place) == (None, None)


def test_a_policy_is_fought_without_arms():
    assert not [
        one for one in actual("Kenya is fighting the corruption of Uganda.") if one[0] == "ASSAULT"
    ]


def test_kin_and_outlets_are_no_party():
    assert ("CONSULT", ("PER", "CHL"), ()) not in actual(
        "The son of the president of Peru met officials of Chile."
    )
    told = analysed("Kenya's minister Ana Roe to meet Ugandan officials next week: CNN").events
    assert all("media:cnn" not in (*one.actors, *one.recipients) for one in told)


def test_what_is_published_is_not_set_free_and_towns_are_taken():
    assert actual("Peru released emails from Chile.") == set()
    assert actual("Rwandan troops liberated two villages in Burundi.") == {
        ("COERCE", ("RWA",), ("BDI",))
    }
    assert actual("The ruling party of Malawi defeated Zambia's candidate in the race.") == set()


def test_the_day_of_what_is_told_is_not_the_day_of_the_telling():
    found = analysed("Chile disputed Peru's version that its ship was seized on 10 May.").events
    assert all(one.time is None for one in found if one.type == "REJECT")


def test_the_day_of_a_thing_is_not_the_day_of_the_act():
    found = analysed("Peru ratified the 2019 treaty with Chile.", "2026-07-02").events
    assert [(one.type, one.time) for one in found if not one.candidate] == [("SUPPORT", None)]
    found = analysed("Peru signed a 1961 treaty with Chile.", "2026-07-02").events
    assert [(one.type, one.time) for one in found if not one.candidate] == [("SUPPORT", "1961")]
    text = "Kenya dropped charges against a rebel leader over his role in a 2007 attack on Uganda."
    assert {one.time for one in analysed(text).events if one.type == "CONCEDE"} == {None}


def test_weapons_by_their_initials_do_nothing():
    text = "Three Kenyan soldiers were killed by an IED explosion during clashes in Juba."
    assert all("org:ied" not in one.actors for one in analysed(text).events)


def test_who_holds_a_place_is_who_is_struck_there():
    assert actual("Ukrainian forces struck nine depots across Russian-occupied Crimea.") == {
        ("ASSAULT", ("UKR",), ("RUS",))
    }


def test_the_day_of_a_joined_clause_is_not_the_day_of_the_act():
    found = analysed(
        "Peru and Chile agreed to extend their truce for 45 days, and talks will begin on May 29."
    ).events
    assert [one.time for one in found if one.type == "AGREE"] == [None]


def test_unknown_places_are_no_actors():
    actors = {one.id for one in analysed("A court in Ica, Peru, opened an inquiry.").actors}
    assert not any(one.endswith(":ica") for one in actors)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Peru's foreign minister sent a letter to the government of Chile threatening to close"
            " the border.",
            ("THREATEN", ("PER",), ("CHL",)),
        ),
        (
            "Peru will not lift the embargo until Chile frees the sailors.",
            ("REJECT", ("PER",), ("CHL",)),
        ),
        (
            "Peru warned the Chilean government that talks may end.",
            ("THREATEN", ("PER",), ("CHL",)),
        ),
        (
            "The Peruvian Senate passed a resolution condemning Chile.",
            ("ACCUSE", ("PER",), ("CHL",)),
        ),
        (
            "Peruvian troops were deployed along the border with Chile.",
            ("MOBILIZE", ("PER",), ("CHL",)),
        ),
        (
            "Missiles fired by the Peruvian navy struck a depot of the Chilean army.",
            ("ASSAULT", ("PER",), ("CHL",)),
        ),
        (
            "Peru said on Friday it had expelled diplomats from Chile and Bolivia.",
            ("SANCTION", ("PER",), ("CHL", "BOL")),
        ),
        (
            "Sweden sent food to feed people hit by floods in Malawi and Zambia.",
            ("AID", ("SWE",), ("MWI", "ZMB")),
        ),
        (
            "Sweden is the largest donor to Malawi, providing food to Malawi since 2005.",
            ("AID", ("SWE",), ("MWI",)),
        ),
        (
            "The Chilean army demanded that the prime minister resign.",
            ("REQUEST", ("CHL",), ("CHL",)),
        ),
        ("Eighty UN peacekeepers were shipped out of Mali.", ("SANCTION", ("IGO:UNO",), ("MLI",))),
    ],
    ids=lambda one: one[:30] if isinstance(one, str) else one[0],
)
def test_a_side_is_found_where_another_clause_or_phrase_names_it(text, expected):
    assert expected in actual(text)


def test_who_left_office_is_of_the_state_he_held_it_in():
    found = analysed("Nicolas Sarkozy met Dilma Rousseff on Monday.", "2020-03-01").events
    assert {party for one in found for party in (*one.actors, *one.recipients)} == {"FRA", "BRA"}


def test_a_president_is_not_of_the_state_he_deals_with():
    found = analysed("President Ambrose Vell refused to meet the Chilean envoy.").events
    assert all("CHL" not in one.actors for one in found)


def test_what_a_newspaper_asks_for_is_for_review():
    found = analysed("Reuters urged the Chilean government to free a reporter.").events
    assert [one.reason for one in found] == ["only media act"]


def test_a_month_is_no_protest():
    assert not events("Kenyan officials met Ugandan officials on March 27.")[1:]


def test_breaches_by_somebody_do_not_hit_him():
    found = analysed("Peru cited several violations of the ceasefire by Chile.").events
    assert all(one.recipients != one.actors for one in found)


def test_a_town_belongs_to_who_ruled_it_on_the_day():
    text = "Kenyan troops shelled the town of Juba on Monday."
    for day, state in (("1995-06-01", "SDN"), ("2020-06-01", "SSD")):
        found = analysed(text, day).events
        assert {(one.actors, one.recipients) for one in found} == {(("KEN",), (state,))}


def test_a_dismissed_appeal_is_refused_and_a_dismissed_charge_dropped():
    assert {one[0] for one in actual("Peru dismissed an appeal from Chile.")} == {"REJECT"}
    text = "Rebels in Chad dismissed an appeal from President Amos Vell to lay down their arms."
    assert ("REJECT", ("TCD",), ("TCD",)) in actual(text)
    text = "A Peruvian court dismissed the charges against a Chilean miner."
    assert {one[0] for one in actual(text)} == {"CONCEDE"}
