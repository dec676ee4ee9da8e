import pytest

from dragoman.errors import QueryError
from dragoman.record import Run, Writer, open_store
from dragoman.record.alerts import MAX_NAME, Alerts
from tests.record.reports import full_report, plain_report

HEAD = "Peru and Chile sign water pact\n\n"


def text(n):
    return plain_report(f"{HEAD}The dam number {n} was opened by both ministers on the bridge.")


@pytest.fixture
def store(database):
    with open_store(database) as opened:
        yield opened


def write(store, *reports, release="1.0"):
    Writer(store, Run(release)).write(reports)


def test_only_what_arrives_later_is_a_match_numbered_in_order(store):
    write(store, text(0))
    alerts = Alerts(store)
    made = alerts.add("Dams", "dam")
    assert alerts.note() == 0
    write(store, text(1), plain_report("Nothing of it here."), text(2))
    assert alerts.note() == 2
    write(store, text(3))
    assert (alerts.note(), alerts.note()) == (1, 0)
    found = alerts.matches(made.key)
    assert [(one.n, one.report) for one in found] == [(n, text(n).id) for n in (1, 2, 3)]
    assert [one.n for one in alerts.matches(made.key, after=1, limit=1)] == [2]
    assert alerts.named("Dams").last == 3


def test_a_list_may_begin_with_what_is_on_record(store):
    write(store, text(0), text(1))
    alerts = Alerts(store)
    alerts.add("Dams", "dam", past=True)
    assert alerts.note() == 2


def test_a_report_that_is_read_again_is_no_new_match(store):
    alerts = Alerts(store)
    alerts.add("Dams", "dam")
    write(store, text(1))
    assert alerts.note() == 1
    write(store, text(1), release="2.0")
    assert alerts.note() == 0


def test_a_match_that_only_a_later_reading_finds_is_one(store):
    alerts = Alerts(store)
    alerts.add("Denials", "act:deny")
    read = full_report()
    write(store, plain_report(read.text))
    assert alerts.note() == 0
    write(store, read, release="2.0")
    assert alerts.note() == 1


def test_a_match_shows_the_words_it_was_asked_for(store):
    alerts = Alerts(store)
    made = alerts.add("Denials", "speaker:BOL act:deny")
    write(store, full_report())
    alerts.note()
    (one,) = alerts.found(made)
    assert one.hit.quote == "Bolivia denied that it had been asked to join"
    assert one.path == f"/reports/{full_report().id}#c{one.hit.start}"


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("", "x", "0 characters"), ("x" * (MAX_NAME + 1), "x", "201 characters"),
        ("New", '"open', "never closed"), ("New", "act:none", "no 'none'"),
        (" Dams ", "x", "there already"),
    ],
)  # fmt: skip
def test_a_list_that_cannot_work_is_refused(store, name, query, said):
    alerts = Alerts(store)
    alerts.add("Dams", "dam")
    with pytest.raises(QueryError, match=said):
        alerts.add(name, query)
    assert len(alerts.all()) == 1


def test_a_list_is_found_by_name_or_number_and_taken_away(store):
    alerts = Alerts(store)
    made = alerts.add("Dams", "dam", past=True)
    write(store, text(1))
    alerts.note()
    assert alerts.named("Dams") == alerts.named(str(made.key))
    alerts.remove(made.key)
    with pytest.raises(QueryError, match="no watch list 'Dams'"):
        alerts.named("Dams")


def test_a_turn_is_held_by_one_and_runs_out(store):
    alerts = Alerts(store)
    made = alerts.add("Dams", "dam")
    secret = alerts.post_to(made.key, "http://localhost/hook")
    assert alerts.claim("one", at=10.0, seconds=5) is None
    write(store, text(1))
    alerts.note()
    first = alerts.claim("one", at=10.0, seconds=5)
    assert first.secret == secret
    assert alerts.claim("two", at=14.0, seconds=5) is None
    assert alerts.next_due() == 15.0
    second = alerts.claim("two", at=15.0, seconds=5)
    alerts.arrived(first, 1)
    assert alerts.named("Dams").sent == 0, "its turn was over"
    alerts.failed(second, "asleep", due=30.0)
    assert (alerts.named("Dams").failures, alerts.next_due()) == (1, 30.0)
    third = alerts.claim("two", at=31.0, seconds=5)
    alerts.arrived(third, 1)
    assert (alerts.named("Dams").sent, alerts.named("Dams").failures) == (1, 0)
    assert alerts.next_due() is None


def test_a_receiver_that_is_set_later_gets_what_comes_from_then_on(store):
    alerts = Alerts(store)
    made = alerts.add("Dams", "dam")
    write(store, text(1))
    alerts.note()
    alerts.post_to(made.key, "http://localhost/hook")
    assert alerts.claim("one", at=1.0, seconds=5) is None
    write(store, text(2))
    alerts.note()
    turn = alerts.claim("one", at=1.0, seconds=5)
    assert [one.n for one in alerts.matches(made.key, after=turn.alert.sent)] == [2]
