"""What people judge of single findings: rejected, corrected, accepted, and taken back."""

from concurrent.futures import ThreadPoolExecutor, wait

import msgspec
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.record import Run, View, Writer, open_store, search, tables
from dragoman.record.health import checkup
from dragoman.record.judgements import Judgements
from dragoman.record.pacts import reports_of_agreements
from dragoman.record.reviews import KINDS, hold, reviewed
from dragoman.record.rows import finding_rows
from dragoman.schema.corrections import Correction
from dragoman.schema.judgements import Judgement
from tests.record.reports import full_report

REPORT = full_report()
FINDINGS = [one.id for kind in KINDS for one in getattr(REPORT, kind)]
CORRECTIONS = {
    "statement": Correction(act="say", speakers=("CHL",), time=None),
    "event": Correction(type="CONSULT", recipients=("ECU",), time="2025-03"),
    "agreement": Correction(status="ended", parties=("PER", "ECU"), signed=None),
}


def told(finding, verdict="yes", by="person:ana", **fields):
    given = {"reason": "read again", **fields}
    return Judgement(
        left=f"{REPORT.id}/{finding}", right=REPORT.id, relation="told", verdict=verdict, by=by,
        **given,
    )  # fmt: skip


@pytest.fixture
def store(database):
    with open_store(database) as opened:
        Writer(opened, Run("1.0")).write([REPORT])
        yield opened


def test_a_rejected_event_is_gone_from_every_answer_and_comes_back(store):
    book, view = Judgements(store), View(store)
    before = view.timeline("PER"), view.dyad("PER", "BOL"), search(store, "type:ACCUSE")
    assert all(before)
    book.add([told("event:2", "no")])
    assert [one.event for one in view.timeline("PER")] == ["event:1"]
    assert view.dyad("PER", "BOL") == ()
    assert search(store, "type:ACCUSE") == ()
    assert [one.id for one in view.report(REPORT.id).events] == ["event:1"]
    assert view.as_read(REPORT.id) == REPORT
    (entered,) = book.on_findings(REPORT.id)
    book.retract(entered.key, by="person:ana", reason="it is there")
    assert (view.timeline("PER"), view.dyad("PER", "BOL"), search(store, "type:ACCUSE")) == before
    assert view.report(REPORT.id) == REPORT


def test_corrected_values_are_used_everywhere(store):
    view = View(store)
    Judgements(store).add([told("event:2", correction=CORRECTIONS["event"])])
    (entry,) = view.dyad("PER", "ECU")
    assert (entry.type, entry.quad, entry.cameo, entry.day) == ("CONSULT", 1, None, "2025-03")
    assert view.dyad("PER", "BOL") == ()
    assert search(store, "type:ACCUSE") == ()
    assert [hit.report for hit in search(store, "type:CONSULT")] == [REPORT.id]
    assert next(view.reports()).events[1].type == "CONSULT"


def test_a_corrected_statement_has_another_speaker(store):
    Judgements(store).add([told("statement:1", correction=CORRECTIONS["statement"])])
    assert search(store, "speaker:BOL") == ()
    assert search(store, "act:deny") == ()
    assert search(store, "speaker:CHL act:say")


def test_a_corrected_agreement_has_other_parties(store):
    Judgements(store).add([told("agreement:1", correction=CORRECTIONS["agreement"])])
    (report,) = reports_of_agreements(store)
    (agreement,) = report.agreements
    assert (agreement.status, agreement.parties, agreement.signed) == (
        "ended",
        ("PER", "ECU"),
        None,
    )
    Judgements(store).add([told("agreement:1", "no")])
    assert list(reports_of_agreements(store)) == []


def test_what_rests_on_a_rejected_statement_no_longer_points_at_it(store):
    Judgements(store).add([told("statement:2", "no")])
    report = View(store).report(REPORT.id)
    assert report.disputes == ()
    assert [one.statement for one in report.events] == [None, None]
    assert list(View(store).disputed()) == []


def test_a_rejected_dispute_leaves_its_statements(store):
    Judgements(store).add([told(REPORT.disputes[0].id, "no")])
    report = View(store).report(REPORT.id)
    assert (report.disputes, report.statements) == ((), REPORT.statements)


def test_an_accepted_candidate_counts(database):
    events = (msgspec.structs.replace(REPORT.events[0], candidate=True), REPORT.events[1])
    with open_store(database) as store:
        Writer(store, Run("1.0")).write([msgspec.structs.replace(REPORT, events=events)])
        assert [one.event for one in View(store).timeline("CHL")] == []
        Judgements(store).add([told("event:1")])
        assert [one.event for one in View(store).timeline("CHL")] == ["event:1"]


def test_the_last_word_of_a_person_stands_and_a_machine_has_none(store):
    book, view = Judgements(store), View(store)
    book.add([told("event:2", "no")])
    assert book.add([told("event:2", "no", by="machine:second")]) == 1
    book.add([told("event:2", "yes", by="person:ben")])
    assert len(view.report(REPORT.id).events) == 2
    assert book.add([told("event:2", "yes", by="person:ben", reason="once more")]) == 0
    assert book.add([told("event:2", "no")]) == 1
    assert len(view.report(REPORT.id).events) == 1


def test_a_judgement_survives_reading_the_page_again(store):
    Judgements(store).add(
        [told("event:2", "no"), told("statement:1", correction=CORRECTIONS["statement"])]
    )
    Writer(store, Run("1.1")).write([REPORT])
    report = View(store).report(REPORT.id)
    assert [one.id for one in report.events] == ["event:1"]
    assert report.statements[0].act == "say"
    assert View(store).dyad("PER", "BOL") == ()
    assert View(store).as_read(REPORT.id) == REPORT


def test_a_judgement_on_what_a_later_reading_does_not_find_changes_nothing(store):
    Judgements(store).add([told("event:2", "no")])
    later = msgspec.structs.replace(REPORT, events=REPORT.events[:1])
    Writer(store, Run("1.1")).write([later])
    assert View(store).report(REPORT.id) == later


def test_people_who_judge_at_once_wait_for_each_other(lasting):
    with open_store(lasting) as store, ThreadPoolExecutor() as people:
        Writer(store, Run("1.0")).write([REPORT])
        with store.transaction() as connection:
            hold(connection, [REPORT.id])
            said = [told(one, "no", by=f"person:{one}") for one in FINDINGS]
            waiting = [people.submit(Judgements(store).add, [one]) for one in said]
            waiting.append(people.submit(Writer(store, Run("1.1")).write, [REPORT]))
            done, _ = wait(waiting, timeout=0.5)
            assert not done
        for one in waiting:
            one.result()
        stands = View(store).report(REPORT.id)
        assert [len(getattr(stands, kind)) for kind in KINDS] == [0, 0, 0, 0]
        assert not [check for check in checkup(store) if check.bad]


verdicts = st.lists(
    st.tuples(
        st.sampled_from(FINDINGS),
        st.sampled_from(["yes", "no", "unsure", "correct", "retract"]),
        st.sampled_from(["person:ana", "person:ben", "machine:second"]),
    ),
    max_size=6,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(verdicts)
def test_the_rows_are_always_those_of_what_stands(steps):
    with open_store(":memory:") as store:
        Writer(store, Run("1.0")).write([REPORT])
        book = Judgements(store)
        for finding, verdict, by in steps:
            _step(book, finding, verdict, by)
        stands = reviewed(REPORT, book.standing("told"))
        assert View(store).report(REPORT.id) == stands
        with store.connected() as connection:
            key = connection.execute(sa.select(tables.report.c.key)).scalar_one()
            rows = {table.name: [] for table in tables.CHILDREN}
            finding_rows(stands, key, rows)
            for table in tables.CHILDREN:
                found = connection.execute(sa.select(table)).all()
                assert sorted(map(str, map(tuple, found))) == sorted(map(str, rows[table.name]))
        assert not [check for check in checkup(store) if check.bad]


def _step(book, finding, verdict, by):
    kind = finding.partition(":")[0]
    if verdict == "retract":
        open_ones = [one for one in book.all("told") if one.retracted is None]
        for one in open_ones[:1]:
            book.retract(one.key, by="person:ana", reason="undo")
    elif verdict != "correct":
        book.add([told(finding, verdict, by=by)])
    elif kind in CORRECTIONS:
        book.add([told(finding, by=by, correction=CORRECTIONS[kind])])


@pytest.mark.parametrize(("fields", "said"), [
    ({"right": "other"}, "is no finding of other"),
    ({"verdict": "no", "correction": Correction(act="say")}, "with a correction"),
    ({"correction": Correction(type="CONSULT")}, "a statement has no field 'type'"),
], ids=["report", "verdict", "field"])  # fmt: skip
def test_a_judgement_that_contradicts_itself_is_refused(fields, said):
    with pytest.raises(ValueError, match=said):
        msgspec.structs.replace(told("statement:1"), **fields)


def test_only_findings_are_corrected():
    with pytest.raises(ValueError, match="only a finding"):
        Judgement(left="a", right="b", relation="copy", verdict="yes", reason="x", by="person:a",
                  correction=Correction(act="say"))  # fmt: skip


@pytest.mark.parametrize(("given", "said"), [
    ({}, "a correction of nothing"), ({"time": "soon"}, "no date"), ({"time": ""}, "no date"),
    ({"time": "2024-13"}, "no date"), ({"time": "2024-02-30"}, "no date"),
    ({"signed": "24-1-1"}, "no date"), ({"actors": [" "]}, "no id"), ({"act": "sing"}, "enum"),
    ({"actors": ["x" * 201]}, "no id"), ({"colour": "red"}, "unknown field"),
    ({"actors": "PER"}, "array"),
], ids=str)  # fmt: skip
def test_a_correction_keeps_to_the_schema(given, said):
    with pytest.raises(msgspec.ValidationError, match=said):
        msgspec.convert(given, Correction)


def test_null_is_unknown_and_not_given_is_as_it_was():
    found = msgspec.json.decode(b'{"time":null}', type=Correction)
    assert found.fields() == {"time": None}
    assert msgspec.json.encode(found) == b'{"time":null}'
