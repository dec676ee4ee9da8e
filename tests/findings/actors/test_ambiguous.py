"""Names of states that are sometimes something else, in a hundred sentences written for this."""

import re
from datetime import date
from pathlib import Path

from dragoman.findings.actors.drafts import is_state
from dragoman.knowledge.states import state

SENTENCES = Path(__file__).with_name("ambiguous.tsv")
FLOOR = 0.90


def read_as(found, start, end):
    """The states that mentions on the word stand for, the longest mention's first."""
    return {
        actor.id
        for actor in found.actors
        for mention in actor.mentions
        if mention.kind in ("name", "demonym", "metonym")
        and mention.start < end
        and mention.end > start
        and is_state(actor.id)
        and (state(actor.id)).status != "territory"
    }


def test_states_are_told_from_their_namesakes(actors_of):
    missed = []
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()[1:]
    for line in lines:
        word, expected, text = line.split("\t")
        start = re.search(rf"\b{word}\b", text).start()
        found = read_as(actors_of(text, date(2024, 6, 19)), start, start + len(word))
        if found != (set() if expected == "-" else {expected}):
            missed.append((word, expected, sorted(found), text))
    right = 1 - len(missed) / len(lines)
    assert len(lines) >= 100
    assert right >= FLOOR, missed
