"""What a person should look at comes in parts, with the names of those concerned."""

import msgspec
import pytest

from dragoman.record import Run, Writer, open_store
from dragoman.record.doubts import contested, unsure
from dragoman.record.judgements import Judgements
from dragoman.schema.judgements import Judgement
from tests.record.reports import TEXT, full_report


def candidate_report(n):
    report = full_report(TEXT.replace("water", f"water {n}"))
    events = (msgspec.structs.replace(report.events[0], candidate=True), report.events[1])
    said = (report.statements[0], msgspec.structs.replace(report.statements[1], score=0.9))
    return msgspec.structs.replace(report, events=events, statements=said)


def judged(report, finding, verdict="yes", by="person:ana"):
    return Judgement(
        left=f"{report.id}/{finding}", right=report.id, relation="told", verdict=verdict,
        reason="seen", by=by,
    )  # fmt: skip


@pytest.fixture
def reports():
    return [candidate_report(n) for n in range(5)]


@pytest.fixture
def store(database, reports):
    with open_store(database) as opened:
        Writer(opened, Run("1.0")).write(reports)
        yield opened


def test_what_is_unsure_is_listed_with_its_parties_and_words(store, reports):
    (one, *_), _ = unsure(store)
    assert (one.report, one.finding, one.said) == (reports[-1].id, "event:1", "SUPPORT")
    assert (one.sources, one.targets) == (("Chile", "Peru"), ())
    assert one.quote == "Peru and Chile signed a pact on shared rivers on Monday."
    assert (one.candidate, one.score) == (True, None)


def test_parts_follow_each_other_to_the_end(store, reports, monkeypatch):
    monkeypatch.setattr("dragoman.record.doubts.WINDOW", 2)
    found, before = [], None
    while True:
        doubts, before = unsure(store, before=before)
        found += [one.report for one in doubts]
        if before is None:
            break
    assert found == [one.id for one in reversed(reports)]


def test_a_part_that_is_full_goes_on_where_it_ended(store, reports):
    first, before = unsure(store, limit=2)
    second, _ = unsure(store, before=before, limit=2)
    assert [one.report for one in (*first, *second)] == [one.id for one in reports[:0:-1]]


def test_what_was_judged_is_not_listed_until_it_is_taken_back(store, reports):
    book = Judgements(store)
    book.add([judged(reports[0], "event:1")])
    assert len(unsure(store)[0]) == 4
    book.retract(book.all("told")[0].key, by="person:ana", reason="not sure")
    assert len(unsure(store)[0]) == 5


def test_an_empty_record_has_nothing_unsure(database):
    with open_store(database) as store:
        assert unsure(store) == ((), None)


def test_two_last_words_that_differ_are_contested(store, reports):
    book = Judgements(store)
    book.add([judged(reports[0], "event:2"), judged(reports[0], "event:2", "no", "person:ben")])
    ((first, second),) = contested(store)
    assert (first.judgement.by, second.judgement.by) == ("person:ana", "person:ben")
    book.add([judged(reports[0], "event:2", "no")])
    assert contested(store) == ()
