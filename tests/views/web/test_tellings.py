"""The page of a story: copies folded, revisions compared, what is judged apart left out."""

import pytest

pytest.importorskip("litestar", reason="the extra `serve` is not installed")
pytest.importorskip("jinja2", reason="the extra `serve` is not installed")

from litestar.testing import TestClient
from sqlalchemy import event

from dragoman.record import Run, Writer, open_store
from dragoman.record.judgements import Judgements
from dragoman.schema.judgements import Judgement
from dragoman.views.api import Serving, create_app
from dragoman.views.web.tellings import MOST, tellings_of
from tests.record.reports import plain_report

HEAD = "Peru and Chile sign water pact\n\n"
SAME = "The two ministers met on the border bridge before noon."
GONE = "Fishers from both banks protested nearby."
EARLIER = f"{HEAD}{SAME} Peru will pay 12 million dollars for the new dams. {GONE}"
LATER = (
    f"{HEAD}{SAME} Peru will pay 15 million dollars for the new dams. A <b>court</b> will decide."
)
OTHER = f"{HEAD}Lima welcomed a treaty on rivers that Santiago had long refused to discuss."


def judged(left, right, relation, verdict="yes", by="machine:test"):
    return Judgement(
        left=left.id, right=right.id, relation=relation, verdict=verdict, reason="seen", by=by
    )


@pytest.fixture
def reports():
    return [plain_report(text) for text in (EARLIER, LATER, OTHER)]


@pytest.fixture
def store(tmp_path, reports):
    with open_store(str(tmp_path / "record.db")) as opened:
        Writer(opened, Run("1.0")).write(reports)
        earlier, later, other = reports
        first = min((earlier, later), key=lambda one: one.id)
        Judgements(opened).add(
            [judged(earlier, later, "revision"), judged(first, other, "same_story")]
        )
        yield opened


def test_a_revision_is_folded_and_compared(store, reports):
    tellings, cut = tellings_of(store, reports[0])
    assert not cut
    assert sorted(len(one.reports) for one in tellings) == [1, 2]
    folded = next(one for one in tellings if one.revisions)
    assert folded.reports == tuple(reports[:2])
    (revision,) = folded.revisions
    found = revision.found
    assert [one.after.quote(LATER) for one in found.changed] == [
        "Peru will pay 15 million dollars for the new dams."
    ]
    assert [one.quote(LATER) for one in found.added] == ["A <b>court</b> will decide."]
    assert [one.quote(EARLIER) for one in found.dropped] == [
        "Fishers from both banks protested nearby."
    ]


def test_every_member_leads_to_the_same_story(store, reports):
    first, *rest = (tellings_of(store, one)[0] for one in reports)
    assert all(one == first for one in rest)


def test_a_person_takes_reports_apart(store, reports):
    earlier, later, _ = reports
    Judgements(store).add([judged(earlier, later, "revision", "no", "person:ann")])
    for telling in tellings_of(store, earlier)[0]:
        assert not telling.revisions


def test_a_report_that_nobody_else_tells_stands_alone(store):
    alone = plain_report(f"{HEAD}Nobody else wrote about the harbour.")
    Writer(store, Run("1.0")).write([alone])
    tellings, cut = tellings_of(store, alone)
    assert [one.reports for one in tellings] == [(alone,)]
    assert not cut


def test_a_long_story_is_cut_and_says_so(store):
    many = [plain_report(f"{HEAD}Telling number {n} of it.") for n in range(MOST + 5)]
    Writer(store, Run("1.0")).write(many)
    Judgements(store).add([judged(many[0], one, "copy") for one in many[1:]])
    tellings, cut = tellings_of(store, many[0])
    assert cut
    assert sum(len(one.reports) for one in tellings) == MOST


def test_a_judgement_on_what_is_not_on_record_shows_nothing(store, reports):
    Judgements(store).add([judged(reports[0], plain_report(f"{HEAD}Never kept."), "copy")])
    tellings, _ = tellings_of(store, reports[0])
    assert sum(len(one.reports) for one in tellings) == 3


def test_the_page_shows_the_sentences_as_text(store, reports):
    with TestClient(create_app(Serving(db=store.address))) as client:
        answer = client.get(f"/reports/{reports[0].id}/story", headers={"Accept": "text/html"})
        missing = client.get("/reports/ffff/story", headers={"Accept": "text/html"})
    assert answer.status_code == 200, answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "A &lt;b&gt;court&lt;/b&gt; will decide." in answer.text
    assert "<b>court" not in answer.text
    assert missing.status_code == 400


def test_what_is_judged_of_a_report_is_found_by_index(store, reports):
    asked = []

    def keep(_connection, _cursor, statement, parameters, _context, _many):
        asked.append((statement, parameters))

    event.listen(store.engine, "before_cursor_execute", keep)
    Judgements(store).about(reports[0].id)
    event.remove(store.engine, "before_cursor_execute", keep)
    with store.connected() as connection:
        plans = [
            connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
            for statement, parameters in asked
            if "judgement" in statement
        ]
    assert plans
    assert not any("SCAN judgement" in row[3] for plan in plans for row in plan)


def test_the_api_tells_stories_and_what_was_changed(store, reports):
    with TestClient(create_app(Serving(db=store.address))) as client:
        (one,) = client.get("/api/stories").json()["items"]
        assert sorted(one["reports"]) == sorted(report.id for report in reports)
        assert client.get("/api/stories?least=4").json() == {"items": [], "next_offset": None}
        told = client.get(f"/api/reports/{reports[0].id}/story").json()
    assert sorted(len(text["reports"]) for text in told["texts"]) == [1, 2]
    (revision,) = next(text["revisions"] for text in told["texts"] if text["revisions"])
    assert {"before": None, "after": "A <b>court</b> will decide."} in revision["changes"]
    assert {"before": GONE, "after": None} in revision["changes"]
    assert any(
        "12 million" in (one["before"] or "") and "15 million" in (one["after"] or "")
        for one in revision["changes"]
    )


def test_stories_come_in_parts(store):
    more = [plain_report(f"{HEAD}The other tale, number {n}.") for n in range(2)]
    Writer(store, Run("1.0")).write(more)
    Judgements(store).add([judged(*more, "same_story")])
    with TestClient(create_app(Serving(db=store.address))) as client:
        first = client.get("/api/stories?limit=1").json()
        second = client.get("/api/stories?limit=1&offset=1").json()
    assert (len(first["items"][0]["reports"]), first["next_offset"]) == (3, 1)
    assert (len(second["items"][0]["reports"]), second["next_offset"]) == (2, None)
