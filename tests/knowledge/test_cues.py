from typing import get_args

import pytest

from dragoman.knowledge.cues import cue_named, cues
from dragoman.schema.findings import StatementAct


def test_every_act_is_one_of_the_contract():
    acts = {cue.act for cue in cues().values()} | {c.act_infinitive for c in cues().values()}
    assert acts <= {*get_args(StatementAct), None}


@pytest.mark.parametrize(("lemma", "pos", "act"), [
    ("say", "VERB", "say"), ("accuse", "VERB", "accuse"), ("denounce", "VERB", "condemn"),
    ("vow", "VERB", "pledge"), ("warning", "NOUN", "warn"), ("urge", "VERB", "demand"),
    ("hail", "VERB", "praise"),
])  # fmt: skip
def test_a_reporting_word_names_its_act(lemma, pos, act):
    assert cue_named(lemma, pos).act == act


def test_asking_somebody_to_act_is_a_demand():
    assert cue_named("ask", "VERB").act_infinitive == "demand"


def test_a_word_that_reports_nothing_is_no_cue():
    assert cue_named("walk", "VERB") is None
    assert cue_named("say", "NOUN") is None
