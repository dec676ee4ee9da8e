"""One event in several reports, and one actor under several ids."""

from __future__ import annotations

import pytest

from dragoman.record import Run, View, Writer, open_store
from dragoman.record.folding import families, folded, happenings, name_of
from dragoman.record.happenings import find_same_events, same_events
from dragoman.record.judgements import Judgements
from dragoman.schema.judgements import Judgement
from tests.record.reports import TEXT, full_report
from tests.record.test_folding import entry


@pytest.fixture
def store_of_two(database):
    """Two reports of one signing, and each of a charge of its own day."""
    with open_store(database) as store:
        other = full_report(
            f"In other words\n\n{TEXT}", anchor_date="2025-03-20", id="e" * 24, publisher="Coast"
        )
        Writer(store, Run("1.0")).write([full_report(anchor_date="2025-03-03"), other])
        yield store


def pairs(*entries, family=None):
    return [
        (one.left.split("/")[0], one.right.split("/")[0], one.score)
        for one in same_events(entries, family or {})
    ]


def test_the_same_act_of_one_day_is_one_event():
    assert pairs(entry("a"), entry("b")) == [("a", "b", 0.9)]
    assert pairs(entry("a"), entry("b", cameo="050")) == [("a", "b", 0.8)]


def test_a_report_may_come_a_day_after_an_event_that_it_does_not_date():
    later = entry("b", day="2025-03-04", dated=False)
    assert pairs(entry("a"), later) == [("a", "b", 0.6)]
    assert pairs(entry("a"), entry("b", day="2025-03-04")) == []


def test_other_sides_types_and_days_are_other_events():
    first = entry("a")
    assert pairs(first, entry("b", type="ACCUSE")) == []
    assert pairs(first, entry("b", recipients=("BOL",))) == []
    assert pairs(first, entry("b", actors=("CHL",), recipients=("PER",))) == []
    assert pairs(first, entry("b", factuality="denied")) == []
    assert pairs(first, entry("b", day="2025-03-09")) == []
    assert pairs(first, entry("b", day=None)) == []
    assert pairs(first, entry("b", day="FUTURE_REF"), entry("c", day="2025-03")) == []


def test_acts_of_one_side_alone_are_not_joined():
    alone = {"recipients": (), "type": "REJECT"}
    assert pairs(entry("a", **alone), entry("b", **alone)) == []


def test_copies_are_not_compared_again():
    assert pairs(entry("a"), entry("b"), family={"a": "a", "b": "a"}) == []


def test_events_of_several_reports_are_entered_once_and_a_person_outranks_that(store_of_two):
    store = store_of_two
    assert find_same_events(store) == 1
    assert find_same_events(store) == 0
    entries = View(store).events()
    assert len(folded(entries, families(store), happenings(store))) == 3
    left, right = sorted(name_of(one) for one in entries if one.type == "SUPPORT")
    Judgements(store).add([
        Judgement(left=left, right=right, relation="same_event", verdict="no",
                  reason="two visits", by="person:ana")
    ])  # fmt: skip
    assert find_same_events(store) == 0
    assert len(folded(entries, families(store), happenings(store))) == 4


def test_ids_of_one_actor_share_a_timeline(store_of_two):
    store = store_of_two
    view = View(store)
    assert view.timeline("person:x") == ()
    Judgements(store).add([
        Judgement(left="PER", right="person:x", relation="same_actor", verdict="yes",
                  reason="the president", by="person:ana")
    ])  # fmt: skip
    assert len(view.timeline("person:x")) == 4
    assert len(view.dyad("person:x", "CHL")) == 2
