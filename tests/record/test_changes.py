import msgspec

from dragoman.record.changes import changes_between, together
from tests.record.reports import full_report


def test_a_reading_differs_from_itself_in_nothing():
    assert changes_between(full_report(), full_report()).by_kind() == {}


def test_what_was_found_and_what_is_no_longer_found_is_counted_by_kind():
    before = full_report()
    event = msgspec.structs.replace(before.events[1], type="REJECT")
    after = full_report(events=(before.events[0], event), statements=before.statements[:1])
    found = changes_between(before, after)
    assert found.by_kind() == {"event": (1, 1), "statement": (0, 1)}
    assert found.gained[0][1].startswith("REJECT PER > BOL")


def test_scores_and_ids_do_not_count():
    before = full_report()
    said = tuple(msgspec.structs.replace(one, score=0.9) for one in before.statements)
    assert changes_between(before, full_report(statements=said)).by_kind() == {}


def test_changes_of_many_pages_add_up():
    empty = full_report(events=(), disputes=())
    whole = together([changes_between(empty, full_report())] * 2)
    assert whole.by_kind() == {"dispute": (2, 0), "event": (4, 0)}
