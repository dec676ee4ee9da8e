import pytest

from dragoman.findings.acts import act_of
from tests.findings.sketch import doc_of


def act(drawn, cue, content):
    doc = doc_of(drawn)
    return act_of([doc[i] for i in cue], [doc[i] for i in content])


SAID_WOULD = (
    "He/PRON/2/nsubj said/VERB/0/root/say they/PRON/5/nsubj would/AUX/5/aux leave/VERB/2/ccomp"
)


def test_saying_what_one_will_do_is_a_pledge():
    assert act(SAID_WOULD, [1], [2, 3, 4]) == "pledge"


def test_saying_what_another_will_do_is_not():
    drawn = SAID_WOULD.replace("they/PRON", "Oslo/PROPN")
    assert act(drawn, [1], [2, 3, 4]) == "say"


def test_denying_a_charge_is_a_denial():
    drawn = "Oslo/PROPN/2/nsubj denied/VERB/0/root/deny the/DET/4/det report/NOUN/2/obj"
    assert act(drawn, [1], [2, 3]) == "deny"


@pytest.mark.parametrize("thing", ["entry", "bail"])
def test_denying_somebody_a_thing_is_not(thing):
    drawn = f"Oslo/PROPN/2/nsubj denied/VERB/0/root/deny {thing}/NOUN/2/obj"
    assert act(drawn, [1], [2]) == "say"


def test_rejecting_a_proposal_is_no_denial():
    drawn = "Oslo/PROPN/2/nsubj rejected/VERB/0/root/reject a/DET/4/det proposal/NOUN/2/obj"
    assert act(drawn, [1], [2, 3]) == "say"


def test_not_denying_is_no_denial():
    drawn = (
        "Oslo/PROPN/4/nsubj did/AUX/4/aux/do not/PART/4/advmod deny/VERB/0/root "
        "the/DET/6/det report/NOUN/4/obj"
    )
    assert act(drawn, [1, 2, 3], [4, 5]) == "say"


def test_calling_a_report_false_is_a_denial():
    drawn = (
        "Oslo/PROPN/2/nsubj called/VERB/0/root/call the/DET/4/det report/NOUN/2/obj "
        "baseless/ADJ/2/xcomp"
    )
    assert act(drawn, [1], [2, 3, 4]) == "deny"


def test_asking_somebody_to_act_is_a_demand_and_asking_why_is_not():
    drawn = (
        "Oslo/PROPN/2/nsubj asked/VERB/0/root/ask them/PRON/2/iobj to/PART/5/mark "
        "leave/VERB/2/xcomp"
    )
    assert act(drawn, [1], [3, 4]) == "demand"
    drawn = (
        "Oslo/PROPN/2/nsubj asked/VERB/0/root/ask why/ADV/5/advmod they/PRON/5/nsubj "
        "left/VERB/2/ccomp"
    )
    assert act(drawn, [1], [2, 3, 4]) == "say"


def test_declining_to_comment_is_an_act_of_its_own():
    drawn = "Oslo/PROPN/2/nsubj declined/VERB/0/root/decline to/PART/4/mark comment/VERB/2/xcomp"
    assert act(drawn, [1], [2, 3]) == "decline_to_comment"


def test_a_statement_without_cue_is_plain_saying():
    assert act(SAID_WOULD, [], [2, 3, 4]) == "say"


@pytest.mark.parametrize("verb", ["want", "oppose", "seek"])
def test_wanting_something_is_an_attitude(verb):
    drawn = f"They/PRON/2/nsubj {verb}/VERB/0/root/{verb} an/DET/4/det accord/NOUN/2/obj"
    assert act(drawn, [1], [2, 3]) == "attitude"


def test_being_believed_by_nobody_in_particular_is_an_attitude():
    drawn = (
        "It/PRON/3/nsubj:pass was/AUX/3/aux:pass/be believed/VERB/0/root/believe lost/VERB/3/xcomp"
    )
    assert act(drawn, [1, 2], [3]) == "attitude"


def test_believing_something_is_said_by_somebody():
    drawn = "Oslo/PROPN/2/nsubj believes/VERB/0/root/believe it/PRON/4/nsubj fell/VERB/2/ccomp/fall"
    assert act(drawn, [1], [2, 3]) == "say"
