"""Actors of an article: who they are on its day, with every mention where it stands."""

from datetime import date

import pytest

JUNE = date(2024, 6, 19)


def ids(found):
    return {actor.id for actor in found.actors}


def texts(found, text, code):
    """The mentions of an actor as (words, kind)."""
    mentions = [one for actor in found.actors if actor.id == code for one in actor.mentions]
    return [(text[mention.start : mention.end], mention.kind) for mention in mentions]


@pytest.mark.parametrize(
    ("day", "person", "office"),
    [
        (date(2010, 3, 1), "person:dmitry-medvedev", "president"),
        (date(2013, 3, 1), "person:vladimir-putin", "president"),
        (date(1995, 3, 1), "person:boris-yeltsin", "president"),
    ],
)
def test_the_president_of_a_state_is_who_held_the_office_that_day(actors_of, day, person, office):
    found = actors_of("The Russian president arrived in Paris on Monday.", day)
    actor = next(one for one in found.actors if one.id == person)
    assert (actor.office, actor.iso3) == (office, "RUS")


@pytest.mark.parametrize(
    ("day", "person"),
    [
        (date(1990, 8, 3), "person:george-h-w-bush"),
        (date(2003, 3, 21), "person:george-w-bush"),
    ],
)
def test_a_surname_alone_means_who_was_in_office(actors_of, day, person):
    assert person in ids(actors_of("President Bush spoke to the nation on Iraq.", day))


def test_a_surname_goes_back_to_the_full_name_in_the_article(actors_of):
    text = "Lisa Johnson, an analyst in London, disagreed. Johnson said the plan was vague."
    found = actors_of(text, date(2021, 3, 1))
    assert texts(found, text, "person:lisa-johnson")[-1] == ("Johnson", "name")
    assert "person:boris-johnson" not in ids(found)


def test_a_surname_of_two_in_office_stays_open_with_its_candidates(actors_of):
    found = actors_of("Minister Cho told reporters that he was satisfied.", JUNE)
    open_ones = [mention for mention in found.unresolved if mention.candidates]
    assert open_ones
    assert {"person:cho-tae-yul", "person:cho-jung-tai"} <= set(open_ones[0].candidates)


def test_a_person_not_in_any_table_acts_for_the_state_the_text_gives(actors_of):
    text = "Iranian Foreign Ministry spokesman Hamid Tehrani denied the report."
    found = actors_of(text, JUNE)
    actor = next(one for one in found.actors if one.id == "person:hamid-tehrani")
    assert actor.iso3 == "IRN"


def test_former_office_holders_act_for_nobody(actors_of):
    found = actors_of("Former U.S. ambassador Maria Quist criticised the treaty.", JUNE)
    actor = next(one for one in found.actors if one.id == "person:maria-quist")
    assert actor.iso3 is None


def test_professors_act_for_nobody(actors_of):
    found = actors_of("Jan Visser, a Dutch professor of law, called it void.", JUNE)
    actor = next(one for one in found.actors if one.id == "person:jan-visser")
    assert actor.iso3 is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow denied the claim on Tuesday.", True),
        ("Talks between Washington and Moscow stalled.", True),
        ("He flew to Moscow on Tuesday.", False),
        ("Snow fell in Moscow overnight.", False),
    ],
)
def test_a_capital_is_a_government_or_a_city(actors_of, text, expected):
    assert ("RUS" in ids(actors_of(text, JUNE))) is expected


def test_seats_stand_for_their_governments(actors_of):
    found = actors_of("The Kremlin rejected the offer, and the White House regretted it.", JUNE)
    assert {"RUS", "USA"} <= ids(found)


def test_the_kremlin_of_1987_is_the_soviet_union(actors_of):
    found = actors_of("The Kremlin rejected the offer on missiles.", date(1987, 3, 2))
    assert "former:SUN" in ids(found)
    assert "RUS" not in ids(found)


def test_officials_and_armies_stand_for_their_state(actors_of):
    text = "Japanese officials and the army of Mali declined to comment."
    found = actors_of(text, JUNE)
    assert ("Japanese officials", "nominal") in texts(found, text, "JPN")
    assert ("the army of Mali", "nominal") in texts(found, text, "MLI")


def test_troops_somewhere_are_not_the_troops_of_that_place(actors_of):
    text = "Soldiers in Syria were attacked."
    assert texts(actors_of(text, JUNE), text, "SYR") == [("Syria", "name")]


def test_who_is_backed_by_a_state_is_not_the_state(actors_of):
    text = "Turkey denied that Turkish-backed rebels took the town."
    assert ("Turkish-backed rebels", "nominal") not in texts(actors_of(text, JUNE), text, "TUR")


def test_media_of_a_state_speak_for_themselves(actors_of):
    found = actors_of("Russian media reported the visit.", JUNE)
    actor = next(one for one in found.actors if one.kind == "media")
    assert actor.iso3 is None
    assert actor.codes["home"] == "RUS"


def test_the_north_is_the_half_that_the_article_speaks_of(actors_of):
    text = "South Korea held drills on Monday. The North called them a threat."
    assert ("The North", "nominal") in texts(actors_of(text, JUNE), text, "PRK")


def test_a_counterpart_holds_the_same_office_elsewhere(actors_of):
    text = "Sergei Lavrov met his Chinese counterpart in Astana."
    found = actors_of(text, JUNE)
    assert ("his Chinese counterpart", "nominal") in texts(found, text, "person:wang-yi")


def test_groups_list_their_members(actors_of):
    text = "Greece and Turkey resumed talks. Both countries want calm."
    found = actors_of(text, JUNE)
    groups = {
        (text[mention.start : mention.end], mention.members)
        for actor in found.actors
        for mention in actor.mentions
        if mention.members
    }
    assert groups == {("Both countries", ("GRC", "TUR"))}


def test_a_group_of_unknown_members_is_left_open(actors_of):
    found = actors_of("Both countries want calm, a diplomat said.", JUNE)
    assert [mention.reason for mention in found.unresolved] == ["group of unknown members"]


def test_a_group_between_two_pairs_is_left_open(actors_of):
    text = (
        "Greece and Turkey resumed talks on Monday. Turkey accused Syria of firing on a boat. "
        "The two countries want calm."
    )
    found = actors_of(text, JUNE)
    assert [mention.reason for mention in found.unresolved] == ["group of unknown members"]


@pytest.mark.parametrize("words", ["The West", "The international community", "Western powers"])
def test_collectives_are_never_expanded(actors_of, words):
    found = actors_of(f"{words} condemned the attack.", JUNE)
    assert [actor.kind for actor in found.actors] == ["collective"]
    assert all(not mention.members for mention in found.actors[0].mentions)
    assert found.actors[0].iso3 is None


def test_bodies_have_no_state(actors_of):
    found = actors_of("The Security Council and NATO met. Hezbollah fired rockets.", JUNE)
    actors = {actor.id: actor for actor in found.actors}
    assert {"IGO:UNO", "IGO:NATO", "group:hezbollah"} <= set(actors)
    assert all(actor.iso3 is None for actor in actors.values())
    assert actors["group:hezbollah"].codes["home"] == "LBN"


def test_pronouns_go_back_to_persons(actors_of):
    text = "Giorgia Meloni arrived in Tunis on Sunday. She said the deal was ready."
    assert ("She", "pronoun") in texts(actors_of(text, JUNE), text, "person:giorgia-meloni")


def test_referents_are_found_at_the_head_of_a_mention(actors_of):
    found = actors_of("Ukraine thanked Poland.", JUNE)
    assert found.referents == {0: ("UKR",), 2: ("POL",)}


def test_an_article_without_a_day_still_names_its_states(actors_of):
    assert {"UKR", "POL"} <= ids(actors_of("Ukraine thanked Poland.", None))


def test_nothing_is_found_in_nothing(actors_of):
    found = actors_of("It rained.", JUNE)
    assert found.actors == ()


def test_names_in_capitals_are_read(actors_of):
    text = "THE KREMLIN AND THE SECURITY COUNCIL WARNED NORTH KOREA, PEOPLE'S DAILY REPORTED."
    found = actors_of(text, JUNE)
    assert {"RUS", "IGO:UNO", "PRK", "media:peoples-daily"} <= ids(found)


def test_a_chamber_belongs_to_the_state_before_its_name(actors_of):
    text = "The Philippine House of Representatives voted on Monday."
    assert ("House of Representatives", "metonym") in texts(actors_of(text, JUNE), text, "PHL")


def test_who_is_for_or_against_a_state_is_not_of_it(actors_of):
    text = "Voters ousted the pro-American president of Elbonia."
    assert "person:joe-biden" not in ids(actors_of(text, JUNE))


def test_an_ambassador_to_a_state_is_not_of_that_state(actors_of):
    text = "The ambassador to Kenya resigned."
    assert texts(actors_of(text, JUNE), text, "KEN") == [("Kenya", "name")]


def test_a_son_is_told_from_his_father_by_what_follows_the_name(actors_of):
    text = (
        "Pavel Novotny met his lawyers. Pavel Novotny Jr. and Ana Silva, Jr., were abroad."
        " Novotny said nothing. Novotny Jr. spoke for an hour."
    )
    found = actors_of(text, date(2021, 3, 1))
    assert [words for words, _ in texts(found, text, "person:pavel-novotny-jr")] == [
        "Pavel Novotny Jr.", "Novotny Jr.",
    ]  # fmt: skip
    assert ("Novotny", "name") in texts(found, text, "person:pavel-novotny")
    assert "person:ana-silva-jr" in ids(found)


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("Premier Ana Roe and President Bo Doe said they had agreed.",
         {"person:ana-roe", "person:bo-doe"}),
        ("Peru and Chile said they had signed a treaty.", {"PER", "CHL"}),
        ("Peru and its partners said they had signed a treaty.", {"PER"}),
    ],
)  # fmt: skip
def test_they_are_all_who_were_named_together(actors_of, text, members):
    found = actors_of(text, date(2021, 3, 1))
    assert {
        actor.id
        for actor in found.actors
        for mention in actor.mentions
        if text[mention.start : mention.end] == "they"
    } == members
