"""The frame lexicon: a readable table whose every row can be used."""

import re
from collections import Counter

import pytest

from dragoman.knowledge.cameo import cameo
from dragoman.knowledge.frames import act_of, all_frames, frames_of, operators_of, word_class
from dragoman.knowledge.plover import plover
from dragoman.knowledge.tables import rows


def test_frames_have_ids_of_their_own():
    counts = Counter(row["frame"] for row in rows("frames.csv"))
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("frame", all_frames(), ids=lambda one: one.id)
def test_each_frame_has_a_code_and_a_mode_of_its_type(frame):
    assert cameo(frame.cameo) is not None
    assert frame.mode is None or frame.mode in plover(frame.type).modes
    assert frame.actor


def test_needs_name_known_classes():
    known = {row["class"] for row in rows("word_classes.csv")}
    for row in rows("frames.csv"):
        for cell in re.split(r"[ |]", row["needs"]):
            words = cell.rpartition(":")[2].lstrip("!")
            assert (
                not words or words in known | {"any", "actor", "somebody"} or words.startswith("=")
            )


def test_the_frame_that_asks_most_comes_first():
    first, *_ = frames_of("send", "verb")
    assert first.needs


def test_a_word_may_be_an_act_and_a_will():
    assert any(one.name == "refuse" for one in operators_of("reject", "verb"))
    assert any(one.type == "REJECT" for one in frames_of("reject", "verb"))


def test_what_is_promised_tells_the_act():
    assert act_of("loan") == "071"
    assert "treaty" in word_class("treaty")


def test_unknown_words_tell_nothing():
    assert frames_of("whistle", "verb") == ()
    assert operators_of("whistle", "verb") == ()
