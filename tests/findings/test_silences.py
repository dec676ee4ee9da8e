import pytest

from dragoman.findings.silences import find_non_responses
from tests.findings.sketch import context_of, doc_of, state

NORWAY = {"Norway": state("NOR", "Norway"), "Oslo": state("NOR", "Norway")}


def silences(*sentences, actors=NORWAY):
    doc = doc_of(*sentences)
    context = context_of(doc, actors)
    return [(s.actor, s.kind, s.cue.quote(doc.text)) for s in find_non_responses(doc, context)]


def test_declining_to_comment_is_a_silence():
    drawn = "Norway/PROPN/2/nsubj declined/VERB/0/root/decline to/PART/4/mark comment/VERB/2/xcomp"
    assert silences(drawn) == [("NOR", "declined", "declined to comment")]


def test_what_somebody_declined_to_give_may_stand_before_the_cue():
    drawn = (
        "which/PRON/5/obj Norway/PROPN/3/nsubj declined/VERB/0/root/decline to/PART/5/mark "
        "give/VERB/3/xcomp/give"
    )
    assert silences(drawn) == [("NOR", "withheld", "declined")]


def test_declining_an_invitation_is_none():
    drawn = "Norway/PROPN/2/nsubj declined/VERB/0/root/decline an/DET/4/det invitation/NOUN/2/obj"
    assert silences(drawn) == []


def test_no_answer_to_a_request_is_a_silence():
    drawn = (
        "Norway/PROPN/4/nsubj did/AUX/4/aux/do not/PART/4/advmod respond/VERB/0/root to/ADP/7/case "
        "a/DET/7/det request/NOUN/4/obl"
    )
    assert silences(drawn) == [("NOR", "no_response", "did not respond to a request")]


def test_not_responding_with_arms_is_none():
    drawn = (
        "Norway/PROPN/4/nsubj did/AUX/4/aux/do not/PART/4/advmod respond/VERB/0/root "
        "militarily/ADV/4/advmod"
    )
    assert silences(drawn) == []


def test_no_immediate_comment_is_a_silence():
    drawn = (
        "Norway/PROPN/2/nsubj had/VERB/0/root/have no/DET/5/det immediate/ADJ/5/amod "
        "comment/NOUN/2/obj"
    )
    assert silences(drawn) == [("NOR", "no_response", "had no immediate comment")]


def test_no_reaction_from_a_capital_names_its_state():
    drawn = (
        "There/PRON/2/expl was/VERB/0/root/be no/DET/4/det reaction/NOUN/2/nsubj from/ADP/6/case "
        "Oslo/PROPN/4/nmod"
    )
    assert silences(drawn) == [("NOR", "no_response", "no reaction")]


def test_somebody_who_could_not_be_reached_is_silent():
    drawn = (
        "Norway/PROPN/5/nsubj:pass could/AUX/5/aux not/PART/5/advmod be/AUX/5/aux:pass "
        "reached/VERB/0/root/reach for/ADP/7/case comment/NOUN/5/obl"
    )
    expected = [("NOR", "could_not_be_reached", "could not be reached for comment")]
    assert silences(drawn) == expected


def test_a_text_that_was_not_released_is_withheld_by_nobody_known():
    drawn = (
        "The/DET/2/det text/NOUN/5/nsubj:pass was/AUX/5/aux:pass/be not/PART/5/advmod "
        "released/VERB/0/root/release"
    )
    assert silences(drawn) == [(None, "withheld", "was not released")]


def test_saying_that_something_was_not_said_is_none():
    drawn = (
        "Norway/PROPN/4/nsubj did/AUX/4/aux/do not/PART/4/advmod say/VERB/0/root it/PRON/7/nsubj "
        "would/AUX/7/aux stop/VERB/4/ccomp"
    )
    assert silences(drawn) == []


@pytest.mark.parametrize("verb", ["responded/VERB/0/root/respond", "commented/VERB/0/root/comment"])
def test_an_answer_is_no_silence(verb):
    assert silences(f"Norway/PROPN/2/nsubj {verb}") == []
