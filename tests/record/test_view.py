import msgspec
import pytest

from dragoman.errors import QueryError
from dragoman.record import Period, Run, View, Writer, open_store
from tests.record.reports import TEXT, full_report, plain_report

RUN = Run("1.0")


@pytest.fixture
def view(database):
    with open_store(database) as store:
        later = full_report(
            f"Later\n\n{TEXT}", anchor_date="2025-03-10", id="f" * 24, publisher="The Coast"
        )
        Writer(store, RUN).write([full_report(), later, plain_report("Nothing\n\nhappened.")])
        yield View(store)


def test_a_timeline_lists_events_by_day_with_their_words(view):
    entries = view.timeline("PER")
    assert [(entry.day, entry.type, entry.dated) for entry in entries] == [
        ("2025-03-03", "SUPPORT", True),
        ("2025-03-03", "ACCUSE", False),
        ("2025-03-03", "SUPPORT", True),
        ("2025-03-10", "ACCUSE", False),
    ]
    assert entries[0].actors == ("CHL", "PER")
    assert entries[1].recipients == ("BOL",)
    for entry in entries:
        assert view.report(entry.report).text[entry.start : entry.end] == entry.quote


def test_the_latest_events_come_first_when_asked_and_those_without_day_last(database):
    with open_store(database) as store:
        read = full_report()
        undated = full_report(
            f"Undated\n\n{TEXT}", id="e" * 24, anchor_date=None, published=None,
            events=(msgspec.structs.replace(read.events[1], time=None),),
        )  # fmt: skip
        later = full_report(f"Later\n\n{TEXT}", anchor_date="2025-03-10", id="f" * 24)
        Writer(store, RUN).write([undated, later, read])
        view = View(store)
        for found in (
            view.timeline("PER", newest=True), view.dyad("PER", "BOL", newest=True),
        ):  # fmt: skip
            days = [entry.day for entry in found]
            assert days[-1] is None
            assert days[:-1] == sorted(days[:-1], reverse=True)
        (latest,) = view.timeline("PER", newest=True, limit=1)
        assert latest.day == "2025-03-10"


def test_a_period_cuts_a_timeline(view):
    assert len(view.timeline("PER", Period(first="2025-03-04"))) == 1
    assert len(view.timeline("PER", Period(last="2025-03-04"))) == 3


def test_a_joint_act_stands_in_both_directions_of_a_dyad(view):
    assert len(view.dyad("PER", "CHL")) == 2
    assert len(view.dyad("CHL", "PER")) == 2
    assert [entry.type for entry in view.dyad("PER", "BOL")] == ["ACCUSE", "ACCUSE"]
    assert view.dyad("BOL", "PER") == ()


def test_a_candidate_for_review_is_not_counted(database):
    with open_store(database) as store:
        event = msgspec.structs.replace(full_report().events[0], candidate=True)
        Writer(store, RUN).write([full_report(events=(event,))])
        assert View(store).timeline("PER") == ()


def test_disputed_reports_come_by_day(view):
    assert [report.anchor_date for report in view.disputed()] == ["2025-03-03", "2025-03-10"]
    assert len(list(view.disputed(Period(first="2025-03-05")))) == 1
    spoken = {party for told in view.disputed() for said in told.statements
              for party in said.speakers}  # fmt: skip
    for party in sorted(spoken):
        assert len(list(view.disputed(parties=(party,)))) == 2
    assert list(view.disputed(parties=("FIN",))) == []


def test_an_id_may_be_shortened_as_long_as_it_is_clear(view):
    assert view.report("ffff").publisher == "The Coast"
    with pytest.raises(QueryError, match="too short"):
        view.report("f")
    with pytest.raises(QueryError, match="no report"):
        view.report("0123abcd")


def test_an_unclear_id_is_refused(database):
    with open_store(database) as store:
        reports = [full_report(id="abcd" + "0" * 20), full_report(id="abcd" + "1" * 20)]
        Writer(store, RUN).write(reports)
        with pytest.raises(QueryError, match="several"):
            View(store).report("abcd")


def test_reports_come_in_pages_and_in_order(database, monkeypatch):
    monkeypatch.setattr("dragoman.record.view.PAGE", 2)
    with open_store(database) as store:
        reports = [plain_report(f"Number {n}\n\nText.") for n in range(5)]
        Writer(store, RUN).write(reports)
        assert list(View(store).reports()) == reports
